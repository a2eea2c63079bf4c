"""Clicks in the groups 账, 看板 and 设置与帮助: check, flag, undo, take over, board, help."""

from dataclasses import replace

from cuifei.commands import adopt_open, dashboard, kpi
from cuifei.commands import check as checking
from cuifei.commands import flag as flagging
from cuifei.commands import undo as undoing
from cuifei.commands.report import Report
from cuifei.domain.problems import CuifeiError, Step, say
from cuifei.domain.words import sheet
from cuifei.excel import asking, doctor, machine
from cuifei.excel.complaints import Finding
from cuifei.excel.host import Host
from cuifei.excel.speaking import teller
from cuifei.menu.command_table import BY_ID
from cuifei.tables.layout import DASHBOARD, GUIDE, MAPPING

_HEADS = (say("Where"), say("What is wrong"), say("What to do"))


def check(host: Host) -> Report[object]:
    """Say whether the ledger is fit for a run; what is not is listed in a new workbook."""
    report = checking.check(host.store)
    if not report.problems:
        return report
    tell = teller(host.lang)
    table = [[tell(head) for head in _HEADS]]
    table += [[p.where, tell(p.what), tell(p.remedy)] for p in report.problems]
    host.show_table(BY_ID["check"].label.say(host.lang), table)
    sentence = say("They are listed in a new workbook; your ledger is as it was.")
    return replace(report, problems=(), said=(*report.said, sentence))


def flag(host: Host) -> Report[object] | None:
    """Flag what is overdue; the clerk stays where they are."""
    store = asking.Counted(host.store)
    preview = flagging.flag(store, host.as_of, now=host.now, dry_run=True)
    if store.cells and not asking.agreed(host, *preview.said, say("Write this into the workbook?")):
        return None
    return flagging.flag(host.store, host.as_of, now=host.now)


def undo(host: Host) -> Report[object] | None:
    """Take the last run back."""
    store = asking.Counted(host.store)
    preview = undoing.undo(store, now=host.now, dry_run=True)
    if store.cells and not asking.agreed(host, *preview.said, say("Take the last run back?")):
        return None
    return undoing.undo(host.store, now=host.now)


def adopt(host: Host) -> Report[object] | None:
    """Take over the office's own workbook as it is open: propose, ask, accept."""
    proposal = adopt_open.propose(host.store, now=host.now, lang=host.lang)
    if proposal.known:
        return proposal.report
    if not asking.agreed(host, *proposal.asked):
        return None
    report = adopt_open.settle(host.store, proposal, now=host.now)
    host.show_sheet(MAPPING.names)
    return report


def board(host: Host) -> Report[object] | None:
    """Bring the dashboard up to date and go there; where it cannot be written, say its figures."""
    store = asking.Counted(host.store)
    try:
        preview = dashboard.dashboard(store, host.as_of, now=host.now, dry_run=True)
    except CuifeiError as error:
        figures = kpi.kpi(host.store, host.as_of)
        return replace(figures, said=(*figures.said, error.what, error.remedy))
    question = (
        *preview.said,
        say("Write this into the sheet {dashboard_sheet}?", dashboard_sheet=sheet("dashboard")),
    )
    if store.cells and not asking.agreed(host, *question):
        return None
    report = dashboard.dashboard(host.store, host.as_of, now=host.now)
    host.show_sheet(DASHBOARD.names)
    return report


def self_check(host: Host) -> None:
    """List in a new workbook what was found out about the add-in."""
    tell = teller(host.lang)
    try:
        findings = doctor.examine(machine.this(), host.path)
    except CuifeiError as error:
        # A workbook without a folder is one more finding, and no reason to stop here.
        unsaved = Finding("workbook", False, error.what, error.remedy)
        findings = (*doctor.examine(machine.this()), unsaved)
    host.show_table(BY_ID["doctor"].label.say(host.lang), doctor.table(findings, tell))


def guide(host: Host) -> None:
    """Go to the instructions in the ledger."""
    if not host.show_sheet(GUIDE.names):
        raise CuifeiError(
            say("this workbook has no sheet with instructions"),
            say("Make a ledger that has one with: {step}", step=Step("new")),
        )
