"""Which payment settles which charge?

Payments are taken in date order; each goes to its named period first, then to
the oldest due, then on to charges not yet due (prepayment). Principal comes
before the late fee, which money never pays by itself: who claims it enters it
as a charge. With the order of Civil Code 561 each charge's late fee is paid
before its principal (Civil Code 560, 561). Row order does not matter.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from cuifei.domain.account import reversals
from cuifei.domain.account.late_fee import late_fee, terms
from cuifei.domain.policy import Policy
from cuifei.domain.records import Charge, Payment


@dataclass(frozen=True, slots=True)
class Share:
    """What one charge has received, in fen: principal by day, and late fee paid (CC 561 only)."""

    charge: Charge
    parts: tuple[tuple[date, int], ...]
    paid: int
    fee_paid: int

    @property
    def unpaid(self) -> int:
        """Principal still open, in fen."""
        return self.charge.amount - self.paid

    @property
    def settled(self) -> date | None:
        """The day on which the principal was fully paid; None while it is open."""
        return self.parts[-1][0] if self.parts and not self.unpaid else None


@dataclass(frozen=True, slots=True)
class Allocation:
    """Shares, oldest due first, and `left`: money that no charge has used yet."""

    shares: tuple[Share, ...]
    left: int

    def prepayment(self, as_of: date) -> int:
        """Return the money that waits for charges not due before `as_of`, in fen."""
        ahead = sum(s.paid + s.fee_paid for s in self.shares if s.charge.due >= as_of)
        return self.left + ahead


@dataclass(slots=True)
class _Open:
    charge: Charge
    parts: list[tuple[date, int]] = field(default_factory=list)
    paid: int = 0
    fee_paid: int = 0


def allocate(
    charges: Iterable[Charge], payments: Iterable[Payment], as_of: date, policy: Policy
) -> Allocation:
    """Return how the payments of one unit up to `as_of` cover its charges.

    Everything paid is either in a share or in `left`: not a fen is lost. What was
    taken back by the day (reversals.py) was never paid, or charged.
    """
    standing_charges = reversals.standing_charges(charges, as_of)
    accounts = [_Open(charge) for charge in sorted(standing_charges, key=_oldest_first)]
    left = 0
    first = 0  # charges before this one are settled: long histories stay linear
    received = reversals.standing([p for p in payments if p.date <= as_of])
    for payment in sorted(received, key=_in_order):
        money: int = payment.amount
        if payment.period:
            named = [a for a in accounts if a.charge.period == payment.period]
            money = _pay(named, money, payment.date, policy)
        while first < len(accounts) and accounts[first].paid == accounts[first].charge.amount:
            first += 1
        left += _pay(accounts[first:], money, payment.date, policy)
    shares = tuple(Share(a.charge, tuple(a.parts), a.paid, a.fee_paid) for a in accounts)
    return Allocation(shares, left)


def _oldest_first(charge: Charge) -> tuple[date, str, str, int]:
    return charge.due, charge.period, charge.item, charge.amount


def _in_order(payment: Payment) -> tuple[date, bool, str, int, str, str]:
    # On one day, money with a named period goes where it was meant to before the rest does.
    return (
        payment.date,
        not payment.period,
        payment.period,
        payment.amount,
        payment.voucher,
        payment.channel,
    )


def _pay(accounts: Iterable[_Open], money: int, day: date, policy: Policy) -> int:
    """Spend `money` on the accounts in turn; return what is left."""
    for account in accounts:
        if not money:
            break
        open_principal = account.charge.amount - account.paid
        if not open_principal:
            continue
        if policy.payment_order == "civil_code_561":
            fee = _fee_open(account, day, policy)
            account.fee_paid += min(fee, money)
            money -= min(fee, money)
        part = min(open_principal, money)
        if part:
            account.parts.append((day, part))
            account.paid += part
            money -= part
    return money


def _fee_open(account: _Open, day: date, policy: Policy) -> int:
    contract = terms(policy, account.charge.item)
    return late_fee(account.charge, account.parts, day, contract) - account.fee_paid
