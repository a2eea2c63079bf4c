"""Which whole numbers of an open sheet does a number format show as something else: 101 as 0101?

The office's own sheets may hold room numbers so, and what people see is the
key they mean (adopt/shown.py). Formats are asked for in halves of halves, as
merged cells are: a column mostly has one.
"""

from collections.abc import Iterator, Sequence

import xlwings as xw

from cuifei.files.shown import Place, text_of
from cuifei.workbook.live.merged import halves


def shown(
    sheet: xw.Sheet, top: int, left: int, values: Sequence[Sequence[object]]
) -> dict[Place, str]:
    """Return place -> number format of the whole numbers that are shown as more than themselves.

    `values`: the cells from row `top` and column `left` on, row by row.
    """
    formats: dict[Place, str] = {}
    for offset in range(len(values[0])):
        rows = [top + n for n, row in enumerate(values) if _whole(row[offset])]
        if not rows:
            continue
        column, numbers = left + offset, set(rows)
        for first, last, code in _runs(sheet, column, rows[0], rows[-1]):
            if text_of(1, code):
                formats |= {(n, column): code for n in range(first, last + 1) if n in numbers}
    return formats


def _whole(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return value >= 0 and value == int(value)


def _runs(sheet: xw.Sheet, column: int, top: int, bottom: int) -> Iterator[tuple[int, int, str]]:
    """Yield rows that have one number format: first, last, code."""
    waiting = [(top, column, bottom, column)]
    while waiting:
        box = waiting.pop()
        code = sheet.range(box[:2], box[2:]).number_format
        if code is not None:
            yield box[0], box[2], code
        elif box[0] < box[2]:
            waiting += halves(box)
