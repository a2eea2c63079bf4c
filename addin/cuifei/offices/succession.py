"""What does a later file say in comparison with the earlier one: what is new, gone, another sum?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cuifei.domain.keys import unit_key
from cuifei.offices import amounts, dates
from cuifei.offices.extract import Extract
from cuifei.offices.words import PREVIOUS_PERIOD
from cuifei.ooxml.values import Cell
from cuifei.tables.port import TableRows

Key = tuple[str, str, str]
_LITTLE = 5  # a fifth in common shows that both files tell of the same debts


@dataclass(frozen=True, slots=True)
class Said:
    """What a file says: its charges and payments, and its units as they are typed.

    `bare`: its amounts are of no period, so they are all that is owed.
    """

    charges: Mapping[Key, Decimal]
    payments: Mapping[Key, Decimal]
    units: Mapping[str, str]
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """The later file against the earlier one; amounts in yuan, units as they are typed."""

    new: Mapping[Key, Decimal]
    changed: Mapping[Key, tuple[Decimal, Decimal]]
    gone: Mapping[Key, Decimal]
    new_payments: int
    units_new: tuple[str, ...]
    units_gone: tuple[str, ...]


def said(extracts: Iterable[Extract]) -> Said:
    """Return what the blocks of a file say, unit by unit."""
    charges: dict[Key, Decimal] = defaultdict(Decimal)
    payments: dict[Key, Decimal] = defaultdict(Decimal)
    units: dict[str, str] = {}
    now = [extract for extract in extracts if extract.block.kind != "former"]
    for entry in (entry for extract in now for entry in extract.entries):
        typed = str(entry.cells.get("unit") or "")
        if not typed:
            continue
        unit, amount = unit_key(typed), entry.cells.get("amount")
        units.setdefault(unit, typed)
        if entry.table == "charges" and isinstance(amount, Decimal):
            charges[unit, *_names(entry.cells, "item", "period")] += amount
        elif entry.table == "payments" and isinstance(amount, Decimal):
            payments[unit, *_names(entry.cells, "date", "voucher")] += amount
    return Said(charges, payments, units, _bare(now))


def _bare(extracts: Iterable[Extract]) -> bool:
    """Return whether nothing in the blocks of charges names a period: neither rows nor titles."""
    named = {"period", "from", "due"}
    return all(
        not named & set(extract.block.columns)
        and "period" not in extract.block.facts
        and not any(a.period for a in extract.block.amounts)
        for extract in extracts
        if extract.block.kind == "charges"
    )


def _names(cells: Mapping[str, Cell], *fields: str) -> tuple[str, str]:
    first, second = (str(cells.get(name) or "") for name in fields)
    return first, second


def compared(old: Said, new: Said) -> Compared:
    """Return what the later file changes."""
    return Compared(
        {k: v for k, v in new.charges.items() if k not in old.charges},
        {
            key: (old.charges[key], value)
            for key, value in new.charges.items()
            if key in old.charges and old.charges[key] != value
        },
        {k: v for k, v in old.charges.items() if k not in new.charges},
        sum(key not in old.payments for key in new.payments),
        tuple(typed for unit, typed in new.units.items() if unit not in old.units),
        tuple(typed for unit, typed in old.units.items() if unit not in new.units),
    )


def follows(old: Said, new: Said) -> str:
    """Return "replace" where the later file tells of the same debts anew; "" where it may not.

    It does where it repeats a share of them, where it has arrears of earlier periods, or
    where it says all that is owed without a period.
    """
    if (
        not old.charges
        or new.bare
        or any(period == PREVIOUS_PERIOD for _, _, period in new.charges)
    ):
        return "replace"
    return "replace" if overlap(old.charges, new.charges) else ""


def overlap(old: Iterable[Key], new: Iterable[Key]) -> bool:
    """Return whether two lists have a share in common."""
    old_keys, new_keys = set(old), set(new)
    return len(old_keys & new_keys) * _LITTLE >= max(1, min(len(old_keys), len(new_keys)))


def common_units(old: Mapping[str, str], new: Mapping[str, str]) -> float:
    """Return which share of the shorter list of units is in the other one too, 0 to 1."""
    return len(set(old) & set(new)) / max(1, min(len(old), len(new)))


def netted(old: Said, new: Said, ours: TableRows | None, since: str) -> tuple[str, bool]:
    """Return the last day of payments in our own 收款 that the new amounts have taken off; sure?

    A payment typed by us is off where the unit's amounts fell by as much; ("", True) says that
    none is. Where some units say so and others do not, nobody can know: (that day, False).
    """
    paid, days = paid_since(ours, since)
    fell = {unit: _fell(unit, old, new) for unit in paid}
    off = [fell[unit] >= paid[unit] for unit in paid]
    if not days or not any(fell.values()):
        return "", True
    return max(days), all(off)


def paid_since(ours: TableRows | None, since: str) -> tuple[Mapping[str, Decimal], Sequence[str]]:
    """Return what our own 收款 says was paid after a day, by unit, and the days of it."""
    paid: dict[str, Decimal] = defaultdict(Decimal)
    days: list[str] = []
    for cells in ours.rows.values() if ours else ():
        day = dates.read(cells.get("date"), "ymd")
        amount = amounts.read(cells.get("amount"), "point")
        if day and amount and day.isoformat() > since:
            paid[unit_key(str(cells.get("unit") or ""))] += amount
            days.append(day.isoformat())
    return paid, days


def _fell(unit: str, old: Said, new: Said) -> Decimal:
    return sum(
        (
            max(Decimal(0), value - new.charges.get(key, Decimal(0)))
            for key, value in old.charges.items()
            if key[0] == unit
        ),
        Decimal(0),
    )


def unpaid_only(extracts: Sequence[Extract]) -> bool:
    """Return whether a file holds what is still unpaid, and no payments of its own."""
    roles = {
        a.role
        for extract in extracts
        if extract.block.kind == "charges"
        for a in extract.block.amounts
    }
    return "unpaid" in roles or any("status" in extract.block.columns for extract in extracts)
