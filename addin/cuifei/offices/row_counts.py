"""Does a list hold as many rows as it says itself? Its numbers of rows, and 共25户 below it."""

import re
from collections.abc import Iterator, Sequence

from cuifei.domain.keys import unit_key
from cuifei.domain.problems import Message, say
from cuifei.files.source import Sheet
from cuifei.offices.doubts import Doubt
from cuifei.offices.evidence import texts
from cuifei.offices.extract import Extract
from cuifei.offices.headers import meaning
from cuifei.offices.sorting import Sorted
from cuifei.ooxml.values import Cell
from cuifei.tables.cells import normal

# 小区共有1200户 says how many live there, 欠费户数：25户 how many the list holds.
_STATED = re.compile(
    r"(?:以上|本表|本页|欠费)?(?:(?:户数|条数|笔数)(?:合计)?[:：]?(\d{1,6})(?:户|条|笔)?"
    r"|(?:合计|总计|共计|小计|总共|共有?)[:：]?(\d{1,6})(?:户|条|笔|套|间|家))"
    r"|(?:total|count)[:：]?(\d{1,6})(?:units|rows|flats|records|accounts)"
)
_ABOVE = 4  # rows over a header in which it may stand


def doubts(sheet: Sheet, extract: Extract, asked: Sequence[Doubt]) -> list[Doubt]:
    """Return the question about a list that says another count of rows than we read."""
    key = ("block", str(extract.block.number), "totals")
    if any(doubt.key == key for doubt in asked) or extract.block.kind not in (
        "charges",
        "payments",
    ):
        return []
    questions = [*_numbered(sheet, extract), *_stated(sheet, extract)]
    return (
        [Doubt(key, questions[0][1], ("yes",), f"{sheet.name}!{questions[0][0]}")]
        if questions
        else []
    )


def _numbered(sheet: Sheet, extract: Extract) -> Iterator[tuple[int, Message]]:
    """Yield (row, question) where a row has a running number and is no record."""
    block = extract.block
    columns = [n for n, text in enumerate(block.headers, block.left) if _serial(text)]
    records = [row.row for row in extract.rows if row.kind == "record"]
    for column in columns[:1]:
        numbered = sum(_number(sheet.at(row, column)) > 0 for row in records)
        if numbered * 10 < len(records) * 9:
            return
        unread = [
            row.row
            for row in extract.rows
            if row.kind in ("total", "note", "header") and _number(sheet.at(row.row, column)) > 0
        ]
        if unread:
            yield (
                unread[0],
                say(
                    "the list numbers {theirs} rows, and {ours} are read; row {row} is taken for no"
                    " record: go on all the same?",
                    theirs=str(numbered + len(unread)),
                    ours=str(len(records)),
                    row=str(unread[0]),
                ),
            )


def _serial(text: str) -> bool:
    return meaning(text).field == "serial"


def _number(cell: Cell) -> int:
    """Return a running number; 0 for anything else."""
    if isinstance(cell, str) and cell.strip().isdecimal() and len(cell.strip()) < 7:
        return int(cell)
    is_whole = isinstance(cell, int | float) and not isinstance(cell, bool) and cell == int(cell)
    return int(cell) if is_whole and isinstance(cell, int | float) and 0 < cell < 10**6 else 0


def _stated(sheet: Sheet, extract: Extract) -> Iterator[tuple[int, Message]]:
    """Yield (row, question) where a row says another count than that of the rows above it."""
    first = extract.block.first
    above = [Sorted(row, "title") for row in range(max(1, first - _ABOVE), first)]
    since = 0
    for row in above:
        all_counts = _ours(sheet, extract, extract.rows)
        yield from (
            (row.row, _off(n, all_counts)) for n in _counts(sheet, row) if n not in all_counts
        )
    for index, row in enumerate(extract.rows):
        if row.kind not in ("total", "note"):
            continue
        for theirs in _counts(sheet, row):
            all_counts, near_counts = (
                _ours(sheet, extract, extract.rows[start:index]) for start in (0, since)
            )
            if theirs not in all_counts | near_counts:
                yield row.row, _off(theirs, all_counts)
        since = index if row.kind == "total" else since


def _off(theirs: int, ours: set[int]) -> Message:
    return say(
        "the list says that it holds {theirs}, and {ours} are read: go on all the same?",
        theirs=str(theirs),
        ours=str(max(ours)),
    )


def _counts(sheet: Sheet, row: Sorted) -> Iterator[int]:
    """Yield the counts of units that a row of totals or a note states."""
    for _, cell in texts(sheet, row.row):
        match = _STATED.fullmatch(normal(cell)) if isinstance(cell, str) else None
        if match:
            yield int(next(digits for digits in match.groups() if digits))


def _ours(sheet: Sheet, extract: Extract, rows: Sequence[Sorted]) -> set[int]:
    """Return how many rows these are, and units, owners, all of them and those with an amount."""
    out = set()
    for counted_rows in (rows, [row for row in rows if row.money and any(row.money.values())]):
        records = [row.row for row in counted_rows if row.kind == "record"]
        out.add(len(records))
        for field in ("unit", "owner"):
            if column := extract.block.columns.get(field):
                out.add(len({unit_key(str(sheet.seen(row, column) or "")) for row in records}))
    units = {unit_key(str(e.cells["unit"])) for e in extract.entries if e.cells.get("unit")}
    return out | ({len(units)} if rows and rows[-1] is extract.rows[-1] else set())
