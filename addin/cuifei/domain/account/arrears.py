"""What does a unit owe on a day, since when, and how bad is it?

In arrears is a charge with due < as_of that payments dated up to as_of do not
cover. Everything here is on one day and for one unit.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from cuifei.domain.account.allocation import allocate
from cuifei.domain.account.late_fee import Terms, late_fee, terms
from cuifei.domain.codes import DecisionKind
from cuifei.domain.dates import add_months, whole_months
from cuifei.domain.money import NOTHING, Fen, total
from cuifei.domain.policy import Policy
from cuifei.domain.records import Charge, Decision, Payment

# Ageing buckets (账龄) and the months that each runs to, both ends in the older month.
NOT_DUE = "not due"
BUCKETS: tuple[tuple[str, int], ...] = (
    ("≤1", 1),
    ("1–3", 3),
    ("3–6", 6),
    ("6–12", 12),
    ("12–24", 24),
    ("24–36", 36),
)
OLDEST = ">36"
BUCKET_NAMES: tuple[str, ...] = (NOT_DUE, *(name for name, _ in BUCKETS), OLDEST)


@dataclass(frozen=True, slots=True)
class Line:
    """One charge on the day: what came in, what is open, how late, and its late fee (fen).

    `late_fee` is what is still open of it. `settled`: the day on which the
    principal was paid in full, None while it is open. `parts`: what came in of
    the principal, by day. `months` is None before the due date.
    """

    charge: Charge
    paid: int
    unpaid: int
    days_late: int
    months: int | None
    bucket: str
    late_fee: int
    settled: date | None
    parts: tuple[tuple[date, int], ...] = ()

    @property
    def in_arrears(self) -> bool:
        """Whether the charge was due before the day and is not covered."""
        return self.unpaid > 0 and self.days_late > 0


@dataclass(frozen=True, slots=True)
class Arrears:
    """A unit's account on `as_of`.

    `all_lines`: every charge, oldest due first; `lines`: those in arrears.
    `owed` is their unpaid principal, `late_fee` their open fee less `waived`.
    `settled_fee`: what charges bore that were settled late, less what was booked
    as a charge (违约金科目) or waived of it; nobody has decided about it yet.
    `months_overdue` counts from `oldest_due`; both None where nothing is owed.
    """

    unit: str
    as_of: date
    all_lines: tuple[Line, ...]
    lines: tuple[Line, ...]
    owed: Fen
    unpaid_periods: int
    oldest_due: date | None
    months_overdue: int | None
    bucket: str
    late_fee: Fen
    waived: Fen
    class_: str
    prepayment: Fen
    settled_fee: Fen = NOTHING


@dataclass(frozen=True, slots=True)
class Claim:
    """What may be asked for, in fen: unpaid `principal`, `late_fee`, what is `waived` of that."""

    lines: tuple[Line, ...]
    principal: Fen
    late_fee: Fen
    waived: Fen

    @property
    def open_fee(self) -> Fen:
        """The late fee less what is waived."""
        return Fen(self.late_fee - self.waived)

    @property
    def total(self) -> Fen:
        """All that is asked for."""
        return Fen(self.principal + self.open_fee)


def claim(lines: tuple[Line, ...], waivers: int) -> Claim:
    """Return what these lines come to; no more can be waived than the late fee is."""
    fee = total(line.late_fee for line in lines)
    return Claim(lines, total(line.unpaid for line in lines), fee, Fen(min(fee, waivers)))


@lru_cache(maxsize=8192)
def bucket(due: date, as_of: date) -> str:
    """Return the ageing bucket of a due date; a day exactly N months old is in the younger one.

    >>> bucket(date(2026, 1, 31), date(2026, 2, 28)), bucket(date(2026, 1, 31), date(2026, 3, 1))
    ('≤1', '1–3')
    """
    if due >= as_of:
        return NOT_DUE
    return next((name for name, n in BUCKETS if as_of <= add_months(due, n)), OLDEST)


@lru_cache(maxsize=8192)
def _age(due: date, as_of: date) -> tuple[int, int | None, str]:
    """Return days late, whole months (None before the due date) and bucket of a due date.

    An estate has a few hundred due dates and a hundred thousand charges.
    """
    late = (as_of - due).days
    return late, whole_months(due, as_of) if late >= 0 else None, bucket(due, as_of)


def debt_class(owed: int, months: int, policy: Policy) -> str:
    """Return A, B or C by amount and age (R8.1).

    Age lifts only what is worth it: into A from the least amount of class B, into B from
    the least amount of a lawyer letter.

    >>> [debt_class(fen, 21, Policy()) for fen in (6_000, 60_000, 600_000)]
    ['C', 'B', 'A']
    """
    old = months >= policy.class_a_months and owed >= policy.class_b_amount
    if owed >= policy.class_a_amount or old:
        return "A"
    old = months >= policy.class_b_months and owed >= policy.lawyer_minimum
    if owed >= policy.class_b_amount or old:
        return "B"
    return "C"


def arrears(
    unit: str,
    charges: Iterable[Charge],
    payments: Iterable[Payment],
    as_of: date,
    policy: Policy,
    decisions: Iterable[Decision] = (),
) -> Arrears:
    """Return one unit's account on a day, from its own charges, payments and decisions.

    A discount (R8.5) counts as money on its date; a waiver lowers the late fee
    and never the principal, a settled_waiver that of settled charges alone.
    """
    past_decisions = [d for d in decisions if d.date <= as_of]
    credits = [
        Payment(unit, d.date, d.amount) for d in past_decisions if d.kind == DecisionKind.DISCOUNT
    ]
    spread = allocate(charges, (*payments, *credits), as_of, policy)
    every = []
    contracts: dict[str, Terms | None] = {}
    for share in spread.shares:
        charge = share.charge
        if charge.item not in contracts:
            contracts[charge.item] = terms(policy, charge.item)
        fee = late_fee(charge, share.parts, as_of, contracts[charge.item]) - share.fee_paid
        paid = share.paid, share.unpaid
        late, months, age = _age(charge.due, as_of)
        every.append(Line(charge, *paid, late, months, age, fee, share.settled, share.parts))
    waivers = sum(d.amount for d in past_decisions if d.kind == DecisionKind.WAIVER)
    waiver_sums = (
        waivers,
        sum(d.amount for d in past_decisions if d.kind == DecisionKind.SETTLED_WAIVER),
    )
    return _summary(unit, as_of, tuple(every), waiver_sums, Fen(spread.prepayment(as_of)), policy)


def _summary(
    unit: str,
    as_of: date,
    every: tuple[Line, ...],
    waiver_sums: tuple[int, int],
    prepayment: Fen,
    policy: Policy,
) -> Arrears:
    waivers, of_settled = waiver_sums
    sums = claim(tuple(line for line in every if line.in_arrears), waivers)
    lines, owed = sums.lines, sums.principal
    oldest = lines[0] if lines else None
    left = of_settled + waivers - sums.waived
    return Arrears(
        unit=unit,
        as_of=as_of,
        all_lines=every,
        lines=lines,
        owed=owed,
        unpaid_periods=len({line.charge.period for line in lines}),
        oldest_due=oldest.charge.due if oldest else None,
        months_overdue=oldest.months if oldest else None,
        bucket=oldest.bucket if oldest else NOT_DUE,
        late_fee=sums.open_fee,
        waived=sums.waived,
        class_=debt_class(owed, (oldest.months or 0) if oldest else 0, policy) if owed else "",
        prepayment=prepayment,
        settled_fee=_settled_fee(every, left, policy),
    )


def _settled_fee(every: tuple[Line, ...], waived: int, policy: Policy) -> Fen:
    """Return the fee that settled charges bore and that was neither booked nor waived, in fen."""
    borne = sum(line.late_fee for line in every if not line.unpaid)
    if not borne:
        return NOTHING
    items = policy.late_fee_items
    booked = sum(line.charge.amount for line in every if line.charge.item in items)
    return Fen(max(0, borne - booked - waived))
