"""Cells: their values, formulas, formats and neighbours."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from libreoffice import bridge, edges, formats, formulas, values
from libreoffice.addresses import Box, letters, quoted
from libreoffice.formats import EVERYTHING, FORMATS, VALUES, Font

if TYPE_CHECKING:
    from libreoffice.names import Name
    from libreoffice.sheets import Sheet
    from libreoffice.tables import Table

_POINT = 35.28  # hundredths of a millimetre
_LETTER = 220  # the width of one digit, in the same


class ExcelWords:
    """LibreOffice's own object, and the few words of Excel's `Range` that macros use."""

    def __init__(self, cells: "Range") -> None:
        self._cells = cells

    def __getattr__(self, word: str) -> Any:
        return getattr(self._cells.uno, word)

    def Value(self, kind: int) -> str:
        """Return the cells as XML Spreadsheet; of them only which are merged."""
        assert kind == 11
        top, left, _, _ = self._cells.address_box
        rows: dict[int, list[str]] = {}
        # Cells with one format lie together, and a merged area has a format of its own.
        for part in self._cells.uno.getCellFormatRanges():
            if not part.getIsMerged():
                continue
            row, column = part.RangeAddress.StartRow, part.RangeAddress.StartColumn
            while row <= part.RangeAddress.EndRow:
                start = self._cells.sheet.uno.getCellByPosition(column, row)
                box = Range(self._cells.sheet, start).merge_area.address_box
                rows.setdefault(row - top + 1, []).append(
                    f'<Cell ss:Index="{column - left + 1}"'
                    f' ss:MergeAcross="{box[3] - column}" ss:MergeDown="{box[2] - row}"/>'
                )
                row = box[2] + 1
        lines = "".join(f'<Row ss:Index="{n}">{"".join(c)}</Row>' for n, c in sorted(rows.items()))
        return (
            '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
            ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
            f"<Worksheet><Table>{lines}</Table></Worksheet></Workbook>"
        )


class Range(base_classes.Range):
    """A rectangle of cells; `uno` is LibreOffice's own object."""

    def __init__(self, sheet: "Sheet", uno: Any) -> None:
        self.sheet, self.uno = sheet, uno
        self.options: Any = None

    @property
    def api(self) -> ExcelWords:
        return ExcelWords(self)

    @property
    def doc(self) -> Any:
        return self.sheet.book.doc

    @property
    def address_box(self) -> Box:
        """(top, left, bottom, right), 0-based."""
        area = self.uno.RangeAddress
        return area.StartRow, area.StartColumn, area.EndRow, area.EndColumn

    @property
    def row(self) -> int:
        return self.address_box[0] + 1

    @property
    def column(self) -> int:
        return self.address_box[1] + 1

    @property
    def shape(self) -> tuple[int, int]:
        top, left, bottom, right = self.address_box
        return bottom - top + 1, right - left + 1

    @property
    def coords(self) -> tuple[object, ...]:
        return (self.sheet.name, self.row, self.column, *self.shape)

    def __len__(self) -> int:
        height, width = self.shape
        return height * width

    def part(self, top: int, left: int, bottom: int, right: int) -> "Range":
        """Return the cells of that box, 0-based within this range; it may reach beyond it."""
        row, column, _, _ = self.address_box
        return Range(
            self.sheet,
            self.sheet.uno.getCellRangeByPosition(
                column + left, row + top, column + right, row + bottom
            ),
        )

    def __call__(self, row: int, column: int | None = None) -> "Range":
        if column is None:
            down, across = divmod(row - 1, self.shape[1])
        else:
            down, across = row - 1, column - 1
        return self.part(down, across, down, across)

    @property
    def raw_value(self) -> list[list[object]]:
        return values.read(self.sheet.book, self.uno)

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        height, width = self.shape
        if not isinstance(data, (list, tuple)):
            data = [[data] * width] * height
        elif data and not isinstance(data[0], (list, tuple)):
            data = [data]
        target = self.part(0, 0, len(data) - 1, len(data[0]) - 1)
        values.write(self.sheet.book, target.uno, data)

    @property
    def formula(self) -> Any:
        rows = self.uno.getFormulaArray()
        found = tuple(tuple(formulas.shown(self.doc, text) for text in row) for row in rows)
        return found[0][0] if len(found) == len(found[0]) == 1 else found

    @formula.setter
    def formula(self, value: Any) -> None:
        height, width = self.shape
        if not isinstance(value, (list, tuple)):
            value = [[value] * width] * height
        elif not isinstance(value[0], (list, tuple)):
            value = [value]
        formulas.write(self.doc, self.uno, value)

    formula2 = formula

    @property
    def formula_array(self) -> str | None:
        return self.uno.ArrayFormula or None

    @formula_array.setter
    def formula_array(self, value: str) -> None:
        self.uno.setArrayFormula(formulas.to_own(self.doc, value))

    @property
    def has_array(self) -> bool:
        return bool(self.shape == (1, 1) and self.uno.ArrayFormula)

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        top, left, bottom, right = self.address_box
        across, down = "$" if col_absolute else "", "$" if row_absolute else ""
        text = f"{across}{letters(left + 1)}{down}{top + 1}"
        if (top, left) != (bottom, right):
            text += f":{across}{letters(right + 1)}{down}{bottom + 1}"
        if external:
            place = f"[{self.sheet.book.name}]{self.sheet.name}"
            text = f"'{place}'!{text}" if " " in place else f"{place}!{text}"
        return text

    @property
    def address(self) -> str:
        return self.get_address(True, True, False)

    def end(self, direction: str) -> "Range":
        """Return the edge of the block, as Ctrl and an arrow key find it."""
        row, column = edges.end(self.sheet.uno, self.address_box, direction)
        return Range(self.sheet, self.sheet.uno.getCellByPosition(column, row))

    @property
    def current_region(self) -> "Range":
        cursor = self.sheet.uno.createCursorByRange(self.uno)
        cursor.collapseToCurrentRegion()
        return Range(self.sheet, cursor)

    def clear_contents(self) -> None:
        self.uno.clearContents(VALUES)

    def clear_formats(self) -> None:
        self.uno.clearContents(FORMATS)

    def clear(self) -> None:
        self.uno.clearContents(EVERYTHING)

    @property
    def number_format(self) -> str | None:
        return formats.code(self.doc, self.uno)

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.uno.NumberFormat = formats.key(self.doc, value)

    @property
    def color(self) -> tuple[int, int, int] | None:
        return None if self.uno.IsCellBackgroundTransparent else formats.rgb(self.uno.CellBackColor)

    @color.setter
    def color(self, value: Any) -> None:
        if value is None:
            self.uno.IsCellBackgroundTransparent = True
        else:
            self.uno.CellBackColor = formats.number_of(value)

    @property
    def font(self) -> Font:
        return Font(self.uno)

    @property
    def wrap_text(self) -> bool:
        return bool(self.uno.IsTextWrapped)

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self.uno.IsTextWrapped = value

    @property
    def column_width(self) -> float | None:
        columns = self.uno.Columns
        return _alike([columns.getByIndex(n).Width / _LETTER for n in range(self.shape[1])])

    @column_width.setter
    def column_width(self, value: float) -> None:
        self.uno.Columns.Width = round(value * _LETTER)

    @property
    def row_height(self) -> float | None:
        count = min(self.shape[0], 100)
        return _alike([self.uno.Rows.getByIndex(n).Height / _POINT for n in range(count)])

    @row_height.setter
    def row_height(self, value: float) -> None:
        self.uno.Rows.Height = round(value * _POINT)

    @property
    def row_hidden(self) -> bool | None:
        top, _, bottom, _ = self.address_box
        areas = self.uno.queryVisibleCells().RangeAddresses
        seen = {row for area in areas for row in range(area.StartRow, area.EndRow + 1)}
        return None if 0 < len(seen) <= bottom - top else not seen

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        self.uno.Rows.IsVisible = not value

    @staticmethod
    def _lines(lines: Any) -> list[Any]:
        return [lines.getByIndex(place) for place in range(lines.Count)]

    def autofit(self, axis: str | None = None) -> None:
        if axis in (None, "c", "columns"):
            self.uno.Columns.OptimalWidth = True
        if axis in (None, "r", "rows"):
            self.uno.Rows.OptimalHeight = True

    def merge(self, across: bool = False) -> None:
        self.uno.merge(True)

    def unmerge(self) -> None:
        self.uno.merge(False)

    @property
    def merge_cells(self) -> bool:
        # LibreOffice says only whether a merged area starts here; one may reach in from outside.
        top, left, _, _ = self.address_box
        return bool(self.uno.IsMerged) or (
            (top, left) != (0, 0) and len(self.part(0, 0, 0, 0).merge_area) > 1
        )

    @property
    def merge_area(self) -> "Range":
        cursor = self.sheet.uno.createCursorByRange(self.uno)
        cursor.collapseToMergedArea()
        return Range(self.sheet, cursor)

    def select(self) -> None:
        controller = self.doc.CurrentController
        controller.setActiveSheet(self.sheet.uno)
        controller.select(self.uno)

    def insert(self, shift: str | None = None, copy_origin: object = None) -> None:
        mode = bridge.enum("sheet.CellInsertMode", "RIGHT" if shift == "right" else "DOWN")
        self.sheet.uno.insertCells(self.uno.RangeAddress, mode)

    def delete(self, shift: str | None = None) -> None:
        if shift is None:  # Excel goes by the shape: beside a tall range cells move left
            rows, columns = self.shape
            shift = "left" if rows >= columns else "up"
        mode = bridge.enum("sheet.CellDeleteMode", "LEFT" if shift == "left" else "UP")
        self.sheet.uno.removeRange(self.uno.RangeAddress, mode)

    @property
    def table(self) -> "Table | None":
        top, left, _, _ = self.address_box
        for table in self.sheet.tables:
            first, start, last, end = table.range.address_box
            if first <= top <= last and start <= left <= end:
                return table
        return None

    @property
    def name(self) -> "Name | None":
        for names in (self.sheet.book.names, self.sheet.names):
            for place in range(len(names)):
                name = names(place + 1)
                cells = name.refers_to_range
                if cells is not None and cells.coords == self.coords:
                    return name
        return None

    @name.setter
    def name(self, value: str) -> None:
        self.sheet.book.names.add(value, f"={quoted(self.sheet.name)}!{self.address}")


def _alike(sizes: Sequence[float]) -> float | None:
    """Return the size that all have, in Excel's own steps; None where they differ."""
    found = {round(size, 1) for size in sizes}
    return found.pop() if len(found) == 1 else None
