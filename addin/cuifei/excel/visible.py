"""Which rows of a column does the clerk see? A filter hides rows, and who looks means the others.

Excel on Windows names the visible cells in one call. Elsewhere halves of
halves are asked: a filter leaves long runs of rows alike.
"""

import sys
from collections.abc import Iterator

import xlwings as xw

Place = tuple[int, int]
_VISIBLE = 12  # xlCellTypeVisible


def runs(sheet: xw.Sheet, column: int, top: int, bottom: int) -> Iterator[tuple[Place, Place]]:
    """Yield first and last cell of each run of visible rows; nothing where top > bottom."""
    if top > bottom:
        return
    rows = _named if sys.platform == "win32" and top < bottom else _halved
    for first, last in rows(sheet.range((top, column), (bottom, column)), top, bottom):
        yield (first, column), (last, column)


def _named(cells: xw.Range, top: int, bottom: int) -> Iterator[tuple[int, int]]:
    # Of one cell alone Excel would take the whole sheet.
    try:
        areas = list(cells.api.SpecialCells(_VISIBLE).Areas)
    except Exception as error:
        if not hasattr(error, "hresult"):
            raise
        return  # Excel's word for: there is none
    for area in areas:
        yield int(area.Row), int(area.Row + area.Rows.Count - 1)


def _halved(cells: xw.Range, top: int, bottom: int) -> Iterator[tuple[int, int]]:
    hidden = cells.rows.hidden
    if hidden is False:
        yield top, bottom
    elif hidden is None:
        middle = (top + bottom) // 2
        upper, lower = cells[: middle - top + 1, :], cells[middle - top + 1 :, :]
        yield from _halved(upper, top, middle)
        yield from _halved(lower, middle + 1, bottom)
