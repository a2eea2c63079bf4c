"""The workbook that is open before the clerk, as a store that every command takes."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import xlwings as xw

from cuifei.domain.problems import Message
from cuifei.tables.port import Book, Change, Written
from cuifei.workbook.journal import Run
from cuifei.workbook.live import book as live
from cuifei.workbook.live import host
from cuifei.workbook.undo import Undone


class LiveStore:
    """An open workbook (see commands/store.py). `tell`: the status bar's language."""

    def __init__(self, book: xw.Book, tell: Callable[[Message], str] = str) -> None:
        self._book, self._tell = book, tell
        # Whether a run wrote something, so that there is something to take back.
        self.wrote = False
        self._place: Path | None = None
        self._last_read: Book | None = None

    @contextmanager
    def one_click(self) -> Iterator[None]:
        """Within, the cells are asked for once, and once more before something is written.

        A program takes many seconds to give all its cells. Between the question and its answer
        the clerk cannot type; whoever else does is noticed by the digest before the writing.
        """
        with tempfile.TemporaryDirectory(prefix="cuifei-") as place:
            self._place = Path(place, f"{Path(self._book.name).stem}.xlsx")
            try:
                yield
            finally:
                self._place = self._last_read = None

    @property
    def path(self) -> Path:
        """Where it is saved; a bare name where it was never saved on this computer."""
        return host.path_of(self._book) or Path(self._book.name)

    def read(self) -> Book:
        """See live.read."""
        if self._place is None:
            return live.read(self._book)
        if self._last_read is None:
            self._last_read = live.read_into(self._book, self._place)
        return self._last_read

    @contextmanager
    def copied(self) -> Iterator[Path]:
        """See Store.copied."""
        with host.patient(), live.copied(self._book, every=True) as path:
            yield path

    def write(
        self,
        book: Book,
        changes: Sequence[Change],
        *,
        command: str,
        now: datetime,
        dry_run: bool = False,
    ) -> Written:
        """See live.write."""
        known = self._last_read is not None and book.digest == self._last_read.digest
        if not dry_run:
            self._last_read = None
        written = live.write(
            self._book,
            book,
            changes,
            command=command,
            now=now,
            dry_run=dry_run,
            tell=self._tell,
            cells_file=self._place if known else None,
        )
        self.wrote = self.wrote or (written.cells > 0 and not dry_run)
        return written

    def undo(
        self,
        *,
        now: datetime,
        dry_run: bool = False,
        then: Callable[[Run], None] = lambda run: None,
    ) -> Undone:
        """See live.undo."""
        read = self._last_read
        if not dry_run:
            self._last_read = None
        if read is not None and self._place is not None:
            read = replace(read, path=self._place)
        return live.undo(
            self._book, now=now, dry_run=dry_run, tell=self._tell, read=read, then=then
        )

    def finish(self, then: Callable[[Run], None] = lambda run: None) -> str:
        """See Store.finish: here an undo writes cell by cell, and is simply done again."""
        return ""

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Let no other run write meanwhile, in this program or in another."""
        with live.locked(self._book):
            yield
