"""Number formats, fonts and colours, and what clearing means."""

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from cuifei.calc import bridge
from cuifei.calc.addresses import Box

if TYPE_CHECKING:
    from cuifei.calc.books import Book

# com.sun.star.sheet.CellFlags
VALUES, FORMATS, EVERYTHING = 1 | 2 | 4 | 16, 32 | 64, 1023
# com.sun.star.util.NumberFormat
DAY, LOGICAL, TEXT = 2, 1024, 256
_DATE_OR_TIME = 2 | 4
_BOLD, _PLAIN = 150.0, 100.0


def key(doc: Any, code: str) -> int:
    """Return the number of a format code, added to the document where it is new."""
    english = bridge.struct("lang.Locale", Language="en", Country="US")
    found = doc.NumberFormats.queryKey(code, english, False)
    return int(found if found != -1 else doc.NumberFormats.addNew(code, english))


def code(doc: Any, cells: Any) -> str | None:
    """Return the format code of cells, None where they differ."""
    number = cells.NumberFormat
    return None if number is None else str(doc.NumberFormats.getByKey(number).FormatString)


def boxes(book: "Book", cells: Any, *kinds: int) -> dict[int, list[Box]]:
    """Return by kind the boxes, relative to `cells`, whose number format is of that kind."""
    start = cells.RangeAddress
    found: dict[int, list[Box]] = {kind: [] for kind in kinds}
    for part in cells.getUniqueCellFormatRanges():
        type_ = _type(book, part.NumberFormat)
        for kind in kinds:
            if type_ & (_DATE_OR_TIME if kind == DAY else kind):
                found[kind] += [_relative(area, start) for area in part.RangeAddresses]
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
