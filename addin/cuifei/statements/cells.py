"""What do the cells of one statement column hold? A day with its time, money, a serial number."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

from cuifei.offices import amounts, dates, people
from cuifei.ooxml.values import Cell

_SOLID = re.compile(r"((?:19|20)\d{6})[ T]?(\d{2})?:?(\d{2})?:?(\d{2})?(?:\.\d+)?")
_TIME = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2}))?")
_SCIENCE = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.I)
# Excel keeps 15 digits of a number; what is longer has lost its end.
_KEPT = 10**15
_NOTHING = frozenset(("", "/", "-", "--", "无", "null", "none"))


def bare_day(cell: Cell) -> Cell:
    """Return a day's cell as `adopt.dates` reads it: 20260302101500 is 20260302."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and cell >= 10**13:
        return str(int(cell))[:8]
    if isinstance(cell, str) and (match := _SOLID.fullmatch(cell)):
        return match[1]
    return cell


def is_serial_text(cell: Cell) -> bool:
    """Return whether a text may be the number that Excel keeps for a day.

    >>> is_serial_text("46000"), is_serial_text(" 20260302"), is_serial_text(46000)
    (True, False, False)
    """
    return isinstance(cell, str) and bool(re.fullmatch(r"\s*\d{5}\s*", cell))


def time_of(cell: Cell) -> str:
    """Return the time of day in a cell as 10:15:00, "" where it has none.

    >>> time_of("2026-03-02 9:15"), time_of("20260302101500"), time_of("2026-03-02")
    ('09:15:00', '10:15:00', '')
    """
    if isinstance(cell, datetime):
        return cell.strftime("%H:%M:%S") if cell.time() != time() else ""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        cell = str(int(cell)) if cell >= 10**13 else ""
    if not isinstance(cell, str):
        return ""
    match = _TIME.search(cell)
    parts: Sequence[str | None] = match.groups() if match else ()
    if not match and (solid := _SOLID.fullmatch(cell)) and solid[2] and solid[3]:
        parts = solid.groups()[1:]
    return ":".join(f"{int(part or 0):02d}" for part in parts)


def order_of(cells: Iterable[Cell]) -> str:
    """Return in which order the days of a column stand; "" where nobody can know."""
    return dates.evidence(map(bare_day, cells)).order


# The same days, amounts and words come again and again in a long statement.
_again = lru_cache(maxsize=50_000, typed=True)


@_again
def day(cell: Cell, order: str, date1904: bool) -> date | None:
    """Return the day in a cell, None where there is none."""
    return dates.read(bare_day(cell), order, date1904)


@_again
def bare_money(cell: Cell) -> Cell:
    """Return money without a plus sign; in brackets it is below zero, as accountants write it."""
    if not isinstance(cell, str):
        return cell
    text = amounts.tidy(cell).removeprefix("+")
    text = amounts.tidy(text)
    return f"-{text[1:-1]}" if re.fullmatch(r"\([\d.,]+\)", text) else text or None


def style_of(cells: Iterable[Cell]) -> str:
    """Return how the numbers of a column are written; "" where nobody can know."""
    return amounts.evidence(bare_money(cell) for cell in cells).name


@_again
def money(cell: Cell, style: str) -> Decimal | None:
    """Return the money in a cell, 0 for nothing, None where it cannot be known."""
    cell = bare_money(cell)
    return Decimal(0) if amounts.nothing(cell) else amounts.read(cell, style)


@_again
def text(cell: Cell) -> str:
    """Return a cell's text; what stands for nothing is "".

    >>> text(301.0), text("/")
    ('301', '')
    """
    plain = " ".join(people.text_of(cell).split())
    return "" if plain.casefold() in _NOTHING else plain


def serial(cell: Cell) -> str:
    """Return a serial number, "" where there is none or Excel has cut its end off.

    >>> serial("4200001234202603011"), serial(4.20000123e27), serial("4.20E+27"), serial("000")
    ('4200001234202603011', '', '', '')
    """
    if isinstance(cell, float) and abs(cell) >= _KEPT:
        return ""
    number = text(cell).replace(" ", "")
    lost = _SCIENCE.fullmatch(number) or not re.search(r"[1-9A-Za-z]", number)
    return "" if lost or isinstance(cell, date) else number
