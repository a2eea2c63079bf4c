"""Excel's tables, which are database ranges here."""

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from libreoffice.filters import AutoFilter

if TYPE_CHECKING:
    from libreoffice.ranges import Range
    from libreoffice.sheets import Sheet


class Tables(base_classes.Tables):
    """The tables of one sheet."""

    def __init__(self, sheet: "Sheet") -> None:
        self.sheet = sheet

    @property
    def api(self) -> Any:
        return self.sheet.book.table_list

    @property
    def parent(self) -> "Sheet":
        return self.sheet

    def _names(self) -> list[str]:
        return self.sheet.book.tables_by_sheet().get(self.sheet.name, [])

    def __len__(self) -> int:
        return len(self._names())

    def __iter__(self) -> "Iterator[Table]":
        return (Table(self.sheet, name) for name in self._names())

    def __contains__(self, key: object) -> bool:
        if isinstance(key, str):
            return key.lower() in [name.lower() for name in self._names()]
        return isinstance(key, int) and 1 <= key <= len(self)

    def __call__(self, key: int | str) -> "Table":
        if isinstance(key, int):
            return Table(self.sheet, self._names()[key - 1])
        for name in self._names():
            if name.lower() == key.lower():
                return Table(self.sheet, name)
        raise KeyError(key)

    def add(
        self,
        source_type: Any = None,
        source: Any = None,
        link_source: Any = None,
        has_headers: Any = None,
        destination: Any = None,
        table_style_name: Any = None,
        name: str | None = None,
    ) -> "Table":
        cells = source.impl
        area = cells.uno.RangeAddress
        if cells.shape[0] == 1:
            area.EndRow += 1
        if any(_meet(area, table.api.DataArea) for table in self):
            raise ValueError("Excel lets no table overlap another")
        taken = (f"Table{n}" for n in itertools.count(1) if not self.api.hasByName(f"Table{n}"))
        name = name or next(taken)
        self.api.addNewByName(name, area)
        self.sheet.book.known.clear()
        table = Table(self.sheet, name)
        table.api.ContainsHeader = table.api.AutoFilter = bool(has_headers)
        table.name_columns()
        return table


class Table(base_classes.Table):
    """One table."""

    def __init__(self, sheet: "Sheet", name: str) -> None:
        self.sheet, self._name = sheet, name
        self._uno = sheet.book.table(name)

    @property
    def api(self) -> Any:
        return self._uno

    @property
    def parent(self) -> "Sheet":
        return self.sheet

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        self.api.Name = value
        self._name = value
        self.sheet.book.known.clear()

    display_name = name

    @property
    def range(self) -> "Range":
        area = self.api.DataArea
        return self.sheet.range(
            (area.StartRow + 1, area.StartColumn + 1), (area.EndRow + 1, area.EndColumn + 1)
        )

    @property
    def show_headers(self) -> bool:
        return bool(self.api.ContainsHeader)

    @show_headers.setter
    def show_headers(self, value: bool) -> None:
        self.api.ContainsHeader = value

    @property
    def show_totals(self) -> bool:
        return bool(self.api.TotalsRow)

    @show_totals.setter
    def show_totals(self, value: bool) -> None:
        self.api.TotalsRow = value

    @property
    def show_autofilter(self) -> bool:
        return bool(self.api.AutoFilter)

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        self.api.AutoFilter = value

    @property
    def autofilter(self) -> AutoFilter:
        return AutoFilter(self)

    @property
    def header_row_range(self) -> "Range | None":
        cells = self.range
        return cells.part(0, 0, 0, cells.shape[1] - 1) if self.show_headers else None

    @property
    def data_body_range(self) -> "Range | None":
        cells = self.range
        first = int(self.show_headers)
        last = cells.shape[0] - 1 - int(self.show_totals)
        return cells.part(first, 0, last, cells.shape[1] - 1) if last >= first else None

    @property
    def totals_row_range(self) -> "Range | None":
        cells = self.range
        last, width = cells.shape[0] - 1, cells.shape[1]
        return cells.part(last, 0, last, width - 1) if self.show_totals else None

    @property
    def insert_row_range(self) -> None:
        return None

    def resize(self, cells: Any) -> None:
        """Let the table fill other cells; as in Excel, its header stays in its row."""
        area, old = cells.impl.uno.RangeAddress, self.api.DataArea
        if area.StartRow != old.StartRow or not _meet(area, old):
            raise ValueError("Excel keeps a table's header in its row, and the table overlapping")
        if area.EndRow == area.StartRow:
            raise ValueError("Excel has no table without a row below its header")
        others = (table for table in self.sheet.tables if table.name != self.name)
        if any(_meet(area, table.api.DataArea) for table in others):
            raise ValueError("Excel lets no table overlap another")
        self.api.DataArea = area
        self.name_columns()

    def name_columns(self) -> None:
        """Give every column a header, as Excel does."""
        head = self.header_row_range
        if head is None:
            return
        words = [str(value) if value != "" else "" for value in head.uno.getDataArray()[0]]
        free = (f"Column{n}" for n in itertools.count(1) if f"Column{n}" not in words)
        filled = tuple(word or next(free) for word in words)
        if filled != tuple(words):
            head.uno.setDataArray((filled,))


def _meet(one: Any, other: Any) -> bool:
    rows = one.StartRow <= other.EndRow and other.StartRow <= one.EndRow
    return bool(rows and one.StartColumn <= other.EndColumn and other.StartColumn <= one.EndColumn)
