"""Which cells of a sheet does Excel call used? Those that hold something, and painted ones.

What is painted to the last row or column of all is the look of a whole column
or row: Excel keeps it apart from the cells, and so does a file.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from libreoffice.addresses import COLUMNS, ROWS, Box

if TYPE_CHECKING:
    from libreoffice.books import Book

# The looks that Excel keeps in a cell; a check on what may be typed is none of them.
_LOOKS = (
    *("CellBackColor", "CharColor", "CharFontName", "CharHeight", "CharPosture", "CharUnderline"),
    *("CharWeight", "HoriJustify", "IsTextWrapped", "NumberFormat", "ParaIndent", "VertJustify"),
    *("BottomBorder", "LeftBorder", "RightBorder", "TopBorder"),
)


def painted(book: "Book", sheet: Any, inside: Box) -> Iterator[Box]:
    """Yield the areas (top, left, bottom, right; 0-based) of a sheet that have a look.

    Areas within `inside` are left out, as they cannot make it larger: to ask
    LibreOffice for the looks of an area is what takes the time.
    """
    for place, (boxes, _) in enumerate(book.app.office.inside.looks(sheet)):
        beyond = [
            box
            for box in boxes
            if box[2] < ROWS - 1 and box[3] < COLUMNS - 1 and not _within(box, inside)
        ]
        if beyond and _has_look(sheet.getUniqueCellFormatRanges().getByIndex(place)):
            yield from beyond


def _within(box: Box, other: Box) -> bool:
    starts_in = other[0] <= box[0] and other[1] <= box[1]
    return starts_in and box[2] <= other[2] and box[3] <= other[3]


def _has_look(cells: Any) -> bool:
    if cells.CellStyle != "Default":
        return True
    return any(state.value != "DEFAULT_VALUE" for state in cells.getPropertyStates(_LOOKS))
