"""Clicks in the group 今日, and the history: what is there to do, what was said, what happened."""

from dataclasses import replace

from cuifei.commands import history as unit_history
from cuifei.commands import log_contact
from cuifei.commands import todo as worklist
from cuifei.commands.report import Report, plain
from cuifei.domain.codes import Blank, ContactResult
from cuifei.domain.problems import listed, say, say_n
from cuifei.domain.words import sheet
from cuifei.excel import asking
from cuifei.excel.host import Host
from cuifei.excel.speaking import teller
from cuifei.menu.command_table import BY_ID
from cuifei.tables.layout import WORKLIST

_HEADS = (say("Date"), say("Event"), say("What happened"), say("Amount"), say("Balance"))
_FIELDS = ("date", "label", "text", "amount", "balance")


def todo(host: Host) -> Report | None:
    """Write the tasks of the week, and go to the sheet 待办."""
    store = asking.Counted(host.store)
    preview = worklist.todo(store, host.as_of, now=host.now, dry_run=True)
    question = say_n(
        "{n} task will stand in the sheet {worklist_sheet}. Write it?",
        "{n} tasks will stand in the sheet {worklist_sheet}. Write them?",
        len(asking.rows(preview, "tasks")),
        worklist_sheet=sheet("worklist"),
    )
    if store.cells and not asking.agreed(host, question):
        return None
    report = worklist.todo(host.store, host.as_of, now=host.now)
    host.show_sheet(WORKLIST.names)
    return report


def contact(host: Host) -> Report | None:
    """Put a row for each selected unit into 跟催, and go to the first for the clerk to complete."""
    return _log(host, "", "channel")


def promise(host: Host) -> Report | None:
    """The same with the result 承诺缴费: the clerk types the day and the amount."""
    return _log(host, ContactResult.PROMISED, "promise_date")


def _log(host: Host, result: ContactResult | Blank, field: str) -> Report | None:
    units = asking.chosen(host, "unit")
    log_contact.log(host.store, host.as_of, units, now=host.now, result=result, dry_run=True)
    question = say_n(
        "Put {n} row into {contacts_sheet}, for {units}?",
        "Put {n} rows into {contacts_sheet}, for {units}?",
        len(units),
        units=listed(units),
        contacts_sheet=sheet("contacts"),
    )
    if not asking.agreed(host, question):
        return None
    report = log_contact.log(host.store, host.as_of, units, now=host.now, result=result)
    first, columns = report.data["rows"][0], report.data["columns"]  # type: ignore[index]
    host.show_cell(str(report.data["sheet"]), int(first), int(columns[field]))  # type: ignore[index]
    return replace(report, problems=())


def history(host: Host) -> None:
    """Show what happened with the selected unit, in a new workbook."""
    unit = asking.one(host, say("Select one: a history is told of one unit at a time"))
    tell = teller(host.lang)
    report = unit_history.timeline(host.store, host.as_of, unit)
    table = [[tell(head) for head in _HEADS]]
    for event in asking.rows(report, "events"):
        values = (plain(event[field], tell) for field in _FIELDS)
        table.append(["" if value is None else str(value) for value in values])
    host.show_table(f"{BY_ID['history'].label.say(host.lang)} {unit}", table)
