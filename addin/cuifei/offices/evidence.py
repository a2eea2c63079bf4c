"""Is a row inside of a list a second header? Only what no data row, note or legend says proves it.

A shop's row holds 商铺, 物业费 and days, a legend 房号 and 业主: words of headers, and no header.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from cuifei.files.source import Sheet
from cuifei.offices.headers import Meaning, meaning, word
from cuifei.ooxml.values import Cell

_BELOW = 4  # rows below a header in which its data begins
_KEYS = ("unit", "owner")


def texts(sheet: Sheet, row: int) -> list[tuple[int, Cell]]:
    """Return column and content of the cells of a row that are not blank."""
    if not 0 < row <= len(sheet.rows):
        return []
    cells = enumerate(sheet.rows[row - 1], 1)
    return [(n, c) for n, c in cells if c is not None and str(c).strip()]


def words_of(sheet: Sheet, row: int) -> dict[int, str]:
    """Return the words of a header row by column."""
    return {n: word(str(cell)) for n, cell in texts(sheet, row)}


def repeats(words: Mapping[int, str], header_words: Mapping[int, str]) -> bool:
    """Return whether a header is the one above it once more, after a page break for example.

    A legend may stand right of one of the two only.
    """
    fewer, more = sorted((words, header_words), key=len)
    return (
        len(fewer) >= 2
        and len(fewer) * 2 >= len(more)
        and all(more.get(n) == text for n, text in fewer.items())
    )


def _alike(words: Mapping[int, str], header_words: Mapping[int, str]) -> bool:
    same = sum(words.get(n) == text for n, text in header_words.items())
    return bool(header_words) and same * 4 >= len(header_words) * 3


def begins_anew(sheet: Sheet, row: int, header_words: Mapping[int, str]) -> bool:
    """Return whether a row that reads like a header, below a header of `header_words`, is one.

    It repeats that one; or it names a unit and what is said of it, holds neither amounts
    nor days, no room where the list above has its rooms, and data follows below it.
    """
    words = words_of(sheet, row)
    if _alike(words, header_words) or repeats(words, header_words):
        return True
    meanings = {n: meaning(cell) for n, cell in texts(sheet, row)}
    fields = {m.field for m in meanings.values() if m.sure >= 2}
    if "unit" not in fields or not fields & {"owner", "amount"} - {"unit"}:
        return False
    if any(not isinstance(cell, str) and not meanings[n].known for n, cell in texts(sheet, row)):
        return False
    return not _data(sheet, row, header_words, meanings) and rows_below(sheet, row, list(words))


def _data(
    sheet: Sheet, row: int, header_words: Mapping[int, str], meanings: Mapping[int, Meaning]
) -> bool:
    """Return whether a row holds a room or an owner where the list above has them."""
    gap = len(texts(sheet, row - 1)) <= 2
    for column, text in header_words.items():
        cell = sheet.at(row, column)
        if meaning(text).field not in _KEYS or cell is None or not str(cell).strip():
            continue
        fresh = gap and not any(sign.isdigit() for sign in str(cell))
        if not (column in meanings and meanings[column].known) and not fresh:
            return True
    return False


def rows_below(sheet: Sheet, row: int, columns: Sequence[int]) -> bool:
    """Return whether rows with numbers or days stand below a header, in its columns."""
    for below in range(row + 1, row + 1 + _BELOW):
        cells = [sheet.at(below, n) for n in columns]
        filled = [cell for cell in cells if cell is not None and str(cell).strip()]
        if len(filled) >= 2 and any(_says_how_much(cell) for cell in filled):
            return True
    return False


def _says_how_much(cell: Cell) -> bool:
    if isinstance(cell, str):
        return any(sign.isdigit() for sign in cell)
    return isinstance(cell, int | float | date) and not isinstance(cell, bool)
