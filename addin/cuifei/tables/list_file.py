"""Lists that go out of the house and come back: small tables as .xlsx or .csv.

Everything is written as text: no program may make 1.3E+10 of a phone number, or
a formula of a name. A .csv has a byte-order mark, so that Excel reads Chinese.
"""

import csv
import html
import io
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

from python_calamine import CalamineError, CalamineWorkbook

from cuifei.domain.problems import CuifeiError, listed, say
from cuifei.files import damage, limits, source, text
from cuifei.locale import phrases
from cuifei.ooxml import escapes, refusals
from cuifei.ooxml.a1 import column_letters
from cuifei.ooxml.values import Cell
from cuifei.tables.cells import normal
from cuifei.tables.list_layout import heading

Row = Mapping[str, str]
_FORMULA = ("=", "@", "+", "-", "\t", "\r")
_WIDEST = 60
_NO_WORKBOOK = (
    OSError,
    KeyError,
    RuntimeError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
    CalamineError,
)


def write_xlsx(
    path: Path, title: str, header: Sequence[str], rows: Sequence[Row], ledger: str = ""
) -> None:
    """Write a list as a workbook with one sheet; blank cells are ready to be filled in.

    `ledger`: the file name of the workbook that it is of, where it comes back (`ledger_of`).
    """
    # Imported here: most runs write no list, and openpyxl takes longer to import than they do.
    from openpyxl import Workbook
    from openpyxl.styles import Alignment

    book = Workbook()
    book.properties.subject = ledger or None
    sheet = cast(Any, book.active)
    sheet.title = title
    for at, name in enumerate(header, 1):
        _head(sheet.cell(1, at, name))
        for number, row in enumerate(rows, 2):
            cell = sheet.cell(number, at)
            cell.number_format, cell.data_type = "@", "s"
            cell.value = _plain_text(row.get(name, "")) or None
            if cell.value is not None:
                cell.data_type = "s"  # a name that begins with = is a name
            cell.alignment = Alignment(vertical="center", wrap_text=True)
        widest = max((_width(row.get(name, "")) for row in rows), default=0)
        wide = min(max(widest, _width(name), 8) + 2, _WIDEST)
        sheet.column_dimensions[column_letters(at)].width = wide
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    book.save(path)


def write_fields(
    path: Path, title: str, columns: Mapping[str, tuple[str, ...]], lines: Sequence[Row], lang: str
) -> None:
    """Write a list by field (`write_xlsx`): its headings are those of `lang` in `columns`."""
    heads = {field: heading(columns, field, lang) for field in columns}
    named = [{heads[field]: text for field, text in line.items()} for line in lines]
    write_xlsx(path, title, list(heads.values()), named)


def ledger_of(path: Path) -> str:
    """Return the file name of the workbook that a list is of; blank where the list does not say."""
    try:
        with zipfile.ZipFile(path) as file:
            core = file.read("docProps/core.xml").decode()
    except (*_NO_WORKBOOK, ValueError):
        return ""
    subject = re.search(r"<dc:subject>([^<]*)</dc:subject>", core)
    return html.unescape(subject[1]) if subject else ""


def _head(cell: Any) -> None:
    from openpyxl.styles import Font, PatternFill

    cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDE6EE")


def _width(text: str) -> int:
    return sum(2 if ord(ch) > 0x2E7F else 1 for ch in text)


def write_csv(path: Path, header: Sequence[str], rows: Sequence[Row]) -> None:
    """Write a list as .csv (UTF-8 with a byte-order mark).

    A value that a spreadsheet would reckon as a formula gets an apostrophe before it.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        lines = ([_harmless(_plain_text(row.get(name, ""))) for name in header] for row in rows)
        writer.writerows(lines)


def _plain_text(value: str) -> str:
    """Return a value without the signs that no workbook can hold and nobody sees."""
    return escapes.ILLEGAL.sub("", value)


def _harmless(value: str) -> str:
    signed = value[:1] in ("+", "-") and value[1:].replace(" ", "").isdigit()
    return f"'{value}" if value.startswith(_FORMULA) and not signed else value


def header(path: Path, titles: Sequence[str]) -> Sequence[str]:
    """Return the first row of a workbook whose only sheet has one of these names; () of others."""
    try:
        with zipfile.ZipFile(path) as file:
            # A ledger is told by its sheets alone: none of its rows is read.
            if len(re.findall(rb"<(?:\w+:)?sheet\s", file.read("xl/workbook.xml"))) != 1:
                return ()
        with CalamineWorkbook.from_path(str(path)) as book:
            if book.sheet_names[0] not in titles:
                return ()
            lines = book.get_sheet_by_index(0).to_python(skip_empty_area=False, nrows=1)
    except _NO_WORKBOOK:
        return ()
    return [str(cell) for line in lines for cell in line]


def read(path: Path, wanted: Mapping[str, Sequence[str]]) -> Mapping[int, Mapping[str, Cell]]:
    """Return the rows of a list by their line: field -> cell, blank cells left out.

    `wanted`: field -> the headings under which it may stand; the heading row is the first
    that holds one of the first field's. Raises CuifeiError where the file cannot be read, or
    has no such heading.
    """
    names = {
        normal(name): field
        for field, known in wanted.items()
        for name in (*known, *phrases(tuple(known)))
    }
    needed = next(iter(wanted))
    lines = _lines(path)
    for place, line in enumerate(lines):
        columns = {at: names.get(normal(str(cell))) for at, cell in enumerate(line)}
        if needed in columns.values():
            return dict(_rows(lines, place, columns))
    raise CuifeiError(
        say("the list {file} has no column {name}", file=path.name, name=wanted[needed][0]),
        say("Name the columns: {names}", names=listed(known[0] for known in wanted.values())),
    )


def _rows(
    lines: Sequence[Sequence[Cell]], head: int, columns: Mapping[int, str | None]
) -> list[tuple[int, Mapping[str, Cell]]]:
    rows: list[tuple[int, Mapping[str, Cell]]] = []
    for number, line in enumerate(lines[head + 1 :], head + 2):
        cells = {
            field: cell
            for at, cell in enumerate(line)
            if (field := columns.get(at)) and str(cell).strip()
        }
        if cells:
            rows.append((number, cells))
    return rows


def _lines(path: Path) -> list[list[Cell]]:
    data = source.bytes_of(path)
    limits.ensure_size(path, data)
    if not source.is_workbook(data):
        return _text_lines(path, data)
    with damage.told(path):
        source.ensured(path, data)
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            sheet = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [[_plain(cell) for cell in line] for line in sheet]


def _text_lines(path: Path, data: bytes) -> list[list[Cell]]:
    """Return the cells of a .csv. Raises CuifeiError where a line of it cannot be read."""
    content = text.decoded(data)
    if not content.strip():
        raise refusals.no_table(path)
    limits.ensure_lines(path, content)
    records = text.records(content, text.delimiter(content))
    for row, what in records.told.items():
        raise CuifeiError(what, say("Put this line right, and run again"), f"{path.name}!{row}")
    return [list(line) for line in records.rows]


def _plain(cell: Any) -> Cell:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, (str, int, float, bool, date)):
        return cell
    return str(cell)
