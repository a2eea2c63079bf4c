"""What stands in the sheet 待办: tasks in groups, words to say, links to what they are about."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from cuifei.commands.sheets import walking_order
from cuifei.domain.keys import natural
from cuifei.domain.ladder.cases import Case, Docket
from cuifei.domain.problems import Message, say
from cuifei.domain.records import Letter
from cuifei.domain.work.scripts import script
from cuifei.domain.work.task import KINDS, Task
from cuifei.domain.work.tickler import URGENT, slot
from cuifei.domain.work.worklist import group
from cuifei.locale import translator
from cuifei.ooxml.a1 import column_letters
from cuifei.ooxml.values import Cell, Link, RowLink
from cuifei.tables.layout import CODES, WORKLIST, word
from cuifei.tables.outcome_rows import FIELDS
from cuifei.tables.port import Book

Row: TypeAlias = "Mapping[str, Cell | Link | RowLink]"
_GROUPS = tuple(CODES["urgency"])


def in_order(tasks: Iterable[Task], docket: Docket) -> tuple[Task, ...]:
    """Return tasks as the sheet has them: by group, then collector, then as the steward walks."""
    return tuple(
        sorted(
            tasks,
            key=lambda task: (
                _GROUPS.index(group(task, docket.as_of)),
                natural(task.collector),
                walking_order(docket.cases[task.unit]),
                task.due,
            ),
        )
    )


def worklist_rows(
    tasks: Sequence[Task], book: Book, docket: Docket, left: Sequence[int]
) -> Sequence[Row]:
    """Return the rows of 待办: on top those (sheet rows) that are `left` to be corrected."""
    blank = _new_columns(book)
    rows = [{**_kept(book, row), **blank} for row in left]
    there = {(str(row["unit"]), str(row["task"])) for row in rows}
    for task in tasks:
        row = _row(task, docket, book)
        if (str(row["unit"]), str(row["task"])) not in there:
            rows.append({**row, **blank})
    return rows


def _new_columns(book: Book) -> dict[str, Cell]:
    """Return the typed columns that the sheet has not yet; a first row with them makes them."""
    table = book.tables.get(WORKLIST.name)
    return {} if table is None else {name: None for name in FIELDS if name not in table.columns}


def _kept(book: Book, row: int) -> "dict[str, Cell | Link | RowLink]":
    """Return our cells of a row as they stand; it is marked as one to be corrected."""
    cells = book.tables[WORKLIST.name].rows[row]
    ours = {c.field: cells.get(c.field) for c in WORKLIST.columns if c.ours and c.kind != "any"}
    return {**ours, "urgency": word("urgency", "correct", book.lang)}


def _row(task: Task, docket: Docket, book: Book) -> "dict[str, Cell | Link | RowLink]":
    lang, case = book.lang, docket.cases[task.unit]
    tell = translator(lang)
    said = script(case, task)
    return {
        "urgency": word("urgency", group(task, docket.as_of), lang),
        "unit": task.unit,
        "owner": case.unit.owner,
        "phone": case.unit.phone,
        "collector": task.collector,
        "due": task.due,
        "task": tell(KINDS[task.kind]),
        "why": tell(task.why),
        "how": tell(task.how),
        "script": tell(said) if said else None,
        "last": _last_contact(case, lang),
        "letter": _letter_link(case.letters),
        "row": _row_link(case, book),
        "slot": tell(slot_name(task)),
    }


def slot_name(task: Task) -> Message:
    """Return which slot of the tickler box holds the task's slip (R8.6)."""
    number = slot(task)
    return say("urgent") if number == URGENT else say("day {number}", number=number)


def last_contact(case: Case) -> tuple[date, str, str] | None:
    """Return day, channel and result (codes) of the last contact, or None."""
    if not case.contacts:
        return None
    last = max(enumerate(case.contacts), key=lambda pair: (pair[1].date, pair[0]))[1]
    return last.date, last.channel, last.result


def _last_contact(case: Case, lang: str) -> str | None:
    found = last_contact(case)
    if found is None:
        return None
    day, channel, result = found
    words = (day.isoformat(), word("channel", channel, lang), word("result", result, lang))
    return " ".join(text for text in words if text)


def _letter_link(register: Sequence[Letter]) -> Link | None:
    """Return a link to the file of the newest letter that is not void."""
    filed = [letter for letter in register if letter.state != "voided" and letter.file]
    return Link(filed[-1].number, filed[-1].file) if filed else None


def _row_link(case: Case, book: Book) -> RowLink | None:
    """Return a link to the unit in 欠费; in 房产 where nothing is owed yet."""
    table = book.tables.get("arrears" if case.arrears.owed else "units")
    if table is None or table.places or "unit" not in table.columns:
        return None  # the office's own rows spell the unit in a way of their own
    return RowLink(table.sheet, table.sheet, column_letters(table.columns["unit"]), case.unit.unit)
