"""How do people of the demo estate pay? Bills of 30 months, and one function per habit.

A habit turns a unit's bills into money in (day, fen, named period). It knows
nothing of the as-of date: what would come later is cut off by `receipts`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from types import MappingProxyType

from cuifei.commands.estate.cast import Role
from cuifei.commands.estate.units import monthly_fee
from cuifei.domain.codes import UseType
from cuifei.domain.dates import add_months, day_of_month
from cuifei.domain.money import Fen
from cuifei.domain.records import Charge, Payment, Unit

MONTHS = 30
LATEST = MONTHS - 1
DUE_DAY = MappingProxyType(
    {UseType.RESIDENTIAL: 31, UseType.ENTRUSTED: 31, UseType.SHOP: 10, UseType.PARKING: 25}
)
FEE, ENERGY, PARKING_FEE = "物业费", "公共能耗", "车位管理费"
CHANNELS = ("微信", "支付宝", "银行转账", "现金", "POS刷卡")


@dataclass(frozen=True, slots=True)
class Bill:
    """All that a unit is charged for one month, in fen."""

    period: str
    due: date
    amount: int


@dataclass(frozen=True, slots=True)
class Money:
    """Money in: `period` named or blank, `discount` granted on the same day (fen)."""

    day: date
    amount: int
    period: str = ""
    discount: int = 0


def charges(units: Iterable[Unit], as_of: date, rng: Random) -> tuple[Charge, ...]:
    """Return the charges of 30 months, the last one that of `as_of`, in order of months."""
    first = add_months(as_of.replace(day=1), -LATEST)
    months = [add_months(first, n) for n in range(MONTHS)]
    everybody = tuple(units)
    metered = {
        u.unit for i, u in enumerate(u for u in everybody if u.use_type == UseType.SHOP) if i % 2
    }
    # A shop whose shared energy is in dispute must have it on its bill, whoever is drawn for it.
    metered |= {
        u.unit for u in everybody if u.use_type == UseType.SHOP and u.reason == "shared_costs"
    }
    out = []
    for month in months:
        period = f"{month:%Y-%m}"
        for unit in everybody:
            due = day_of_month(month.year, month.month, DUE_DAY[unit.use_type])
            item = PARKING_FEE if unit.use_type == UseType.PARKING else FEE
            out.append(Charge(unit.unit, item, period, Fen(monthly_fee(unit)), due))
            if unit.unit in metered:
                out.append(
                    Charge(unit.unit, ENERGY, period, Fen(rng.randrange(4_000, 26_000)), due)
                )
    return tuple(out)


def bills(charged: Iterable[Charge]) -> dict[str, tuple[Bill, ...]]:
    """Return each unit's bills, oldest first."""
    out: dict[str, dict[str, Bill]] = {}
    for charge in charged:
        own = out.setdefault(charge.unit, {})
        known = own.get(charge.period)
        amount = charge.amount + (known.amount if known else 0)
        own[charge.period] = Bill(charge.period, charge.due, amount)
    return {unit: tuple(own.values()) for unit, own in out.items()}


def _before(bill: Bill, days: int) -> date:
    """Return the day some days before the due date, within the month that is charged."""
    return max(bill.due - timedelta(days), bill.due.replace(day=1))


def _on_time(own: Sequence[Bill], role: Role, rng: Random) -> list[Money]:
    usual = rng.randrange(1, 11)
    return [Money(_before(bill, usual + rng.randrange(4)), bill.amount) for bill in own]


def _named(own: Sequence[Bill], role: Role, rng: Random) -> list[Money]:
    paid = zip(own, _on_time(own, role, rng), strict=True)
    return [Money(money.day, money.amount, bill.period) for bill, money in paid]


def _together(own: Sequence[Bill], role: Role, rng: Random) -> list[Money]:
    return [Money(bill.due.replace(day=6), bill.amount) for bill in own]


def _late(own: Sequence[Bill], role: Role, rng: Random) -> list[Money]:
    usual = rng.randrange(12, 38)
    return [Money(bill.due + timedelta(usual + rng.randrange(4)), bill.amount) for bill in own]


def _slipping(own: Sequence[Bill], role: Role, rng: Random) -> list[Money]:
    """Paid in time for two years; since half a year a little later each month (R8.7)."""
    start = len(own) - 7
    delays = (2, 4, 7, 10, 12, 14, 16)
    later = [
        Money(b.due + timedelta(days), b.amount)
        for b, days in zip(own[start:], delays, strict=True)
    ]
    return [*_on_time(own[:start], role, rng), *later]


def _in_two(own: Sequence[Bill], role: Role, rng: Random) -> list[Money]:
    out = []
    for bill in own:
        first = bill.amount * rng.randrange(4, 7) // 10
        out.append(Money(_before(bill, 9), first))
        out.append(Money(_before(bill, 1), bill.amount - first))
    return out


def _ahead(own: Sequence[Bill], role: Role, rng: Random) -> list[Money]:
    """A year at once, before it begins; with 5 % off where the tale says so (R8.5)."""
    start = 8 if role.tale == "discount" else rng.randrange(1, 12)
    out = [Money(_before(own[0], 12), sum(b.amount for b in own[:start]))]
    for first in range(start, len(own), 12):
        year = own[first].amount * 12
        # Once only, for the newest year: the offer was made for that year.
        off = year * 5 // 100 if role.tale == "discount" and first + 12 >= len(own) else 0
        out.append(Money(_before(own[first], 25), year - off, discount=off))
    return out


def _yearly(own: Sequence[Bill], role: Role, rng: Random) -> list[Money]:
    """A year at once, after it is over."""
    out = []
    for end in range(len(own) - role.months, 0, -12):
        start = max(end - 12, 0)
        paid = sum(b.amount for b in own[start:end])
        out.append(Money(own[end - 1].due + timedelta(9), paid))
    return out


def _stopped(own: Sequence[Bill], role: Role, rng: Random) -> list[Money]:
    return _on_time(own[: LATEST - role.months], role, rng)


def _token(own: Sequence[Bill], role: Role, rng: Random) -> list[Money]:
    """Stopped, but for a part of the oldest bill some months later."""
    oldest = own[LATEST - role.months]
    part = Money(oldest.due + timedelta(150), oldest.amount * 6 // 10, oldest.period)
    return [*_stopped(own, role, rng), part]


def _short(own: Sequence[Bill], role: Role, rng: Random) -> list[Money]:
    """Pays two thirds of each bill, and is a little further behind each month."""
    start = LATEST - role.months
    parts = [Money(b.due + timedelta(4), b.amount * 2 // 3) for b in own[start:]]
    return [*_on_time(own[:start], role, rng), *parts]


def _catches_up(own: Sequence[Bill], start: int, day: date, rng: Random) -> list[Money]:
    """Nothing from bill `start` on, then on `day` everything due by then; later in time."""
    lump = sum(b.amount for b in own[start:] if b.due <= day)
    after = [b for b in own[start:] if b.due > day]
    later = [Money(max(_before(b, 5), day), b.amount) for b in after]
    return [Money(day, lump), *later]


def cured_on(own: Sequence[Bill], role: Role) -> date:
    """Return the day on which an owner who had stopped paid everything, after our letters."""
    days = 196 if role.habit == "cured_by_lawyer" else 116
    return own[LATEST - role.months].due + timedelta(days)


def _cured(own: Sequence[Bill], role: Role, rng: Random) -> list[Money]:
    start = LATEST - role.months
    day = cured_on(own, role)
    return [*_on_time(own[:start], role, rng), *_catches_up(own, start, day, rng)]


Habit = Callable[[Sequence[Bill], Role, Random], list[Money]]
HABITS: Mapping[str, Habit] = MappingProxyType(
    {
        "on_time": _on_time,
        "named": _named,
        "together": _together,
        "late": _late,
        "slipping": _slipping,
        "in_two": _in_two,
        "ahead": _ahead,
        "yearly": _yearly,
        "stopped": _stopped,
        "plan": _stopped,  # what the plan brings in comes with the plan
        "token": _token,
        "short": _short,
        "cured": _cured,
        "cured_by_lawyer": _cured,
    }
)


def income(
    billed: Mapping[str, Sequence[Bill]], roles: Mapping[str, Role], as_of: date, rng: Random
) -> dict[str, tuple[Money, ...]]:
    """Return each unit's money in, up to the day before `as_of`, in order of days."""
    out = {}
    for unit, own in billed.items():
        role = roles[unit]
        money = HABITS[role.habit](own, role, rng)
        known = [m for m in money if m.day < as_of and m.amount > 0]
        out[unit] = tuple(sorted(known, key=lambda m: (m.day, m.period)))
    return out


def receipts(
    units: Iterable[Unit], paid: Mapping[str, Sequence[Money]], roles: Mapping[str, Role]
) -> tuple[Payment, ...]:
    """Return the rows of 收款: one voucher per transfer, one row per unit that it was for."""
    rows = []
    for unit in units:
        together = roles[unit.unit].habit == "together"
        # The same people pay the same way; no need to draw it.
        channel = "银行转账" if together else CHANNELS[sum(map(ord, unit.unit)) % len(CHANNELS)]
        payer = unit.owner if together else unit.unit
        rows += [(m.day, payer, unit.unit, m, channel) for m in paid[unit.unit]]
    rows.sort(key=lambda row: (row[0], row[1], row[2], row[3].period))
    out, numbers = [], dict[tuple[date, str], str]()
    counted: dict[str, int] = {}
    for day, payer, name, money, channel in rows:
        if (day, payer) not in numbers:
            month = f"{day:%Y%m}"
            counted[month] = counted.get(month, 0) + 1
            numbers[day, payer] = f"SK{month}-{counted[month]:04d}"
        voucher = numbers[day, payer]
        out.append(Payment(name, day, Fen(money.amount), channel, money.period, voucher))
    return tuple(out)
