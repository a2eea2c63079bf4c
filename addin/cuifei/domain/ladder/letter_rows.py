"""Which rows of the register are one letter?

A letter about several units of one owner (合并发函) has a row for each unit:
the number is the same, and so is all that the paper says of itself; the amounts
are each unit's own, and their sum is the letter's total.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from cuifei.domain.keys import natural
from cuifei.domain.money import total
from cuifei.domain.records import Letter

Identity: TypeAlias = "tuple[str, str, date]"

# What is true of the paper, and so of every row of it.
_SAME = ("document", "date", "state", "result")
# The same, where it was typed in more than one row.
_SAME_IF_TYPED = (
    "as_of",
    "last_date",
    "sent",
    "delivery",
    "waybill",
    "served",
    "file",
    "digest",
    "approved_by",
)


def identity(letter: Letter) -> Identity:
    """Return what the rows of one letter have in common, and no other letter has."""
    return letter.number, letter.document, letter.date


def by_letter(letters: Iterable[Letter]) -> Mapping[Identity, tuple[Letter, ...]]:
    """Return the rows of each letter, as people number homes; letters in the order given.

    >>> day = date(2026, 3, 1)
    >>> rows = [Letter("H1", "final_notice", unit, day) for unit in ("3-10", "3-9")]
    >>> [[row.unit for row in own] for own in by_letter(rows).values()]
    [['3-9', '3-10']]
    """
    rows_by_letter: dict[Identity, list[Letter]] = {}
    for letter in letters:
        rows_by_letter.setdefault(identity(letter), []).append(letter)
    return {
        key: tuple(sorted(rows, key=lambda row: natural(row.unit))) if len(rows) > 1 else (rows[0],)
        for key, rows in rows_by_letter.items()
    }


def whole(rows: Iterable[Letter]) -> Letter:
    """Return a letter as one: its first row, with the sum of all amounts in fen.

    >>> day = date(2026, 3, 1)
    >>> rows = [Letter("H1", "final_notice", "3-9", day, amount=n) for n in (100, 250)]
    >>> whole(rows).unit, whole(rows).amount
    ('3-9', 350)
    """
    first, *others = rows
    return replace(first, amount=total(row.amount for row in (first, *others)))


def disagreements(rows: Iterable[Letter]) -> tuple[str, ...]:
    """Return the fields in which rows of one number differ and must not.

    >>> day = date(2026, 3, 1)
    >>> one = Letter("H1", "final_notice", "3-9", day, amount=100)
    >>> disagreements([one, replace(one, unit="3-10", amount=250, state="sent")])
    ('state',)
    """
    every = tuple(rows)

    def said(name: str) -> set[object]:
        return {getattr(row, name) for row in every}

    return (
        *(name for name in _SAME if len(said(name)) > 1),
        *(name for name in _SAME_IF_TYPED if len(said(name) - {None, ""}) > 1),
    )
