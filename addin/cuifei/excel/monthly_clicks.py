"""Clicks for the jobs of a month: the statement in, the letters out and back, the words to send."""

from dataclasses import replace
from pathlib import Path

from cuifei.commands import evidence as proofs
from cuifei.commands import mark, post_import, receipt_rows, receipts
from cuifei.commands import post as posting
from cuifei.commands import texts as messages
from cuifei.commands.flag import outcome
from cuifei.commands.report import Report
from cuifei.domain.codes import LetterState
from cuifei.domain.papers.letter_life import Move
from cuifei.domain.problems import Message, listed, say, say_n
from cuifei.excel import asking
from cuifei.excel.host import Host
from cuifei.excel.paper_clicks import written
from cuifei.tables.layout import UNDECIDED
from cuifei.tables.port import Written

_STATEMENTS, _LISTS = ("*.csv", "*.xls", "*.xlsx"), ("*.xlsx", "*.csv")


def statement(host: Host) -> Report[object] | None:
    """Take a statement of a bank, WeChat or Alipay; what is not certain waits in 待定收款."""
    file = _file(host, say("The statement of the bank, WeChat or Alipay"), _STATEMENTS)
    if file is None:
        return None
    store = asking.Counted(host.store)
    preview = receipts.receipts(store, file, host.as_of, now=host.now, dry_run=True)
    sentences = receipt_rows.said_of(preview.result)
    cells = outcome(Written(store.cells), store.path, dry_run=True)
    question = say("Enter this into the workbook?")
    if store.cells and not asking.agreed(host, *sentences, cells, question):
        return None
    report = receipts.receipts(host.store, file, host.as_of, now=host.now)
    if report.result.undecided:
        host.show_sheet(UNDECIDED.names)
    return report


def arrived(host: Host) -> Report[object] | None:
    """Record what became of the selected letters: served, refused or returned."""
    numbers = asking.chosen(host, "number")
    state = asking.code(
        host,
        "letter_state",
        lambda words: say("What became of the selected letters?{words}", words=words),
        (LetterState.SERVED, LetterState.REFUSED, LetterState.RETURNED),
    )
    if not state:
        return None
    move = Move(LetterState(state), host.as_of)
    preview = mark.mark_several(host.store, numbers, move, now=host.now, dry_run=True)
    fit = tuple(letter.number for letter in preview.result.letters)
    set_aside = mark.aside(preview.result)
    question = say_n(
        "Record this of {n} letter, as of {day}?",
        "Record this of {n} letters, as of {day}?",
        len(fit),
        day=host.as_of,
    )
    if not asking.agreed(host, *set_aside, question):
        return None
    report = mark.mark_several(host.store, fit, move, now=host.now)
    return replace(report, said=(*report.said, *set_aside))


def post(host: Host) -> Report[object] | None:
    """Write labels, envelopes and the express list of the letters that are not sent yet."""
    preview = posting.post(host.store, host.as_of, dry_run=True)
    count = len(preview.result.letters)
    question = say_n(
        "{n} letter waits to be posted. Write its label, envelope and express list?",
        "{n} letters wait to be posted. Write labels, envelopes and the express list?",
        count,
    )
    if not count:
        return preview
    if not asking.agreed(host, question):
        return None
    return posting.post(host.store, host.as_of)


def waybills(host: Host) -> Report[object] | None:
    """Take the express list back, with waybills and days."""
    file = _file(host, say("The express list with waybills and days"), _LISTS)
    if file is None:
        return None
    store = asking.Counted(host.store)
    preview = post_import.import_list(store, file, host.as_of, now=host.now, dry_run=True)
    question = say("Record this in the register?")
    if store.cells and not asking.agreed(host, *preview.said, question):
        return None
    return post_import.import_list(host.store, file, host.as_of, now=host.now)


def texts(host: Host) -> Report[object] | None:
    """Write the list of messages that may be sent today."""
    preview = messages.texts(host.store, host.as_of, now=host.now, dry_run=True)
    count = len(preview.result.texts)
    question = say_n(
        "{n} message may be sent today. Write the list?",
        "{n} messages may be sent today. Write the list?",
        count,
    )
    if not count:
        return preview
    if not asking.agreed(host, question):
        return None
    return messages.texts(host.store, host.as_of, now=host.now)


def evidence(host: Host) -> Report[object] | None:
    """Put everything on the selected units into a folder for counsel."""
    units = asking.chosen(host, "unit")
    question = say_n(
        "Put together the evidence on {n} unit ({units})?",
        "Put together the evidence on {n} units ({units})?",
        len(units),
        units=listed(units),
    )
    if not asking.agreed(host, question):
        return None
    bar = asking.progress(host, written)
    return proofs.evidence(host.store, host.as_of, units, progress=bar)


def _file(host: Host, title: Message, patterns: tuple[str, ...]) -> Path | None:
    chosen = asking.file(host, title, patterns)
    return Path(chosen) if chosen else None
