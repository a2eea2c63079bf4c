"""Where do our columns stand beside rows that were only borrowed from the office's sheets?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from cuifei.ooxml.values import Cell
from cuifei.tables.layout import CODES
from cuifei.tables.port import Book, Change, Fill, TableRows

OURS = ("unpaid", "months", "bucket", "late_fee")
_RANK: Mapping[str, int] = {
    word: rank for rank, words in enumerate(CODES["bucket"].values()) for word in words
}


def placed(book: Book, changes: Sequence[Change]) -> Sequence[Change]:
    """Return the changes with our columns beside the office's own rows, in an adopted workbook.

    A row of theirs that gave several charges gets one value of each column:
    what is unpaid and its late fee as sums, months and ageing of the oldest.
    """
    if not book.adopted:
        return changes
    out: list[Change] = []
    for change in changes:
        if isinstance(change, Fill) and book.tables[change.table].places:
            out += _beside(book, book.tables[change.table], change)
        elif not isinstance(change, Fill) or change.cells:
            out.append(change)
    return out


def _beside(book: Book, table: TableRows, change: Fill) -> Iterator[Fill]:
    values: dict[tuple[str, int], list[Mapping[str, Cell]]] = defaultdict(list)
    for row, cells in change.cells.items():
        spot = table.places[row]
        values[spot.table, spot.row].append(cells)
    for name, spot_rows in book.tables.items():
        if name.startswith(f"{change.table}@"):
            rows = {row: _together(values.get((name, row), ())) for row in spot_rows.rows}
            yield Fill(name, rows)


def _together(cells: Iterable[Mapping[str, Cell]]) -> dict[str, Cell]:
    """Return one row's values from those of its charges."""
    rows = list(cells)
    values = {name: [c[name] for c in rows if c.get(name) is not None] for name in OURS}
    return {
        "unpaid": _sum(values["unpaid"]),
        "months": max((int(str(m)) for m in values["months"]), default=None),
        "bucket": max(values["bucket"], key=lambda b: _RANK.get(str(b), 0), default=None),
        "late_fee": _sum(values["late_fee"]),
    }


def _sum(values: Sequence[Cell]) -> Cell:
    return sum((Decimal(str(v)) for v in values), Decimal(0)) if values else None
