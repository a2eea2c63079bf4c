"""Which columns might be money that counts, although no header says so? They are asked about.

A column that nobody understands must not be dropped in silence: a row's own
total may show that it is no part of the debt; where nothing does, a person says.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from cuifei.domain.problems import listed, say
from cuifei.files.source import Sheet
from cuifei.offices import amounts, blocks, mapping, periods
from cuifei.offices.blocks import Block
from cuifei.offices.doubts import Desk
from cuifei.offices.headers import Meaning
from cuifei.offices.identities import Proof
from cuifei.offices.mapping import Amount
from cuifei.offices.words import PREVIOUS_PERIOD
from cuifei.ooxml.a1 import column_letters
from cuifei.ooxml.values import Cell

_PROBE = 400  # rows that are looked at to see what a column holds
_LONGEST = 9  # digits of an amount before its decimals; longer numbers are phones and ids
_FEW = 10  # whole numbers below it count things, and no money
# Where a list says nothing else of money, a header with one of these may.
_OWED = re.compile(r"[款欠额账]|未付|\bdue\b|owe|balance|arrear", re.I)
_COUNTED = ("unpaid", "charge", "")


def holds_money(sheet: Sheet, block: Block, column: int, meant: Meaning) -> bool:
    """Return whether a column holds amounts, given what its header says."""
    typed, numbers = _filled(sheet, block, column)
    if not typed:
        return meant.sure >= 2
    return numbers * 2 >= len(typed) or (meant.sure >= 2 and numbers > 0)


def asked(
    sheet: Sheet, block: Block, money: Sequence[Amount], desk: Desk, proofs: Iterable[Proof]
) -> list[Amount]:
    """Return the money columns with those that were answered about; ask about the others.

    What the arithmetic of the rows explains (`proofs`) is not asked about.
    """
    proved = {n for proof in proofs for n in (*proof.explains, proof.result)}
    out = [_covering(sheet, block, amount, money, desk) for amount in money]
    _ask_words(sheet, block, desk)
    aged = any(meant.field == "bucket" for meant in block.meanings.values())
    counted = any(amount.role in _COUNTED for amount in out)
    if aged or _alone(sheet, block, out, desk):
        return out
    ours = blocks.our_columns(blocks.headers_at(sheet, block.first, block.last))
    for column in range(block.left, block.right + 1):
        field = block.meanings.get(column, Meaning()).field
        if column in {amount.column for amount in out} | ours or field not in ("", "amount"):
            continue
        if block.meanings.get(column, Meaning()).role == "rate":
            continue
        if answer := desk.answer("amount", column_letters(column)):
            out.append(mapping.amount(column, answer))
        elif column in proved:
            continue
        elif not (counted or desk.search or _OWED.search(block.headers.get(column, ""))):
            continue  # a list of units: its numbers say how large and how many
        elif _numbers(sheet, block, column) and not _explained(sheet, block, out, column):
            question = say(
                "what does the column “{header}” hold? Its numbers are not counted so far",
                header=" ".join(block.headers.get(column, column_letters(column)).split()),
            )
            answers = ("ignore", "unpaid", "charge", "paid")
            desk.ask(("amount", column_letters(column)), question, answers)
    return sorted(out, key=lambda amount: amount.column)


def _rows(block: Block) -> range:
    return range(block.last + 1, min(block.end, block.last + _PROBE) + 1)


def _filled(sheet: Sheet, block: Block, column: int) -> tuple[list[Cell], int]:
    """Return what a column holds that says something, and how much of it are numbers."""
    cells = (sheet.at(row, column) for row in _rows(block))
    typed = [cell for cell in cells if not amounts.nothing(cell)]
    return typed, sum(amounts.looks(cell) for cell in typed)


def holds_numbers(sheet: Sheet, block: Block, column: int) -> bool:
    """Return whether what a column holds are numbers for the most part."""
    typed, numbers = _filled(sheet, block, column)
    return bool(typed) and numbers * 4 >= len(typed) * 3


def _numbers(sheet: Sheet, block: Block, column: int) -> bool:
    """Return whether a column holds numbers that may be money: neither ids nor a running count."""
    typed, numbers = _filled(sheet, block, column)
    values = [v for cell in typed if (v := amounts.read(cell, "point")) is not None]
    if not values or numbers * 4 < len(typed):
        return False
    running = len(values) > 1 and all(b - a == 1 for a, b in pairwise(values))
    count = all(value == int(value) and abs(value) < _FEW for value in values)
    return not running and not count and all(abs(value) < 10**_LONGEST for value in values)


def _explained(sheet: Sheet, block: Block, money: Sequence[Amount], column: int) -> bool:
    """Return whether the rows' own totals are made of other columns than this one."""
    totals = [amount.column for amount in money if amount.role == "total"]
    parts = [amount.column for amount in money if amount.role in ("unpaid", "charge", "fee", "")]
    if not totals or not parts:
        return False
    value = _reader(sheet)
    rows = [row for row in _rows(block) if value(row, totals[-1]) and value(row, column)]
    agreeing = sum(sum(value(row, n) for n in parts) == value(row, totals[-1]) for row in rows)
    return bool(rows) and agreeing * 10 >= len(rows) * 9


def _reader(sheet: Sheet) -> Callable[[int, int], Decimal]:
    return lambda row, column: amounts.read(sheet.at(row, column), "point") or Decimal(0)


def _covering(
    sheet: Sheet, block: Block, amount: Amount, money: Sequence[Amount], desk: Desk
) -> Amount:
    """Return a column as a total where its period holds those of others and it sums them up."""
    parts = [other.column for other in money if _within(other, amount)]
    if not parts or desk.answer("amount", column_letters(amount.column)):
        return amount
    value = _reader(sheet)
    rows = [row for row in _rows(block) if value(row, amount.column)]
    agreeing = sum(sum(value(row, n) for n in parts) == value(row, amount.column) for row in rows)
    if rows and agreeing * 10 >= len(rows) * 9:
        return replace(amount, role="total")
    if rows:
        question = say(
            "the period of “{header}” holds those of other columns: is it their total?",
            header=" ".join(block.headers[amount.column].split()),
        )
        desk.ask(("amount", column_letters(amount.column)), question, ("total", "unpaid", "ignore"))
    return amount


def _within(part: Amount, whole: Amount) -> bool:
    """Return whether the period of `part` is a part of that of `whole`, for the same fee."""
    if (part.role, part.item) != (whole.role, whole.item) or whole.role not in _COUNTED:
        return False
    whole_span, part_span = _span(whole.period), _span(part.period)
    return bool(whole_span and part_span and whole_span != part_span) and _inside(
        part_span, whole_span
    )


def _inside(part: Sequence[date], whole: Sequence[date]) -> bool:
    return whole[0] <= part[0] and part[1] <= whole[1]


def _span(period: str) -> tuple[date, ...]:
    first, last = periods.start(period), periods.end(period)
    return (first, last) if first and last and period != PREVIOUS_PERIOD else ()


def _ask_words(sheet: Sheet, block: Block, desk: Desk) -> None:
    """Ask where the columns of months hold words and no amounts: √, 已缴."""
    names = list(_of_words(sheet, block))
    if names and desk.answer("fact", "words") == "":
        question = say(
            "the columns {names} hold words and no amounts; they are left out: go on?",
            names=listed(names[:4]),
        )
        desk.ask(("fact", "words"), question, ("yes",))


def _of_words(sheet: Sheet, block: Block) -> Iterator[str]:
    for column, meant in sorted(block.meanings.items()):
        typed, numbers = _filled(sheet, block, column)
        if meant.field == "amount" and (meant.period or meant.month) and typed and not numbers:
            yield " ".join(block.headers[column].split())


def _alone(sheet: Sheet, block: Block, money: Sequence[Amount], desk: Desk) -> bool:
    """Return whether only a sum is used, and columns that nobody understands make it up: asked."""
    counted = [amount for amount in money if amount.role in ("unpaid", "charge")]
    aged = [m for m in block.meanings.values() if m.field == "bucket"]
    unknown = [
        n for n, m in block.meanings.items() if not m.known and holds_money(sheet, block, n, m)
    ]
    if aged or len(unknown) < 2 or len(counted) != 1 or counted[0].period:
        return False
    value = _reader(sheet)
    sums = [
        sum(value(row, n) for n in unknown) == total
        for row in _rows(block)
        if (total := value(row, counted[0].column))
    ]
    if sum(sums) * 2 <= len(sums):
        return False
    if desk.answer("fact", "alone") == "":
        names = listed(block.headers[n] for n in unknown[:4])
        question = say(
            "the columns {names} make up the total: is the total alone right?", names=names
        )
        desk.ask(("fact", "alone"), question, ("yes",))
    return True
