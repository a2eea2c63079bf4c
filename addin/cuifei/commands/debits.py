"""Direct debit: the list for the bank, and its results back into 收款. (代扣)"""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from cuifei.commands.batch import new_folder
from cuifei.commands.begin import begin
from cuifei.commands.debit_lines import Line, earlier, outcome, payment, text, waiting
from cuifei.commands.opened import Opened, known_receipts, open_book
from cuifei.commands.receipts import ensure_counted_once
from cuifei.commands.report import Data, Report
from cuifei.commands.sheets import walking_order
from cuifei.commands.store import Where
from cuifei.domain import money
from cuifei.domain.account.reversals import voucher_key
from cuifei.domain.keys import unit_key
from cuifei.domain.problems import Message, Problem, Unreadable, say, say_n
from cuifei.domain.records import Payment, Unit
from cuifei.domain.work.debiting import Debit
from cuifei.domain.work.debiting import debits as due_debits
from cuifei.locale import language, languages, translator
from cuifei.statements.set_aside import set_aside
from cuifei.tables import list_file, rows
from cuifei.tables.list_layout import DEBITS
from cuifei.tables.port import Append

_LIST = say("Direct debit")


def debits(where: Where, as_of: date, *, dry_run: bool = False) -> Report[Data]:
    """Write the list of what the bank is asked to collect; the workbook is only read."""
    opened = open_book(where)
    docket = opened.docket(as_of)
    known_receipts(docket)
    order = sorted(docket.cases.values(), key=walking_order)
    names = {translator(lang)(_LIST) for lang in languages()}
    lines = list(earlier(opened.book.path, names, as_of))
    vouchers = _vouchers(opened)
    used = vouchers | {voucher_key(text(line, "id")) for line in lines}
    asked, wrong = due_debits(order, as_of, used, waiting(lines, _units(opened), vouchers))
    file = _write(opened, asked, as_of) if asked and not dry_run else None
    problems = (*opened.problems, *wrong)
    data = {
        "book": opened.book.path.absolute(),
        "as_of": as_of,
        "file": file,
        "debits": [
            {"id": d.id, "unit": d.unit, "account": d.account, "amount": money.plain(d.amount)}
            for d in asked
        ],
    }
    total = money.text(sum(debit.amount for debit in asked))
    sentences: list[Message] = [
        say_n(
            "{n} debit over {total} yuan.", "{n} debits over {total} yuan.", len(asked), total=total
        )
    ]
    if file:
        sentences.append(
            say(
                "The list is {file}. When the bank has filled in the results: {next}",
                file=str(file),
                next="cuifei debits BOOK --import FILE",
            )
        )
    return Report(data, problems, tuple(sentences))


def _write(opened: Opened, asked: tuple[Debit, ...], as_of: date) -> Path:
    lang = opened.book.lang
    name = translator(lang)(_LIST)
    folder = new_folder(opened.book.path, as_of, name)
    folder.mkdir(parents=True)
    file = folder / f"{name}.xlsx"
    mark = language(lang).comma
    lines = [
        {
            "id": debit.id,
            "unit": debit.unit,
            "owner": debit.owner,
            "account": debit.account,
            "amount": money.text(debit.amount),
            "periods": mark.join(debit.periods),
        }
        for debit in asked
    ]
    list_file.write_fields(file, name, DEBITS, lines, lang)
    return file


def results(
    where: Where, file: Path, as_of: date, *, now: datetime, dry_run: bool = False
) -> Report[Data]:
    """Enter into 收款 what the bank collected, and tell what failed; the same list twice: nothing.

    Raises CuifeiError, with nothing written, where the list cannot be read, or the office keeps
    what was paid in its own sheets.
    """
    lines = list_file.read(file, DEBITS)
    with begin(where, now=now, dry_run=dry_run) as begun:
        opened = begun.opened
        ensure_counted_once(opened, dry_run)
        taken, problems, known, failed, blank = _read(opened, file, lines, as_of)
        if taken:
            added = [rows.cells(payment, opened.book.lang) for payment in taken]
            opened.write((Append("payments", added),), command="debits", now=now, dry_run=dry_run)
    everything = (*opened.problems, *problems)
    data = {
        "file": file,
        "taken": [
            {"id": p.voucher, "unit": p.unit, "date": p.date, "amount": money.plain(p.amount)}
            for p in taken
        ],
        "known": known,
        "failed": failed,
        "blank": blank,
    }
    sentence = _entered(taken, known, len(failed), blank)
    return Report(data, everything, (*begun.recovered, sentence))


def _entered(taken: list[Payment], known: int, failed: int, blank: int) -> Message:
    total = money.text(sum(payment.amount for payment in taken))
    return say_n(
        "{n} payment over {total} yuan entered; {known} were known, {failed} failed, {blank} are"
        " not filled in.",
        "{n} payments over {total} yuan entered; {known} were known, {failed} failed, {blank} are"
        " not filled in.",
        len(taken),
        total=total,
        known=known,
        failed=failed,
        blank=blank,
    )


def _read(
    opened: Opened, file: Path, lines: Mapping[int, Line], as_of: date
) -> tuple[list[Payment], list[Problem], int, list[dict[str, str]], int]:
    """Return the payments, what is wrong, how many were known, what failed, what says nothing."""
    vouchers, units = _vouchers(opened), _units(opened)
    taken: list[Payment] = []
    problems: list[Problem] = []
    failed: list[dict[str, str]] = []
    known = blank = 0
    for number, line in lines.items():
        try:
            outcome_code = outcome(line)
            if outcome_code == "blank":
                blank += 1
            elif outcome_code == "failed":
                why = text(line, "why") or text(line, "result")
                failed.append({"unit": text(line, "unit"), "why": why})
            elif voucher_key(text(line, "id")) in vouchers:
                known += 1
            else:
                taken.append(payment(line, units, as_of, opened.book.lang))
                vouchers.add(voucher_key(taken[-1].voucher))
        except Unreadable as error:
            problems.append(Problem(f"{file.name}!{number}", error.what, error.remedy))
    return taken, problems, known, failed, blank


def _vouchers(opened: Opened) -> set[str]:
    """Return the vouchers of 收款 as they are compared, of rows that cannot be read too."""
    payments = opened.ledger.payments
    bad = set_aside(opened.book, {payment.row for payment in payments})
    return {voucher_key(v) for v in (*(p.voucher for p in payments), *bad.vouchers)}


def _units(opened: Opened) -> dict[str, Unit]:
    return {unit_key(key): unit for key, unit in opened.ledger.units.items()}
