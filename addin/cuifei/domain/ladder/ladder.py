"""Which document is next for a unit, and from which day on? (R2)

One level at a time, never skipping: a unit without letters starts at the
lowest level however old its debt is, and days that nobody worked on give one
letter at the right level (R2.5).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cuifei.domain.account.arrears import Arrears, Line
from cuifei.domain.account.delivery import has_failed, is_unsent
from cuifei.domain.account.holds import held_items
from cuifei.domain.ladder import episodes, monthly
from cuifei.domain.ladder.triggers import trigger_day
from cuifei.domain.policy import Policy
from cuifei.domain.records import Charge, Hold, Letter, Rung, Unit


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

    A rung is used once per episode, a monthly one once per billing month
    (monthly.py); a letter that came back leaves its rung free. The trigger
    looks at the oldest charge that is not held.
    """
    rungs = policy.ladder(unit.use_type)
    episode = episodes.current(letters, arrears, as_of, holds)
    placed = placing(episode, rungs, as_of, policy)
    last = episode[-1] if episode else None
    for letter, own in zip(episode, placed, strict=True):
        if is_unsent(letter, as_of):
            return Step(own, letter.date, episode, last, letter)
    sent_letters = [
        (letter, own)
        for letter, own in zip(episode, placed, strict=True)
        if own and not has_failed(letter, as_of, policy)
    ]
    if monthly.monthly_part(rungs):
        unpaid = _unpaid(arrears, holds, as_of)
        rung, due_on = monthly.step(rungs, unpaid, sent_letters, as_of, policy, holds)
        return Step(rung, due_on, episode, last, None)
    used = [own.level for _, own in sent_letters]
    rung = next((r for r in rungs if r.level > max(used, default=r.level - 1)), None)
    oldest = next(iter(demand_lines(arrears, holds, as_of)), None)
    due_on = trigger_day(rung, rungs, oldest.charge.due) if rung and oldest else None
    return Step(rung, due_on, episode, last, None)


def _unpaid(arrears: Arrears, holds: Iterable[Hold], as_of: date) -> list[Charge]:
    """Return what is open and not held, also what is not due yet; a monthly ladder looks ahead."""
    held = held_items(holds, as_of)
    open_lines = (line for line in arrears.all_lines if line.unpaid)
    return [line.charge for line in open_lines if line.charge.item not in held]


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
    letter_rungs: list[Rung | None] = []
    for letter in episode:
        own = [r for r in rungs if r.document == letter.document]
        typed = [r for r in own if r.level == letter.level]
        free = [r for r in own if r.level not in used]
        rung = next(iter(typed or free or own[-1:]), None)
        letter_rungs.append(rung)
        if rung and not has_failed(letter, as_of, policy):
            used.add(rung.level)
    return tuple(letter_rungs)
