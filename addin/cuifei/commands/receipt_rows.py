"""How do receipts stand in the workbook, in JSON, and in what is said of a run?"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day
from pathlib import Path

from cuifei.commands.report import Data
from cuifei.domain import money
from cuifei.domain.money import Fen
from cuifei.domain.problems import Message, Step, say, say_n
from cuifei.domain.receipts.receipts import Candidate, Part, Receipt, Verdict
from cuifei.domain.receipts.taking import Taken
from cuifei.domain.records import Payment, Unit
from cuifei.domain.words import column, sheet
from cuifei.locale import phrase, phrases, translator
from cuifei.ooxml.values import Cell
from cuifei.statements.reading import Statement
from cuifei.tables import rows
from cuifei.tables.layout import FROM_STATEMENT

Row = Mapping[str, Cell]
_SHOWN = 3
_SMALL = 10


@dataclass(frozen=True, slots=True)
class TakenPart:
    """What one unit gets of a receipt, as `receipts --json` says it."""

    id: str
    date: Day
    unit: str
    amount: Fen
    period: str | None
    score: int
    reasons: Sequence[Message]


@dataclass(frozen=True, slots=True)
class LeftLine:
    """A line of the statement that is no receipt of ours, and why."""

    where: str
    date: Day
    amount: Fen
    why: Message


@dataclass(frozen=True, slots=True)
class Received:
    """What was entered, what waits for a person, what was known before or left out."""

    book: Path
    file: Path | None
    taken: Sequence[TakenPart]
    undecided: Sequence[Data]
    waiting: int
    known: int
    left_out: int
    left: Sequence[LeftLine]


def from_statements(payments: Iterable[Payment]) -> tuple[Payment, ...]:
    """Return the payments that an earlier run took from a statement; all others people typed."""
    return tuple(p for p in payments if p.voucher and p.note.startswith(phrases(FROM_STATEMENT)))


def payment_rows(entered: Iterable[Verdict], lang: str) -> list[Row]:
    """Return the rows of 收款, with the statement's id as voucher and its words as note."""
    begin = phrase(FROM_STATEMENT, lang)
    return [
        rows.cells(
            Payment(
                part.unit,
                own.date,
                part.amount,
                own.channel,
                part.period,
                own.id,
                f"{begin}{own.said}",
            ),
            lang,
        )
        for verdict in entered
        for own in (verdict.receipt,)
        for part in verdict.parts
    ]


def undecided_row(verdict: Verdict, units: Mapping[str, Unit], lang: str) -> Row:
    """Return a row of 待定收款."""
    own, tell = verdict.receipt, translator(lang)
    likely = [
        n
        for n, candidate in enumerate(verdict.candidates[:_SHOWN])
        if not n or candidate.score > _SMALL
    ]
    shown = [_candidate(verdict.candidates[n], units) for n in likely]
    return {
        "date": own.date,
        "amount": money.yuan(own.amount),
        "payer": own.payer or None,
        "note": own.note or None,
        "candidates": "\n".join(tell(message) for message in shown) or None,
        "why": tell(verdict.why) if verdict.why else None,
        "channel": own.channel or None,
        "id": own.id,
        "place": own.place or None,
    }


def _candidate(candidate: Candidate, units: Mapping[str, Unit]) -> Message:
    owner = units[candidate.unit].owner if candidate.unit in units else ""
    return say("{unit} {owner} ({score})", unit=candidate.unit, owner=owner, score=candidate.score)


def received(
    book: Path,
    file: Path | None,
    statement: Statement,
    entered: Sequence[Verdict],
    taken: Taken,
    waiting: int,
) -> Received:
    """Return what a run comes to; `waiting`: how many receipts waited before."""
    left = (*statement.left, *taken.own)
    return Received(
        book=book.absolute(),
        file=file,
        taken=[_taken(verdict, part) for verdict in entered for part in verdict.parts],
        undecided=[_undecided(verdict) for verdict in taken.unsure],
        waiting=waiting + len(taken.unsure),
        known=len(taken.known) + statement.repeated,
        left_out=len(left),
        left=[LeftLine(line.place, line.date, Fen(line.amount), line.why) for line in left],
    )


def _taken(verdict: Verdict, part: Part) -> TakenPart:
    own = verdict.receipt
    period = part.period or None
    return TakenPart(
        own.id, own.date, part.unit, part.amount, period, verdict.score, verdict.reasons
    )


def _undecided(verdict: Verdict) -> Data:
    own: Receipt = verdict.receipt
    return {
        "id": own.id,
        "date": own.date,
        "amount": money.plain(own.amount),
        "payer": own.payer,
        "note": own.note,
        "where": own.place,
        "candidates": [
            {"unit": candidate.unit, "score": candidate.score, "reasons": candidate.reasons}
            for candidate in verdict.candidates
        ],
        "why": verdict.why,
    }


def said_of(intake: Received) -> tuple[Message, ...]:
    """Return what a run says to a person: what was taken, what waits, what was left out."""
    sentences = [
        say_n(
            "{n} receipt of {amount} yuan is entered in {payments_sheet}.",
            "{n} receipts of {amount} yuan together are entered in {payments_sheet}.",
            len({part.id for part in intake.taken}),
            amount=money.text(sum(part.amount for part in intake.taken)),
            payments_sheet=sheet("payments"),
        )
        if intake.taken
        else say("No receipt was entered in {payments_sheet}.", payments_sheet=sheet("payments"))
    ]
    if intake.waiting:
        sentences.append(
            say_n(
                "{n} receipt waits in the sheet {undecided_sheet}: type its unit there, or “no” if"
                " it is no property fee. Then: {step}",
                "{n} receipts wait in the sheet {undecided_sheet}: type the unit of each there, or"
                " “no” if it is no property fee. Then: {step}",
                intake.waiting,
                step=Step("receipts"),
                undecided_sheet=sheet("undecided"),
            )
        )
    if intake.known:
        sentences.append(
            say_n(
                "{n} receipt was known already.", "{n} receipts were known already.", intake.known
            )
        )
    return (*sentences, *_left(intake.left))


def _left(left: Sequence[LeftLine]) -> tuple[Message, ...]:
    """Return which lines were left out, counted by why."""
    counted = Counter(line.why for line in left)
    if not counted:
        return ()
    reasons: str | Message = ""
    for why, n in counted.items():
        reason = say("{why} {n}", why=why, n=n)
        reasons = say("{names}, {name}", names=reasons, name=reason) if reasons else reason
    return (
        say_n(
            "{n} line is left out: {reasons}.",
            "{n} lines are left out: {reasons}.",
            counted.total(),
            reasons=reasons,
        ),
    )


def next_of(statement: Statement, waits: int) -> tuple[Message, ...]:
    """Return what to do next, once all that waits is decided or some is left."""
    last = max((receipt.date for receipt in statement.receipts), default=None)
    if last is None or waits:
        return (say("Next: {step}", step=Step("flag")),)
    return (
        say(
            "The statement goes up to {day}: if nothing else came in, you may type"
            " that day as {receipts_through_column} in the sheet {settings_sheet}."
            " Next: {step}",
            day=last,
            step=Step("flag"),
            receipts_through_column=column("receipts_through"),
            settings_sheet=sheet("settings"),
        ),
    )
