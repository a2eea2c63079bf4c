"""What is a unit charged for a period, and by which arithmetic? (应收 from 房产)

A home or shop by area × price, an entrusted home at 70 % of that, a parking
space by its own price; a unit without an area by its price alone. Exact
fractions, half up to the fen once.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from cuifei.domain import money
from cuifei.domain.account.late_fee import share
from cuifei.domain.codes import UseType
from cuifei.domain.money import Fen
from cuifei.domain.plain_text import half_width
from cuifei.domain.problems import Unreadable, say
from cuifei.domain.records import Unit

ENTRUSTED = Fraction(70, 100)
ITEMS = {UseType.PARKING: "停车费"}
ITEM = "物业费"


@dataclass(frozen=True, slots=True)
class Fee:
    """What is charged, in fen, and how it was reckoned, as it is written beside it."""

    amount: Fen
    arithmetic: str


def fee(unit: Unit, months: int) -> Fee:
    """Return a unit's fee for so many months; Unreadable where 房产 does not say enough.

    >>> fee(Unit("a", "甲一", area="89.37", price="2.20"), 1)
    Fee(amount=19661, arithmetic='89.37×2.20=196.61')
    >>> fee(Unit("b", "甲一", use_type="entrusted", area="100", price="2"), 3)
    Fee(amount=42000, arithmetic='100×2×70%×3=420.00')
    >>> fee(Unit("c", "甲一", use_type="parking", price="150", area="12"), 1).amount
    15000
    """
    price = _number(unit.price)
    if price is None:
        raise Unreadable(
            say("unit {unit} has no price that can be read", unit=unit.unit),
            say("Type the price in yuan a month as a plain number, such as 2.20"),
        )
    factors, parts = price, [unit.price.strip()]
    flat = unit.use_type == UseType.PARKING or (
        unit.use_type == UseType.SHOP and not unit.area.strip()
    )
    if not flat:
        area = _number(unit.area)
        if area is None:
            raise Unreadable(
                say("unit {unit} has no area that can be read", unit=unit.unit),
                say("Type the area in square metres as a plain number, such as 89.5"),
            )
        factors, parts = area * price, [unit.area.strip(), *parts]
    if unit.use_type == UseType.ENTRUSTED:
        factors, parts = factors * ENTRUSTED, [*parts, "70%"]
    if months != 1:
        factors, parts = factors * months, [*parts, str(months)]
    amount = Fen(share(100, factors))
    return Fee(amount, f"{'×'.join(parts)}={money.plain(amount)}")


def _number(typed: str) -> Fraction | None:
    """Return a positive number as typed, None where it is none."""
    plain = half_width(typed).replace(",", "").strip()
    if not re.fullmatch(r"\d+(\.\d+)?", plain):
        return None
    number = Fraction(plain)
    return number if number > 0 else None
