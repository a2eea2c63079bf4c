"""How does the sheet 跟催箱 look? One month as a calendar: each day a box with its count and units.

One page of A4, lying. A box is two cells: the day on top, what is in it below.
"""

from collections.abc import Mapping
from functools import partial

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from cuifei.locale import language, phrase, phrases
from cuifei.newbook.dashboard import looks
from cuifei.newbook.tickler_lines import LEFT, TOP, lines
from cuifei.newbook.wardrobe import Wardrobe
from cuifei.ooxml.a1 import column_letters
from cuifei.tables.layout import CODES, TICKLER

_TITLE = ("跟催箱", "Tickler")
_HINT = (
    "由“待办”命令更新：每天一格，写明件数和前几户；紧急的另放一行。",
    "Renewed by the command todo: a box for each day, with its count and the first units.",
)
_HEADS = {"month": 22, "urgent": 80, "head": 18, "body": 68}


def fill(sheet: Worksheet, number: int, lang: str) -> None:
    """Build the sheet 跟催箱 with an empty month; `number` is its table's."""
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = "A6A6A6"
    sheet.column_dimensions["A"].width = 1.5
    title = sheet.cell(1, LEFT, phrase(_TITLE, lang))
    title.font = Font(name=language(lang).font, size=18, bold=True, color=looks.INK)
    right = LEFT + len(TICKLER.columns) - 1
    hint = sheet.cell(1, right, phrase(_HINT, lang))
    hint.font = Font(name=language(lang).font, size=9, color=looks.GREY)
    hint.alignment = Alignment(horizontal="right", vertical="bottom")
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 28, 5
    _header(sheet, lang)
    wardrobe = Wardrobe()
    for row, (kind, key) in enumerate(lines(lang), TOP + 1):
        sheet.cell(row, LEFT, key)
        sheet.row_dimensions[row].height = _HEADS[kind]
        for place in range(LEFT, right + 1):
            look = partial(_look, kind, place == LEFT, lang)
            wardrobe.dress(sheet.cell(row, place), look.args, look)
        if kind == "head":
            _shade(sheet, row, right)
    _table(sheet, number, right, lang)
    _page(sheet, right)


def _header(sheet: Worksheet, lang: str) -> None:
    sheet.row_dimensions[TOP].height = 19
    for place, column in enumerate(TICKLER.columns, LEFT):
        sheet.column_dimensions[column_letters(place)].width = column.width
        cell = sheet.cell(TOP, place, column.called(lang))
        cell.font = Font(name=language(lang).font, size=10, bold=True, color=looks.PAPER)
        cell.fill = PatternFill("solid", fgColor=looks.DARK)
        cell.alignment = Alignment(horizontal="center", vertical="center")


def _look(kind: str, key: bool, lang: str) -> Mapping[str, object]:
    """Return the looks of the key, the month, what is urgent, a day, or what is in it."""
    bold = kind in ("month", "head") or key
    size = 12 if kind == "month" and not key else 9 if key or kind != "head" else 10
    colour = looks.GREY if key else looks.INK
    wrap = kind in ("urgent", "body") and not key
    side = Side(style="thin", color=looks.LINE)
    open_below = kind == "head"
    filled = {"fill": PatternFill("solid", fgColor=looks.CARD)} if kind in ("month", "head") else {}
    return {
        "font": Font(name=language(lang).font, size=size, bold=bold, color=colour),
        "alignment": Alignment(
            horizontal="center" if key else "left",
            vertical="top" if wrap else "center",
            wrap_text=wrap or None,
            shrink_to_fit=None if wrap else True,
        ),
        "border": Border(
            left=side,
            right=side,
            top=None if kind == "body" else side,
            bottom=None if open_below else side,
        ),
        **filled,
        "number_format": "General" if wrap else "@",
    }


def _shade(sheet: Worksheet, head: int, right: int) -> None:
    """Grey the boxes that are no day of the month, and mark that of today."""
    first = f"{column_letters(LEFT + 1)}{head}"
    grey = DifferentialStyle(fill=PatternFill(bgColor="EDEDED"))
    today = DifferentialStyle(
        font=Font(color=looks.INK, bold=True), fill=PatternFill(bgColor="F0B571")
    )
    words = CODES["urgency"]["today"]
    marked = "OR(" + ",".join(f'LEFT({first},{len(w)})="{w}"' for w in phrases(words)) + ")"
    for row in (head, head + 1):
        area = f"{column_letters(LEFT + 1)}{row}:{column_letters(right)}{row}"
        rule = Rule("expression", dxf=grey, formula=[f'{first}=""'])
        sheet.conditional_formatting.add(area, rule)
    area = f"{first}:{column_letters(right)}{head}"
    sheet.conditional_formatting.add(area, Rule("expression", dxf=today, formula=[marked]))


def _table(sheet: Worksheet, number: int, right: int, lang: str) -> None:
    last = TOP + len(list(lines(lang)))
    name = TICKLER.called(lang)
    ref = f"{column_letters(LEFT)}{TOP}:{column_letters(right)}{last}"
    table = ExcelTable(id=number, name=name, displayName=name, ref=ref)
    # Without filter buttons: this is a page to be looked at.
    table.tableColumns = [
        TableColumn(id=n, name=column.called(lang)) for n, column in enumerate(TICKLER.columns, 1)
    ]
    sheet.add_table(table)
    sheet.print_area = f"A1:{column_letters(right)}{last}"


def _page(sheet: Worksheet, right: int) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = 1
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = margins.bottom = 0.35
    margins.header = margins.footer = 0.2
