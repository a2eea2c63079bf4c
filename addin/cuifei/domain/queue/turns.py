"""When does a place for a lawyer letter get free, and who takes it? (R5.1, R5.2)

A letter keeps its place until it is settled. What nobody can know is planned
as the slowest case: the owner lets the last date pass, we follow up on the
next workday, and the next letter goes out on the workday after that, plus the
gap days of the policy.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import heapify, heappop, heappush
from typing import TypeAlias

from cuifei.domain.account.delivery import LAWYER_LAST_DATE_DAYS
from cuifei.domain.dates import Calendar

Rank: TypeAlias = tuple[int, int, date, str, int, int, str]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One who waits for a place: `rank` orders them, `ready` is the first day on which it may go.

    `days`: from the letter's date to its last date. `rises`: from that day on
    `risen` is the rank, because a limitation period ends soon (R5.3). `units`:
    all that the letter is about, `unit` the first of them.
    """

    unit: str
    rank: Rank
    ready: date
    days: int = LAWYER_LAST_DATE_DAYS
    rises: date = date.max
    risen: Rank | None = None
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """A planned letter: its `day`, the day on which it is `over`, and the unit it goes `after`."""

    unit: str
    day: date
    over: date
    after: str


@dataclass(frozen=True, slots=True)
class Rules:
    """How many letters may be live at a time, and how many days lie between one and the next."""

    slots: int
    gap: int
    calendar: Calendar


def follow_up(last_date: date, calendar: Calendar) -> date:
    """Return the workday after a last date: the day on which we ask what became of it.

    >>> follow_up(date(2026, 11, 20), Calendar())
    datetime.date(2026, 11, 23)
    """
    return calendar.next_workday(last_date + timedelta(1))


def turns(
    waiting: Iterable[Waiting], busy: Sequence[tuple[date, str]], as_of: date, rules: Rules
) -> tuple[Turn, ...]:
    """Return everybody's turn, in the order of the days.

    `busy`: (day of the follow-up, unit) of each live letter. Whoever may not go
    yet lets the next one pass: a place is never kept empty for somebody.
    With more live letters than slots, the first to end free no place.

    >>> one_at_a_time = Rules(1, 0, Calendar())
    >>> one = Waiting("3-2", (0, 0, date(2026, 1, 1), "A", 0, 0, "3-2"), date(2026, 11, 2))
    >>> live = [(date(2026, 11, 19), "5-1")]
    >>> [(str(t.day), t.after) for t in turns([one], live, date(2026, 11, 2), one_at_a_time)]
    [('2026-11-20', '5-1')]
    """
    free = _free(busy, as_of, rules)
    line = _Line(waiting)
    planned: list[Turn] = []
    while line.left:
        day, after = heappop(free)
        candidate = line.first(day)
        if candidate is None:
            heappush(free, (rules.calendar.next_workday(line.next_ready()), ""))
            continue
        over = follow_up(day + timedelta(candidate.days), rules.calendar)
        heappush(free, (_next_day(over, rules), candidate.unit))
        planned.append(Turn(candidate.unit, day, over, after))
    return tuple(planned)


class _Line:
    """Those who wait: who is ready stands by rank, and moves up on the day that lets it rise."""

    def __init__(self, waiting: Iterable[Waiting]) -> None:
        self._later = [(max(w.ready, on), rank, w) for w in waiting for on, rank in _ranks(w)]
        heapify(self._later)
        self._now: list[tuple[Rank, Waiting]] = []
        self.left = {w.unit for _, _, w in self._later}

    def first(self, day: date) -> Waiting | None:
        """Take the first in rank among those who are ready on `day`; None where nobody is."""
        while self._later and self._later[0][0] <= day:
            _, rank, candidate = heappop(self._later)
            heappush(self._now, (rank, candidate))
        while self._now:
            _, candidate = heappop(self._now)
            if candidate.unit in self.left:  # who rose stands in line twice
                self.left.remove(candidate.unit)
                return candidate
        return None

    def next_ready(self) -> date:
        """Return the next day on which somebody gets ready."""
        return self._later[0][0]


def _ranks(waiting: Waiting) -> tuple[tuple[date, Rank], ...]:
    once = (date.min, waiting.rank)
    return (once, (waiting.rises, waiting.risen)) if waiting.risen else (once,)


def _free(busy: Sequence[tuple[date, str]], as_of: date, rules: Rules) -> list[tuple[date, str]]:
    holding = sorted(busy)[max(0, len(busy) - rules.slots) :]
    free = [(_next_day(max(over, as_of), rules), unit) for over, unit in holding]
    today = rules.calendar.next_workday(as_of)
    free.extend((today, "") for _ in range(rules.slots - len(holding)))
    heapify(free)
    return free


def _next_day(over: date, rules: Rules) -> date:
    return rules.calendar.next_workday(over + timedelta(1 + rules.gap))
