"""What is a task, and which kinds are there?

A `Draft` is a task before the calendar, the pauses and the merging have had
their say; worklist.py makes tasks of drafts.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from cuifei.domain.dates import Calendar
from cuifei.domain.policy import Policy
from cuifei.domain.problems import Message
from cuifei.domain.words import TASK_WORDS

# Kinds and their names, in the order in which they swallow each other on one day.
KINDS = TASK_WORDS
# Kinds for which we turn to the owner: not in a silence, a hold, a kept promise or plan (R4, R6.2).
CONTACT_KINDS = frozenset(tuple(KINDS)[:12])
# Kinds that only say what is open: where it is little, a text does (R1.4).
REMINDERS = ("remind_after", "remind_monthly", "remind_before")
# Kinds that wait for a day on which owners are visited, where the owner is one to be visited.
ON_VISIT_DAYS = frozenset({*REMINDERS, "silence_end", "repair_check", "callback"})


class Due(Protocol):
    """What falls on a day, in the worklist and in the box of slips."""

    @property
    def due(self) -> date:
        """The day."""

    @property
    def urgent(self) -> bool:
        """Whether it comes before all that is not."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do about one unit on `due` (a workday), by `collector` (the unit's steward).

    `kind` is a key of KINDS. `move`: the number of the fitting move (R7), or None.
    """

    unit: str
    kind: str
    due: date
    urgent: bool
    collector: str
    why: Message
    how: Message
    move: int | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A task to be: `day` is the day that the rule names, workday or not.

    `not_after`: a task that is pointless later, and dropped then.
    """

    kind: str
    day: date
    why: Message
    how: Message
    urgent: bool = False
    not_after: date = date.max


@dataclass(frozen=True, slots=True)
class Span:
    """The days a worklist is made for, and what it is made with."""

    as_of: date
    through: date
    policy: Policy
    calendar: Calendar
