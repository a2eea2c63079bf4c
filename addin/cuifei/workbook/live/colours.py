"""How are our columns beside an office's own rows coloured by age while its workbook is open?

colours.py puts conditional formats into a file; here Excel is asked for the
same. Only Excel on Windows can be: elsewhere the columns stay uncoloured, and
say the same in words. The formula names no cell relative to another, because
Excel would reckon that from wherever the cursor stands.
"""

import re
import sys
from collections.abc import Iterable

import xlwings as xw

from cuifei.tables.formats import AGES

_AREAS, _MONTHS = re.compile(r'sqref="([^"]+)"'), re.compile(r"ISNUMBER\(\$([A-Z]+)\d+\)")
_EXPRESSION = 2  # xlExpression


def colour(sheet: xw.Sheet, added: Iterable[bytes]) -> None:
    """Ask for the conditional formats that were added to the sheet's file (colours.colour)."""
    if sys.platform != "win32":
        return
    for text in (xml.decode() for xml in added):
        areas, months = _AREAS.search(text), _MONTHS.search(text)
        assert areas is not None
        assert months is not None
        for area in areas[1].split():
            _rules(sheet.range(area), months[1])


def _rules(cells: xw.Range, months: str) -> None:
    cell = f"INDEX(${months}:${months},ROW())"
    for start, fill, ink, bold in AGES:
        formula = f"=AND(ISNUMBER({cell}),{cell}>={start})"
        rule = cells.api.FormatConditions.Add(Type=_EXPRESSION, Formula1=formula)
        rule.Interior.Color, rule.Font.Color, rule.Font.Bold = _colour(fill), _colour(ink), bold
        rule.StopIfTrue = True


def _colour(code: str) -> int:
    """Return Excel's number of a colour: blue comes first.

    >>> _colour("FF8000") == 0x0080FF
    True
    """
    red, green, blue = bytes.fromhex(code)
    return blue << 16 | green << 8 | red
