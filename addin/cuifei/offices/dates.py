"""In which order do the dates of a column stand? Decided by the whole column, never by a row."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cuifei.domain.dates import EARLIEST, EXCEL_EPOCH, LATEST
from cuifei.domain.plain_text import half_width
from cuifei.offices import periods
from cuifei.ooxml.values import Cell

_THREE = re.compile(r"(\d{1,4})[-/.年\s](\d{1,2})[-/.月\s](\d{1,4})日?")
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")
_DAY = re.compile(r"(\d{1,2})月(\d{1,2})[日号]?")
EPOCH_1904 = 1462
ORDERS = ("ymd", "dmy", "mdy")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a column of dates shows. `order` "" where nobody can know; `possible` answers.

    `why` names the case: order, swap (half turned into dates by Excel), month, serial.
    """

    order: str
    possible: tuple[str, ...] = ()
    why: str = ""


def tidy(text: str) -> str:
    """Return a date's text without blanks, half-width, without a time of day."""
    plain = half_width(text).strip()
    plain = re.sub(r"[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$", "", plain)
    return re.sub(r"\s*([-/.年月日])\s*", r"\1", plain)


def evidence(cells: Iterable[Cell]) -> Evidence:
    """Return how a column's dates are to be read.

    >>> evidence(["31.12.2024", "05.01.2025"]).order, evidence(["05.01.2025"]).possible
    ('dmy', ('dmy', 'mdy'))
    """
    texts, days = [], []
    months = 0
    for cell in cells:
        if isinstance(cell, datetime | date):
            if cell.year >= EARLIEST.year:
                days.append(cell)
        elif isinstance(cell, str):
            text = tidy(cell)
            months += bool(_MONTH.fullmatch(text))
            if match := _THREE.fullmatch(text):
                texts.append(match.groups())
    late = [groups for groups in texts if len(groups[0]) < 3]
    if not late:
        return Evidence("ym" if months and not texts and not days else "ymd")
    possible = tuple(order for order in ORDERS if _fits(order, late))
    # Excel turns 5/3 into a day and leaves 13/3 as text: what it turned may be swapped.
    turned = any(day.day <= 12 for day in days)
    if turned and all(int(g[0]) > 12 or int(g[1]) > 12 for g in late):
        return Evidence("", ("swap", "asis"), "swap")
    if len(possible) == 1:
        return Evidence(possible[0])
    return Evidence("", possible or ("dmy", "mdy"), "order")


def no_year_first(text: str) -> bool:
    """Return whether a text is a day that does not begin with its year: 31/1/2025."""
    match = _THREE.fullmatch(tidy(text)) if 6 <= len(text) <= 16 else None
    return match is not None and len(match[1]) < 3


def all_early(cells: Iterable[Cell]) -> bool:
    """Return whether a column holds days of a calendar, and none of them after the 12th."""
    typed = [cell for cell in cells if cell is not None and str(cell).strip()]
    days = [cell for cell in typed if isinstance(cell, date) and cell.year >= EARLIEST.year]
    return bool(days) and all(day.day <= 12 for day in days)


def _fits(order: str, texts: Iterable[tuple[str, ...]]) -> bool:
    return all(_date(order, groups) is not None for groups in texts)


def _date(order: str, groups: tuple[str, ...]) -> date | None:
    if len(groups[0]) > 2:
        order = "ymd"
    numbers = dict(zip(order, groups, strict=True))
    year = numbers["y"]
    if len(year) not in (2, 4) or max(len(numbers["m"]), len(numbers["d"])) > 2:
        return None
    try:
        day = date(
            int(year) + (2000 if len(year) == 2 else 0), int(numbers["m"]), int(numbers["d"])
        )
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def read(cell: Cell, order: str, date1904: bool = False) -> date | None:
    """Return the day in a cell, read in its column's order; None where it cannot be known."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, datetime | date):
        day = cell.date() if isinstance(cell, datetime) else cell
        if order == "swap":
            return date(day.year, day.day, day.month) if day.day <= 12 else None
        return day if EARLIEST <= day <= LATEST else None
    if not isinstance(cell, str):
        return _number(float(cell), date1904)
    text = tidy(cell)
    if match := _THREE.fullmatch(text):
        if order in ("swap", "asis"):
            return _date("dmy" if int(match[1]) > 12 else "mdy", match.groups())
        return _date(order if order in ORDERS else "ymd", match.groups())
    if re.fullmatch(r"(19|20)\d{6}", text):
        return _number(float(text), date1904)
    if re.fullmatch(r"\d{5}", text) and is_serial(int(text)):
        return _number(float(text), date1904)
    if order == "ym" and _MONTH.fullmatch(text):
        return periods.end(periods.of_text(text))
    return None


def no_year(cell: Cell) -> tuple[int, int] | None:
    """Return month and day of a text that names both and no year.

    >>> no_year("3月1日"), no_year("2025年3月1日")
    ((3, 1), None)
    """
    match = _DAY.fullmatch(tidy(cell)) if isinstance(cell, str) else None
    return (int(match[1]), int(match[2])) if match else None


def next_from(first: date, month: int, day: int) -> date | None:
    """Return the first such day from `first` on; None where the year has none."""
    for year in (first.year, first.year + 1):
        try:
            candidate = date(year, month, day)
        except ValueError:
            continue
        if candidate >= first:
            return candidate
    return None


def is_serial(cell: Cell) -> bool:
    """Return whether a number may be a day's serial number without its date format."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return False
    return cell == int(cell) and 32_000 < cell < 73_500


def _number(value: float, date1904: bool) -> date | None:
    if value != value or value != int(value):
        return None
    if 19_900_101 <= value <= 21_001_231:
        number = int(value)
        try:
            return date(number // 10_000, number // 100 % 100, number % 100)
        except ValueError:
            return None
    shifted = value + (EPOCH_1904 if date1904 else 0)
    if not 0 < shifted < 100_000:
        return None
    day = EXCEL_EPOCH + timedelta(int(shifted))
    return day if EARLIEST <= day <= LATEST else None
