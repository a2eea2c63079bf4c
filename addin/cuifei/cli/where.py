"""Which ledger is meant on a command line: a closed file, or one that is open?"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from cuifei.domain.problems import CuifeiError, say

if TYPE_CHECKING:
    from cuifei.commands.store import Where


def chosen(book: Path | None, is_open: bool, lang: str) -> "Callable[[], Where]":
    """Return what finds the file, or with --open the workbook that Excel or WPS holds.

    It raises CuifeiError where neither is named, or nothing is open; so it is
    called where a command's errors are told.
    """

    def found() -> "Where":
        if is_open:
            # Excel's room takes long to load, and few ask for it.
            from cuifei.excel import attach

            return attach.store(book, lang)
        if book is None:
            raise CuifeiError(
                say("no workbook is named"),
                say(
                    "Name the file; or with --open the ledger that is open in Excel or WPS is taken"
                ),
            )
        return book

    return found
