"""Open workbooks: made, opened, saved, closed."""

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from libreoffice import bridge
from libreoffice.names import Names
from libreoffice.sheets import Group, Sheets

if TYPE_CHECKING:
    from libreoffice.app import App

FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
    ".csv": "Text - txt - csv (StarCalc)",
}
# A file that is opened as the pattern of a new workbook, which is saved nowhere yet.
TEMPLATES = frozenset((".xltx", ".xltm", ".ots"))


class Books(base_classes.Books):
    """The open workbooks of an app, the active one last."""

    def __init__(self, app: "App") -> None:
        self.app = app
        self._books: list[Book] = []
        self._numbers = itertools.count(1)

    @property
    def api(self) -> Any:
        return self.app.office.desktop

    @property
    def active(self) -> "Any":
        return self._books[-1] if self._books else None

    def __len__(self) -> int:
        return len(self._books)

    def __iter__(self) -> "Iterator[Book]":
        return iter(self._books)

    def __call__(self, key: int | str) -> "Book":
        if isinstance(key, int):
            return self._books[key - 1]
        for book in self._books:
            if book.name.lower() == key.lower():
                return book
        raise KeyError(key)

    def add(self) -> "Book":
        return self._load("private:factory/scalc", f"Book{next(self._numbers)}", False)

    def open(
        self,
        fullname: str,
        update_links: Any = None,
        read_only: Any = None,
        *rest: Any,
        **more: Any,
    ) -> "Book":
        """Open a file; a template becomes a new workbook, as in Excel.

        Raises FileNotFoundError, or OSError where LibreOffice does not open it.
        """
        path = Path(fullname)
        if not path.is_file():
            raise FileNotFoundError(fullname)
        if path.suffix.lower() in TEMPLATES:
            return self._load(bridge.url(path), f"{path.stem}{next(self._numbers)}", False, True)
        return self._load(bridge.url(path), path.name, bool(read_only))

    def _load(self, address: str, name: str, read_only: bool, as_template: bool = False) -> "Book":
        how = bridge.properties(
            Hidden=True, MacroExecutionMode=0, ReadOnly=read_only, AsTemplate=as_template
        )
        doc = self.app.office.desktop.loadComponentFromURL(address, "_blank", 0, how)
        if doc is None:  # such as a lock file that somebody left behind
            raise OSError(f"LibreOffice does not open {name}")
        doc.enableAutomaticCalculation(self.app.calculation != "manual")
        book = Book(self, doc, name)
        self._books.append(book)
        return book

    def activate(self, book: "Book") -> None:
        """Let a book be the active one."""
        self._books.remove(book)
        self._books.append(book)

    def forget(self, book: "Book") -> None:
        """Take a closed book off the list."""
        self._books.remove(book)


class ExcelWords:
    """The few words of Excel's own `Workbook` that macros use beside xlwings."""

    def __init__(self, book: "Book") -> None:
        self._doc, self._sheets, self._book = book.doc, book.sheets, book

    def Worksheets(self, names: Sequence[str]) -> Group:
        """Return the sheets of these names, to be copied together."""
        return Group([self._sheets(name) for name in names])

    @property
    def ReadOnly(self) -> bool:
        """Whether changes cannot be saved under the same name."""
        return bool(self._doc.URL and self._doc.isReadonly())

    MultiUserEditing = False

    def SaveCopyAs(self, filename: str) -> None:
        """Save what is on the screen to another file; this one stays as it is.

        What nobody changed since it was opened or saved is still what was read or written then.
        """
        path = Path(filename)
        if path.suffix == self._book.path.suffix and not self._doc.isModified():
            path.write_bytes(self._book.content)
            return
        how = bridge.properties(FilterName=FILTERS[path.suffix.lower()])
        self._doc.storeToURL(bridge.url(path), how)

    @property
    def ProtectStructure(self) -> bool:
        """Whether sheets may be neither added nor removed."""
        return bool(self._doc.isProtected())


class Book(base_classes.Book):
    """One open workbook.

    `content` is what it was opened from or last saved as; `known` are the sheets and tables that
    LibreOffice gave by name, until one is renamed, added or deleted; `format_types` the types of
    its number formats, as far as known; `selections` what was selected last in sheets that are
    not in front.
    """

    def __init__(self, books: Books, doc: Any, name: str) -> None:
        self.books, self.doc, self._name = books, doc, name
        self.content = self.path.read_bytes() if doc.URL else b""
        # Every question to LibreOffice takes a while, so these lists are fetched once.
        self.sheet_list, self.table_list = doc.Sheets, doc.DatabaseRanges
        self.known: dict[tuple[str, ...], Any] = {}
        self.format_types: dict[int, int] = {}
        self.selections: dict[str, Any] = {}
        self._tables: dict[str, list[str]] = {}
        self._tables_of: tuple[object, ...] = ()

    @property
    def api(self) -> ExcelWords:
        return ExcelWords(self)

    @property
    def app(self) -> "App":
        return self.books.app

    @property
    def path(self) -> Path:
        """The file; the bare name of a workbook that was never saved."""
        address = self.doc.URL
        return bridge.path_of(address) if address else Path(self._name)

    @property
    def fullname(self) -> str:
        return str(self.path)

    @property
    def name(self) -> str:
        return Path(self.fullname).name

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self, None)

    def sheet(self, name: str) -> Any:
        """Return LibreOffice's own object of a sheet."""
        if ("sheet", name) not in self.known:
            self.known["sheet", name] = self.sheet_list.getByName(name)
        return self.known["sheet", name]

    def table(self, name: str) -> Any:
        """Return LibreOffice's own object of a table."""
        if ("table", name) not in self.known:
            self.known["table", name] = self.table_list.getByName(name)
        return self.known["table", name]

    def tables_by_sheet(self) -> dict[str, list[str]]:
        """Return the names of the tables by sheet; asked anew when either list changed,
        because to ask each table for its sheet takes a while."""
        ranges = self.table_list
        now = (ranges.ElementNames, self.sheet_list.ElementNames)
        if now != self._tables_of:
            self._tables, self._tables_of = {}, now
            for name in ranges.ElementNames:
                sheet = now[1][self.table(name).DataArea.Sheet]
                self._tables.setdefault(sheet, []).append(str(name))
        return self._tables

    def activate(self) -> None:
        self.books.activate(self)

    def close(self) -> None:
        self.books.forget(self)
        self.doc.close(True)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        if path is None and self.doc.URL:
            self.doc.store()
            self.content = self.path.read_bytes()
            return
        target = Path(path or f"{self._name}.xlsx").absolute()
        how: dict[str, object] = {"FilterName": FILTERS[target.suffix.lower()], "Overwrite": True}
        if password:
            how["Password"] = password
        self.doc.storeAsURL(bridge.url(target), bridge.properties(**how))
        self.content = target.read_bytes()

    def to_pdf(self, path: str, quality: object) -> None:
        how = bridge.properties(FilterName="calc_pdf_Export")
        self.doc.storeToURL(bridge.url(Path(path)), how)
