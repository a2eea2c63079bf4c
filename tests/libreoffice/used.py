"""Which cells of a sheet does Excel call used? Those that hold something, and painted ones.

What is painted to the last row or column of all is the look of a whole column
or row: Excel keeps it apart from the cells, and so does a file.
"""

from collections.abc import Iterator
from typing import Any

from libreoffice.addresses import ROWS, Box

# The looks that Excel keeps in a cell; a check on what may be typed is none of them.
_LOOKS = (
    *("CellBackColor", "CharColor", "CharFontName", "CharHeight", "CharPosture", "CharUnderline"),
    *("CharWeight", "HoriJustify", "IsTextWrapped", "NumberFormat", "ParaIndent", "VertJustify"),
    *("BottomBorder", "LeftBorder", "RightBorder", "TopBorder"),
)


def painted(sheet: Any) -> Iterator[Box]:
    """Yield the areas (top, left, bottom, right; 0-based) of a sheet that have a look."""
    everything = sheet.RangeAddress
    looks = sheet.getUniqueCellFormatRanges()
    for number in range(looks.Count):
        alike = looks.getByIndex(number)
        if not _has_look(alike):
            continue
        for area in alike.RangeAddresses:
            if area.EndRow < ROWS - 1 and area.EndColumn < everything.EndColumn:
                yield area.StartRow, area.StartColumn, area.EndRow, area.EndColumn


def _has_look(cells: Any) -> bool:
    if cells.CellStyle != "Default":
        return True
    return any(state.value != "DEFAULT_VALUE" for state in cells.getPropertyStates(_LOOKS))
