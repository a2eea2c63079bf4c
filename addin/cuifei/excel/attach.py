"""How does a command line find the ledger that is open before the clerk: in Excel, or in WPS?

xlwings knows every Excel that runs. WPS Spreadsheets answers to the same words under the name
Ket.Application (its author's tests of xlwings on WPS 2019 failed in 4 places of the whole suite);
nobody has run this on a WPS yet, and README says so.
"""

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import xlwings as xw

from cuifei.domain.problems import CuifeiError, listed, say
from cuifei.excel.which_book import is_ledger
from cuifei.locale import translator
from cuifei.workbook.live import host
from cuifei.workbook.live.store import LiveStore

# WPS Spreadsheets, and what it was called before.
WPS = ("Ket.Application", "ET.Application")

Active = Callable[[str], Any]


def store(book: Path | None, lang: str) -> LiveStore:
    """Return the open ledger of that file name, or the only one, as a store for commands.

    Raises CuifeiError where no program runs, or no ledger or several are open.
    """
    with host.patient():
        return LiveStore(_ledger(programs(), book), translator(lang))


def programs(active: Active | None = None) -> list[xw.App]:
    """Return every Excel that runs, then the WPS; `active` gives a COM object by its name."""
    applications = list(xw.apps)
    if sys.platform == "win32":
        applications += _wps(active or _active_object)
    return applications


def _active_object(name: str) -> Any:
    return import_module("win32com.client").GetActiveObject(name)


def _wps(active: Active) -> Iterator[xw.App]:
    for name in WPS:
        try:
            program = active(name)
        except Exception as error:
            if not hasattr(error, "hresult"):
                raise
            continue  # no such program runs
        # The class that drives Excel takes the object of another program as well.
        yield xw.App(impl=import_module("xlwings._xlwindows").App(xl=program))
        return


def _ledger(apps: list[xw.App], book: Path | None) -> xw.Book:
    if not apps:
        raise CuifeiError(
            say("neither Excel nor WPS is running"),
            say("Open the ledger first; or run the same without --open on the closed file"),
        )
    opened = [open_book for app in apps for open_book in app.books]
    if book is not None:
        ledgers = [
            open_book for open_book in opened if open_book.name.casefold() == book.name.casefold()
        ]
    else:
        ledgers = [open_book for open_book in opened if is_ledger(open_book)]
    if len(ledgers) == 1:
        return ledgers[0]
    if ledgers:
        raise CuifeiError(
            say(
                "several ledgers are open: {names}",
                names=listed(open_book.name for open_book in ledgers),
            ),
            say("Name the one that is meant: cuifei … FILE --open"),
        )
    raise CuifeiError(
        say("no such ledger is open"),
        say("Open it in Excel or WPS; or run the same without --open on the closed file"),
    )
