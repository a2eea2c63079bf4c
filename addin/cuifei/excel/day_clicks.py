"""Clicks in the group 今日, and the history: what is there to do, what was said, what happened."""

from dataclasses import replace

from cuifei.commands import history as unit_history
from cuifei.commands import log_contact
from cuifei.commands import todo as worklist
from cuifei.commands.report import Report
from cuifei.domain import money
from cuifei.domain.codes import Blank, ContactResult
from cuifei.domain.problems import listed, say, say_n
from cuifei.domain.words import sheet
from cuifei.excel import asking
from cuifei.excel.host import Host
from cuifei.excel.speaking import teller
from cuifei.menu.command_table import BY_ID
from cuifei.tables.layout import WORKLIST

_HEADS = (say("Date"), say("Event"), say("What happened"), say("Amount"), say("Balance"))


def todo(host: Host) -> Report[object] | None:
    """Write the tasks of the week, and go to the sheet 待办."""
    store = asking.Counted(host.store)
    preview = worklist.todo(store, host.as_of, now=host.now, dry_run=True)
    question = say_n(
        "{n} task will stand in the sheet {worklist_sheet}. Write it?",
        "{n} tasks will stand in the sheet {worklist_sheet}. Write them?",
        len(preview.result.tasks),
        worklist_sheet=sheet("worklist"),
    )
    if store.cells and not asking.agreed(host, question):
        return None
    report = worklist.todo(host.store, host.as_of, now=host.now)
    host.show_sheet(WORKLIST.names)
    return report


def contact(host: Host) -> Report[object] | None:
    """Put a row for each selected unit into 跟催, and go to the first for the clerk to complete."""
    return _log(host, "", "channel")


def promise(host: Host) -> Report[object] | None:
    """The same with the result 承诺缴费: the clerk types the day and the amount."""
    return _log(host, ContactResult.PROMISED, "promise_date")


def _log(host: Host, result: ContactResult | Blank, field: str) -> Report[object] | None:
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
    logged = report.result
    host.show_cell(logged.sheet, logged.rows[0], logged.columns[field])
    return replace(report, problems=())


def history(host: Host) -> None:
    """Show what happened with the selected unit, in a new workbook."""
    unit = asking.one(host, say("Select one: a history is told of one unit at a time"))
    tell = teller(host.lang)
    report = unit_history.timeline(host.store, host.as_of, unit)
    table = [[tell(head) for head in _HEADS]]
    for event in report.result.events:
        sums = (event.amount, event.balance)
        yuan = ("" if fen is None else money.plain(fen) for fen in sums)
        table.append([event.date.isoformat(), event.label, event.text, *yuan])
    host.show_table(f"{BY_ID['history'].label.say(host.lang)} {unit}", table)
