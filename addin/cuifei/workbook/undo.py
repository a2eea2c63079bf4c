"""What stood there before the last run? Put it back, and lose nothing that was typed since.

Where nobody touched the file since the run, the backup comes back as it was,
byte by byte. Otherwise our cells go back one by one, found by their row's key:
only where they still hold what the run wrote. A row or cell that a person
changed since stays as it is, and is reported.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from cuifei.domain.language import DEFAULT
from cuifei.domain.problems import Message, Problem, say
from cuifei.ooxml import a1, cell_xml
from cuifei.ooxml.cell_xml import Content, Formula
from cuifei.tables.port import Book, Written
from cuifei.workbook import changes, closed, guard, journal_files, plain, reading, row_keys, swap
from cuifei.workbook.arrange import arrange
from cuifei.workbook.draft import Draft, Needs
from cuifei.workbook.grid import Grid
from cuifei.workbook.journal import CellsLine, RowLine, Run, TableLine
from cuifei.workbook.plain import Plain

Row = Mapping[str, Plain]
_LOOK = say("Look at it, and change it by hand if it is wrong")


@dataclass(frozen=True, slots=True)
class Undone:
    """What was undone: which run, whether the whole file came back, and what had to stay."""

    written: Written
    command: str
    time: datetime
    whole: bool
    problems: tuple[Problem, ...] = ()


def undo(
    path: Path,
    *,
    now: datetime,
    dry_run: bool = False,
    then: Callable[[Run], None] = lambda run: None,
) -> Undone:
    """Put back what the last run wrote over; the next undo takes the run before it.

    `then` is what else belongs to it, done before the run is marked as undone: an undo that
    dies on the way is completed by the next one, which takes no other run.

    Raises CuifeiError where there is nothing to undo or the file cannot be written.
    """
    path = path.resolve()
    guard.ensure_writable(path)
    current = guard.digest(path)
    run = journal_files.last(path, current)
    backup = run.path.with_name(run.backup)
    if current == run.after and guard.digest(backup) == run.before:
        return _whole(path, run, backup, None if dry_run else then)
    book = reading.read(path)
    problems: list[Problem] = []
    with closed.planned(book, needs(book, run), partial(restore, run, problems)) as planned:
        draft, parts = planned
        written = Written(draft.cells(), None, draft.touched())
        if not dry_run and draft.changes():
            note = Run("undo", now, book.digest, "", "", undone=True)
            own_backup = closed.commit(book, draft, parts, note, partial(journal_files.intend, run))
            written = Written(written.cells, own_backup, written.tables)
    if not dry_run:
        then(run)
        journal_files.mark_undone(run)
    return Undone(written, run.command, run.time, False, tuple(problems))


def _whole(path: Path, run: Run, backup: Path, then: Callable[[Run], None] | None) -> Undone:
    """Put the backup back byte by byte; `then` None: a dry run."""
    rows: list[CellsLine | RowLine] = []
    for line in run.tables:
        rows += [*line.cells, *line.appended]
    cells = sum(len(row.cells) for row in rows)
    cells += sum(_different(line) for line in run.tables)
    written = Written(cells, None, tuple(line.table for line in run.tables))
    if then:
        with closed.locked(path), swap.new_file(path) as fresh:
            swap.copy(backup, fresh)
            guard.ensure_unchanged(fresh, run.before)
            journal_files.intend(run, run.before)
            guard.ensure_closed(path)
            guard.ensure_unchanged(path, run.after)
            swap.replace(path, fresh)
        then(run)
        journal_files.mark_undone(run)
    return Undone(written, run.command, run.time, True)


def _different(line: TableLine) -> int:
    """Return how many cells of a replaced table go back."""
    fields = {name for row in (*line.rows, *line.written) for name in row}
    longest = max(len(line.rows), len(line.written))
    pairs = ((_at(line.rows, place), _at(line.written, place)) for place in range(longest))
    return sum(old.get(name) != new.get(name) for old, new in pairs for name in fields)


def _at(rows: tuple[Row, ...], place: int) -> Row:
    return rows[place] if place < len(rows) else {}


def needs(book: Book, run: Run) -> dict[str, Needs]:
    """Return what going back behind a run touches, by table."""
    out = {}
    for line in run.tables:
        known = book.tables[line.table].columns if line.table in book.tables else {}
        fields = {name for cells_line in line.cells for name in cells_line.cells if name in known}
        out[line.table] = Needs(tuple(sorted(fields)), line.replaced or bool(line.appended))
    return out


def restore(run: Run, problems: list[Problem], draft: Draft) -> None:
    """Plan the way back behind a run; `problems` receives what has to stay."""
    problems.clear()
    for line in run.tables:
        if not draft.has(line.table):
            problems.append(
                Problem(line.table, say("this table is gone; nothing was put back"), _LOOK)
            )
        elif line.replaced:
            problems += _rows_back(draft, line)
        else:
            grid = draft.grid(line.table)
            problems += _take_out(grid, line.appended)
            problems += _cells_back(grid, line.cells)


def _cells_back(grid: Grid, lines: tuple[CellsLine, ...]) -> list[Problem]:
    """Put single cells back where they still hold what the run wrote."""
    rows = row_keys.of_grid(grid)
    out = []
    for line in lines:
        row = rows.get((row_keys.kept(grid.table, line.key), line.nth)) if line.key else line.row
        if row is None:
            what = say("the row {row} is gone from here", row=" | ".join(line.key))
            out.append(_problem(grid.spot.sheet, what))
        else:
            out += _row_back(grid, row, line)
    return out


def _row_back(grid: Grid, row: int, line: CellsLine) -> list[Problem]:
    out = []
    for name, (before, after) in line.cells.items():
        if name not in grid.columns:
            what = say(
                "the column {column} is gone from here",
                column=grid.table.column(name).called(DEFAULT),
            )
            out.append(_problem(grid.spot.sheet, what))
        elif cell_xml.same(content := grid.content(row, name), plain.content(after)):
            grid.put(row, name, plain.content(before))
        elif not cell_xml.same(content, plain.content(before)):
            out.append(_changed(grid, row, name))
    return out


def _take_out(grid: Grid, lines: tuple[RowLine, ...]) -> list[Problem]:
    """Take appended rows out again, except those that a person changed since."""
    out, removed = [], set()
    rows = row_keys.of_grid(grid)
    for line in lines:
        known = any(line.key) and len(line.key) == len(row_keys.fields(grid.table))
        row = rows.get((row_keys.kept(grid.table, line.key), 0)) if known else _equal(grid, line)
        if row is None:
            continue
        if _holds(grid, row, line):
            removed.add(row)
        else:
            what = say("this row was changed since, and stays")
            out.append(_problem(f"{grid.sheet.name}!{row}", what))
    if removed:
        arrange(grid, [row for row in grid.body() if row not in removed])
    return out


def _equal(grid: Grid, line: RowLine) -> int | None:
    return next((row for row in grid.body() if _holds(grid, row, line)), None)


def _holds(grid: Grid, row: int, line: RowLine) -> bool:
    """Return whether a row holds just what the run wrote, and nothing else."""
    names = {column: name for name, column in grid.columns.items()}
    for column in range(grid.left, grid.right + 1):
        want = plain.content(line.cells.get(names.get(column, "")))
        content = grid.at(row, column)
        if not cell_xml.same(content, want) and not isinstance(content, Formula):
            return False
    return True


def _rows_back(draft: Draft, line: TableLine) -> list[Problem]:
    """Let a table of ours hold its former rows; what people wrote into it since stays."""
    grid = draft.grid(line.table)
    table, date1904 = grid.table, draft.pack.date1904

    def keyed(rows: tuple[Row, ...]) -> dict[tuple[row_keys.Key, int], Row]:
        cells = [{name: plain.content(value) for name, value in row.items()} for row in rows]
        keys = [(place, row_keys.of_cells(table, row, date1904)) for place, row in enumerate(cells)]
        return {key: rows[place] for key, place in row_keys.numbered(keys).items()}

    former, written = keyed(line.rows), keyed(line.written)
    out = []
    rows: dict[tuple[row_keys.Key, int], dict[str, Content]] = {
        key: {name: plain.content(value) for name, value in row.items() if name in grid.columns}
        for key, row in former.items()
    }
    for key, row in row_keys.of_grid(grid).items():
        changed = _since(grid, row, written.get(key, {}), former.get(key, {}))
        if changed and key not in rows:
            rows[key] = {n: grid.content(row, n) for n in grid.columns if table.column(n).ours}
        elif changed:
            rows[key].update(changed)
        out += [_changed(grid, row, name) for name in list(changed)[:1]]
    changes.replace(draft, line.table, list(rows.values()))
    return out


def _since(grid: Grid, row: int, written: Row, former: Row) -> dict[str, Content]:
    """Return what people changed in a row since the run: our cells, and those it took out."""
    changed: dict[str, Content] = {}
    for column in grid.table.columns:
        name = column.field
        if name not in grid.columns or not (column.ours or name in former):
            continue
        content = grid.content(row, name)
        wanted = (written.get(name), former.get(name)) if not column.ours else (written.get(name),)
        if not any(cell_xml.same(content, plain.content(value)) for value in wanted):
            changed[name] = content
    return changed


def _changed(grid: Grid, row: int, field: str) -> Problem:
    place = f"{grid.sheet.name}!{a1.address(row, grid.columns[field])}"
    return _problem(place, say("this was changed since the run, and stays"))


def _problem(where: str, what: Message) -> Problem:
    return Problem(where, what, _LOOK)
