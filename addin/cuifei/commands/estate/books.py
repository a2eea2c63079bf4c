"""What did a unit of the demo estate owe on an earlier day? For letters, promises and plans."""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

from cuifei.domain.account.arrears import Arrears, arrears
from cuifei.domain.dates import Calendar
from cuifei.domain.policy import Policy
from cuifei.domain.records import Charge, Decision, Payment

LATE_FEE_RATE, LATE_FEE_CAP = "0.05%", "30%"
WEEK = Calendar()


def share(typed: str) -> Fraction:
    """Return a percentage as it stands in 参数 as a fraction.

    >>> share("0.05%")
    Fraction(1, 2000)
    """
    return Fraction(typed.removesuffix("%")) / 100


def workday_after(day: date, days: int = 0) -> date:
    """Return the first weekday at least `days` later."""
    return WEEK.next_workday(day + timedelta(days))


def workday_before(day: date, days: int) -> date:
    """Return the last weekday at least `days` earlier."""
    day -= timedelta(days)
    while not WEEK.is_workday(day):
        day -= timedelta(1)
    return day


class Books:
    """Charges, payments and decisions, by unit."""

    def __init__(
        self,
        charges: Iterable[Charge],
        payments: Iterable[Payment],
        decisions: Iterable[Decision] = (),
    ) -> None:
        self.charges: dict[str, list[Charge]] = {}
        self.payments: dict[str, list[Payment]] = {}
        self.decisions: dict[str, list[Decision]] = {}
        self.policy = Policy(late_fee_rate=share(LATE_FEE_RATE), late_fee_cap=share(LATE_FEE_CAP))
        for charge in charges:
            self.charges.setdefault(charge.unit, []).append(charge)
        for payment in payments:
            self.payments.setdefault(payment.unit, []).append(payment)
        for decision in decisions:
            self.decisions.setdefault(decision.unit, []).append(decision)

    def account(self, unit: str, day: date) -> Arrears:
        """Return a unit's account on a day, as the rules reckon it."""
        return arrears(
            unit,
            self.charges[unit],
            self.payments.get(unit, ()),
            day,
            self.policy,
            self.decisions.get(unit, ()),
        )

    def due(self, unit: str, back: int) -> date:
        """Return the due date of the charge `back` months before the current month's."""
        dues = sorted({charge.due for charge in self.charges[unit]})
        return dues[-1 - back]
