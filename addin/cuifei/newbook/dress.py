"""How does a sheet of the ledger look, what may be typed in it, and how does it print?

Typed columns have a dark header, ours a grey one. Months overdue go from light
to dark in one hue, so that they can be told apart in print and by everybody.
"""

from collections.abc import Mapping
from copy import copy
from types import MappingProxyType
from typing import Any, cast

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from cuifei.locale import language, phrase, phrases
from cuifei.newbook.checks import check
from cuifei.newbook.heights import EVEN
from cuifei.newbook.wardrobe import Wardrobe
from cuifei.ooxml.a1 import LAST_ROW, column_letters
from cuifei.tables.formats import AGES
from cuifei.tables.layout import CODES, Column, Table
from cuifei.tables.sentences import SENTENCES

# What is printed of a sheet that has more columns than a page has room for: what to do, and a
# blank for what came of it. A list to take along is printed by `todo --collector`.
_PRINTED: Mapping[str, str] = MappingProxyType({"worklist": f"A1:L{LAST_ROW}"})
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
_TYPED, _OURS = PatternFill("solid", fgColor="1F4E79"), PatternFill("solid", fgColor="D9D9D9")
_LINE = Border(bottom=Side(style="thin", color="808080"))
_PALE = Side(style="thin", color="D9D9D9")
_BEGINS = Border(left=_PALE, right=_PALE, top=Side(style="thin", color="404040"), bottom=_PALE)
_GRID = Border(left=_PALE, right=_PALE, top=_PALE, bottom=_PALE)
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
# Group of the worklist -> fill and letters of its word, fill of the row; dark to light in print.
_GROUPS = (
    ("correct", "9DC3E6", "000000", "DDEBF7"),
    ("urgent", "F0B571", "000000", "FBE3C4"),
    ("today", "F7CF9C", "000000", "FEF5E8"),
)
_TABS: Mapping[str, str] = MappingProxyType(
    {"register": "548235", "settings": "7F6000", "ladder": "7F6000", "accounts": "7F6000"}
)
_PAGE = ("第 &P 页，共 &N 页", "Page &P of &N")


def dress(sheet: Worksheet, table: Table, rows: int, lang: str, wardrobe: Wardrobe) -> None:
    """Give a sheet its looks, its checks and its page; the cells are already written.

    `rows` counts the body rows; `wardrobe` has the looks of the workbook. Columns carry the
    styles too, so rows that are added later look and behave like the first.
    """
    for number in range(1, len(table.columns) + 1):
        _column(sheet, table, number, rows, lang, wardrobe)
        check(sheet, table, number, lang)
    _colour(sheet, table)
    _group(sheet, table)
    units = [n for n, column in enumerate(table.columns[:2], 1) if column.field == "unit"]
    sheet.freeze_panes = f"{column_letters(units[0] + 1)}2" if units else "A2"
    if all(cell.value is None for cell in sheet[2]):
        _select_first(sheet)
    sheet.row_dimensions[1].height = 33
    if table.name == "home":
        sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = 22, True
    colour = "A6A6A6" if table.ours else "1F4E79"
    sheet.sheet_properties.tabColor = _TABS.get(table.name, colour)
    _page(sheet, table, lang)


def _select_first(sheet: Worksheet) -> None:
    """Let the sheet open on the first cell below the header, which says how the sheet fills."""
    pane = "bottomLeft"
    for selection in sheet.sheet_view.selection:
        if selection.pane == pane:
            selection.activeCell = selection.sqref = "A2"
    if sheet.sheet_view.pane is not None:
        sheet.sheet_view.pane.activePane = pane


def _column(
    sheet: Worksheet, table: Table, number: int, rows: int, lang: str, wardrobe: Wardrobe
) -> None:
    column = table.columns[number - 1]
    header, dimension = sheet.cell(1, number), sheet.column_dimensions[column_letters(number)]
    wardrobe.dress(header, column.ours, lambda: _header_look(column.ours, lang))
    dimension.width = column.width
    sentence, link = column.field in SENTENCES, (table.name, column.field) in _LINKS
    number_format = "General" if sentence else FORMATS[column.kind]
    aligned, vertical = _aligned(table, column), "top" if table.name in EVEN else "center"
    look = (number_format, link, aligned, vertical, sentence)
    wardrobe.dress(dimension, look, lambda: _column_look(*look, lang))
    for row in range(2, rows + 2):
        cast("Any", sheet.cell(row, number))._style = copy(cast("Any", dimension)._style)


def _header_look(is_ours: bool, lang: str) -> Mapping[str, object]:
    return {
        "fill": _OURS if is_ours else _TYPED,
        "font": Font(
            name=language(lang).font, size=10, bold=True, color="404040" if is_ours else "FFFFFF"
        ),
        "alignment": Alignment(horizontal="center", vertical="center", wrap_text=True),
        "border": _LINE,
    }


def _column_look(
    number_format: str, link: bool, aligned: str | None, vertical: str, sentence: bool, lang: str
) -> Mapping[str, object]:
    coloured = {"color": "0563C1", "underline": "single"} if link else {}
    return {
        "number_format": number_format,
        "font": Font(name=language(lang).font, size=10, **coloured),
        "alignment": Alignment(
            horizontal=aligned,
            vertical=vertical,
            wrap_text=sentence or None,
            indent=1 if aligned == "right" else 0,
        ),
        "border": _GRID,
    }


def _aligned(table: Table, column: Column) -> str | None:
    place = (table.name, column.field)
    return (
        "right" if place in _RIGHT else "center" if place in _LINKS else _ALIGNED.get(column.kind)
    )


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
    # Excel draws no thicker line by a rule; what is not named goes where programs draw one.
    begins, line = '$A2<>"",$A2<>$A1,ROW()>2', _BEGINS
    if table.name in ("guide", "home"):
        repeated = DifferentialStyle(font=Font(color="BFBFBF"))
        _rule(sheet, f"A2:A{LAST_ROW}", "AND($A2=$A1)", repeated)
        _rule(sheet, f"A2:{last}{LAST_ROW}", f"AND({begins})", DifferentialStyle(border=line))
        return
    word, row, plain = f"A2:A{LAST_ROW}", f"B2:F{LAST_ROW}", f"G2:{last}{LAST_ROW}"
    for name, fill, colour, row_fill in _GROUPS:
        in_group = (
            "OR(" + ",".join(f'$A2="{word}"' for word in phrases(CODES["urgency"][name])) + ")"
        )
        strong = {"font": Font(color=colour, bold=True), "fill": PatternFill(bgColor=fill)}
        pale = {"fill": PatternFill(bgColor=row_fill)}
        for area, look in ((word, strong), (row, pale)):
            ruled = DifferentialStyle(**look, border=line)
            _rule(sheet, area, f"AND({begins},{in_group})", ruled)
            _rule(sheet, area, in_group, DifferentialStyle(**look))
    for area in (word, row, plain):
        _rule(sheet, area, f"AND({begins})", DifferentialStyle(border=line))


def _rule(sheet: Worksheet, area: str, formula: str, look: DifferentialStyle) -> None:
    rule = Rule("expression", dxf=look, formula=[formula], stopIfTrue=True)
    sheet.conditional_formatting.add(area, rule)


def _page(sheet: Worksheet, table: Table, lang: str) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    if table.name in _PRINTED:
        sheet.print_area = _PRINTED[table.name]
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    foot = phrase(_PAGE, lang)
    sheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(text="&A"), right=_HeaderFooterPart(text=foot)
    )
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.4, 0.7, 0.3, 0.3
