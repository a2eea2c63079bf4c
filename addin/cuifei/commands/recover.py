"""Complete or roll back a run of letters that died half way."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from cuifei.commands import batch
from cuifei.domain.problems import Message, say
from cuifei.workbook import closed, reading, rows
from cuifei.workbook.port import Append


def recover(path: Path, *, now: datetime) -> tuple[Message, ...]:
    """Settle every unfinished batch of a workbook and say what was done; the caller holds the lock.

    Files that are all there and unchanged get their rows in 发函; anything
    less is removed, as if the run had never begun.
    """
    return tuple(
        _settle(path, item, now)
        for item in batch.batches(path)
        if item.state in (batch.WRITING, batch.WRITTEN)
    )


def _settle(path: Path, item: batch.Batch, now: datetime) -> Message:
    if not item.complete():
        batch.roll_back(item)
        return say("The letters of {folder} were never finished; removed.", folder=item.folder.name)
    book = reading.read(path)
    known = {letter.number for letter in rows.ledger(book)[0].letters}
    missing = [p.letter for p in item.letters if p.letter.number not in known]
    if missing:
        added = Append("register", [rows.cells(letter, book.lang) for letter in missing])
        closed.write(book, (added,), command="recover", now=now)
    batch.save(replace(item, state=batch.REGISTERED))
    return say(
        "The last run stopped early; its letters in {folder} are now in the register.",
        folder=item.folder.name,
    )
