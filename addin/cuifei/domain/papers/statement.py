"""What was charged, and what came in? The payment record (缴费明细) of a unit (R3.2).

A statement covers the last 24 months, and goes back further, to the month of
the oldest charge that is unpaid, where there is one; what was before is one
balance brought forward. It lists charges due before its day and money received
up to it, so its balance is what is in arrears, less what was paid ahead.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date as Day

from cuifei.domain.account.arrears import Arrears
from cuifei.domain.account.dossier import Dossier
from cuifei.domain.addresses import postal_address
from cuifei.domain.codes import DecisionKind
from cuifei.domain.dates import add_months
from cuifei.domain.ladder.cases import Case, claimed
from cuifei.domain.papers.demand import Sender, sender_of
from cuifei.domain.policy import Policy
from cuifei.domain.records import Unit

MONTHS = 24


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One movement of the account: `charge` or `payment` in fen, and the balance after it.

    `kind`: charge, payment, discount, or late_fee (paid before principal, Civil
    Code 561). `what`: the fee item, or how the money came; `period`: what was
    charged, or what the payer named.
    """

    date: Day
    kind: str
    what: str
    period: str
    charge: int
    payment: int
    balance: int
    voucher: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """The account of a unit from `since` to `as_of`, money in fen.

    `opening` + `charged` - `paid` = `balance`. What a letter of the same day
    demands is `total` = `balance` + `prepaid` (money meant for later charges) -
    `held` (charges that are not demanded now) + `late_fee` - `waived`.
    `parts`: the accounts in a statement of several units, all from `since` on;
    its sums are theirs together, and each line's balance is its own unit's.
    """

    number: str
    unit: Unit
    sender: Sender
    since: Day
    as_of: Day
    receipts_through: Day
    lines: tuple[StatementLine, ...]
    opening: int
    charged: int
    paid: int
    balance: int
    prepaid: int
    held: int
    late_fee: int
    waived: int
    total: int
    address: str = ""
    parts: "tuple[Statement, ...]" = ()

    @property
    def each(self) -> "tuple[Statement, ...]":
        """The accounts, unit by unit."""
        return self.parts or (self,)


def statement(
    case: Case,
    rows: Dossier,
    number: str,
    receipts_through: Day,
    policy: Policy,
    since: Day | None = None,
) -> Statement:
    """Return the statement of a case on its day; `rows` are all rows of the same unit.

    `since`: its first day, where it is not the unit's own (see `first_day`).
    """
    account = case.arrears
    since = since or first_day(case)
    every = sorted(_movements(account, rows), key=lambda line: (line.date, line.kind != "charge"))
    opening = sum(x.charge - x.payment for x in every if x.date < since)
    lines = tuple(_balanced(opening, (x for x in every if x.date >= since)))
    sums = claimed(case)
    return Statement(
        number=number,
        unit=case.unit,
        sender=sender_of(policy),
        since=since,
        as_of=account.as_of,
        receipts_through=receipts_through,
        lines=lines,
        opening=opening,
        charged=sum(line.charge for line in lines),
        paid=sum(line.payment for line in lines),
        balance=lines[-1].balance if lines else opening,
        prepaid=account.prepayment,
        held=account.owed - sums.principal,
        late_fee=sums.late_fee,
        waived=sums.waived,
        total=sums.total,
        address=postal_address(case.unit),
    )


def together(parts: Sequence[Statement]) -> Statement:
    """Return one statement of several units of one owner, to the fen the sum of `parts`.

    The parts begin on one day.
    """
    first, *others = parts
    if not others:
        return first
    assert {part.since for part in others} == {first.since}
    return replace(
        first,
        lines=tuple(line for part in parts for line in part.lines),
        opening=sum(part.opening for part in parts),
        charged=sum(part.charged for part in parts),
        paid=sum(part.paid for part in parts),
        balance=sum(part.balance for part in parts),
        prepaid=sum(part.prepaid for part in parts),
        held=sum(part.held for part in parts),
        late_fee=sum(part.late_fee for part in parts),
        waived=sum(part.waived for part in parts),
        total=sum(part.total for part in parts),
        address=next((part.address for part in parts if part.address), ""),
        parts=tuple(parts),
    )


def first_day(case: Case) -> Day:
    """Return the first day of the statement: of a month, 24 months back or at the oldest debt."""
    account = case.arrears
    first = add_months(account.as_of.replace(day=1), -MONTHS)
    oldest = account.oldest_due
    return min(first, oldest.replace(day=1)) if oldest else first


def _movements(account: Arrears, rows: Dossier) -> Iterator[StatementLine]:
    """Yield charges, payments and discounts up to the day, their balances not yet reckoned."""
    as_of = account.as_of
    for line in account.all_lines:
        own = line.charge
        if own.due < as_of:
            yield StatementLine(own.due, "charge", own.item, own.period, own.amount, 0, 0)
    credited = 0
    for payment in rows.payments:
        if payment.date <= as_of:
            credited += payment.amount
            yield StatementLine(
                payment.date,
                "payment",
                payment.channel,
                payment.period,
                0,
                payment.amount,
                0,
                payment.voucher,
            )
    for decision in rows.decisions:
        if decision.kind == DecisionKind.DISCOUNT and decision.date <= as_of:
            credited += decision.amount
            yield StatementLine(decision.date, "discount", "", "", 0, decision.amount, 0)
    if fee := credited - _spent_on_principal(account) - _unused(account):
        yield StatementLine(as_of, "late_fee", "", "", fee, 0, 0)


def _spent_on_principal(account: Arrears) -> int:
    return sum(line.paid for line in account.all_lines)


def _unused(account: Arrears) -> int:
    """Return money that no charge has used yet."""
    ahead = sum(line.paid for line in account.all_lines if line.charge.due >= account.as_of)
    return account.prepayment - ahead


def _balanced(balance: int, lines: Iterable[StatementLine]) -> Iterator[StatementLine]:
    for x in lines:
        balance += x.charge - x.payment
        yield StatementLine(
            x.date, x.kind, x.what, x.period, x.charge, x.payment, balance, x.voucher
        )
