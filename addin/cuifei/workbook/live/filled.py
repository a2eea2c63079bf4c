"""Where do the cells of an open sheet end? With the last one that holds something.

Excel's used range counts cells that are only painted: a column that somebody coloured whole makes
it a million rows, and each would be asked for.
"""

import sys
from typing import Any

import xlwings as xw

# A used range of so few cells is asked for as it is: one call less.
_SMALL = 50_000
# Excel's own numbers: look into formulas (values would miss hidden rows), at part of the cell,
# by rows or by columns, backwards.
_FORMULAS, _PART, _ROWS, _COLUMNS, _BACK = -4123, 2, 1, 2, 2


def area(sheet: xw.Sheet) -> xw.Range:
    """Return the used range of a sheet, cut after its last row and column that hold something."""
    used = sheet.used_range
    height, width = used.shape
    if height * width <= _SMALL or sys.platform == "darwin":
        return used
    row, column = _last(sheet, _ROWS), _last(sheet, _COLUMNS)
    if row is None or column is None:
        return sheet.range((used.row, used.column))
    return sheet.range((used.row, used.column), (max(row.Row, used.row), column.Column))


def _last(sheet: xw.Sheet, order: int) -> Any:
    cells = sheet.api.Cells
    return cells.Find("*", cells.Item(1, 1), _FORMULAS, _PART, order, _BACK)
