"""How does an Excel table's own part change, and what do the parts of a new sheet hold?"""

import re
from collections.abc import Sequence
from html import escape

from lxml import etree

from cuifei.ooxml import a1, cell_xml, package, sheet_xml
from cuifei.ooxml.package import Ref
from cuifei.ooxml.sheet_xml import MAIN
from cuifei.ooxml.styles_xml import Styles
from cuifei.tables import layout
from cuifei.tables.formats import format_of

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLE = "TableStyleMedium2"


def resized(data: bytes, ref: Ref, totals: int, names: Sequence[str], unfiltered: bool) -> bytes:
    """Return a table's part with that range and with the columns `names` added at its right.

    `unfiltered`: its rows were put in another order, so that a filter or a sort
    that was set before says nothing about them any more.
    """
    root = sheet_xml.parse(data)
    space = f"{{{etree.QName(root).namespace}}}"
    root.set("ref", package.write_ref(ref))
    inner = package.write_ref((ref[0], ref[1], ref[2] - totals, ref[3]))
    for node in root.iterfind(f"{space}autoFilter"):
        node.set("ref", inner)
        for child in list(node) if unfiltered else []:
            node.remove(child)
    for node in list(root.iterfind(f"{space}sortState")):
        root.remove(node)
    group = root.find(f"{space}tableColumns")
    if group is not None:
        _add_columns(group, names)
    return sheet_xml.serialised(root)


def _add_columns(group: etree._Element, names: Sequence[str]) -> None:
    number = max((sheet_xml.number(node, "id") for node in group), default=0)
    space = etree.QName(group).namespace
    for name in names:
        number += 1
        etree.SubElement(group, f"{{{space}}}tableColumn", id=str(number), name=name)
    group.set("count", str(len(group)))


def headers(table: layout.Table, lang: str) -> list[str]:
    """Return the headers of a new table in that language."""
    return [column.called(lang) for column in table.columns]


def new_table(table: layout.Table, lang: str, number: int, name: str) -> bytes:
    """Return the part of a new table with one blank row; `name` must be free in the workbook."""
    ref = package.write_ref((1, 1, 2, len(table.columns)))
    columns = "".join(
        f'<tableColumn id="{place}" name="{escape(word)}"/>'
        for place, word in enumerate(headers(table, lang), 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<table xmlns="{MAIN}" id="{number}" name="{escape(name)}" displayName="{escape(name)}"'
        f' ref="{ref}" totalsRowShown="0"><autoFilter ref="{ref}"/>'
        f'<tableColumns count="{len(table.columns)}">{columns}</tableColumns>'
        f'<tableStyleInfo name="{_STYLE}" showFirstColumn="0" showLastColumn="0"'
        ' showRowStripes="1" showColumnStripes="0"/></table>'
    ).encode()


def new_sheet(table: layout.Table, lang: str, styles: Styles) -> bytes:
    """Return the sheet of a new table: headers, widths, column styles, a frozen first row.

    It prints as in a new ledger: A4 across, as many pages long as it takes, one wide.
    """
    header = styles.header()
    cells = [
        cell_xml.written(a1.address(1, place), header, word).decode()
        for place, word in enumerate(headers(table, lang), 1)
    ]
    columns = [
        f'<col min="{place}" max="{place}" width="{column.width:g}"'
        f' style="{styles.variant(0, format_of(column))}" customWidth="1"/>'
        for place, column in enumerate(table.columns, 1)
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{MAIN}" xmlns:r="{_OFFICE}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="{package.write_ref((1, 1, 2, len(columns)))}"/>'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2"'
        ' activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2"'
        ' sqref="A2"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f'<cols>{"".join(columns)}</cols><sheetData><row r="1">{"".join(cells)}</row></sheetData>'
        '<pageMargins left="0.4" right="0.4" top="0.4" bottom="0.7" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        '<tableParts count="1"><tablePart r:id="rId1"/></tableParts></worksheet>'
    ).encode()


def free_name(word: str, taken: set[str]) -> str:
    """Return a table name that no other table and no defined name has.

    >>> free_name("欠费", {"欠费"})
    '欠费_2'
    """
    word = re.sub(r"\W", "_", word)
    name, number = word, 1
    while name.lower() in taken:
        number += 1
        name = f"{word}_{number}"
    return name
