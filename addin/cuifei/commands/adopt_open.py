"""Take over the office's own workbook while it is open before the clerk.

Everything is tried on a copy with the very command that serves closed files
(commands/adopt.py); what that wrote into the tables of ours is then written
into the workbook itself. A question stands on the sheet 映射, where the clerk
answers it and asks again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from cuifei.commands import adopt, adopt_page
from cuifei.commands.adopt_page import Known
from cuifei.commands.lock import locked
from cuifei.commands.next_month import Carried
from cuifei.commands.report import Data, Report
from cuifei.commands.store import Store
from cuifei.domain.problems import CuifeiError, Message, Problem, Step, say, say_n
from cuifei.domain.words import sheet
from cuifei.tables.layout import BY_NAME
from cuifei.tables.port import Append, Book, Change, Replace
from cuifei.workbook import reading

_FITTING = ("", ".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a workbook would be read. `known`: it is, already, and looks as it did.

    `asked`: what the clerk is asked before anything is written; `said`: what
    they are told afterwards. `doubts`: how many questions are open.
    """

    book: Book
    changes: Sequence[Change]
    known: bool
    doubts: int
    asked: tuple[Message, ...]
    said: tuple[Message, ...]
    problems: tuple[Problem, ...]

    @property
    def report(self) -> Report[Data]:
        """What there is to say, once it was written or where nothing is to be."""
        return Report({"doubts": self.doubts}, self.problems, self.said)


def propose(store: Store, *, now: datetime, lang: str) -> Proposal:
    """Work out how the workbook is to be read; nothing is written.

    Answers that stand in the sheet 映射 count. Raises CuifeiError where no
    units or amounts are found, or for a kind of file that cannot be written into.
    """
    _ensure_fitting(store.path)
    with store.copied() as copy:
        _ensure_theirs(copy)
        before = replace(reading.ours(copy, lang), path=store.path)
        beside = store.path if store.path.is_absolute() else None
        report = adopt.adopt(copy, now=now, lang=lang, dry_run=True, beside=beside)
        adoption, name = report.result, store.path.name
        if isinstance(adoption, Carried):
            raise _elsewhere(name)
        if isinstance(adoption, Known):
            same = say("{book} is taken over already, and looks as it did then.", book=name)
            return Proposal(before, (), True, 0, (), (same,), ())
        doubts = len(adoption.doubts)
        changes: tuple[Change, ...]
        if doubts:
            page = [adopt_page.row(line, lang) for line in adoption.proposal]
            changes, (asked, sentences) = (Replace("mapping", page),), _questions(doubts)
        else:
            adopt.adopt(copy, now=now, yes=True, lang=lang, beside=beside)
            changes = _carried(before, reading.ours(copy, lang))
            asked, sentences = _sure(reading.read(copy), name, len(report.problems))
    # What cannot be read is told once it is settled how to read it.
    problems = () if doubts else report.problems
    asked = (*_changed(adoption.changes), *asked)
    return Proposal(before, changes, False, doubts, asked, sentences, problems)


def settle(store: Store, proposal: Proposal, *, now: datetime) -> Report[Data]:
    """Write a proposal into the workbook: accepted, or with its questions in the sheet 映射.

    Nothing of the office's own is changed. Raises CuifeiError where the
    workbook cannot be written to, or was changed meanwhile.
    """
    with locked(store):
        store.write(proposal.book, proposal.changes, command="adopt", now=now)
    return proposal.report


def _ensure_fitting(path: Path) -> None:
    if path.suffix.lower() not in _FITTING:
        raise CuifeiError(
            say("{name} is a kind of file that our sheets cannot be put into", name=path.name),
            say("Save it as “Excel Workbook (.xlsx)” (File > Save As), then click again"),
            path.name,
        )


def _ensure_theirs(copy: Path) -> None:
    """Raise CuifeiError for a ledger in our own form: there is nothing to take over."""
    try:
        book = reading.read(copy)
    except CuifeiError:
        return  # not readable yet, which is why it is to be taken over
    if not book.adopted:
        raise CuifeiError(
            say("{name} is a ledger of cuifei already", name=copy.name),
            say("There is nothing to take over; flag the arrears"),
        )


def _elsewhere(name: str) -> CuifeiError:
    """Return why a file whose amounts go on in another workbook is not written into."""
    return CuifeiError(
        say("the amounts of {name} are to go on in the earlier workbook", name=name),
        say("Save both files, close them in Excel, and run: {step}", step=Step("adopt")),
        name,
    )


def _changed(changes: Sequence[Message]) -> Iterator[Message]:
    """Yield what looks different than when the workbook was taken over."""
    if changes:
        yield say("The workbook looks different than when it was taken over:")
        yield from changes


def _carried(before: Book, after: Book) -> tuple[Change, ...]:
    """Return the tables of ours that the copy got, as changes to the workbook itself."""
    changes: list[Change] = []
    for name, table in after.tables.items():
        rows = list(table.rows.values())
        if BY_NAME[name].ours and (name == "mapping" or name not in before.tables):
            changes.append(Replace(name, rows))
        elif name not in before.tables:
            # A table needs one row: a blank one, for people to type in.
            changes.append(Append(name, rows or [{}]))
    return tuple(changes)


def _questions(doubts: int) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
    asked = say_n(
        "{n} question is open. Write the proposal into the sheet {mapping_sheet},"
        " with the question on top?",
        "{n} questions are open. Write the proposal into the sheet {mapping_sheet},"
        " with the questions on top?",
        doubts,
        mapping_sheet=sheet("mapping"),
    )
    sentences = say_n(
        "{n} question stands on top of the sheet {mapping_sheet}: type the answer"
        " into the second column (what it may be stands in the third), and click"
        " again.",
        "{n} questions stand on top of the sheet {mapping_sheet}: type each answer"
        " into the second column (what it may be stands in the third), and click"
        " again.",
        doubts,
        mapping_sheet=sheet("mapping"),
    )
    return (asked,), (sentences,)


def _sure(book: Book, name: str, bad: int) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
    units, charges = (len(book.tables[table].rows) for table in ("units", "charges"))
    asked = (
        say_n(
            "{n} unit and {charges} amounts are understood; nothing is doubtful.",
            "{n} units and {charges} amounts are understood; nothing is doubtful.",
            units,
            charges=charges,
        ),
        *([_unread(bad)] if bad else []),
        say(
            "Take {book} over? Our sheets are added to it; what stands in yours stays as it is.",
            book=name,
        ),
    )
    sentences = (
        say(
            "{book} is taken over. How it is read stands in the sheet {mapping_sheet}.",
            book=name,
            mapping_sheet=sheet("mapping"),
        ),
        say(
            "Fill in the sheets {settings_sheet} and {accounts_sheet}, then flag the arrears.",
            settings_sheet=sheet("settings"),
            accounts_sheet=sheet("accounts"),
        ),
    )
    return asked, sentences


def _unread(bad: int) -> Message:
    return say_n(
        "{n} place cannot be read and is set aside.",
        "{n} places cannot be read and are set aside.",
        bad,
    )
