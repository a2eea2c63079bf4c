"""Which number or day does a printed value mean?

Fields hold words that are ready to print, as a data source gives them to Word;
a switch that asks for a number or a day reads it back from these words.
"""

import re
from datetime import date as Day
from decimal import Decimal
from functools import lru_cache

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_NUMBER = re.compile(r"(?:CNY|RMB|[¥￥$])?\s*([-−]?)\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(%|元)?")
_DAYS = (
    re.compile(r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日"),
    re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2}) (?P<n>[A-Z][a-z]+) (?P<y>\d{4})"),
    re.compile(r"(?P<n>[A-Z][a-z]+) (?P<d>\d{1,2}), (?P<y>\d{4})"),
)


def number(value: str) -> Decimal | None:
    """Return the number that a value is, None where it is none.

    >>> number("1,234.50"), number("¥ -3"), number("3-2-101"), number("")
    (Decimal('1234.50'), Decimal('-3'), None, None)
    """
    match = _NUMBER.fullmatch(value.strip())
    if match is None:
        return None
    return Decimal(("-" if match[1] else "") + match[2].replace(",", "") + (match[3] or ""))


@lru_cache(maxsize=4096)
def day(value: str) -> Day | None:
    """Return the day that a value is, None where it is none.

    >>> day("2026年3月5日"), day("5 March 2026"), day("2026年3月")
    (datetime.date(2026, 3, 5), datetime.date(2026, 3, 5), None)
    """
    for pattern in _DAYS:
        if match := pattern.fullmatch(value.strip()):
            parts = match.groupdict()
            try:
                month = MONTHS.index(parts["n"]) + 1 if "n" in parts else int(parts["m"])
                return Day(int(parts["y"]), month, int(parts["d"]))
            except ValueError:
                return None
    return None
