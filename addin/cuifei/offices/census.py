"""Does every row of a sheet end somewhere? Each is told for what it is, or named as left out.

What looks like a record (an amount and a room, or an owner under the owners' header) and is read
by no list is a Problem; so nothing of a sheet is lost without a word.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cuifei.domain.problems import Problem, say, say_n
from cuifei.files.source import Sheet, Source
from cuifei.offices import amounts
from cuifei.offices.evidence import texts
from cuifei.offices.extract import Extract
from cuifei.offices.headers import meaning
from cuifei.offices.mapping import BlockMap
from cuifei.offices.sorting import money_columns, shape
from cuifei.ooxml.values import Cell

_MOST_NAMED = 12  # rows that a Problem names
# How sure a row is what one of the lists side by side says of it: the first one counts.
_RANK = ("record", "unclear", "total", "header", "unused", "note", "ghost")
_ROOM = re.compile(
    r"[A-Za-z]{0,2}\d{1,4}(?:(?:\s*[-－–#/]\s*|栋|幢|座|号楼|单元|楼|层)[A-Za-z]?\d{1,5}){1,4}(?:室|号|户)?"
)
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,5}(?:[、,，/][\u4e00-\u9fff·]{2,5})*")
_LONGEST = 8  # digits before the decimals of an amount; what is longer is a phone or an id


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a row of a sheet.

    `kind`: title, header, record, total, note, ghost (neither room nor amount), unclear (named by
    a Problem of its own), unused (of a list that is not used), beside, or left: it looks like
    a record and is read nowhere. `beside`: a list right of it may hold one that is left.
    """

    row: int
    kind: str
    beside: bool = False


def fates(
    sheet: Sheet, placed: Sequence[tuple[BlockMap, int]], extracts: Sequence[Extract]
) -> list[Fate]:
    """Return what became of each row of a sheet that holds anything."""
    placed_here = [(block, end) for block, end in placed if block.sheet == sheet.name]
    kinds = {
        extract.block.number: {row.row: row.kind for row in extract.rows} for extract in extracts
    }
    shapes = {kind for extract in extracts for kind in _shapes(sheet, extract)}
    out = []
    for row in range(1, len(sheet.rows) + 1):
        if cells := texts(sheet, row):
            kind = _kind(row, placed_here, kinds)
            lost = kind in ("title", "note", "ghost", "beside") and _data(
                cells, placed_here, shapes
            )
            right = kind not in ("header", "unused") and _beside(cells, placed_here)
            out.append(Fate(row, "left" if lost or (right and kind == "beside") else kind, right))
    return out


def _kind(
    row: int, placed_here: Sequence[tuple[BlockMap, int]], kinds: Mapping[int, Mapping[int, str]]
) -> str:
    """Return what the lists of a sheet say of a row."""
    claims = []
    for block, end in placed_here:
        if block.first <= row <= block.last:
            return "header"
        if block.last < row <= end and block.number not in kinds:
            claims.append("unused")
        elif block.last < row <= end:
            claims.append(kinds[block.number].get(row, ""))
    if not claims:
        return "title"
    return next((kind for kind in _RANK if kind in claims), "beside")


def _shapes(sheet: Sheet, extract: Extract) -> Iterator[str]:
    column = extract.block.columns.get("unit")
    if column:
        for row in extract.rows:
            if row.kind == "record":
                yield shape(str(sheet.seen(row.row, column) or ""))


def _data(
    cells: Sequence[tuple[int, Cell]], placed_here: Iterable[tuple[BlockMap, int]], shapes: set[str]
) -> bool:
    """Return whether a row holds an amount and a room or an owner, where a list has them."""
    for block, _ in placed_here:
        money = set(money_columns(block))
        if block.kind not in ("charges", "payments"):
            continue
        if not any(n in money and _amount(cell) for n, cell in cells):
            continue
        for n, cell in cells:
            text = str(cell).strip()
            if n == block.columns.get("unit") and (_ROOM.fullmatch(text) or shape(text) in shapes):
                return True
            if n == block.columns.get("owner") and _named(text):
                return True
    return False


def _beside(cells: Sequence[tuple[int, Cell]], placed_here: Sequence[tuple[BlockMap, int]]) -> bool:
    """Return whether a room and an amount stand where no list has columns."""
    listed_columns = {n for b, _ in placed_here for n in range(b.left, b.right + 1)}
    listed_columns |= {b.ours + k for b, _ in placed_here if b.ours for k in range(4)}
    outside = [(n, cell) for n, cell in cells if n not in listed_columns]
    rooms = {n for n, cell in outside if isinstance(cell, str) and _ROOM.fullmatch(cell.strip())}
    return bool(placed_here and rooms) and any(
        n not in rooms and _amount(cell) for n, cell in outside
    )


def _amount(cell: Cell) -> bool:
    """Return whether a cell may be an amount of money that is not nothing."""
    value = amounts.read(cell, "point") if amounts.looks(cell) else None
    return value is not None and value != 0 and abs(value) < 10**_LONGEST


def _named(text: str) -> bool:
    """Return whether a text may be an owner's name, and is no word of a header."""
    return bool(_NAME.fullmatch(text)) and not meaning(text).known


def problems(
    source: Source, placed: Sequence[tuple[BlockMap, int]], extracts: Sequence[Extract]
) -> list[Problem]:
    """Return a Problem for each sheet with rows that look like records and are read nowhere."""
    out = []
    for sheet in source.sheets:
        sheet_extracts = [extract for extract in extracts if extract.block.sheet == sheet.name]
        if any(extract.block.kind in ("charges", "payments") for extract in sheet_extracts):
            sheet_fates = fates(sheet, placed, sheet_extracts)
            rows = [fate.row for fate in sheet_fates if fate.kind == "left" or fate.beside]
            out += [_problem(sheet.name, rows)] if rows else []
    return out


def _problem(name: str, rows: Sequence[int]) -> Problem:
    places = ", ".join(map(str, rows[:_MOST_NAMED])) + (" …" if len(rows) > _MOST_NAMED else "")
    message = say_n(
        "{n} row holds a room or an owner and an amount, but belongs to no list: row {rows}",
        "{n} rows hold a room or an owner and an amount, but belong to no list: rows {rows}",
        len(rows),
        rows=places,
    )
    remedy = say(
        "Put them below the header of a list, or give them a header of their own; they are not"
        " counted"
    )
    return Problem(f"{name}!{rows[0]}", message, remedy)
