"""The workbook port over a workbook that is open in Excel, or in any program xlwings speaks to.

It answers as closed.py does: both read through reading.py and plan through
changes.py, so the same changes leave the same cells. Nothing is saved here;
that stays the user's choice.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import xlwings as xw

from cuifei.domain.language import DEFAULT
from cuifei.domain.problems import CuifeiError, Message, Problem, say
from cuifei.offices.placing import placed
from cuifei.tables.port import Book, Change, Replace, Written
from cuifei.workbook import changes as planning
from cuifei.workbook import closed, guard, journal, journal_files, keeping, reading, run_log
from cuifei.workbook import undo as closed_undo
from cuifei.workbook.draft import Draft, Needs
from cuifei.workbook.live import host, snapshot
from cuifei.workbook.live import write as live_write
from cuifei.workbook.undo import Undone

folder = host.folder
# The run that makes an office's own workbook readable; before it only our tables are.
ADOPT = "adopt"


def read(book: xw.Book) -> Book:
    """Return the tables of an open workbook as they stand, saved or not.

    `Book.path` is the file, or the bare name of a workbook that has none on
    this computer; `Book.digest` tells whether our sheets changed since.
    Raises CuifeiError while a cell is being edited, or where a needed table is
    missing.
    """
    with host.patient(), _snapshot(book) as taken:
        return _placed(book, taken)


def read_into(book: xw.Book, path: Path) -> Book:
    """Return the same as `read`, and leave what was read at `path`, to plan on (see `write`)."""
    with host.patient():
        snapshot.take(book, path)
        return _placed(book, reading.read(path))


def _placed(book: xw.Book, taken: Book) -> Book:
    return replace(taken, path=host.path_of(book) or Path(book.name))


def write(
    book: xw.Book,
    read: Book,
    changes: Sequence[Change],
    *,
    command: str,
    now: datetime,
    dry_run: bool = False,
    tell: Callable[[Message], str] = str,
    cells_file: Path | None = None,
) -> Written:
    """Apply changes to the open workbook, all or none, and return what changed.

    The user's selection, filter, view and calculation mode stay. `tell` puts
    what the status bar shows into the user's language. A dry run plans
    everything and writes nothing; where `cells_file` still holds what was read, it
    asks the program for no cell again. Raises CuifeiError, with nothing written,
    where the workbook changed since `read`, has no room for a table, or is
    protected, read-only or busy.
    """
    with host.patient(), _unchanged(book, read, cells_file if dry_run else None) as path:
        taken = replace(read, path=path)
        changes = placed(read, changes)
        replaced = {change.table for change in changes if isinstance(change, Replace)}
        with _planned(book, taken, planning.needs(changes), partial(_apply, changes)) as draft:
            written = Written(draft.cells(), None, draft.touched())
            if not draft.changes() or dry_run:
                return written
            lines = journal.tables(draft, replaced)
            run = journal.Run(
                command, now, read.digest, "", "", lines, command == journal.NEVER_BACK
            )
            backup = _commit(book, taken, draft, run, tell)
            return replace(written, backup=backup, appended=journal.appended(lines))


@contextmanager
def _unchanged(book: xw.Book, read: Book, cells_file: Path | None) -> Iterator[Path]:
    """Give a file with the cells that were read. CuifeiError where there are others by now."""
    if cells_file is not None:
        yield cells_file
        return
    with copied(book, every=read.adopted) as path:
        if guard.digest(path) != read.digest:
            raise CuifeiError(
                say("{name} was changed while it was being worked on", name=book.name),
                say("Nothing was written; run again"),
            )
        yield path


def undo(
    book: xw.Book,
    *,
    now: datetime,
    dry_run: bool = False,
    tell: Callable[[Message], str] = str,
    read: Book | None = None,
    then: Callable[[journal.Run], None] = lambda run: None,
) -> Undone:
    """Put back what the last run wrote, cell by cell; what people changed since stays.

    `read`: what was read of the workbook, with a file that holds it, for a dry run. `then`:
    see workbook/undo.py. Raises CuifeiError where there is nothing to undo, or the workbook
    cannot be changed.
    """
    with host.patient():
        run = journal_files.last(_home(book), None)
        problems: list[Problem] = []
        ours = run.command == ADOPT
        with _snapshot(book, ours=ours, read=None if ours or not dry_run else read) as taken:
            back = partial(closed_undo.restore, run, problems)
            with _planned(book, taken, closed_undo.needs(taken, run), back) as draft:
                written = Written(draft.cells(), None, draft.touched())
                if draft.changes() and not dry_run:
                    live_write.apply(book, draft, partial(_show, book, tell))
                    run_log.note_written(book.name)
    if not dry_run:
        then(run)
        journal_files.mark_undone(run)
    return Undone(written, run.command, run.time, False, tuple(problems))


@contextmanager
def locked(book: xw.Book) -> Iterator[None]:
    """Let one run at a time write, whether it works on the file or on the open workbook.

    Raises CuifeiError where another run holds the lock.
    """
    home = _home(book)
    home.parent.mkdir(exist_ok=True)
    with closed.locked(home):
        yield


def _apply(changes: Sequence[Change], draft: Draft) -> None:
    for change in changes:
        planning.apply(draft, change)


@contextmanager
def copied(book: xw.Book, *, every: bool = False) -> Iterator[Path]:
    """Give what stands in the tables, or in `every` sheet, as a small file that lives as long.

    The same cells give the same bytes. Raises CuifeiError while a cell is being edited.
    """
    with tempfile.TemporaryDirectory(prefix="cuifei-") as place:
        path = Path(place, f"{Path(book.name).stem}.xlsx")
        snapshot.take(book, path, every=every)
        yield path


@contextmanager
def _snapshot(book: xw.Book, *, ours: bool = False, read: Book | None = None) -> Iterator[Book]:
    """Give what stands in the workbook; `ours`: of a workbook that may not be readable yet."""
    if read is not None:
        yield read
        return
    with copied(book, every=ours) as path:
        yield reading.ours(path, DEFAULT) if ours else reading.read(path)


@contextmanager
def _planned(
    book: xw.Book, taken: Book, needs: Mapping[str, Needs], alter: Callable[[Draft], None]
) -> Iterator[Draft]:
    with closed.planned(taken, needs, alter) as (draft, _):
        if draft.changes():
            live_write.ensure_possible(book, draft)
        yield draft


def _commit(
    book: xw.Book, taken: Book, draft: Draft, run: journal.Run, tell: Callable[[Message], str]
) -> Path:
    """Keep what is needed to go back, then write; Ctrl+C waits for it. Return the backup."""
    home = _home(book)
    with run_log.whole(), locked(book):
        backup = journal_files.free_name(home, run.time)
        try:
            if not host.save_copy(book, backup):
                shutil.copy2(host.path_of(book) or taken.path, backup)
            journal_files.record(home, replace(run, backup=backup.name), backup)
            live_write.apply(book, draft, partial(_show, book, tell))
        except BaseException:
            closed.discard(backup)
            raise
        run_log.note_written(book.name)
        keeping.prune(home, run.time)
    return backup


def _show(book: xw.Book, tell: Callable[[Message], str], message: Message) -> None:
    book.app.status_bar = tell(message)


def _home(book: xw.Book) -> Path:
    """Return the file beside which backups lie; without one, a place of this session."""
    path = host.path_of(book)
    if path is not None:
        return path
    return Path(tempfile.gettempdir(), f"cuifei-{book.app.pid}", f"{Path(book.name).stem}.xlsx")
