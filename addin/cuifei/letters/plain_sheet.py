"""How does a sheet look that is no letter: headings, facts, tables of plain text, a picture?

What people typed is printed as it is; nothing in it is taken for a field or a mark.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, Twips

from cuifei.domain.problems import CuifeiError, say
from cuifei.letters import jpeg_turn, package, paper
from cuifei.letters.frames import right_tab
from cuifei.letters.paper import WIDTH, border, field
from cuifei.letters.pictures import NO_PICTURE
from cuifei.letters.tables import grid
from cuifei.locale import Both

_PAGES = Both(("第", "页／共", "页"), ("Page ", " of ", ""))
_ILLEGAL = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# The height that is left for a picture below its caption.
_TALLEST = Pt(640)
_STYLES = {"left": "Cell", "centre": "Cell Centre", "right": "Cell Right"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its head, its share of the width, and how it is aligned."""

    head: str
    width: int
    align: str = "left"  # left, centre, right


Row: TypeAlias = Sequence[str]


def sheet(title: str, head: str, lang: str) -> Any:
    """Return an empty sheet under its title; `head` stands over every page, the count below."""
    document = paper.sheet(title, lang)
    over = document.sections[0].header.paragraphs[0]
    over.style = "Letter Small"
    right_tab(over)
    over.add_run(_legal(f"{head}\t{title}"))
    border(over, "bottom")
    under = document.sections[0].footer.paragraphs[0]
    under.style = "Letter Small Right"
    before, between, after = _PAGES[lang]
    under.add_run(before)
    field(under, " PAGE ", "1")
    under.add_run(between)
    field(under, " NUMPAGES ", "1")
    under.add_run(after)
    _paragraph(document, "Letter Title", title)
    return document


def content(document: Any) -> bytes:
    """Return the finished sheet as the bytes of a .docx: equal sheets give equal bytes."""
    written = io.BytesIO()
    document.save(written)
    return package.frame(package.read(written.getvalue()).values()).close(())


def heading(document: Any, words: str) -> None:
    """Add a heading that stays with what follows."""
    _paragraph(document, "Letter Heading", words).paragraph_format.keep_with_next = True


def text(document: Any, words: str, *, bold: bool = False) -> None:
    """Add a paragraph."""
    paragraph = _paragraph(document, "Letter Line", words)
    paragraph.paragraph_format.space_after = Pt(3)
    paragraph.runs[0].bold = bold or None


def facts(document: Any, pairs: Sequence[tuple[str, str]]) -> None:
    """Add a table of names and what they are; a blank is shown as a dash."""
    table(document, (Column("", 22), Column("", 78)), [(n, value or "—") for n, value in pairs])


def table(
    document: Any, columns: Sequence[Column], rows: Sequence[Row], sums: Sequence[Row] = ()
) -> None:
    """Add a table; `sums` are its last rows, in bold. Its head repeats on each page."""
    whole = sum(column.width for column in columns)
    widths = [column.width * WIDTH // whole for column in columns]
    widths[-1] += WIDTH - sum(widths)
    word_table = grid(document, widths)
    if any(column.head for column in columns):
        _row(word_table, [column.head for column in columns], columns, widths, head=True)
    for cells in rows:
        _row(word_table, cells, columns, widths)
    for cells in sums:
        _row(word_table, cells, columns, widths, bold=True)
    _paragraph(document, "Letter Gap", "")


def picture(document: Any, image: bytes) -> None:
    """Add a scan as large as the page allows, and upright. CuifeiError: it is no JPEG or PNG."""
    try:
        shape = document.add_picture(io.BytesIO(image), width=Twips(WIDTH))
    except NO_PICTURE as error:
        raise CuifeiError(
            say("this is not a picture that can be read"),
            say("Scan it again as .jpg, .png or .pdf"),
        ) from error
    turn = jpeg_turn.turn(image)
    width, height = int(Twips(WIDTH)), int(_TALLEST)
    if turn in (90, 270):
        width, height = height, width
    scale = min(width / shape.width, height / shape.height)
    shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
    if turn:
        frame = shape._inline.graphic.graphicData.pic.spPr.get_or_add_xfrm()
        frame.set("rot", str(turn * 60_000))
    document.paragraphs[-1].style = "Normal"


def _row(
    word_table: Any,
    cells: Row,
    columns: Sequence[Column],
    widths: Sequence[int],
    *,
    head: bool = False,
    bold: bool = False,
) -> None:
    line = word_table.add_row()
    properties = line._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
    for cell, words, column, width in zip(line.cells, cells, columns, widths, strict=True):
        cell.width = Twips(width)
        inside = cell._tc.get_or_add_tcPr()
        if head:
            fill = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="EDEDED"/>'
            inside.append(parse_xml(fill))
        inside.append(parse_xml(f'<w:vAlign {nsdecls("w")} w:val="center"/>'))
        paragraph = cell.paragraphs[0]
        paper.dress(paragraph, "Cell Head" if head else _STYLES[column.align])
        paragraph.paragraph_format.keep_with_next = head or None
        paragraph.add_run(_legal(words)).bold = bold or None


def _paragraph(document: Any, style: str, words: str) -> Any:
    paragraph = paper.dress(document.add_paragraph(), style)
    paragraph.add_run(_legal(words))
    return paragraph


def _legal(words: str) -> str:
    return _ILLEGAL.sub("", words)
