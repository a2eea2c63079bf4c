"""Which number is next? 催函〔2026〕0001号: one series a year, never used twice."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

_NUMBER = re.compile(r"催函〔(\d{4})〕(\d+)号")


def enclosure_number(number: str) -> str:
    """Return the number of what goes along with a letter: its own, with a suffix.

    >>> enclosure_number("催函〔2026〕0042号")
    '催函〔2026〕0042号-附'
    """
    return f"{number}-附"


def letter_numbers(used: Iterable[str], day: date) -> Iterator[str]:
    """Yield the numbers of a year that come after every number in `used`.

    The caller holds the book's lock, and counts numbers of voided and undone
    letters as used: one may lie in somebody's letter box.

    >>> next(letter_numbers(["催函〔2026〕0041号", "催函〔2025〕0900号"], date(2026, 3, 1)))
    '催函〔2026〕0042号'
    """
    matches = (_NUMBER.fullmatch(number) for number in used)
    last = max((int(m[2]) for m in matches if m and int(m[1]) == day.year), default=0)
    while True:
        last += 1
        yield f"催函〔{day.year}〕{last:04d}号"
