"""How does a workbook without a sheet of ours get one that looks as in a new ledger?

The sheet is taken out of a newly built ledger: its cells and conditional
formats with the workbook's own style numbers, and its charts as they are.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape

from lxml import etree
from openpyxl.utils import quote_sheetname

from cuifei.domain.problems import CuifeiError, say
from cuifei.newbook import build
from cuifei.ooxml import package, sheet_xml
from cuifei.ooxml.package import Ref
from cuifei.ooxml.shared_strings import Strings
from cuifei.ooxml.sheet_xml import MAIN
from cuifei.ooxml.styles_xml import Styles
from cuifei.tables.layout import DASHBOARD, DASHBOARD_DATA, GUIDE, HOME, TICKLER, WORKLIST, Table
from cuifei.tables.port import TableRows

_BOARD = (DASHBOARD, DASHBOARD_DATA)
SHEETS = frozenset(table.name for table in (*_BOARD, HOME, WORKLIST, TICKLER, GUIDE))
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Plant:
    """The parts of one sheet. `ref`: the range of its table. Relations are rId1 to the table,
    rId2 to the drawing, and in the drawing rId1… to the charts in their order. `prints`: what
    is printed of it and which rows on every page, as range by the name's own name."""

    sheet: bytes
    table: bytes
    ref: Ref
    drawing: bytes
    charts: Sequence[bytes]
    prints: Mapping[str, str]


def plant(table: Table, lang: str, styles: Styles, numbers: TableRows | None = None) -> Plant:
    """Return the sheet of one of SHEETS for a workbook with those styles.

    `numbers`: where 看板数据 lies in that workbook; None for that table itself.
    Raises CuifeiError where charts could not be drawn over it.
    """
    file = zipfile.ZipFile(io.BytesIO(donor(table, lang)))
    name = table.called(lang)
    part = _sheet_of(file, name)
    kinds = {link.kind: link.target for link in package.relations(file, part)}
    drawing, charts = b"", []
    if "drawing" in kinds:
        assert numbers is not None
        _ensure_straight(numbers)
        drawing = file.read(kinds["drawing"])
        home = DASHBOARD_DATA.called(lang)
        for link in package.relations(file, kinds["drawing"]):
            charts.append(_pointed(file.read(link.target), home, numbers.sheet))
    data = file.read(kinds["table"])
    ref = package.read_ref(str(sheet_xml.parse(data).get("ref")))
    dressed = _dressed(file, part, styles)
    return Plant(dressed, data, ref, drawing, charts, _prints(file, name))


def named(table: bytes, number: int, name: str) -> bytes:
    """Return a table's part under another number and name."""
    root = sheet_xml.parse(table)
    root.set("id", str(number))
    root.set("name", name)
    root.set("displayName", name)
    return sheet_xml.serialised(root)


@cache
def donor(table: Table, lang: str) -> bytes:
    """Return a workbook that holds the sheet of one of SHEETS, and those that it draws from."""
    return build.alone(_BOARD if table in _BOARD else (table,), lang)


def _sheet_of(file: zipfile.ZipFile, name: str) -> str:
    root = sheet_xml.parse(file.read("xl/workbook.xml"))
    links = {link.id: link.target for link in package.relations(file, "xl/workbook.xml")}
    for node in root.iterfind(f"{{{MAIN}}}sheets/{{{MAIN}}}sheet"):
        if node.get("name") == name:
            return links[str(node.get(_LINK))]
    raise KeyError(name)


def _prints(file: zipfile.ZipFile, name: str) -> dict[str, str]:
    """Return the ranges that say how a sheet is printed, without the sheet's name."""
    root = sheet_xml.parse(file.read("xl/workbook.xml"))
    every = (
        (str(node.get("name")), str(node.text).rpartition("!"))
        for node in root.iterfind(f"{{{MAIN}}}definedNames/{{{MAIN}}}definedName")
    )
    return {key: area for key, (sheet, _, area) in every if sheet.strip("'") == name}


def _ensure_straight(numbers: TableRows) -> None:
    places = [numbers.columns.get(column.field) for column in DASHBOARD_DATA.columns]
    if numbers.header_row == 1 and places == list(range(1, len(places) + 1)):
        return
    raise CuifeiError(
        say("the table {table} was moved, so no chart can be drawn over it", table=numbers.sheet),
        say("Delete the sheet {sheet} and run again: it is made anew", sheet=numbers.sheet),
        numbers.sheet,
    )


def _pointed(chart: bytes, home: str, sheet: str) -> bytes:
    """Return the chart over the sheet of that name."""
    old, new = (escape(quote_sheetname(name), quote=False) for name in (home, sheet))
    return chart.replace(f">{old}!".encode(), f">{new}!".encode())


def _dressed(file: zipfile.ZipFile, part: str, styles: Styles) -> bytes:
    """Return the sheet with texts in its cells, and the style numbers of the other workbook."""
    root = sheet_xml.parse(file.read(part))
    theirs = Styles(file.read("xl/styles.xml"))
    strings = Strings(file, "xl/sharedStrings.xml")
    known: dict[str, str] = {}

    def adopted(number: str) -> str:
        if number not in known:
            known[number] = str(styles.adopt(theirs, int(number)))
        return known[number]

    for mark, group in (("s", root.iter(f"{{{MAIN}}}c")), ("style", root.iter(f"{{{MAIN}}}col"))):
        for node in group:
            if node.get(mark) is not None:
                node.set(mark, adopted(str(node.get(mark))))
    for rule in root.iter(f"{{{MAIN}}}cfRule"):
        if rule.get("dxfId") is not None:
            rule.set("dxfId", str(styles.adopt_look(theirs, int(str(rule.get("dxfId"))))))
    for cell in root.iter(f"{{{MAIN}}}c"):
        if cell.get("t") == "s":
            _spell(cell, strings(int(str(cell.findtext(f"{{{MAIN}}}v")))))
    for tag, link in (("tableParts/{*}tablePart", "rId1"), ("drawing", "rId2")):
        for node in root.iterfind(f"{{*}}{tag}"):
            node.set(_LINK, link)
    return sheet_xml.serialised(root)


def _spell(cell: etree._Element, text: str) -> None:
    cell.set("t", "inlineStr")
    for child in list(cell):
        cell.remove(child)
    inner = etree.SubElement(cell, f"{{{MAIN}}}is")
    etree.SubElement(inner, f"{{{MAIN}}}t").text = text
