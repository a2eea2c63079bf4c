"""Where in the workbook does each table lie, and which column is which?

An Excel table of that name says it exactly. Where there is none, the sheet of
that name is searched: its header is the row, of the first ten, that names most
of the table's columns.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cuifei.domain.language import DEFAULT
from cuifei.domain.problems import CuifeiError, listed, say
from cuifei.locale import languages
from cuifei.ooxml.a1 import column_letters
from cuifei.ooxml.package import TablePart
from cuifei.tables.cells import normal
from cuifei.tables.layout import Column, Table

HEADER_ROWS = 10

Grid = Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Area:
    """Where one table lies. `columns`: field -> column number; `last_row`: of its records."""

    sheet: str
    header_row: int
    last_row: int
    columns: Mapping[str, int]
    lang: str
    part: str = ""


def locate(
    table: Table, sheets: Mapping[str, Grid], parts: Sequence[TablePart], names: Sequence[str]
) -> Area | None:
    """Return where a table lies, None where an optional one is not there.

    `sheets` are those that were read, `names` all that the workbook has.

    Raises CuifeiError where a needed table, or a required column, is missing.
    """
    own = tuple(normal(name) for name in table.names)
    by_name = [part for part in parts if normal(part.name) in own]
    on_sheet = [part for part in parts if normal(part.sheet) in own]
    for part in (*by_name, *sorted(on_sheet, key=lambda p: -len(_match(table, _named(p))))):
        if part.sheet in sheets and (part in by_name or _match(table, _named(part))):
            return _of_part(table, part)
    by_sheet = {normal(name): name for name in sheets}
    for name in own:
        if name in by_sheet:
            area = _of_sheet(table, by_sheet[name], sheets[by_sheet[name]])
            if area is not None:
                return area
    if table.needed:
        raise CuifeiError(
            say("the workbook has no table {table}", table=table.called(DEFAULT)),
            say(
                "Add a sheet {table} with its header row, or start from a new ledger; "
                "sheets found: {sheets}",
                table=table.called(DEFAULT),
                sheets=listed(names),
            ),
        )
    return None


def _named(part: TablePart) -> list[tuple[int, str]]:
    return list(enumerate(part.columns, part.ref[1]))


def _of_part(table: Table, part: TablePart) -> Area:
    header = _named(part)
    columns = _match(table, header)
    _complain_of_missing(table, columns, part.sheet, header)
    last = part.ref[2] - (1 if part.totals_row else 0)
    lang = _language(table, header)
    return Area(part.sheet, part.ref[0], last, columns, lang, part.part)


def _of_sheet(table: Table, sheet: str, grid: Grid) -> Area | None:
    """Return the area of a plain sheet, None where no header of the table is on it."""
    best: dict[str, int] = {}
    best_row = 0
    for number, row in enumerate(grid[:HEADER_ROWS], 1):
        columns = _match(table, _header(row))
        if _weight(table, columns) > _weight(table, best):
            best, best_row = columns, number
    header = _header(grid[best_row - 1]) if best_row else []
    if not best and not table.needed:
        return None
    _complain_of_missing(table, best, sheet, header)
    _complain_of_doubles(table, sheet, header)
    return Area(sheet, best_row, len(grid), best, _language(table, header))


def _header(row: Sequence[object]) -> list[tuple[int, str]]:
    return [(n, cell) for n, cell in enumerate(row, 1) if isinstance(cell, str) and cell.strip()]


def _weight(table: Table, columns: Mapping[str, int]) -> tuple[int, int]:
    required = sum(column.required for column in table.columns if column.field in columns)
    return required, len(columns)


def _match(table: Table, header: Iterable[tuple[int, str]]) -> dict[str, int]:
    """Return field -> column number; a column's own name goes before its other names."""
    at: dict[str, int] = {}
    for number, name in header:
        at.setdefault(normal(name), number)
    columns: dict[str, int] = {}
    for column in table.columns:
        for name in (*column.names, *column.also):
            if normal(name) in at:
                columns[column.field] = at[normal(name)]
                break
    return columns


def _language(table: Table, header: Iterable[tuple[int, str]]) -> str:
    names = {normal(name) for _, name in header}

    def named(lang: str) -> int:
        return sum(normal(column.called(lang)) in names for column in table.columns)

    return max(languages(), key=named)


def _complain_of_missing(
    table: Table, columns: Mapping[str, int], sheet: str, header: Sequence[tuple[int, str]]
) -> None:
    lang = _language(table, header)
    missing = [c for c in table.columns if c.required and c.field not in columns]
    if not missing:
        return
    names = listed(column.called(lang) for column in missing)
    if not header:
        raise CuifeiError(
            say("the sheet {sheet} has no header row in its first ten rows", sheet=sheet),
            say("Type the headers in one row: {columns}", columns=names),
            sheet,
        )
    raise CuifeiError(
        say("the sheet {sheet} has no column {columns}", sheet=sheet, columns=names),
        say(
            "Add the column, or correct its header; headers found: {found}",
            found=listed("".join(name.split()) for _, name in header),
        ),
        sheet,
    )


def _complain_of_doubles(table: Table, sheet: str, header: Sequence[tuple[int, str]]) -> None:
    """Refuse a required column that stands twice: nobody can know which one counts."""
    for column in table.columns:
        own = {normal(name) for name in column.names}
        places = [number for number, name in header if normal(name) in own]
        if column.required and len(places) > 1:
            first, second = column_letters(places[0]), column_letters(places[1])
            raise CuifeiError(
                say(
                    "the sheet {sheet} has the column {column} twice: {first} and {second}",
                    sheet=sheet,
                    column=_name(column, header),
                    first=first,
                    second=second,
                ),
                say("Rename the one that shall not be read"),
                sheet,
            )


def _name(column: Column, header: Sequence[tuple[int, str]]) -> str:
    own = {normal(name) for name in column.names}
    return next(name for _, name in header if normal(name) in own)
