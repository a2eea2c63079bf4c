"""Record the next state of a letter: printed, sealed, sent, served, refused, returned, voided."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from cuifei.commands import last_dates, sending
from cuifei.commands.begin import begin
from cuifei.commands.opened import Opened
from cuifei.commands.register_doubts import owners
from cuifei.commands.report import BEHIND, Report
from cuifei.commands.store import Where
from cuifei.domain.account.outcomes import came_back
from cuifei.domain.codes import LetterState
from cuifei.domain.ladder.household import named
from cuifei.domain.ladder.letter_rows import by_letter, disagreements
from cuifei.domain.papers.letter_life import Move, moved
from cuifei.domain.problems import CuifeiError, Message, Problem, Step, say, say_n
from cuifei.domain.records import Letter
from cuifei.domain.words import column, sheet
from cuifei.ooxml.values import Cell
from cuifei.tables import rows
from cuifei.tables.layout import word
from cuifei.tables.port import Update


@dataclass(frozen=True, slots=True)
class Marked:
    """What became of one letter, and of which units it is."""

    number: str
    document: str
    unit: str
    units: Sequence[str]
    state: str
    sent: date | None
    served: date | None


@dataclass(frozen=True, slots=True)
class MarkedSeveral:
    """What became of letters; those set `aside`, and those that go after their last dates."""

    letters: Sequence[Marked]
    aside: Sequence[Problem] = field(metadata=BEHIND)
    late: Sequence[Problem] = field(metadata=BEHIND)


def mark(
    where: Where, number: str, move: Move, *, now: datetime, dry_run: bool = False
) -> Report[Marked]:
    """Write a letter's next state into its row of 发函, or into all of its rows.

    Raises CuifeiError, with nothing written, for an unknown number or a step
    that cannot be.
    """
    with begin(where, now=now, dry_run=dry_run) as begun:
        opened, recovered = begun.opened, begun.recovered
        letters = _step(opened, number, move)
        rewrite(opened, letters, command="mark", now=now, dry_run=dry_run)
    problems = (*opened.problems, *_late(opened, number, move))
    sentences = (*recovered, _sentence(opened, letters), *_unproven(letters[0]))
    return Report(_marked(letters), problems, sentences)


def _late(opened: Opened, number: str, move: Move) -> tuple[Problem, ...]:
    """Return a Problem for a letter that goes on its way after its last date."""
    before = find(opened, number)
    return () if move.state == LetterState.VOIDED else last_dates.passed(before, move.date)


def _step(opened: Opened, number: str, move: Move) -> tuple[Letter, ...]:
    """Return the rows of one letter after its step. Raises CuifeiError where it cannot be."""
    before = find(opened, number)
    letters = tuple(_noted(row, moved(row, move), opened.book.lang) for row in before)
    sending.check(opened, before, letters, move.date)
    return letters


def _noted(before: Letter, after: Letter, lang: str) -> Letter:
    """Return a letter that is voided because it came back with a note that says so (R5.2)."""
    if (
        before.state != LetterState.RETURNED
        or after.state != LetterState.VOIDED
        or came_back(after.note)
    ):
        return after
    return replace(after, note=f"{after.note}; {word('letter_state', LetterState.RETURNED, lang)}")


def mark_several(
    where: Where, numbers: Sequence[str], move: Move, *, now: datetime, dry_run: bool = False
) -> Report[MarkedSeveral]:
    """Write the next state of several letters in one run: one backup, and one undo for all.

    A letter that cannot take the step is set aside with a Problem. Raises
    CuifeiError, with nothing written, where none can.
    """
    fit: list[tuple[Letter, ...]] = []
    aside: list[Problem] = []
    with begin(where, now=now, dry_run=dry_run) as begun:
        opened = begun.opened
        for number in numbers:
            try:
                fit.append(_step(opened, number, move))
            except CuifeiError as error:
                if len(numbers) == 1:
                    raise
                aside.append(Problem(number, error.what, error.remedy))
        if not fit:
            raise CuifeiError(aside[0].what, aside[0].remedy, aside[0].where)
        every = [row for letter in fit for row in letter]
        rewrite(opened, every, command="mark", now=now, dry_run=dry_run)
    late = tuple(problem for letter in fit for problem in _late(opened, letter[0].number, move))
    problems = (*opened.problems, *aside, *late)
    result = MarkedSeveral([_marked(letter) for letter in fit], aside, late)
    sentences = (*begun.recovered, *_several_sentences(opened, fit), *_unproven(fit[0][0]))
    return Report(result, problems, sentences)


def aside(marked: MarkedSeveral) -> tuple[Message, ...]:
    """Return which letters were set aside, and why."""
    return tuple(
        say("Set aside: {number}. {why}", number=problem.where, why=problem.what)
        for problem in marked.aside
    )


def late(marked: MarkedSeveral) -> tuple[Message, ...]:
    """Return which letters go on their way after their last dates."""
    return tuple(
        say("{where}: {said}", where=problem.where, said=problem.what) for problem in marked.late
    )


def _several_sentences(opened: Opened, fit: Sequence[tuple[Letter, ...]]) -> tuple[Message, ...]:
    if len(fit) == 1:
        return (_sentence(opened, fit[0]),)
    return (
        say_n(
            "{n} letter: {state}, {first} to {last}. Next: {step}",
            "{n} letters: {state}, {first} to {last}. Next: {step}",
            len(fit),
            state=word("letter_state", fit[0][0].state, opened.book.lang),
            first=min(letter[0].number for letter in fit),
            last=max(letter[0].number for letter in fit),
            step=Step("flag"),
        ),
    )


def _marked(letters: Sequence[Letter]) -> Marked:
    after, units = letters[0], tuple(row.unit for row in letters)
    return Marked(
        after.number, after.document, after.unit, units, after.state, after.sent, after.served
    )


def _sentence(opened: Opened, letters: Sequence[Letter]) -> Message:
    return say(
        "Letter {number} to {unit}: {state}. Next: {step}",
        number=letters[0].number,
        unit=named(tuple(row.unit for row in letters)),
        state=word("letter_state", letters[0].state, opened.book.lang),
        step=Step("flag"),
    )


def _unproven(letter: Letter) -> tuple[Message, ...]:
    """Return what is said of a letter that went out nobody knows how: it restarts no clock (R7)."""
    if letter.state != LetterState.SENT or letter.delivery:
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
    letter_rows = [letter for letter in opened.ledger.letters if letter.number == number]
    if not letter_rows or len({letter.unit for letter in letter_rows}) != len(letter_rows):
        raise CuifeiError(
            say("{number} stands {n} times in the register", number=number, n=len(letter_rows)),
            say(
                "Take the number from the column {number_column} of"
                " {register_sheet}; each may stand there once",
                number_column=column("number"),
                register_sheet=sheet("register"),
            ),
            str(opened.book.path),
        )
    if len(owners(opened.ledger, letter_rows)) > 1:
        raise CuifeiError(
            say("letter number {number} stands on rows of several owners", number=number),
            say(
                "Give each owner's letter its own number in {register_sheet}",
                register_sheet=sheet("register"),
            ),
            str(opened.book.path),
        )
    if disagreements(letter_rows):
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
    (rows_of_letter,) = by_letter(letter_rows).values()
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
