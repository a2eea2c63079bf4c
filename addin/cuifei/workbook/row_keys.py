"""Which row is which? Rows are matched by their key, never by their position."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache

from cuifei.domain.keys import period_key, unit_key
from cuifei.ooxml import cell_xml
from cuifei.ooxml.cell_xml import Content, Value
from cuifei.ooxml.values import Cell
from cuifei.tables.layout import TABLES, Column, Table
from cuifei.tables.task_words import task_key
from cuifei.workbook.grid import Grid

Key = tuple[str, ...]
# Tables whose keys are codes, and their cells words.
_IN_WORDS = frozenset(t.name for t in TABLES if any(t.column(n).codes for n in t.key))
_PLACE = len('<c r="')


def fields(table: Table) -> tuple[str, ...]:
    """Return the fields that make up a row's key: the table's own, else all that are ours."""
    return table.key or tuple(column.field for column in table.columns if column.ours)


def of_row(grid: Grid, row: int) -> Key:
    """Return the key of a row as planned so far; all blank where the row has none."""
    return tuple(
        _form(_kind(grid.table.column(name)), grid.content(row, name))
        for name in fields(grid.table)
    )


def of_cells(table: Table, cells: Mapping[str, Value], date1904: bool) -> Key:
    """Return the key of a row that is to be written."""
    stored = ((name, cell_xml.stored(cells.get(name), date1904)) for name in fields(table))
    return tuple(_form(_kind(table.column(name)), value) for name, value in stored)


def plain(table: Table, name: str, value: Cell) -> str:
    """Return one key field in the form in which two spellings are equal."""
    return _form(_kind(table.column(name)), cell_xml.stored(value, False))


def shown(grid: Grid, row: int, key: Key) -> Key:
    """Return a row's key as people read it, and as it is kept: words in the place of codes."""
    if grid.table.name not in _IN_WORDS:
        return key
    columns = [grid.table.column(name) for name in fields(grid.table)]
    return tuple(_form(column.kind, grid.content(row, column.field)) for column in columns)


def kept(table: Table, key: Key) -> Key:
    """Return a key that was kept as it is `shown` in the form in which rows are matched."""
    names = fields(table)
    if table.name not in _IN_WORDS or len(key) != len(names):
        return key
    return tuple(plain(table, name, part) for name, part in zip(names, key, strict=True))


def _kind(column: Column) -> str:
    return "task" if column.codes == "task" else column.kind


# Kept by type as well: True and the number 1 are equal in Python, and other keys.
@lru_cache(maxsize=1 << 14, typed=True)
def _form(kind: str, value: Content) -> str:
    if value is None:
        return ""
    text = _number(value) if isinstance(value, Decimal) else str(getattr(value, "text", value))
    if kind == "key":
        return unit_key(text)
    if kind == "task":
        return task_key(text.strip())
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
    column, kind = grid.columns.get(name, 0), _kind(grid.table.column(name))
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
