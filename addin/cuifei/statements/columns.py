"""Where does a statement's table begin, and what do its columns hold?"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cuifei.files.source import Sheet
from cuifei.statements.headings import LATE, heading
from cuifei.tables.cells import normal

# WeChat and Alipay write up to 24 lines above their table, some banks more.
SEARCHED = 80
_FEWEST = 3
_DIGIT = re.compile(r"\d")
_SAYS_WHAT = {"payer", "note", "serial", "payer_account"}


@dataclass(frozen=True, slots=True)
class Head:
    """A statement's header: its rows, and field -> columns, the best first (1-based).

    `begin` to `end`: the rows of the sheet that belong to it; below them another header begins.
    """

    first: int
    last: int
    columns: Mapping[str, tuple[int, ...]]
    words: tuple[str, ...]
    begin: int = 1
    end: int = 0

    def column(self, field: str) -> int:
        """Return the best column of a field; 0 where there is none."""
        return next(iter(self.columns.get(field, ())), 0)


def head(sheet: Sheet) -> Head | None:
    """Return the header of a sheet's statement; None where none is found.

    A header has a day, money (an amount, or what came in) and at least one
    column that says of whom or what; it may stand in two rows.
    """
    for row in range(1, min(len(sheet.rows), SEARCHED) + 1):
        single_row = _head(sheet, row, row)
        if single_row and not _splits_money(sheet, row + 1):
            return single_row
        two_rows = _head(sheet, row, row + 1)
        if two_rows and (single_row or not _head(sheet, row + 1, row + 1)):
            return two_rows
    return None


def heads(sheet: Sheet) -> Iterator[Head]:
    """Yield the headers of a sheet; one that is repeated after a page break is no other one."""
    top = head(sheet)
    if top is None:
        return
    for row in range(top.last + 1, len(sheet.rows) + 1):
        deep = top.last - top.first  # a heading in two rows is repeated in two rows
        if not all(_is_wordy(cells) for cells in sheet.rows[row - 1 : row + deep]):
            continue
        other = _head(sheet, row, row + deep)
        if other and other.columns != top.columns:
            yield replace(top, end=row - 1)
            top = replace(other, begin=row)
    yield replace(top, end=len(sheet.rows))


def _is_wordy(cells: Sequence[object]) -> bool:
    """Return whether a row holds words and no number, as headers do."""
    texts = [cell for cell in cells if cell is not None]
    return len(texts) >= _FEWEST and all(
        isinstance(cell, str) and not _DIGIT.search(cell) for cell in texts
    )


def _head(sheet: Sheet, first: int, last: int) -> Head | None:
    words = _words(sheet, first, last)
    columns = _columns(words)
    return (
        Head(first, last, columns, tuple(w for w, _ in words)) if _is_statement(columns) else None
    )


def _splits_money(sheet: Sheet, row: int) -> bool:
    """Return whether a row says which of the amounts above it came in: 借方 and 贷方."""
    columns = _columns(_words(sheet, row, row))
    return "credit" in columns and "debit" in columns and "date" not in columns


def _is_statement(columns: Mapping[str, Sequence[int]]) -> bool:
    money = "credit" in columns or "amount" in columns
    return "date" in columns and money and bool(_SAYS_WHAT & set(columns))


def _words(sheet: Sheet, first: int, last: int) -> list[tuple[str, str]]:
    """Return (its word, the word with the group above it) of each column."""
    out = []
    for column in range(1, sheet.width + 1):
        above, below = sheet.seen(first, column), sheet.at(last, column)
        if last > first and sheet.at(first, column) is None and above is None and column > 1:
            # A group's name may stand only over its first column.
            above = sheet.at(first, column - 1) if below is not None else None
        group, column_word = _text(above), _text(below)
        if last == first:
            out.append((column_word, column_word))
        else:
            out.append((column_word or group, group + column_word))
    return out


def _text(cell: object) -> str:
    return normal(cell) if isinstance(cell, str) else ""


def _columns(words: Sequence[tuple[str, str]]) -> dict[str, tuple[int, ...]]:
    """Return field -> columns, the surest word first."""
    by_field: dict[str, list[tuple[int, int]]] = {}
    for column, spellings in enumerate(words, 1):
        for text in spellings:
            ranked_field = heading(text)
            if ranked_field:
                by_field.setdefault(ranked_field[0], []).append((ranked_field[1], column))
                break
    return {field: _known(sorted(ranked)) for field, ranked in by_field.items()}


def _known(ranked: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Return the columns of a field; those that its words only hint at where no other is."""
    sure = tuple(column for rank, column in ranked if rank < LATE)
    return sure or tuple(column for _, column in ranked)


def repeats(head_: Head, row: Sequence[object]) -> bool:
    """Return whether a row is the header again, after a page break for example."""
    texts = [_text(cell) for cell in row]
    same = sum(bool(a) and a == b for a, b in zip(texts, head_.words, strict=False))
    return same >= 3 and same * 2 >= sum(bool(text) for text in texts)
