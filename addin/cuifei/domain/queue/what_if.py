"""What would another number of letters at a time, or another gap, cost and buy? (R5)

The manager sees for each choice when the queue would be clear, how much money
would pass its limitation date first, and how many neighbours would hold a
letter at the same time. On the slowest course: nobody pays early.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cuifei.domain.ladder.cases import Docket
from cuifei.domain.queue.queue import busy, candidates
from cuifei.domain.queue.risk import lost_by
from cuifei.domain.queue.turns import Rules, Turn, turns


@dataclass(frozen=True, slots=True)
class Outcome:
    """One choice: `slots` letters at a time per cohort, `gap` days between them.

    `clear`: the day on which the last letter has been followed up; None where
    there is no letter, live or planned. `lost`: fen whose limitation period would
    end before its letter is served. `most_at_once`: the most letters that would be
    live in one cohort on one day.
    """

    slots: int
    gap: int
    clear: date | None
    lost: int
    most_at_once: int


def compare(
    docket: Docket,
    priorities: Mapping[str, int],
    slots: Sequence[int] = (1, 2, 3),
    gaps: Sequence[int] = (0, 7, 14),
) -> tuple[Outcome, ...]:
    """Return the outcome of every choice, fewest slots first; the policy's own are not used."""
    waiting = candidates(docket, priorities)
    cohorts = sorted({*waiting, *docket.live})
    live = {cohort: busy(docket, cohort) for cohort in cohorts}
    units = {
        candidate.unit: candidate.units for in_cohort in waiting.values() for candidate in in_cohort
    }
    outcomes = []
    for count in slots:
        for gap in gaps:
            rules = Rules(count, gap, docket.calendar)
            plans = {c: turns(waiting.get(c, ()), live[c], docket.as_of, rules) for c in cohorts}
            outcomes.append(_outcome(docket, rules, plans, live, units))
    return tuple(outcomes)


def _outcome(
    docket: Docket,
    rules: Rules,
    plans: Mapping[str, tuple[Turn, ...]],
    live: Mapping[str, tuple[tuple[date, str], ...]],
    units: Mapping[str, tuple[str, ...]],
) -> Outcome:
    ends = [turn.over for order in plans.values() for turn in order]
    ends += [max(over, docket.as_of) for letters in live.values() for over, _ in letters]
    lost = sum(
        fen
        for order in plans.values()
        for turn in order
        for unit in units[turn.unit]
        for _, fen in lost_by(docket.cases[unit], turn.day, docket.as_of)
    )
    at_once = max((_most(plans[c], live[c], docket.as_of) for c in plans), default=0)
    return Outcome(rules.slots, rules.gap, max(ends, default=None), lost, at_once)


def _most(order: Iterable[Turn], live: Iterable[tuple[date, str]], as_of: date) -> int:
    """Return the most letters that are live on one day, both ends included."""
    events = [(as_of, 1) for _ in live]
    events += [(max(over, as_of) + timedelta(1), -1) for over, _ in live]
    for turn in order:
        events += [(turn.day, 1), (turn.over + timedelta(1), -1)]
    now = most = 0
    for _, change in sorted(events):
        now += change
        most = max(most, now)
    return most
