"""Defined names, of a book or of one sheet."""

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from libreoffice import bridge
from libreoffice.addresses import quoted
from libreoffice.formulas import reference

if TYPE_CHECKING:
    from libreoffice.books import Book
    from libreoffice.ranges import Range
    from libreoffice.sheets import Sheet


class Names(base_classes.Names):
    """The names of a book with those of its sheets, or of one sheet."""

    def __init__(self, book: "Book", sheet: "Sheet | None") -> None:
        self.book, self.sheet = book, sheet

    @property
    def api(self) -> Any:
        return (self.sheet.uno if self.sheet else self.book.doc).NamedRanges

    def _all(self) -> "list[Name]":
        found = [Name(self.book, self.sheet, name) for name in self.api.ElementNames]
        if self.sheet is None:
            for sheet in self.book.sheets:
                names = sheet.uno.NamedRanges.ElementNames
                found += [Name(self.book, sheet, name) for name in names]
        return found

    def __len__(self) -> int:
        return len(self._all())

    def __call__(self, key: int | str) -> "Name":
        if isinstance(key, int):
            return self._all()[key - 1]
        scope, _, local = key.rpartition("!")
        for name in self._all():
            own = name.sheet.name.lower() if name.sheet else ""
            if name.local.lower() == local.lower() and scope.strip("'").lower() in ("", own):
                return name
        raise KeyError(key)

    def contains(self, key: int | str) -> bool:
        """Return whether there is such a name."""
        try:
            self(key)
        except (KeyError, IndexError):
            return False
        return True

    def add(self, name: str, refers_to: str) -> "Name":
        scope, _, local = name.rpartition("!")
        sheet = self.book.sheets(scope.strip("'")) if scope else self.sheet
        names = (sheet.uno if sheet else self.book.doc).NamedRanges
        if names.hasByName(local):
            names.removeByName(local)
        names.addNewByName(local, reference(refers_to), bridge.struct("table.CellAddress"), 0)
        return Name(self.book, sheet, local)


class Name(base_classes.Name):
    """One defined name; `local` is it without its sheet."""

    def __init__(self, book: "Book", sheet: "Sheet | None", local: str) -> None:
        self.book, self.sheet, self.local = book, sheet, local

    @property
    def _names(self) -> Any:
        return (self.sheet.uno if self.sheet else self.book.doc).NamedRanges

    @property
    def api(self) -> Any:
        return self._names.getByName(self.local)

    @property
    def name(self) -> str:
        return f"{quoted(self.sheet.name)}!{self.local}" if self.sheet else self.local

    @name.setter
    def name(self, value: str) -> None:
        self.api.Name = value
        self.local = value

    @property
    def refers_to(self) -> str:
        cells = self.refers_to_range
        if cells is None:
            return f"={self.api.Content}"
        return f"={quoted(cells.sheet.name)}!{cells.address}"

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.api.Content = reference(value)

    @property
    def refers_to_range(self) -> "Range | None":
        cells = self.api.getReferredCells()
        if cells is None:
            return None
        return self.book.sheets(cells.Spreadsheet.Name).range(_corner(cells), _corner(cells, True))

    def delete(self) -> None:
        self._names.removeByName(self.local)


def _corner(cells: Any, last: bool = False) -> tuple[int, int]:
    area = cells.RangeAddress
    if last:
        return area.EndRow + 1, area.EndColumn + 1
    return area.StartRow + 1, area.StartColumn + 1
