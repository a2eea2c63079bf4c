"""Which rows belong to which unit, and on which days do they begin to count?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from cuifei.domain.account.delivery import in_order
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

    Rows of units that are not in 房产 belong to no dossier; the reader reports them.
    """
    charges, payments = _by_unit(ledger.charges), _by_unit(ledger.payments)
    contacts, holds = _by_unit(ledger.contacts), _by_unit(ledger.holds)
    instalments, decisions = _by_unit(ledger.instalments), _by_unit(ledger.decisions)
    letters = _by_unit(sorted(ledger.letters, key=in_order))
    return {
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


def _by_unit(rows: Iterable[_Row]) -> dict[str, tuple[_Row, ...]]:
    groups: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        groups[row.unit].append(row)
    return {unit: tuple(group) for unit, group in groups.items()}
