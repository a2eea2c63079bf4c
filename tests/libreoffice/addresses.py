"""Which cells does an address mean? Boxes are (top, left, bottom, right), 0-based."""

import re
from typing import TYPE_CHECKING, Any

from xlwings import NoSuchObjectError

if TYPE_CHECKING:
    from libreoffice.sheets import Sheet

Box = tuple[int, int, int, int]

ROWS, COLUMNS = 1_048_576, 16_384
CELLS = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d+)(?::\$?([A-Za-z]{1,3})\$?(\d+))?")
_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_ROWS = re.compile(r"\$?(\d+):\$?(\d+)")
_PLAIN = re.compile(r"[A-Za-z_\u4e00-\u9fff][\w\u4e00-\u9fff.]*")


def box(sheet: "Sheet", what: Any) -> Box:
    """Return the box of a range, a (row, column) pair, an address or a name; 1-based inputs.

    Raises NoSuchObjectError for a name that is not there.
    """
    if hasattr(what, "address_box"):
        found: Box = what.address_box
        return found
    if isinstance(what, tuple):
        if 0 in what:
            raise IndexError("Attempted to access 0-based Range. xlwings ranges are 1-based.")
        row, column, height, width = what if len(what) == 4 else (*what, 1, 1)
        return row - 1, column - 1, row + height - 2, column + width - 2
    return _of_address(sheet, str(what)) or _of_name(sheet, str(what))


def _of_address(sheet: "Sheet", text: str) -> Box | None:
    if found := CELLS.fullmatch(text):
        first, top, last, bottom = found.groups()
        row, column = int(top) - 1, number(first) - 1
        if last is None:
            return row, column, row, column
        return row, column, int(bottom) - 1, number(last) - 1
    if found := _COLUMNS.fullmatch(text):
        return 0, number(found[1]) - 1, ROWS - 1, number(found[2]) - 1
    if found := _ROWS.fullmatch(text):
        return int(found[1]) - 1, 0, int(found[2]) - 1, sheet.uno.RangeAddress.EndColumn
    return None


def _of_name(sheet: "Sheet", text: str) -> Box:
    for names in (sheet.names, sheet.book.names):
        if names.contains(text):
            cells = names(text).refers_to_range
            if cells is not None:
                return cells.address_box
    word = text.split("[")[0]
    if word in sheet.tables:
        table = sheet.tables(word)
        return ((None if "[" in text else table.data_body_range) or table.range).address_box
    raise NoSuchObjectError(f"The address/named range '{text}' doesn't exist.")


def letters(column: int) -> str:
    """Return a column's letters; 1 is A.

    >>> letters(1), letters(28)
    ('A', 'AB')
    """
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def number(text: str) -> int:
    """Return a column's number; A is 1.

    >>> number("A"), number("AB")
    (1, 28)
    """
    found = 0
    for letter in text.upper():
        found = found * 26 + ord(letter) - ord("A") + 1
    return found


def quoted(sheet: str) -> str:
    """Return a sheet's name as it stands in a reference.

    >>> quoted("应收"), quoted("B 座")
    ('应收', "'B 座'")
    """
    return sheet if _PLAIN.fullmatch(sheet) else "'" + sheet.replace("'", "''") + "'"
