"""How high must a row be for its sentences to be read?"""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from cuifei.tables.layout import Table
from cuifei.tables.sentences import SENTENCES

LINE = 15  # points of one line, and the height of a row that nobody changed


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
