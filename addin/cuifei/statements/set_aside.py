"""Which rows of 收款 cannot be used, and may be what a statement says nevertheless?

A clerk who mistyped a unit has entered the money all the same: until the row
is corrected it is in no record, and once it is, the money must not stand twice.
"""

from collections.abc import Collection
from dataclasses import dataclass

from cuifei.domain.dates import read_date
from cuifei.domain.money import read_fen
from cuifei.domain.problems import Unreadable
from cuifei.domain.records import Payment
from cuifei.ooxml.values import Cell
from cuifei.tables.cells import blank, read_text
from cuifei.tables.port import Book


@dataclass(frozen=True, slots=True)
class SetAside:
    """The vouchers of such rows, and those whose day and amount can be read (unit "")."""

    vouchers: frozenset[str] = frozenset()
    payments: tuple[Payment, ...] = ()


def set_aside(book: Book, used: Collection[int]) -> SetAside:
    """Return what stands in 收款 beside the rows that are `used`."""
    table = book.tables.get("payments")
    rows = {n: cells for n, cells in table.rows.items() if n not in used} if table else {}
    vouchers = (_text(cells.get("voucher")) for cells in rows.values())
    payments = (_payment(cells.get("date"), cells.get("amount"), n) for n, cells in rows.items())
    return SetAside(
        frozenset(voucher for voucher in vouchers if voucher),
        tuple(payment for payment in payments if payment is not None),
    )


def _payment(day: Cell, amount: Cell, row: int) -> Payment | None:
    try:
        return Payment("", read_date(day)[0], read_fen(amount)[0], row=row)
    except Unreadable:
        return None


def _text(cell: Cell) -> str:
    try:
        return "" if blank(cell) else read_text(cell)[0]
    except Unreadable:
        return ""
