"""What stands in the sheet 跟催箱: the month's boxes, and what is urgent. (R8.6)"""

import calendar
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from cuifei.domain.ladder.cases import Docket
from cuifei.domain.problems import say, say_n
from cuifei.domain.work.day_rows import Batch
from cuifei.domain.work.day_rows import Row as DayRow
from cuifei.domain.work.tickler import Tickler
from cuifei.locale import Say, translator
from cuifei.newbook.tickler_lines import DAYS, ROOM, URGENT_ROOM, WEEKS, lines
from cuifei.ooxml.values import Cell
from cuifei.tables.layout import word

Row = Mapping[str, Cell]


def tickler_rows(box: Tickler[DayRow], docket: Docket, lang: str) -> Sequence[Row]:
    """Return the rows of 跟催箱 for one month: days under their weekday, urgent ones apart."""
    tell = translator(lang)
    cells = [_month(box, docket, tell), _urgent(box, docket, tell)]
    weeks = calendar.Calendar().monthdayscalendar(box.year, box.month)
    weeks += [[0] * len(DAYS)] * (WEEKS - len(weeks))
    for week in weeks:
        cells.append([_head(box, day, docket.as_of, lang) if day else None for day in week])
        filed = (box.filed[day - 1] if day else () for day in week)
        cells.append(["\n".join(_units(tasks, docket, ROOM, tell)) or None for tasks in filed])
    return [
        {"line": key, **dict(zip(DAYS, row, strict=True))}
        for (_, key), row in zip(lines(lang), cells, strict=True)
    ]


def _month(box: Tickler[DayRow], docket: Docket, tell: Say) -> list[Cell]:
    total = sum(box.slots) + box.urgent
    sentences = (
        say("{year}/{month}", year=box.year, month=box.month),
        say_n("{n} task", "{n} tasks", total),
        say("{n} of them urgent", n=box.urgent),
        say("as of {day}", day=docket.as_of),
    )
    return [*map(tell, sentences), *[None] * (len(DAYS) - len(sentences))]


def _urgent(box: Tickler[DayRow], docket: Docket, tell: Say) -> list[Cell]:
    """Return what is urgent, spread over the row; the last cell counts what has no room."""
    shown, room = box.urgent_filed, URGENT_ROOM
    height = min(-(-len(shown) // len(DAYS)), room) or 1
    parts = [shown[at : at + height] for at in range(0, height * (len(DAYS) - 1), height)]
    parts.append(shown[height * (len(DAYS) - 1) :])
    return ["\n".join(_units(part, docket, room, tell)) or None for part in parts]


def _head(box: Tickler[DayRow], day: int, as_of: date, lang: str) -> str:
    count, tell = box.slots[day - 1], translator(lang)
    title = say_n("{day} · {n} task", "{day} · {n} tasks", count, day=day)
    head = tell(title) if count else str(day)
    today = (as_of.year, as_of.month, as_of.day) == (box.year, box.month, day)
    return f"{word('urgency', 'today', lang)} {head}" if today else head


def _units(tasks: Sequence[DayRow], docket: Docket, room: int, tell: Say) -> Iterator[str]:
    """Yield a line for each unit, and how many more there are where the box is full."""
    shown = tasks if len(tasks) <= room else tasks[: room - 1]
    for task in shown:
        if isinstance(task, Batch):
            yield tell(say_n("texts to {n} owner", "texts to {n} owners", task.owners))
        else:
            yield f"{task.units[0]} {docket.cases[task.units[0]].unit.owner}"
    if unshown := len(tasks) - len(shown):
        yield tell(say_n("… and {n} more", "… and {n} more", unshown))
