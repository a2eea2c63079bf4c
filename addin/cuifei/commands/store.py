"""Where is the ledger: in a file that no program has open, or open before the clerk?

Every command takes either, so that a ribbon button and the command line run
the same code. The open one is workbook/live/store.py.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeAlias

from cuifei.tables.port import Book, Change, Written
from cuifei.workbook import closed, journal_files, reading, swap
from cuifei.workbook import undo as closed_undo
from cuifei.workbook.journal import Run
from cuifei.workbook.undo import Undone


def nothing(run: Run) -> None:
    """Do nothing more about a run that was taken back."""


class Store(Protocol):
    """A workbook that can be read and written (see workbook/port.py)."""

    @property
    def path(self) -> Path:
        """Where it is saved; a bare name where it is open and was never saved."""

    def read(self) -> Book:
        """Return its tables. Raises CuifeiError where it cannot be read."""

    def copied(self) -> AbstractContextManager[Path]:
        """Give a file with every cell as it stands, to look at and to try things on."""

    def write(
        self,
        book: Book,
        changes: Sequence[Change],
        *,
        command: str,
        now: datetime,
        dry_run: bool = False,
    ) -> Written:
        """Apply changes, all or none. Raises CuifeiError, with nothing written."""

    def undo(
        self, *, now: datetime, dry_run: bool = False, then: Callable[[Run], None] = nothing
    ) -> Undone:
        """Take the last run back, and do `then` what belongs to it. CuifeiError: there is none."""

    def finish(self, then: Callable[[Run], None] = nothing) -> str:
        """Complete an undo that was killed, `then` too; return the command it undid, or ""."""

    def locked(self) -> AbstractContextManager[None]:
        """Let no other run write meanwhile. CuifeiError: another one does, or it is read-only."""


class ClosedStore:
    """A workbook file (see Store)."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Book:
        """See Store."""
        return reading.read(self.path)

    @contextmanager
    def copied(self) -> Iterator[Path]:
        """See Store."""
        with tempfile.TemporaryDirectory(prefix="cuifei-") as place:
            copy = Path(place, self.path.name)
            swap.copy(self.path, copy)
            yield copy

    def write(
        self,
        book: Book,
        changes: Sequence[Change],
        *,
        command: str,
        now: datetime,
        dry_run: bool = False,
    ) -> Written:
        """See Store."""
        return closed.write(book, changes, command=command, now=now, dry_run=dry_run)

    def undo(
        self, *, now: datetime, dry_run: bool = False, then: Callable[[Run], None] = nothing
    ) -> Undone:
        """See Store."""
        return closed_undo.undo(self.path, now=now, dry_run=dry_run, then=then)

    def finish(self, then: Callable[[Run], None] = nothing) -> str:
        """See Store."""
        return journal_files.finish(self.path.resolve(), then)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """See Store."""
        closed.ensure_writable(self.path)
        with closed.locked(self.path):
            yield


Where: TypeAlias = "Path | Store"


def at(where: Where) -> Store:
    """Return the ledger that stands there; a path is a file that nobody has open."""
    return ClosedStore(where) if isinstance(where, Path) else where
