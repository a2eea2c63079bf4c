"""Take a statement of the bank, WeChat or Alipay: what is certain goes to 收款, the rest waits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from cuifei.commands.begin import begin
from cuifei.commands.flag import outcome
from cuifei.commands.opened import Opened
from cuifei.commands.receipt_rows import (
    Received,
    from_statements,
    next_of,
    payment_rows,
    received,
    said_of,
    undecided_row,
)
from cuifei.commands.report import Report
from cuifei.commands.store import Where
from cuifei.domain.keys import unit_key
from cuifei.domain.language import DEFAULT
from cuifei.domain.money import text
from cuifei.domain.problems import CuifeiError, Problem, Step, listed, say, say_n
from cuifei.domain.receipts.receipts import Candidate, Part, Verdict
from cuifei.domain.receipts.taking import Taken, Taker, known_parts
from cuifei.domain.records import Ledger
from cuifei.domain.words import sheet
from cuifei.statements.kept import kept_in
from cuifei.statements.reading import Statement, read
from cuifei.statements.set_aside import set_aside
from cuifei.tables.layout import UNDECIDED
from cuifei.tables.port import Append, Change, Fill, Replace
from cuifei.tables.undecided import Waiting, Waitlist, waitlist


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does: `typed` receipts that people decided, what was `taken` of the file.

    `stay`: rows of 待定收款 that stay as they are; `gone`: rows that leave it.
    """

    typed: tuple[Verdict, ...]
    taken: Taken
    stay: tuple[Waiting, ...]
    gone: tuple[Waiting, ...]
    problems: tuple[Problem, ...]

    @property
    def entered(self) -> tuple[Verdict, ...]:
        """All that goes to the table of payments."""
        return (*self.typed, *self.taken.certain)


def receipts(
    where: Where,
    file: Path | None,
    as_of: date,
    *,
    now: datetime,
    dry_run: bool = False,
) -> Report[Received]:
    """Enter into 收款 what a statement says for sure, and list the rest in 待定收款.

    First the rows of 待定收款 beside which people typed a unit are entered;
    without `file` nothing else is done. The same statement again does nothing.
    Raises CuifeiError, with nothing written, where the file is no statement, or
    where the office keeps what was paid in its own sheets.
    """
    with begin(where, now=now, dry_run=dry_run) as begun:
        opened, recovered = begun.opened, begun.recovered
        ensure_counted_once(opened, dry_run)
        statement = read(file, opened.book.lang) if file else Statement("", "")
        statement = _up_to(statement, as_of)
        plan = _planned(opened, statement)
        written = opened.write(_changes(opened, plan), command="receipts", now=now, dry_run=dry_run)
    problems = (*opened.problems, *statement.problems, *plan.problems)
    path, waiting = opened.book.path, sum(not row.not_ours for row in plan.stay)
    result = received(path, file, statement, plan.entered, plan.taken, waiting)
    done = outcome(written, path, dry_run=dry_run)
    then = next_of(statement, result.waiting)
    return Report(result, problems, (*recovered, *said_of(result), done, *then))


def ensure_counted_once(opened: Opened, dry_run: bool) -> None:
    """Raise CuifeiError where the office's own sheets already say what was paid (see `kept`)."""
    sheets = kept_in(opened.book)
    if sheets and not dry_run:
        raise CuifeiError(
            say(
                "the office keeps what was paid in its own sheet {sheets}; entered"
                " in {payments_sheet} as well, it would count twice",
                sheets=listed(sheets),
                payments_sheet=sheet("payments"),
            ),
            say(
                "Enter the receipts there. To see which unit each is for, writing nothing: {step}",
                step=Step("receipts --dry-run"),
            ),
            str(opened.book.path),
        )


def _up_to(statement: Statement, as_of: date) -> Statement:
    """Return a statement without what came in after the day, which a later run takes."""
    late = [receipt for receipt in statement.receipts if receipt.date > as_of]
    if not late:
        return statement
    what = say_n(
        "{n} receipt is dated after {day}; it is not taken yet",
        "{n} receipts are dated after {day}; they are not taken yet",
        len(late),
        day=as_of,
    )
    problem = Problem(late[0].place, what, say("Run again on a later day"))
    in_time = tuple(receipt for receipt in statement.receipts if receipt.date <= as_of)
    return replace(statement, receipts=in_time, problems=(*statement.problems, problem))


def _planned(opened: Opened, statement: Statement) -> Plan:
    """Return what becomes of the rows that wait and of the statement's receipts."""
    ledger, waits = opened.ledger, waitlist(opened.book)
    bad = set_aside(opened.book, {payment.row for payment in ledger.payments})
    taken_before = from_statements(ledger.payments)
    taker = Taker(ledger, opened.policy, taken_before, bad.payments, bad.vouchers)
    entered = known_parts(ledger.payments)
    typed: list[Verdict] = []
    stay: list[Waiting] = []
    gone: list[Waiting] = []
    problems = list(waits.problems)
    for row in waits.rows:
        if row.id in bad.vouchers:
            gone.append(row)
        elif row.id in entered:
            problems += _differs(row, entered[row.id], waits)
            gone.append(row)
        elif (verdict := _decided(row, ledger, waits, problems)) is not None:
            gone.append(row)
            if verdict not in typed:  # a row that somebody copied is the same receipt
                typed.append(verdict)
                taker.enter(verdict.receipt, verdict.parts)
        else:
            stay.append(row)
    ids = {row.id for row in stay}
    waiting = [receipt for receipt in statement.receipts if receipt.id in ids]
    fresh = [receipt for receipt in statement.receipts if receipt.id not in ids]
    taken = taker.take(fresh, statement.left)
    taken = replace(taken, known=(*taken.known, *waiting))
    return Plan(tuple(typed), taken, tuple(stay), tuple(gone), tuple(problems))


def _decided(
    row: Waiting, ledger: Ledger, waits: Waitlist, problems: list[Problem]
) -> Verdict | None:
    """Return what somebody decided by typing a unit; None where nobody did, or none is meant."""
    if not row.typed or row.not_ours or row.receipt is None:
        return None
    units = {unit_key(unit): unit for unit in ledger.units}
    unit = units.get(unit_key(row.typed))
    if unit is None:
        what = say("unit {unit} is not in the table of units", unit=row.typed)
        remedy = say(
            "Type one unit as it stands in the sheet {units_sheet}, or “no” for"
            " what is no property fee; money for several units is entered in"
            " {payments_sheet} by hand, each with this voucher",
            units_sheet=sheet("units"),
            payments_sheet=sheet("payments"),
        )
        problems.append(Problem(_place(row, waits), what, remedy))
        return None
    why = Candidate(unit, 100, (say("a person decided it"),))
    return Verdict(row.receipt, (why,), (Part(unit, row.receipt.amount),))


def _differs(row: Waiting, entered: int, waits: Waitlist) -> Iterable[Problem]:
    """Yield a Problem where a receipt was entered by hand with another sum than it has."""
    if row.receipt is not None and row.receipt.amount != entered:
        yield Problem(
            _place(row, waits),
            say(
                "{voucher} is entered with {entered}, and the statement says {amount}",
                voucher=row.id,
                entered=text(entered),
                amount=text(row.receipt.amount),
            ),
            say("Correct the amounts in {payments_sheet}", payments_sheet=sheet("payments")),
        )


def _place(row: Waiting, waits: Waitlist) -> str:
    return waits.findings.place("unit", row.row) if waits.findings else UNDECIDED.called(DEFAULT)


def _changes(opened: Opened, plan: Plan) -> tuple[Change, ...]:
    """Return what is written: the payments, and 待定收款 as it then stands."""
    lang, units = opened.book.lang, opened.ledger.units
    fresh = [undecided_row(verdict, units, lang) for verdict in plan.taken.unsure]
    if not (plan.gone or fresh or plan.entered):
        return ()
    stay: list[Mapping[str, object]] = [dict(row.cells) for row in plan.stay if not row.not_ours]
    out = [dict(row.cells) for row in plan.stay if row.not_ours]
    rows = [*stay, *fresh, *out]
    changes: list[Change] = []
    if plan.entered:
        changes.append(Append("payments", payment_rows(plan.entered, lang)))
    # A row that was decided takes its typed unit along; nothing of it goes to 备忘.
    typed = {row.row: {"unit": None} for row in plan.gone if row.typed}
    if typed:
        changes.append(Fill(UNDECIDED.name, typed))
    if plan.gone or fresh:
        changes.append(Replace(UNDECIDED.name, rows))  # type: ignore[arg-type]
    return tuple(changes)
