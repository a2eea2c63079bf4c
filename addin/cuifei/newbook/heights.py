"""How high must a row be for its sentences to be read?

Lists that are worked through have rows of one height: the eye goes down them, and what a cell has
no room for is read in the formula bar or by opening the row. Pages that are read have the height
of their sentences.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from cuifei.locale import like
from cuifei.tables.layout import Table
from cuifei.tables.sentences import SENTENCES

LINE = 15  # points of one line, and the height of a row that nobody changed

# Lists with rows of one height -> the most lines that a row shows.
EVEN: Mapping[str, int] = MappingProxyType({"arrears": 2, "queue": 2, "worklist": 3})
_EVEN_LINE = (15, 13)  # points, of Chinese and of English; no line is cut in half
_AIR = 7  # points more in each row of a page that is looked at first


def heights(table: Table, rows: Sequence[Mapping[str, object]], lang: str) -> list[int]:
    """Return the height in points for each of the rows of a table of ours.

    >>> from cuifei.tables.layout import PROBLEMS, QUEUE
    >>> heights(QUEUE, ({"why": "短"}, {"why": "长" * 70}), "zh")
    [32, 32]
    >>> heights(PROBLEMS, ({"what": "短"}, {"what": "长" * 70}), "zh")
    [15, 45]
    """
    needed = [row_height(table, cells) for cells in rows]
    if table.name in EVEN:
        lines = min(max(needed, default=LINE) // LINE, EVEN[table.name])
        return [lines * like(_EVEN_LINE, lang) + 2] * len(rows)
    return [height + _AIR for height in needed] if is_fixed(table) else needed


def is_fixed(table: Table) -> bool:
    """Return whether programs must keep these heights, and not make their own of the texts."""
    return table.name in EVEN or table.name == "home"


def row_height(table: Table, cells: Mapping[str, object]) -> int:
    """Return the height in points for a row whose wrapped columns hold `cells`.

    >>> from cuifei.tables.layout import PROBLEMS
    >>> row_height(PROBLEMS, {"what": "短"}), row_height(PROBLEMS, {"what": "长" * 70})
    (15, 45)
    """
    wrapped = (column for column in table.columns if column.field in SENTENCES)
    return LINE * max(
        (lines(str(cells.get(column.field) or ""), column.width) for column in wrapped), default=1
    )


@lru_cache(maxsize=1 << 12)
def lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of that width; Chinese is two wide."""
    room = max(width - 2, 1)
    return sum(max(1, -int(-_wide(part) // room)) for part in text.split("\n"))


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
