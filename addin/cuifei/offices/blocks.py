"""Where on a sheet does data begin, and what stands over it? Header rows, titles, columns."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cuifei.files.source import Sheet
from cuifei.offices import evidence
from cuifei.offices.evidence import texts
from cuifei.offices.headers import Meaning, meaning, word
from cuifei.tables.layout import CHARGES

SEARCHED = 4000  # rows of a sheet in which a header is looked for
_KEYS = ("unit", "owner", "building")


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch of data: header rows `first` to `last`, columns `left` to `right`.

    `end` is the last sheet row that may belong to it. `meanings` and `headers`
    are by column; `titles` are the texts above it and the sheet's name.
    """

    sheet: str
    first: int
    last: int
    left: int
    right: int
    end: int
    meanings: dict[int, Meaning]
    headers: dict[int, str]
    titles: tuple[str, ...]


def find(sheet: Sheet) -> tuple[Block, ...]:
    """Return the blocks of a sheet, from top to bottom and left to right."""
    return _blocks(sheet, list(_heads(sheet)))


def guess(sheet: Sheet) -> tuple[Block, ...]:
    """Return the first table of a sheet whose header nobody knows: words over rows with numbers."""
    for row in range(1, min(len(sheet.rows), SEARCHED) + 1):
        cells = texts(sheet, row)
        words = len(cells) >= 2 and all(isinstance(cell, str) for _, cell in cells)
        if words and evidence.rows_below(sheet, row, [n for n, _ in cells]):
            return _blocks(sheet, [(row, row)])
    return ()


def _blocks(sheet: Sheet, heads: Sequence[tuple[int, int]]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for index, (first, last) in enumerate(heads):
        end = heads[index + 1][0] - 1 if index + 1 < len(heads) else len(sheet.rows)
        blocks += _side_by_side(sheet, first, last, end)
    return tuple(blocks)


def _heads(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Yield (first, last) header row of each header that is not the one above it repeated."""
    row = 1
    header_words: dict[int, str] = {}
    while row <= min(len(sheet.rows), SEARCHED):
        if _is_head(sheet, row) and (
            not header_words or evidence.begins_anew(sheet, row, header_words)
        ):
            first, last = _grown(sheet, row)
            words = evidence.words_of(sheet, row)
            if not evidence.repeats(words, header_words):
                yield first, last
            header_words, row = words, last
        row += 1


def _is_head(sheet: Sheet, row: int) -> bool:
    cells = texts(sheet, row)
    if len(cells) < 2:
        return False
    meanings = {n: meaning(cell) for n, cell in cells}
    fields = {m.field for m in meanings.values() if m.known}
    sure = {m.field for m in meanings.values() if m.sure >= 2}
    strings = sum(isinstance(cell, str) or meanings[n].known for n, cell in cells)
    if not fields & set(_KEYS) or not sure & {"unit", "owner"}:
        return False
    meaningful = sum(m.known for m in meanings.values())
    both = len(fields) >= 2 or _deeper(sheet, row)
    # Columns of the office's own may be many: then words alone, and three different ones known.
    words_alone = strings == len(cells) and len(sure) >= 3
    return (
        both
        and (words_alone or meaningful * 5 >= len(cells) * 2)
        and strings * 2 >= len(cells)
        and meaningful >= 2
    )


def _deeper(sheet: Sheet, row: int) -> bool:
    return any(meaning(cell).known for _, cell in texts(sheet, row + 1))


def _grown(sheet: Sheet, row: int) -> tuple[int, int]:
    """Return the header's rows: group headers above, and a second row below."""
    first = last = row
    keys = [n for n, cell in texts(sheet, row) if meaning(cell).field == "unit"]
    keys = keys or [n for n, cell in texts(sheet, row) if meaning(cell).field in _KEYS]
    for _ in range(2):
        if not _second(sheet, last + 1, keys):
            break
        last += 1
    for _ in range(2):
        if not _group(sheet, first - 1, row):
            break
        first -= 1
    return first, last


def _second(sheet: Sheet, row: int, keys: Sequence[int]) -> bool:
    """Return whether a row below a header still belongs to it."""
    cells = texts(sheet, row)
    if not cells or any(sheet.at(row, n) is not None for n in keys):
        return False
    is_known = {n: meaning(c, _over(sheet, row - 1, n)).known for n, c in cells}
    if not all(isinstance(c, str) or is_known[n] for n, c in cells):
        return False
    return sum(is_known.values()) * 2 >= len(cells)


def _group(sheet: Sheet, row: int, below: int) -> bool:
    """Return whether a row above a header holds the names of groups of columns."""
    cells = texts(sheet, row)
    if len(cells) < 1 or not all(isinstance(cell, str) for _, cell in cells):
        return False
    columns = {n for n, _ in texts(sheet, below)}
    tall = {r[1] for r in sheet.merged if r[0] <= row and r[2] >= below and r[1] == r[3]}
    wide = {r[1] for r in sheet.merged if r[0] <= row <= r[2] and r[3] > r[1]}
    groups = [(n, cell) for n, cell in cells if n not in tall]
    # What begins over the first column is a title, a note or a date of printing.
    if not groups or not columns or min(n for n, _ in groups) <= min(columns | tall):
        return False
    named = [n for n, cell in groups if meaning(cell).known or n in wide]
    return len(named) * 2 > len(groups) and (bool(tall) or bool(wide) or len(named) >= 2)


def _over(sheet: Sheet, row: int, column: int) -> str:
    """Return the group header over a column: its own cell, its range's, or one left of it."""
    cell = sheet.seen(row, column)
    if cell is None and (row, column) not in sheet.fill:
        for left in range(column - 1, 0, -1):
            if sheet.at(row + 1, left) is None:
                break
            if (group := sheet.at(row, left)) is not None:
                vertical = any(r[0] <= row < r[2] and r[1] == left for r in sheet.merged)
                return "" if vertical or meaning(group).field in _KEYS else str(group)
    return "" if cell is None else str(cell)


def _side_by_side(sheet: Sheet, first: int, last: int, end: int) -> Iterator[Block]:
    """Yield the blocks under one header: more than one where its words start again."""
    header_cells = dict(_read(sheet, first, last))
    for column in our_columns({n: text for n, (_, text) in header_cells.items()}):
        header_cells.pop(column)
    columns = sorted(header_cells)
    starts = _starts(sheet, first, last, columns, header_cells)
    for index, left in enumerate(starts):
        right = starts[index + 1] - 1 if index + 1 < len(starts) else columns[-1]
        block_columns = [n for n in columns if left <= n <= right]
        yield Block(
            sheet.name,
            first,
            last,
            block_columns[0],
            block_columns[-1],
            end,
            {n: header_cells[n][0] for n in block_columns},
            {n: header_cells[n][1] for n in block_columns},
            titles(sheet, first),
        )


def _read(sheet: Sheet, first: int, last: int) -> Iterator[tuple[int, tuple[Meaning, str]]]:
    """Yield (column, (meaning, header as typed)) of each column that has a header."""
    for column in range(1, sheet.width + 1):
        rows = range(first, last + 1)
        cells = [sheet.at(r, column) for r in rows]
        names = [str(c).strip() for c in cells if c is not None and str(c).strip()]
        lowest = next((r for r in reversed(rows) if sheet.at(r, column) is not None), first)
        above = "".join(_over(sheet, r, column) for r in range(first, lowest))
        if lowest < last:
            above = ""
        if not names and (sheet.seen(last, column) is None or last == first):
            continue
        cell = sheet.at(lowest, column)
        shown = above if above and not (names and names[0] == above) else ""
        text = " ".join([shown, *names] if shown and shown not in names else names)
        yield column, (meaning(cell, above), text or shown)


def _starts(
    sheet: Sheet,
    first: int,
    last: int,
    columns: Sequence[int],
    header_cells: dict[int, tuple[Meaning, str]],
) -> list[int]:
    """Return the first column of each block side by side."""
    units = [n for n in columns if header_cells[n][0].field == "unit"]
    repeated = [n for n in units[1:] if word(header_cells[n][1]) == word(header_cells[units[0]][1])]
    starts = list(columns[:1])
    for column in repeated:
        begin = columns[columns.index(column) - columns.index(units[0])]
        if word(header_cells[begin][1]) == word(header_cells[columns[0]][1]) and begin > starts[-1]:
            starts.append(begin)
    return starts


def titles(sheet: Sheet, first: int) -> tuple[str, ...]:
    """Return the texts above a header; where none stand there, those on top of the sheet."""
    above = list(_texts_above(sheet, range(first - 1, max(0, first - 9), -1)))
    return (*(above or _texts_above(sheet, range(1, min(first, 4)))), sheet.name)


def _texts_above(sheet: Sheet, rows: Iterable[int]) -> Iterator[str]:
    """Yield the texts of rows until one that holds more than a title does."""
    for row in rows:
        cells = texts(sheet, row)
        if len(cells) > 4 or not all(isinstance(cell, str) for _, cell in cells):
            return
        yield from (str(cell) for _, cell in cells)


def headers_at(sheet: Sheet, first: int, last: int) -> dict[int, str]:
    """Return the header of each column that has one."""
    return {n: text for n, (_, text) in _read(sheet, first, last)}


def our_columns(headers: dict[int, str]) -> set[int]:
    """Return the columns that are ours: 未收金额 逾期月数 账龄 违约金 side by side."""
    ours = [CHARGES.column(name) for name in ("unpaid", "months", "bucket", "late_fee")]
    runs = [list(map(word, run)) for run in zip(*(c.names for c in ours), strict=True)]
    return {
        n + k
        for n in headers
        if [word(headers.get(n + k, "").rpartition(" ")[2] or "") for k in range(4)] in runs
        or [word(headers.get(n + k, "")) for k in range(4)] in runs
        for k in range(4)
    }
