"""A clerk's hand: types into a closed workbook as a spreadsheet program saves it, and at once.

Only the sheet that is typed into is changed; a library that reads and writes the whole
workbook takes a hundred times as long. Nothing here knows the product.
"""

import datetime
import zipfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path, PurePosixPath

from lxml import etree
from openpyxl import Workbook
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import coordinate_from_string, get_column_letter, range_boundaries
from openpyxl.utils.datetime import to_excel

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS = {"m": MAIN}


def only(path: Path, *sheets: str, **how: bool) -> Workbook:
    """Return a workbook with these sheets alone, to be read: the others are not parsed.

    Names, print titles and print areas are left out.
    """
    with path.open("rb") as source:
        reader = ExcelReader(source, **how)

        def read() -> None:
            parser = reader.parser
            found = [entry for entry in parser.find_sheets() if entry[0].name in sheets]
            parser.find_sheets = lambda: iter(found)
            parser.assign_names = lambda: None
            ExcelReader.read_worksheets(reader)

        def read_strings() -> None:
            if "xl/sharedStrings.xml" in reader.valid_files:
                shared = etree.fromstring(reader.archive.read("xl/sharedStrings.xml"))
                reader.shared_strings = ["".join(item.itertext()) for item in shared]

        reader.read_worksheets, reader.read_strings = read, read_strings
        reader.read()
    return reader.wb


class Page:
    """One sheet of a closed workbook: `put` what is typed, then `save`.

    `parts`: those of a workbook that was read already.
    """

    def __init__(self, path: Path, sheet: str, parts: dict[str, bytes] | None = None) -> None:
        self.path, self.parts = path, _parts(path) if parts is None else parts
        book = etree.fromstring(self.parts["xl/workbook.xml"])
        (entry,) = (s for s in book.iterfind("m:sheets/m:sheet", NS) if s.get("name") == sheet)
        self.part = self._targets("xl/workbook.xml")[entry.get(f"{{{RELATIONS}}}id")]
        self.root = etree.fromstring(self.parts[self.part])
        self.data = self.root.find("m:sheetData", NS)
        self.rows = {int(row.get("r")): row for row in self.data}
        self.strings: list[str] = []
        if "xl/sharedStrings.xml" in self.parts:
            shared = etree.fromstring(self.parts["xl/sharedStrings.xml"])
            self.strings = ["".join(item.itertext()) for item in shared]

    def _targets(self, part: str) -> dict[str, str]:
        at = PurePosixPath(part)
        found = self.parts.get(f"{at.parent}/_rels/{at.name}.rels")
        relations = etree.fromstring(found) if found else ()
        return {
            entry.get("Id"): _resolved(at.parent, entry.get("Target"))
            for entry in relations
            if entry.get("TargetMode") != "External"
        }

    def cell(self, row: int, column: int) -> etree._Element | None:
        line, name = self.rows.get(row), f"{get_column_letter(column)}{row}"
        return next((c for c in line if c.get("r") == name), None) if line is not None else None

    def text(self, row: int, column: int) -> str:
        """Return what a cell holds, as text; "" where it is empty."""
        cell = self.cell(row, column)
        if cell is None:
            return ""
        value = cell.findtext("m:v", "", NS)
        if cell.get("t") == "s":
            return self.strings[int(value)]
        return value or "".join(cell.itertext())

    def header(self) -> dict[str, int]:
        """Return the column of each header of row 1."""
        columns = (range_boundaries(c.get("r"))[0] for c in self.rows[1])
        return {self.text(1, column): column for column in columns if self.text(1, column)}

    def put(self, row: int, column: int, value: object) -> None:
        """Type a value; None empties the cell, and a text that begins with = is a formula."""
        cell = self._made(row, column)
        style = cell.get("s")
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if isinstance(value, datetime.date):
            cell.set("s", self._of_days(style))
        self._hold(cell, value)

    @staticmethod
    def _hold(cell: etree._Element, value: object) -> None:
        """Write a value into a cell that is blank."""
        if isinstance(value, datetime.date):
            value = to_excel(value)
        if isinstance(value, bool):
            cell.set("t", "b")
            etree.SubElement(cell, f"{{{MAIN}}}v").text = str(int(value))
        elif isinstance(value, int | float | Decimal):
            etree.SubElement(cell, f"{{{MAIN}}}v").text = str(value)
        elif isinstance(value, str) and value.startswith("="):
            etree.SubElement(cell, f"{{{MAIN}}}f").text = value[1:]
        elif isinstance(value, str):
            cell.set("t", "inlineStr")
            words = etree.SubElement(etree.SubElement(cell, f"{{{MAIN}}}is"), f"{{{MAIN}}}t")
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            words.text = value
        elif value is not None:
            raise TypeError(f"{value!r} is not typed into a cell")

    def _made(self, row: int, column: int) -> etree._Element:
        if (cell := self.cell(row, column)) is not None:
            return cell
        if (line := self.rows.get(row)) is None:
            line = self.rows[row] = etree.Element(f"{{{MAIN}}}row", r=str(row))
            after = sum(1 for number in self.rows if number < row)
            self.data.insert(after, line)
        cell = etree.Element(f"{{{MAIN}}}c", r=f"{get_column_letter(column)}{row}")
        above = self.cell(row - 1, column) if row > 2 else None
        style = above.get("s") if above is not None else self._of_column(column)
        if style:
            cell.set("s", style)
        left = sum(1 for c in line if range_boundaries(c.get("r"))[0] < column)
        line.insert(left, cell)
        line.attrib.pop("spans", None)
        return cell

    def _of_column(self, column: int) -> str | None:
        for col in self.root.iterfind("m:cols/m:col", NS):
            if int(col.get("min")) <= column <= int(col.get("max")):
                return col.get("style")
        return None

    def _of_days(self, style: str | None) -> str:
        """Return a style of days: the cell's own, or one that the workbook has."""
        styles = etree.fromstring(self.parts["xl/styles.xml"])
        codes = {f.get("numFmtId"): f.get("formatCode") for f in styles.iter(f"{{{MAIN}}}numFmt")}
        formats = [x.get("numFmtId") for x in styles.find("m:cellXfs", NS)]
        days = [n in ("14", "22") or "yy" in codes.get(n, "").lower() for n in formats]
        return style if style and days[int(style)] else str(days.index(True))

    def grow(self, row: int) -> None:
        """Let the sheet's table reach down to a row, as a program does while somebody types."""
        for target in self._targets(self.part).values():
            if not target.startswith("xl/tables/"):
                continue
            table = etree.fromstring(self.parts[target])
            for ranged in (table, *table.iterfind("m:autoFilter", NS)):
                first, last = ranged.get("ref").split(":")
                letters, bottom = coordinate_from_string(last)
                ranged.set("ref", f"{first}:{letters}{max(row, bottom)}")
            self.parts[target] = etree.tostring(table, xml_declaration=True, encoding="UTF-8")

    def fill(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Let the table hold these rows (header -> value), in the looks of its first, blank one."""
        at = self.header()
        blank = self.rows[2]
        looks = {range_boundaries(c.get("r"))[0]: c.get("s") for c in blank}
        place = self.data.index(blank)
        for number, values in enumerate(rows, 2):
            row = etree.Element(blank.tag, {**blank.attrib, "r": str(number)})
            typed = {at[name]: value for name, value in values.items()}
            for column in sorted({*looks, *typed}):
                cell = etree.SubElement(
                    row, f"{{{MAIN}}}c", r=f"{get_column_letter(column)}{number}"
                )
                if look := looks.get(column):
                    cell.set("s", look)
                self._hold(cell, typed.get(column))
            self.data[place : place + (number == 2)] = [row]
            self.rows[number] = row
            place += 1
        self.grow(1 + len(rows))

    def save(self) -> None:
        """Write the workbook again."""
        self.keep()
        _write(self.path, self.parts)

    def keep(self) -> None:
        """Put the sheet as it is now among the parts of the workbook."""
        if (dimension := self.root.find("m:dimension", NS)) is not None:
            self.root.remove(dimension)
        self.parts[self.part] = etree.tostring(
            self.root, xml_declaration=True, encoding="UTF-8", standalone=True
        )


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {info.filename: package.read(info) for info in package.infolist()}


def _write(path: Path, parts: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, part in parts.items():
            package.writestr(name, part)


def _resolved(folder: PurePosixPath, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    while target.startswith("../"):
        folder, target = folder.parent, target[3:]
    return f"{folder}/{target}"


def fill(path: Path, sheets: Mapping[str, Sequence[Mapping[str, object]]]) -> None:
    """Give blank tables their rows: sheet -> rows (header -> value). What is blank is left out."""
    parts = _parts(path)
    for sheet, rows in sheets.items():
        if rows:
            page = Page(path, sheet, parts)
            page.fill(rows)
            page.keep()
    _write(path, parts)


def type_into(path: Path, sheet: str, row: int, cells: Mapping[str, object]) -> None:
    """Type below headers, in a row of the sheet counted from 1."""
    page = Page(path, sheet)
    at = page.header()
    for name, value in cells.items():
        page.put(row, at[name], value)
    page.save()


def type_below(path: Path, sheet: str, beside: str | None, cells: Mapping[str, object]) -> None:
    """Type a row below the last one that has something below the header `beside`, or anywhere."""
    page = Page(path, sheet)
    at = page.header()
    looked = [at[beside]] if beside else list(at.values())
    row = 1 + max(number for number in page.rows if any(page.text(number, c) for c in looked))
    for name, value in cells.items():
        page.put(row, at[name], value)
    page.grow(row)
    page.save()


def type_beside(
    path: Path, sheet: str, header: str, typed: Mapping[str, Mapping[str, object]]
) -> None:
    """Type into every row by what it holds below `header`: what -> {header: value}."""
    page = Page(path, sheet)
    at = page.header()
    for row in sorted(page.rows):
        for name, value in typed.get(page.text(row, at[header]), {}).items():
            page.put(row, at[name], value)
    page.save()


def change(path: Path, sheet: str, beside: str, value: object) -> None:
    """Type into column B of the row whose column A holds `beside`."""
    page = Page(path, sheet)
    row = next(number for number in sorted(page.rows) if page.text(number, 1) == beside)
    page.put(row, 2, value)
    page.save()
