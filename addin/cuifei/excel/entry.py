"""The one entry point that the ribbon's VBA calls: a command's id in, a box and cells out."""

from datetime import datetime
from functools import partial
from pathlib import Path

import xlwings as xw

from cuifei.commands.report import Report
from cuifei.domain.problems import CuifeiError, Message, say, say_n
from cuifei.domain.words import sheet
from cuifei.excel import asking, run_log, which_book
from cuifei.excel.book_host import BookHost
from cuifei.excel.handlers import HANDLERS
from cuifei.excel.host import Host
from cuifei.excel.speaking import teller
from cuifei.locale import known
from cuifei.menu.command_table import BY_ID
from cuifei.workbook.live import host as live_host

# The commands whose buttons are live; the others are greyed out when the add-in is built.
WORKING = frozenset(HANDLERS)


def on_action(tag: str, lang: str) -> None:
    """Run the command of a ribbon button on the workbook that Excel calls from."""
    now, lang = datetime.now(), known(lang)
    host = BookHost(xw.Book.caller(), lang, now)
    try:
        host = _on_the_ledger(host, tag)
        with host.store.one_click():
            dispatch(tag, host)
        run_log.note(now, tag, host.book.name)
    except CuifeiError as error:
        host.alert(refusal(error, lang))
    except Exception as error:  # a bug: the clerk gets a sentence, the log what happened
        log = run_log.note(now, tag, host.book.name, error)
        host.alert(refusal(_unforeseen(error, log), lang))
    if host.store.wrote and tag != "undo":
        host.offer_undo(tag)


def _on_the_ledger(host: BookHost, tag: str) -> BookHost:
    """Return the host of the ledger that is meant. Raises CuifeiError where nobody can know."""
    with live_host.patient():
        book = which_book.ledger(host.book, tag, partial(asking.agreed, host))
    return host if book is host.book else BookHost(book, host.lang, host.now)


def _unforeseen(error: Exception, log: Path) -> CuifeiError:
    return CuifeiError(
        say("Something went wrong that nobody foresaw ({kind})", kind=type(error).__name__),
        say(
            "What was written is put back. Send the file {log} to who looks after this program",
            log=str(log),
        ),
    )


def dispatch(tag: str, host: Host) -> None:
    """Run the command `tag` (command_table) in `host` and show what came of it.

    A task that cannot be done becomes a box with what is wrong and what to do;
    anything else is a bug and stays loud. KeyError for an unknown command.
    """
    handler = HANDLERS[tag]
    try:
        with live_host.patient():
            report = handler(host)
    except CuifeiError as error:
        host.alert(refusal(error, host.lang))
        return
    finally:
        host.status("")
    if report is not None:
        host.alert(outcome(tag, report, host.lang))


def refusal(error: CuifeiError, lang: str) -> str:
    """Return where something is wrong, what, and what to do; no place is named twice."""
    tell = teller(lang)
    what, remedy = tell(error.what), tell(error.remedy)
    where = "" if error.where in what else error.where
    return "\n".join(part for part in (where, what, remedy) if part)


def outcome(tag: str, report: Report[object], lang: str) -> str:
    """Return what a report says to a person in a box."""
    tell = teller(lang)
    sentences = [tell(sentence) for sentence in report.said]
    if report.problems:
        sentences.append(tell(_look(tag, len(report.problems), lang)))
    return "\n".join(sentences)


def _look(tag: str, n: int, lang: str) -> Message:
    """Return where a report's Problems are seen: the sheet 问题 is of the last flagging."""
    if tag == "flag":
        return say_n(
            "{n} place needs a look: see {problems_sheet}",
            "{n} places need a look: see {problems_sheet}",
            n,
            problems_sheet=sheet("problems"),
        )
    return say_n(
        "{n} place needs a look: {check} shows it",
        "{n} places need a look: {check} shows them",
        n,
        check=BY_ID["check"].label.say(lang),
    )
