"""Which cells of a sheet show an error, and which formulas were never computed?

The fast reader gives both as blank, so the sheet's XML is asked.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from cuifei.ooxml import package, sheet_xml

_FORMULA = re.compile(rb"<f[\s/>]")
_VALUE = re.compile(rb"<v(?:\s[^>]*)?>([^<]+)")
_ERROR = b't="e"'
_TEXT = b't="str"'
# What a formula or an error cannot be spelt without (a value may be spelt by its numbers: &#101;).
_SIGNS = tuple(
    re.compile(sign)
    for sign in (rb"""t=\s*["'](?:e|&)""", rb"t\s+=", rb"<f", rb":(?:f|row)", rb"<!")
)
_ROW = re.compile(rb'<row r="(\d+)"')
_END = b"</sheetData>"

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marks:
    """Places (row, column) of error cells with what they show, and of formulas without result.

    `values_only`: the sheet surely holds neither formula nor error.
    """

    errors: dict[Place, str] = field(default_factory=dict)
    uncomputed: set[Place] = field(default_factory=set)
    values_only: bool = False


def marks(file: zipfile.ZipFile, part: str) -> Marks:
    """Return the marks of one sheet part of an open workbook file."""
    if _surely_none(package.chunks(file, part)):
        return Marks(values_only=True)
    try:
        return _marks(package.pieces(file, part))
    except sheet_xml.Unusual:
        return _marks(sheet_xml.split([sheet_xml.normal(file.read(part))]))


def _surely_none(chunks: Iterator[bytes]) -> bool:
    """Return whether a whole sheet surely holds neither error nor formula, its rows in order.

    The charges and receipts of most ledgers do: then no row of theirs needs to be looked at. Of
    two rows with one number the fast reader gives only the last: `split` refuses them.
    """
    carried, last = b"", 0
    for chunk in chunks:
        rows, end, _ = (carried + chunk).partition(_END)
        cut = len(rows) if end else rows.rfind(b"<")  # no tag is cut, and none is seen twice
        rows, carried = rows[:cut], rows[cut:]
        numbers = [last, *map(int, _ROW.findall(rows))]
        if len(numbers) <= rows.count(b"<row") or any(a >= b for a, b in pairwise(numbers)):
            return False
        if any(sign.search(rows) for sign in _SIGNS):
            return False
        if end:
            return True
        last = numbers[-1]
    return False


def _marks(pieces: Iterator[sheet_xml.Piece]) -> Marks:
    sheet_marks = Marks()
    for number, row in pieces:
        if not number or not (_ERROR in row or b"<f" in row):
            continue
        for column, cell in sheet_xml.cells(row):
            value = _VALUE.search(cell)
            if _ERROR in cell:
                shown = value[1].decode("utf-8", "replace") if value else "#VALUE!"
                sheet_marks.errors[number, column] = shown
            elif value is None and _TEXT not in cell and _FORMULA.search(cell):
                sheet_marks.uncomputed.add((number, column))
    return sheet_marks
