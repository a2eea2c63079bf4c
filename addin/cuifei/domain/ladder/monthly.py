"""Which step does a monthly ladder take today, when several months are unpaid? (R2.1a, R2.2)

A ladder with steps on days of the month runs anew for every billing month: each
month climbs it by its own due date, and one letter, which names all that is
due, is a step for every month that it covers. Of the steps that are due the
gravest is taken. A lighter one gives way where a graver one follows before two
letters may (R8.2). The long ladder above the last monthly step is climbed once
for the whole debt, after its oldest month has climbed all monthly steps, and a
monthly letter as grave as a long step stands for it. From the day on which the
lawyer letter is due the monthly letters rest: the case belongs to the queue, unless its
sum is not worth a lawyer letter (situation.py).
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from cuifei.domain.account.delivery import covers
from cuifei.domain.codes import GRAVITY, Document
from cuifei.domain.ladder.triggers import trigger_day
from cuifei.domain.policy import Policy
from cuifei.domain.records import Charge, Hold, Letter, Rung


@dataclass(frozen=True, slots=True)
class Month:
    """The unpaid charges that fell due in one month; `oldest` of them is the first due."""

    charges: tuple[Charge, ...]

    @property
    def oldest(self) -> date:
        """The day from which the month's steps are counted."""
        return self.charges[0].due


# A letter that went out, with the rung that it was.
Gone: TypeAlias = Sequence[tuple[Letter, Rung]]


def monthly_part(rungs: Sequence[Rung]) -> Sequence[Rung]:
    """Return the rungs that each month climbs: up to the last on a day of the month."""
    last = [n for n, rung in enumerate(rungs, 1) if rung.trigger.split()[0] != "months"]
    return rungs[: last[-1]] if last else ()


def months(charges: Collection[Charge]) -> tuple[Month, ...]:
    """Return the unpaid charges by the month in which they fell due, oldest first."""
    groups: defaultdict[tuple[int, int], list[Charge]] = defaultdict(list)
    for charge in sorted(charges, key=lambda c: c.due):
        groups[charge.due.year, charge.due.month].append(charge)
    return tuple(Month(tuple(group)) for group in groups.values())


def step(
    rungs: Sequence[Rung],
    unpaid: Sequence[Charge],
    sent_letters: Gone,
    as_of: date,
    policy: Policy,
    holds: Collection[Hold] = (),
) -> tuple[Rung | None, date | None]:
    """Return the rung that is next for the whole unit, and the day from which it is due.

    `unpaid`: what is owed and not held, also what is not due yet. (None, None)
    where every month has climbed all its steps and the long ladder is at its end.
    """
    monthly = monthly_part(rungs)
    every = months(unpaid)
    due = [c for month in every if (c := _of_month(month, monthly, rungs, sent_letters, holds))]
    if every and (long := _long(every[0], rungs, len(monthly), sent_letters, holds)):
        due.append(long)
    gone_to_counsel = any(rung.document == Document.LAWYER_LETTER for _, rung in sent_letters)
    if not due or gone_to_counsel:
        return None, None
    ready = [(rung, day) for rung, day in due if day <= as_of]
    if not ready:
        soonest = min(day for _, day in due)
        return max((each for each in due if each[1] == soonest), key=_gravity)
    first = max(ready, key=_gravity)
    horizon = as_of + timedelta(policy.min_interval)
    soon = (each for each in due if as_of < each[1] < horizon)
    waits_for = [each for each in soon if _gives_way(first[0], each[0], len(monthly))]
    return min(waits_for, key=lambda each: (each[1], -each[0].level)) if waits_for else first


def _gives_way(rung: Rung, later: Rung, monthly: int) -> bool:
    """Return whether a step waits for one that comes before the next letter may.

    A long step waits for a monthly one as grave, which stands for it, and a monthly one
    for the long steps that no monthly one stands for: the letters of company and counsel.
    """
    if rung.level > monthly >= later.level:
        return _as_grave(later, rung)
    if later.level > monthly >= rung.level:
        return later.document in GRAVITY[3:]
    return rung.level < later.level


def _as_grave(rung: Rung, other: Rung) -> bool:
    return GRAVITY.index(rung.document) >= GRAVITY.index(other.document)


def _gravity(each: tuple[Rung, date]) -> tuple[int, int]:
    """Return how grave a step is: by its document, then by its place on the ladder."""
    rung = each[0]
    return GRAVITY.index(rung.document), rung.level


def _of_month(
    month: Month,
    monthly: Sequence[Rung],
    rungs: Sequence[Rung],
    sent_letters: Gone,
    holds: Collection[Hold],
) -> tuple[Rung, date] | None:
    """Return the month's own next step: the one above the highest that a letter was for it."""
    days = [(rung.level, trigger_day(rung, rungs, month.oldest)) for rung in monthly]
    used = 0
    for letter, own in sent_letters:
        if covers(letter, month.charges[0], holds):
            # It stands for every step up to its own that was due on its date.
            taken = (level for level, day in days if level <= own.level and day <= letter.date)
            used = max(used, *taken, 0)
    rung = next((r for r in monthly if r.level > used), None)
    return (rung, trigger_day(rung, rungs, month.oldest)) if rung else None


def _long(
    month: Month, rungs: Sequence[Rung], monthly: int, sent_letters: Gone, holds: Collection[Hold]
) -> tuple[Rung, date] | None:
    """Return the next step of the long ladder, once the oldest month has no monthly one left."""
    if _of_month(month, rungs[:monthly], rungs, sent_letters, holds):
        return None
    left = list(rungs[monthly:])
    for letter, own in sent_letters:
        while left and _serves(letter, own, left[0], rungs, month.oldest, monthly):
            left.pop(0)
    return (left[0], trigger_day(left[0], rungs, month.oldest)) if left else None


def _serves(
    letter: Letter, own: Rung, rung: Rung, rungs: Sequence[Rung], oldest: date, monthly: int
) -> bool:
    """Return whether the letter was this long step, or a monthly one as grave on or after it."""
    if own.level > monthly:
        return own.level >= rung.level
    return _as_grave(own, rung) and trigger_day(rung, rungs, oldest) <= letter.date
