"""Which open workbook is meant? The one in front, unless that is no ledger.

After a check or a history its result is in front, a workbook of its own that
was never saved: the next click means the ledger behind it.
"""

from collections.abc import Callable

import xlwings as xw

from cuifei.domain.problems import CuifeiError, Message, listed, say
from cuifei.tables.cells import normal
from cuifei.tables.layout import BY_NAME
from cuifei.workbook.live import host

# Buttons that look at any workbook, or begin with one that is no ledger yet.
_ANY = frozenset(("adopt", "doctor"))
_SIGNS = frozenset(
    normal(name) for table in ("units", "charges", "mapping") for name in BY_NAME[table].names
)


def ledger(front: xw.Book, tag: str, agreed: Callable[[Message], bool]) -> xw.Book:
    """Return the workbook that a click on the button `tag` is about, and bring it to the front.

    `front` itself, where it is a ledger, or where no other one is open; the
    commands say what it lacks. One that was saved is somebody's own, so they
    are asked by `agreed` before another is taken for it. Raises CuifeiError
    where several ledgers are open and none is in front.
    """
    if tag in _ANY or is_ledger(front):
        return front
    others = [book for book in front.app.books if book.name != front.name and is_ledger(book)]
    if not others:
        return front
    if len(others) > 1:
        raise CuifeiError(
            say("several ledgers are open: {names}", names=listed(book.name for book in others)),
            say("Bring the one that is meant to the front, then click again"),
        )
    (other,) = others
    question = say(
        "{front} is no ledger. Is {ledger} meant, which is open too?",
        front=front.name,
        ledger=other.name,
    )
    if host.path_of(front) is not None and not agreed(question):
        return front
    other.activate()
    return other


def is_ledger(book: xw.Book) -> bool:
    """Return whether a workbook has sheets of ours, by their names."""
    return not _SIGNS.isdisjoint(normal(sheet.name) for sheet in book.sheets)
