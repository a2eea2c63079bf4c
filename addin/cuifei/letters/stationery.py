"""Which papers does the office use around letters: cover list, address labels, envelopes?

Templates as letters are: `python -m cuifei.letters.stationery [FOLDER]` writes
them, and people may edit them in Word. Nothing on a label or an envelope tells
a stranger that the owner owes: no document, no amount (R9.3).
"""

import io
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, Twips

from cuifei.letters import package, paper
from cuifei.letters.frames import right_tab
from cuifei.letters.paper import add, field, write
from cuifei.letters.tables import grid, row
from cuifei.locale import Both, languages

LABELS_ACROSS, LABELS_DOWN = 3, 8
_LABEL = (Mm(70), Mm(37))
_ENVELOPE = (Mm(230), Mm(120))  # ZL, for A4 folded in three

_COVER_WORDS = Both(
    (
        "打印清单",
        "批次：**«批次»**\t第«册»册，共«总册数»册",
        "公司：«公司»　　小区：«小区»\t共«份数»份，合计 «合计» 元",
        ("印", "章", "寄", "序号", "房号", "业主", "文书", "函号", "金额", "最后期限"),
        "打印、盖章、寄送各做完一份即在方格内打勾；随函的缴费明细排在该函之后。",
        "打印人：　　　　　　盖章人：　　　　　　寄送人：　　　　　　日期：　　　　　　",
        ("第", "页／共", "页"),
    ),
    (
        "Checklist",
        "Batch: **«批次»**\tVolume «册» of «总册数»",
        "Company: «公司»   Community: «小区»\t«份数» letters, CNY «合计»",
        (
            *("Print", "Seal", "Post", "No.", "Unit", "Owner", "Document", "Number"),
            *("CNY", "Last date"),
        ),
        "Tick a box when a letter is printed, sealed, posted. A statement follows its letter.",
        "Printed by:                    Sealed by:                    Posted by:"
        "                    Date:",
        ("Page ", " of ", ""),
    ),
)
_COVER_WIDTHS = Both(
    (360, 360, 360, 440, 1400, 1250, 1372, 1850, 1000, 1020),
    (480, 480, 480, 400, 1250, 1100, 1352, 1850, 1000, 1020),
)


def cover(document: Any, lang: str) -> None:
    """Lay out the list that lies on a pack, to tick off each letter."""
    title, batch, whose, heads, hint, hands, pages = _COVER_WORDS[lang]
    footer = document.sections[0].footer.paragraphs[0]
    footer.style = "Letter Small Right"
    write(footer, pages[0])
    field(footer, " PAGE ", "1")
    write(footer, pages[1])
    field(footer, " NUMPAGES ", "1")
    write(footer, pages[2])
    add(document, "Letter Title", title)
    for line in (batch, whose):
        right_tab(add(document, "Letter Line", line))
    add(document, "Letter Gap", "")
    table = grid(document, _COVER_WIDTHS[lang])
    row(table, [(head, "Cell Head", 1) for head in heads], head=True)
    names = ("序号", "房号", "业主", "文书", "函号", "金额", "最后期限")
    styles = ("Cell Centre", "Cell", "Cell", "Cell", "Cell", "Cell Right", "Cell Centre")
    cells = [(f"«清单.{n}»", style, 1) for n, style in zip(names, styles, strict=True)]
    row(table, [*[("□", "Cell Centre", 1)] * 3, *cells], height=340)
    add(document, "Letter Gap", "")
    add(document, "Letter Small", hint)
    add(document, "Letter Line", hands).paragraph_format.space_before = Pt(12)


def labels(document: Any, lang: str) -> None:
    """Lay out A4 sheets of 3 by 8 labels without margins; a row of the table is a row of labels."""
    section = document.sections[0]
    section.left_margin = section.right_margin = section.bottom_margin = Twips(0)
    section.top_margin = section.header_distance = section.footer_distance = Twips(24)
    table = document.add_table(0, LABELS_ACROSS)
    _bare(table, padding=Mm(5))
    line = table.add_row()
    height = f'<w:trHeight {nsdecls("w")} w:val="{_LABEL[1].twips - 2}" w:hRule="exact"/>'
    line._tr.get_or_add_trPr().extend([OxmlElement("w:cantSplit"), parse_xml(height)])
    for number, cell in enumerate(line.cells, 1):
        cell.width = _LABEL[0]
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:vAlign {nsdecls("w")} w:val="center"/>'))
        first = cell.paragraphs[0]
        first.style = "Letter Small"
        write(first, f"«标签.地址{number}»")
        for run in first.runs:
            run.font.size = Pt(10)
        name = add(cell, "Letter Line", f"**«标签.收件人{number}»**")
        name.paragraph_format.space_before = Pt(4)
        add(cell, "Letter Small Right", f"«标签.编号{number}»")
    add(document, "Letter End", "")


def _bare(table: Any, padding: Any) -> None:
    properties = table._tbl.tblPr
    for child in list(properties):
        properties.remove(child)
    sides = "".join(f'<w:{side} w:w="{padding.twips}" w:type="dxa"/>' for side in ("left", "right"))
    for xml in (
        f'<w:tblW {nsdecls("w")} w:w="{3 * _LABEL[0].twips}" w:type="dxa"/>',
        f'<w:tblInd {nsdecls("w")} w:w="0" w:type="dxa"/>',
        f'<w:tblLayout {nsdecls("w")} w:type="fixed"/>',
        f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>",
    ):
        properties.append(parse_xml(xml))
    for column in table.columns:
        column.width = _LABEL[0]


def envelope(document: Any, lang: str) -> None:
    """Lay out one envelope: where to at the left, to whom in the middle, from whom below right."""
    section = document.sections[0]
    section.page_width, section.page_height = _ENVELOPE
    section._sectPr.find(qn("w:pgSz")).set(qn("w:orient"), "landscape")
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(20), Mm(10)
    section.header_distance = section.footer_distance = Mm(5)
    for style, markup, before, left, size in (
        ("Letter Line", "«收件地址»", 0, 0, 14),
        ("Letter Line", "**«收件人»**", 30, 45, 18),
        ("Letter Line", "«寄件地址»", 64, 98, 11),
        ("Letter Line", "«寄件人»　«寄件电话»", 2, 98, 11),
        ("Letter Small", "«编号»", 4, 98, 9),
    ):
        paragraph = add(document, style, markup)
        look = paragraph.paragraph_format
        look.space_before, look.left_indent = Pt(before), Mm(left)
        look.line_spacing = Pt(size * 1.4)
        for run in paragraph.runs:
            run.font.size = Pt(size)


# name -> (title, who lays it out)
STATIONERY: Mapping[str, tuple[str, Callable[[Any, str], None]]] = MappingProxyType(
    {
        "pack_cover": ("打印清单", cover),
        "address_labels": ("地址标签", labels),
        "envelope": ("信封", envelope),
    }
)


def build(name: str, lang: str) -> bytes:
    """Return a template of stationery as the bytes of a .docx."""
    title, compose = STATIONERY[name]
    sheet = paper.sheet(title, lang)
    compose(sheet, lang)
    written = io.BytesIO()
    sheet.save(written)
    return package.frame(package.read(written.getvalue()).values()).close(())


def write_all(folder: Path) -> list[Path]:
    """Write all stationery templates into `folder`, and return the files."""
    files = []
    for name in STATIONERY:
        for lang in languages():
            files.append(folder / f"{name}.{lang}.docx")
            files[-1].write_bytes(build(name, lang))
    return files


if __name__ == "__main__":
    write_all(Path(sys.argv[1] if len(sys.argv) > 1 else "letter_templates"))
