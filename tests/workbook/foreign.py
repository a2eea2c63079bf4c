"""Books for the tests: a small invented ledger, and one full of parts that are not ours."""

import base64
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from cuifei.newbook import build
from cuifei.ooxml import package
from cuifei.tables import layout
from size import FULL

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
UNITS = (("3-101", "甲一"), ("3-102", "乙二"), ("3-103", "丙三"))
CHARGES = tuple(
    {
        "unit": unit,
        "item": "物业费",
        "period": period,
        "amount": 120.5,
        "due": date(2026, month, 28),
        "note": f"=备注 {unit}" if month == 1 else None,
    }
    for unit, _ in UNITS
    for month, period in ((1, "2026-01"), (2, "2026-02"))
)

_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_VBA = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_PRINTER = "application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"
_SLICER = "http://schemas.microsoft.com/office/2007/relationships/slicer"
_ITEM_PROPERTIES = (
    '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"'
    ' ds:itemID="{00000000-0000-0000-0000-000000000001}"><ds:schemaRefs/></ds:datastoreItem>'
)
_PICTURE = (
    '<xdr:oneCellAnchor xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/'
    'spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    "<xdr:from><xdr:col>9</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row>"
    '<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="95250" cy="95250"/><xdr:pic>'
    '<xdr:nvPicPr><xdr:cNvPr id="77" name="图 1"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>'
    f'<a:blip xmlns:r="{_REL}" r:embed="rIdPic"/><a:stretch><a:fillRect/></a:stretch>'
    '</xdr:blipFill><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr>'
    "</xdr:pic><xdr:clientData/></xdr:oneCellAnchor>"
)


def fill(sheet: Worksheet, table: layout.Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Type rows into an empty table of a ledger; its range ends with the last of them."""
    for row, cells in enumerate(rows, 2):
        for place, column in enumerate(table.columns, 1):
            cell = sheet.cell(row, place)
            cell.value = cells.get(column.field)
            if isinstance(cell.value, str):
                cell.data_type = "s"  # "=…" is a text here
    resize(sheet, len(rows) + 1, len(table.columns))


def resize(sheet: Worksheet, last_row: int, last_column: int) -> None:
    (part,) = sheet.tables.values()
    part.ref = f"A1:{openpyxl.utils.get_column_letter(last_column)}{last_row}"
    part.autoFilter.ref = part.ref


def add_column(sheet: Worksheet, header: str, formula: str, rows: int) -> None:
    """Add a column of the user's own right of a table; {row} in `formula` is its row."""
    (part,) = sheet.tables.values()
    place = len(part.tableColumns) + 1
    sheet.cell(1, place, header)
    for row in range(2, rows + 2):
        sheet.cell(row, place, formula.format(row=row))
    part.tableColumns.append(TableColumn(id=place, name=header))
    resize(sheet, rows + 1, place)


PAGES = ("首页", "看板", "看板数据", "跟催箱", "使用说明")


def ledger(path: Path) -> Path:
    """Write a ledger of three homes with two charges each; it is built only once."""
    path.write_bytes(_ledger())
    return path


@cache
def _ledger() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder, "ledger.xlsx")
        build.build(path)
        book = openpyxl.load_workbook(path)
        units = [{"unit": unit, "owner": owner, "community": "样例园"} for unit, owner in UNITS]
        fill(book["房产"], layout.UNITS, units)
        fill(book["应收"], layout.CHARGES, CHARGES)
        book.save(path)
        return path.read_bytes()


def small(path: Path) -> Path:
    """Write the same ledger without the sheets that no clerk types in: saved twice as soon."""
    path.write_bytes(_small())
    return path


@cache
def _small() -> bytes:
    with TemporaryDirectory() as folder:
        path = without_sheets(ledger(Path(folder, "ledger.xlsx")), *PAGES)
        return path.read_bytes()


def without_sheets(path: Path, *names: str) -> Path:
    """Take whole sheets out of a book."""
    book = openpyxl.load_workbook(path)
    for name in names:
        del book[name]
    book.save(path)
    return path


def foreign(path: Path) -> Path:
    """Write a macro book with much that is not ours: see tests/workbook/test_closed_parts.py."""
    path.write_bytes(_foreign())
    return path


@cache
def _foreign() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(_ledger() if FULL else _small()))
    add_column(book["应收"], "核对", "=D{row}*2", len(CHARGES))
    charges = book["应收"]
    charges["A3"].comment = Comment("样例批注", "样例")
    rule = CellIsRule(operator="greaterThan", formula=["100"], fill=PatternFill("solid", "FFFF00"))
    charges.conditional_formatting.add("D2:D7", rule)
    check = DataValidation("list", formula1='"物业费,车位费"')
    check.add("B2:B7")
    charges.add_data_validation(check)
    sheet = book.create_sheet("统计")
    for row in range(1, 6):
        sheet.append([f"项目{row}", row * 10, f"=B{row}*2"])
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=5))
    sheet.add_chart(chart, "E2")
    book.defined_names["合计数"] = DefinedName("合计数", attr_text="统计!$B$1:$B$5")
    with TemporaryDirectory() as folder:
        plain, path = Path(folder, "plain.xlsx"), Path(folder, "foreign.xlsm")
        book.save(plain)
        _inject(plain, path)
        return path.read_bytes()


def _inject(plain: Path, path: Path) -> None:
    """Add parts that openpyxl cannot write: macros, picture, slicer, custom XML, printer."""
    with zipfile.ZipFile(plain) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = next(n for n, data in parts.items() if n.endswith(".rels") and b"/drawing1.xml" in data)
    drawing = "xl/drawings/drawing1.xml"
    parts[drawing] = parts[drawing].replace(b"</xdr:wsDr>", _PICTURE.encode() + b"</xdr:wsDr>")
    if _PICTURE.encode() not in parts[drawing]:
        parts[drawing] = parts[drawing].replace(b"</wsDr>", _PICTURE.encode() + b"</wsDr>")
    _relate(
        parts,
        "xl/drawings/_rels/drawing1.xml.rels",
        "rIdPic",
        f"{_REL}/image",
        "../media/image9.png",
    )
    _relate(
        parts, sheet, "rIdPrn", f"{_REL}/printerSettings", "../printerSettings/printerSettings1.bin"
    )
    _relate(parts, sheet, "rIdSl", _SLICER, "../slicers/slicer1.xml")
    _relate(parts, "xl/_rels/workbook.xml.rels", "rIdVba", _VBA, "vbaProject.bin")
    _relate(
        parts, "xl/_rels/workbook.xml.rels", "rIdXml", f"{_REL}/customXml", "../customXml/item1.xml"
    )
    parts |= {
        "xl/media/image9.png": PNG,
        "xl/printerSettings/printerSettings1.bin": b"\x00printer" * 9,
        "xl/slicers/slicer1.xml": b'<slicers xmlns="http://schemas.microsoft.com/office/'
        b'spreadsheetml/2009/9/main"/>',
        "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 no real macro",
        "customXml/item1.xml": "<样例/>".encode(),
        "customXml/itemProps1.xml": _ITEM_PROPERTIES.encode(),
        "customXml/_rels/item1.xml.rels": f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1"'
        f' Type="{_REL}/customXmlProps" Target="itemProps1.xml"/></Relationships>'.encode(),
    }
    types = parts["[Content_Types].xml"].decode()
    types = types.replace(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    more = (
        f'<Default Extension="bin" ContentType="{_PRINTER}"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        '<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.'
        'vbaProject"/><Override PartName="/xl/slicers/slicer1.xml" ContentType='
        '"application/vnd.ms-excel.slicer+xml"/><Override PartName="/customXml/itemProps1.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/>'
    )
    parts["[Content_Types].xml"] = types.replace("</Types>", more + "</Types>").encode()
    pack(path, parts)


def _relate(parts: dict[str, bytes], name: str, link: str, kind: str, target: str) -> None:
    new = f'<Relationship Id="{link}" Type="{kind}" Target="{target}"/></Relationships>'
    parts[name] = parts[name].replace(b"</Relationships>", new.encode())


def pack(path: Path, parts: Mapping[str, bytes]) -> None:
    """Write a zip of these parts."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(zipfile.ZipInfo(name, (2026, 1, 2, 3, 4, 6)), data)
    path.write_bytes(memory.getvalue())


def parts_of(path: Path) -> dict[str, bytes]:
    """Return the parts of a file by name."""
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def raw_members(path: Path) -> list[tuple[object, ...]]:
    """Return name, time, sums and compressed bytes of each member, in the file's order."""
    data = path.read_bytes()
    out: list[tuple[object, ...]] = []
    with zipfile.ZipFile(path) as file:
        for info in file.infolist():
            start = info.header_offset
            lengths = data[start + 26 : start + 30]
            start += 30 + int.from_bytes(lengths[:2], "little")
            start += int.from_bytes(lengths[2:], "little")
            packed = data[start : start + info.compress_size]
            out.append((info.filename, info.date_time, info.CRC, info.compress_type, packed))
    return out


def edit(path: Path, part: str, *swaps: tuple[bytes, bytes]) -> Path:
    """Change the text of a part; each of the swaps must be possible."""
    parts = parts_of(path)
    for old, new in swaps:
        assert old in parts[part], old
        parts[part] = parts[part].replace(old, new)
    pack(path, parts)
    return path


def part_of(path: Path, sheet: str) -> str:
    """Return the part of a sheet."""
    return package.sheets(path)[sheet]


def table_of(path: Path, sheet: str) -> str:
    """Return the part of the table on a sheet."""
    (part,) = (table.part for table in package.tables(path) if table.sheet == sheet)
    return part
