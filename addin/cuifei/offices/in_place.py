"""An adopted workbook: its tables, read from the office's own sheets as the sheet 映射 says."""

import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree

from cuifei.domain.language import DEFAULT
from cuifei.domain.problems import CuifeiError, Problem, Step, say
from cuifei.files import source
from cuifei.files.marks import Marks
from cuifei.files.source import Sheet, Source
from cuifei.offices import answering, borrowed, layouts, mapping, netting
from cuifei.offices.mapping import BookMap
from cuifei.ooxml import package
from cuifei.ooxml.package import TablePart
from cuifei.tables.cells import normal
from cuifei.tables.layout import MAPPING, TABLES, Column, Table
from cuifei.tables.locate import Area, Grid, locate
from cuifei.tables.port import Book, TableRows

RowsOf = Callable[[Table, Area, Grid, Marks], TableRows]
_ODD = (OSError, EOFError, LookupError, ValueError, RuntimeError)
_BORROWED = ("units", "charges")


def book(path: Path, data: bytes, parts: package.Package, rows_of: RowsOf) -> Book | None:
    """Return an adopted workbook's tables; None where the workbook was not adopted.

    Raises CuifeiError where the office's sheets look different than when they
    were adopted: then nobody may guess.
    """
    if mapping_part(parts.tables) is None:
        return None
    src = source.read(path, data)
    chart = stored(src, parts.tables)
    if chart is None or not chart.accepted:
        return None
    answering.ensure_readable(answers(src, parts.tables))
    placed, changed = layouts.found(src, chart)
    if changed:
        raise CuifeiError(
            say("the sheets look different than when they were adopted: {what}", what=changed[0]),
            say("To have it proposed how to read them now: {step}", step=Step("adopt")),
            changed[0].params.get("sheet", ""),  # type: ignore[arg-type]
        )
    tables, problems = borrowed.tables(src, placed)
    theirs = tables["payments"]
    tables.update(_ours(src, parts.tables, chart, rows_of))
    if tables["payments"] is not theirs:
        tables["payments"] = borrowed.payments(theirs, tables["payments"])
    tables.update(netting.matched(tables, chart.netted))
    problems += _new_sheets(src, parts.tables, chart)
    return Book(path, tables, src.digest, DEFAULT, adopted=True, problems=tuple(problems))


def _parts(path: Path) -> package.Package | None:
    try:
        return package.parts(path)
    except (CuifeiError, zipfile.BadZipFile, zlib.error, etree.LxmlError, *_ODD):
        return None  # the usual reader says what is wrong with it


def holds(path: Path, wanted: Iterable[Table]) -> bool:
    """Return whether a file is a workbook with one of these tables, which is quick to see."""
    parts = _parts(path)
    names = {normal(part.name).partition("_")[0] for part in parts.tables} if parts else set()
    return any(normal(word) in names for table in wanted for word in table.names)


def mapping_part(parts: Sequence[TablePart]) -> TablePart | None:
    """Return the Excel table 映射, None where the workbook has none."""
    names = [normal(name) for name in MAPPING.names]
    headers = [list(map(normal, pair)) for pair in _names_by_language(MAPPING.columns[:2])]
    for part in parts:
        part_headers = [normal(name) for name in part.columns[:2]]
        if normal(part.name).partition("_")[0] in names and part_headers in headers:
            return part
    return None


def answers(src: Source, parts: Sequence[TablePart]) -> dict[str, str]:
    """Return what the sheet 映射 holds, by mapping.code; empty where there is none."""
    part = mapping_part(parts)
    sheet = src.sheet(part.sheet) if part else None
    if part is None or sheet is None:
        return {}
    top, left, bottom, _ = part.ref
    pairs = ((sheet.at(row, left), sheet.at(row, left + 1)) for row in range(top + 1, bottom + 1))
    return mapping.answers((str(k), _typed(v)) for k, v in pairs if k is not None and v is not None)


def _typed(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    return text.removesuffix(" 00:00:00")


def stored(src: Source, parts: Sequence[TablePart]) -> BookMap | None:
    """Return the mapping that the workbook holds, None where it holds none."""
    stored_answers = answers(src, parts)
    return mapping.parse(stored_answers) if "state" in stored_answers else None


def chart_of(book: Book) -> BookMap | None:
    """Return how an adopted workbook that was read already is read; None for a ledger of ours."""
    table = book.tables.get(MAPPING.name)
    if not book.adopted or table is None:
        return None
    pairs = ((row.get("key"), row.get("value")) for row in table.rows.values())
    return mapping.parse(mapping.answers((str(k), str(v)) for k, v in pairs if k and v))


def own_sheets(parts: Iterable[TablePart]) -> set[str]:
    """Return the sheets that hold an Excel table of ours."""
    return {part.sheet for part in parts if any(_is(part, t) for t in (*TABLES, MAPPING))}


def without_ours(src: Source) -> Source:
    """Return a workbook with the office's sheets alone."""
    ours = own_sheets(src.tables)
    return replace(src, sheets=tuple(sheet for sheet in src.sheets if sheet.name not in ours))


def _is(part: TablePart, table: Table) -> bool:
    names = {normal(name) for name in table.names}
    if normal(part.name).partition("_")[0] not in names:
        return False
    words = {normal(name) for name in part.columns}
    needed = [c for c in table.columns if c.required or table.ours]
    return any(set(map(normal, headers)) <= words for headers in _names_by_language(needed))


def _names_by_language(columns: Iterable[Column]) -> list[tuple[str, ...]]:
    """Return the headers of columns as each language has them."""
    return list(zip(*(column.names for column in columns), strict=True))


def ours_only(src: Source, rows_of: RowsOf) -> Mapping[str, TableRows]:
    """Return the Excel tables of ours that the workbook has."""
    return _ours(src, src.tables, BookMap((), tuple(s.name for s in src.sheets)), rows_of)


def _ours(
    src: Source, parts: Sequence[TablePart], chart: BookMap, rows_of: RowsOf
) -> Mapping[str, TableRows]:
    """Return the tables of ours that the workbook has, beside those of the office."""
    theirs = set(chart.sheets) - own_sheets(parts)
    names = [sheet.name for sheet in src.sheets]
    out: dict[str, TableRows] = {}
    for table in (*TABLES, MAPPING):
        if table.name in _BORROWED:
            continue
        table_parts = [
            replace(p, name=table.called(DEFAULT))
            for p in parts
            if p.sheet not in theirs and _is(p, table)
        ]
        grids = {s.name: s.rows for s in src.sheets if s.name not in theirs}
        named = any(normal(name) in map(normal, table.names) for name in grids)
        if not table_parts and (table.ours or not named):
            continue
        area = locate(table, grids, table_parts, names)
        sheet = src.sheet(area.sheet) if area else None
        if area and sheet:
            out[table.name] = rows_of(table, area, sheet.rows, _marks(sheet))
    return out


def _marks(sheet: Sheet) -> Marks:
    return Marks({}, set(sheet.uncomputed))


def _new_sheets(src: Source, parts: Sequence[TablePart], chart: BookMap) -> list[Problem]:
    """Return a Problem for each sheet that was not there when the workbook was adopted."""
    ours = own_sheets(parts) | {table.called(DEFAULT) for table in (*TABLES, MAPPING)}
    return [
        Problem(
            sheet.name,
            say("the sheet {sheet} is new and not read", sheet=sheet.name),
            say("If it holds units or amounts, have it read: {step}", step=Step("adopt")),
        )
        for sheet in src.sheets
        if sheet.name not in chart.sheets and sheet.name not in ours and sheet.rows
    ]
