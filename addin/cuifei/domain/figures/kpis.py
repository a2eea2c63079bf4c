"""How is collection going, and are the targets met? (R8)

Arrears rate: what was due before the day and is unpaid, as a share of all that
was ever due before it; "recent" looks only at what fell due in the last twelve
months. Collection rate of a month: what is paid of all charges due in that
month, paid early or late. Principal only, in fen.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from cuifei.domain.account.arrears import BUCKET_NAMES
from cuifei.domain.dates import add_months
from cuifei.domain.figures.effects import Effect, effects, ratio
from cuifei.domain.ladder.cases import Case, Docket

MONTHS = 12
CLASSES = ("A", "B", "C")


@dataclass(frozen=True, slots=True)
class Group:
    """One collector's or community's units: how many are in arrears, and the money.

    `received_month`, `received_quarter`: payments since the calendar month's,
    quarter's first day.
    """

    name: str
    units: int
    units_in_arrears: int
    due: int
    owed: int
    arrears_rate: Fraction | None
    received_month: int
    received_quarter: int


@dataclass(frozen=True, slots=True)
class Month:
    """The charges due in one calendar month ("2026-03"), and what is paid of them."""

    month: str
    charged: int
    paid: int
    collection_rate: Fraction | None
    received: int


@dataclass(frozen=True, slots=True)
class Promises:
    """What became of promises (R6.1). `kept_rate` = kept / (kept + partly + broken)."""

    open: int
    kept: int
    partly: int
    broken: int
    kept_rate: Fraction | None


@dataclass(frozen=True, slots=True)
class Cell:
    """Units of one class (R8.1) whose oldest debt is in one ageing bucket."""

    class_: str
    bucket: str
    units: int
    owed: int


@dataclass(frozen=True, slots=True)
class Age:
    """All charges in arrears of one age."""

    bucket: str
    charges: int
    owed: int


@dataclass(frozen=True, slots=True)
class Target:
    """A target (R8.2). `met` None: there is nothing to measure yet."""

    name: str
    value: Fraction | None
    target: Fraction
    met: bool | None


@dataclass(frozen=True, slots=True)
class Kpis:
    """The dashboard of one day. `recent_…`: what fell due in the last twelve months."""

    as_of: date
    units: int
    units_in_arrears: int
    due: int
    owed: int
    arrears_rate: Fraction | None
    recent_due: int
    recent_owed: int
    recent_arrears_rate: Fraction | None
    month: Month
    months: tuple[Month, ...]
    collectors: tuple[Group, ...]
    communities: tuple[Group, ...]
    documents: tuple[Effect, ...]
    success_rate: Fraction | None
    promises: Promises
    matrix: tuple[Cell, ...]
    ageing: tuple[Age, ...]
    targets: tuple[Target, ...]


def kpis(docket: Docket) -> Kpis:
    """Return the figures of the docket's day, over every unit that it holds."""
    as_of, policy, cases = docket.as_of, docket.policy, tuple(docket.cases.values())
    since = add_months(as_of, -MONTHS)
    total = _group("", cases, as_of)
    recent = [
        (line.charge.amount, line.unpaid)
        for case in cases
        for line in case.arrears.all_lines
        if since <= line.charge.due < as_of
    ]
    recent_due, recent_owed = sum(due for due, _ in recent), sum(owed for _, owed in recent)
    months = _months(cases, as_of)
    documents = effects(cases, as_of, policy)
    success = ratio(sum(e.succeeded for e in documents), sum(e.judged for e in documents))
    return Kpis(
        as_of=as_of,
        units=total.units,
        units_in_arrears=total.units_in_arrears,
        due=total.due,
        owed=total.owed,
        arrears_rate=total.arrears_rate,
        recent_due=recent_due,
        recent_owed=recent_owed,
        recent_arrears_rate=ratio(recent_owed, recent_due),
        month=months[-1],
        months=months,
        collectors=_groups(cases, as_of, lambda case: case.unit.steward),
        communities=_groups(cases, as_of, lambda case: case.unit.community),
        documents=documents,
        success_rate=success,
        promises=_promises(cases),
        matrix=_matrix(cases),
        ageing=_ageing(cases),
        targets=(
            _at_most("arrears_rate", ratio(recent_owed, recent_due), policy.target_arrears_rate),
            _at_least("success_rate", success, policy.target_success_rate),
        ),
    )


def _at_most(name: str, value: Fraction | None, target: Fraction) -> Target:
    return Target(name, value, target, None if value is None else value <= target)


def _at_least(name: str, value: Fraction | None, target: Fraction) -> Target:
    return Target(name, value, target, None if value is None else value >= target)


def _groups(cases: Iterable[Case], as_of: date, name: Callable[[Case], str]) -> tuple[Group, ...]:
    """Return the groups by what they owe, most first."""
    members: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        members[name(case)].append(case)
    groups = [_group(key, group_cases, as_of) for key, group_cases in members.items()]
    return tuple(sorted(groups, key=lambda g: (-g.owed, g.name)))


def _group(name: str, cases: Iterable[Case], as_of: date) -> Group:
    month = as_of.replace(day=1)
    quarter = add_months(month, -((month.month - 1) % 3))
    units = owing = due = owed = in_month = in_quarter = 0
    for case in cases:
        units += 1
        owing += case.arrears.owed > 0
        owed += case.arrears.owed
        due += sum(x.charge.amount for x in case.arrears.all_lines if x.charge.due < as_of)
        for payment in case.payments:
            in_month += payment.amount * (payment.date >= month)
            in_quarter += payment.amount * (payment.date >= quarter)
    return Group(name, units, owing, due, owed, ratio(owed, due), in_month, in_quarter)


def _months(cases: Iterable[Case], as_of: date) -> tuple[Month, ...]:
    """Return the last twelve calendar months, the day's own last."""
    this = as_of.replace(day=1)
    names = [f"{add_months(this, -n):%Y-%m}" for n in reversed(range(MONTHS))]
    charged: Counter[str] = Counter()
    paid: Counter[str] = Counter()
    received: Counter[str] = Counter()
    for case in cases:
        for line in case.arrears.all_lines:
            name = f"{line.charge.due:%Y-%m}"
            charged[name] += line.charge.amount
            paid[name] += line.paid
        for payment in case.payments:
            received[f"{payment.date:%Y-%m}"] += payment.amount
    return tuple(
        Month(name, charged[name], paid[name], ratio(paid[name], charged[name]), received[name])
        for name in names
    )


def _promises(cases: Iterable[Case]) -> Promises:
    states = Counter(promise.state for case in cases for promise in case.promises)
    closed = states["kept"] + states["partly"] + states["broken"]
    return Promises(
        states["open"],
        states["kept"],
        states["partly"],
        states["broken"],
        ratio(states["kept"], closed),
    )


def _matrix(cases: Iterable[Case]) -> tuple[Cell, ...]:
    units: Counter[tuple[str, str]] = Counter()
    owed: Counter[tuple[str, str]] = Counter()
    for case in cases:
        if case.arrears.owed:
            key = case.arrears.class_, case.arrears.bucket
            units[key] += 1
            owed[key] += case.arrears.owed
    keys = [(class_, age) for class_ in CLASSES for age in BUCKET_NAMES[1:]]
    return tuple(Cell(*key, units[key], owed[key]) for key in keys)


def _ageing(cases: Iterable[Case]) -> tuple[Age, ...]:
    charges: Counter[str] = Counter()
    owed: Counter[str] = Counter()
    for case in cases:
        for line in case.arrears.lines:
            charges[line.bucket] += 1
            owed[line.bucket] += line.unpaid
    return tuple(Age(name, charges[name], owed[name]) for name in BUCKET_NAMES[1:])
