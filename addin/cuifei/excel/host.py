"""What does a command need of the program that the clerk sits in front of?

Excel answers through book_host.py; tests and other programs by themselves.
"""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from cuifei.commands.store import Store
from cuifei.tables.layout import Table


class Host(Protocol):
    """The clerk's program, with the ledger open in it.

    `lang`: the code of the ribbon's language. `as_of` and `now`: the door reads the clock once.
    """

    lang: str
    as_of: date
    now: datetime

    @property
    def store(self) -> Store:
        """The open ledger, as commands take it."""

    @property
    def path(self) -> Path:
        """Where the open ledger is on disk; raises CuifeiError where it is nowhere yet."""

    @property
    def pid(self) -> int:
        """The program's process, for a helper that reports to it; 0 where none can."""

    def selected(self, field: str) -> tuple[str, ...]:
        """Return that column of our tables (workbook.layout) in the selected, visible rows."""

    def in_sight(self, table: Table, field: str) -> tuple[str, ...] | None:
        """Return that column of the rows that a filter of a table leaves; None: it hides none."""

    def alert(self, prompt: str, *, ask: bool = False) -> bool:
        """Show a box; with `ask` return whether the clerk said yes."""

    def decide(self, prompt: str) -> bool | None:
        """Show a box with yes, no and cancel; return None where the clerk cancelled."""

    def ask(self, prompt: str) -> str:
        """Return what the clerk typed, "" where they cancelled."""

    def offer(self, prompt: str, default: str) -> str | None:
        """Return what the clerk typed over `default` (Enter takes it); None: they cancelled."""

    def open_file(self, prompt: str, patterns: Sequence[str]) -> str:
        """Return the file that the clerk chose in a dialog, "" where they cancelled."""

    def status(self, text: str) -> None:
        """Show progress in the status bar; "" gives the bar back."""

    def show_table(self, title: str, rows: Sequence[Sequence[str]]) -> None:
        """Show rows, headers first, in a new workbook: the ledger is left alone."""

    def show_cell(self, sheet: str, row: int, column: int) -> None:
        """Go to a cell of the ledger (1-based) and select it, ready to be typed into."""

    def show_sheet(self, names: Sequence[str]) -> bool:
        """Go to the first of these sheets of the ledger; return whether there is one."""
