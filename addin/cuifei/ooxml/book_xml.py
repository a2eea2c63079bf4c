"""How does the workbook come to know of a new sheet, and that it has to calculate again?"""

import zipfile
from collections.abc import Mapping, Sequence

from lxml import etree

from cuifei.ooxml import package, sheet_xml
from cuifei.ooxml.package import RELATIONS, Package
from cuifei.ooxml.sheet_xml import MAIN

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DRAWING = "application/vnd.openxmlformats-officedocument.drawing"
_CONTENT_TYPES = "[Content_Types].xml"
# What may stand before calcPr in a workbook part, nearest first (ISO 29500, CT_Workbook).
_BEFORE_CALCULATION = ("definedNames", "externalReferences", "functionGroups", "sheets")


class BookParts:
    """The parts that tie a workbook together, parsed when the first change needs them."""

    def __init__(self, file: zipfile.ZipFile, pack: Package) -> None:
        self._file, self._pack = file, pack
        self._roots: dict[str, etree._Element] = {}
        self._rels = package.relations_part(pack.workbook)
        self.names = {name.lower() for name in pack.names}
        self.added: dict[str, bytes] = {}

    def changed(self) -> dict[str, bytes]:
        """Return the parts that changed, by name."""
        return {name: sheet_xml.serialised(root) for name, root in self._roots.items()}

    def add_sheet(self, name: str, *, hidden: bool = False) -> tuple[str, str, int]:
        """Add a sheet with one table; return their parts and the table's number."""
        sheet = self._free("xl/worksheets/sheet{}.xml")
        self.added[sheet] = b""
        table = self._free("xl/tables/table{}.xml")
        number = max([0, *map(self._table_number, self._pack.tables)]) + 1
        number += sum(part.startswith("xl/tables/") for part in self.added)
        self.added[table] = b""
        self.added[package.relations_part(sheet)] = _relations({"rId1": ("table", f"/{table}")})
        self._content_type(table, f"{_SPREADSHEET}.table+xml")
        self._enter(name, sheet, hidden)
        return sheet, table, number

    def add_plain_sheet(self, name: str, data: bytes) -> None:
        """Add a sheet that holds no table."""
        sheet = self._free("xl/worksheets/sheet{}.xml")
        self.added[sheet] = data
        self._enter(name, sheet)

    def _enter(self, name: str, sheet: str, hidden: bool = False) -> None:
        """Let the workbook know of a new sheet."""
        self._content_type(sheet, f"{_SPREADSHEET}.worksheet+xml")
        book, links = self._root(self._pack.workbook), self._root(self._rels)
        link = _free_id({str(node.get("Id")) for node in links})
        attributes = {"Id": link, "Type": f"{_OFFICE}/worksheet", "Target": f"/{sheet}"}
        etree.SubElement(links, f"{{{RELATIONS}}}Relationship", attributes)
        group = book.find(f"{{{MAIN}}}sheets")
        if group is None:
            raise sheet_xml.Malformed("sheets")
        sheet_id = max((sheet_xml.number(node, "sheetId") for node in group), default=0) + 1
        node = etree.SubElement(group, f"{{{MAIN}}}sheet", name=name, sheetId=str(sheet_id))
        if hidden:
            node.set("state", "hidden")
        node.set(f"{{{_OFFICE}}}id", link)
        self.names.add(name.lower())

    def set_printing(self, name: str, prints: Mapping[str, str]) -> None:
        """Let a sheet that was added print by these names (_xlnm.Print_Titles: "$1:$1")."""
        book = self._root(self._pack.workbook)
        group = book.find(f"{{{MAIN}}}definedNames")
        if group is None:
            group = etree.Element(f"{{{MAIN}}}definedNames")
            places = (book.find(f"{{{MAIN}}}{before}") for before in _BEFORE_CALCULATION[1:])
            next(place for place in places if place is not None).addnext(group)
        sheets = [node.get("name") for node in book.iterfind(f"{{{MAIN}}}sheets/{{{MAIN}}}sheet")]
        quoted = name.replace("'", "''")
        for key, area in prints.items():
            attributes = {"name": key, "localSheetId": str(sheets.index(name))}
            node = etree.SubElement(group, f"{{{MAIN}}}definedName", attributes)
            node.text = f"'{quoted}'!{area}"

    def add_drawing(self, sheet: str, drawing: bytes, charts: Sequence[bytes]) -> None:
        """Add a drawing with its charts to a sheet that was added; rId1… are theirs in order.

        The sheet's own relation to its drawing is rId2.
        """
        place = self._free("xl/drawings/drawing{}.xml")
        self.added[place] = drawing
        self._content_type(place, f"{_DRAWING}.drawing+xml")
        links = {}
        for number, chart in enumerate(charts, 1):
            part = self._free("xl/charts/chart{}.xml")
            self.added[part] = chart
            self._content_type(part, f"{_DRAWING}ml.chart+xml")
            links[f"rId{number}"] = ("chart", f"/{part}")
        self.added[package.relations_part(place)] = _relations(links)
        own = package.relations_part(sheet)
        table = sheet_xml.parse(self.added[own])[0].get("Target")
        targets = {"rId1": ("table", str(table)), "rId2": ("drawing", f"/{place}")}
        self.added[own] = _relations(targets)

    def taken_names(self) -> set[str]:
        """Return the names of tables and defined names, in small letters."""
        book = self._root(self._pack.workbook, keep=False)
        names = book.iterfind(f"{{{MAIN}}}definedNames/{{{MAIN}}}definedName")
        defined = {str(node.get("name", "")).lower() for node in names}
        return defined | {table.name.lower() for table in self._pack.tables}

    def calculate_on_load(self) -> None:
        """Let the workbook calculate when it is opened: formulas read the cells that we change."""
        calculation = self._root(self._pack.workbook, keep=False).find(f"{{{MAIN}}}calcPr")
        if calculation is not None and calculation.get("fullCalcOnLoad") in ("1", "true"):
            return
        book = self._root(self._pack.workbook)
        node = book.find(f"{{{MAIN}}}calcPr")
        if node is None:
            node = etree.Element(f"{{{MAIN}}}calcPr")
            places = (book.find(f"{{{MAIN}}}{name}") for name in _BEFORE_CALCULATION)
            next(place for place in places if place is not None).addnext(node)
        node.set("fullCalcOnLoad", "1")

    def drop(self, part: str) -> None:
        """Take a part that the workbook refers to out of its relationships and content types."""
        links = self._root(self._rels)
        folder = self._pack.workbook.rpartition("/")[0]
        for node in list(links):
            if package.target_of(folder, str(node.get("Target"))) == part:
                links.remove(node)
        for node in list(self._root(_CONTENT_TYPES)):
            if node.get("PartName", "").lstrip("/") == part:
                self._root(_CONTENT_TYPES).remove(node)

    def _root(self, part: str, keep: bool = True) -> etree._Element:
        if part in self._roots:
            return self._roots[part]
        root = sheet_xml.parse(self._file.read(part))
        if keep:
            self._roots[part] = root
        return root

    def _content_type(self, part: str, kind: str) -> None:
        root = self._root(_CONTENT_TYPES)
        attributes = {"PartName": f"/{part}", "ContentType": kind}
        etree.SubElement(root, f"{{{_TYPES}}}Override", attributes)

    def _free(self, pattern: str) -> str:
        taken = {name.lower() for name in (*self._file.namelist(), *self.added)}
        number = 1
        while pattern.format(number).lower() in taken:
            number += 1
        return pattern.format(number)

    def _table_number(self, table: package.TablePart) -> int:
        return sheet_xml.number(sheet_xml.parse(self._file.read(table.part)), "id")


def _relations(links: Mapping[str, tuple[str, str]]) -> bytes:
    root = sheet_xml.parse(f'<Relationships xmlns="{RELATIONS}"/>'.encode())
    for name, (kind, target) in links.items():
        attributes = {"Id": name, "Type": f"{_OFFICE}/{kind}", "Target": target}
        etree.SubElement(root, f"{{{RELATIONS}}}Relationship", attributes)
    return sheet_xml.serialised(root)


def _free_id(taken: set[str]) -> str:
    number = 1
    while f"rId{number}" in taken:
        number += 1
    return f"rId{number}"


def without(chain: bytes, cleared: set[tuple[str, str]]) -> bytes:
    """Return the calculation chain without these cells (sheet id, address); b"" when it is empty.

    An entry without a sheet belongs to the sheet of the entry before it.
    """
    root = sheet_xml.parse(chain)
    sheet = ""
    for node in list(root):
        sheet = str(node.get("i", sheet))
        if (sheet, str(node.get("r"))) in cleared:
            root.remove(node)
        else:
            node.set("i", sheet)
    return sheet_xml.serialised(root) if len(root) else b""
