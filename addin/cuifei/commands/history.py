"""What happened with one unit, day by day: as JSON, and as a paper to read."""

from dataclasses import dataclass
from datetime import date

from cuifei.commands.evidence_bundle import case_file
from cuifei.commands.evidence_folder import free_place, write_file
from cuifei.commands.opened import Opened, open_book
from cuifei.commands.report import Report
from cuifei.commands.select import case_of
from cuifei.commands.store import Where
from cuifei.domain import money
from cuifei.domain.papers.history import Event
from cuifei.domain.papers.history import history as events_of
from cuifei.domain.problems import say, say_n
from cuifei.letters import history_paper
from cuifei.letters.case_file import File


def history(where: Where, as_of: date, unit: str, *, dry_run: bool = False) -> Report:
    """Write the history of a unit into `催费证据` beside the workbook, and return its events.

    Raises CuifeiError, with nothing written, for a unit that is not there.
    """
    told = _tell(where, as_of, unit)
    file, events = told.file, told.events
    key = file.case.unit.unit
    place = free_place(told.opened.book.path, as_of, f"{key} {file.said('history')}", ".docx")
    if not dry_run:
        write_file(place, history_paper.history(file, events))
    counted = say_n(
        "{n} event of {unit} in {file}",
        "{n} events of {unit} in {file}",
        len(events),
        unit=key,
        file=str(place),
    )
    said = say("Dry run: nothing was written.") if dry_run else counted
    return Report({**_data(told), "file": place}, told.opened.problems, (said,))


def timeline(where: Where, as_of: date, unit: str) -> Report:
    """Return the events of a unit and write nothing, so the workbook need not be saved anywhere.

    Raises CuifeiError for a unit that is not there.
    """
    told = _tell(where, as_of, unit)
    counted = say_n(
        "{n} event of {unit}",
        "{n} events of {unit}",
        len(told.events),
        unit=told.file.case.unit.unit,
    )
    return Report(_data(told), told.opened.problems, (counted,))


@dataclass(frozen=True, slots=True)
class _Told:
    opened: Opened
    file: File
    events: tuple[Event, ...]


def _tell(where: Where, as_of: date, unit: str) -> _Told:
    opened = open_book(where)
    docket = opened.docket(as_of)
    case = case_of(docket, unit)
    file = case_file(opened, docket, case.unit.unit)
    return _Told(opened, file, events_of(case, file.rows, docket.policy))


def _data(told: _Told) -> dict[str, object]:
    return {
        "unit": told.file.case.unit.unit,
        "as_of": told.file.case.arrears.as_of,
        "events": [_event(told.file, event) for event in told.events],
        "problems": told.opened.problems,
    }


def _event(file: File, event: Event) -> dict[str, object]:
    return {
        "date": event.date,
        "kind": event.kind,
        "label": history_paper.label(file, event),
        "code": event.code,
        "state": event.state,
        "number": event.number,
        "period": event.period,
        "text": history_paper.what(file, event),
        "amount": None if event.amount is None else money.plain(event.amount),
        "balance": None if event.balance is None else money.plain(event.balance),
        "until": event.until,
    }
