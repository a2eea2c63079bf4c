"""Which rows belong to which unit, and on which days do they begin to count?"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol, TypeVar

from cuifei.domain.account.delivery import in_order
from cuifei.domain.account.former import former_owners
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
_Any = TypeVar("_Any")


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
    found = {
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
    return _split(found)


def _by_unit(rows: Iterable[_Row]) -> dict[str, tuple[_Row, ...]]:
    groups: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        groups[row.unit].append(row)
    return {unit: tuple(group) for unit, group in groups.items()}


def _split(rows: Mapping[str, Dossier]) -> Mapping[str, Dossier]:
    """Return the dossiers with what each former owner's time was in that of their row."""
    every = dict(rows)
    for base, sellers in former_owners({key: own.unit for key, own in rows.items()}).items():
        for key in sellers:
            until = every[key].unit.owner_until
            if until is not None:
                every[key], every[base] = _parted(every[key], every[base], until)
    return every


def _parted(old: Dossier, new: Dossier, until: date) -> tuple[Dossier, Dossier]:
    """Return both dossiers, the rows from before `until` moved from `new` to `old`."""
    theirs, ours = _cut(new.charges, lambda row: row.due < until)
    alone = {c.period for c in theirs} - {c.period for c in ours}
    paid = _cut(new.payments, lambda row: row.date < until or row.period in alone)
    contacts = _cut(new.contacts, lambda row: row.date < until)
    holds = _cut(new.holds, lambda row: row.since < until)
    parts = _cut(new.instalments, lambda row: row.agreed is not None and row.agreed < until)
    decisions = _cut(new.decisions, lambda row: row.date < until)
    letters = _cut(new.letters, lambda row: row.date < until)
    moved = replace(
        old,
        charges=(*theirs, *old.charges),
        payments=(*paid[0], *old.payments),
        contacts=(*contacts[0], *old.contacts),
        holds=(*holds[0], *old.holds),
        instalments=(*parts[0], *old.instalments),
        decisions=(*decisions[0], *old.decisions),
        letters=(*letters[0], *old.letters),
    )
    kept = replace(
        new,
        charges=ours,
        payments=paid[1],
        contacts=contacts[1],
        holds=holds[1],
        instalments=parts[1],
        decisions=decisions[1],
        letters=letters[1],
    )
    return moved, kept


def _cut(
    rows: Iterable[_Any], before: Callable[[_Any], bool]
) -> tuple[tuple[_Any, ...], tuple[_Any, ...]]:
    first: list[_Any] = []
    rest: list[_Any] = []
    for row in rows:
        (first if before(row) else rest).append(row)
    return tuple(first), tuple(rest)
