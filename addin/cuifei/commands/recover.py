"""Complete or roll back a run of letters that died half way."""

from dataclasses import replace
from datetime import datetime

from cuifei.commands import batch, book_id, flags
from cuifei.commands.numbers import identity
from cuifei.commands.opened import open_book
from cuifei.commands.store import Store, Where, at
from cuifei.commands.withdrawing import withdraw
from cuifei.domain.problems import Message, say
from cuifei.tables import rows


def recover(where: Where, *, now: datetime) -> tuple[Message, ...]:
    """Settle every unfinished batch of a workbook and say what was done; the caller holds the lock.

    Files that are all there and unchanged get their rows in 发函; anything
    less is removed, as if the run had never begun.
    """
    store = at(where)
    moved: tuple[Message, ...] = ()
    if book_id.has_strays(store.path):
        moved = book_id.follow(store.path, identity(open_book(store)))
    withdrawn: list[Message] = []
    undone = store.finish(lambda run: withdrawn.extend(withdraw(store, run, now)))
    batches = tuple(
        _settle(store, run, now)
        for run in batch.batches(store.path)
        if run.state in batch.UNFINISHED
    )
    return (*moved, *([finished(undone)] if undone else ()), *withdrawn, *batches)


def finished(command: str) -> Message:
    """Return what is said of an undo that died after its swap and is complete now."""
    return say("The undo of “{command}” that stopped early is complete.", command=command)


def _settle(store: Store, run: batch.Batch, now: datetime) -> Message:
    if run.state == batch.FAILED or not run.complete():
        batch.roll_back(run)
        return say("The letters of {folder} were never finished; removed.", folder=run.folder.name)
    known = {letter.number for letter in rows.ledger(store.read())[0].letters}
    missing = [row for p in run.letters if p.letter.number not in known for row in p.rows]
    if missing:
        opened = open_book(store)
        changes = flags.with_letters(opened, missing, opened.docket(run.as_of))
        opened.write(changes, command="recover", now=now)
    batch.save(replace(run, state=batch.REGISTERED))
    if not run.letters:
        return say(
            "The last run stopped early; the papers in {folder} are whole.", folder=run.folder.name
        )
    return say(
        "The last run stopped early; its letters in {folder} are now in the register.",
        folder=run.folder.name,
    )
