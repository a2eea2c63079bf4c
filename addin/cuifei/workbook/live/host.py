"""Does the program listen, and may this open workbook be changed? If not, say what to do.

Whether it listens is known by its answers alone: Application.Ready is False also while a macro of
ours waits for Python, so it is not asked.

xlwings has no word for some of these, so they are asked of Excel itself; on a
Mac the same words are spelt otherwise.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import xlwings as xw

from cuifei.domain.problems import CuifeiError, say

# What Excel answers while somebody types in a cell or a box is open (HRESULT).
_BUSY = frozenset((-2147418111, -2147417846, -2146777998))
# The program ended meanwhile: the object, or its process, is gone.
_GONE = frozenset((-2147417848, -2147023174, -2147023170, -2147417856))


@contextmanager
def patient() -> Iterator[None]:
    """Raise CuifeiError, in words, where the program refuses what was asked of it.

    Only errors that came over COM have an HRESULT; any other is a bug, and stays one.
    """
    try:
        yield
    except Exception as error:
        if not hasattr(error, "hresult"):
            raise
        raise _in_words(error) from error


def _in_words(error: Any) -> CuifeiError:
    # com_error: hresult, text, excepinfo (…, source, description, …, scode), argument.
    more: Sequence[Any] = getattr(error, "excepinfo", None) or ()
    codes = {error.hresult, more[5] if len(more) > 5 else None}
    if codes & _BUSY:
        return CuifeiError(
            say("Excel is busy: a cell is being edited, or a box is open"),
            say("Press Enter or Esc in Excel, close the box, and try again"),
        )
    if codes & _GONE:
        return CuifeiError(
            say("Excel was closed while we worked"),
            say("Start Excel, open the workbook again and look at it, then try again"),
        )
    why = str(more[2]).strip() if len(more) > 2 and more[2] else hex(error.hresult & 0xFFFFFFFF)
    return CuifeiError(
        say("Excel refused a step: {why}", why=why),
        say(
            "What was written is put back. Look for a protected sheet, merged cells, a filter or"
            " a box that is open, and try again"
        ),
    )


def ensure_changeable(book: xw.Book, sheets: Iterable[str], *, adds_sheets: bool) -> None:
    """Raise CuifeiError where one of these sheets, or the workbook, must not be changed."""
    if _says(book.api, "MultiUserEditing"):
        raise CuifeiError(
            say(
                "{name} is a shared workbook of the old kind: tables cannot change", name=book.name
            ),
            say("Unshare it (Review > Unshare Workbook), and run again"),
            book.name,
        )
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
    return False if known is None else bool(known.get())


def save_copy(book: xw.Book, path: Path) -> bool:
    """Save what is on the screen to `path`, and return whether the program could.

    A copy of the file would lack all that was typed since it was saved.
    """
    if sys.platform == "darwin":
        return False
    try:
        book.api.SaveCopyAs(str(path))
    except Exception as error:
        if not hasattr(error, "hresult"):
            raise
        path.unlink(missing_ok=True)
        return False
    return path.is_file()


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
