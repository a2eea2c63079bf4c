"""Which rows belong to which unit, and on which days do they begin to count?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol, TypeVar

from cuifei.domain.account import former
from cuifei.domain.account.delivery import in_order
from cuifei.domain.account.former import Sale
from cuifei.domain.records import (
    Charge,
    Contact,
    Decision,
    Hold,
    Instalment,
    Ledger,
    Letter,
    Payment,
    Unit,
)


class _OfUnit(Protocol):
    @property
    def unit(self) -> str: ...


_Row = TypeVar("_Row", bound=_OfUnit)
_Record = TypeVar("_Record", Charge, Payment, Contact, Hold, Instalment, Decision, Letter)


@dataclass(frozen=True, slots=True)
class Dossier:
    """One unit and all its rows, whatever their dates; letters oldest first."""

    unit: Unit
    charges: tuple[Charge, ...]
    payments: tuple[Payment, ...]
    contacts: tuple[Contact, ...]
    holds: tuple[Hold, ...]
    instalments: tuple[Instalment, ...]
    decisions: tuple[Decision, ...]
    letters: tuple[Letter, ...]

    def changes(self) -> Iterator[date]:
        """Yield the days on which a row begins or ends to count (charges excepted)."""
        yield from (payment.date for payment in self.payments)
        yield from (contact.date for contact in self.contacts)
        yield from (decision.date for decision in self.decisions)
        for hold in self.holds:
            yield hold.since
            if hold.until:
                yield hold.until + timedelta(1)
        for part in self.instalments:
            if part.agreed:
                yield part.agreed
        for letter in self.letters:
            yield from (day for day in (letter.date, letter.sent, letter.served) if day)


def dossiers(ledger: Ledger) -> Mapping[str, Dossier]:
    """Return the dossier of every unit, grouping each table once: linear in the rows.

    Rows of units that are not in 房产 belong to no dossier; the reader reports them. What is a
    former owner's goes to theirs (former.py).
    """
    charges, payments = _by_unit(ledger.charges), _by_unit(ledger.payments)
    contacts, holds = _by_unit(ledger.contacts), _by_unit(ledger.holds)
    instalments, decisions = _by_unit(ledger.instalments), _by_unit(ledger.decisions)
    letters = _by_unit(sorted(ledger.letters, key=in_order))
    by_unit = {
        key: Dossier(
            unit,
            charges.get(key, ()),
            payments.get(key, ()),
            contacts.get(key, ()),
            holds.get(key, ()),
            instalments.get(key, ()),
            decisions.get(key, ()),
            letters.get(key, ()),
        )
        for key, unit in ledger.units.items()
    }
    return _split(by_unit)


def _by_unit(rows: Iterable[_Row]) -> dict[str, tuple[_Row, ...]]:
    groups: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        groups[row.unit].append(row)
    return {unit: tuple(group) for unit, group in groups.items()}


def _split(rows: Mapping[str, Dossier]) -> Mapping[str, Dossier]:
    """Return the dossiers with what each former owner's time was in that of their row."""
    every = dict(rows)
    for base, sold in former.sales({key: own.unit for key, own in rows.items()}).items():
        for sale in sold:
            every[sale.seller], every[base] = _parted(every[sale.seller], every[base], sale)
    return every


def _parted(old: Dossier, new: Dossier, sale: Sale) -> tuple[Dossier, Dossier]:
    """Return both dossiers, what is the seller's moved from `new` to `old`, and named for them."""
    until, key = sale.until, sale.seller
    charges = former.charges(old.charges, new.charges, until)
    alone = {c.period for c in charges[0]} - {c.period for c in charges[1]}
    payments = former.payments(old.payments, new.payments, until, alone)
    contacts = former.cut(new.contacts, lambda row: row.date < until)
    holds = former.holds(new.holds, until)
    parts = former.plans(new.instalments, until)
    decisions = former.cut(new.decisions, lambda row: row.date < until)
    letters = former.cut(new.letters, lambda row: sale.has(row.date, row.file))
    sellers = Dossier(
        old.unit,
        _named(key, charges[0]),
        _named(key, payments[0]),
        (*_named(key, contacts[0]), *old.contacts),
        (*_named(key, holds[0]), *old.holds),
        (*_named(key, parts[0]), *old.instalments),
        (*_named(key, decisions[0]), *old.decisions),
        tuple(sorted((*_named(key, letters[0]), *old.letters), key=in_order)),
    )
    buyers = Dossier(
        new.unit,
        charges[1],
        _named(new.unit.unit, payments[1]),
        contacts[1],
        holds[1],
        parts[1],
        decisions[1],
        letters[1],
    )
    return sellers, buyers


def _named(unit: str, rows: Iterable[_Record]) -> tuple[_Record, ...]:
    return tuple(replace(row, unit=unit) for row in rows)
