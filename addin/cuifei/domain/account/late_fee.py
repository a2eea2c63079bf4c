"""How much late fee (违约金) has one charge borne by a day?

Simple daily rate on the outstanding principal, piecewise around part payments,
from the day after due date and grace, capped as a share of the charge, half up
to the fen once per charge (Civil Code 585; rate and cap from the contract).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from cuifei.domain.policy import Policy
from cuifei.domain.records import Charge


@dataclass(frozen=True, slots=True)
class Terms:
    """What the contract says: share of the principal per day, cap as share of the charge."""

    rate: Fraction
    cap: Fraction
    grace: int = 0


def terms(policy: Policy, item: str = "") -> Terms | None:
    """Return the terms that hold for a fee item; None where no fee is claimed.

    Without rate, cap or their clause there is none, and a late fee that was
    itself charged bears none: nobody owes a penalty on a penalty.
    """
    if policy.late_fee_rate is None or policy.late_fee_cap is None:
        return None
    if item in policy.late_fee_items:
        return None
    return Terms(policy.late_fee_rate, policy.late_fee_cap, policy.late_fee_grace)


def late_fee(
    charge: Charge, reductions: Sequence[tuple[date, int]], as_of: date, contract: Terms | None
) -> int:
    """Return the fee in fen that `charge` has borne through `as_of`.

    `reductions` are the principal payments (day, fen) in date order; money
    that comes on a day still lets that day count, and lowers the next.

    >>> from datetime import date
    >>> charge = Charge("3-2", "fee", "2026-01", 100_000, date(2026, 1, 31))
    >>> late_fee(charge, [], date(2026, 2, 10), Terms(Fraction(5, 10_000), Fraction(3, 10)))
    500
    """
    if contract is None:
        return 0
    day = charge.due + timedelta(contract.grace)
    open_principal: int = charge.amount
    fen_days = 0
    for paid_on, amount in (*reductions, (as_of, 0)):
        if day < paid_on <= as_of:
            fen_days += open_principal * (paid_on - day).days
            day = paid_on
        if paid_on <= as_of:
            open_principal -= amount
    if not fen_days:
        return 0
    return min(share(fen_days, contract.rate), share(charge.amount, contract.cap))


def share(amount: int, part: Fraction) -> int:
    """Return `part` of a non-negative amount, rounded half up to a whole fen.

    >>> share(1, Fraction(1, 2)), share(49, Fraction(1, 100))
    (1, 0)
    """
    # Whole numbers only: a Fraction for every charge of an estate takes ten times as long.
    above, below = part.numerator, part.denominator
    return (2 * amount * above + below) // (2 * below)


def percent(rate: Fraction) -> str:
    """Return a rate as it is printed, exactly: never another than the one used.

    >>> percent(Fraction(5, 10_000)), percent(Fraction(1, 3000))
    ('0.05%', '1/30%')
    """
    hundredfold = rate * 100
    digits = Decimal(hundredfold.numerator) / Decimal(hundredfold.denominator)
    exact = Fraction(digits) == hundredfold
    return f"{digits.normalize():f}%" if exact else f"{hundredfold}%"


@dataclass(frozen=True, slots=True)
class Piece:
    """Days on which one principal (fen) bore the fee: after `after`, up to and with `until`."""

    after: date
    until: date
    principal: int

    @property
    def days(self) -> int:
        """How many days the fee was borne for."""
        return (self.until - self.after).days


def pieces(
    charge: Charge, reductions: Sequence[tuple[date, int]], as_of: date, contract: Terms
) -> tuple[Piece, ...]:
    """Return the stretches that `late_fee` adds up, so that anybody can recompute it (R3.1).

    >>> from datetime import date
    >>> charge = Charge("3-2", "fee", "2026-01", 100_000, date(2026, 1, 31))
    >>> made = pieces(charge, [(date(2026, 2, 5), 40_000)], date(2026, 2, 10),
    ...               Terms(Fraction(5, 10_000), Fraction(3, 10)))
    >>> [(piece.days, piece.principal) for piece in made]
    [(5, 100000), (5, 60000)]
    """
    day = charge.due + timedelta(contract.grace)
    principal: int = charge.amount
    stretches = []
    for paid_on, amount in (*reductions, (as_of, 0)):
        if day < paid_on <= as_of:
            if principal:
                stretches.append(Piece(day, paid_on, principal))
            day = paid_on
        if paid_on <= as_of:
            principal -= amount
    return tuple(stretches)
