"""What is held on a day, and until when?

A hold counts from its first day through its last and ends by itself. A unit
hold stops every letter; an item hold keeps that fee item out of letters that
other items cause.
"""

from collections.abc import Iterable
from datetime import date

from cuifei.domain.records import Hold


def active(holds: Iterable[Hold], as_of: date) -> tuple[Hold, ...]:
    """Return the holds that stand on the day, both ends included.

    >>> hold = Hold("3-2", "dispute", date(2026, 3, 1), date(2026, 3, 31))
    >>> [len(active([hold], date(2026, month, day))) for month, day in ((3, 1), (3, 31), (4, 1))]
    [1, 1, 0]
    """
    return tuple(h for h in holds if h.since <= as_of and (h.until is None or as_of <= h.until))


def held_items(holds: Iterable[Hold], as_of: date) -> frozenset[str]:
    """Return the fee items that are held on the day; unit holds name none."""
    return frozenset(h.item for h in active(holds, as_of) if h.item)


def unit_holds(holds: Iterable[Hold], as_of: date) -> tuple[Hold, ...]:
    """Return the holds on the whole unit that stand on the day."""
    return tuple(h for h in active(holds, as_of) if not h.item)


def items_held_until(holds: Iterable[Hold], items: Iterable[str], as_of: date) -> date | None:
    """Return the last day on which every one of the held `items` is; None: no end was typed."""
    standing = active(holds, as_of)
    ends = []
    for item in items:
        until = [h.until for h in standing if h.item == item]
        ends.append(max((day for day in until if day), default=None) if None not in until else None)
    return min((day for day in ends if day), default=None)
