"""How does the sheet 看板 look? Key figures in large print on top, three rows of charts below.

One page of A4, lying. The charts sit between cells, so they keep their places
whatever font a computer has.
"""

from dataclasses import dataclass
from typing import cast

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from cuifei.locale import language, phrase
from cuifei.newbook.dashboard import looks
from cuifei.newbook.dashboard.blocks import BLOCKS, first_rows
from cuifei.newbook.dashboard.charts import draw
from cuifei.ooxml.a1 import address, column_letters
from cuifei.tables.layout import DASHBOARD, DASHBOARD_DATA

TOP, LEFT = 3, 2
# The key of each line of the key figures (column "line").
LINES = (("本期", "Now"), ("较上月", "Change"), ("说明", "Note"))
_HEIGHTS = {1: 30, 2: 6, 3: 20, 4: 36, 5: 19, 6: 19, 7: 8}
_FIRST_CHART, _ROWS, _ROW_HEIGHT = 8, 14, 17.25
# Charts by row of the page, each with the count of columns that it covers. They begin and
# end on the borders of cells, because a column is not as wide on every computer.
_PLACES = (
    (("trend", 3), ("ageing", 3), ("promises", 2)),
    (("success", 3), ("collectors", 3), ("documents", 2)),
    (("matrix", 2), ("horizon", 3), ("queue", 3)),
)
# The rows that the charts lie over; hidden as long as there is nothing to draw.
CHART_ROWS = range(_FIRST_CHART, _FIRST_CHART + 3 * _ROWS)
_GAP = 6 * 9525  # six pixels, in English metric units
_VALUES = {
    "as_of": "yyyy-mm-dd",
    "owed": "#,##0",
    "units": "#,##0",
    "arrears_rate": "0.0%",
    "success_rate": "0.0%",
    "kept_rate": "0.0%",
    "received": "#,##0",
}
_WORDS = {
    "title": ("物业费催收看板", "Property-fee collection"),
    "points": (
        '"▲ "0.0" 个百分点";"▼ "0.0" 个百分点";"持平"',
        '"▲ "0.0" points";"▼ "0.0" points";"="',
    ),
    "change": ('"▲ "#,##0;"▼ "#,##0;"持平"', '"▲ "#,##0;"▼ "#,##0;"="'),
    "since": ('"与 "yyyy-mm-dd" 相比"', '"compared with "yyyy-mm-dd'),
    "hint": (
        "数字来自工作表“看板数据”，由“看板”命令更新；图表可以按需修改。",
        "The numbers come from the sheet Dashboard_data; the kpi command renews them.",
    ),
}
_RATES = frozenset({"arrears_rate", "success_rate", "kept_rate"})


@dataclass(frozen=True, slots=True)
class _Look:
    size: int
    bold: bool
    colour: str


_LOOKS = (
    _Look(10, True, looks.GREY),
    _Look(22, True, looks.DARK),
    _Look(10, False, looks.INK),
    _Look(9, False, looks.GREY),
)


def fill(sheet: Worksheet, number: int, data_sheet: str, lang: str) -> None:
    """Build the sheet 看板; `number` is its table's, `data_sheet` the sheet of 看板数据."""
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 85
    sheet.sheet_properties.tabColor = looks.MIDDLE
    sheet.column_dimensions["A"].width = 1.5
    title = sheet.cell(1, LEFT, phrase(_WORDS["title"], lang))
    title.font = Font(name=language(lang).font, size=18, bold=True, color=looks.INK)
    title.alignment = Alignment(vertical="center")
    right = LEFT + len(DASHBOARD.columns) - 1
    hint = sheet.cell(1, right, phrase(_WORDS["hint"], lang))
    hint.font = Font(name=language(lang).font, size=9, color=looks.GREY)
    hint.alignment = Alignment(horizontal="right", vertical="bottom")
    _figures(sheet, number, lang)
    for row in range(1, CHART_ROWS.stop):
        sheet.row_dimensions[row].height = _HEIGHTS.get(row, _ROW_HEIGHT)
    for line, places in enumerate(_PLACES):
        column = LEFT - 1
        for name, columns in places:
            chart = draw(name, data_sheet, lang)
            # The types know a cell's name only; openpyxl takes a frame as well.
            chart.anchor = cast("str", _anchor(line, column, column + columns))
            sheet.add_chart(chart)
            column += columns
    _page(sheet, f"A1:{column_letters(right)}{CHART_ROWS[-1]}")


def _figures(sheet: Worksheet, number: int, lang: str) -> None:
    for place, column in enumerate(DASHBOARD.columns, LEFT):
        sheet.column_dimensions[column_letters(place)].width = column.width
        head = column.called(lang)
        texts = [
            head,
            *([phrase(words, lang) for words in LINES] if column.field == "line" else []),
        ]
        for offset, look in enumerate(_LOOKS):
            cell = sheet.cell(TOP + offset, place)
            if offset < len(texts):
                cell.value = texts[offset]
            _dress(cell, look, column.field, offset, lang)
    right, bottom = LEFT + len(DASHBOARD.columns) - 1, TOP + len(LINES)
    ref = f"{address(TOP, LEFT)}:{address(bottom, right)}"
    name = DASHBOARD.called(lang)
    table = ExcelTable(id=number, name=name, displayName=name, ref=ref)
    # Without filter buttons: these are four lines to be looked at.
    table.tableColumns = [
        TableColumn(id=n, name=column.called(lang)) for n, column in enumerate(DASHBOARD.columns, 1)
    ]
    sheet.add_table(table)


def _dress(cell: Cell | MergedCell, look: _Look, field: str, offset: int, lang: str) -> None:
    label = field == "line"
    size, bold = (9, False) if label else (look.size, look.bold)
    cell.font = Font(
        name=language(lang).font, size=size, bold=bold, color=looks.GREY if label else look.colour
    )
    cell.fill = PatternFill("solid", fgColor=looks.PAPER if label else looks.CARD)
    cell.alignment = Alignment(
        horizontal="left" if label else "center", vertical="center", shrink_to_fit=True
    )
    white = Side(style="thick", color=looks.PAPER)
    cell.border = Border(left=white, right=white)
    if not label and offset:
        cell.number_format = _format(field, offset, lang)


def _format(field: str, offset: int, lang: str) -> str:
    if offset == 1:
        return _VALUES[field]
    if offset == 3:
        return "General"
    if field == "as_of":
        return phrase(_WORDS["since"], lang)
    return phrase(_WORDS["points" if field in _RATES else "change"], lang)


def _anchor(line: int, left: int, right: int) -> TwoCellAnchor:
    """Return the place of a chart: a row of charts, and columns counted from 0."""
    top = _FIRST_CHART - 1 + line * _ROWS
    frame = TwoCellAnchor(editAs="twoCell")  # rows that are hidden hide their charts
    frame._from = AnchorMarker(col=left, colOff=_GAP, row=top, rowOff=_GAP)
    frame.to = AnchorMarker(col=right, row=top + _ROWS)
    return frame


def _page(sheet: Worksheet, area: str) -> None:
    sheet.print_area = area
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = 1
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = 0.3
    margins.bottom, margins.header, margins.footer = 0.45, 0.2, 0.2
    sheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(text="&F"), right=_HeaderFooterPart(text="&A")
    )


def cover(sheet: Worksheet) -> None:
    """Hide the charts of a ledger in which nothing can be drawn yet."""
    for row in CHART_ROWS:
        sheet.row_dimensions[row].hidden = True


def dress_data(sheet: Worksheet, lang: str) -> None:
    """Give each block of 看板数据 its number formats, and its first row a look of its own."""
    formats = {"money": "#,##0", "share": "0.0%", "count": "0"}
    for block in BLOCKS:
        first = first_rows()[block.name]
        for row in range(first, first + block.size + 1):
            for place, column in enumerate(DASHBOARD_DATA.columns, 1):
                cell = sheet.cell(row, place)
                if row == first:
                    cell.font = Font(name=language(lang).font, size=10, bold=True)
                    cell.fill = PatternFill("solid", fgColor=looks.CARD)
                elif column.field.startswith("value"):
                    cell.number_format = formats[block.kind]
