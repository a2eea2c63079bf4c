"""How does every command that writes begin? Lock the book, settle what died, read it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from cuifei.commands.at_rest import collector_at_rest
from cuifei.commands.lock import locked
from cuifei.commands.opened import Opened, open_book
from cuifei.commands.recover import recover
from cuifei.commands.store import Where, at
from cuifei.domain.problems import Message
from cuifei.workbook import run_log


@dataclass(frozen=True, slots=True)
class Begun:
    """A book that is locked and read. `recovered`: what was settled of a run that died."""

    opened: Opened
    recovered: tuple[Message, ...] = ()


@contextmanager
def begin(where: Where, *, now: datetime, dry_run: bool = False) -> Iterator[Begun]:
    """Give the book of a command, locked until it is done; a dry run locks and settles nothing.

    Raises CuifeiError where another run holds the book, or it cannot be read or written.
    """
    store = at(where)
    with collector_at_rest(), locked(store, dry_run=dry_run):
        with run_log.whole():
            recovered = () if dry_run else recover(store, now=now)
        yield Begun(open_book(store), recovered)
