"""Which cells of an open sheet are merged?

Most sheets have none, which takes one question. For one that has some, Excel on Windows tells all
of them in one answer, the cells as XML; elsewhere halves of halves are asked.
"""

import sys
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import xlwings as xw

from cuifei.ooxml import package
from cuifei.ooxml.package import Ref

_XML = 11  # xlRangeValueXMLSpreadsheet
_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"


def merged_in(cells: xw.Range) -> list[Ref]:
    """Return the merged ranges of all cells that a sheet uses."""
    if cells.merge_cells is False:
        return []
    if sys.platform == "darwin":
        return merged(cells.sheet, package.read_ref(cells.address))
    return sorted(_areas_in(cells.api.Value(_XML), cells.row, cells.column))


def _areas_in(text: str, top: int, left: int) -> Iterator[Ref]:
    """Yield the merged ranges that an XML Spreadsheet names; its first cell lies at top, left."""
    row = 0
    for line in ET.fromstring(text).iter(f"{_SS}Row"):
        row = int(line.get(f"{_SS}Index", row + 1))
        column = 0
        for cell in line.iter(f"{_SS}Cell"):
            column = int(cell.get(f"{_SS}Index", column + 1))
            across, down = (int(cell.get(f"{_SS}Merge{way}", 0)) for way in ("Across", "Down"))
            if across or down:
                place = (top + row - 1, left + column - 1)
                yield (*place, place[0] + down, place[1] + across)
            column += across
        row += int(line.get(f"{_SS}Span", 0))


def merged(sheet: xw.Sheet, ref: Ref) -> list[Ref]:
    """Return the merged ranges that start within `ref`, or reach into it."""
    areas: list[Ref] = []
    waiting = [ref]
    while waiting:
        box = waiting.pop()
        if any(_within(box, area) for area in areas):
            continue
        cells = sheet.range(box[:2], box[2:])
        # Of cells that differ, Excel says neither True nor False.
        if cells.merge_cells is False:
            continue
        if box[:2] == box[2:]:
            areas.append(package.read_ref(cells.merge_area.address))
        else:
            waiting += halves(box)
    return sorted(set(areas))


def halves(box: Ref) -> tuple[Ref, Ref]:
    """Return a box in two parts.

    >>> halves((1, 1, 4, 2)), halves((1, 1, 1, 3))
    (((1, 1, 2, 2), (3, 1, 4, 2)), ((1, 1, 1, 2), (1, 3, 1, 3)))
    """
    top, left, bottom, right = box
    if bottom - top >= right - left:
        middle = (top + bottom) // 2
        return (top, left, middle, right), (middle + 1, left, bottom, right)
    middle = (left + right) // 2
    return (top, left, bottom, middle), (top, middle + 1, bottom, right)


def _within(box: Ref, area: Ref) -> bool:
    rows = area[0] <= box[0] and box[2] <= area[2]
    return rows and area[1] <= box[1] and box[3] <= area[3]
