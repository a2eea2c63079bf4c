"""What happened with one unit, day by day: as JSON, and as a paper to read."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Day
from pathlib import Path

from cuifei.commands.evidence_bundle import case_file
from cuifei.commands.evidence_folder import free_place, write_file
from cuifei.commands.opened import Opened, open_book
from cuifei.commands.report import BEHIND, Report
from cuifei.commands.select import case_of
from cuifei.commands.store import Where
from cuifei.domain.money import Fen
from cuifei.domain.papers.history import Event
from cuifei.domain.papers.history import history as events_of
from cuifei.domain.problems import say, say_n
from cuifei.letters import history_paper
from cuifei.letters.case_file import File


@dataclass(frozen=True, slots=True)
class EventRow:
    """What happened on a day, as `history --json` says it."""

    date: Day
    kind: str
    label: str
    code: str
    state: str
    number: str
    period: str
    text: str
    amount: Fen | None
    balance: Fen | None
    until: Day | None


@dataclass(frozen=True, slots=True)
class History:
    """The events of a unit, oldest first, and the paper that tells them."""

    unit: str
    as_of: Day
    events: Sequence[EventRow]
    file: Path | None = field(default=None, metadata=BEHIND)


def history(where: Where, as_of: Day, unit: str, *, dry_run: bool = False) -> Report[History]:
    """Write the history of a unit into `催费证据` beside the workbook, and return its events.

    Raises CuifeiError, with nothing written, for a unit that is not there.
    """
    unit_history = _tell(where, as_of, unit)
    file, events = unit_history.file, unit_history.events
    key = file.case.unit.unit
    place = free_place(
        unit_history.opened.book.path, as_of, f"{key} {file.said('history')}", ".docx"
    )
    if not dry_run:
        write_file(place, history_paper.history(file, events))
    counted = say_n(
        "{n} event of {unit} in {file}",
        "{n} events of {unit} in {file}",
        len(events),
        unit=key,
        file=str(place),
    )
    sentence = say("Dry run: nothing was written.") if dry_run else counted
    return Report(
        replace(_result(unit_history), file=place), unit_history.opened.problems, (sentence,)
    )


def timeline(where: Where, as_of: Day, unit: str) -> Report[History]:
    """Return the events of a unit and write nothing, so the workbook need not be saved anywhere.

    Raises CuifeiError for a unit that is not there.
    """
    unit_history = _tell(where, as_of, unit)
    counted = say_n(
        "{n} event of {unit}",
        "{n} events of {unit}",
        len(unit_history.events),
        unit=unit_history.file.case.unit.unit,
    )
    return Report(_result(unit_history), unit_history.opened.problems, (counted,))


@dataclass(frozen=True, slots=True)
class _Told:
    opened: Opened
    file: File
    events: tuple[Event, ...]


def _tell(where: Where, as_of: Day, unit: str) -> _Told:
    opened = open_book(where)
    docket = opened.docket(as_of)
    case = case_of(docket, unit)
    file = case_file(opened, docket, case.unit.unit)
    return _Told(opened, file, events_of(case, file.rows, docket.policy))


def _result(unit_history: _Told) -> History:
    events = [_event(unit_history.file, event) for event in unit_history.events]
    return History(unit_history.file.case.unit.unit, unit_history.file.case.arrears.as_of, events)


def _event(file: File, event: Event) -> EventRow:
    return EventRow(
        date=event.date,
        kind=event.kind,
        label=history_paper.label(file, event),
        code=event.code,
        state=event.state,
        number=event.number,
        period=event.period,
        text=history_paper.what(file, event),
        amount=_fen(event.amount),
        balance=_fen(event.balance),
        until=event.until,
    )


def _fen(amount: int | None) -> Fen | None:
    return None if amount is None else Fen(amount)
