"""How does each kind of change (port.Change) alter the tables of a draft?"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from cuifei.domain.language import DEFAULT
from cuifei.domain.problems import CuifeiError, say
from cuifei.newbook.dashboard.looks import CHART_ROWS
from cuifei.newbook.heights import heights, is_fixed
from cuifei.ooxml.cell_xml import Formula, Value
from cuifei.ooxml.values import Cell
from cuifei.tables import layout
from cuifei.tables.port import Append, Book, Change, Fill, Replace, TableRows, Update
from cuifei.workbook import memory, row_keys
from cuifei.workbook.arrange import arrange, open_row
from cuifei.workbook.draft import Draft, Needs
from cuifei.workbook.grid import Grid


def needs(changes: Iterable[Change]) -> dict[str, Needs]:
    """Return what the changes touch, by table."""
    out: dict[str, Needs] = {}
    for change in changes:
        rows = change.rows if isinstance(change, (Replace, Append)) else change.cells.values()
        known = out.get(change.table, Needs((), False))
        fields = dict.fromkeys([*known.fields, *(name for row in rows for name in row)])
        whole = known.whole or not isinstance(change, Fill)
        out[change.table] = Needs(tuple(fields), whole)
    return out


def different(book: Book, changes: Iterable[Change]) -> list[Change]:
    """Return the changes without the cells of a Fill that say so already, as they were read.

    A second run finds nothing to fill then, and its sheet is not looked at again.
    """
    return [
        _different(change, book.tables[change.table])
        if isinstance(change, Fill) and change.table in book.tables
        else change
        for change in changes
    ]


def _different(fill: Fill, spot: TableRows) -> Fill:
    if not spot.values_only:
        return fill
    cells = {}
    for row, values in fill.cells.items():
        read = spot.rows.get(row, {})
        new = {n: v for n, v in values.items() if n not in read or not _is_said(read[n], v)}
        if new:
            cells[row] = new
    return Fill(fill.table, cells)


def _is_said(read: Cell, value: Cell) -> bool:
    """Return whether a cell that was read as `read` surely holds `value`; if in doubt, not."""
    if isinstance(value, str):
        return type(read) is str and read == value and "_x" not in value  # _x000A_: see escapes
    if isinstance(value, Decimal | int) and type(value) is not bool:
        return type(read) in (int, float) and read == float(value)
    return read is None and value is None


def apply(draft: Draft, change: Change) -> None:
    """Plan one change. Raises CuifeiError where it cannot be done."""
    if isinstance(change, Fill) and not change.cells:
        return
    if not draft.has(change.table) and _asks_nothing(change):
        return
    if isinstance(change, Fill):
        _fill(_present(draft, change.table), change.cells)
    elif isinstance(change, Update):
        _update(_present(draft, change.table), change.cells)
    elif isinstance(change, Append):
        _append(draft.grid(change.table), change.rows)
    else:
        replace(draft, change.table, change.rows)


def _asks_nothing(change: Change) -> bool:
    return not (change.rows if isinstance(change, (Replace, Append)) else change.cells)


def _present(draft: Draft, name: str) -> Grid:
    if draft.has(name):
        return draft.grid(name)
    table = layout.BY_NAME[name.partition("@")[0]]
    raise CuifeiError(
        say("the workbook has no table {table}", table=table.called(DEFAULT)),
        say("Add the sheet {table} with its headers, and run again", table=table.called(DEFAULT)),
    )


def _fill(grid: Grid, cells: Mapping[int, Mapping[str, Cell]]) -> None:
    for row, values in cells.items():
        if not grid.top < row <= grid.bottom:
            raise ValueError(f"{grid.sheet.name} has no row {row}")
        for name, value in values.items():
            if grid.table.ours and value is None and not grid.table.column(name).ours:
                grid.taken.setdefault(row, {})[name] = grid.content(row, name)
            grid.put(row, name, value)


def _update(grid: Grid, cells: Mapping["str | tuple[str, ...]", Mapping[str, Cell]]) -> None:
    whole: dict[row_keys.Key, list[int]] = {}
    for row in grid.planned_body():
        key = row_keys.of_row(grid, row)
        whole.setdefault(key, []).append(row)
        whole.setdefault(key[:1], []).append(row)
    for asked, values in cells.items():
        texts = (asked,) if isinstance(asked, str) else asked
        names = zip(grid.table.key, texts, strict=False)
        rows = whole.get(tuple(row_keys.plain(grid.table, name, text) for name, text in names))
        if rows is None:
            raise CuifeiError(
                say("{key} is not in the table {table}", key=texts[0], table=grid.spot.sheet),
                say("Check the spelling in the table {table}", table=grid.spot.sheet),
                grid.spot.sheet,
            )
        for row in rows[:1] if isinstance(asked, tuple) else rows:
            for field, value in values.items():
                grid.put(row, field, value)


def _append(grid: Grid, rows: Sequence[Mapping[str, Cell]]) -> None:
    used = [row for row in grid.planned_body() if not is_blank(grid, row)]
    last = max(used, default=grid.top)
    for row, values in enumerate(rows, last + 1):
        if row > grid.bottom:
            grid.end_at(row)
        open_row(grid, row, used)
        for name, value in values.items():
            grid.put(row, name, value)


def is_blank(grid: Grid, row: int) -> bool:
    """Return whether a row holds nothing, formulas aside."""
    contents = (grid.at(row, column) for column in range(grid.left, grid.right + 1))
    return all(content is None or isinstance(content, Formula) for content in contents)


def replace(draft: Draft, name: str, rows: Sequence[Mapping[str, Value]]) -> None:
    """Let a table of ours hold exactly these rows; see port.Replace."""
    grid = draft.grid(name)
    free = row_keys.of_grid(grid)
    asked = row_keys.numbered(
        (place, row_keys.of_cells(grid.table, cells, draft.pack.date1904))
        for place, cells in enumerate(rows)
    )
    sources = {place: free.pop(key, None) for key, place in asked.items()}
    order = [sources.get(place) for place in range(len(rows))]
    reused = {row for row in order if row is not None}
    removed = [row for row in grid.body() if row not in reused]
    lost = [entry for row in removed for entry in memory.typed(grid, row)]
    arrange(grid, order or [row for row in removed if is_blank(grid, row)][:1])
    for row, (cells, source) in enumerate(zip(rows, order, strict=True), grid.top + 1):
        _put_all(grid, row, {**dict.fromkeys(grid.taken.get(source or 0, ())), **cells})
    if grid.table.ours:
        _make_room(grid, rows)
    grid.sheet.filled = bool(rows)
    if grid.table is layout.DASHBOARD and any(row.get("arrears_rate") for row in rows):
        grid.sheet.uncovered = CHART_ROWS
    new = [grid.top + 1 + place for place, source in enumerate(order) if source is None]
    memory.settle(draft, grid, lost, new)


def _make_room(grid: Grid, rows: Sequence[Mapping[str, Value]]) -> None:
    """Give each row the height that its sentences need; not every program does so itself."""
    points = heights(grid.table, rows, grid.spot.lang)
    grid.sheet.heights |= dict(enumerate(points, grid.top + 1))
    grid.sheet.fixed = is_fixed(grid.table)


def _put_all(grid: Grid, row: int, cells: Mapping[str, Value]) -> None:
    for column in grid.table.columns:
        given = column.field in cells
        if given or (column.ours and column.field in grid.columns):
            # The journal of a table that is replaced asks for whole rows, not for what was put.
            grid.put_at(row, grid.columns[column.field], cells.get(column.field))
