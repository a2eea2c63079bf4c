"""Flag every row by months overdue, and say of every unit what may go out today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from cuifei.commands import todo
from cuifei.commands.begin import begin
from cuifei.commands.flags import changes, in_arrears
from cuifei.commands.opened import Seen, unseen
from cuifei.commands.outcomes import moved, take
from cuifei.commands.report import Data, Report
from cuifei.commands.store import Where
from cuifei.domain import money
from cuifei.domain.ladder import merging
from cuifei.domain.ladder.cases import Case, Docket
from cuifei.domain.ladder.readiness import Blocker
from cuifei.domain.money import Fen
from cuifei.domain.problems import Message, Step, say, say_n
from cuifei.domain.words import sheet
from cuifei.domain.work.playbook import moves
from cuifei.tables.port import Written

# So far ahead do last dates and tasks lie.
PLANNED_DAYS = 30


@dataclass(frozen=True, slots=True)
class Row:
    """A unit that owes, as `flag --json` says it."""

    unit: str
    community: str
    owner: str
    owed: Fen
    unpaid_periods: int
    oldest_due: date | None
    months_overdue: int | None
    bucket: str
    late_fee: Fen
    settled_fee: Fen
    class_: str
    last_document: str | None
    next_document: str | None
    may_send: bool
    blockers: Sequence[Blocker]
    earliest: date | None
    limitation: date | None
    moves: Sequence[Data]


@dataclass(frozen=True, slots=True)
class Flagged:
    """Who owes what on a day, in walking order."""

    book: Path
    as_of: date
    rows: Sequence[Row]


def flag(
    where: Where, as_of: date, *, now: datetime, dry_run: bool = False, seen: Seen = unseen
) -> Report[Flagged]:
    """Write 未收金额 逾期月数 账龄 违约金 beside the charges, and the sheets 欠费 and 问题.

    Rows appear in 欠费 and go as debts do. Outcomes typed in 待办 become rows of 跟催,
    and 待办 is written anew. The same facts give the same workbook: a second run
    writes nothing. `seen` is shown what was read and decided.
    """
    with begin(where, now=now, dry_run=dry_run) as begun:
        taken = take(begun.opened, as_of)
        if taken.contacts and not dry_run:
            taken = moved(taken)
        opened, docket = taken.opened.decided(as_of)
        planned = [*taken.changes, *changes(opened, docket)]
        if taken.contacts:
            planned += todo.changes(todo.agenda(opened, docket), taken, docket)
        written = opened.write(planned, command="flag", now=now, dry_run=dry_run)
        seen(opened, docket)
    owing = in_arrears(docket)
    flagged = Flagged(opened.book.path.absolute(), as_of, [_row(case) for case in owing])
    sentences = (
        *begun.recovered,
        *taken.said,
        owed(flagged),
        _may_go(owing),
        *settled(docket),
        *unknown_year(docket),
        outcome(written, opened.book.path, dry_run=dry_run),
    )
    return Report(flagged, opened.problems, sentences)


def owed(flagged: Flagged) -> Message:
    """Return how many owe how much."""
    return say_n(
        "On {day}, {n} unit owes {owed} yuan, and {fee} yuan of late fee.",
        "On {day}, {n} units owe {owed} yuan, and {fee} yuan of late fee.",
        len(flagged.rows),
        day=flagged.as_of,
        owed=money.text(sum(row.owed for row in flagged.rows)),
        fee=money.text(sum(row.late_fee for row in flagged.rows)),
    )


def _may_go(owing: Sequence[Case]) -> Message:
    return say_n(
        "{n} document may go out today. Next: {step}",
        "{n} documents may go out today. Next: {step}",
        len(merging.one_each(case for case in owing if case.readiness.may_send)),
        step=Step("letters"),
    )


def settled(docket: Docket) -> tuple[Message, ...]:
    """Return what late fee of charges settled late waits for a decision; nothing where none."""
    open_fees = [c.arrears.settled_fee for c in docket.cases.values() if c.arrears.settled_fee]
    if not open_fees:
        return ()
    sentence = say_n(
        "{n} unit settled late: {fee} yuan of late fee is undecided. To see it: {step}",
        "{n} units settled late: {fee} yuan of late fee is undecided. To see it: {step}",
        len(open_fees),
        fee=money.text(sum(open_fees)),
        step=Step("late-fees"),
    )
    return (sentence,)


def unknown_year(docket: Docket) -> tuple[Message, ...]:
    """Return what is said where no holidays are known for the days that are planned now.

    Flagging is the day's first work, so this is where it is said, and nowhere else.
    """
    ahead = docket.as_of + timedelta(PLANNED_DAYS)
    year = next((d.year for d in (docket.as_of, ahead) if not docket.calendar.knows(d)), None)
    if year is None:
        return ()
    return (
        say(
            "The holidays of {year} are not known here: Monday to Friday count as workdays until"
            " Days off and Make-up workdays are typed in {settings_sheet}.",
            year=str(year),
            settings_sheet=sheet("settings"),
        ),
    )


def outcome(written: Written, path: Path, *, dry_run: bool) -> Message:
    """Return what became of the workbook."""
    if dry_run:
        return say_n(
            "Dry run: {n} cell would change; nothing was written.",
            "Dry run: {n} cells would change; nothing was written.",
            written.cells,
        )
    if not written.cells:
        return say("{book} already says so; nothing was written.", book=str(path))
    return say_n(
        "{n} cell written in {book}; the copy from before is {backup}. To go back: {step}",
        "{n} cells written in {book}; the copy from before is {backup}. To go back: {step}",
        written.cells,
        book=str(path),
        backup=str(written.backup),
        step=Step("undo"),
    )


def _row(case: Case) -> Row:
    owing, step, verdict = case.arrears, case.step, case.readiness
    return Row(
        unit=case.unit.unit,
        community=case.unit.community,
        owner=case.unit.owner,
        owed=owing.owed,
        unpaid_periods=owing.unpaid_periods,
        oldest_due=owing.oldest_due,
        months_overdue=owing.months_overdue,
        bucket=owing.bucket,
        late_fee=owing.late_fee,
        settled_fee=owing.settled_fee,
        class_=owing.class_,
        last_document=step.last.document if step.last else None,
        next_document=step.rung.document if step.rung else None,
        may_send=verdict.may_send,
        blockers=verdict.blockers,
        earliest=verdict.earliest,
        limitation=case.limitation,
        moves=[{"number": move.number, "advice": move.advice} for move in moves(case)],
    )
