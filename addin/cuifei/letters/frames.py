"""What stands around every letter: header, footer, watermark, seal, and the cut line?"""

from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor, Twips

from cuifei.domain.language import DEFAULT
from cuifei.letters.paper import WIDTH, add, border, field, write
from cuifei.letters.tables import grid, place, row, slip
from cuifei.locale import Both, phrase

_VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'

# A company's seal is 42 mm across, 2380 twips; 4 points stay under the date.
_SEAL, _SEAL_WIDTH = 2600, 3200


def company_header(document: Any) -> None:
    """Put the company's name over every page."""
    paragraph = document.sections[0].header.paragraphs[0]
    paragraph.style = "Letter Small"
    right_tab(write(paragraph, "«公司»\t«文书»"))
    border(paragraph, "bottom")


def firm_header(document: Any, lang: str = DEFAULT) -> None:
    """Put the law firm's name and address, the word DRAFT and its watermark over every page."""
    header = document.sections[0].header
    paragraph = header.paragraphs[0]
    paragraph.style = "Letterhead"
    write(paragraph, "{Law Firm:«律所»}")
    border(paragraph, "bottom", colour="A00000")
    add(header, "Letter Contact", "«律所联系句»")
    add(header, "Draft Line", "«律所待补句»")
    line = Both("草稿　·　审定前不得发出", "DRAFT · not to be sent before it is approved")
    draft_line(document, line[lang], lang)


def draft_line(document: Any, line: str, lang: str = DEFAULT) -> None:
    """Say over every page that it is a draft, and print the word across it."""
    draft = add(document.sections[0].header, "Draft Line", line)
    draft.runs[0].font.color.rgb = RGBColor(0xA0, 0, 0)
    draft.add_run()._r.append(parse_xml(_watermark(phrase(("草稿", "DRAFT"), lang))))


def footer(document: Any, lead: str = "函号：«函号»", lang: str = DEFAULT) -> None:
    """Put the letter number and the page count under every page."""
    before, between, after = Both(("第", "页／共", "页"), ("Page ", " of ", ""))[lang]
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = "Letter Small"
    right_tab(write(paragraph, f"{lead}\t{before}"))
    field(paragraph, " PAGE ", "1")
    write(paragraph, between)
    field(paragraph, " NUMPAGES ", "1")
    write(paragraph, after)


def right_tab(paragraph: Any) -> None:
    """Let what follows a tab end at the right margin."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(Twips(WIDTH), WD_TAB_ALIGNMENT.RIGHT)


def apart(paragraph: Any) -> None:
    """Set the text a little off from the lines that name the owner above it."""
    paragraph.paragraph_format.space_before = Pt(3)


def closing(
    document: Any,
    left: Sequence[tuple[str, str]],
    right: Sequence[tuple[str, str]],
    width: int = _SEAL_WIDTH,
) -> None:
    """Add the end of a letter in one piece: what is left to say, and beside it who signs.

    `left`, `right`: (style, markup) of each paragraph; the right ones stand at the bottom, under
    room for a seal of 42 mm (R3.1), as wide as `width`.
    """
    table = grid(document, [WIDTH - width, width], lines=False)
    line = row(table, [("", "Letter Line", 1), ("", "Letter Line", 1)], height=_SEAL)
    for cell, paragraphs in zip(line.cells, (left, right), strict=True):
        for style, markup in paragraphs:
            add(cell, style, markup)
        cell._tc.remove(cell.paragraphs[0]._p)
    place(line.cells[0], "top")
    place(line.cells[1], "bottom")
    line.cells[1].paragraphs[-1].paragraph_format.space_after = Pt(4)


def signed(
    signatory: str, *under: str, above: str = "", date: str = "«函日期»", lang: str = DEFAULT
) -> list[tuple[str, str]]:
    """Return the lines under which the seal goes: who writes, and the day on a line of its own."""
    note = phrase(("（盖章）", "(seal)"), lang)
    lines = [("Letter Right", line) for line in (f"**{signatory}**", *under, date) if line]
    return [*([("Letter Right", above)] if above else []), ("Letter Small Right", note), *lines]


def return_slip(
    document: Any, owner_of_letter: str, number: str = "«函号»", lang: str = DEFAULT
) -> None:
    """Add the cut line and, below it, the return slip."""
    words = phrase(
        (
            "沿此线裁下，由收件人签名后交回存档",
            "Please cut here; the recipient signs below and hands this part back",
        ),
        lang,
    )
    cut = add(document, "Letter Cut", words, keep=True)
    border(cut, "top", "dashed")
    slip(document, owner_of_letter, number, lang)
    add(document, "Letter End", "")


def _watermark(word: str) -> str:
    """Return Word's own kind of watermark, which LibreOffice prints as well."""
    return f"""<w:pict {nsdecls("w")} {_VML}>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
 path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>
<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>
<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>
<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/>
</v:formulas><v:path textpathok="t" o:connecttype="custom"
 o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>
<v:textpath on="t" fitshape="t"/><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>
<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136"
 style="position:absolute;margin-left:0;margin-top:0;width:340pt;height:170pt;rotation:315;
z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;
mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f"
 fillcolor="#c8c8c8" stroked="f"><v:fill opacity=".4"/>
<v:textpath style="font-family:&quot;SimHei&quot;;font-size:1pt" string="{word}"/></v:shape>
</w:pict>"""
