"""Which days are workdays? The State Council's notices, as chinesecalendar holds them."""

from functools import cache

import chinese_calendar

from cuifei.domain.dates import Calendar


@cache
def calendar() -> Calendar:
    """Return the workday table of every year that has been published.

    A year whose notice is not out yet is not in `years`; there Monday to
    Friday count as workdays.
    """
    return Calendar(
        years=frozenset(day.year for day in chinese_calendar.holidays),
        off=frozenset(chinese_calendar.holidays),
        on=frozenset(chinese_calendar.workdays),
    )
