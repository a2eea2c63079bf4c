"""What does the file hold, whatever its format? Sheets of cells, nothing understood yet.

.xlsx .xlsm .xls .xlsb .ods are read by calamine; .csv in GB18030 or UTF-8 and
web pages named .xls are read here. The bytes decide, not the name.
"""

import hashlib
import io
import math
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from python_calamine import CalamineSheet, SheetTypeEnum

from cuifei.domain.problems import CuifeiError, say
from cuifei.files import (
    binary,
    damage,
    limits,
    old_excel,
    open_document,
    plain_copy,
    shown,
    text,
    web_page,
)
from cuifei.files.marks import Marks, marks
from cuifei.files.sheet import Sheet, made
from cuifei.ooxml import package, refusals
from cuifei.ooxml.values import Cell

__all__ = ["Sheet", "Source", "read"]

_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PATCHED = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read. `patched`: our cells can be written into it without a copy."""

    path: Path
    sheets: tuple[Sheet, ...]
    digest: str
    patched: bool
    date1904: bool = False
    serials_unsure: bool = False
    tables: tuple[package.TablePart, ...] = ()

    def sheet(self, name: str) -> Sheet | None:
        """Return the sheet of that name."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def read(path: Path, data: bytes | None = None) -> Source:
    """Return a file's sheets. Raises CuifeiError where it is none of the formats or unreadable."""
    data = bytes_of(path) if data is None else data
    limits.ensure_size(path, data)
    digest = hashlib.sha256(data).hexdigest()
    with damage.told(path):
        if is_workbook(data):
            return _workbook(path, data, digest)
        if is_page(data):
            return Source(path, tuple(web_page.sheets(path, data)), digest, False)
        return Source(path, (_text(path, data),), digest, False)


def is_workbook(data: bytes) -> bool:
    """Return whether the bytes begin as a workbook does, of Excel or of LibreOffice."""
    return data.startswith((_ZIP, _OLE))


def is_page(data: bytes) -> bool:
    """Return whether the bytes begin as a web page does."""
    start = data[:400].removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe\0 \r\n\t")
    return start.startswith(b"<")


def bytes_of(path: Path) -> bytes:
    """Return the bytes of a file. Raises CuifeiError where it is not there or encrypted."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise refusals.unopened(path) from error
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise refusals.protected(path)
    return data


def _workbook(path: Path, data: bytes, digest: str) -> Source:
    parts = ensured(path, data)
    marks_by_sheet = _marks(data, parts) if parts else {}
    keys = _shown(data, parts)
    with plain_copy.opened(path, data, parts) as book:
        names = [s.name for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
        sheets = tuple(
            _sheet(
                book.get_sheet_by_name(name), marks_by_sheet.get(name, Marks()), keys.get(name, {})
            )
            for name in names
        )
    limits.ensure_rows(path, (sheet.rows for sheet in sheets))
    return Source(
        path,
        sheets,
        digest,
        patched=parts is not None and path.suffix.lower() in _PATCHED and not parts.strict,
        date1904=bool(parts and parts.date1904),
        serials_unsure=data.startswith(_OLE) or _is_binary(data),
        tables=parts.tables if parts else (),
    )


def ensured(path: Path, data: bytes) -> package.Package | None:
    """Return the parts of an Open XML workbook, None for another one, if it may be read.

    Raises CuifeiError where it is protected, or reaches farther than the readers bear.
    """
    if not data.startswith(_ZIP):
        old_excel.ensure_ends(data)
        limits.ensure_extents(path, old_excel.extents(data))
        return None
    limits.ensure_zip(path, data)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = file.namelist()
        if "content.xml" in names and "xl/workbook.xml" not in names:
            limits.ensure_whole(path, file, "content.xml")
            limits.ensure_extents(path, open_document.extents(file))
            return None
        if any(name.endswith("workbook.bin") for name in names):
            limits.ensure_extents(path, binary.extents(file))
            return None
    parts = package.parts(path)
    limits.ensure_parts(path, data, parts)
    return parts


def _is_binary(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return any(name.endswith("workbook.bin") for name in file.namelist())


def _marks(data: bytes, parts: package.Package) -> dict[str, Marks]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: marks(file, part) for name, part in parts.sheets.items()}


def _shown(data: bytes, parts: package.Package | None) -> dict[str, dict[tuple[int, int], str]]:
    """Return the whole numbers that a number format shows as something else (shown.py)."""
    if not data.startswith(_ZIP):
        return old_excel.shown(data)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        if parts is not None:
            return shown.shown(file, parts.styles, parts.sheets)
        if "content.xml" in file.namelist():
            return open_document.shown(file)
        return binary.shown(file)


def _sheet(sheet: CalamineSheet, sheet_marks: Marks, keys: Mapping[tuple[int, int], str]) -> Sheet:
    rows = [[_cell(raw) for raw in row] for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), shows in (*keys.items(), *sheet_marks.errors.items()):
        if row <= len(rows) and column <= len(rows[row - 1]):
            rows[row - 1][column - 1] = shows
    ranges = sheet.merged_cell_ranges or []
    merged = tuple((a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1) for a, b in ranges)
    return made(sheet.name, rows, merged, frozenset(sheet_marks.uncomputed))


def _cell(raw: object) -> Cell:
    if isinstance(raw, float) and not math.isfinite(raw):
        return str(raw).upper()  # INF and NAN are no numbers to reckon with
    if raw is None or isinstance(raw, int | float | date):
        return raw
    return str(raw) or None


def _text(path: Path, data: bytes) -> Sheet:
    """Return a text file's cells. Raises CuifeiError where a line of it cannot be read."""
    content = text.decoded(data)
    if not content.strip():
        raise refusals.no_table(path)
    limits.ensure_lines(path, content)
    records = text.records(content, text.delimiter(content))
    for row, message in records.told.items():
        remedy = say("Open it in Excel, put this line right, and save it as a workbook (.xlsx)")
        raise CuifeiError(message, remedy, f"{path.name}!{row}")
    return made(path.stem[:31], [[cell or None for cell in row] for row in records.rows])
