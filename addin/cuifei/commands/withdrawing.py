"""What else belongs to a run that is taken back: its letters, its bills, the numbers it gave."""

from dataclasses import replace
from datetime import datetime

from cuifei.commands import batch
from cuifei.commands.numbers import highest, remembered
from cuifei.commands.opened import open_book
from cuifei.commands.store import Store
from cuifei.domain.account.former import home_key
from cuifei.domain.codes import Document
from cuifei.domain.keys import period_key
from cuifei.domain.problems import Message, say
from cuifei.tables import rows
from cuifei.tables.layout import CHARGES, REGISTER
from cuifei.workbook.journal import NEVER_BACK, Run


def withdraw(store: Store, run: Run, now: datetime) -> tuple[Message, ...]:
    """Mark what lies in folders and is no longer of the workbook, and keep the run's numbers.

    Done before the run is marked as undone, and done twice it does nothing more.
    """
    sentences = (*_letters(store), *_bills(store, run))
    _remember(store, _numbers(run), now)
    return sentences


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


def _letters(store: Store) -> tuple[Message, ...]:
    """Mark the batches whose letters are no longer registered."""
    registered = [b for b in batch.batches(store.path) if b.state == batch.REGISTERED and b.letters]
    if not registered:
        return ()  # and an open workbook need not be asked for all its cells once more
    known = {letter.number for letter in rows.ledger(store.read())[0].letters}
    sentences = []
    for run in registered:
        if not any(planned.letter.number in known for planned in run.letters):
            batch.save(replace(run, state=batch.UNDONE))
            sentences.append(
                say(
                    "The letters in {folder} are no longer registered: do not send them.",
                    folder=run.folder.name,
                )
            )
    return tuple(sentences)


def _bills(store: Store, run: Run) -> tuple[Message, ...]:
    """Mark the batches with bills of charges that are taken back; the next run makes them anew."""
    charges = [x.cells for line in run.tables if line.table == CHARGES.name for x in line.appended]
    gone = {(home_key(str(x.get("unit"))), period_key(str(x.get("period")))) for x in charges}
    sentences = []
    for bill_batch in batch.batches(store.path) if gone else ():
        billed = {
            (home_key(x.unit), x.number) for x in bill_batch.enclosed if x.kind == Document.BILL
        }
        if bill_batch.state == batch.REGISTERED and billed & gone:
            batch.save(replace(bill_batch, state=batch.UNDONE))
            sentences.append(
                say(
                    "The bills in {folder} are of charges that are taken back: give none out.",
                    folder=bill_batch.folder.name,
                )
            )
    return tuple(sentences)
