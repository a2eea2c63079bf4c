"""May the next document go out today, and if not, why not and from when on?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from cuifei.domain.ladder.next_steps import BY_ITSELF, NEXT_STEPS, SAY_IT
from cuifei.domain.problems import Message, say
from cuifei.domain.records import Rung
from cuifei.domain.words import document_word


@dataclass(frozen=True, slots=True)
class Blocker:
    """One reason against sending. `until`: the last day on which it holds; None: open-ended."""

    code: str
    until: date | None
    text: Message

    @property
    def told(self) -> Message:
        """The reason as people read it, with what is to be done about it, said once."""
        if self.code in SAY_IT:
            return self.text
        over = self.code == "hold" and self.until is not None  # its last day is typed already
        step = BY_ITSELF if over else NEXT_STEPS[self.code]
        return say("{why} → {next}", why=self.text, next=step)


@dataclass(frozen=True, slots=True)
class Readiness:
    """The verdict. `earliest`: first day without blockers; None where one is open-ended."""

    may_send: bool
    blockers: tuple[Blocker, ...]
    earliest: date | None


def readiness(
    blockers_on: Callable[[date], tuple[Blocker, ...]], as_of: date, changes: Iterable[date] = ()
) -> Readiness:
    """Return the verdict of a day, from what stands against sending on any day.

    The earliest day is found by asking again on the days that matter: those
    after the last dated blocker, and the `changes`, on which rows of the
    ledger begin or end to count. So it is true: asked on that day with the
    same ledger, nothing stands against it.
    """
    today = blockers_on(as_of)
    if not today:
        return Readiness(True, today, as_of)
    days = sorted(day for day in set(changes) if day > as_of)
    day, blockers = as_of, today
    while blockers:
        ends = [b.until for b in blockers if b.until]
        if len(ends) < len(blockers):
            return Readiness(False, today, None)
        freed = max(*ends, day) + timedelta(1)
        day = min((change for change in days if day < change < freed), default=freed)
        blockers = blockers_on(day)
    return Readiness(False, today, day)


def level_gap(rung: Rung | None, document: str) -> Blocker | None:
    """Return what stands against writing `document` now: it is not the next `rung` (R2.5)."""
    if rung is not None and rung.document == document:
        return None
    asked = document_word(document)
    if rung is None:
        text = say("its ladder has no further step, so no {asked}", asked=asked)
    else:
        text = say(
            "next comes the {next}, not the {asked}: one step at a time",
            next=document_word(rung.document),
            asked=asked,
        )
    return Blocker("level_gap", None, text)
