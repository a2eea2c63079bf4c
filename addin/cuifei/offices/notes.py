"""Does a row's note say that money came in, so that its amounts may be owed no more?"""

import re

from cuifei.domain.problems import Unreadable, say
from cuifei.files.source import Sheet
from cuifei.offices import amounts, people
from cuifei.offices.cell_words import NOT_SETTLED, SAYS_SETTLED, SURELY_SETTLED
from cuifei.offices.mapping import BlockMap


def says_paid(text: str) -> bool:
    """Return whether a note says that something was paid; a promise says nothing of the kind.

    >>> says_paid("已交到3月"), says_paid("3月5日交清"), says_paid("已缴1-3月,4月未缴")
    (True, True, True)
    >>> says_paid("承诺月底交清"), says_paid("未缴清"), says_paid("空置")
    (False, False, False)
    """
    plain = re.sub(r"\s", "", text)
    if SURELY_SETTLED.search(plain):
        return True
    return bool(SAYS_SETTLED.search(plain)) and not NOT_SETTLED.search(plain)


# How a Problem begins that a note and the amounts beside it may not agree.
NOTE = "the note says “{note}”: is the amount still owed?"


def against(sheet: Sheet, block: BlockMap, row: int) -> str:
    """Return a row's note where it may speak against the amounts that stand as unpaid, else ""."""
    roles = {amount.role for amount in block.amounts}
    column = block.columns.get("note")
    # Where receipts stand on a sheet of their own, a note only repeats them.
    said_here = {"unpaid", "paid"} & roles or "status" in block.columns
    if block.facts.get("notes") == "yes" or not said_here:
        return ""
    paid = (sheet.at(row, amount.column) for amount in block.amounts if amount.role == "paid")
    if any(amounts.read(cell, "point") for cell in paid):
        return ""  # what came in has a column of its own
    text = people.text_of(sheet.seen(row, column)) if column else ""
    return text if says_paid(text) else ""


def fault(note: str) -> Unreadable:
    """Return why the amounts beside such a note are not counted."""
    return Unreadable(
        say("the note says “{note}”: is the amount still owed?", note=" ".join(note.split())),
        say("Correct the amount, or take the note out, and run again"),
    )
