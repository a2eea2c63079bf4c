"""The collector's box of slips: what is in each day's slot this month? (R8.6)"""

from collections.abc import Iterable
from dataclasses import dataclass

from cuifei.domain.task import Task

DAYS = 31
URGENT = 0


@dataclass(frozen=True, slots=True)
class Tickler:
    """One month of tasks: how many in each of 31 slots, and how many are urgent.

    `slots[0]` is the 1st of the month. An urgent task is in the urgent slot only.
    """

    year: int
    month: int
    slots: tuple[int, ...]
    urgent: int


def slot(task: Task) -> int:
    """Return a task's slot: its day of the month, or URGENT."""
    return URGENT if task.urgent else task.due.day


def month(tasks: Iterable[Task], year: int, month: int) -> Tickler:
    """Return the box of one month; tasks of other months are not in it."""
    counts = [0] * (DAYS + 1)
    for task in tasks:
        if (task.due.year, task.due.month) == (year, month):
            counts[slot(task)] += 1
    return Tickler(year, month, tuple(counts[1:]), counts[URGENT])
