"""The common beginning of every command: read the book, understand it, decide each unit."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cuifei.commands.workdays import calendar
from cuifei.domain.cases import Docket, decide
from cuifei.domain.policy import Policy
from cuifei.domain.problems import Problem
from cuifei.domain.records import Ledger
from cuifei.workbook import reading, rows, settings_rows
from cuifei.workbook.port import Book


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbook that was read: its cells, its records, the house's numbers, and what is bad."""

    book: Book
    ledger: Ledger
    policy: Policy
    problems: tuple[Problem, ...]

    def docket(self, as_of: date) -> Docket:
        """Return every unit's case on a day."""
        return decide(self.ledger, as_of, self.policy, calendar())


def open_book(path: Path) -> Opened:
    """Read a workbook. Raises CuifeiError where it cannot be read; nothing is written."""
    book = reading.read(path)
    ledger, bad_rows = rows.ledger(book)
    policy, bad_settings = settings_rows.policy(book, ledger)
    return Opened(book, ledger, policy, (*book.problems, *bad_rows, *bad_settings))
