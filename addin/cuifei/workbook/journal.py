"""What did a run write over, so that `undo` can put it back?

Per table the cells of before and after, by the row's key and by row and field. Where
journals and backups lie is journal_files.py.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cuifei.ooxml import cell_xml
from cuifei.ooxml.cell_xml import Content
from cuifei.tables import layout
from cuifei.workbook import row_keys
from cuifei.workbook.draft import Draft
from cuifei.workbook.grid import Grid
from cuifei.workbook.plain import Plain, plain


@dataclass(frozen=True, slots=True)
class CellsLine:
    """Our cells in one row that was there: its key, which of the rows with that key it is, its
    row on the sheet, and by field what stood there before and what after."""

    key: tuple[str, ...]
    nth: int
    row: int
    cells: Mapping[str, Sequence[Plain]]


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row that was appended."""

    key: tuple[str, ...]
    row: int
    cells: Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class TableLine:
    """What happened to one table.

    Of a table that was replaced as a whole, `rows` are the rows of before and
    `written` those of after: our fields, and before also the typed ones that were taken out.
    """

    table: str
    replaced: bool
    cells: tuple[CellsLine, ...] = ()
    appended: tuple[RowLine, ...] = ()
    rows: tuple[Mapping[str, Plain], ...] = ()
    written: tuple[Mapping[str, Plain], ...] = ()


# What a run of this name writes is never taken back: letter numbers that were given, and what a
# fleet froze (R5.8): taking back what a clerk wrote sets no second workbook free.
NEVER_BACK = "numbers"


@dataclass(frozen=True, slots=True)
class Run:
    """One run. `before` and `after` are the file's SHA-256; `backup` a name in the same folder.

    `number` counts the runs of a workbook, so that their order needs no clock. `undoing` is the
    SHA-256 of the file that an undo of this run is about to swap in: where the file has it and
    the run is not `undone`, that undo was killed right after its swap.
    """

    command: str
    time: datetime
    before: str
    after: str
    backup: str
    tables: tuple[TableLine, ...] = ()
    undone: bool = False
    number: int = 0
    undoing: str = ""
    path: Path = field(default=Path(), compare=False)


def tables(draft: Draft, replaced: set[str]) -> tuple[TableLine, ...]:
    """Return what a draft changes, table by table. 备忘 follows from the others."""
    lines = []
    for name, grid in draft.grids.items():
        if name == layout.MEMORY.name:
            continue
        if name in replaced:
            before = _rows(grid, grid.body(), grid.was, grid.taken)
            after = _rows(grid, grid.planned_body(), grid.at, {})
            lines.append(TableLine(name, True, (), (), before, after))
        else:
            lines.append(TableLine(name, False, tuple(_cells(grid)), tuple(_appended(grid))))
    return tuple(lines)


def _rows(
    grid: Grid,
    rows: Iterable[int],
    cell: Callable[[int, int], Content],
    taken: Mapping[int, Mapping[str, Content]],
) -> tuple[Mapping[str, Plain], ...]:
    """Return our fields of these rows, and what was `taken`, without those that are blank."""
    names = [c.field for c in grid.table.columns if c.ours and c.field in grid.columns]
    contents = []
    for row in rows:
        cells = {name: plain(cell(row, grid.columns[name])) for name in names}
        cells |= {name: plain(value) for name, value in taken.get(row, {}).items()}
        contents.append(cells)
    return tuple(row for row in contents if any(value is not None for value in row.values()))


def _is_new(grid: Grid, row: int) -> bool:
    return row not in grid.spot.rows


def _cells(grid: Grid) -> list[CellsLine]:
    rows, edits, string = grid.planned_body(), grid.sheet.edits, grid.tools.string
    names = {
        row: (row_keys.shown(grid, row, key), nth)
        for (key, nth), row in row_keys.of_grid(grid).items()
    }
    fields = {column: name for name, column in grid.columns.items()}
    out = []
    for row in sorted(edits):
        if row not in rows or _is_new(grid, row):
            continue
        cells = grid.said.pop(row, {})  # these very objects, for memory
        if [*cells] != [fields.get(column) for column in edits[row]]:
            old = grid.old.get(row, {})
            cells = {
                fields[column]: (
                    plain(cell_xml.content(old.get(column), string)),
                    plain(cell_xml.content(new or None, string)),
                )
                for column, new in edits[row].items()
                if column in fields
            }
        if cells:
            out.append(CellsLine(*names.get(row, ((), 0)), row, cells))
    return out


def _appended(grid: Grid) -> list[RowLine]:
    out = []
    for row in grid.planned_body():
        if row in grid.sheet.edits and _is_new(grid, row):
            contents = {name: plain(grid.content(row, name)) for name in grid.columns}
            cells = {name: value for name, value in contents.items() if value is not None}
            if cells:
                out.append(
                    RowLine(row_keys.shown(grid, row, row_keys.of_row(grid, row)), row, cells)
                )
    return out


def appended(lines: Sequence[TableLine]) -> dict[str, tuple[int, ...]]:
    """Return table -> the rows that were added to it."""
    return {line.table: tuple(row.row for row in line.appended) for line in lines if line.appended}
