"""Number formats, fonts and colours, and what clearing means."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from libreoffice import bridge
from libreoffice.addresses import Box

if TYPE_CHECKING:
    from libreoffice.books import Book

# com.sun.star.sheet.CellFlags
VALUES, FORMATS, EVERYTHING = 1 | 2 | 4 | 16, 32 | 64, 1023
_DATED = 2
# com.sun.star.beans.PropertyState
_AMBIGUOUS = "AMBIGUOUS_VALUE"
# com.sun.star.sheet.FormulaResult
_NUMBERS = 1
# com.sun.star.util.NumberFormat
DAY, LOGICAL, TEXT = 2, 1024, 256
_DATE_OR_TIME = 2 | 4
_BOLD, _PLAIN = 150.0, 100.0


def key(doc: Any, code: str) -> int:
    """Return the number of a format code, added to the document where it is new.

    It is one of the document's own language: one of another would be saved
    with that language's mark before it ("[$-409]@"), which is another code.
    """
    english = bridge.struct("lang.Locale", Language="en", Country="US")
    own = bridge.struct("lang.Locale")
    found = doc.NumberFormats.queryKey(code, own, False)
    return int(found if found != -1 else doc.NumberFormats.addNewConverted(code, english, own))


def code(doc: Any, cells: Any) -> str | None:
    """Return the format code of cells, None where they differ."""
    number = cells.NumberFormat
    # Of cells that differ LibreOffice says 0, which is also the number of General.
    if not number and cells.getPropertyState("NumberFormat").value == _AMBIGUOUS:
        return None
    return str(doc.NumberFormats.getByKey(number).FormatString)


def boxes(book: "Book", cells: Any, *kinds: int) -> dict[int, list[Box]]:
    """Return by kind the boxes, relative to `cells`, whose number format is of that kind."""
    start = cells.RangeAddress
    found: dict[int, list[Box]] = {kind: [] for kind in kinds}
    for areas, number in book.app.office.inside.looks(cells):
        type_ = _type(book, number)
        for kind in kinds:
            if type_ & (_DATE_OR_TIME if kind == DAY else kind):
                found[kind] += [_moved(area, -start.StartRow, -start.StartColumn) for area in areas]
    return found


def _moved(box: Box, down: int, across: int) -> Box:
    return box[0] + down, box[1] + across, box[2] + down, box[3] + across


def days(book: "Book", cells: Any) -> list[Box]:
    """Return the boxes, relative to `cells`, of the numbers that are shown as a day or a time.

    The formats of all cells are looked through only where there are formulas:
    of typed numbers LibreOffice knows, and answers ten times as fast.
    """
    start = cells.RangeAddress
    found = [_relative(area, start) for area in cells.queryContentCells(_DATED).RangeAddresses]
    if cells.queryFormulaCells(_NUMBERS).RangeAddresses:
        found += boxes(book, cells, DAY)[DAY]
    return found


def truths(book: "Book", cells: Any, columns: Iterable[int]) -> list[Box]:
    """Return the boxes of the cells in those columns (0-based) that show yes or no."""
    last = cells.RangeAddress.EndRow - cells.RangeAddress.StartRow
    found: list[Box] = []
    for place in columns:
        column = cells.getCellRangeByPosition(place, 0, place, last)
        number = column.NumberFormat
        if number is None:
            mixed = boxes(book, column, LOGICAL)[LOGICAL]
            found += [(top, place, bottom, place) for top, _, bottom, _ in mixed]
        elif _type(book, number) & LOGICAL:
            found.append((0, place, last, place))
    return found


def _type(book: "Book", number: int) -> int:
    """Return the type of a number format; asked once, because each question takes a while."""
    if number not in book.format_types:
        book.format_types[number] = int(book.doc.NumberFormats.getByKey(number).Type)
    return book.format_types[number]


def _relative(area: Any, start: Any) -> Box:
    return (
        area.StartRow - start.StartRow,
        area.StartColumn - start.StartColumn,
        area.EndRow - start.StartRow,
        area.EndColumn - start.StartColumn,
    )


def rgb(number: int) -> tuple[int, int, int] | None:
    """Return a colour as xlwings gives it; None is none."""
    if number in (-1, 0xFFFFFFFF):
        return None
    return (number >> 16) & 255, (number >> 8) & 255, number & 255


def number_of(colour: Any) -> int:
    """Return LibreOffice's number of a colour given as (r, g, b), "#rrggbb" or Excel's number."""
    if isinstance(colour, str):
        return int(colour.removeprefix("#"), 16)
    if isinstance(colour, int):  # Excel keeps blue in front
        colour = colour & 255, (colour >> 8) & 255, (colour >> 16) & 255
    red, green, blue = colour
    return int(red) << 16 | int(green) << 8 | int(blue)


class Font(base_classes.Font):
    """The font of some cells."""

    def __init__(self, cells: Any) -> None:
        self._cells = cells

    @property
    def api(self) -> Any:
        return self._cells

    @property
    def bold(self) -> bool:
        return bool(self._cells.CharWeight > _PLAIN)

    @bold.setter
    def bold(self, value: bool) -> None:
        self._cells.CharWeight = _BOLD if value else _PLAIN

    @property
    def italic(self) -> bool:
        return bool(self._cells.CharPosture.value == "ITALIC")

    @italic.setter
    def italic(self, value: bool) -> None:
        self._cells.CharPosture = bridge.enum("awt.FontSlant", "ITALIC" if value else "NONE")

    @property
    def size(self) -> float:
        return float(self._cells.CharHeight)

    @size.setter
    def size(self, value: float) -> None:
        self._cells.CharHeight = float(value)

    @property
    def name(self) -> str:
        return str(self._cells.CharFontName)

    @name.setter
    def name(self, value: str) -> None:
        self._cells.CharFontName = value

    @property
    def color(self) -> tuple[int, int, int]:
        return rgb(self._cells.CharColor) or (0, 0, 0)

    @color.setter
    def color(self, value: Any) -> None:
        self._cells.CharColor = number_of(value)
