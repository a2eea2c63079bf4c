"""Which rows below a header are records, and which are totals, repeated headers, notes, ghosts?"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from cuifei.files.source import Sheet
from cuifei.offices import amounts
from cuifei.offices.cell_words import SIGNATURE, SIGNED, TOTAL_ROW
from cuifei.offices.headers import word
from cuifei.offices.mapping import BlockMap
from cuifei.ooxml.values import Cell
from cuifei.tables.cells import normal

Sums = Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class Sorted:
    """One row. `kind`: record, total, header, ghost, note, unclear. `label`: what it says."""

    row: int
    kind: str
    label: str = ""
    money: Sums | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A total row of theirs against our sum of one column."""

    row: int
    column: int
    theirs: Decimal
    ours: Decimal

    @property
    def agrees(self) -> bool:
        """Whether both are the same to the fen."""
        return abs(self.theirs - self.ours) < Decimal("0.01")


def sort_rows(sheet: Sheet, block: BlockMap, end: int) -> list[Sorted]:
    """Return the rows of a block that hold anything, sorted by what they are."""
    money = money_columns(block)
    sorted_rows: list[Sorted] = []
    rooms: set[str] = set()
    totals: dict[int, Decimal] = dict.fromkeys(money, Decimal(0))
    since, since_rows, rows = dict(totals), 0, 0
    for row in range(block.last + 1, end + 1):
        cells = _cells(sheet, row, block)
        if not cells:
            continue
        values = {n: v for n in money if (v := amounts.read(cells.get(n), _style(block, n)))}
        kind, label = _kind(sheet, row, block, cells, values)
        if kind in ("record", "bare", "unclear"):
            sums = _is_sum(values, totals, rows) or _is_sum(values, since, since_rows)
            sums = sums and not (kind == "bare" and shape(label) in rooms)
            kind = "total" if sums and kind != "record" else kind.replace("bare", "record")
        if kind == "record":
            rooms.add(shape(_text(sheet, row, block, "unit")))
            for n, value in values.items():
                totals[n] += value
                since[n] += value
            rows, since_rows = rows + 1, since_rows + 1
        if kind == "total":
            since, since_rows = dict.fromkeys(money, Decimal(0)), 0
        sorted_rows.append(Sorted(row, kind, label, values))
    return sorted_rows


def shape(text: str) -> str:
    """Return the form in which a room is written; a room of digits alone has its length.

    >>> shape("3-2-0101") == shape("12-1-301"), shape("301") == shape("3"), shape("3栋")
    (True, False, '9栋')
    """
    return text if text == "" else "9" * len(text) if text.isdigit() else re.sub(r"\d+", "9", text)


def money_columns(block: BlockMap) -> list[int]:
    """Return the columns that hold money which is read or checked."""
    return [amount.column for amount in block.amounts if amount.role != "ignore"]


def _style(block: BlockMap, column: int) -> str:
    return block.reads.get(column, "point")


def _cells(sheet: Sheet, row: int, block: BlockMap) -> dict[int, Cell]:
    last = min(block.right, len(sheet.rows[row - 1]))
    cells = {n: sheet.rows[row - 1][n - 1] for n in range(block.left, last + 1)}
    return {n: c for n, c in cells.items() if c is not None and str(c).strip()}


def _kind(
    sheet: Sheet, row: int, block: BlockMap, cells: Mapping[int, Cell], values: Sums
) -> tuple[str, str]:
    texts = {n: normal(c) for n, c in cells.items() if isinstance(c, str)}
    if _is_header(block, cells):
        return "header", ""
    unit, owner = _text(sheet, row, block, "unit"), _text(sheet, row, block, "owner")
    note = block.columns.get("note")
    for n, text in texts.items():
        if TOTAL_ROW.fullmatch(text) and (n != note or not unit):
            return "total", str(cells[n])
    label = next((str(cells[n]) for n in texts if SIGNATURE.match(texts[n])), "")
    if label and not values and (not unit or SIGNATURE.match(normal(unit))):
        return "note", label
    signed = next((str(cells[n]) for n in texts if SIGNED.fullmatch(texts[n])), "")
    if signed and not values and not any(c.isdigit() for c in unit):
        return "note", signed
    if unit and (owner or "owner" not in block.columns):
        return ("note", unit) if _is_note(unit, cells, values) else ("record", "")
    if unit:
        lone = len(texts) == len(cells) and not values
        return ("note", unit) if lone and len(cells) <= 2 else ("bare", unit)
    if not values:
        remarks = [text for n, text in texts.items() if n != note and not amounts.nothing(text)]
        if owner and len(cells) > 2:
            return "unclear", owner
        return ("note", remarks[0]) if remarks else ("ghost", "")
    return "unclear", owner


def _is_note(unit: str, cells: Mapping[int, Cell], values: Sums) -> bool:
    """Return whether a lone text in the units' column is a remark and no room."""
    lone = len(cells) == 1 and not values
    return lone and (len(unit) > 12 or not any(c.isdigit() for c in unit))


def _text(sheet: Sheet, row: int, block: BlockMap, name: str) -> str:
    column = block.columns.get(name)
    cell = sheet.seen(row, column) if column else None
    return "" if cell is None else str(cell).strip()


def _is_header(block: BlockMap, cells: Mapping[int, Cell]) -> bool:
    """Return whether a row repeats the header, after a page break for example."""
    headers = dict(zip(range(block.left, block.right + 1), block.headers, strict=False))
    repeated = sum(
        isinstance(c, str) and bool(headers.get(n)) and word(c) in word(headers[n])
        for n, c in cells.items()
    )
    return repeated >= 2 and repeated * 3 >= len(cells) * 2


def _is_sum(values: Sums, sums: Sums, rows: int) -> bool:
    if rows < 2 or not values:
        return False
    return all(abs(sums[n] - value) < Decimal("0.01") for n, value in values.items())


def checks(rows: list[Sorted], columns: list[int]) -> Iterator[Check]:
    """Yield each total of theirs against our sum: since the last total, or over all."""
    totals: dict[int, Decimal] = dict.fromkeys(columns, Decimal(0))
    since = dict(totals)
    for row in rows:
        for n in columns:
            value = (row.money or {}).get(n)
            if value is None:
                continue
            if row.kind == "record":
                totals[n] += value
                since[n] += value
            elif row.kind == "total":
                nearest = min((since[n], totals[n]), key=lambda ours: abs(ours - value))
                yield Check(row.row, n, value, nearest)
        if row.kind == "total":
            since = dict.fromkeys(columns, Decimal(0))
