"""Who pays today, and is likely to fall behind? (R8.7)

A plain rule on the owner's own history, so that anybody can check it: of the
last six billing periods at least three were paid more than ten days late; or
each of the last three was paid later than the one before.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from cuifei.domain.account.arrears import Arrears
from cuifei.domain.ladder.cases import Docket
from cuifei.domain.problems import Message, listed, say

LOOK_BACK = 6
LATE_DAYS = 10
LATE_PERIODS = 3
GROWING = 3


@dataclass(frozen=True, slots=True)
class Warning_:
    """A unit that may fall behind. `delays`: days late of its last periods, oldest first."""

    unit: str
    collector: str
    delays: tuple[int, ...]
    why: Message


def early(docket: Docket) -> tuple[Warning_, ...]:
    """Return the units that are not a month behind and are likely to be, in the docket's order.

    Units in arrears for a month or longer are past a warning.
    """
    warned = []
    for case in docket.cases.values():
        if case.arrears.months_overdue:
            continue
        delays = tuple(delay for _, delay in _delays(case.arrears))[-LOOK_BACK:]
        why = _why(delays)
        if why:
            warned.append(Warning_(case.unit.unit, case.unit.steward, delays, why))
    return tuple(warned)


def _why(delays: tuple[int, ...]) -> Message | None:
    late = sum(days > LATE_DAYS for days in delays)
    if late >= LATE_PERIODS:
        return say(
            "of the last {n} billing periods {late} were paid more than {days} days late",
            n=len(delays),
            late=late,
            days=LATE_DAYS,
        )
    steps = delays[-GROWING - 1 :]
    if len(steps) > GROWING and all(a < b for a, b in pairwise(steps)):
        return say(
            "each of the last {n} billing periods was paid later than the one before: {days} days"
            " after the due date",
            n=GROWING,
            days=listed(str(days) for days in steps[1:]),
        )
    return None


def _delays(account: Arrears) -> Iterable[tuple[date, int]]:
    """Return (due date, days late) of each period that was due, oldest first; paid early is 0."""
    periods: dict[str, tuple[date, int]] = {}
    for line in account.all_lines:
        due = line.charge.due
        if due >= account.as_of:
            continue
        days = max(0, ((line.settled or account.as_of) - due).days)
        worst = periods.get(line.charge.period, (due, 0))
        periods[line.charge.period] = max(worst[0], due), max(worst[1], days)
    return sorted(periods.values())
