"""What does the file hold, whatever its format? Sheets of cells, nothing understood yet.

.xlsx .xlsm .xls .xlsb .ods are read by calamine; .csv in GB18030 or UTF-8 and
web pages named .xls are read here. The bytes decide, not the name.
"""

import csv
import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from lxml import etree, html
from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from cuifei.domain.problems import CuifeiError, say
from cuifei.files import binary, old_excel, open_document, shown
from cuifei.files.marks import Marks, marks
from cuifei.ooxml import package
from cuifei.ooxml.values import Cell

_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_PATCHED = (".xlsx", ".xlsm")
_DAMAGE = (OSError, ValueError, LookupError, struct.error, EOFError, zlib.error, zipfile.BadZipFile)
Ref = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows of cells, and its merged ranges (first row, first column, last, last)."""

    name: str
    rows: Sequence[Sequence[Cell]]
    merged: tuple[Ref, ...] = ()
    uncomputed: frozenset[tuple[int, int]] = frozenset()
    fill: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def at(self, row: int, column: int) -> Cell:
        """Return the cell (1-based), None where nothing stands."""
        if not 0 < row <= len(self.rows):
            return None
        cells = self.rows[row - 1]
        return cells[column - 1] if 0 < column <= len(cells) else None

    def seen(self, row: int, column: int) -> Cell:
        """Return the cell as a person sees it: a merged range shows its first cell."""
        cell = self.at(row, column)
        origin = self.fill.get((row, column)) if cell is None else None
        return self.at(*origin) if origin else cell

    @property
    def width(self) -> int:
        """How many columns are in use."""
        return max((len(row) for row in self.rows), default=0)


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
    data = _bytes(path) if data is None else data
    digest = hashlib.sha256(data).hexdigest()
    try:
        if data.startswith((_ZIP, _OLE)):
            return _workbook(path, data, digest)
        if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
            return Source(path, tuple(_page(path, data)), digest, False)
        return Source(path, (_text(path, data),), digest, False)
    except PasswordError as error:
        raise CuifeiError(
            say("the file {name} is protected with a password", name=path.name),
            say("Open it in Excel, remove the password under File > Info, and save it"),
        ) from error
    except CuifeiError:
        raise
    except (*_DAMAGE, etree.LxmlError) as error:
        raise _damaged(path) from error
    except BaseException as error:
        # Errors and panics of the Rust reader are not all derived from Exception.
        if type(error).__module__.startswith("python_calamine") or "Panic" in type(error).__name__:
            raise _damaged(path) from error
        raise


def _damaged(path: Path) -> CuifeiError:
    return CuifeiError(
        say("the file {name} is damaged or incomplete", name=path.name),
        say("Copy or download it again, or open it in Excel and save it under a new name"),
    )


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CuifeiError(
            say("the file {name} cannot be opened", name=str(path)),
            say("Check the name and the folder, and close it in other programs"),
        ) from error
    if data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data:
        raise CuifeiError(
            say("the file {name} is protected with a password", name=path.name),
            say("Open it in Excel, remove the password under File > Info, and save it"),
        )
    return data


def _workbook(path: Path, data: bytes, digest: str) -> Source:
    parts = _parts(path, data)
    seen = _marks(data, parts) if parts else {}
    keys = _shown(data, parts)
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        names = [s.name for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
        sheets = tuple(
            _sheet(book.get_sheet_by_name(name), seen.get(name, Marks()), keys.get(name, {}))
            for name in names
        )
    return Source(
        path,
        sheets,
        digest,
        patched=parts is not None and path.suffix.lower() in _PATCHED and not parts.strict,
        date1904=bool(parts and parts.date1904),
        serials_unsure=data.startswith(_OLE) or _is_binary(data),
        tables=parts.tables if parts else (),
    )


def _parts(path: Path, data: bytes) -> package.Package | None:
    """Return the parts of an Open XML workbook; None for .ods, .xlsb and .xls."""
    if not data.startswith(_ZIP):
        return None
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = file.namelist()
    if "mimetype" in names or any(name.endswith("workbook.bin") for name in names):
        return None
    return package.parts(path)


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


def _sheet(sheet: CalamineSheet, seen: Marks, keys: Mapping[tuple[int, int], str]) -> Sheet:
    rows = [[_cell(raw) for raw in row] for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), text in (*keys.items(), *seen.errors.items()):
        if row <= len(rows) and column <= len(rows[row - 1]):
            rows[row - 1][column - 1] = text
    ranges = sheet.merged_cell_ranges or []
    merged = tuple((a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1) for a, b in ranges)
    return made(sheet.name, rows, merged, frozenset(seen.uncomputed))


def made(
    name: str,
    rows: Sequence[Sequence[Cell]],
    merged: Iterable[Ref] = (),
    uncomputed: frozenset[tuple[int, int]] = frozenset(),
) -> Sheet:
    """Return a sheet of these cells."""
    ranges = tuple(merged)
    fill = {
        (row, column): (top, left)
        for top, left, bottom, right in ranges
        if (bottom - top + 1) * (right - left + 1) < 100_000
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    return Sheet(name, rows, ranges, uncomputed, fill)


def _cell(raw: object) -> Cell:
    if raw is None or isinstance(raw, int | float | date):
        return raw
    return str(raw) or None


def _text(path: Path, data: bytes) -> Sheet:
    """Return a text file's cells: UTF-8 where the bytes are, else GB18030."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise _no_table(path)
    if not text.strip() or "\0" in text:
        raise _no_table(path)
    first = "\n".join(text.splitlines()[:20])
    mark = max(",\t;", key=first.count)
    rows = [[cell or None for cell in row] for row in csv.reader(io.StringIO(text), delimiter=mark)]
    return made(path.stem[:31], rows)


def _no_table(path: Path) -> CuifeiError:
    return CuifeiError(
        say("the file {name} is not a workbook and not a table in text", name=path.name),
        say("Open it in Excel and save it as “Excel Workbook (.xlsx)”"),
    )


def _page(path: Path, data: bytes) -> Iterable[Sheet]:
    """Yield the tables of a web page as sheets."""
    head = data[:2048].lower()
    encoding = "gb18030" if b"gb2312" in head or b"gbk" in head or b"gb18030" in head else "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    found = html.fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    tables = [table for table in found.iter("table") if table.find(".//table") is None]
    if not tables:
        raise _no_table(path)
    for number, table in enumerate(tables, 1):
        name = path.stem[:31] if len(tables) == 1 else f"{path.stem[:27]}_{number}"
        yield _table(name, table)


def _table(name: str, table: html.HtmlElement) -> Sheet:
    cells: dict[tuple[int, int], Cell] = {}
    merged: list[Ref] = []
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(table.iter("tr"), 1):
        column = 1
        for cell in line.iterchildren("td", "th"):
            while (row, column) in taken:
                column += 1
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            cells[row, column] = " ".join(cell.text_content().split()) or None
            if down * across > 1:
                merged.append((row, column, row + down - 1, column + across - 1))
            taken |= {(row + d, column + a) for d in range(down) for a in range(across)}
            column += across
    last, width = max((r for r, _ in taken), default=0), max((c for _, c in taken), default=0)
    rows = [[cells.get((r, c)) for c in range(1, width + 1)] for r in range(1, last + 1)]
    return made(name, rows, merged)


def _span(cell: html.HtmlElement, name: str) -> int:
    text = cell.get(name, "1")
    return min(int(text), 1000) if text.isdigit() and int(text) else 1
