"""How does the new file take the place of the old one, all at once and tested before?

A crash at any point leaves the old file or the new one, whole.
"""

import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from xml.parsers import expat

from cuifei.domain.problems import CuifeiError, say
from cuifei.files import plain_copy
from cuifei.ooxml import cell_xml, package, zip_raw
from cuifei.ooxml.shared_strings import Strings
from cuifei.workbook import run_log
from cuifei.workbook.draft import Parts
from cuifei.workbook.sheet_draft import SheetDraft

_MARCH_1900, _SECONDS = 61, 2 / 86_400
_BLOCK = 1 << 18


class NotWhole(Exception):
    """A new file that does not hold what was written: a bug, and the old file stays."""


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """Give a name for the new file in the same folder; it is removed unless it was swapped in."""
    number, name = tempfile.mkstemp(".xlsx", _prefix(path), path.parent)
    os.close(number)
    fresh = Path(name)
    try:
        yield fresh
    finally:
        with suppress(OSError):  # what stays is swept by the next run
            fresh.unlink()


def _prefix(path: Path) -> str:
    """Return how the names of a workbook's new files begin: another workbook's are not ours."""
    return f".cuifei-{zlib.crc32(path.name.encode()):08x}-"


def sweep(path: Path) -> None:
    """Delete the new files that killed runs left beside a workbook; the caller holds its lock."""
    prefix = _prefix(path)
    with suppress(OSError):
        for leftover in path.parent.iterdir():
            if leftover.name.startswith(prefix):
                with suppress(OSError):
                    leftover.unlink()


def build(path: Path, fresh: Path, parts: Parts) -> None:
    """Write the new file beside the old one, and let the disk have it."""
    with fresh.open("r+b") as target:
        zip_raw.rewrite(path, target, parts.replaced, parts.added, parts.dropped)
        flush(target.fileno())


def flush(number: int) -> None:
    """Let the disk have what was written to a file."""
    os.fsync(number)


def check(path: Path, fresh: Path, parts: Parts, sheets: Iterable[SheetDraft]) -> None:
    """Raise NotWhole unless the new file is sound and holds the cells that were written."""
    try:
        _check_zip(path, fresh, parts)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise NotWhole(fresh.name) from error
    pack = package.parts(fresh)
    with zipfile.ZipFile(fresh) as new:
        strings = Strings(new, pack.strings)
        reader = plain_copy.opened(fresh, fresh.read_bytes(), pack)
        for sheet in sheets:
            worksheet = reader.get_sheet_by_name(sheet.name)
            # Columns that the reader leaves out.
            before = worksheet.start[1] if worksheet.start else 0
            _check_cells(
                sheet,
                worksheet.iter_rows(),
                before,
                partial(cell_xml.content, string=strings),
                pack.date1904,
            )


def _check_zip(path: Path, fresh: Path, parts: Parts) -> None:
    with zipfile.ZipFile(fresh) as new, zipfile.ZipFile(path) as old:
        if set(new.namelist()) != (set(old.namelist()) | set(parts.added)) - parts.dropped:
            raise NotWhole("members")
        ours = {*parts.replaced, *parts.added}
        for name in new.namelist():
            _check_part(new, name, name in ours and name.endswith((".xml", ".rels")))


def _check_part(file: zipfile.ZipFile, name: str, as_xml: bool) -> None:
    """Raise NotWhole, or BadZipFile where a part read to its end has not the sum that it should."""
    with file.open(name) as stream:
        try:
            parser = expat.ParserCreate() if as_xml else None
            while block := stream.read(_BLOCK):
                if parser:
                    parser.Parse(block, False)
            if parser:
                parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise NotWhole(name) from error


def _check_cells(
    sheet: SheetDraft,
    rows: Iterable[Sequence[object]],
    before: int,
    content: Callable[[bytes | None], cell_xml.Content],
    date1904: bool,
) -> None:
    waiting = {row: edits for row, edits in sheet.edits.items() if edits}
    for number, row in enumerate(rows, 1):
        if number not in waiting:
            continue
        for column, raw in waiting.pop(number).items():
            place = column - 1 - before
            read = row[place] if 0 <= place < len(row) else None
            if type(read) is float and _float(raw) == read:
                continue
            if not _agree(content(raw), read, date1904):
                raise NotWhole(f"{sheet.name} row {number} column {column}")
    for number, edits in waiting.items():
        for column, raw in edits.items():
            if content(raw) is not None:
                raise NotWhole(f"{sheet.name} row {number} column {column}")


def _float(raw: bytes) -> float | None:
    """Return the number of a cell that surely holds one; None: ask `content`, which takes longer.

    >>> _float(b'<c r="D7" s="3"><v>12.50</v></c>'), _float(b'<c r="D7" t="s"><v>3</v></c>')
    (12.5, None)
    """
    if raw[-8:] != b"</v></c>" or b"<f" in raw or b" t=" in raw:
        return None
    try:
        return float(raw[raw.rindex(b">", 0, -8) + 1 : -8])
    except ValueError:
        return None


def _agree(want: cell_xml.Content, read: object, date1904: bool) -> bool:
    """Return whether another reader finds in the cell what was meant."""
    if type(want) is type(read) is str and want == read:
        return True
    if type(want) is Decimal and type(read) is float and read == float(want):
        return True
    if isinstance(want, (cell_xml.Formula, cell_xml.Fault)):
        return True  # its cached value says nothing about what was written
    if want is None:
        return read in ("", None)
    if isinstance(want, bool) or isinstance(read, bool):
        return want is read
    if isinstance(want, Decimal):
        slack = max(abs(float(want)) * 1e-9, _slack(read, float(want)))
        return abs(_number(read, date1904) - float(want)) <= slack
    if isinstance(read, (date, time)):
        return True  # a day that another program stored as text (t="d")
    return isinstance(read, str) and read.split() == want.split()


def _slack(read: object, want: float) -> float:
    """Return how far a day may be off: readers round seconds, and Excel knows a 29 Feb 1900."""
    if not isinstance(read, (date, time, timedelta)):
        return 0
    return 1 if 0 <= want < _MARCH_1900 else _SECONDS


def _number(read: object, date1904: bool) -> float:
    start = datetime(1904, 1, 1) if date1904 else datetime(1899, 12, 30)
    if isinstance(read, datetime):
        return (read - start) / timedelta(1)
    if isinstance(read, date):
        return float((read - start.date()).days)
    if isinstance(read, time):
        return (read.hour * 3600 + read.minute * 60 + read.second) / 86_400
    if isinstance(read, timedelta):
        return read / timedelta(1)
    return float(read) if isinstance(read, (int, float)) else float("nan")


def replace(path: Path, fresh: Path) -> None:
    """Let the new file take the old one's name and mode."""
    with suppress(OSError):  # a mode is no reason to lose a run
        shutil.copymode(path, fresh)
    try:
        fresh.replace(path)
    except PermissionError as error:
        raise CuifeiError(
            say("{name} is open in another program", name=path.name),
            say("Close it there, and run again; nothing was written"),
        ) from error
    run_log.note_written(path.name)
    _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    with suppress(OSError):  # Windows opens no folders
        number = os.open(folder, os.O_RDONLY)
        try:
            flush(number)
        finally:
            os.close(number)


def copy(source: Path, target: Path) -> None:
    """Copy a file and let the disk have the copy."""
    shutil.copy2(source, target)
    with target.open("r+b") as file:
        flush(file.fileno())
