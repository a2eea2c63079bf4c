"""Who owed before the unit was sold? (过户: the day splits the debt between old and new owner)

Who sold keeps a row of their own in 房产: the unit with （原业主） behind it, and 过户日期. What
fell due before that day is theirs, and so are the payments, letters, contacts, plans and decisions
from before it, though all of these stay typed under the unit. A later payment for a period that is
theirs alone is theirs too, and a later letter whose file names them. What takes a row back goes
where that row went. Nobody is asked for what another one owes. (R9.4b)
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from cuifei.domain.account.reversals import undone
from cuifei.domain.codes import HoldReason
from cuifei.domain.keys import sold_unit, unit_key
from cuifei.domain.money import Fen
from cuifei.domain.records import Charge, Hold, Instalment, Letter, Payment, Unit

_Any = TypeVar("_Any")
_Cut = tuple[tuple[_Any, ...], tuple[_Any, ...]]


@dataclass(frozen=True, slots=True)
class Sale:
    """One sale of a unit. `seller`: their row in 房产; `name`: theirs, "" if the buyer has it."""

    seller: str
    until: date
    name: str

    def has(self, day: date, file: str) -> bool:
        """Return whether a letter is the seller's: of their days, or with their name on its file.

        Who learns late of a sale has written to the seller until then.
        """
        return day < self.until or bool(self.name and self.name in file)


def sales(units: Mapping[str, Unit]) -> Mapping[str, tuple[Sale, ...]]:
    """Return the sales of each unit, the first one first."""
    if not any(unit.owner_until for unit in units.values()):
        return {}  # nobody sold: the usual case costs nothing
    keys = {unit_key(key): key for key in units}
    by_base: dict[str, list[Sale]] = {}
    for key, unit in units.items():
        base = keys.get(unit_key(sold_unit(key)))
        if base and unit.owner_until:
            name = "" if unit.owner in units[base].owner else unit.owner
            by_base.setdefault(base, []).append(Sale(key, unit.owner_until, name))
    return {
        base: tuple(sorted(each, key=lambda sale: sale.until)) for base, each in by_base.items()
    }


def addressee(sold: Mapping[str, tuple[Sale, ...]], letter: Letter) -> str:
    """Return the row of 房产 of whom a letter is to, which may be typed under the unit."""
    return holder(sold, letter.unit, letter.date, letter.file)


def holder(sold: Mapping[str, tuple[Sale, ...]], unit: str, day: date, file: str = "") -> str:
    """Return the row of 房产 of whom a paper about the unit of that day is to."""
    own = (sale.seller for sale in sold.get(unit, ()) if sale.has(day, file))
    return next(own, unit)


def home_key(unit: str) -> str:
    """Return what the rows of a unit's owners, former and new, have in common.

    >>> home_key("a-1（原业主）") == home_key("Ａ-1")
    True
    """
    return unit_key(sold_unit(unit) or unit)


def cut(rows: Iterable[_Any], theirs: Callable[[_Any], bool]) -> _Cut[_Any]:
    """Return the rows that are the seller's, and the others."""
    sellers: list[_Any] = []
    others: list[_Any] = []
    for row in rows:
        (sellers if theirs(row) else others).append(row)
    return tuple(sellers), tuple(others)


def charges(old: Iterable[Charge], new: Sequence[Charge], until: date) -> _Cut[Charge]:
    """Return the charges of both owners. `old`: typed under the seller's row; `new`: the unit's."""
    ours = {(c.item, c.period) for c in new if c.amount > 0 and c.due >= until}
    theirs = {(c.item, c.period) for c in (*old, *new) if c.amount > 0} - ours

    def sellers(row: Charge) -> bool:
        item_period = row.item, row.period
        if row.amount < 0 and item_period in ours | theirs:
            return item_period in theirs
        return row.due < until

    moved, buyers = cut(new, sellers)
    return (*moved, *old), buyers


def payments(
    old: Sequence[Payment], new: Sequence[Payment], until: date, alone: set[str]
) -> _Cut[Payment]:
    """Return the payments of both owners; see `charges`. `alone`: periods that only they owe.

    A row that takes back money of both is split between them.
    """
    early, late = cut(new, lambda row: row.date < until or row.period in alone)
    theirs, ours = [*early, *old], list(late)
    sellers = set(map(id, theirs))
    for reversal in undone((*new, *old)):
        if not reversal.partners:
            continue
        of_seller = sum(part for paid, part in reversal.partners if id(paid) in sellers)
        of_seller += reversal.left if id(reversal.row) in sellers else 0
        for rows, part in ((theirs, of_seller), (ours, -reversal.row.amount - of_seller)):
            rows[:] = [row for row in rows if row is not reversal.row]
            if part:
                rows.append(replace(reversal.row, amount=Fen(-part)))
    return tuple(theirs), tuple(ours)


def holds(rows: Iterable[Hold], until: date) -> _Cut[Hold]:
    """Return the holds of both owners: that the unit is sold on the day is said of the seller."""
    return cut(
        rows,
        lambda row: row.since < until or (row.reason == HoldReason.SOLD and row.since == until),
    )


def plans(rows: Sequence[Instalment], until: date) -> _Cut[Instalment]:
    """Return the plans of both owners; one without a day of agreement is as old as its first part.

    No plan is torn.
    """
    first = min((row.due for row in rows if not row.agreed), default=until)
    return cut(rows, lambda row: (row.agreed or first) < until)
