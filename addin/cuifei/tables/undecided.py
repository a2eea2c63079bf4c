"""What waits in the sheet 待定收款, and what did people type beside it?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from cuifei.domain.money import Fen
from cuifei.domain.problems import Problem
from cuifei.domain.receipts.receipts import Receipt
from cuifei.locale import phrases
from cuifei.ooxml.values import Cell
from cuifei.tables.cells import normal, read_text
from cuifei.tables.fields import Values, read_rows
from cuifei.tables.findings import Findings
from cuifei.tables.layout import NOT_OURS, UNDECIDED
from cuifei.tables.port import Book, TableRows

_OURS = tuple(column.field for column in UNDECIDED.columns if column.ours)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row: its receipt, what was typed beside it, and its cells as they stand.

    `receipt` is None where somebody changed the row so that it cannot be read.
    """

    row: int
    id: str
    typed: str
    cells: Mapping[str, Cell]
    receipt: Receipt | None = None

    @property
    def not_ours(self) -> bool:
        """Whether somebody typed that it is no property fee."""
        return normal(self.typed) in _NO


@dataclass(frozen=True, slots=True)
class Waitlist:
    """All rows of the sheet, in its order, and where it is. `problems`: what cannot be read."""

    rows: tuple[Waiting, ...] = ()
    findings: Findings | None = None
    problems: tuple[Problem, ...] = field(default=())


_NO = frozenset(map(normal, (*NOT_OURS, *phrases(NOT_OURS))))


def waitlist(book: Book) -> Waitlist:
    """Return what waits in a workbook; nothing where it has no such sheet."""
    block = book.tables.get(UNDECIDED.name)
    if block is None:
        return Waitlist()
    findings = Findings(block)
    names = [*_OURS, "unit"]
    read = dict(read_rows(UNDECIDED, block, names, findings))
    rows = tuple(_waiting(row, block, read.get(row)) for row in block.rows)
    return Waitlist(rows, findings, findings.problems())


def _waiting(row: int, block: TableRows, values: Values | None) -> Waiting:
    raw = block.rows[row]
    cells = {name: raw.get(name) for name in _OURS}
    typed, id_ = (read_text(cell)[0] if (cell := raw.get(n)) else "" for n in ("unit", "id"))
    if values is None:
        return Waiting(row, id_, typed, cells)
    names = ("payer", "note", "channel", "place")
    payer, note, channel, place = (str(values.get(name, "")) for name in names)
    day, amount = cast("date", values["date"]), cast("Fen", values["amount"])
    receipt = Receipt(str(values["id"]), day, amount, payer, note, channel, place)
    return Waiting(row, receipt.id, str(values.get("unit", "")), cells, receipt)
