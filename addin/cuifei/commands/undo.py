"""Take back what the last run wrote, and nothing that people typed since."""

import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cuifei.commands import book_id
from cuifei.commands.lock import locked
from cuifei.commands.numbers import identity
from cuifei.commands.opened import open_book
from cuifei.commands.recover import finished, recover
from cuifei.commands.report import Data, Report
from cuifei.commands.store import ClosedStore, Store, Where, at
from cuifei.commands.withdrawing import withdraw
from cuifei.domain.problems import CuifeiError, Done, Message, Problem, say, say_n
from cuifei.workbook import guard, journal_files, run_log
from cuifei.workbook.journal import Run
from cuifei.workbook.undo import Undone


def undo(where: Where, *, now: datetime, dry_run: bool = False) -> Report[Data]:
    """Put back the cells of before the last run.

    Letters whose rows go with it are left in their folder, marked as undone:
    their numbers are never used again, because one may have been printed.
    """
    store = at(where)
    with locked(store, dry_run=dry_run):
        withdrawn: list[Message] = []

        def settle(run: Run) -> None:
            withdrawn.extend(withdraw(store, run, now))

        if not dry_run and (died := store.finish(settle)):
            # The last undo had done its work: another one would take the run before it as well.
            return _finished(store, died, withdrawn)
        recovered = () if dry_run else recover(store, now=now)
        with run_log.whole():
            undone = store.undo(now=now, dry_run=dry_run, then=settle)
    data = {
        "book": store.path.absolute(),
        "undone": undone.command,
        "cells": undone.written.cells,
    }
    return Report(data, undone.problems, (*recovered, _sentence(undone, dry_run), *withdrawn))


def _sentence(undone: Undone, dry_run: bool) -> Message:
    if dry_run:
        return say_n(
            "“{command}” of {time} is taken back: {n} cell as it was before.",
            "“{command}” of {time} is taken back: {n} cells as they were before.",
            undone.written.cells,
            command=Done(undone.command),
            time=f"{undone.time:%Y-%m-%d %H:%M}",
        )
    return say_n(
        "{n} cell put back as it was before “{command}”.",
        "{n} cells put back as they were before “{command}”.",
        undone.written.cells,
        command=Done(undone.command),
    )


def _finished(store: Store, command: str, withdrawn: Sequence[Message]) -> Report[Data]:
    """Return what is said where this undo only completes one that died."""
    data = {"book": store.path.absolute(), "undone": command, "cells": 0}
    again = say("Run it again to take back the run before that one.")
    return Report(data, (), (finished(command), *withdrawn, again))


def listed_runs(where: Where) -> Report[Data]:
    """Return the runs that can be taken back, newest first, with their backups; writes nothing.

    Those from before the workbook was renamed are among them: the next run lets them follow.
    """
    store = at(where)
    if isinstance(store, ClosedStore) and not store.path.is_file():
        raise guard.missing(store.path)
    path = store.path.resolve()
    former: Sequence[str] = ()
    if book_id.has_strays(path):
        former = book_id.former_names(path, identity(open_book(store)))
    runs: list[Run] = []
    problems: list[Problem] = []
    for book in (path, *map(path.with_name, former)):
        for head in journal_files.heads(book):
            if isinstance(head, Path) or not head.undone:
                _list(head, book, runs, problems)
    data = {
        "book": path,
        "runs": [
            {"number": run.number, "command": run.command, "time": run.time, "backup": run.backup}
            for run in runs
        ],
    }
    lines = tuple(
        say(
            "{time}  {command}  copy from before: {backup}",
            time=run.time.isoformat(" ", "minutes"),
            command=run.command,
            backup=run.backup,
        )
        for run in runs
    )
    return Report(data, tuple(problems), lines or (say("There is nothing to take back."),))


def _list(
    head: journal_files.Head | Path, book: Path, runs: list[Run], problems: list[Problem]
) -> None:
    """Add a run that can be taken back to `runs`, or what is missing of it to `problems`."""
    try:
        if isinstance(head, Path):
            raise journal_files.damaged(head, book)
        run = journal_files.told(head.path, book)
        backup = head.path.with_name(run.backup)
        if not zipfile.is_zipfile(backup):
            raise journal_files.damaged(backup, book)
    except CuifeiError as error:
        file = head if isinstance(head, Path) else head.path
        problems.append(Problem(file.name, error.what, error.remedy))
    else:
        runs.append(run)
