"""Which rows of 应收 and 收款 take an earlier one back, and what of them cannot be taken?

A row below zero says so (冲红, 红字, 退款 … in its own column, its note or, of a
payment, its channel), and what it takes back: a payment by the voucher, in that
column, in the note, or as its own; a charge by item and period.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from cuifei.domain.account.former import home_key
from cuifei.domain.account.reversals import undone, voucher_key
from cuifei.domain.money import text as money_text
from cuifei.domain.problems import say
from cuifei.domain.records import Charge, Payment
from cuifei.tables.cells import normal
from cuifei.tables.findings import Findings

_MARK = re.compile("冲红|红冲|红字|冲销|冲正|冲账|退款|退费|退回|退还|revers|refund", re.IGNORECASE)
_SHORT = 4  # a number of fewer digits in a note may be a month or a room


def payments(rows: Iterable[Payment], findings: Findings) -> tuple[Payment, ...]:
    """Return the payments; one below zero names what it takes back, or is left out and told.

    What was paid before a sale may be taken back on the row of either owner (former.py).
    """
    every = tuple(rows)
    if all(row.amount > 0 for row in every):
        return every
    units: defaultdict[str, list[Payment]] = defaultdict(list)
    for row in every:
        units[home_key(row.unit)].append(row)
    kept: list[Payment] = []
    for own in units.values():
        known = {voucher_key(row.voucher): row.voucher for row in own if row.amount > 0}
        known.pop("", None)
        kept += _understood([_named(row, known) for row in own], findings)
    place = {row.row: n for n, row in enumerate(every)}
    return tuple(sorted(kept, key=lambda row: place[row.row]))


def _named(row: Payment, known: dict[str, str]) -> Payment:
    """Return a row below zero with the vouchers that it takes back; blank where it is unmarked."""
    if row.amount > 0:
        return row
    words = f"{row.note} {row.channel}"
    if not (row.reverses or _MARK.search(words)):
        return replace(row, reverses="")
    text = f"{row.reverses} {words}"
    found = [typed for typed in known.values() if _names(text, typed)]
    if not found and voucher_key(row.reverses) in known:
        found = [row.reverses]
    if not found and voucher_key(row.voucher) in known:
        found = [row.voucher]
    return replace(row, reverses="、".join(found))


def _names(text: str, voucher: str) -> bool:
    plain = unicodedata.normalize("NFKC", text).casefold()
    key = unicodedata.normalize("NFKC", voucher).strip().casefold()
    if key.isdigit() and len(key) < _SHORT:
        return False
    return bool(re.search(rf"(?<![0-9a-z]){re.escape(key)}(?![0-9a-z])", plain))


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


def charges(rows: Iterable[Charge], findings: Findings) -> tuple[Charge, ...]:
    """Return the charges; one below zero that takes back no charge, or too much, is left out."""
    every = tuple(rows)
    left: defaultdict[tuple[str, str, str], int] = defaultdict(int)
    spelt: dict[tuple[str, str, str], str] = {}
    for row in every:
        if row.amount > 0:
            left[_key(row)] += row.amount
            spelt.setdefault(_key(row), row.item)
    kept = []
    for row in every:
        if row.amount < 0:
            if not _taken_back(row, left, findings):
                continue
            row = replace(row, item=spelt[_key(row)])
        kept.append(row)
    return tuple(kept)


def _key(row: Charge) -> tuple[str, str, str]:
    return row.unit, normal(row.item), row.period


def _taken_back(row: Charge, left: dict[tuple[str, str, str], int], findings: Findings) -> bool:
    marked = row.reverses or _MARK.search(row.note)
    if marked and left[_key(row)] + row.amount >= 0:
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
