"""What is the owners' committee told: who is to be urged, and what fees were charged and paid?

物业管理条例 64: where an owner does not pay, the committee urges payment within a time; then the
manager may sue. Civil Code 943: fees, standards and their use are made public and reported. The
committee gets unit and amount of those alone whom a served demand did not move, and no names,
phones or reasons (PIPL); what is published names nobody (R9.3).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta

from cuifei.domain.account.delivery import has_reached, last_date
from cuifei.domain.account.holds import unit_holds
from cuifei.domain.account.promises import is_agreed
from cuifei.domain.codes import LetterState
from cuifei.domain.ladder.cases import Case, demand_lines, standing_demands
from cuifei.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class Urged:
    """One unit that the committee is asked to urge; `amount` is principal, in fen."""

    unit: str
    periods: int
    oldest_due: Day
    amount: int


@dataclass(frozen=True, slots=True)
class Income:
    """What was charged for one item in a span, and what of it is paid, in fen."""

    item: str
    units: int
    charged: int
    paid: int


def urged(cases: Iterable[Case], policy: Policy) -> tuple[Urged, ...]:
    """Return whom a served demand with a last date that has passed did not move.

    Who is on hold, has promised, or keeps a plan is left alone.
    """
    unmoved = []
    for case in cases:
        lines = demand_lines(case)
        if lines and _in_vain(case, policy):
            periods = len({line.charge.period for line in lines})
            oldest = min(line.charge.due for line in lines)
            amount = sum(line.unpaid for line in lines)
            unmoved.append(Urged(case.unit.unit, periods, oldest, amount))
    return tuple(unmoved)


def _in_vain(case: Case, policy: Policy) -> bool:
    as_of = case.arrears.as_of
    if unit_holds(case.holds, as_of) or is_agreed(case.promises, case.plans):
        return False
    return any(
        has_reached(letter, as_of, policy, LetterState.SERVED)
        and (last_date(letter) or letter.date) < as_of
        for letter in standing_demands(case)
    )


def published(cases: Sequence[Case], as_of: Day) -> tuple[Day, Day, tuple[Income, ...]]:
    """Return the first and the last day of what is published, and its income.

    It is the year so far; in January, or while nothing fell due in it, the year before.
    """
    new_year = as_of.replace(month=1, day=1)
    year_ago = new_year.replace(year=as_of.year - 1)
    current, before = income(cases, new_year, as_of), income(cases, year_ago, new_year)
    if before and (as_of.month == 1 or not current):
        return year_ago, new_year - timedelta(1), before
    return new_year, as_of, current


def income(cases: Iterable[Case], first: Day, end: Day) -> tuple[Income, ...]:
    """Return by item what fell due from `first` to before `end`, largest first."""
    units: dict[str, set[str]] = {}
    charged: dict[str, int] = {}
    paid: dict[str, int] = {}
    for case in cases:
        for line in case.arrears.all_lines:
            if first <= line.charge.due < end:
                item = line.charge.item
                units.setdefault(item, set()).add(case.unit.unit)
                charged[item] = charged.get(item, 0) + line.charge.amount
                paid[item] = paid.get(item, 0) + line.paid
    incomes = [Income(item, len(units[item]), charged[item], paid[item]) for item in charged]
    return tuple(sorted(incomes, key=lambda x: (-x.charged, x.item)))
