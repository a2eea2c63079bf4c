"""Which whole numbers does an .ods workbook show as something else? The cell itself says it."""

import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from cuifei.files.limits import Extent
from cuifei.ooxml import sheet_xml
from cuifei.ooxml.a1 import address

Place = tuple[int, int]
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_COUNTED = (f"{_TABLE}table", f"{_TABLE}table-row")
_MOST = 10_000  # a longer run of equal cells is the blank rest of a sheet


def shown(file: zipfile.ZipFile) -> dict[str, dict[Place, str]]:
    """Return sheet -> place -> text of the whole numbers that are shown with zeros or letters."""
    root = sheet_xml.parse(file.read("content.xml"))
    return {
        str(table.get(f"{_TABLE}name")): dict(_cells(table))
        for table in root.iter(f"{_TABLE}table")
    }


def extents(file: zipfile.ZipFile) -> Iterator[tuple[str, Extent]]:
    """Yield each sheet's name, and how far its cells with content reach, repeated ones too."""
    with file.open("content.xml") as stream:
        extent, row, column = Extent(), 0, 0
        for _, node in etree.iterparse(stream, tag=_COUNTED, resolve_entities=False):
            if node.tag == f"{_TABLE}table":
                yield str(node.get(f"{_TABLE}name")), extent
                extent, row = Extent(), 0
            elif node.tag == f"{_TABLE}table-row":
                row, column = row + _times(node, "rows"), 0
                for cell in node.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                    column += _times(cell, "columns")
                    if len(cell):
                        extent.reach(row, column, address(row, column))
                node.clear()


def _times(node: etree._Element, axis: str) -> int:
    return int(node.get(f"{_TABLE}number-{axis}-repeated", "1"))


def _cells(table: etree._Element) -> Iterator[tuple[Place, str]]:
    row = 1
    for line in table.iter(f"{_TABLE}table-row"):
        down = int(line.get(f"{_TABLE}number-rows-repeated", "1"))
        column = 1
        for cell in line.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            across = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
            if down * across < _MOST and (text := _shown(cell)):
                for index in range(down * across):
                    yield (row + index // across, column + index % across), text
            column += across
        row += down


def _shown(cell: etree._Element) -> str:
    """Return the text of a cell that holds a whole number and shows more than its digits."""
    number = re.fullmatch(r"(\d{1,15})(?:\.0+)?", cell.get(f"{_OFFICE}value", ""))
    if cell.get(f"{_OFFICE}value-type") != "float" or not number:
        return ""
    paragraph = cell.find(f"{_TEXT}p")
    text = "".join(str(part) for part in paragraph.itertext()) if paragraph is not None else ""
    digits = re.sub(r"[^\d]", "", text)
    plain = text == number[1] or re.search(r"[.,%]", text)
    return text if not plain and digits.lstrip("0") == number[1].lstrip("0") else ""
