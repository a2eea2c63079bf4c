"""What stands in the sheet 待办: tasks in groups, words to say, links to what they are about."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from typing import TypeAlias

from cuifei.commands import text_lists
from cuifei.commands.sheets import sentence, walking_order
from cuifei.domain import money
from cuifei.domain.codes import LetterState
from cuifei.domain.ladder.cases import Case, Docket
from cuifei.domain.problems import Message, Step, say, say_n
from cuifei.domain.records import Letter
from cuifei.domain.words import texts_of
from cuifei.domain.work.channels import how_to_speak
from cuifei.domain.work.day_rows import Batch, Entry
from cuifei.domain.work.day_rows import Row as DayRow
from cuifei.domain.work.likelihood import basis
from cuifei.domain.work.scripts import script
from cuifei.domain.work.task import KINDS, REMINDERS, Due
from cuifei.domain.work.tickler import URGENT, slot
from cuifei.domain.work.worklist import group
from cuifei.locale import language, translator
from cuifei.ooxml.a1 import column_letters
from cuifei.ooxml.values import Cell, Link, RowLink
from cuifei.tables.layout import CODES, WORKLIST, word
from cuifei.tables.outcome_rows import FIELDS
from cuifei.tables.port import Book
from cuifei.tables.task_words import task_key

Row: TypeAlias = "Mapping[str, Cell | Link | RowLink]"
_GROUPS = tuple(CODES["urgency"])
_LIST = say("List of messages")
_TEXTS = say(
    "Make the list of messages ({step}) and send them one by one; then type the day under Done on"
    " in this line: all on the list are recorded.",
    step=Step("texts"),
)
_FORECAST = say("A forecast: who pays before that day gets no text. Nothing to do yet.")


def in_order(rows: Iterable[DayRow], docket: Docket) -> tuple[DayRow, ...]:
    """Return rows as the sheet has them: by group, then what brings most, then as one walks."""
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                _GROUPS.index(group(row, docket.as_of)),
                -row.expected,
                walking_order(docket.cases[row.units[0]]),
                row.due,
            ),
        )
    )


def worklist_rows(
    tasks: Sequence[DayRow], book: Book, docket: Docket, left: Sequence[int]
) -> Sequence[Row]:
    """Return the rows of 待办: on top those (sheet rows) that are `left` to be corrected."""
    blank = _new_columns(book)
    rows = [{**_to_correct(book, row), **blank} for row in left]
    listed_tasks = {(str(row["unit"]), task_key(str(row["task"]))) for row in rows}
    for task in tasks:
        row = _batch(task, docket, book) if isinstance(task, Batch) else _row(task, docket, book)
        if (str(row["unit"]), task_key(str(row["task"]))) not in listed_tasks:
            rows.append({**row, **blank})
    return rows


def _new_columns(book: Book) -> dict[str, Cell]:
    """Return the typed columns that the sheet has not yet; a first row with them makes them."""
    table = book.tables.get(WORKLIST.name)
    return {} if table is None else {name: None for name in FIELDS if name not in table.columns}


def _to_correct(book: Book, row: int) -> "dict[str, Cell | Link | RowLink]":
    """Return our cells of a row as they stand; it is marked as one to be corrected."""
    cells = book.tables[WORKLIST.name].rows[row]
    ours = {c.field: cells.get(c.field) for c in WORKLIST.columns if c.ours and c.kind != "any"}
    return {**ours, "urgency": word("urgency", "correct", book.lang)}


def _row(entry: Entry, docket: Docket, book: Book) -> "dict[str, Cell | Link | RowLink]":
    lang, case = book.lang, docket.cases[entry.units[0]]
    tell = translator(lang)
    message = talk(entry, docket)
    mark = language(lang).comma
    return {
        "urgency": word("urgency", group(entry, docket.as_of), lang),
        "unit": case.unit.unit,
        "owner": case.unit.owner,
        "phone": case.unit.phone,
        "collector": entry.first.collector,
        "due": entry.due,
        "task": mark.join(dict.fromkeys(tell(KINDS[task.kind]) for task in entry.tasks)),
        "why": sentence(tell(reasons(entry))),
        "how": sentence(tell(way(entry, docket))),
        "script": tell(message) if message else None,
        "last": last_text(case, lang),
        "letter": _letter_link(case.letters),
        "row": _row_link(case, book),
        "slot": tell(slot_name(entry)),
        "amount": money.yuan(entry.amount) if entry.amount else None,
        "chance": f"{entry.chance.percent}%",
        "basis": sentence(tell(basis(entry.chance, entry.amount))),
        "units": mark.join(entry.units),
    }


def _batch(batch: Batch, docket: Docket, book: Book) -> "dict[str, Cell | Link | RowLink]":
    """Return the row of a day's texts; its outcome is one day for all that were sent."""
    tell, lang = translator(book.lang), book.lang
    forecast = batch.due > docket.as_of
    kinds = _joined(
        say("{kind} {count}", kind=KINDS[kind], count=count) for kind, count in batch.kinds.items()
    )
    lists = text_lists.files(book.path, batch.due)
    return {
        "urgency": word("urgency", group(batch, docket.as_of), lang),
        "unit": None,
        "owner": tell(say_n("{n} owner", "{n} owners", batch.owners)),
        "phone": None,
        "collector": None,
        "due": batch.due,
        "task": tell(texts_of(batch.due)),
        "why": sentence(tell(kinds)),
        "how": tell(_FORECAST if forecast else _TEXTS),
        "script": tell(_no_phone(batch)) if batch.without_phone else None,
        "last": None,
        "letter": Link(tell(_LIST), lists[-1]) if lists else None,
        "row": None,
        "slot": tell(slot_name(batch)),
        "amount": None if forecast else money.yuan(sum(_owed(batch, docket))) or None,
        "chance": None,
        "basis": None,
        "units": tell(say_n("{n} unit", "{n} units", len(batch.units))),
    }


def _owed(batch: Batch, docket: Docket) -> Iterator[int]:
    return (docket.cases[unit].arrears.owed for unit in batch.units)


def _no_phone(batch: Batch) -> Message:
    return say_n(
        "{n} owner has no phone number and gets no text: fill it in.",
        "{n} owners have no phone number and get no text: fill them in.",
        batch.without_phone,
    )


def reasons(entry: Entry) -> Message:
    """Return why an owner is turned to: of several units, each with its own reason."""
    several = len(entry.units) > 1
    return _joined(
        say("unit {unit}: {why}", unit=task.unit, why=task.why) if several else task.why
        for task in entry.tasks
    )


def _joined(parts: Iterable[Message]) -> Message:
    return reduce(lambda why, also: say("{why}; {also}", why=why, also=also), parts)


def way(entry: Entry, docket: Docket) -> Message:
    """Return how the owner is turned to; a reminder's way follows all that the owner owes."""
    if entry.first.kind in REMINDERS and entry.amount:
        return how_to_speak(docket.cases[entry.first.unit], docket.policy, entry.amount)
    return entry.first.how


def talk(entry: Entry, docket: Docket) -> Message | None:
    """Return what is said to the owner, about all units of the entry."""
    for task in entry.tasks:
        others = [docket.cases[unit] for unit in entry.units if unit != task.unit]
        if message := script(docket.cases[task.unit], task, others):
            return message
    return None


def slot_name(task: Due) -> Message:
    """Return which slot of the tickler box holds the task's slip (R8.6)."""
    number = slot(task)
    return say("urgent") if number == URGENT else say("day {number}", number=number)


def last_contact(case: Case) -> tuple[date, str, str] | None:
    """Return day, channel and result (codes) of the last contact, or None."""
    if not case.contacts:
        return None
    last = max(enumerate(case.contacts), key=lambda pair: (pair[1].date, pair[0]))[1]
    return last.date, last.channel, last.result


def last_text(case: Case, lang: str) -> str | None:
    """Return day, channel and result of the last contact as the sheet says them, or None."""
    contact = last_contact(case)
    if contact is None:
        return None
    day, channel, result = contact
    words = (day.isoformat(), word("channel", channel, lang), word("result", result, lang))
    return " ".join(text for text in words if text)


def _letter_link(register: Sequence[Letter]) -> Link | None:
    """Return a link to the file of the newest letter that is not void."""
    filed = [letter for letter in register if letter.state != LetterState.VOIDED and letter.file]
    return Link(filed[-1].number, filed[-1].file) if filed else None


def _row_link(case: Case, book: Book) -> RowLink | None:
    """Return a link to the unit in 欠费; in 房产 where nothing is owed yet."""
    table = book.tables.get("arrears" if case.arrears.owed else "units")
    if table is None or table.places or "unit" not in table.columns:
        return None  # the office's own rows spell the unit in a way of their own
    return RowLink(table.sheet, table.sheet, column_letters(table.columns["unit"]), case.unit.unit)
