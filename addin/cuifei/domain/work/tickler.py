"""The collector's box of slips: what is in each day's slot this month? (R8.6)"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from cuifei.domain.work.task import Due

DAYS = 31
URGENT = 0

D = TypeVar("D", bound=Due)


@dataclass(frozen=True, slots=True)
class Tickler(Generic[D]):
    """One month of tasks, or of rows of them: what is in each of 31 slots, and what is urgent.

    `filed[0]` is the 1st of the month. An urgent task is in the urgent slot only.
    """

    year: int
    month: int
    filed: tuple[tuple[D, ...], ...]
    urgent_filed: tuple[D, ...]

    @property
    def slots(self) -> tuple[int, ...]:
        """How many tasks are in each slot, the 1st first."""
        return tuple(len(tasks) for tasks in self.filed)

    @property
    def urgent(self) -> int:
        """How many are urgent."""
        return len(self.urgent_filed)


def slot(task: Due) -> int:
    """Return a task's slot: its day of the month, or URGENT."""
    return URGENT if task.urgent else task.due.day


def month(tasks: Iterable[D], year: int, month: int) -> Tickler[D]:
    """Return the box of one month; tasks of other months are not in it."""
    filed: list[list[D]] = [[] for _ in range(DAYS + 1)]
    for task in tasks:
        if (task.due.year, task.due.month) == (year, month):
            filed[slot(task)].append(task)
    slots = tuple(tuple(slot_tasks) for slot_tasks in filed)
    return Tickler(year, month, slots[1:], slots[URGENT])
