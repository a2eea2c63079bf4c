"""Where do the boxes of the sheet 跟催箱 stand, and what are its rows called?"""

from collections.abc import Iterator, Mapping

from cuifei.tables.layout import TICKLER

TOP, LEFT, WEEKS = 3, 2, 6
DAYS = tuple(column.field for column in TICKLER.columns if column.field != "line")
# Units that a box has room for, one on a line.
ROOM, URGENT_ROOM = 5, 6
_MONTH, _URGENT, _TASKS = ("月份", "Month"), ("紧急", "Urgent"), ("事项", "Tasks")
_WEEK = ("第{n}周", "Week {n}")


def lines() -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the rows of the table: what kind each is, and its key in Chinese and English."""
    yield "month", _MONTH
    yield "urgent", _URGENT
    for n in range(1, WEEKS + 1):
        yield "head", (_WEEK[0].format(n=n), _WEEK[1].format(n=n))
        yield "body", _TASKS


def empty(lang: str) -> list[Mapping[str, str]]:
    """Return the rows of the table while nobody has filled it."""
    return [{"line": words[lang == "en"]} for _, words in lines()]
