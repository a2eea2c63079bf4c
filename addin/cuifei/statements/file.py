"""Which tables does a statement's file hold, whatever its format? Cells, not yet understood."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from cuifei.domain.problems import Message
from cuifei.files import limits, source, text
from cuifei.files.sheet import Sheet, made
from cuifei.files.source import Source
from cuifei.ooxml import refusals
from cuifei.ooxml.values import Cell
from cuifei.statements.words import WRAPPED

_DELIMITERS = ",\t;|"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the file, and what is to be told of its lines (row -> what)."""

    source: Source
    told: Mapping[int, Message] = field(default_factory=dict)


def readings(path: Path) -> Iterator[Reading]:
    """Yield the file as it is read, or a text for each way to part it into columns.

    Raises CuifeiError where it cannot be read, or is no table.
    """
    data = source.bytes_of(path)
    limits.ensure_size(path, data)
    if source.is_workbook(data) or source.is_page(data):
        workbook = source.read(path, data)
        sheets = tuple(_tidied(sheet) for sheet in workbook.sheets)
        yield Reading(Source(workbook.path, sheets, workbook.digest, False, workbook.date1904))
        return
    content = text.decoded(data)
    if not content.strip():
        raise refusals.no_table(path)
    limits.ensure_lines(path, content)
    for mark in _DELIMITERS:
        if mark in content:
            records = text.records(content, mark)
            sheet = _tidied(made(path.stem[:31], records.rows))
            yield Reading(Source(path, (sheet,), "", False), records.told)


def _tidied(sheet: Sheet) -> Sheet:
    """Return a sheet whose texts are without what exports put around them."""
    rows = [[_tidy(cell) for cell in row] for row in sheet.rows]
    return Sheet(sheet.name, rows, sheet.merged, sheet.uncomputed, sheet.fill)


@lru_cache(maxsize=50_000, typed=True)
def _tidy(cell: Cell) -> Cell:
    """Return a cell without tabs, back ticks and ="…" around its text; blank is None.

    >>> _tidy("`4200001\\t"), _tidy('="0012"'), _tidy(" \\t")
    ('4200001', '0012', None)
    """
    if not isinstance(cell, str):
        return cell
    bare = WRAPPED.sub(r"\1", cell.strip()).strip("`' \t\r\n\u3000\xa0\ufeff")
    return re.sub(r"[\t\r\n]+", " ", bare) or None


def texts(sheet: Sheet, first: int, last: int) -> Iterator[str]:
    """Yield the texts of some rows (1-based, `last` included)."""
    for row in sheet.rows[max(first - 1, 0) : last]:
        yield from (cell for cell in row if isinstance(cell, str))
