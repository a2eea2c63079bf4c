"""Who pays well, and what would paying a year ahead save them? (R8.5)

A good payer owes nothing and paid every charge of the last twelve months by its due date; at
least PERIODS_KNOWN of them, so that nobody is praised for one; who sold the unit is none. The
discount is an offer that the manager decides on; only what stands in 减免 counts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cuifei.domain.account.charging import fee
from cuifei.domain.account.late_fee import share
from cuifei.domain.codes import DecisionKind
from cuifei.domain.dates import add_months
from cuifei.domain.figures.kpis import MONTHS
from cuifei.domain.ladder.cases import Case, Docket
from cuifei.domain.problems import Unreadable
from cuifei.domain.records import Decision

PERIODS_KNOWN = 3
YEAR = 12
# Decisions that reward, beside the discount itself.
KINDS = (DecisionKind.DISCOUNT, DecisionKind.POINTS, DecisionKind.GIFT)


@dataclass(frozen=True, slots=True)
class GoodPayer:
    """One unit. `periods`: charges of the last year, all paid in time; `rewarded`: what was
    decided for it in that time, in fen. `year`, `discount`: a year's fee ahead and what is taken
    off; None where 房产 does not say area and price, or 参数 no discount.
    """

    unit: str
    periods: int
    rewarded: int
    year: int | None
    discount: int | None


def good_payers(docket: Docket, decisions: Iterable[Decision]) -> tuple[GoodPayer, ...]:
    """Return the good payers of the docket's day, in its order."""
    since = add_months(docket.as_of, -MONTHS)
    rewarded: dict[str, int] = {}
    for decision in decisions:
        if decision.kind in KINDS and since < decision.date <= docket.as_of:
            rewarded[decision.unit] = rewarded.get(decision.unit, 0) + decision.amount
    return tuple(_found(docket, rewarded))


def _found(docket: Docket, rewarded: dict[str, int]) -> Iterator[GoodPayer]:
    discount = docket.policy.early_discount
    for unit, case in docket.cases.items():
        if case.unit.owner_until or (periods := _in_time(case)) < PERIODS_KNOWN:
            continue
        year = _year(case) if discount else None
        off = None if year is None or discount is None else share(year, discount)
        yield GoodPayer(unit, periods, rewarded.get(unit, 0), year, off)


def _in_time(case: Case) -> int:
    """Return how many periods of the last year were paid in time, 0 where any was not."""
    as_of = case.arrears.as_of
    since = add_months(as_of, -MONTHS)
    lines = [line for line in case.arrears.all_lines if since <= line.charge.due < as_of]
    if case.arrears.owed or any(
        line.charge.amount > sum(fen for day, fen in line.parts if day <= line.charge.due)
        for line in lines
    ):
        return 0
    return len({line.charge.period for line in lines})


def _year(case: Case) -> int | None:
    try:
        return fee(case.unit, YEAR).amount
    except Unreadable:
        return None
