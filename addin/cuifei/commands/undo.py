"""Take back what the last run wrote, and nothing that people typed since."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from cuifei.commands import batch
from cuifei.commands.lock import locked
from cuifei.commands.numbers import given, highest, remembered
from cuifei.commands.opened import open_book
from cuifei.commands.recover import finished, recover
from cuifei.commands.report import Report
from cuifei.commands.store import Store, Where, at
from cuifei.domain.keys import period_key, unit_key
from cuifei.domain.problems import Done, Message, Problem, say, say_n
from cuifei.tables import rows
from cuifei.tables.layout import CHARGES, REGISTER
from cuifei.workbook import journal_files
from cuifei.workbook.journal import NEVER_BACK, Run
from cuifei.workbook.undo import Undone


def undo(where: Where, *, now: datetime, dry_run: bool = False) -> Report:
    """Put back the cells of before the last run.

    Letters whose rows go with it are left in their folder, marked as undone:
    their numbers are never used again, because one may have been printed.
    """
    store = at(where)
    with locked(store, dry_run=dry_run):
        if not dry_run and (died := store.finish()):
            # The last undo had done its work: another one would take the run before it as well.
            _remember(store, given(open_book(store)), now)
            return _finished(store, died)
        recovered = () if dry_run else recover(store, now=now)
        withdrawn: list[Message] = []

        def settle(run: Run) -> None:
            withdrawn.extend((*_withdraw(store), *_withdraw_bills(store, run)))
            _remember(store, _numbers(run), now)

        undone = store.undo(now=now, dry_run=dry_run, then=settle)
    data = {
        "book": store.path.absolute(),
        "undone": undone.command,
        "cells": undone.written.cells,
        "problems": undone.problems,
    }
    return Report(data, undone.problems, (*recovered, _said(undone, dry_run), *withdrawn))


def _said(undone: Undone, dry_run: bool) -> Message:
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


def _finished(store: Store, command: str) -> Report:
    """Return what is said where this undo only completes one that died."""
    data = {"book": store.path.absolute(), "undone": command, "cells": 0, "problems": ()}
    again = say("Run it again to take back the run before that one.")
    return Report(data, (), (finished(command), *_withdraw(store), again))


def _numbers(run: Run) -> tuple[str, ...]:
    """Return the numbers that a run gave: in rows that it added to 发函, and in 参数."""
    texts = [
        str(row.cells.get("number", ""))
        for line in run.tables
        if line.table == REGISTER.name
        for row in line.appended
    ]
    for line in run.tables:
        if line.table == "settings":
            texts += [str(after) for row in line.cells for _, after in row.cells.values()]
            texts += [str(value) for row in line.appended for value in row.cells.values()]
    return highest(texts)


def _remember(store: Store, numbers: tuple[str, ...], now: datetime) -> None:
    """Let the workbook keep the numbers that it had given before the undo."""
    if not numbers:
        return
    opened = open_book(store)
    still = highest([*(x.number for x in opened.ledger.letters), opened.policy.last_numbers])
    if highest([*numbers, *still]) == still:
        return  # the register knows them: the file stays as it came back, to the byte
    if changes := remembered(opened, numbers):
        opened.write(changes, command=NEVER_BACK, now=now)


def _withdraw(store: Store) -> tuple[Message, ...]:
    """Mark the batches whose letters are no longer registered."""
    found = [b for b in batch.batches(store.path) if b.state == batch.REGISTERED and b.letters]
    if not found:
        return ()  # and an open workbook need not be asked for all its cells once more
    known = {letter.number for letter in rows.ledger(store.read())[0].letters}
    said = []
    for item in found:
        if not any(planned.letter.number in known for planned in item.letters):
            batch.save(replace(item, state=batch.UNDONE))
            said.append(
                say(
                    "The letters in {folder} are no longer registered: do not send them.",
                    folder=item.folder.name,
                )
            )
    return tuple(said)


def _withdraw_bills(store: Store, run: Run) -> tuple[Message, ...]:
    """Mark the batches with bills of charges that are taken back; the next run makes them anew."""
    charges = [x.cells for line in run.tables if line.table == CHARGES.name for x in line.appended]
    gone = {(unit_key(str(x.get("unit"))), period_key(str(x.get("period")))) for x in charges}
    said = []
    for item in batch.batches(store.path) if gone else ():
        billed = {(unit_key(x.unit), x.number) for x in item.enclosed if x.kind == batch.BILL}
        if item.state == batch.REGISTERED and billed & gone:
            batch.save(replace(item, state=batch.UNDONE))
            said.append(
                say(
                    "The bills in {folder} are of charges that are taken back: give none out.",
                    folder=item.folder.name,
                )
            )
    return tuple(said)


def listed_runs(where: Where) -> Report:
    """Return the runs that can be taken back, newest first, with their backups; writes nothing."""
    path = at(where).path.resolve()
    runs, problems = [], []
    for head in journal_files.heads(path):
        if isinstance(head, Path):
            error = journal_files.damaged(head, path)
            problems.append(Problem(head.name, error.what, error.remedy))
        elif not head.undone:
            runs.append(journal_files.told(head.path, path))
    data = {
        "book": path,
        "runs": [
            {"number": x.number, "command": x.command, "time": x.time, "backup": x.backup}
            for x in runs
        ],
        "problems": problems,
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
