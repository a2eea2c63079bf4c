"""What came of the tasks, as people typed it beside them in 待办?

A line is taken whole or not at all: one cell that cannot be read keeps the line
as it is, with a Problem that names the cell. 结果 may hold all of it (承诺 11-28 200元,
未接通 12-1): spoken_result.py. A line about several units of an owner is a contact for
each; a line of texts is taken for all on the list of its day.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from cuifei.domain.dates import read_date
from cuifei.domain.keys import unit_key
from cuifei.domain.problems import Problem, Unreadable, say
from cuifei.domain.records import Contact, Unit
from cuifei.ooxml.values import Cell
from cuifei.tables import spoken_result
from cuifei.tables.cells import READERS, blank
from cuifei.tables.fields import ColumnReading, Values, read_cell
from cuifei.tables.findings import Findings
from cuifei.tables.layout import WORKLIST
from cuifei.tables.port import Book

FIELDS = tuple(column.field for column in WORKLIST.columns if not column.ours)
# Who did it and how says nothing yet about what came of it.
_TELLING = frozenset(FIELDS) - {"by", "channel"}
_TWICE = Unreadable(
    say("the day or the amount stands in Result as well"), say("Type it in one of the two cells")
)
# What one owner says cannot be typed beside the texts to all.
_OF_ONE = frozenset({"result", "promise_date", "promise_amount", "next_date"})
_OF_ALL = Unreadable(
    say("this line is about the texts to all owners of a day"),
    say("Type the day under Done on; what one owner said goes to the sheet of contacts"),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What stands beside one task: its sheet row, the words of the task, and the contact.

    `others`: the owner's other units of the line. `texts_of`: the day of the list where the line
    is one of texts; the contact has no unit then.
    """

    row: int
    task: str
    contact: Contact
    others: tuple[str, ...] = ()
    texts_of: date | None = None


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The lines that can be taken, and the rows that stay as they are, with why."""

    taken: tuple[Outcome, ...] = ()
    left: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()


def outcomes(book: Book, units: Mapping[str, Unit], as_of: date) -> Outcomes:
    """Return the outcomes typed in 待办. Where no day is typed, a contact is of the day `as_of`.

    A line counts once its result, a day, a promise or some content is typed.
    `units` are the ledger's, whose spelling the contacts take.
    """
    block = book.tables.get(WORKLIST.name)
    if block is None:
        return Outcomes()
    findings = Findings(block)
    known = {unit_key(name): name for name in units}
    taken, left = [], []
    for row, cells in block.rows.items():
        if not any(_typed(findings, row, name, cells) for name in _TELLING):
            continue
        values = _values(row, cells, findings, as_of)
        due = _texts_of(cells)
        contact = None if values is None else _contact(row, values, known, as_of, findings, due)
        if contact is None:
            left.append(row)
        else:
            task = str(cells.get("task") or "")
            taken.append(Outcome(row, task, contact, _others(cells, contact.unit, known), due))
    return Outcomes(tuple(taken), tuple(left), findings.problems())


def kept(book: Book, row: int, error: Unreadable) -> tuple[Problem, ...]:
    """Return the Problem of a line whose day of doing cannot be taken; the line stays."""
    findings = Findings(book.tables[WORKLIST.name])
    _refuse(findings, "done", row, error)
    return findings.problems()


def _texts_of(cells: Mapping[str, Cell]) -> date | None:
    """Return the day of a line of texts, which names no unit; None for every other line."""
    due = cells.get("due")
    if not blank(cells.get("unit")) or blank(due):
        return None
    try:
        return read_date(due)[0]
    except Unreadable:
        return None


def _others(cells: Mapping[str, Cell], unit: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """Return the other units that a line of ours names, where all of them are known."""
    named = [unit_key(part) for part in re.split("[、,，]", str(cells.get("units") or ""))]
    if not unit or not all(key in known for key in named):
        return ()
    return tuple(known[key] for key in named if known[key] != unit)


def _typed(findings: Findings, row: int, name: str, cells: Mapping[str, Cell]) -> bool:
    return not blank(cells.get(name)) or (row, name) in findings.block.uncomputed


def _values(row: int, cells: Mapping[str, Cell], findings: Findings, as_of: date) -> Values | None:
    """Return what a line says, or None where one of its cells cannot be read."""
    values: Values = {}
    bad = False
    try:
        spoken = spoken_result.parts(cells.get("result"), _talk(cells, as_of))
    except Unreadable as error:
        _refuse(findings, "result", row, error)
        return None
    doubled = [name for name in spoken if name != "result" and not blank(cells.get(name))]
    if doubled:
        _refuse(findings, doubled[0], row, _TWICE)
        return None
    cells = {**cells, **spoken}
    for name in ("unit", *FIELDS):
        column = WORKLIST.column(name)
        # What had to be understood is written anew as it was understood: no note is needed.
        quiet = Findings(findings.block)
        try:
            reading = ColumnReading(column, READERS[column.kind], "", may_lack=False)
            value = read_cell(reading, row, cells.get(name), quiet)
        except Unreadable as error:
            bad = True
            _refuse(findings, name, row, error)
        else:
            values |= {} if value is None else {name: value}
    return None if bad else values


def _talk(cells: Mapping[str, Cell], as_of: date) -> date:
    """Return the day typed under 完成日期 where it can be read, else `as_of`."""
    try:
        return as_of if blank(cells.get("done")) else read_date(cells.get("done"))[0]
    except Unreadable:
        return as_of


def _contact(
    row: int,
    values: Values,
    known: Mapping[str, str],
    as_of: date,
    findings: Findings,
    texts_of: date | None,
) -> Contact | None:
    typed = str(values.pop("unit", ""))
    day = cast("date", values.pop("done", as_of))
    for name, error in _against(typed, day, values, known, as_of):
        if texts_of is None or name != "unit":
            _refuse(findings, name, row, error)
            return None
    if texts_of and _OF_ONE & values.keys():
        _refuse(findings, min(_OF_ONE & values.keys()), row, _OF_ALL)
        return None
    make = cast("Callable[..., Contact]", Contact)
    return make(unit="" if texts_of else known[unit_key(typed)], date=day, **values)


def _against(
    typed: str, day: date, values: Values, known: Mapping[str, str], as_of: date
) -> Iterator[tuple[str, Unreadable]]:
    """Yield what cannot be, with the field where it stands."""
    if unit_key(typed) not in known:
        what = say("unit {unit} is not in the table of units", unit=typed)
        yield "unit", Unreadable(what, say("Record what was said on the sheet of contacts"))
    if day > as_of:
        what = say("the day {day} has not come yet", day=day)
        yield "done", Unreadable(what, say("Type the day on which it was done, or leave it blank"))
    promised = values.get("promise_date")
    if promised is None and "promise_amount" in values:
        what = say("an amount is promised, but no day")
        yield "promise_date", Unreadable(what, say("Type the day, or ask the owner for one"))
    following = values.get("next_date")
    if isinstance(following, date) and following <= day:
        what = say("the next day {day} is not after the day of the talk", day=following)
        yield "next_date", Unreadable(what, say("Correct one of the two days"))
    if isinstance(promised, date) and promised < day:
        what = say(
            "the promised day {day} lies before the day of the talk, {talk}",
            day=promised,
            talk=day,
        )
        yield "promise_date", Unreadable(what, say("Correct one of the two days"))


def _refuse(findings: Findings, name: str, row: int, error: Unreadable) -> None:
    what = say("{what}; this line was not taken over into the contacts", what=error.what)
    findings.add(name, row, what, error.remedy)
