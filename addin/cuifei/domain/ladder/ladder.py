"""Which document is next for a unit, and from which day on? (R2)

One level at a time, never skipping: a unit without letters starts at the
lowest level however old its debt is, and days that nobody worked on give one
letter at the right level (R2.5).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cuifei.domain.account.arrears import Arrears, Line
from cuifei.domain.account.delivery import UNSENT, has_failed, state_on
from cuifei.domain.account.holds import held_items
from cuifei.domain.dates import add_months, day_of_month
from cuifei.domain.ladder import episodes
from cuifei.domain.policy import Policy
from cuifei.domain.records import Hold, Letter, Rung, Unit


@dataclass(frozen=True, slots=True)
class Step:
    """Where a unit stands on its ladder.

    `rung` None: the ladder has no further step (or there is none for the use
    type). `due_on`: the day from which the rung's trigger holds; None where
    the rung has no date yet. `episode`: the letters that count since the last
    time everything was paid, oldest first. `last`: the newest of them.
    `pending`: a letter that was made and has not gone out yet; then `rung` is
    that letter's own rung, `due_on` its date, and nothing new may be made.
    """

    rung: Rung | None
    due_on: date | None
    episode: tuple[Letter, ...]
    last: Letter | None
    pending: Letter | None


def next_step(
    unit: Unit,
    arrears: Arrears,
    letters: Iterable[Letter],
    as_of: date,
    policy: Policy,
    holds: Collection[Hold] = (),
) -> Step:
    """Return where the unit stands: the rung above the highest one used in this episode.

    A rung is used once per episode; a letter that came back leaves its rung
    free. The trigger looks at the oldest charge that is not held.
    """
    rungs = policy.ladder(unit.use_type)
    episode = episodes.current(letters, arrears, as_of, holds)
    placed = placing(episode, rungs, as_of, policy)
    last = episode[-1] if episode else None
    for letter, own in zip(episode, placed, strict=True):
        if state_on(letter, as_of) in UNSENT:
            return Step(own, letter.date, episode, last, letter)
    used = [
        own.level
        for letter, own in zip(episode, placed, strict=True)
        if own and not has_failed(letter, as_of, policy)
    ]
    rung = next((r for r in rungs if r.level > max(used, default=r.level - 1)), None)
    oldest = next(iter(demand_lines(arrears, holds, as_of)), None)
    due_on = trigger_day(rung, rungs, oldest.charge.due) if rung and oldest else None
    return Step(rung, due_on, episode, last, None)


def demand_lines(arrears: Arrears, holds: Iterable[Hold], as_of: date) -> tuple[Line, ...]:
    """Return the lines in arrears that a letter may name: none whose item is held."""
    held = held_items(holds, as_of)
    return tuple(line for line in arrears.lines if line.charge.item not in held)


def placing(
    episode: Sequence[Letter], rungs: Sequence[Rung], as_of: date, policy: Policy
) -> tuple[Rung | None, ...]:
    """Return the rung of each letter: the level in the register tells it.

    A letter typed by hand without a level takes the lowest unused rung with
    its document; None where the ladder has no such document.
    """
    used: set[int] = set()
    found: list[Rung | None] = []
    for letter in episode:
        own = [r for r in rungs if r.document == letter.document]
        typed = [r for r in own if r.level == letter.level]
        free = [r for r in own if r.level not in used]
        rung = next(iter(typed or free or own[-1:]), None)
        found.append(rung)
        if rung and not has_failed(letter, as_of, policy):
            used.add(rung.level)
    return tuple(found)


def trigger_day(rung: Rung, rungs: Sequence[Rung], oldest_due: date) -> date:
    """Return the first day on which the rung's trigger holds for a debt that old.

    "months N": N months overdue. "day N": the first such day on or after the
    due date. "next N": that day of the month after the one of the ladder's
    "day" rung below it. Never before the debt is in arrears.

    >>> rungs = [Rung("shop", 1, "reminder_notice", "day 25"),
    ...          Rung("shop", 2, "reminder_notice", "next 5")]
    >>> [str(trigger_day(rung, rungs, date(2025, 12, 10))) for rung in rungs]
    ['2025-12-25', '2026-01-05']
    """
    kind, number = rung.trigger.split()
    if kind == "months":
        day = add_months(oldest_due, int(number))
    elif kind == "day":
        day = _first_on_or_after(oldest_due, int(number))
    elif kind == "next":
        below = [r for r in rungs if r.level < rung.level and r.trigger.startswith("day ")]
        anchor = below[-1].trigger.split()[1] if below else number
        cycle = _first_on_or_after(oldest_due, int(anchor))
        day = day_of_month(cycle.year, cycle.month + 1, int(number))
    else:
        raise ValueError(f"unknown trigger {rung.trigger!r}")
    return max(day, oldest_due + timedelta(1))


def _first_on_or_after(day: date, number: int) -> date:
    this_month = day_of_month(day.year, day.month, number)
    return this_month if this_month >= day else day_of_month(day.year, day.month + 1, number)
