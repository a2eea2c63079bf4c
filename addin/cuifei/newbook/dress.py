"""How does a sheet of the ledger look, what may be typed in it, and how does it print?

Typed columns have a dark header, ours a grey one. Months overdue go from light
to dark in one hue, so that they can be told apart in print and by everybody.
"""

from collections.abc import Mapping
from copy import copy
from datetime import date
from types import MappingProxyType
from typing import Any, cast

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from cuifei.domain.dates import EARLIEST, EXCEL_EPOCH, LATEST
from cuifei.ooxml.a1 import column_letters
from cuifei.tables.layout import CODES, Column, Table
from cuifei.tables.sentences import SENTENCES

LAST_ROW = 1_048_576
# One page wide could not be read: what to do is on the first, what came of it on the second.
# A list to take along is printed by `todo --collector`.
_TWO_PAGES = frozenset({"worklist"})
FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "key": "@",
        "text": "@",
        "period": "@",
        "code": "General",
        "any": "General",
        "date": "yyyy-mm-dd",
        "money": "#,##0.00",
        "count": "0",
    }
)
_FONT = MappingProxyType({"zh": "微软雅黑", "en": "Calibri"})
_TYPED, _OURS = PatternFill("solid", fgColor="1F4E79"), PatternFill("solid", fgColor="D9D9D9")
_LINE = Border(bottom=Side(style="thin", color="808080"))
# Months overdue from ... -> fill, letter colour; bold from 6 months.
AGES = (
    (12, "F0B571", "000000", True),
    (6, "F7CF9C", "000000", True),
    (3, "FBE3C4", "000000", False),
    (1, "FEF5E8", "000000", False),
)
# Table -> (column of the months, columns that are coloured).
_COLOURED: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "charges": ("months", ("unit", "unpaid", "months", "bucket")),
        "arrears": ("months_overdue", ("unit", "owed", "months_overdue", "bucket")),
    }
)
_ALIGNED: Mapping[str, str] = MappingProxyType(
    {"money": "right", "date": "center", "count": "center"}
)
# Figures that are said with their unit, so that they are texts.
_RIGHT = frozenset(
    {
        *(("home", "value"), ("home", "change"), ("worklist", "chance"), ("effects", "rate")),
        *(("goals", field) for field in ("done", "collection_rate", "old_debt_rate", "score")),
    }
)
# Cells that open something when they are clicked look as links do everywhere.
_LINKS = frozenset({("home", "open"), ("worklist", "letter"), ("worklist", "row")})
# A list that helps and refuses nothing: the word may be followed by a day and an amount.
_FREE = frozenset({("worklist", "result")})
# Group of the worklist -> fill and letters of its word, fill of the row; dark to light in print.
_GROUPS = (
    ("correct", "9DC3E6", "000000", "DDEBF7"),
    ("urgent", "F0B571", "000000", "FBE3C4"),
    ("today", "F7CF9C", "000000", "FEF5E8"),
)
_TABS: Mapping[str, str] = MappingProxyType(
    {"register": "548235", "settings": "7F6000", "ladder": "7F6000", "accounts": "7F6000"}
)
_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "ours_title": ("由程序填写", "Filled in by cuifei"),
        "ours": (
            "灰色表头的列每次运行都会重新写入，请不要在这里输入。",
            "Columns with a grey header are rewritten by every run. Please do not type here.",
        ),
        "wrong": ("输入有误", "Not accepted"),
        "list": ("请从列表中选择：", "Please choose one of: "),
        "date": ("请输入日期，如 2026-03-31。", "Please type a date, such as 2026-03-31."),
        "money": ("请输入大于 0 的金额，如 1234.50。", "Please type an amount above 0."),
        "signed": (
            "请输入金额，如 1234.50；冲红填负数。",
            "Please type an amount, such as 1234.50.",
        ),
        "count": ("请输入 0 或正整数。", "Please type a whole number, 0 or more."),
        "page": ("第 &P 页，共 &N 页", "Page &P of &N"),
    }
)


def dress(sheet: Worksheet, table: Table, rows: int, lang: str) -> None:
    """Give a sheet its looks, its checks and its page; the cells are already written.

    `rows` counts the body rows. Columns carry the styles too, so rows that are
    added later look and behave like the first.
    """
    for number, column in enumerate(table.columns, 1):
        _column(sheet, table, number, rows, lang)
        if column.ours:
            _prompt(sheet, number, lang)
        elif check := _check(column, lang):
            if (table.name, column.field) in _FREE:
                check.showErrorMessage = False
            check.add(f"{column_letters(number)}2:{column_letters(number)}{LAST_ROW}")
            sheet.add_data_validation(check)
    _colour(sheet, table)
    _group(sheet, table)
    units = [n for n, column in enumerate(table.columns[:2], 1) if column.field == "unit"]
    sheet.freeze_panes = f"{column_letters(units[0] + 1)}2" if units else "A2"
    sheet.row_dimensions[1].height = 33
    if table.name == "home":
        sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = 22, True
    colour = "A6A6A6" if table.ours else "1F4E79"
    sheet.sheet_properties.tabColor = _TABS.get(table.name, colour)
    _page(sheet, table, lang)


def _column(sheet: Worksheet, table: Table, number: int, rows: int, lang: str) -> None:
    column = table.columns[number - 1]
    header = sheet.cell(1, number)
    header.fill = _OURS if column.ours else _TYPED
    colour = "404040" if column.ours else "FFFFFF"
    header.font = Font(name=_FONT[lang], size=10, bold=True, color=colour)
    header.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    header.border = _LINE
    sentence = column.field in SENTENCES
    look = Alignment(
        horizontal="right" if (table.name, column.field) in _RIGHT else _ALIGNED.get(column.kind),
        vertical="center",
        wrap_text=sentence or None,
        indent=1 if column.kind == "money" else 0,
    )
    dimension = sheet.column_dimensions[column_letters(number)]
    dimension.width = column.width
    dimension.number_format = "General" if sentence else FORMATS[column.kind]
    link = (table.name, column.field) in _LINKS
    dimension.font = (
        Font(name=_FONT[lang], size=10, color="0563C1", underline="single")
        if link
        else Font(name=_FONT[lang], size=10)
    )
    dimension.alignment = look
    for row in range(2, rows + 2):
        # The ready style is copied: setting its three parts on each cell takes ten times as long.
        cast("Any", sheet.cell(row, number))._style = copy(cast("Any", dimension)._style)


def _prompt(sheet: Worksheet, number: int, lang: str) -> None:
    """Say, when a cell of ours is selected, that it is ours; nothing is forbidden."""
    english = lang == "en"
    hint = DataValidation(
        allow_blank=True,
        showInputMessage=True,
        promptTitle=_WORDS["ours_title"][english],
        prompt=_WORDS["ours"][english],
    )
    hint.add(f"{column_letters(number)}1:{column_letters(number)}{LAST_ROW}")
    sheet.add_data_validation(hint)


def choice(codes: str, lang: str) -> DataValidation:
    """Return the check that a cell holds one of the words of a code."""
    words = [names[lang == "en"] for names in CODES[codes].values()]
    listed = ",".join(words)
    text = _WORDS["list"][lang == "en"] + ("、" if lang != "en" else ", ").join(words)
    return _refusing(DataValidation("list", f'"{listed}"', allow_blank=True), text, lang)


def _check(column: Column, lang: str) -> DataValidation | None:
    if column.kind == "code":
        return choice(column.codes, lang)
    if column.kind == "date":
        return day_check(lang)
    if column.kind == "money":
        least = "notEqual" if column.signed else "greaterThan"
        check = DataValidation("decimal", "0", allow_blank=True, operator=least)
        said = "signed" if column.signed else "money"
        return _refusing(check, _WORDS[said][lang == "en"], lang)
    if column.kind == "count":
        check = DataValidation("whole", "0", allow_blank=True, operator="greaterThanOrEqual")
        return _refusing(check, _WORDS["count"][lang == "en"], lang)
    return None


def day_check(lang: str) -> DataValidation:
    """Return the check that a cell holds a plausible day."""
    first, last = _serial(EARLIEST), _serial(LATEST)
    check = DataValidation("date", first, last, allow_blank=True, operator="between")
    return _refusing(check, _WORDS["date"][lang == "en"], lang)


def _serial(day: date) -> str:
    return str((day - EXCEL_EPOCH).days)


def _refusing(check: DataValidation, text: str, lang: str) -> DataValidation:
    check.showErrorMessage = True
    check.errorTitle, check.error = _WORDS["wrong"][lang == "en"], text[:255]
    return check


def _colour(sheet: Worksheet, table: Table) -> None:
    if table.name not in _COLOURED:
        return
    months, coloured = _COLOURED[table.name]
    at = {column.field: column_letters(n) for n, column in enumerate(table.columns, 1)}
    cell, area = f"${at[months]}2", " ".join(f"{at[f]}2:{at[f]}{LAST_ROW}" for f in coloured)
    for start, fill, colour, bold in AGES:
        look = DifferentialStyle(Font(color=colour, bold=bold), fill=PatternFill(bgColor=fill))
        late = [f"AND(ISNUMBER({cell}),{cell}>={start})"]
        rule = Rule("expression", dxf=look, formula=late, stopIfTrue=True)
        sheet.conditional_formatting.add(area, rule)


def _group(sheet: Worksheet, table: Table) -> None:
    """Draw a line where the first column says something new; colour the worklist by its groups.

    Some programs show only the first look that fits, so a line has its colours with it.
    """
    if table.name not in ("worklist", "guide", "home"):
        return
    last = column_letters(len(table.columns))
    begins, line = '$A2<>"",$A2<>$A1', Border(top=Side(style="medium", color="404040"))
    if table.name in ("guide", "home"):
        again = DifferentialStyle(font=Font(color="BFBFBF"))
        _rule(sheet, f"A2:A{LAST_ROW}", "AND($A2=$A1)", again)
        _rule(sheet, f"A2:{last}{LAST_ROW}", f"AND({begins})", DifferentialStyle(border=line))
        return
    word, row, rest = f"A2:A{LAST_ROW}", f"B2:F{LAST_ROW}", f"G2:{last}{LAST_ROW}"
    for name, fill, colour, row_fill in _GROUPS:
        here = "OR(" + ",".join(f'$A2="{word}"' for word in CODES["urgency"][name]) + ")"
        strong = {"font": Font(color=colour, bold=True), "fill": PatternFill(bgColor=fill)}
        pale = {"fill": PatternFill(bgColor=row_fill)}
        for area, look in ((word, strong), (row, pale)):
            both = DifferentialStyle(**look, border=line)
            _rule(sheet, area, f"AND({begins},{here})", both)
            _rule(sheet, area, here, DifferentialStyle(**look))
    for area in (word, row, rest):
        _rule(sheet, area, f"AND({begins})", DifferentialStyle(border=line))


def _rule(sheet: Worksheet, area: str, formula: str, look: DifferentialStyle) -> None:
    rule = Rule("expression", dxf=look, formula=[formula], stopIfTrue=True)
    sheet.conditional_formatting.add(area, rule)


def _page(sheet: Worksheet, table: Table, lang: str) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    pages = 2 if table.name in _TWO_PAGES else 1
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages, 0
    if pages > 1:
        sheet.print_title_cols = "A:B"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    sheet.print_options.gridLines = True
    foot = _WORDS["page"][lang == "en"]
    sheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(text="&A"), right=_HeaderFooterPart(text=foot)
    )
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.4, 0.7, 0.3, 0.3
