"""A bill (缴费通知单) for everybody with a charge of a period, prepaid owners and debtors alike.

Bills get no row in 发函 and no number of the letters' series: nothing counts from them, neither
ladder nor silence nor limitation. The manifest of their folder knows whom they billed for what,
so that nobody gets the same bill twice; a period that is charged anew is billed anew.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from cuifei.commands import batch, pay_codes
from cuifei.commands.numbers import identity
from cuifei.commands.opened import Opened, ensure_company, known_receipts
from cuifei.commands.pack import (
    NOT_PRINTED,
    Printed,
    Wish,
    print_batch,
    printed_said,
)
from cuifei.commands.report import Data
from cuifei.commands.sheets import walking_order
from cuifei.domain import money
from cuifei.domain.codes import Document
from cuifei.domain.ladder.cases import Case, Docket
from cuifei.domain.papers import bill as rules
from cuifei.domain.papers.bill import Bill
from cuifei.domain.problems import CuifeiError, Message, Problem, say, say_n
from cuifei.domain.words import sheet
from cuifei.letters import document_names, files, own_templates, print_letter
from cuifei.tables.port import Written


@dataclass(frozen=True, slots=True)
class Sheet:
    """One bill that is ready to be written."""

    bill: Bill
    file: batch.Enclosed
    content: bytes


@dataclass(frozen=True, slots=True)
class Bills:
    """The bills of a run, those that cannot be made, and how many were there before."""

    period: str = ""
    sheets: tuple[Sheet, ...] = ()
    held: tuple[Problem, ...] = ()
    known: int = 0
    folder: Path | None = None
    printed: Printed = NOT_PRINTED

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Who gets none and why, and what could not be printed."""
        return (*self.held, *self.printed.problems)


def ready(opened: Opened, as_of: date) -> Docket:
    """Return the cases of the day. CuifeiError, before anything is written: no bill is possible."""
    docket = opened.docket(as_of)
    ensure_company(docket.policy)
    known_receipts(docket)
    return docket


def issue(
    opened: Opened, docket: Docket | None, period: str, wish: Wish | None, *, dry_run: bool
) -> Bills:
    """Write the bills of a period that nobody has yet into a folder; the caller holds the lock.

    Without a docket or a wish how to print there are none.
    """
    if docket is None or wish is None:
        return Bills()
    bills = _bills(opened, docket, period)
    if bills.folder is None or dry_run:
        return bills
    run = batch.Batch(
        bills.folder,
        opened.book.path.name,
        docket.as_of,
        batch.WRITING,
        (),
        tuple(paper.file for paper in bills.sheets),
        book_id=identity(opened),
    )
    batch.carry_out(run, [paper.content for paper in bills.sheets], Written)
    run = batch.load(bills.folder / batch.MANIFEST)
    return replace(bills, printed=print_batch(opened, run, wish))


def _bills(opened: Opened, docket: Docket, period: str) -> Bills:
    """Return the bills in walking order. One that cannot be made is held, the others go."""
    known = _newest(opened)
    sheets: list[Sheet] = []
    held: list[Problem] = []
    billed = 0
    charged = (case for case in docket.cases.values() if rules.is_charged(case, period))
    for case in sorted(charged, key=walking_order):
        bill = _bill(opened, docket, case, period)
        if isinstance(bill, Problem):
            held.append(bill)
        elif known.get((bill.unit.unit, period)) == bill.charged:
            billed += 1
        else:
            paper, wrong = _printed(opened, bill)
            held += wrong
            sheets += [paper] if paper else []
    folder = None
    if sheets:
        title = document_names.printed(opened.book.lang)[Document.BILL]
        folder = batch.new_folder(opened.book.path, docket.as_of, title)
    return Bills(period, tuple(sheets), tuple(held), billed, folder)


def _newest(opened: Opened) -> Mapping[tuple[str, str], int]:
    """Return what the newest bill of each unit and period asked for: it must be of today's sum."""
    runs = list(opened.batches())
    before = {run.sealed: run.previous for run in runs if run.sealed}
    known = {}
    for run in sorted(runs, key=lambda run: _turn(run.sealed, before)):
        if run.state == batch.REGISTERED:
            bills = (paper for paper in run.enclosed if paper.kind == Document.BILL)
            known.update({(paper.unit, paper.number): paper.amount for paper in bills})
    return known


def _turn(sealed: str, before: Mapping[str, str]) -> int:
    """Return how many batches the seals name before this one: days go back with --as-of."""
    turn = 0
    while turn < len(before) and (sealed := before.get(sealed, "")):
        turn += 1
    return turn


def _bill(opened: Opened, docket: Docket, case: Case, period: str) -> Bill | Problem:
    if against := rules.objection(case, period):
        remedy = say("Once that is settled, make the bills of the period again")
        return Problem(case.unit.unit, against, remedy)
    try:
        accounts = pay_codes.accounts(opened, case.unit.community)
    except CuifeiError as error:
        return Problem(f"{case.unit.unit} {error.where}".strip(), error.what, error.remedy)
    return rules.bill(case, period, accounts, known_receipts(docket), docket.policy)


def _printed(opened: Opened, bill: Bill) -> tuple[Sheet | None, tuple[Problem, ...]]:
    unit, period = bill.unit, bill.period
    templates = own_templates.beside(opened.book.path)
    try:
        content, wrong = print_letter.print_bill(bill, unit.language, templates)
    except CuifeiError as error:
        content, wrong = b"", print_letter.unusable(error, unit.unit)
    if wrong:
        return None, wrong
    document = document_names.printed(unit.language)[Document.BILL]
    name = files.name(period, unit.unit, unit.owner, document)
    file = batch.Enclosed(
        name, batch.digest(content), Document.BILL, period, unit.unit, bill.charged
    )
    return Sheet(bill, file, content), ()


def data(bills: Bills) -> Data:
    """Return the bills as `charges --bills --json` says them."""
    return {
        "folder": bills.folder,
        "bills": [
            {
                "unit": paper.bill.unit.unit,
                "owner": paper.bill.unit.owner,
                "charged": money.plain(paper.bill.charged),
                "earlier": money.plain(paper.bill.earlier),
                "total": money.plain(paper.bill.total),
                "file": bills.folder / paper.file.file,
                "sha256": paper.file.sha256,
            }
            for paper in bills.sheets
            if bills.folder
        ],
        "billed": bills.known,
        "packs": bills.printed.packs,
        "pdfs": bills.printed.pdfs,
    }


def sentences(bills: Bills, *, dry_run: bool) -> Iterator[Message]:
    """Yield what a person is told about the bills."""
    total = money.text(sum(paper.bill.total for paper in bills.sheets))
    if bills.folder and dry_run:
        yield say_n(
            "Dry run: {n} bill over {total} yuan would be written.",
            "Dry run: {n} bills over {total} yuan would be written.",
            len(bills.sheets),
            total=total,
        )
    elif bills.folder:
        yield say_n(
            "{n} bill over {total} yuan in {folder}. It is no demand: {register_sheet} has no row"
            " of it.",
            "{n} bills over {total} yuan in {folder}. They are no demands: {register_sheet} has no"
            " rows of them.",
            len(bills.sheets),
            total=total,
            folder=str(bills.folder),
            register_sheet=sheet("register"),
        )
        yield from printed_said(bills.printed, bills.folder)
    if bills.known:
        yield say_n(
            "{n} unit has its bill of {period} already.",
            "{n} units have their bills of {period} already.",
            bills.known,
            period=bills.period,
        )
