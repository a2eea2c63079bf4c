"""One command at a time may write to a workbook, whoever started it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from cuifei.domain.problems import CuifeiError, say
from cuifei.workbook.closed import BACKUPS

WAIT_SECONDS = 10


@contextmanager
def locked(path: Path, *, dry_run: bool = False) -> Iterator[None]:
    """Hold the lock of a book, or raise CuifeiError; a dry run needs none."""
    if dry_run:
        yield
        return
    folder = path.parent / BACKUPS
    try:
        folder.mkdir(exist_ok=True)
        lock = FileLock(folder / f".{path.name}.lock", timeout=WAIT_SECONDS)
        lock.acquire()
    except Timeout as error:
        raise CuifeiError(
            say("another cuifei command is working on this workbook"),
            say("Wait until it has finished, then try again"),
            str(path),
        ) from error
    except OSError as error:
        raise CuifeiError(
            say("the folder of the workbook cannot be written to"),
            say("Copy the workbook to a folder of your own and try again"),
            str(path.parent),
        ) from error
    try:
        yield
    finally:
        lock.release()
