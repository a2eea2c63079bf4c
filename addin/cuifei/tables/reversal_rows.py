"""Which rows of 应收 and 收款 take an earlier one back, and what of them cannot be taken?

A row below zero says so (冲红, 红字, 退款 … in its own column, its note or, of a
payment, its channel), and what it takes back: a payment by the voucher, in that
column, in the note, or as its own; a charge by item and period.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeAlias

from cuifei.domain.account.former import home_key
from cuifei.domain.account.reversals import undone, voucher_key
from cuifei.domain.money import text as money_text
from cuifei.domain.plain_text import half_width
from cuifei.domain.problems import Message, say
from cuifei.domain.records import Charge, Payment
from cuifei.tables.cells import normal
from cuifei.tables.findings import Findings

_MARK = re.compile(
    "冲[红销正账减回]|红冲|红字|退[款费回还票汇]|revers|refund|bounced", re.IGNORECASE
)
Key: TypeAlias = tuple[str, str, str]  # unit, item, period
_SHORT = 4  # a number of fewer digits in a note may be a month or a room


def payments(rows: Iterable[Payment], findings: Findings) -> tuple[Payment, ...]:
    """Return the payments; one below zero names what it takes back, or is left out and told.

    What was paid before a sale may be taken back on the row of either owner (former.py).
    """
    every = tuple(row for row in rows if row.amount < 0 or _is_receipt(row, findings))
    if all(row.amount > 0 for row in every):
        return every
    units: defaultdict[str, list[Payment]] = defaultdict(list)
    for row in every:
        units[home_key(row.unit)].append(row)
    accepted: list[Payment] = []
    for own in units.values():
        known = {voucher_key(row.voucher): row.voucher for row in own if row.amount > 0}
        known.pop("", None)
        accepted += _understood([_named(row, known) for row in own], findings)
    place = {row.row: n for n, row in enumerate(every)}
    return tuple(sorted(accepted, key=lambda row: place[row.row]))


def _is_receipt(row: Payment, findings: Findings) -> bool:
    """Return whether a row above zero is money that came; what it says against that is told.

    A refund that somebody typed without its sign would count as paid.
    """
    if not (row.reverses or row.note or row.channel):
        return True
    against = bool(row.reverses or _MARK.search(row.channel))
    if not (against or _MARK.search(row.note)):
        return True
    taken, left_out = (
        say(
            "the row says that it takes money back, and its amount is above zero: it counts as"
            " money received"
        ),
        say("the row takes money back, and its amount is above zero; the row is left out"),
    )
    findings.add(
        "amount",
        row.row,
        left_out if against else taken,
        say("Write the amount below zero if it was paid back; else take those words away"),
    )
    return not against


def _named(row: Payment, known: dict[str, str]) -> Payment:
    """Return a row below zero with the vouchers that it takes back; blank where it is unmarked."""
    if row.amount > 0:
        return row
    words = f"{row.note} {row.channel}"
    if not (row.reverses or _MARK.search(words)):
        return replace(row, reverses="")
    vouchers = _vouchers(f"{row.reverses} {words}", known.values())
    if not vouchers and voucher_key(row.reverses) in known:
        vouchers = [row.reverses]
    if not vouchers and voucher_key(row.voucher) in known:
        vouchers = [row.voucher]
    return replace(row, reverses="、".join(vouchers))


def _vouchers(text: str, known: Iterable[str]) -> list[str]:
    """Return the vouchers that a text names: SK-1-2 is not SK-1."""
    named, plain = [], half_width(text).casefold()
    for voucher in sorted(known, key=len, reverse=True):
        key = half_width(voucher).strip().casefold()
        if key.isdigit() and len(key) < _SHORT:
            continue
        plain, times = re.subn(rf"(?<![0-9a-z]){re.escape(key)}(?![0-9a-z])", " ", plain)
        if times:
            named.append(voucher)
    return named


def _understood(rows: list[Payment], findings: Findings) -> list[Payment]:
    """Return the rows of one unit, less those below zero that take back nothing or too much."""
    bad: set[int] = set()
    while orphans := [x for x in undone(r for r in rows if r.row not in bad) if x.left]:
        first = orphans[-1]
        bad.add(first.row.row)
        remedy = say(
            "Beside it, write “reversal” or “refund” and the voucher of the payment that it takes"
            " back; to undo a wrong row, correct the row itself"
        )
        if first.partners:
            what = say(
                "{amount} is more than is left of the payment {voucher} that it takes back; the row"
                " is left out",
                amount=money_text(first.row.amount),
                voucher=first.row.reverses,
            )
        else:
            what = say(
                "the amount {amount} is not above zero, and no earlier payment that it takes back"
                " is named; the row is left out",
                amount=money_text(first.row.amount),
            )
        findings.add("amount", first.row.row, what, remedy)
    return [row for row in rows if row.row not in bad]


def unique_charges(charges: Iterable[Charge], findings: Findings) -> tuple[Charge, ...]:
    """Return the charges; of one that stands twice (unit, item, period), the first row is kept.

    Where what stood there before is wholly taken back (冲红), the charge is written anew.
    """
    every = tuple(charges)
    back: Counter[Key] = Counter()
    for charge in every:
        if charge.amount < 0 and _is_marked(charge):
            back[_key(charge)] -= charge.amount
    first: dict[Key, Charge] = {}
    standing: Counter[Key] = Counter()
    accepted = []
    for charge in every:
        key = _key(charge)
        if charge.amount > 0 and standing[key] > back[key]:
            findings.add("period", charge.row, *_twice(charge, first[key], findings))
            continue
        if charge.amount > 0:
            first[key] = charge
            standing[key] += charge.amount
        accepted.append(charge)
    return tuple(sorted(accepted, key=lambda charge: charge.amount < 0))


def _twice(charge: Charge, earlier: Charge, findings: Findings) -> tuple[Message, Message]:
    what = say(
        "unit {unit}, {item}, {period} is charged in row {row} already; this row is left out",
        unit=charge.unit,
        item=charge.item,
        period=charge.period,
        row=findings.shown(earlier.row),
    )
    remedy = say("Delete one of the two rows, or give a different fee its own item name")
    return what, remedy


def charges(rows: Iterable[Charge], findings: Findings) -> tuple[Charge, ...]:
    """Return the charges; one below zero that takes back no charge, or too much, is left out."""
    every = tuple(rows)
    left: defaultdict[Key, int] = defaultdict(int)
    spelt: dict[Key, str] = {}
    for row in every:
        if row.amount > 0:
            left[_key(row)] += row.amount
            spelt.setdefault(_key(row), row.item)
    accepted = []
    for row in every:
        if row.amount < 0:
            if not _taken_back(row, left, findings):
                continue
            row = replace(row, item=spelt[_key(row)])
        accepted.append(row)
    return tuple(accepted)


def _is_marked(row: Charge | Payment) -> bool:
    """Return whether a row says that it takes another one back."""
    return bool(row.reverses or _MARK.search(row.note))


def _key(row: Charge) -> Key:
    return row.unit, normal(row.item), row.period


def _taken_back(row: Charge, left: dict[Key, int], findings: Findings) -> bool:
    if _is_marked(row) and left[_key(row)] + row.amount >= 0:
        left[_key(row)] += row.amount
        return True
    what = say(
        "the amount {amount} is not above zero, and takes back no charge of this unit, item and"
        " period that is as large; the row is left out",
        amount=money_text(row.amount),
    )
    remedy = say(
        "Write “reversal” beside it, with the item and period of the charge that it takes back; to"
        " undo a wrong row, correct the row itself"
    )
    findings.add("amount", row.row, what, remedy)
    return False
