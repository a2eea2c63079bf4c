"""What did a run write over, so that `undo` can put it back?

Beside the workbook stands the folder 催费备份 with a copy of the file from
before each run, and the run's journal (JSON): per table the cells of before
and after, by the row's key and by row and field.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from cuifei.ooxml.cell_xml import Content, Fault, Formula
from cuifei.tables import layout
from cuifei.workbook import row_keys
from cuifei.workbook.draft import Draft
from cuifei.workbook.grid import Grid

FOLDER = "催费备份"
KEPT = 30
_STAMP = "%Y%m%d-%H%M%S"
_VERSION = 1
_PLAIN_FIELDS = ("before", "after", "backup", "undone")

Plain: TypeAlias = "str | bool | dict[str, str] | None"


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


@dataclass(frozen=True, slots=True)
class Run:
    """One run. `before` and `after` are the file's SHA-256; `backup` a name in the same folder."""

    command: str
    time: datetime
    before: str
    after: str
    backup: str
    tables: tuple[TableLine, ...] = ()
    undone: bool = False
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
    found = []
    for row in rows:
        cells = {name: plain(cell(row, grid.columns[name])) for name in names}
        cells |= {name: plain(value) for name, value in taken.get(row, {}).items()}
        found.append(cells)
    return tuple(row for row in found if any(value is not None for value in row.values()))


def _is_new(grid: Grid, row: int) -> bool:
    return row not in grid.spot.rows


def _cells(grid: Grid) -> list[CellsLine]:
    rows = grid.planned_body()
    names = {row: key for key, row in row_keys.of_grid(grid).items()}
    fields = {column: name for name, column in grid.columns.items()}
    out = []
    for row in sorted(grid.sheet.edits):
        if row not in rows or _is_new(grid, row):
            continue
        cells = {
            fields[column]: (plain(grid.was(row, column)), plain(grid.at(row, column)))
            for column in grid.sheet.edits[row]
            if column in fields
        }
        if cells:
            out.append(CellsLine(*names.get(row, ((), 0)), row, cells))
    return out


def _appended(grid: Grid) -> list[RowLine]:
    out = []
    for row in grid.planned_body():
        if row in grid.sheet.edits and _is_new(grid, row):
            found = {name: plain(grid.content(row, name)) for name in grid.columns}
            cells = {name: value for name, value in found.items() if value is not None}
            if cells:
                out.append(RowLine(row_keys.of_row(grid, row), row, cells))
    return out


def plain(value: Content) -> Plain:
    """Return a cell's content as JSON holds it.

    >>> plain(Decimal("12.50")), plain("甲一")
    ({'n': '12.50'}, '甲一')
    """
    if isinstance(value, Decimal):
        return {"n": str(value)}
    if isinstance(value, Formula):
        return {"f": value.text}
    return {"e": value.text} if isinstance(value, Fault) else value


def content(value: Plain) -> Content:
    """Return the content that `plain` made.

    >>> content({"n": "12.50"})
    Decimal('12.50')
    """
    if not isinstance(value, dict):
        return value
    (kind, text), *_ = value.items()
    if kind == "n":
        return Decimal(text)
    return Formula(text) if kind == "f" else Fault(text)


def folder(path: Path) -> Path:
    """Return the folder of a workbook's backups."""
    return path.parent / FOLDER


def free_name(path: Path, now: datetime) -> Path:
    """Return where the next backup of a workbook goes: "<stem> <yyyymmdd-hhmmss>.xlsx"."""
    stem = f"{path.stem} {now.strftime(_STAMP)}"
    number, found = 1, folder(path) / f"{stem}{path.suffix}"
    while found.exists() or found.with_suffix(".json").exists():
        number += 1
        found = folder(path) / f"{stem}-{number}{path.suffix}"
    return found


def save(run: Run, target: Path) -> None:
    """Write a run's journal."""
    data = {name: getattr(run, name) for name in ("command", *_PLAIN_FIELDS)}
    data |= {"version": _VERSION, "time": run.time.isoformat()}
    data["tables"] = [
        {
            "table": line.table,
            "replaced": line.replaced,
            "cells": [(one.key, one.nth, one.row, one.cells) for one in line.cells],
            "appended": [(one.key, one.row, one.cells) for one in line.appended],
            "rows": line.rows,
            "written": line.written,
        }
        for line in run.tables
    ]
    fresh = target.with_name(f".{target.name}.new")
    fresh.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    fresh.replace(target)


def runs(path: Path) -> list[Run]:
    """Return the runs of a workbook whose backup is still there, newest first."""
    return [_load(name) for name in reversed(_names(path)) if name.exists()]


def _load(name: Path) -> Run:
    data = json.loads(name.read_text(encoding="utf-8"))
    lines = tuple(
        TableLine(
            line["table"],
            line["replaced"],
            tuple(CellsLine(tuple(key), *rest) for key, *rest in line["cells"]),
            tuple(RowLine(tuple(key), *rest) for key, *rest in line["appended"]),
            tuple(line["rows"]),
            tuple(line["written"]),
        )
        for line in data["tables"]
    )
    known = {field: data[field] for field in ("command", *_PLAIN_FIELDS)}
    return Run(time=datetime.fromisoformat(data["time"]), tables=lines, path=name, **known)


def mark_undone(run: Run) -> None:
    """Note that a run was undone: the next undo takes the one before it."""
    save(replace(run, undone=True), run.path)


def _names(path: Path) -> Sequence[Path]:
    """Return the names of a workbook's journals, oldest first; they may not exist."""
    pattern = re.compile(re.escape(path.stem) + r" (\d{8}-\d{6})(?:-(\d+))?")
    found = []
    for name in folder(path).glob("*" + path.suffix) if folder(path).is_dir() else ():
        if match := pattern.fullmatch(name.stem):
            found.append((match[1], int(match[2] or 1), name.with_suffix(".json")))
    return [name for _, _, name in sorted(found)]


def prune(path: Path) -> None:
    """Keep the newest backups of a workbook and delete the older ones."""
    for name in _names(path)[:-KEPT]:
        name.with_suffix(path.suffix).unlink(missing_ok=True)
        name.unlink(missing_ok=True)
