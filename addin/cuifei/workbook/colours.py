"""How are our columns beside the office's own rows coloured by age, and nothing of theirs?

The colours are those of our own ledger (formats.AGES), as conditional formats of
our columns alone: they are added to the sheet once, when the columns are.
"""

import re

from cuifei.ooxml.a1 import LAST_ROW, column_letters
from cuifei.tables.formats import AGES
from cuifei.tables.port import Book
from cuifei.workbook.grid import Grid

COLOURED = ("unpaid", "months", "bucket")
_PRIORITY = re.compile(rb'\spriority="(\d+)"')


def colour(grid: Grid, book: Book) -> None:
    """Colour the rows of a block of the office's where our columns were just made beside it."""
    added = {column.field for column in grid.added}
    if not set(COLOURED) <= added:
        return
    first, last = grid.top + 1, _last(grid, book)
    cell = f"${column_letters(grid.columns['months'])}{first}"
    places = (column_letters(grid.columns[name]) for name in COLOURED)
    area = " ".join(f"{place}{first}:{place}{last}" for place in places)
    number = _free(grid)
    rules = []
    for place, (start, fill, ink, bold) in enumerate(AGES):
        look = grid.tools.styles.look(ink, fill, bold)
        rules.append(
            f'<cfRule type="expression" dxfId="{look}" priority="{number + place}" stopIfTrue="1">'
            f"<formula>AND(ISNUMBER({cell}),{cell}&gt;={start})</formula></cfRule>"
        )
    xml = f'<conditionalFormatting sqref="{area}">{"".join(rules)}</conditionalFormatting>'
    grid.sheet.colours.append(xml.encode())


def _last(grid: Grid, book: Book) -> int:
    """Return the last row of the sheet that may belong to the block."""
    spots = (spot for name, spot in book.tables.items() if "@" in name)
    below = (spot.header_row for spot in spots if spot.sheet == grid.spot.sheet)
    return min((row - 1 for row in below if row > grid.top), default=LAST_ROW)


def _free(grid: Grid) -> int:
    """Return the first priority after theirs: where both speak of a cell, theirs goes first."""
    parts = (grid.sheet.tail, *grid.sheet.colours)
    return max((int(n) for text in parts for n in _PRIORITY.findall(text)), default=0) + 1
