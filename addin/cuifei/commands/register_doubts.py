"""What in the register cannot be, as hands left it? (R5.2)

A deleted row, one number on the letters of two owners, “paid” where money is owed, a
letter that went out when it might not: nobody is accused, but nothing else goes out in
that community until somebody says what is true.
"""

from collections.abc import Iterable, Iterator

from cuifei.commands import batch
from cuifei.domain.account.delivery import is_unsent
from cuifei.domain.account.former import addressee, sales
from cuifei.domain.codes import Document, LetterResult, LetterState
from cuifei.domain.ladder.cases import Docket
from cuifei.domain.ladder.household import owner_of
from cuifei.domain.ladder.letter_rows import by_letter
from cuifei.domain.language import DEFAULT
from cuifei.domain.problems import Message, Problem, listed, say
from cuifei.domain.records import Ledger, Letter
from cuifei.domain.words import column
from cuifei.locale import phrases
from cuifei.tables.layout import PARAMETERS, REGISTER, SETTINGS
from cuifei.tables.port import Book


def missing(runs: Iterable[batch.Batch], ledger: Ledger) -> tuple[Letter, ...]:
    """Return the lawyer letters of our folders whose rows are gone from the register."""
    known = {(x.number, x.unit) for x in ledger.letters if x.document == Document.LAWYER_LETTER}
    return tuple(
        row
        for run in runs
        for planned in run.letters
        for row in planned.rows
        if run.state == batch.REGISTERED
        and row.document == Document.LAWYER_LETTER
        and (row.number, row.unit) not in known
        and row.unit in ledger.units
    )


def owners(ledger: Ledger, letters: Iterable[Letter]) -> frozenset[object]:
    """Return whom these rows of the register are to, each owner once."""
    sold = sales(ledger.units)
    units = (ledger.units.get(addressee(sold, row)) for row in letters)
    return frozenset(owner_of(unit) or unit.unit for unit in units if unit)


def doubts(book: Book, ledger: Ledger, docket: Docket) -> Iterator[Problem]:
    """Yield what a person has to look at in 发函 and 参数, on the docket's day."""
    yield from _breaches(book, docket)
    yield from _two_owners(book, ledger)
    yield from _results(book, ledger)
    yield from _future_receipts(book, docket)


def _place(book: Book, letter: Letter) -> str:
    register = book.tables.get(REGISTER.name)
    name = register.sheet if register else REGISTER.called(DEFAULT)
    return f"{name}!{letter.row}" if letter.row else name


def _breaches(book: Book, docket: Docket) -> Iterator[Problem]:
    for breaches in docket.breaches.values():
        for breach in breaches:
            yield Problem(_place(book, breach.letter), breach.why, _remedy(breach.letter))


def _remedy(letter: Letter) -> Message:
    if letter.result == LetterResult.PAID:
        return say(
            "Is a receipt missing? Record it; else take the result away. Until then no other"
            " lawyer letter goes out there"
        )
    if letter.state == LetterState.VOIDED:
        return say(
            "If it came back, say so in the note (退回); else set its state again and record that"
            " it is withdrawn, or what came of it. Until then nothing else goes out there"
        )
    if not letter.row:
        return say(
            "Type the row again with its number, unit, date and state; if the letter was never"
            " sent, with the state voided and the reason. Until then no lawyer letter goes out"
            " there"
        )
    return say(
        "If it did not go out, correct the row; if it did, record what came of it, or that it is"
        " withdrawn. Until then no other lawyer letter goes out there"
    )


def _two_owners(book: Book, ledger: Ledger) -> Iterator[Problem]:
    """Yield numbers that stand on rows of more than one owner: one letter is to one owner."""
    for rows in by_letter(ledger.letters).values():
        if len(rows) > 1 and len(owners(ledger, rows)) > 1:
            what = say(
                "letter number {number} stands on rows of several owners: {units}",
                number=rows[0].number,
                units=listed(row.unit for row in rows if row.unit in ledger.units),
            )
            remedy = say(
                "Give each owner's letter its own number; a letter about several units is to one"
                " owner, by name and phone"
            )
            yield Problem(_place(book, rows[-1]), what, remedy)


def _results(book: Book, ledger: Ledger) -> Iterator[Problem]:
    """Yield results that cannot be: of a letter that never went out."""
    for letter in ledger.letters:
        if not is_unsent(letter) or letter.result not in (
            LetterResult.REFUSED,
            LetterResult.SUIT,
            LetterResult.FOLLOWED_UP,
        ):
            continue
        what = say(
            "letter {number} has a result, and its state says that it has not gone out",
            number=letter.number,
        )
        remedy = say("Correct the state if it went out; else take the result away, or void it")
        yield Problem(_place(book, letter), what, remedy)


def _future_receipts(book: Book, docket: Docket) -> Iterator[Problem]:
    typed = docket.policy.receipts_through
    if typed is None or typed <= docket.as_of:
        return
    settings = book.tables.get("settings")
    name = settings.sheet if settings else PARAMETERS.called(DEFAULT)
    names = phrases(SETTINGS["receipts_through"])
    row = next(
        (n for n, cells in settings.rows.items() if str(cells.get("name") or "").strip() in names)
        if settings
        else iter(()),
        0,
    )
    what = say(
        "{receipts_through_column} says {day}, which has not come yet; the newest payment"
        " counts instead",
        receipts_through_column=column("receipts_through"),
        day=typed,
    )
    yield Problem(f"{name}!{row}" if row else name, what, say("Type the last day recorded"))
