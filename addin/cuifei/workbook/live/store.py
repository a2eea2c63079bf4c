"""The workbook that is open before the clerk, as a store that every command takes."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import xlwings as xw

from cuifei.domain.problems import Message
from cuifei.tables.port import Book, Change, Written
from cuifei.workbook.live import book as live
from cuifei.workbook.live import host
from cuifei.workbook.undo import Undone


class LiveStore:
    """An open workbook (see commands/store.py). `tell`: the status bar's language."""

    def __init__(self, book: xw.Book, tell: Callable[[Message], str] = str) -> None:
        self._book, self._tell = book, tell

    @property
    def path(self) -> Path:
        """Where it is saved; a bare name where it was never saved on this computer."""
        return host.path_of(self._book) or Path(self._book.name)

    def read(self) -> Book:
        """See live.read."""
        return live.read(self._book)

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
        return live.write(
            self._book,
            book,
            changes,
            command=command,
            now=now,
            dry_run=dry_run,
            tell=self._tell,
        )

    def undo(
        self, *, now: datetime, dry_run: bool = False, then: Callable[[], None] = lambda: None
    ) -> Undone:
        """See live.undo."""
        undone = live.undo(self._book, now=now, dry_run=dry_run, tell=self._tell)
        if not dry_run:
            then()
        return undone

    def finish(self) -> str:
        """See Store.finish: here an undo writes cell by cell, and is simply done again."""
        return ""

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Let no other run write meanwhile, in this program or in another."""
        with live.locked(self._book):
            yield
