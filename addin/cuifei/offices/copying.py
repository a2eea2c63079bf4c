"""A faithful copy of the values of a file that cannot be written into: a new .xlsx beside it."""

import io
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from cuifei.files.source import Sheet, Source
from cuifei.newbook.repack import repacked
from cuifei.ooxml.values import Cell
from cuifei.tables.faults import ERRORS

_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))
_STAMP = "2026-01-01T00:00:00Z"


def name_for(path: Path) -> Path:
    """Return where the copy of a file stands.

    >>> name_for(Path("台账.xls")).name
    '台账 催费.xlsx'
    """
    return path.with_name(f"{path.stem} 催费.xlsx")


def copy(source: Source, target: Path) -> None:
    """Write every sheet of a file, values only, as a new workbook; the same each time."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "cuifei"
    book.properties.created = datetime(2026, 1, 1)
    for sheet in source.sheets:
        _write(book, sheet)
    saved = io.BytesIO()
    book.save(saved)
    target.write_bytes(repacked(saved, _STAMP))


def _write(book: Workbook, sheet: Sheet) -> None:
    copied_sheet = book.create_sheet(sheet.name.translate(_FORBIDDEN)[:31] or "Sheet")
    widths: dict[int, int] = {}
    for row, cells in enumerate(sheet.rows, 1):
        for column, value in enumerate(cells, 1):
            if value is None:
                continue
            cell = copied_sheet.cell(row, column, _plain(value))
            if isinstance(value, str):
                cell.data_type = "e" if value in ERRORS else "s"
                cell.number_format = "General" if value in ERRORS else "@"
            elif isinstance(value, date):
                date_only = not isinstance(value, datetime) or value.time() == datetime.min.time()
                cell.number_format = "yyyy-mm-dd" if date_only else "yyyy-mm-dd hh:mm:ss"
            size = sum(2 if ord(c) > 0x2E7F else 1 for c in str(value))
            widths[column] = min(40, max(widths.get(column, 8), size + 2))
    for top, left, bottom, right in sheet.merged:
        copied_sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    for column, width in widths.items():
        copied_sheet.column_dimensions[get_column_letter(column)].width = width


def _plain(value: Cell) -> "str | int | float | date | Decimal | bool | None":
    return ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
