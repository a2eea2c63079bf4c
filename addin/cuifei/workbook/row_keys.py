"""Which row is which? Rows are matched by their key, never by their position."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache

from cuifei.domain.keys import period_key, unit_key
from cuifei.ooxml import cell_xml
from cuifei.ooxml.cell_xml import Content, Value
from cuifei.ooxml.values import Cell
from cuifei.tables.layout import Table
from cuifei.workbook.grid import Grid

Key = tuple[str, ...]
_PLACE = len('<c r="')


def fields(table: Table) -> tuple[str, ...]:
    """Return the fields that make up a row's key: the table's own, else all that are ours."""
    return table.key or tuple(column.field for column in table.columns if column.ours)


def of_row(grid: Grid, row: int) -> Key:
    """Return the key of a row as planned so far; all blank where the row has none."""
    return tuple(
        _form(grid.table.column(name).kind, grid.content(row, name)) for name in fields(grid.table)
    )


def of_cells(table: Table, cells: Mapping[str, Value], date1904: bool) -> Key:
    """Return the key of a row that is to be written."""
    stored = ((name, cell_xml.stored(cells.get(name), date1904)) for name in fields(table))
    return tuple(_form(table.column(name).kind, value) for name, value in stored)


def plain(table: Table, name: str, value: Cell) -> str:
    """Return one key field in the form in which two spellings are equal."""
    return _form(table.column(name).kind, cell_xml.stored(value, False))


# Kept by type as well: True and the number 1 are equal in Python, and other keys.
@lru_cache(maxsize=1 << 14, typed=True)
def _form(kind: str, value: Content) -> str:
    if value is None:
        return ""
    text = _number(value) if isinstance(value, Decimal) else str(getattr(value, "text", value))
    if kind == "key":
        return unit_key(text)
    return period_key(text) if kind == "period" else text.strip()


def _number(value: Decimal) -> str:
    number = float(value)
    return str(int(number)) if number == int(number) else repr(number)


def numbered(keys: Iterable[tuple[int, Key]]) -> dict[tuple[Key, int], int]:
    """Return (key, how many before it are the same) -> row, for rows that have a key."""
    counts: Counter[Key] = Counter()
    out: dict[tuple[Key, int], int] = {}
    for row, key in keys:
        if any(key):
            out[key, counts[key]] = row
            counts[key] += 1
    return out


def of_grid(grid: Grid) -> dict[tuple[Key, int], int]:
    """Return (key, how many before it are the same) -> row, for the body as planned so far."""
    columns = [_forms(grid, name) for name in fields(grid.table)]
    return numbered(zip(grid.planned_body(), zip(*columns, strict=True), strict=bool(columns)))


def _forms(grid: Grid, name: str) -> list[str]:
    """Return a key field of every row of the body. What stands in many rows is read once."""
    column, kind = grid.columns.get(name, 0), grid.table.column(name).kind
    known: dict[bytes, str] = {}
    planned = any(column in edits for edits in grid.sheet.edits.values())
    out = []
    for row in grid.planned_body():
        raw = (grid.raw(row, column) if planned else grid.old.get(row, {}).get(column)) or b""
        placeless = raw[raw.find(b'"', _PLACE) :]  # the cell without its place
        if (form := known.get(placeless)) is None:
            form = known[placeless] = _form(kind, cell_xml.content(raw, grid.tools.string))
        out.append(form)
    return out
