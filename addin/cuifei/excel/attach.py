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
    found = list(xw.apps)
    if sys.platform == "win32":
        found += _wps(active or _active_object)
    return found


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
    opened = [one for app in apps for one in app.books]
    if book is not None:
        found = [one for one in opened if one.name.casefold() == book.name.casefold()]
    else:
        found = [one for one in opened if is_ledger(one)]
    if len(found) == 1:
        return found[0]
    if found:
        raise CuifeiError(
            say("several ledgers are open: {names}", names=listed(one.name for one in found)),
            say("Name the one that is meant: cuifei … FILE --open"),
        )
    raise CuifeiError(
        say("no such ledger is open"),
        say("Open it in Excel or WPS; or run the same without --open on the closed file"),
    )
