"""Which day is meant, how many whole months have passed, and is it a workday?

Months are counted by the corresponding day, or the month's last day where
there is none (Civil Code 201, 202).

>>> add_months(date(2026, 1, 31), 1)
datetime.date(2026, 2, 28)
"""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from cuifei.domain.plain_text import unspaced
from cuifei.domain.problems import Message, Unreadable, say

# Excel's serial 0; 1900-01-31 and its like come from formulas over blank cells.
EXCEL_EPOCH = date(1899, 12, 30)
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)

_REMEDY = say("Type the date as year-month-day, such as 2026-03-31")


def read_date(value: object) -> tuple[date, Message | None]:
    """Return the day in a cell's `value`, and a note where it had to be understood.

    Text and serial numbers are read only where one reading is possible: the
    year comes first. "10/1/2014" is refused, because nobody can know.

    >>> read_date(date(2026, 3, 31))
    (datetime.date(2026, 3, 31), None)
    >>> read_date("2026年3月31日")[0]
    datetime.date(2026, 3, 31)
    """
    if isinstance(value, datetime):
        return _plausible(value.date(), value), None
    if isinstance(value, date):
        return _plausible(value, value), None
    day: date | None = None
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value == value:
        day = _from_number(value)
    elif isinstance(value, str):
        day = _from_text(value)
    if day is None:
        raise Unreadable(say("“{value}” is not a date", value=str(value)), _REMEDY)
    return _plausible(day, value), say(
        "the date “{value}” is not stored as a date; it was read as {day}",
        value=str(value),
        day=day,
    )


def _from_number(value: float) -> date | None:
    if not 0 < value < 10**8 or value != int(value):
        return None
    if value > 10**7:
        return _from_text(str(int(value)))
    days = int(value)
    return EXCEL_EPOCH + timedelta(days) if days < 100_000 else None


def _from_text(value: str) -> date | None:
    plain = unspaced(value)
    plain = re.sub(r"(T|(?<=\d{2}))0?0:00(:00(\.0+)?)?$", "", plain)
    match = re.fullmatch(r"(\d{4})([-/.年])(\d{1,2})([-/.月])(\d{1,2})日?", plain)
    numbers: tuple[str, ...] = (match[1], match[3], match[5]) if match else ()
    if not match and (match := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", plain)):
        numbers = match.groups()
    try:
        return date(*map(int, numbers)) if numbers else None
    except ValueError:
        return None


def _plausible(day: date, value: object) -> date:
    if EARLIEST <= day <= LATEST:
        return day
    raise Unreadable(say("“{value}” is no plausible date for a fee", value=str(value)), _REMEDY)


# What stands between the first and the last day of a holiday, and between holidays.
_TO, _AND = re.compile(r"\s*(?:至|到|~|～|〜|—+|–)\s*"), re.compile(r"[,，、;；\n]")
LONGEST_HOLIDAY = 31


def read_days(value: object) -> tuple[tuple[date, ...], Message | None]:
    """Return the days of a list as typed, in order, each once; "A至B" is every day of both.

    Unreadable names the part that is no day, or no first and last day of a holiday.

    >>> [day.isoformat() for day in read_days("2027-02-05至2027-02-07、2027年1月1日")[0]]
    ['2027-01-01', '2027-02-05', '2027-02-06', '2027-02-07']
    """
    if not isinstance(value, str):
        day, note = read_date(value)
        return (day,), note
    days: set[date] = set()
    for part in filter(None, (part.strip() for part in _AND.split(value))):
        ends = [read_date(end)[0] for end in _TO.split(part)]
        first, last = ends[0], ends[-1]
        if len(ends) > 2 or not 0 <= (last - first).days < LONGEST_HOLIDAY:
            raise Unreadable(
                say("“{value}” is no first and last day of a holiday", value=part), _REMEDY
            )
        days.update(first + timedelta(n) for n in range((last - first).days + 1))
    return tuple(sorted(days)), None


# A ledger has few different due dates and many charges: asked 80 times per unit and day.
@lru_cache(maxsize=8192)
def add_months(day: date, months: int) -> date:
    """Return the corresponding day `months` later, or that month's last day (Civil Code 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


@lru_cache(maxsize=8192)
def whole_months(start: date, end: date) -> int:
    """Return the largest k with start + k months <= end; negative where end is earlier.

    >>> whole_months(date(2026, 1, 31), date(2026, 2, 28))
    1
    >>> whole_months(date(2026, 1, 31), date(2026, 2, 27))
    0
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


@lru_cache(maxsize=8192)
def day_of_month(year: int, month: int, day: int) -> date:
    """Return that day of a month, or its last day where the month is shorter.

    `month` may run past 12: month 13 is January of the next year.
    """
    last = add_months(date(year, 1, 31), month - 1)
    return last.replace(day=min(day, last.day))


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are off: the State Council's yearly notice, for the `years` that are known.

    `off` are holidays on weekdays, `on` make-up workdays on weekends. `weekdays`: those on which
    people work at all, 0 for Monday.
    """

    years: frozenset[int] = frozenset()
    off: frozenset[date] = frozenset()
    on: frozenset[date] = frozenset()
    weekdays: frozenset[int] = frozenset(range(5))

    def knows(self, day: date) -> bool:
        """Return whether the notice for the day's year is in the table."""
        return day.year in self.years

    def typed(self, off: Iterable[date], on: Iterable[date]) -> "Calendar":
        """Return the calendar with the days that the user typed, which go before the notice's.

        A year of which a day off is typed counts as known.
        """
        off, on = frozenset(off), frozenset(on)
        years = self.years | {day.year for day in off}
        return Calendar(years, self.off - on | off, self.on - off | on)

    def is_workday(self, day: date) -> bool:
        """Return whether people work on that day; in an unknown year, Monday to Friday."""
        return day in self.on or (day.weekday() in self.weekdays and day not in self.off)

    def on_weekdays(self, weekdays: Iterable[int]) -> "Calendar":
        """Return the calendar of those who work on these weekdays: make-up days mean nothing.

        The weekend that touches a holiday on a Friday or Monday belongs to it (春节, 国庆).
        """
        days_off = set(self.off)
        for day in self.off:
            # Saturday, then Sunday behind a Friday; Sunday, then Saturday before a Monday.
            ways = {4: (1, 2), 0: (-1, -2)}.get(day.weekday(), ())
            for step in ways:
                if (neighbour := day + timedelta(step)) in self.on:
                    break
                days_off.add(neighbour)
        return Calendar(self.years, frozenset(days_off), frozenset(), frozenset(weekdays))

    def next_workday(self, day: date) -> date:
        """Return the day itself where it is a workday, else the first after it.

        Weekends and holidays move tasks, never deadlines.

        >>> Calendar().next_workday(date(2026, 11, 21))
        datetime.date(2026, 11, 23)
        """
        while not self.is_workday(day):
            day += timedelta(1)
        return day
