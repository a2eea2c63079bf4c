"""What happened with one unit, day by day: as JSON, and as a paper to read."""

from datetime import date

from cuifei.commands.evidence_bundle import case_file
from cuifei.commands.evidence_folder import free_place, write_file
from cuifei.commands.opened import open_book
from cuifei.commands.report import Report
from cuifei.commands.select import case_of
from cuifei.commands.store import Where
from cuifei.domain import money
from cuifei.domain.history import Event
from cuifei.domain.history import history as events_of
from cuifei.domain.problems import say, say_n
from cuifei.letters import history_paper
from cuifei.letters.case_file import File


def history(where: Where, as_of: date, unit: str, *, dry_run: bool = False) -> Report:
    """Write the history of a unit into `催费证据` beside the workbook, and return its events.

    Raises CuifeiError, with nothing written, for a unit that is not there.
    """
    opened = open_book(where)
    docket = opened.docket(as_of)
    case = case_of(docket, unit)
    key = case.unit.unit
    file = case_file(opened, docket, key)
    events = events_of(case, file.rows, docket.policy)
    place = free_place(opened.book.path, as_of, f"{key} {file.said('history')}", ".docx")
    if not dry_run:
        write_file(place, history_paper.history(file, events))
    data = {
        "unit": key,
        "as_of": as_of,
        "file": place,
        "events": [_event(file, event) for event in events],
        "problems": opened.problems,
    }
    counted = say_n(
        "{n} event of {unit} in {file}",
        "{n} events of {unit} in {file}",
        len(events),
        unit=key,
        file=str(place),
    )
    said = say("Dry run: nothing was written.") if dry_run else counted
    return Report(data, opened.problems, (said,))


def _event(file: File, event: Event) -> dict[str, object]:
    return {
        "date": event.date,
        "kind": event.kind,
        "code": event.code,
        "state": event.state,
        "number": event.number,
        "period": event.period,
        "text": history_paper.what(file, event),
        "amount": None if event.amount is None else money.plain(event.amount),
        "balance": None if event.balance is None else money.plain(event.balance),
        "until": event.until,
    }
