"""Where do the boxes of the sheet 跟催箱 stand, and what are its rows called?"""

from collections.abc import Iterator, Mapping

from cuifei.locale import phrase
from cuifei.tables.layout import TICKLER

TOP, LEFT, WEEKS = 3, 2, 6
DAYS = tuple(column.field for column in TICKLER.columns if column.field != "line")
# Units that a box has room for, one on a line.
ROOM, URGENT_ROOM = 5, 6
_MONTH, _URGENT, _TASKS = ("月份", "Month"), ("紧急", "Urgent"), ("事项", "Tasks")
_WEEK = ("第{n}周", "Week {n}")


def lines(lang: str) -> Iterator[tuple[str, str]]:
    """Yield the rows of the table: what kind each is, and its key."""
    yield "month", phrase(_MONTH, lang)
    yield "urgent", phrase(_URGENT, lang)
    for n in range(1, WEEKS + 1):
        yield "head", phrase(_WEEK, lang).format(n=n)
        yield "body", phrase(_TASKS, lang)


def empty(lang: str) -> list[Mapping[str, str]]:
    """Return the rows of the table while nobody has filled it."""
    return [{"line": key} for _, key in lines(lang)]
