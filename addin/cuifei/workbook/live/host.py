"""Is the program free, and may this open workbook be changed? If not, say what to do.

xlwings has no word for some of these, so they are asked of Excel itself; on a
Mac the same words are spelt otherwise.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import xlwings as xw

from cuifei.domain.problems import CuifeiError, say

# What Excel answers while somebody types in a cell or a box is open (HRESULT).
_BUSY = frozenset((-2147418111, -2147417846, -2146777998))


@contextmanager
def patient() -> Iterator[None]:
    """Raise CuifeiError where the program does not listen, whatever was asked of it."""
    try:
        yield
    except Exception as error:
        if getattr(error, "hresult", None) in _BUSY:
            raise _busy() from error
        raise


def _busy() -> CuifeiError:
    return CuifeiError(
        say("Excel is busy: a cell is being edited, or a box is open"),
        say("Press Enter or Esc in Excel, close the box, and try again"),
    )


def ensure_free(book: xw.Book) -> None:
    """Raise CuifeiError while a cell is being edited or a box is open."""
    if not _says(book.app.api, "Ready"):
        raise _busy()


def ensure_changeable(book: xw.Book, sheets: Iterable[str], *, adds_sheets: bool) -> None:
    """Raise CuifeiError where one of these sheets, or the workbook, must not be changed."""
    if _says(book.api, "ReadOnly"):
        raise CuifeiError(
            say("{name} is open as read-only, so it could not be saved", name=book.name),
            say("Save it under another name (File > Save As), and run again"),
            book.name,
        )
    if adds_sheets and _says(book.api, "ProtectStructure"):
        raise CuifeiError(
            say("{name} is protected: no sheet can be added", name=book.name),
            say("Take the protection off (Review > Protect Workbook), and run again"),
            book.name,
        )
    for name in sheets:
        if _says(book.sheets[name].api, "ProtectContents"):
            raise CuifeiError(
                say("the sheet {sheet} is protected", sheet=name),
                say("Take the protection off (Review > Unprotect Sheet), and run again"),
                name,
            )


def _says(api: Any, word: str) -> bool:
    """Return what Excel answers to a yes-or-no property, such as ReadOnly."""
    if sys.platform != "darwin":
        return bool(getattr(api, word))
    spelt = re.sub(r"(?<!^)(?=[A-Z])", "_", word).lower()
    # Not every word of Windows is known on a Mac: there Excel refuses by itself.
    known = getattr(api, spelt, None)
    return word == "Ready" if known is None else bool(known.get())


def path_of(book: xw.Book) -> Path | None:
    """Return where the workbook is saved on this computer, None where it is not.

    A workbook in OneDrive or SharePoint whose folder is not synchronised to
    this computer has no place here either.
    """
    try:
        path = Path(book.fullname)
    except xw.XlwingsError:
        return None
    return path if path.is_absolute() and path.is_file() else None


def folder(book: xw.Book) -> Path:
    """Return the folder of the workbook, for files that go beside it.

    Raises CuifeiError where it is not saved in a folder of this computer.
    """
    path = path_of(book)
    if path is None:
        raise CuifeiError(
            say("{name} is not saved in a folder of this computer", name=book.name),
            say(
                "Save it first (File > Save As); from OneDrive or SharePoint, save a copy on "
                "this computer or let OneDrive synchronise its folder"
            ),
            book.name,
        )
    return path.parent
