"""What came of the tasks, as people typed it beside them in 待办?

A line is taken whole or not at all: one cell that cannot be read keeps the line
as it is, with a Problem that names the cell.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from cuifei.domain.keys import unit_key
from cuifei.domain.problems import Problem, Unreadable, say
from cuifei.domain.records import Contact, Unit
from cuifei.ooxml.values import Cell
from cuifei.tables.cells import READERS, blank
from cuifei.tables.fields import Plan, Values, read_cell
from cuifei.tables.findings import Findings
from cuifei.tables.layout import WORKLIST
from cuifei.tables.port import Book

FIELDS = tuple(column.field for column in WORKLIST.columns if not column.ours)
# Who did it and how says nothing yet about what came of it.
_TELLING = frozenset(FIELDS) - {"by", "channel"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What stands beside one task: its sheet row, the words of the task, and the contact."""

    row: int
    task: str
    contact: Contact


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
        values = _values(row, cells, findings)
        contact = None if values is None else _contact(row, values, known, as_of, findings)
        if contact is None:
            left.append(row)
        else:
            taken.append(Outcome(row, str(cells.get("task") or ""), contact))
    return Outcomes(tuple(taken), tuple(left), findings.problems())


def _typed(findings: Findings, row: int, name: str, cells: Mapping[str, Cell]) -> bool:
    return not blank(cells.get(name)) or (row, name) in findings.block.uncomputed


def _values(row: int, cells: Mapping[str, Cell], findings: Findings) -> Values | None:
    """Return what a line says, or None where one of its cells cannot be read."""
    values: Values = {}
    bad = False
    for name in ("unit", *FIELDS):
        column = WORKLIST.column(name)
        # What had to be understood is written anew as it was understood: no note is needed.
        quiet = Findings(findings.block)
        try:
            value = read_cell(Plan(column, READERS[column.kind], ""), row, cells.get(name), quiet)
        except Unreadable as error:
            bad = True
            _refuse(findings, name, row, error)
        else:
            values |= {} if value is None else {name: value}
    return None if bad else values


def _contact(
    row: int, values: Values, known: Mapping[str, str], as_of: date, findings: Findings
) -> Contact | None:
    typed = str(values.pop("unit", ""))
    day = cast("date", values.pop("done", as_of))
    for name, error in _against(typed, day, values, known, as_of):
        _refuse(findings, name, row, error)
        return None
    make = cast("Callable[..., Contact]", Contact)
    return make(unit=known[unit_key(typed)], date=day, **values)


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
