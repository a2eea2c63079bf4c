"""Write changes into a workbook file that no program has open.

Only the cells that are ours change; every other part of the file stays the
same to the byte. A backup and a tested new file come before the swap.
"""

import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout

from cuifei.domain.problems import CuifeiError, say
from cuifei.offices.placing import placed
from cuifei.ooxml import package, refusals
from cuifei.ooxml.sheet_xml import Malformed, Unusual
from cuifei.tables.port import Book, Change, NewSheet, Replace, Written
from cuifei.workbook import changes as planning
from cuifei.workbook import guard, journal, journal_files, keeping, run_log, swap
from cuifei.workbook.draft import Draft, Needs, Parts

ensure_writable = guard.ensure_writable
_PATIENCE = 10  # seconds that a run waits for another one to finish


def write(
    book: Book,
    changes: Sequence[Change],
    *,
    command: str,
    now: datetime,
    dry_run: bool = False,
    sheets: Sequence[NewSheet] = (),
) -> Written:
    """Apply changes to the file in one atomic swap, and return what changed.

    `sheets` are added as well. `command` and `now` name the run in the journal. A
    dry run plans everything and writes nothing. Where the file says all of it
    already, it is not touched. Raises CuifeiError, with nothing written, where the file is open
    elsewhere, was changed since it was read, or has no room for a table.
    """
    try:
        return _write(book, changes, command, now, dry_run, sheets)
    except Malformed as error:
        raise refusals.damaged(book.path) from error


def _write(
    book: Book,
    changes: Sequence[Change],
    command: str,
    now: datetime,
    dry_run: bool,
    sheets: Sequence[NewSheet],
) -> Written:
    path, changes = book.path.resolve(), planning.different(book, placed(book, changes))
    ensure_writable(path)
    guard.ensure_unchanged(path, book.digest)
    replaced = {change.table for change in changes if isinstance(change, Replace)}
    with planned(book, planning.needs(changes), partial(_apply, changes, sheets)) as (draft, parts):
        written = Written(draft.cells(), None, draft.touched())
        if not draft.changes() or dry_run:
            return written
        lines = journal.tables(draft, replaced)
        if sheets:
            # With new lists the blocks of the old ones have other numbers: only the file goes back.
            lines = tuple(line for line in lines if "@" not in line.table)
        undone = command == journal.NEVER_BACK
        run = journal.Run(command, now, book.digest, "", "", lines, undone)
        backup = commit(book, draft, parts, run)
        return replace(written, backup=backup, appended=journal.appended(run.tables))


def _apply(changes: Sequence[Change], sheets: Sequence[NewSheet], draft: Draft) -> None:
    for sheet in sheets:
        draft.add_values(sheet)
    for change in changes:
        planning.apply(draft, change)


@contextmanager
def planned(
    book: Book, needs: Mapping[str, Needs], alter: Callable[[Draft], None]
) -> Iterator[tuple[Draft, Parts]]:
    """Give the draft that `alter` changed, and the parts that it makes; the file stays open."""
    pack = package.parts(book.path)
    guard.ensure_format(pack)
    with zipfile.ZipFile(book.path) as file:
        try:
            draft = Draft(book, pack, file, needs)
            alter(draft)
        except Unusual:
            draft = _reparsed(book, pack, file, needs, alter)
        yield draft, draft.finish() if draft.changes() else Parts()


def _reparsed(
    book: Book,
    pack: package.Package,
    file: zipfile.ZipFile,
    needs: Mapping[str, Needs],
    alter: Callable[[Draft], None],
) -> Draft:
    """Return the draft made through a real parser; the sheets' XML is spelt unusually."""
    draft = Draft(book, pack, file, needs, plain=False)
    try:
        alter(draft)
    except Unusual as error:
        raise CuifeiError(
            say("a sheet of {name} is damaged: its rows are out of order", name=book.path.name),
            say("Open it in Excel and save it under a new name"),
        ) from error
    return draft


def commit(
    book: Book,
    draft: Draft,
    parts: Parts,
    run: journal.Run,
    intend: Callable[[str], None] = lambda after: None,
) -> Path:
    """Write and test the new file, keep the old one as a backup, and swap. Return the backup.

    `intend` is told the new file's SHA-256 right before the swap.
    """
    path = book.path.resolve()
    with locked(path), swap.new_file(path) as fresh:
        swap.build(path, fresh, parts)
        swap.check(path, fresh, parts, draft.sheets())
        backup = journal_files.free_name(path, run.time)
        done = replace(run, after=guard.digest(fresh), backup=backup.name)
        with run_log.whole():
            try:
                swap.copy(path, backup)
                journal_files.record(path, done, backup)
                intend(done.after)
                # Somebody may have opened or saved it while the new file was made.
                guard.ensure_closed(path)
                guard.ensure_unchanged(path, book.digest)
                swap.replace(path, fresh)
            except BaseException:
                if not _is(path, done.after):
                    discard(backup)
                raise
            keeping.prune(path, run.time)
        return backup


def _is(path: Path, digest: str) -> bool:
    """Return whether the file is the one of that digest; one that cannot be read is not."""
    try:
        return guard.digest(path) == digest
    except OSError:
        return False


def discard(backup: Path) -> None:
    """Delete the backup and the journal of a run that did not happen."""
    for file in (backup.with_suffix(".json"), backup):
        with suppress(OSError):
            file.unlink()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let one run at a time write; the folder of backups is made."""
    path = path.resolve()
    journal_files.folder(path).mkdir(exist_ok=True)
    try:
        lock = journal_files.folder(path) / f".{path.name}.lock"
        # A singleton may be taken again by the command that already holds it.
        with FileLock(lock, timeout=_PATIENCE, is_singleton=True):
            swap.sweep(path)
            yield
    except Timeout as error:
        raise CuifeiError(
            say("{name} is being written by another run", name=path.name),
            say("Wait until it has finished, and run again"),
        ) from error
