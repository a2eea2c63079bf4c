"""Record the next state of a letter: printed, sealed, sent, served, refused, returned, voided."""

from datetime import datetime

from cuifei.commands.lock import locked
from cuifei.commands.opened import Opened, open_book
from cuifei.commands.recover import recover
from cuifei.commands.report import Report
from cuifei.commands.store import Where
from cuifei.domain.letter_life import Move, moved
from cuifei.domain.problems import CuifeiError, say
from cuifei.domain.records import Letter
from cuifei.workbook import rows
from cuifei.workbook.layout import word
from cuifei.workbook.port import Update


def mark(where: Where, number: str, move: Move, *, now: datetime, dry_run: bool = False) -> Report:
    """Write a letter's next state into its row of 发函.

    Raises CuifeiError, with nothing written, for an unknown number or a step
    that cannot be.
    """
    with locked(where, dry_run=dry_run):
        recovered = () if dry_run else recover(where, now=now)
        opened = open_book(where)
        after = moved(find(opened, number), move)
        rewrite(opened, after, command="mark", now=now, dry_run=dry_run)
    data = {
        "number": after.number,
        "document": after.document,
        "unit": after.unit,
        "state": after.state,
        "sent": after.sent,
        "served": after.served,
        "problems": opened.problems,
    }
    said = say(
        "Letter {number} to {unit}: {state}. Next: cuifei flag",
        number=after.number,
        unit=after.unit,
        state=word("letter_state", after.state, opened.book.lang),
    )
    return Report(data, opened.problems, (*recovered, said))


def find(opened: Opened, number: str) -> Letter:
    """Return the letter of that number. Raises CuifeiError where there is none, or two."""
    found = [item for item in opened.ledger.letters if item.number == number]
    if len(found) != 1:
        raise CuifeiError(
            say("{number} stands {n} times in the register", number=number, n=len(found)),
            say("Take the number from the column 函号 of 发函; each may stand there once"),
            str(opened.book.path),
        )
    return found[0]


def rewrite(opened: Opened, letter: Letter, *, command: str, now: datetime, dry_run: bool) -> None:
    """Write those cells of a letter's row that differ from the book."""
    before = rows.cells(find(opened, letter.number), opened.book.lang)
    after = rows.cells(letter, opened.book.lang)
    cells = {field: value for field, value in after.items() if value != before[field]}
    change = Update("register", {letter.number: cells})
    opened.write((change,), command=command, now=now, dry_run=dry_run)
