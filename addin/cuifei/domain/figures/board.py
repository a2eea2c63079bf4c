"""What does the dashboard show of a day, beside the key figures? (R8.1, R8.2, R5.1, R5.6)

The key figures a month earlier, the arrears rate at each month's end, arrears
by age in each community, the money whose limitation period ends in each
quarter, and the queue of lawyer letters as spans of days. All of it is
reckoned from the ledger; nothing is remembered from run to run. No owner is
named (R9.3).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from cuifei.domain.account.arrears import BUCKET_NAMES, Line
from cuifei.domain.account.delivery import LAWYER_LAST_DATE_DAYS, last_date
from cuifei.domain.dates import add_months
from cuifei.domain.figures.contact_effects import ContactEffect, by_channel, by_person
from cuifei.domain.figures.effects import ratio
from cuifei.domain.figures.kpis import MONTHS, Kpis, kpis
from cuifei.domain.ladder.cases import Case, Docket
from cuifei.domain.queue.queue import Place, plan

# The limitation horizon: the day's own quarter and those after it.
QUARTERS = 12
EXPIRED, LATER = "expired", "later"


@dataclass(frozen=True, slots=True)
class Point:
    """The arrears rate of what fell due in the twelve months before `day`, in fen."""

    month: str
    day: date
    due: int
    owed: int
    arrears_rate: Fraction | None
    target: Fraction


@dataclass(frozen=True, slots=True)
class CommunityAge:
    """What the charges of one age are in arrears with, in one community."""

    community: str
    bucket: str
    owed: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """Unpaid principal whose limitation period ends then: "2027Q1", "expired", "later"."""

    quarter: str
    owed: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """One unit's lawyer letter in time: from its day to its last date.

    Both are None where nothing may go out in the cohort. `state`: live, next, waiting.
    """

    unit: str
    cohort: str
    position: int
    state: str
    planned: date | None
    last_date: date | None


@dataclass(frozen=True, slots=True)
class Board:
    """The dashboard of one day. `month_ago`: the key figures one month earlier."""

    figures: Kpis
    month_ago: Kpis
    trend: tuple[Point, ...]
    ageing_by_community: tuple[CommunityAge, ...]
    horizon: tuple[Quarter, ...]
    queue: tuple[Stretch, ...]
    channels: tuple[ContactEffect, ...]
    people: tuple[ContactEffect, ...]


def board(docket: Docket, month_ago: Docket, priorities: Mapping[str, int]) -> Board:
    """Return the dashboard of the docket's day.

    `month_ago` is the docket of the same ledger one month earlier,
    `priorities` are the manager's for the queue.
    """
    cases = tuple(docket.cases.values())
    return Board(
        figures=kpis(docket),
        month_ago=kpis(month_ago),
        trend=_trend(cases, docket.as_of, docket.policy.target_arrears_rate),
        ageing_by_community=_ageing(cases),
        horizon=_horizon(cases, docket.as_of),
        queue=tuple(_stretch(place, docket) for place in plan(docket, priorities)),
        channels=by_channel(cases, docket.as_of),
        people=by_person(cases, docket.as_of),
    )


def _trend(cases: Iterable[Case], as_of: date, target: Fraction) -> tuple[Point, ...]:
    """Return the rate at the end of each of the last months, and on the day itself.

    Money is spread in the order of its dates, so what came in up to a day says
    what was open on it.
    """
    this = as_of.replace(day=1)
    ends = [add_months(this, -n) - timedelta(1) for n in reversed(range(MONTHS - 1))]
    days = {day: [0, 0] for day in (*ends, as_of)}
    spans = [(add_months(day, -MONTHS), day, sums) for day, sums in days.items()]
    for case in cases:
        for line in case.arrears.all_lines:
            for since, day, sums in spans:
                if since <= line.charge.due < day:
                    sums[0] += line.charge.amount
                    sums[1] += _open_on(line, day)
    return tuple(
        Point(f"{day:%Y-%m}", day, due, owed, ratio(owed, due), target)
        for day, (due, owed) in days.items()
    )


def _open_on(line: Line, day: date) -> int:
    return line.charge.amount - sum(part for paid_on, part in line.parts if paid_on <= day)


def _ageing(cases: Iterable[Case]) -> tuple[CommunityAge, ...]:
    """Return every age of each community in arrears; who owes most comes first."""
    owed: Counter[tuple[str, str]] = Counter()
    total: Counter[str] = Counter()
    for case in cases:
        for line in case.arrears.lines:
            owed[case.unit.community, line.bucket] += line.unpaid
            total[case.unit.community] += line.unpaid
    names = sorted(total, key=lambda name: (-total[name], name))
    return tuple(
        CommunityAge(name, age, owed[name, age]) for name in names for age in BUCKET_NAMES[1:]
    )


def _horizon(cases: Iterable[Case], as_of: date) -> tuple[Quarter, ...]:
    first = as_of.replace(month=as_of.month - (as_of.month - 1) % 3, day=1)
    names = [quarter(add_months(first, 3 * n)) for n in range(QUARTERS)]
    owed: Counter[str] = Counter()
    for case in cases:
        for line, clock in zip(case.arrears.lines, case.clocks, strict=True):
            name = EXPIRED if clock.ends < as_of else quarter(clock.ends)
            owed[name if name in (EXPIRED, *names) else LATER] += line.unpaid
    return tuple(Quarter(name, owed[name]) for name in (EXPIRED, *names, LATER))


def quarter(day: date) -> str:
    """Return the calendar quarter of a day.

    >>> quarter(date(2026, 11, 20))
    '2026Q4'
    """
    return f"{day.year}Q{(day.month + 2) // 3}"


def _stretch(place: Place, docket: Docket) -> Stretch:
    ends = None
    if place.state == "live":
        letters = docket.live.get(place.cohort, ())
        ends = max((last_date(x) or x.date for x in letters if x.unit == place.unit), default=None)
    elif place.planned is not None:
        rung = docket.cases[place.unit].step.rung
        days = rung.last_date_days if rung and rung.last_date_days else LAWYER_LAST_DATE_DAYS
        ends = place.planned + timedelta(days)
    return Stretch(place.unit, place.cohort, place.position, place.state, place.planned, ends)
