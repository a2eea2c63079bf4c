"""What do the rows of one table say, cell by cell, before they become records?

A row whose required cells cannot be read is set aside with a Problem, and the
rest goes on; an optional cell that cannot be read is not used, with a Problem.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from cuifei.domain.codes import HoldReason
from cuifei.domain.money import text as money_text
from cuifei.domain.problems import Unreadable, say
from cuifei.ooxml.values import Cell
from cuifei.tables.cells import READERS, TOTALS, Reader, blank, normal
from cuifei.tables.faults import ERRORS
from cuifei.tables.findings import Findings
from cuifei.tables.layout import Column, Table, word
from cuifei.tables.port import TableRows

# A hold that cannot be understood must still hold, a reason still waits for its answer, and a
# letter without a number still exists: no typing slip may send out what they keep back.
STANDS_FOR: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("holds", "reason"): HoldReason.OTHER,
        ("units", "reason"): "special",
        ("register", "number"): "?{row}",
    }
)

Values = dict[str, object]
_KNOWN = 20_000  # so many different cells of a column are remembered


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """How one column is read, decided once per table. `known`: what cells without a note hold.

    `may_lack`: a blank cell says nothing here and is none to speak of.
    """

    column: Column
    read: Reader
    fallback: str
    may_lack: bool
    known: dict[tuple[type, Cell], object] = field(default_factory=dict)


def read_rows(
    table: Table, block: TableRows, fields: Sequence[str], findings: Findings
) -> Iterator[tuple[int, Values]]:
    """Yield (sheet row, field -> value) of every row that can be used.

    Optional cells that are blank or unreadable have no entry. Money is fen,
    above zero but in columns that are signed; days are dates; codes and periods are in
    the records' form.
    """
    readings = [
        ColumnReading(
            column,
            READERS[column.kind],
            STANDS_FOR.get((table.name, column.field), ""),
            not (column.required or block.faults or block.uncomputed),
        )
        for column in table.columns
        if column.field in fields
    ]
    key = table.column("unit" if "unit" in fields else fields[0])
    headers = {normal(name) for name in (*key.names, *key.also)}
    records: set[Cell] = set()  # what stands in the key column of rows that are records
    for row, cells in block.rows.items():
        if (name := cells.get(key.field)) not in records or name is None:
            if not _typed(readings, row, cells, block):
                continue
            if _no_record(key, headers, row, cells, findings):
                continue
            if not blank(name):
                records.add(name)
        values = _read_row(readings, row, cells, findings)
        if values is not None:
            yield row, values
    for row in block.below:
        what = say("this row lies below the table, so it is not read")
        findings.fold(key.field, row, what, say("Drag the table's lower right corner over it"))


def _typed(
    readings: list[ColumnReading], row: int, cells: Mapping[str, Cell], block: TableRows
) -> bool:
    """Return whether anything stands in the row's typed columns."""
    if any(not blank(cells.get(reading.column.field)) for reading in readings):
        return True
    return any((row, reading.column.field) in block.uncomputed for reading in readings)


def _no_record(
    key: Column, headers: set[str], row: int, cells: Mapping[str, Cell], findings: Findings
) -> bool:
    """Return whether the row is a sum or a repeated header; both are left out with a Problem."""
    cell = cells.get(key.field)
    if blank(cell):
        labels = [normal(other) for other in cells.values() if isinstance(other, str)]
    else:
        labels = [normal(cell)] if isinstance(cell, str) else []
    if any(label.rstrip(":") in TOTALS for label in labels):
        what = say("this row is a total, not a record; it is left out")
        findings.add(key.field, row, what, say("Keep totals outside of the table"))
        return True
    if not blank(cell) and labels and labels[0] in headers:
        what = say("the header is repeated here; the row is left out")
        findings.add(key.field, row, what, say("Delete this row"))
        return True
    return False


def _read_row(
    readings: list[ColumnReading], row: int, cells: Mapping[str, Cell], findings: Findings
) -> Values | None:
    values: Values | None = {}
    trusted = not findings.block.faults
    for reading in readings:
        field, required = reading.column.field, reading.column.required
        cell = cells.get(field)
        if cell is None and reading.may_lack:
            continue
        # A column says the same few thousand things again and again.
        value = reading.known.get((type(cell), cell)) if trusted else None
        try:
            if value is None:
                value = read_cell(reading, row, cell, findings)
        except Unreadable as error:
            if reading.fallback:
                value = _stand_in(reading, row, error, findings)
            elif required:
                if blank(cell) and (row, field) not in findings.block.uncomputed:
                    what = say("{what}; the row is left out", what=error.what)
                    findings.fold(field, row, what, error.remedy)
                else:
                    findings.left_out(field, row, error)
                values = None
                continue
            else:
                findings.ignored(field, row, error)
                continue
        if value is not None and values is not None:
            values[field] = value
    return values


def _stand_in(reading: ColumnReading, row: int, error: Unreadable, findings: Findings) -> str:
    """Return what a cell counts as that the row must not fall over, with a Problem."""
    value, codes = reading.fallback.format(row=row), reading.column.codes
    what = say(
        "{what}; until it is corrected it counts as “{word}”",
        what=error.what,
        word=word(codes, value, findings.block.lang) if codes else value,
    )
    findings.add(reading.column.field, row, what, error.remedy)
    return value


def read_cell(reading: ColumnReading, row: int, cell: Cell, findings: Findings) -> object:
    """Return a cell's value, None where it is blank and may be; Unreadable else."""
    column = reading.column
    if fault := findings.block.faults.get((row, column.field)):
        raise fault
    if blank(cell):
        if (row, column.field) in findings.block.uncomputed:
            raise Unreadable(
                say("the formula in this cell was never computed"),
                say("Open the workbook in Excel, press F9, save it, and try again"),
            )
        if column.required and not _no_column(column, row, findings):
            raise _missing(column, findings)
        return None
    if isinstance(cell, str) and cell.strip() in ERRORS:
        raise Unreadable(
            say("the cell shows the error {error}", error=cell.strip()),
            say("Correct the formula, or type the value"),
        )
    value, note = reading.read(column, cell, findings.block.lang)
    if column.kind == "money" and isinstance(value, int) and _too_low(value, column):
        raise Unreadable(
            say("the amount {amount} is not above zero", amount=money_text(value)),
            say("Type an amount above zero; to undo a wrong row, correct the row itself"),
        )
    if note is not None:
        findings.note(column.field, row, note)
    elif len(reading.known) < _KNOWN:
        reading.known[type(cell), cell] = value
    return value


def _too_low(fen: int, column: Column) -> bool:
    """Return whether an amount cannot be: zero, or below it where no row takes another back."""
    return fen == 0 or (fen < 0 and not column.signed)


def _no_column(column: Column, row: int, findings: Findings) -> bool:
    """Return whether an office's list, from which the row is borrowed, names no owners at all."""
    place = findings.block.places.get(row)
    return column.field == "owner" and place is not None and "owner" not in place.columns


def _missing(column: Column, findings: Findings) -> Unreadable:
    name = column.called(findings.block.lang)
    return Unreadable(
        say("{column} is blank", column=name),
        say("Type the {column}, or clear the row", column=name),
    )
