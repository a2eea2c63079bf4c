"""One command at a time may write to a workbook, whoever started it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cuifei.workbook import closed


@contextmanager
def locked(path: Path, *, dry_run: bool = False) -> Iterator[None]:
    """Hold the lock of a book from reading to writing; a dry run needs none.

    Raises CuifeiError where another run holds it, or the book cannot be
    written to anyway.
    """
    if dry_run:
        yield
        return
    closed.ensure_writable(path)
    with closed.locked(path):
        yield
