"""Which cells of an open sheet are merged? Asked of halves of halves: most sheets need one call."""

import xlwings as xw

from cuifei.ooxml import package
from cuifei.ooxml.package import Ref


def merged(sheet: xw.Sheet, ref: Ref) -> list[Ref]:
    """Return the merged ranges that start within `ref`, or reach into it."""
    found: list[Ref] = []
    waiting = [ref]
    while waiting:
        box = waiting.pop()
        if any(_within(box, area) for area in found):
            continue
        cells = sheet.range(box[:2], box[2:])
        # Of cells that differ, Excel says neither True nor False.
        if cells.merge_cells is False:
            continue
        if box[:2] == box[2:]:
            found.append(package.read_ref(cells.merge_area.address))
        else:
            waiting += halves(box)
    return sorted(set(found))


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
