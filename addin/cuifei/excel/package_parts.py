"""The parts of cuifei.xlam that are not VBA, as text.

Everything is stored without compression and with one fixed date, so that the
same sources give the same bytes on every machine.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping
from string import ascii_uppercase
from xml.sax.saxutils import escape

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MICROSOFT = "http://schemas.microsoft.com/office"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"

CONTENT_TYPES = (
    _HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    '<Override PartName="/xl/workbook.xml"'
    ' ContentType="application/vnd.ms-excel.addin.macroEnabled.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_SHEET_TYPE}.sharedStrings+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET_TYPE}.styles+xml"/>'
    '<Override PartName="/xl/theme/theme1.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
    '<Override PartName="/docProps/core.xml"'
    ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    '<Override PartName="/docProps/app.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>'
    "</Types>"
)


def relations(targets: Iterable[tuple[str, str]]) -> str:
    """Return a .rels part with (type, target) pairs, numbered rId1, rId2 …"""
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{rows}</Relationships>'


ROOT_RELATIONS = relations(
    (
        (f"{_DOCUMENT}/officeDocument", "xl/workbook.xml"),
        (
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
            "docProps/core.xml",
        ),
        (f"{_DOCUMENT}/extended-properties", "docProps/app.xml"),
        (f"{_MICROSOFT}/2006/relationships/ui/extensibility", "customUI/customUI.xml"),
        (f"{_MICROSOFT}/2007/relationships/ui/extensibility", "customUI/customUI14.xml"),
    )
)
WORKBOOK_RELATIONS = relations(
    (
        (f"{_DOCUMENT}/worksheet", "worksheets/sheet1.xml"),
        (f"{_DOCUMENT}/worksheet", "worksheets/sheet2.xml"),
        (f"{_DOCUMENT}/styles", "styles.xml"),
        (f"{_DOCUMENT}/theme", "theme/theme1.xml"),
        (f"{_DOCUMENT}/sharedStrings", "sharedStrings.xml"),
        (f"{_MICROSOFT}/2006/relationships/vbaProject", "vbaProject.bin"),
    )
)
APP = (
    _HEAD + '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Application>Microsoft Excel</Application></Properties>'
)


def core(version: str) -> str:
    """Return the document properties, which Excel's list of add-ins shows."""
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_CORE}"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>催费 cuifei {escape(version)}</dc:title>"
        "<dc:creator>cuifei</dc:creator></cp:coreProperties>"
    )


def workbook(conf_sheet: str, text_sheet: str) -> str:
    """Return xl/workbook.xml with the two sheets."""
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}">'
        '<workbookPr codeName="ThisWorkbook"/>'
        # An add-in is never seen. Hidden it would also stay while its functions get their help.
        "<bookViews><workbookView/></bookViews>"
        f'<sheets><sheet name="{escape(conf_sheet)}" sheetId="1" r:id="rId1"/>'
        f'<sheet name="{escape(text_sheet)}" sheetId="2" r:id="rId2"/></sheets></workbook>'
    )


def sheets(*tables: tuple[Iterable[tuple[str, ...]], str]) -> tuple[list[str], str]:
    """Return the worksheets, and the strings that they share.

    Each table is (rows of texts from A1 on, code name that ties the sheet to
    its VBA module, "" for none).
    """
    shared: dict[str, int] = {}
    drawn = [_sheet(rows, code_name, shared) for rows, code_name in tables]
    items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in shared)
    return drawn, f'{_HEAD}<sst xmlns="{_MAIN}">{items}</sst>'


def _sheet(rows: Iterable[tuple[str, ...]], code_name: str, shared: dict[str, int]) -> str:
    properties = f'<sheetPr codeName="{code_name}"/>' if code_name else ""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            f'<c r="{column}{number}" t="s"><v>{shared.setdefault(text, len(shared))}</v></c>'
            for column, text in zip(ascii_uppercase, row, strict=False)
            if text
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    data = "".join(lines)
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}">{properties}<sheetData>{data}</sheetData></worksheet>'
    )


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return the package: parts in the order given, stored, dated 1980-01-01."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            archive.writestr(info, content)
    return buffer.getvalue()
