"""Record the next state of a letter: printed, sealed, sent, served, refused, returned, voided."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from cuifei.commands import last_dates
from cuifei.commands.begin import begin
from cuifei.commands.opened import Opened
from cuifei.commands.report import Report
from cuifei.commands.store import Where
from cuifei.domain.ladder.household import named
from cuifei.domain.ladder.letter_rows import by_letter, disagreements
from cuifei.domain.papers.letter_life import Move, moved
from cuifei.domain.problems import CuifeiError, Message, Step, say
from cuifei.domain.records import Letter
from cuifei.domain.words import column, sheet
from cuifei.ooxml.values import Cell
from cuifei.tables import rows
from cuifei.tables.layout import word
from cuifei.tables.port import Update


def mark(where: Where, number: str, move: Move, *, now: datetime, dry_run: bool = False) -> Report:
    """Write a letter's next state into its row of 发函, or into all of its rows.

    Raises CuifeiError, with nothing written, for an unknown number or a step
    that cannot be.
    """
    with begin(where, now=now, dry_run=dry_run) as begun:
        opened, recovered = begun.opened, begun.recovered
        before = find(opened, number)
        letters = tuple(moved(row, move) for row in before)
        rewrite(opened, letters, command="mark", now=now, dry_run=dry_run)
    after, units = letters[0], tuple(row.unit for row in letters)
    late = () if move.state == "voided" else last_dates.passed(before, move.date)
    problems = (*opened.problems, *late)
    data = {
        "number": after.number,
        "document": after.document,
        "unit": after.unit,
        "units": units,
        "state": after.state,
        "sent": after.sent,
        "served": after.served,
        "problems": problems,
    }
    said = say(
        "Letter {number} to {unit}: {state}. Next: {step}",
        number=after.number,
        unit=named(units),
        state=word("letter_state", after.state, opened.book.lang),
        step=Step("flag"),
    )
    return Report(data, problems, (*recovered, said, *_unproven(after)))


def _unproven(letter: Letter) -> tuple[Message, ...]:
    """Return what is said of a letter that went out nobody knows how: it restarts no clock (R7)."""
    if letter.state != "sent" or letter.delivery:
        return ()
    return (
        say(
            "How it went is not recorded, so later it proves nothing: type it in the column"
            " {delivery_column} of {register_sheet}.",
            delivery_column=column("delivery"),
            register_sheet=sheet("register"),
        ),
    )


def find(opened: Opened, number: str) -> tuple[Letter, ...]:
    """Return the rows of the letter of that number, one for each unit.

    Raises CuifeiError where there is none, and where they are not one letter's.
    """
    found = [item for item in opened.ledger.letters if item.number == number]
    if not found or len({item.unit for item in found}) != len(found):
        raise CuifeiError(
            say("{number} stands {n} times in the register", number=number, n=len(found)),
            say(
                "Take the number from the column {number_column} of"
                " {register_sheet}; each may stand there once",
                number_column=column("number"),
                register_sheet=sheet("register"),
            ),
            str(opened.book.path),
        )
    if disagreements(found):
        raise CuifeiError(
            say("the rows of letter {number} do not agree with each other", number=number),
            say(
                "Let them say the same in {register_sheet}, the sheet"
                " {problems_sheet} says what; then try again",
                register_sheet=sheet("register"),
                problems_sheet=sheet("problems"),
            ),
            str(opened.book.path),
        )
    (rows_of_letter,) = by_letter(found).values()
    return rows_of_letter


def rewrite(
    opened: Opened, letters: Iterable[Letter], *, command: str, now: datetime, dry_run: bool
) -> None:
    """Write those cells of these rows of 发函 that differ from the book."""
    change = Update("register", changed(opened, letters))
    opened.write((change,), command=command, now=now, dry_run=dry_run)


def changed(
    opened: Opened, letters: Iterable[Letter]
) -> dict[str | tuple[str, ...], Mapping[str, Cell]]:
    """Return the cells of these rows that differ from the book, as an Update asks for them."""
    known = {(row.number, row.unit): row for row in opened.ledger.letters}
    out: dict[str | tuple[str, ...], Mapping[str, Cell]] = {}
    for letter in letters:
        before = rows.cells(known[letter.number, letter.unit], opened.book.lang)
        after = rows.cells(letter, opened.book.lang)
        out[letter.number, letter.unit] = {
            field: value for field, value in after.items() if value != before[field]
        }
    return out
