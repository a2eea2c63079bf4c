"""One command at a time may write to a workbook, whoever started it."""

from collections.abc import Iterator
from contextlib import contextmanager

from cuifei.commands.store import Where, at


@contextmanager
def locked(where: Where, *, dry_run: bool = False) -> Iterator[None]:
    """Hold the lock of a book from reading to writing; a dry run needs none.

    Raises CuifeiError where another run holds it, or the book cannot be
    written to anyway.
    """
    if dry_run:
        yield
        return
    with at(where).locked():
        yield
