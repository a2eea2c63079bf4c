"""How do values pass into cells and out of them, many at a time?

Days and truth values are numbers in LibreOffice; only the number format tells
them apart, so it is read along and set where Excel would set it.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

from libreoffice import formats, formulas
from libreoffice.addresses import Box
from libreoffice.reparse import WouldReparse, reparsed

if TYPE_CHECKING:
    from libreoffice.books import Book

_EPOCH = datetime(1899, 12, 30)
_DAY_MS = 86_400_000
_ERROR = 4  # com.sun.star.sheet.FormulaResult

# The errors that xlwings names (_xlwindows.cell_errors). LibreOffice's own, such as Err:522,
# stand for those that Excel has had since: they come as the integer that Excel gives for #CALC!.
OLD_FAULTS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))
LATER_FAULT = -2146826238

Place = tuple[int, int]


class Fault(str):
    """What a cell shows whose formula failed, such as #N/A."""


def read(book: "Book", cells: Any) -> list[list[object]]:
    """Return the values of cells as Excel gives them: None, str, float, bool, datetime, Fault."""
    rows = [list(row) for row in cells.getDataArray()]
    if any(isinstance(value, float) for row in rows for value in row):
        _convert(rows, formats.days(book, cells), _moment)
        _convert(rows, formats.truths(book, cells, _columns_of_0_and_1(rows)), bool)
    if any(value is None for row in rows for value in row):
        _show_errors(cells, rows)
    return [[None if value == "" else value for value in row] for row in rows]


def _columns_of_0_and_1(rows: list[list[object]]) -> list[int]:
    """Return the columns where a number may be a truth value."""
    return [
        place
        for place, column in enumerate(zip(*rows, strict=True))
        if any(isinstance(value, float) and value in (0.0, 1.0) for value in column)
    ]


def _moment(number: float) -> datetime:
    return _EPOCH + timedelta(milliseconds=round(number * _DAY_MS))


def _convert(
    rows: list[list[object]], found: Iterable[Box], change: Callable[[float], object]
) -> None:
    for top, left, bottom, right in found:
        for row in rows[max(top, 0) : bottom + 1]:
            for place in range(max(left, 0), min(right, len(row) - 1) + 1):
                value = row[place]
                if isinstance(value, float):
                    row[place] = change(value)


def _show_errors(cells: Any, rows: list[list[object]]) -> None:
    start = cells.RangeAddress
    for part in cells.queryFormulaCells(_ERROR).RangeAddresses:
        for row in range(part.StartRow - start.StartRow, part.EndRow - start.StartRow + 1):
            for column in range(
                part.StartColumn - start.StartColumn, part.EndColumn - start.StartColumn + 1
            ):
                rows[row][column] = Fault(cells.getCellByPosition(column, row).String)


def write(book: "Book", cells: Any, data: Sequence[Sequence[object]]) -> None:
    """Write values; a text that starts with "=" is a formula, unless the cell holds text.

    Raises WouldReparse, with nothing written, where Excel would change a value.
    """
    text_cells = _text_cells(book, cells, data)
    _ensure_kept(cells, data, text_cells)
    days: list[Place] = []
    truths: list[Place] = []
    entered: list[tuple[int, int, str]] = []
    rows = []
    for down, row in enumerate(data):
        out: list[object] = []
        for across, value in enumerate(row):
            if isinstance(value, str) and value[:1] == "=" and (down, across) not in text_cells:
                entered.append((down, across, value))
                out.append("")
                continue
            if isinstance(value, bool):
                truths.append((down, across))
            elif isinstance(value, date):
                days.append((down, across))
            out.append(_number(value))
        rows.append(tuple(out))
    cells.setDataArray(tuple(rows))
    _format_days(book, cells, data, days)
    _paint(book, cells, truths, "BOOLEAN")
    for down, across, text in entered:
        formulas.write(book.doc, cells.getCellByPosition(across, down), [[text]])


def _number(value: object) -> object:
    if isinstance(value, datetime):
        return (value.replace(tzinfo=None) - _EPOCH) / timedelta(days=1)
    if isinstance(value, date):
        return float((value - _EPOCH.date()).days)
    if isinstance(value, (bool, int, Decimal)):
        return float(value)
    return "" if value is None else value


def _text_cells(book: "Book", cells: Any, data: Sequence[Sequence[object]]) -> set[Place]:
    found = formats.boxes(book, cells, formats.TEXT)
    return set(_places(found[formats.TEXT], data))


def _ensure_kept(cells: Any, data: Sequence[Sequence[object]], text_cells: set[Place]) -> None:
    """Raise WouldReparse where Excel would read a text as something else, or store a number
    as text: a cell formatted as text turns every number into one."""
    for down, row in enumerate(data):
        for across, value in enumerate(row):
            if value is None or value == "":
                continue
            is_text = isinstance(value, str)
            if is_text and (str(value).startswith("=") or not reparsed(str(value))):
                continue
            if ((down, across) in text_cells) != is_text:
                place = cells.getCellByPosition(across, down).AbsoluteName
                raise WouldReparse(f"Excel would not keep {value!r} in {place}")


def _places(found: Iterable[Box], data: Sequence[Sequence[object]]) -> Iterable[Place]:
    for top, left, bottom, right in found:
        for row in range(max(top, 0), min(bottom, len(data) - 1) + 1):
            for column in range(max(left, 0), min(right, len(data[0]) - 1) + 1):
                yield row, column


def _format_days(
    book: "Book", cells: Any, data: Sequence[Sequence[object]], days: Sequence[Place]
) -> None:
    """Give days a day's format where the cell has none, as Excel does."""
    if not days:
        return
    have = set(_places(formats.boxes(book, cells, formats.DAY)[formats.DAY], data))
    bare = [place for place in days if place not in have]
    timed = {place for place in bare if isinstance(data[place[0]][place[1]], datetime)}
    _paint(book, cells, [place for place in bare if place not in timed], "YYYY-MM-DD")
    _paint(book, cells, sorted(timed), "YYYY-MM-DD HH:MM:SS")


def _paint(book: "Book", cells: Any, places: Sequence[Place], code: str) -> None:
    """Set a number format, run by run down each column: few calls."""
    if not places:
        return
    key = formats.key(book.doc, code)
    ordered = sorted(places, key=lambda place: (place[1], place[0]))
    for (column, _), run in groupby(
        enumerate(ordered), key=lambda pair: (pair[1][1], pair[1][0] - pair[0])
    ):
        rows = [place[0] for _, place in run]
        cells.getCellRangeByPosition(column, rows[0], column, rows[-1]).NumberFormat = key
