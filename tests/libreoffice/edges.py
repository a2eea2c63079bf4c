"""Where does Ctrl and an arrow key lead from a cell?"""

from collections.abc import Sequence
from typing import Any

from libreoffice.addresses import ROWS, Box

_STEPS = {"d": (1, 0), "u": (-1, 0), "r": (0, 1), "l": (0, -1)}


def end(sheet: Any, box: Box, direction: str) -> tuple[int, int]:
    """Return row and column (0-based) of the edge that lies in that direction."""
    down, across = _STEPS[direction[0]]
    row, column, _, _ = box
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.RangeAddress
    if down:
        cells = sheet.getCellRangeByPosition(column, 0, column, max(last.EndRow, row) + 1)
        line = [found[0] != "" for found in cells.getDataArray()]
        return edge(line, row, down, ROWS - 1), column
    cells = sheet.getCellRangeByPosition(0, row, max(last.EndColumn, column) + 1, row)
    line = [value != "" for value in cells.getDataArray()[0]]
    return row, edge(line, column, across, sheet.RangeAddress.EndColumn)


def edge(line: Sequence[bool], place: int, step: int, limit: int) -> int:
    """Return where a walk along used (True) and blank cells ends; `limit` is the last cell.

    >>> edge([True, True, False, True], 0, 1, 99), edge([True, False, False], 0, 1, 99)
    (1, 99)
    """

    def used(at: int) -> bool:
        return 0 <= at < len(line) and line[at]

    if used(place) and used(place + step):
        while used(place + step):
            place += step
        return place
    place += step
    while 0 < place < len(line) and not used(place):
        place += step
    if used(place):
        return place
    return 0 if step < 0 else limit
