"""The sheets of a workbook, and what Excel's words for them mean here."""

import itertools
from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from xlwings import NoSuchObjectError, base_classes

from libreoffice import used
from libreoffice.addresses import box
from libreoffice.formats import EVERYTHING, FORMATS, VALUES
from libreoffice.names import Names
from libreoffice.ranges import Range
from libreoffice.tables import Tables

if TYPE_CHECKING:
    from libreoffice.books import Book

_ANOTHER_BOOK = "LibreOffice copies no sheet into another workbook"


class Sheets(base_classes.Sheets):
    """All sheets of a book, in their order."""

    def __init__(self, book: "Book") -> None:
        self.book = book

    @property
    def api(self) -> Any:
        return self.book.sheet_list

    @property
    def active(self) -> "Sheet":
        return Sheet(self.book, self.book.doc.CurrentController.ActiveSheet)

    def __call__(self, key: "int | str") -> "Sheet":
        if isinstance(key, int):
            if not 1 <= key <= len(self):
                raise NoSuchObjectError(f"Sheet {key} doesn't exist.")
            return list(self)[key - 1]
        for name in self.api.ElementNames:
            if name.lower() == key.lower():
                return Sheet(self.book, self.book.sheet(name))
        raise NoSuchObjectError(f"Sheet {key} doesn't exist.")

    def __len__(self) -> int:
        return int(self.api.Count)

    def __iter__(self) -> "Iterator[Sheet]":
        return (Sheet(self.book, self.book.sheet(name)) for name in self.api.ElementNames)

    def add(
        self, before: "Sheet | None" = None, after: "Sheet | None" = None, name: str | None = None
    ) -> "Sheet":
        """Add a sheet and activate it, as Excel does."""
        place = before.index - 1 if before else after.index if after else self.active.index - 1
        free = (f"Sheet{n}" for n in itertools.count(1) if not self.api.hasByName(f"Sheet{n}"))
        name = name or next(free)
        self.api.insertNewByName(name, place)
        sheet = self(name)
        sheet.activate()
        return sheet


class Cells:
    """`Worksheet.Cells`, asked for its last cell with something in it and nothing else."""

    def __init__(self, sheet: "Sheet") -> None:
        self._sheet = sheet

    def Item(self, row: int, column: int) -> tuple[int, int]:
        return row, column

    def Find(
        self, what: str, after: object, look_in: int, look_at: int, order: int, way: int
    ) -> SimpleNamespace | None:
        """Find the last cell by rows or by columns."""
        assert (what, after, look_in, look_at, way) == ("*", (1, 1), -4123, 2, 2)
        area = self._sheet.filled().RangeAddress
        if (area.EndRow, area.EndColumn) == (0, 0) and not self._sheet.range((1, 1)).formula:
            return None
        return SimpleNamespace(Row=area.EndRow + 1, Column=area.EndColumn + 1)


class ExcelWords:
    """The few words of Excel's own `Worksheet` that macros use beside xlwings."""

    AutoFilterMode = False

    def __init__(self, sheet: "Sheet") -> None:
        self.Cells, self._sheet, self.sheet = Cells(sheet), sheet.uno, sheet

    @property
    def ProtectContents(self) -> bool:
        """Whether locked cells cannot be changed."""
        return bool(self._sheet.isProtected())


class Refused(Exception):
    """What Excel answers through COM when it does not do a thing: its error 1004."""

    hresult = -2147352567


class Group:
    """`Workbook.Worksheets` of several names: sheets that are copied together."""

    def __init__(self, sheets: Sequence["Sheet"]) -> None:
        self._sheets = sheets

    def Copy(self, Before: ExcelWords | None, After: ExcelWords | None) -> None:
        """Copy them before or after a sheet.

        Raises Refused where Excel does: of several sheets none may hold a table.
        """
        if len(self._sheets) > 1 and any(len(sheet.tables) for sheet in self._sheets):
            raise Refused("You can't copy or move a group of sheets that contain a table.")
        before, after = Before and Before.sheet, After and After.sheet
        place = before or after
        if place is not None and place.book is not self._sheets[0].book:
            raise NotImplementedError(_ANOTHER_BOOK)
        for sheet in self._sheets:
            sheet.copy(before, after)
            if after:
                after = sheet.book.sheets(after.index + 1)


class Sheet(base_classes.Sheet):
    """One sheet; `uno` is LibreOffice's own object."""

    def __init__(self, book: "Book", uno: Any) -> None:
        self._book, self.uno = book, uno

    @property
    def book(self) -> "Book":
        return self._book

    @property
    def api(self) -> ExcelWords:
        return ExcelWords(self)

    @property
    def name(self) -> str:
        return str(self.uno.Name)

    @name.setter
    def name(self, value: str) -> None:
        self.uno.setName(value)
        self.book.known.clear()

    @property
    def index(self) -> int:
        return int(self.uno.RangeAddress.Sheet) + 1

    @property
    def names(self) -> Names:
        return Names(self.book, self)

    @property
    def tables(self) -> Tables:
        return Tables(self)

    @property
    def visible(self) -> bool:
        return bool(self.uno.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.uno.IsVisible = bool(value)

    @property
    def cells(self) -> Range:
        return Range(self, self.uno)

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """Return cells by address, by (row, column), by name, or between two such."""
        if isinstance(arg1, int):
            arg1, arg2 = (arg1, arg2), None
        top, left, bottom, right = box(self, arg1)
        if arg2 is not None:
            other = box(self, arg2)
            top, left = min(top, other[0]), min(left, other[1])
            bottom, right = max(bottom, other[2]), max(right, other[3])
        return Range(self, self.uno.getCellRangeByPosition(left, top, right, bottom))

    @property
    def used_range(self) -> Range:
        """Return the cells that are filled or painted, as Excel counts them."""
        area = self.filled().RangeAddress
        filled = (area.StartRow, area.StartColumn, area.EndRow, area.EndColumn)
        if (area.EndRow, area.EndColumn) != (0, 0) or self.range((1, 1)).formula:
            boxes = [filled, *used.painted(self.book, self.uno, inside=filled)]
        else:  # an empty sheet, which may be painted somewhere
            boxes = list(used.painted(self.book, self.uno, inside=(0, 0, -1, -1))) or [filled]
        tops, lefts, bottoms, rights = zip(*boxes, strict=True)
        corners = min(lefts), min(tops), max(rights), max(bottoms)
        return Range(self, self.uno.getCellRangeByPosition(*corners))

    def filled(self) -> Any:
        """Return the cells from the first to the last one that holds something."""
        cursor = self.uno.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        return cursor

    def activate(self) -> None:
        """Bring the sheet to the front, with the cells that were selected in it last.

        Excel remembers them for each sheet, LibreOffice only for the one in front.
        """
        controller, kept = self.book.doc.CurrentController, self.book.selections
        if hasattr(controller.Selection, "RangeAddress"):
            kept[controller.ActiveSheet.Name] = controller.Selection
        controller.setActiveSheet(self.uno)
        if self.name in kept:
            controller.select(kept[self.name])

    select = activate

    def clear_contents(self) -> None:
        self.uno.clearContents(VALUES)

    def clear_formats(self) -> None:
        self.uno.clearContents(FORMATS)

    def clear(self) -> None:
        self.uno.clearContents(EVERYTHING)

    def autofit(self, axis: str | None = None) -> None:
        self.cells.autofit(axis)

    def delete(self) -> None:
        self.book.sheet_list.removeByName(self.name)
        self.book.known.clear()

    def copy(self, before: "Sheet | None", after: "Sheet | None") -> None:
        for other in (before, after):
            if other is not None and other.book is not self.book:
                raise NotImplementedError(_ANOTHER_BOOK)
        place = before.index - 1 if before else after.index if after else len(self.book.sheets)
        sheets = self.book.sheet_list
        names = (f"{self.name} ({n})" for n in itertools.count(2))
        sheets.copyByName(self.name, next(n for n in names if not sheets.hasByName(n)), place)
