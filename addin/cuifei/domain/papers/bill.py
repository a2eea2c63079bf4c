"""What is charged for a period, and what is there to pay? The bill (缴费通知单) for everybody.

A bill is no demand: it has no place on a ladder, no last date, and nothing counts from it.
It states the charges of the period, what money received or paid ahead has covered of them,
and, without pressure, what is unpaid from before. What is held, promised or in a plan that is
being kept is left out, and the bill says so (R6.2).
"""

from dataclasses import dataclass
from datetime import date as Day

from cuifei.domain.account.arrears import Line
from cuifei.domain.account.holds import held_items, unit_holds
from cuifei.domain.account.promises import is_agreed
from cuifei.domain.addresses import postal_address
from cuifei.domain.codes import HoldReason
from cuifei.domain.ladder.cases import Case, demand_lines
from cuifei.domain.papers.demand import DemandLine, Sender, sender_of
from cuifei.domain.policy import Policy
from cuifei.domain.problems import Message, say
from cuifei.domain.records import PayAccount, Unit
from cuifei.domain.words import HOLD_WORDS

# The unit's owner is not the one to whom a bill may go.
NOT_THE_PAYER = frozenset({HoldReason.DECEASED, HoldReason.SOLD})


@dataclass(frozen=True, slots=True)
class Bill:
    """The bill of a unit for a period, reckoned on `as_of`. Money in fen.

    `lines`: the charges of the period, `paid` of each what receipts and prepayment cover.
    `earlier`: unpaid principal of `earlier_periods` other periods that fell due before the day.
    `total` = the lines' unpaid + `earlier`. `ahead`: money that no charge has used yet.
    `left_out`: whether there is more that the bill does not ask for.
    """

    unit: Unit
    sender: Sender
    accounts: tuple[PayAccount, ...]
    period: str
    lines: tuple[DemandLine, ...]
    earlier: int
    earlier_periods: int
    total: int
    ahead: int
    left_out: bool
    as_of: Day
    receipts_through: Day
    address: str = ""

    @property
    def charged(self) -> int:
        """What the period's charges are together, before any payment."""
        return sum(line.amount for line in self.lines)


def is_charged(case: Case, period: str) -> bool:
    """Return whether the unit has a charge of the period."""
    return any(line.charge.period == period for line in case.arrears.all_lines)


def objection(case: Case, period: str) -> Message | None:
    """Return why a unit that is charged gets no bill; None where it gets one."""
    as_of = case.arrears.as_of
    for hold in unit_holds(case.holds, as_of):
        if hold.reason in NOT_THE_PAYER:
            reason = HOLD_WORDS[hold.reason]
            return say("the bill would go to the wrong person: {reason}", reason=reason)
    held = held_items(case.holds, as_of)
    lines = [line for line in case.arrears.all_lines if line.charge.period == period]
    if all(line.charge.item in held for line in lines):
        return say("every charge of {period} is on hold", period=period)
    return None


def bill(
    case: Case,
    period: str,
    accounts: tuple[PayAccount, ...],
    receipts_through: Day,
    policy: Policy,
) -> Bill:
    """Return the bill of a case to which there is no `objection`."""
    account = case.arrears
    held = held_items(case.holds, account.as_of)
    of_period = [line for line in account.all_lines if line.charge.period == period]
    lines = tuple(_line(line) for line in of_period if line.charge.item not in held)
    before = [] if _otherwise(case) else demand_lines(case)
    earlier = [line for line in before if line.charge.period != period]
    asked = sum(line.unpaid for line in earlier)
    due_before = sum(line.unpaid for line in account.lines if line.charge.period != period)
    covered = sum(line.paid for line in account.all_lines if line.charge.due >= account.as_of)
    return Bill(
        unit=case.unit,
        sender=sender_of(policy),
        accounts=accounts,
        period=period,
        lines=lines,
        earlier=asked,
        earlier_periods=len({line.charge.period for line in earlier}),
        total=sum(line.unpaid for line in lines) + asked,
        ahead=account.prepayment - covered,
        left_out=asked < due_before or len(lines) < len(of_period),
        as_of=account.as_of,
        receipts_through=receipts_through,
        address=postal_address(case.unit),
    )


def _line(line: Line) -> DemandLine:
    charge, fee = line.charge, 0  # a bill asks for no late fee
    owed = (charge.amount, line.paid, line.unpaid)
    return DemandLine(charge.item, charge.period, charge.due, *owed, line.days_late, fee)


def _otherwise(case: Case) -> bool:
    """Return whether something else was agreed about what is owed, or collection is on hold."""
    held = bool(unit_holds(case.holds, case.arrears.as_of))
    return held or is_agreed(case.promises, case.plans)
