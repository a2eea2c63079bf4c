"""The one entry point that the ribbon's VBA calls: a command's id in, a box and cells out."""

from datetime import datetime

import xlwings as xw

from cuifei.commands.report import Report
from cuifei.domain.problems import CuifeiError, say_n
from cuifei.excel.book_host import BookHost
from cuifei.excel.handlers import HANDLERS
from cuifei.excel.host import Host
from cuifei.locale import Say, translator

# The commands whose buttons are live; the others are greyed out when the add-in is built.
WORKING = frozenset(HANDLERS)


def on_action(tag: str, lang: str) -> None:
    """Run the command of a ribbon button on the workbook that Excel calls from."""
    dispatch(tag, BookHost(xw.Book.caller(), lang, datetime.now()))


def dispatch(tag: str, host: Host) -> None:
    """Run the command `tag` (command_table) in `host` and show what came of it.

    A task that cannot be done becomes a box with what is wrong and what to do;
    anything else is a bug and stays loud. KeyError for an unknown command.
    """
    handler = HANDLERS[tag]
    tell = translator(host.lang)
    try:
        report = handler(host)
    except CuifeiError as error:
        host.alert(
            "\n".join(part for part in (error.where, tell(error.what), tell(error.remedy)) if part)
        )
        return
    finally:
        host.status("")
    if report is not None:
        host.alert(outcome(report, tell))


def outcome(report: Report, tell: Say) -> str:
    """Return what a report says to a person in a box."""
    said = [tell(sentence) for sentence in report.said]
    if report.problems:
        n = len(report.problems)
        said.append(
            tell(say_n("{n} place needs a look: see 问题", "{n} places need a look: see 问题", n))
        )
    return "\n".join(said)
