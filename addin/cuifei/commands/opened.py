"""The common beginning of every command: read the book, understand it, decide each unit."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeAlias

from cuifei.commands import batch, book_id, folders, register_doubts, taken_back
from cuifei.commands.at_rest import collector_at_rest
from cuifei.commands.store import Store, Where, at
from cuifei.commands.workdays import calendar
from cuifei.domain.ladder.cases import Docket, decide, decide_again
from cuifei.domain.language import DEFAULT
from cuifei.domain.policy import Policy
from cuifei.domain.problems import CuifeiError, Problem, listed, say
from cuifei.domain.queue.queue import overfull
from cuifei.domain.records import Contact, Ledger
from cuifei.domain.words import sheet
from cuifei.tables import rows, settings_rows
from cuifei.tables.layout import REGISTER
from cuifei.tables.port import Append, Book, Change, Written
from cuifei.workbook import run_log

# Who looks at what a command read and decided.
Seen: TypeAlias = "Callable[[Opened, Docket], None]"


def unseen(opened: "Opened", docket: Docket) -> None:
    """Look at nothing of what a command read and decided."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbook that was read: its cells, its records, the house's numbers, and what is bad."""

    store: Store
    book: Book
    ledger: Ledger
    policy: Policy
    problems: tuple[Problem, ...]

    def batches(self) -> Iterator[batch.Batch]:
        """Yield the workbook's batches of letters, from before it was renamed too."""
        return book_id.batches(self.book.path, book_id.written(self.policy.last_numbers))

    def write(
        self, changes: Sequence[Change], *, command: str, now: datetime, dry_run: bool = False
    ) -> Written:
        """Apply changes to the book as it was read (see Store.write)."""
        if not dry_run:
            run_log.stage(say("writing {name}", name=self.book.path.name))
        return self.store.write(self.book, changes, command=command, now=now, dry_run=dry_run)

    def contacted(self, contacts: Sequence[Contact]) -> "tuple[Opened, Change]":
        """Return the book with more rows of 跟催, and what writes them."""
        ledger = replace(self.ledger, contacts=(*self.ledger.contacts, *contacts))
        cells = [rows.cells(contact, self.book.lang) for contact in contacts]
        return replace(self, ledger=ledger), Append("contacts", cells)

    def docket(self, as_of: date) -> Docket:
        """Return every unit's case on a day."""
        days = calendar().typed(self.policy.days_off, self.policy.days_on)
        with collector_at_rest():
            return decide(self.ledger, as_of, self.policy, days)

    def again(self, docket: Docket, ledger: Ledger) -> Docket:
        """Return what is decided on the day of a docket, with rows that were added since."""
        with collector_at_rest():
            return decide_again(docket, self.ledger, ledger)

    def decided(self, as_of: date) -> "tuple[Opened, Docket]":
        """Return the cases of a day, and the book with the Problems that only they show."""
        run_log.stage(say("deciding {n} units", n=len(self.ledger.units)))
        docket = self.docket(as_of)
        doubts = register_doubts.doubts(self.book, self.ledger, docket)
        day_problems = [*self._overfull(docket), *doubts]
        if "payments" in self.book.tables:
            day_problems += taken_back.problems(docket, self.book.tables["payments"])
        return replace(self, problems=(*self.problems, *day_problems)), docket

    def _overfull(self, docket: Docket) -> Iterator[Problem]:
        """Yield each cohort that holds more live lawyer letters than it may (R5.2)."""
        register = self.book.tables.get("register")
        name = register.sheet if register else REGISTER.called(DEFAULT)
        for cohort, letters in overfull(docket).items():
            yield Problem(
                next((f"{name}!{letter.row}" for letter in reversed(letters) if letter.row), name),
                say(
                    "{n} lawyer letters are live in {cohort}, where {slots} may be: {numbers}",
                    n=len(letters),
                    cohort=cohort,
                    slots=docket.policy.slots_per_cohort,
                    numbers=listed(letter.number for letter in letters),
                ),
                say(
                    "Record what came of the others or that they are withdrawn, or void what has"
                    " not gone out; until then none goes out there"
                ),
            )


def ensure_company(policy: Policy) -> None:
    """Raise CuifeiError where it is not known who writes, and where he is reached."""
    if not (policy.company and policy.company_phone):
        raise CuifeiError(
            say("company name or company phone is missing"),
            say("Type both on the sheet {settings_sheet}", settings_sheet=sheet("settings")),
        )


def known_receipts(docket: Docket) -> date:
    """Return the day up to which receipts are recorded; CuifeiError where nobody knows."""
    if docket.receipts_through is None:
        raise CuifeiError(
            say("it is not known up to which day receipts are recorded"),
            say("Type it on the sheet Settings"),
        )
    return docket.receipts_through


def open_book(where: Where) -> Opened:
    """Read a workbook. Raises CuifeiError where it cannot be read; nothing is written."""
    store = at(where)
    run_log.stage(say("reading {name}", name=store.path.name))
    book = store.read()
    ledger, bad_rows = rows.ledger(book)
    policy, bad_settings = settings_rows.policy(book, ledger)
    runs = tuple(book_id.batches(store.path, book_id.written(policy.last_numbers)))
    ledger = replace(ledger, missing=register_doubts.missing(runs, ledger))
    folder_problems = (
        *folders.findings(store.path, runs),
        *book_id.doubts(store.path, policy.last_numbers, book.lang),
    )
    problems = (*book.problems, *bad_rows, *bad_settings, *folder_problems)
    return Opened(store, book, ledger, policy, problems)
