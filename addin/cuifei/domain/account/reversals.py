"""Which rows were taken back (冲红, 退款, 红字), and what stands without them?

Accountants delete no row: a row below zero takes back an earlier one, in whole
or in part. From its date on the earlier row is as if it had not been, or had
been so much less. So a reversed payment and its reversal together are nothing,
and nothing else of the account knows of reversals.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cuifei.domain.money import Fen
from cuifei.domain.plain_text import unspaced
from cuifei.domain.records import Charge, Payment


@dataclass(frozen=True, slots=True)
class Undone:
    """One row below zero and the earlier rows that it takes back, each with how much (fen).

    `left`: what it found nothing to take back for.
    """

    row: Payment
    partners: tuple[tuple[Payment, int], ...]
    left: int


def voucher_key(voucher: str) -> str:
    """Return a voucher as it is compared.

    >>> voucher_key(" ＳＫ-001 ")
    'sk-001'
    """
    return unspaced(voucher).casefold()


def vouchers(text: str) -> tuple[str, ...]:
    """Return the vouchers that a cell names, as they are compared.

    >>> vouchers("SK-1、SK-2")
    ('sk-1', 'sk-2')
    """
    return tuple(key for part in re.split("[、,，;；]", text) if (key := voucher_key(part)))


def undone(payments: Iterable[Payment]) -> tuple[Undone, ...]:
    """Return what each row below zero of one unit takes back, oldest first.

    It takes back rows with a voucher that it names and no later date: first
    those of its own period and amount, then the oldest.
    """
    rows = list(payments)
    if not any(row.amount < 0 for row in rows):
        return ()
    reversible = [(row, row.amount) for row in sorted(rows, key=_in_order) if row.amount > 0]
    reversals = []
    for row in sorted((r for r in rows if r.amount < 0), key=_in_order):
        named, wanted, partners = vouchers(row.reverses), -row.amount, []
        for index, (earlier, amount_left) in sorted(
            enumerate(reversible), key=lambda x: _fit(row, *x[1])
        ):
            part = min(wanted, amount_left)
            if part and earlier.date <= row.date and voucher_key(earlier.voucher) in named:
                partners.append((earlier, part))
                reversible[index] = (earlier, Fen(amount_left - part))
                wanted -= part
        reversals.append(Undone(row, tuple(partners), wanted))
    return tuple(reversals)


def _in_order(row: Payment) -> tuple[date, str, str, int]:
    return row.date, row.voucher, row.period, row.amount


def _fit(row: Payment, earlier: Payment, amount_left: int) -> tuple[bool, bool, date]:
    other_period = bool(row.period) and row.period != earlier.period
    return other_period, amount_left != -row.amount, earlier.date


def standing(payments: Sequence[Payment]) -> Sequence[Payment]:
    """Return the payments of one unit as they stand: none below zero, none that was taken back.

    A row below zero that names nothing is left out; the reader has told of it.
    """
    taken = undone(payments)
    if not taken:
        return payments
    less: dict[int, int] = {}
    for each in taken:
        for earlier, part in each.partners:
            less[id(earlier)] = less.get(id(earlier), 0) + part
    net_amounts = ((p, p.amount - less.get(id(p), 0)) for p in payments if p.amount > 0)
    return tuple(
        p if left == p.amount else replace(p, amount=Fen(left)) for p, left in net_amounts if left
    )


def standing_charges(charges: Iterable[Charge], as_of: date) -> Sequence[Charge]:
    """Return the charges of one unit as they stand on a day.

    A charge below zero takes back the one of its item and period: from its own
    date (到期日) on, or from the beginning where that is no later than the charge's. Where the
    charge was written anew, it takes back the first of them.
    """
    every = tuple(charges)
    if all(charge.amount > 0 for charge in every):
        return every
    reversals: defaultdict[tuple[str, str], list[_Back]] = defaultdict(list)
    for charge in sorted(every, key=lambda each: each.due):
        if charge.amount < 0:
            reversals[charge.item, charge.period].append(_Back(charge.due, -charge.amount))
    net_charges = []
    for charge in every:
        if charge.amount > 0:
            left = charge.amount - _taken(charge, reversals[charge.item, charge.period], as_of)
            net_charges.append(
                charge if left == charge.amount else replace(charge, amount=Fen(left))
            )
    return tuple(charge for charge in net_charges if charge.amount > 0)


@dataclass(slots=True)
class _Back:
    """What a charge below zero still takes back, in fen, and from which day on."""

    since: date
    left: int


def _taken(charge: Charge, reversals: Iterable[_Back], as_of: date) -> int:
    """Return the fen of a charge that are taken back on a day; `reversals` is used up."""
    wanted: int = charge.amount
    less = 0
    for each in reversals:
        part = min(wanted, each.left)
        wanted -= part
        each.left -= part
        if each.since <= max(as_of, charge.due):
            less += part
    return less
