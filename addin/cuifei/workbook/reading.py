"""What does the workbook hold? Its tables as raw cells, with their places, or a clear refusal.

Cells are read by calamine, which is fast and reads .xls too; where tables lie,
which cells show errors and which formulas were never computed is read from the
package's own parts (.xlsx and .xlsm; an .xls cannot say any of the three).
"""

import hashlib
import io
import math
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from cuifei.domain.problems import CuifeiError, say
from cuifei.files import damage, plain_copy, source
from cuifei.files.marks import Marks, marks
from cuifei.offices import in_place
from cuifei.ooxml import package, refusals
from cuifei.ooxml.values import Cell
from cuifei.tables.cells import TOTALS, blank, normal
from cuifei.tables.layout import TABLES, Table
from cuifei.tables.locate import Area, Grid, locate
from cuifei.tables.port import Book, TableRows
from cuifei.workbook import guard

_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_PLAIN = frozenset({type(None), int, bool, date, datetime})
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read(path: Path) -> Book:
    """Return the tables of a workbook as they stand on their sheets.

    Raises CuifeiError, with nothing read, where the file is missing, damaged,
    protected, or no workbook, or where a needed table or column is not there.
    """
    data = _bytes(path)
    with damage.told(path):
        parts = source.ensured(path, data)
    if parts and (adopted := in_place.book(path, data, parts, table_rows)):
        return adopted
    content = _content(path, data, parts)
    tables: dict[str, TableRows] = {}
    for table in TABLES:
        area = locate(table, content.grids, content.parts, content.names)
        if area is not None:
            grid, cell_marks = content.grids[area.sheet], content.marks[area.sheet]
            tables[table.name] = table_rows(table, area, grid, cell_marks)
    return Book(path, tables, hashlib.sha256(data).hexdigest(), tables["units"].lang)


def ours(path: Path, lang: str) -> Book:
    """Return only the Excel tables of ours in a workbook, whatever else it holds.

    That is enough to write into an office's own workbook, adopted or not yet.
    Raises CuifeiError where the file is no workbook.
    """
    src = source.read(path)
    return Book(path, in_place.ours_only(src, table_rows), src.digest, lang, adopted=True)


def _bytes(path: Path) -> bytes:
    """Return the file's bytes, once it is sure that they may be a workbook."""
    if path.is_dir():
        raise CuifeiError(
            say("{name} is a folder, not a workbook", name=path.name),
            say("Name the workbook inside the folder"),
        )
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise guard.missing(path) from error
    except OSError as error:
        raise refusals.unopened(path) from error
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise refusals.protected(path)
    if not data.startswith((_OLE, _ZIP)):
        raise _no_workbook(path, data)
    return data


def _no_workbook(path: Path, data: bytes) -> CuifeiError:
    save = say("Open it in Excel and save it as “Excel Workbook (.xlsx)”")
    start = data[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if not data:
        return refusals.empty(path)
    if start.startswith(b"<"):
        what = say("the file {name} is a web page, whatever its name says", name=path.name)
        return CuifeiError(what, save)
    return CuifeiError(say("the file {name} is not an Excel workbook", name=path.name), save)


@dataclass(frozen=True, slots=True)
class _Content:
    """What the readers found: all sheet names, the Excel tables, and of our sheets the cells."""

    names: Sequence[str]
    parts: Sequence[package.TablePart]
    grids: Mapping[str, Grid]
    marks: Mapping[str, Marks]


def _content(path: Path, data: bytes, parts: package.Package | None) -> _Content:
    """Return what stands in the file. Raises CuifeiError where the readers cannot make it out."""
    with damage.told(path):
        return _parsed(path, data, parts)


def _parsed(path: Path, data: bytes, parts: package.Package | None) -> _Content:
    with plain_copy.opened(path, data, parts) as workbook:
        names = list(parts.sheets) if parts else workbook.sheet_names
        wanted = _wanted(names, parts.tables if parts else ())
        grids = {
            name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in wanted
        }
    cell_marks = _marks(data, parts, wanted)
    return _Content(names, parts.tables if parts else (), grids, cell_marks)


def _wanted(names: Sequence[str], parts: Sequence[package.TablePart]) -> list[str]:
    """Return the sheets on which a table of ours may lie; the others are not read."""
    ours = {normal(name) for table in TABLES for name in table.names}
    holding = {part.sheet for part in parts if normal(part.name) in ours}
    return [name for name in names if normal(name) in ours or name in holding]


def _marks(
    data: bytes, parts: package.Package | None, wanted: Sequence[str]
) -> Mapping[str, Marks]:
    if parts is None:
        return {name: Marks() for name in wanted}
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: marks(file, parts.sheets[name]) for name in wanted}


def table_rows(table: Table, area: Area, grid: Grid, cell_marks: Marks) -> TableRows:
    """Return the rows of one table that are not blank, errors shown as Excel shows them."""
    rows: dict[int, dict[str, Cell]] = {}
    uncomputed: set[tuple[int, str]] = set()
    fields = {number: field for field, number in area.columns.items()}
    marked = {row for row, _ in (*cell_marks.errors, *cell_marks.uncomputed)}
    for number in range(area.header_row + 1, min(area.last_row, len(grid)) + 1):
        cells = _cells(grid[number - 1], area.columns)
        if number in marked:
            for column, field in fields.items():
                if (number, column) in cell_marks.errors:
                    cells[field] = cell_marks.errors[number, column]
                elif (number, column) in cell_marks.uncomputed:
                    uncomputed.add((number, field))
        if number in marked or any(not blank(cell) for cell in cells.values()):
            rows[number] = cells
    return TableRows(
        name=table.name,
        sheet=area.sheet,
        header_row=area.header_row,
        columns=area.columns,
        rows=rows,
        lang=area.lang,
        part=area.part,
        uncomputed=frozenset(uncomputed),
        below=_below(table, area, grid),
        values_only=cell_marks.values_only,
    )


def _cells(raw: Sequence[Any], columns: Mapping[str, int]) -> dict[str, Cell]:
    """Return the table's cells in a raw row: blank is None, times and durations are text."""
    width = len(raw)
    cells: dict[str, Cell] = {}
    for field, number in columns.items():
        cell: Any = raw[number - 1] if number <= width else None
        kind = type(cell)
        if kind is str:
            cells[field] = cell or None
        elif kind in _PLAIN or (kind is float and math.isfinite(cell)):
            cells[field] = cell
        else:
            cells[field] = str(cell)
    return cells


def _below(table: Table, area: Area, grid: Grid) -> tuple[int, ...]:
    """Return the rows right below an Excel table that look like records it does not hold."""
    below: list[int] = []
    required = {c.field: area.columns[c.field] for c in table.columns if c.required}
    first = area.last_row + 1
    for number in range(first, len(grid) + 1) if area.part and required else ():
        cells = _cells(grid[number - 1], required)
        labels = (normal(cell) for cell in cells.values() if isinstance(cell, str))
        if any(blank(cell) for cell in cells.values()) or not TOTALS.isdisjoint(labels):
            break
        below.append(number)
    return tuple(below)
