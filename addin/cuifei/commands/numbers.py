"""Which number is next? 催函〔2026〕1号: one series a year, never used twice.

As in official papers the serial has no zeros before it; numbers that earlier letters have with
zeros stay as they are, and count.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from cuifei.commands import book_id, folders
from cuifei.commands.opened import Opened
from cuifei.tables import settings_rows
from cuifei.tables.port import Change

_NUMBER = re.compile(r"催函〔(\d{4})〕(\d+)号")


def enclosure_number(number: str) -> str:
    """Return the number of what goes along with a letter: its own, with a suffix.

    >>> enclosure_number("催函〔2026〕42号")
    '催函〔2026〕42号-附'
    """
    return f"{number}-附"


def letter_numbers(used: Iterable[str], day: date) -> Iterator[str]:
    """Yield the numbers of a year that come after every number in `used`.

    The caller holds the book's lock, and counts numbers of voided and undone
    letters as used: one may lie in somebody's letter box.

    >>> next(letter_numbers(["催函〔2026〕0041号", "催函〔2025〕0900号"], date(2026, 3, 1)))
    '催函〔2026〕42号'
    """
    matches = (_NUMBER.fullmatch(number) for number in used)
    last = max((int(m[2]) for m in matches if m and int(m[1]) == day.year), default=0)
    while True:
        last += 1
        yield f"催函〔{day.year}〕{last}号"


def given(opened: Opened) -> tuple[str, ...]:
    """Return every number that was ever given, as far as anything still knows of it.

    The register forgets what was undone, and folders are moved and deleted; so the
    workbook keeps the highest number of each year itself, in 参数.
    """
    return (
        *(letter.number for letter in opened.ledger.letters),
        *folders.used_numbers(opened.book.path),
        *highest([opened.policy.last_numbers]),
    )


def identity(opened: Opened) -> str:
    """Return the workbook's own number (see book_id.py)."""
    return book_id.own_id(opened.book.path, opened.ledger, opened.policy.last_numbers)


def highest(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the highest number of each year that these texts name, the newest year first.

    >>> highest(["催函〔2026〕0041号", "催函〔2025〕0900号、催函〔2026〕0007号"])
    ('催函〔2026〕41号', '催函〔2025〕900号')
    """
    last: dict[int, int] = {}
    for year, number in (match.groups() for text in texts for match in _NUMBER.finditer(text)):
        last[int(year)] = max(last.get(int(year), 0), int(number))
    return tuple(f"催函〔{year}〕{last[year]}号" for year in sorted(last, reverse=True))


def remembered(opened: Opened, numbers: Iterable[str], own: str = "") -> tuple[Change, ...]:
    """Return what makes the workbook remember these numbers; nothing where it does already.

    `own` is its `identity` where the caller knows it: it is made from all that the workbook holds.
    """
    known = opened.policy.last_numbers
    last = highest([*numbers, known])
    table = opened.book.tables.get("settings")
    if table is None or last == highest([known]):
        return ()
    text = book_id.with_id("、".join(last), own or identity(opened), table.lang)
    return (settings_rows.kept("last_numbers", {"value": text}, table),)
