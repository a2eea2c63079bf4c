"""What is a task, and which kinds are there?

A `Draft` is a task before the calendar, the pauses and the merging have had
their say; worklist.py makes tasks of drafts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Protocol

from cuifei.domain.dates import Calendar
from cuifei.domain.policy import Policy
from cuifei.domain.problems import Message, say

# Kinds and their names, in the order in which they swallow each other on one day.
KINDS: Mapping[str, Message] = MappingProxyType(
    {
        "heads_up": say("Tell the owner before the lawyer letter"),
        "last_date": say("Last date passed: follow up"),
        "plan_broken": say("Instalment not paid"),
        "promise_broken": say("Promise not kept"),
        "agreed_day": say("Agreed next contact"),
        "silence_end": say("Silence over: make contact"),
        "hold_end": say("Hold over: take it up again"),
        "repair_check": say("After a repair: ask and invite"),
        "remind_after": say("Second reminder"),
        "remind_monthly": say("Monthly reminder"),
        "remind_before": say("First reminder"),
        "callback": say("Quarterly call-back"),
        "promise": say("Promised day: check the bank"),
        "instalment": say("Instalment due: check the bank"),
        "limitation": say("Limitation period ends"),
        "letter_returned": say("Letter came back"),
        "letter_refused": say("Letter refused"),
        "chase_delivery": say("Was the letter delivered?"),
        "stale_letter": say("Letter never sent"),
    }
)
# Kinds for which we turn to the owner: not in a silence, a hold, a kept promise or plan (R4, R6.2).
CONTACT_KINDS = frozenset(tuple(KINDS)[:12])
# Kinds that only say what is open: where it is little, a text does (R1.4).
REMINDERS = ("remind_after", "remind_monthly", "remind_before")
# Kinds that wait for a day on which owners are visited, where the owner is one to be visited.
ON_VISIT_DAYS = frozenset({*REMINDERS, "silence_end", "repair_check", "callback"})


def texts_of(day: date) -> Message:
    """Return what the texts of a day are called; the day tells two of them apart."""
    return say("Texts of {day}", day=day)


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
