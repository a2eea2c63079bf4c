"""Which tables does a statement's file hold, whatever its format? Cells, not yet understood."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from cuifei.domain.problems import CuifeiError, say
from cuifei.files import source
from cuifei.files.source import Sheet, Source
from cuifei.ooxml.values import Cell
from cuifei.statements.words import WRAPPED

_BINARY = (b"\xd0\xcf\x11\xe0", b"PK\x03\x04")
_DELIMITERS = ",\t;|"


def read(path: Path) -> tuple[Source, ...]:
    """Return the file as one source, or one for each way to part a text into columns.

    Raises CuifeiError where it cannot be read, or is no table.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CuifeiError(
            say("the file {name} cannot be opened", name=str(path)),
            say("Check the name and the folder, and close it in other programs"),
        ) from error
    if not data.strip():
        raise CuifeiError(
            say("the file {name} is empty", name=path.name),
            say("Download the statement again"),
        )
    if data.startswith(_BINARY) or data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        whole = source.read(path, data)
        return (_with(whole, tuple(_tidied(sheet) for sheet in whole.sheets)),)
    text = _decoded(path, data)
    return tuple(_of_text(path, text, mark) for mark in _DELIMITERS if mark in text)


def _with(whole: Source, sheets: tuple[Sheet, ...]) -> Source:
    return Source(whole.path, sheets, whole.digest, False, whole.date1904)


def _decoded(path: Path, data: bytes) -> str:
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise CuifeiError(
        say("the file {name} is not a workbook and not a table in text", name=path.name),
        say("Download the statement as Excel (.xlsx, .xls) or CSV"),
    )


def _of_text(path: Path, text: str, mark: str) -> Source:
    rows = list(csv.reader(io.StringIO(text), delimiter=mark))
    return Source(path, (_tidied(source.made(path.stem[:31], rows)),), "", False)


def _tidied(sheet: Sheet) -> Sheet:
    """Return a sheet whose texts are without what exports put around them."""
    rows = [[_tidy(cell) for cell in row] for row in sheet.rows]
    return Sheet(sheet.name, rows, sheet.merged, sheet.uncomputed, sheet.fill)


def _tidy(cell: Cell) -> Cell:
    """Return a cell without tabs, back ticks and ="…" around its text; blank is None.

    >>> _tidy("`4200001\\t"), _tidy('="0012"'), _tidy(" \\t")
    ('4200001', '0012', None)
    """
    if not isinstance(cell, str):
        return cell
    text = WRAPPED.sub(r"\1", cell.strip()).strip("`' \t\r\n\u3000\xa0\ufeff")
    return re.sub(r"[\t\r\n]+", " ", text) or None


def texts(sheet: Sheet, first: int, last: int) -> Iterator[str]:
    """Yield the texts of some rows (1-based, `last` included)."""
    for row in sheet.rows[max(first - 1, 0) : last]:
        yield from (cell for cell in row if isinstance(cell, str))
