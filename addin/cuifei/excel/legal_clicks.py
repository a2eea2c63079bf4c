"""Clicks in the group 法务: lawyer letters, one at a time."""

from cuifei.commands import approve as approval
from cuifei.commands import legal
from cuifei.commands.report import Report
from cuifei.domain.codes import LetterResult
from cuifei.domain.problems import say, say_n
from cuifei.domain.words import sheet
from cuifei.excel import asking
from cuifei.excel.host import Host
from cuifei.excel.paper_clicks import written
from cuifei.tables.layout import QUEUE


def queue(host: Host) -> Report[object] | None:
    """Plan the lawyer letters, and go to the sheet 队列."""
    store = asking.Counted(host.store)
    preview = legal.plan(store, host.as_of, now=host.now, dry_run=True)
    question = say_n(
        "{n} unit will stand in the sheet {queue_sheet}. Write it?",
        "{n} units will stand in the sheet {queue_sheet}. Write them?",
        len(preview.result.queue),
        queue_sheet=sheet("queue"),
    )
    if store.cells and not asking.agreed(host, question):
        return None
    report = legal.plan(host.store, host.as_of, now=host.now)
    host.show_sheet(QUEUE.names)
    return report


def draft(host: Host) -> Report[object] | None:
    """Draft the next lawyer letter of each cohort that is free."""
    preview = legal.draft(host.store, host.as_of, now=host.now, dry_run=True)
    count = len(preview.result.letters)
    question = say_n(
        "{n} lawyer letter will be drafted, at most one in a cohort. Go on?",
        "{n} lawyer letters will be drafted, at most one in a cohort. Go on?",
        count,
    )
    if not count:
        return preview
    if not asking.agreed(host, question):
        return None
    bar = asking.progress(host, written)
    return legal.draft(host.store, host.as_of, now=host.now, progress=bar)


def approve(host: Host) -> Report[object] | None:
    """Record that counsel approved the draft of the selected unit."""
    unit = asking.one(host, say("Select one: every draft is approved by itself"))
    by = asking.typed(host, say("Who approved the lawyer letter to {unit}?", unit=unit))
    if not by:
        return None
    asked = say("The law firm's own number of the letter to {unit}:", unit=unit)
    firm_number = asking.typed(host, asked)
    if not firm_number:
        return None
    preview = approval.approve(
        host.store,
        host.as_of,
        unit=unit,
        by=by,
        firm_number=firm_number,
        now=host.now,
        dry_run=True,
    )
    question = say(
        "Record that {by} approved lawyer letter {number} to {unit} on {day}, the firm's number"
        " {firm_number}? A letter without the word DRAFT is made, to be printed and signed.",
        by=by,
        number=preview.result.number,
        unit=unit,
        day=host.as_of,
        firm_number=firm_number,
    )
    if not asking.agreed(host, question):
        return None
    return approval.approve(
        host.store, host.as_of, unit=unit, by=by, firm_number=firm_number, now=host.now
    )


def settle(host: Host) -> Report[object] | None:
    """Record what became of the selected unit's lawyer letter."""
    unit = asking.one(host, say("Select one: every lawyer letter has an outcome of its own"))
    result = asking.code(
        host,
        "letter_result",
        lambda words: say("What became of the letter to {unit}?{words}", unit=unit, words=words),
    )
    if not result:
        return None
    reason = ""
    if result == LetterResult.FOLLOWED_UP:
        asked = say("What did the owner say, or what came of the letter to {unit}?", unit=unit)
        reason = asking.typed(host, asked)
        if not reason:
            return None
    return legal.settle(
        host.store, host.as_of, unit=unit, result=result, now=host.now, reason=reason
    )
