"""How does a letter look? The sheet, its styles, and runs with native merge fields.

Lines have exact heights, so that Word and LibreOffice, with different fonts at
hand, break pages in the same place. Sizes in points, widths in twips.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime
from functools import cache
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, Twips

from cuifei.domain.language import DEFAULT
from cuifei.locale import language, like

WIDTH = 9412  # of the text: A4 less 22 mm on each side
_SIDE = (11906 - WIDTH) // 2
# 宋体 and 黑体 by their English names: Word shows them as 宋体 and 黑体, and LibreOffice, where
# they are missing, puts a Chinese serif and sans in their place only under these names.
_SONG, _HEI, _LATIN = "SimSun", "SimHei", "Times New Roman"
# No clock: a template built twice is the same file.
_BUILT = datetime(2026, 1, 1, tzinfo=UTC)
_PIECE = re.compile(r"(«[^»]+»|\*\*|\t|\n|\{[A-Z][A-Za-z ]+:|\})")

# name: (font, size, line height, space before, after, alignment, first line in characters)
_STYLES: dict[str, tuple[str, float, float, float, float, str, int]] = {
    "Letter Title": (_HEI, 18, 24, 0, 2, "center", 0),
    "Letter Text": (_SONG, 10.5, 14.6, 0, 2, "both", 2),
    "Letter Line": (_SONG, 10.5, 14.6, 0, 0, "left", 0),
    "Letter Greeting": (_SONG, 10.5, 14.6, 3, 1, "left", 0),
    "Letter Heading": (_HEI, 10.5, 15.6, 3, 1, "left", 0),
    "Letter Right": (_SONG, 10.5, 14.6, 0, 0, "right", 0),
    "Letter Small": (_SONG, 9, 12, 0, 0, "left", 0),
    "Letter Small Right": (_SONG, 9, 12, 0, 0, "right", 0),
    "Letter Cut": (_SONG, 8, 10, 6, 2, "center", 0),
    "Letter Gap": (_SONG, 2, 3, 0, 0, "left", 0),
    # Behind a table that ends a document Word needs a paragraph; it must never need a page.
    "Letter End": (_SONG, 1, 1, 0, 0, "left", 0),
    "Cell": (_SONG, 9, 11.6, 0.8, 0.8, "left", 0),
    "Cell Centre": (_SONG, 9, 11.6, 0.8, 0.8, "center", 0),
    "Cell Right": (_SONG, 9, 11.6, 0.8, 0.8, "right", 0),
    "Cell Head": (_HEI, 9, 11.6, 0.8, 0.8, "center", 0),
    "Letterhead": (_HEI, 16, 20, 0, 0, "center", 0),
    "Letter Contact": (_SONG, 9, 12, 2, 1, "center", 0),
    "Draft Line": (_HEI, 9, 12, 0, 1, "center", 0),
}
# What English letters do otherwise: no indent, a blank between paragraphs, bold for what is 黑体.
_ENGLISH: dict[str, tuple[str, float, float, float, float, str, int]] = {
    "Letter Title": (_HEI, 16, 20, 0, 3, "center", 0),
    "Letter Text": (_SONG, 10, 12.2, 0, 3, "both", 0),
    "Letter Line": (_SONG, 10, 12.4, 0, 0, "left", 0),
    "Letter Greeting": (_SONG, 10, 12.2, 3, 3, "left", 0),
    "Letter Heading": (_HEI, 10, 13, 3, 1, "left", 0),
    "Letter Right": (_SONG, 10, 12.2, 0, 0, "right", 0),
    "Cell": (_SONG, 8.5, 11, 0.8, 0.8, "left", 0),
    "Cell Centre": (_SONG, 8.5, 11, 0.8, 0.8, "center", 0),
    "Cell Right": (_SONG, 8.5, 11, 0.8, 0.8, "right", 0),
    "Cell Head": (_HEI, 8.5, 11, 0.8, 0.8, "center", 0),
}
# Runs in these styles are the draft's own: approving a lawyer letter takes away what is in a
# style named Draft…, and fills in what was left blank in the others.
MARKS = ("Draft Mark", "Law Firm", "Lawyer", "Lawyer Licence", "Firm Number")


def sheet(title: str, lang: str = DEFAULT) -> Any:
    """Return an empty A4 document with our styles and nothing of python-docx's own."""
    document = docx.Document()
    _drop_extras(document)
    document.styles.element[:] = deepcopy(_styled(lang))[:]
    _settings(document)
    section = document.sections[0]
    section.page_width, section.page_height = Twips(11906), Twips(16838)
    section.left_margin = section.right_margin = Twips(_SIDE)
    section.top_margin, section.bottom_margin = Pt(54), Pt(42)
    section.header_distance, section.footer_distance = Pt(30), Pt(22)
    core = document.core_properties
    core.title, core.author, core.comments, core.keywords = title, "cuifei", "", ""
    core.last_modified_by, core.revision = "cuifei", 1
    core.language = language(lang).dates.replace("_", "-")
    core.created = core.modified = _BUILT
    return document


def _drop_extras(document: Any) -> None:
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    for owner in (document.part.package, document.part):
        for key, relation in list(owner.rels.items()):
            kind = relation.reltype.rpartition("/")[2]
            if kind in ("thumbnail", "customXml", "numbering", "stylesWithEffects", "webSettings"):
                del owner.rels[key]


@cache
def _styled(lang: str) -> Any:
    """Return the styles of a sheet; to make them takes longer than a page of text."""
    document = docx.Document()
    root = document.styles.element
    for style in list(root):
        if style.tag == qn("w:latentStyles") or (
            style.tag == qn("w:style")
            and style.get(qn("w:styleId"))
            not in ("Normal", "DefaultParagraphFont", "TableNormal", "NoList", "Header", "Footer")
        ):
            root.remove(style)
    for style in root.iter(qn("w:style")):
        for tag in ("w:link", "w:rPr", "w:pPr"):
            for old in style.findall(qn(tag)):
                style.remove(old)
    defaults = root.find(qn("w:docDefaults"))
    root.replace(defaults, parse_xml(_DEFAULTS))
    looks = _STYLES | like(({}, _ENGLISH), lang)
    for name, look in looks.items():
        _add_style(document, name, look)
        if look[0] == _HEI and like((False, True), lang):
            document.styles[name].font.bold = True
    for name in MARKS:
        document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    return root


_DEFAULTS = f"""<w:docDefaults {nsdecls("w")}><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="{_LATIN}" w:hAnsi="{_LATIN}" w:eastAsia="{_SONG}" w:cs="{_LATIN}"/>
<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>
</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>
</w:pPr></w:pPrDefault></w:docDefaults>"""


def _add_style(
    document: Any, name: str, look: tuple[str, float, float, float, float, str, int]
) -> None:
    font, size, line, before, after, align, indent = look
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.font.size, style.font.name = Pt(size), _LATIN
    style.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    spacing = style.paragraph_format
    spacing.line_spacing, spacing.space_before, spacing.space_after = (
        Pt(line),
        Pt(before),
        Pt(after),
    )
    properties = style.element.get_or_add_pPr()
    # In narrow cells a date must not grow by the space between digits and characters.
    for tag in ("autoSpaceDE", "autoSpaceDN") if name.startswith("Cell") else ():
        mark = OxmlElement(f"w:{tag}")
        mark.set(qn("w:val"), "0")
        properties.insert_element_before(mark, "w:spacing")
    if indent:
        mark = OxmlElement("w:ind")
        mark.set(qn("w:firstLineChars"), str(indent * 100))
        mark.set(qn("w:firstLine"), str(int(indent * size * 20)))
        properties.append(mark)
    mark = OxmlElement("w:jc")
    mark.set(qn("w:val"), align)
    properties.append(mark)


def _settings(document: Any) -> None:
    """Say that this is a document of today's Word, so it opens without a compatibility mode."""
    root = document.settings.element
    for child in list(root):
        root.remove(child)
    for xml in (
        f'<w:zoom {nsdecls("w")} w:percent="100"/>',
        f'<w:characterSpacingControl {nsdecls("w")} w:val="compressPunctuation"/>',
        f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>',
        f'<w:themeFontLang {nsdecls("w")} w:val="en-US" w:eastAsia="zh-CN"/>',
    ):
        root.append(parse_xml(xml))


def write(paragraph: Any, markup: str, bold: bool = False) -> Any:
    """Write `markup` into the paragraph.

    «name» is a merge field, ** turns bold on and off, {Style: text} is in a style of MARKS.
    """
    style: str | None = None
    for piece in _PIECE.split(markup):
        if piece == "**":
            bold = not bold
        elif piece.startswith("{"):
            style = piece[1:-1]
        elif piece == "}":
            style = None
        elif piece.startswith("«"):
            field(paragraph, f" MERGEFIELD {piece[1:-1]} ", piece, bold, style)
        elif piece:
            run = paragraph.add_run(piece, style)
            run.bold = bold or None
    return paragraph


def field(
    paragraph: Any, instruction: str, result: str, bold: bool = False, style: str | None = None
) -> None:
    """Add a native complex field, as Word itself writes it."""
    for element in _field_elements(instruction, result):
        run = paragraph.add_run(style=style)
        run.bold = bold or None
        run._r.append(element)


def _field_elements(instruction: str, result: str) -> Iterator[Any]:
    for kind in ("begin", "instruction", "separate", "result", "end"):
        if kind == "instruction":
            element = OxmlElement("w:instrText")
            element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            element.text = instruction
        elif kind == "result":
            element = OxmlElement("w:t")
            element.text = result
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        yield element


def add(container: Any, style: str, markup: str, keep: bool = False) -> Any:
    """Add a paragraph; `keep`: never on another page than what follows it."""
    paragraph = container.add_paragraph(style=style)
    if keep:
        paragraph.paragraph_format.keep_with_next = True
    return write(paragraph, markup)


def dress(paragraph: Any, style: str) -> Any:
    """Give a paragraph a style of ours; by its name the library looks through all of them."""
    paragraph._p.style = style.replace(" ", "")
    return paragraph


def border(paragraph: Any, side: str, kind: str = "single", colour: str = "808080") -> None:
    """Draw a line over ("top") or under ("bottom") a paragraph."""
    paragraph._p.get_or_add_pPr().insert_element_before(
        parse_xml(
            f'<w:pBdr {nsdecls("w")}><w:{side} w:val="{kind}" w:sz="6" w:space="4"'
            f' w:color="{colour}"/></w:pBdr>'
        ),
        "w:shd",
        "w:tabs",
        "w:spacing",
        "w:ind",
        "w:jc",
        "w:rPr",
    )
