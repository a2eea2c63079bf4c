"""How do receipts stand in the workbook, in JSON, and in what is said of a run?"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from cuifei.commands.report import Data
from cuifei.domain import money
from cuifei.domain.problems import Message, Step, say, say_n
from cuifei.domain.receipts.receipts import Candidate, Receipt, Verdict
from cuifei.domain.receipts.taking import Taken
from cuifei.domain.records import Payment, Unit
from cuifei.domain.words import column, sheet
from cuifei.locale import phrase, phrases, translator
from cuifei.ooxml.values import Cell
from cuifei.statements.reading import Statement
from cuifei.tables import rows
from cuifei.tables.layout import FROM_STATEMENT
from cuifei.tables.undecided import Waiting

Row = Mapping[str, Cell]
_SHOWN = 3
_SMALL = 10


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
    likely = [n for n, one in enumerate(verdict.candidates[:_SHOWN]) if not n or one.score > _SMALL]
    shown = [_candidate(verdict.candidates[n], units) for n in likely]
    return {
        "date": own.date,
        "amount": money.yuan(own.amount),
        "payer": own.payer or None,
        "note": own.note or None,
        "candidates": "\n".join(tell(one) for one in shown) or None,
        "why": tell(verdict.why) if verdict.why else None,
        "channel": own.channel or None,
        "id": own.id,
        "place": own.place or None,
    }


def _candidate(one: Candidate, units: Mapping[str, Unit]) -> Message:
    owner = units[one.unit].owner if one.unit in units else ""
    return say("{unit} {owner} ({score})", unit=one.unit, owner=owner, score=one.score)


def data_of(
    entered: Sequence[Verdict], taken: Taken, statement: Statement, waiting: Sequence[Waiting]
) -> Data:
    """Return what `receipts --json` says of a run, without its Problems."""
    return {
        "taken": [_taken(verdict, place) for verdict in entered for place in _places(verdict)],
        "undecided": [_undecided(verdict) for verdict in taken.unsure],
        "waiting": len(waiting) + len(taken.unsure),
        "known": len(taken.known) + statement.repeated,
        "left_out": len(statement.left) + len(taken.own),
        "left": [
            {
                "where": line.place,
                "date": line.date,
                "amount": money.plain(line.amount),
                "why": line.why,
            }
            for line in (*statement.left, *taken.own)
        ],
    }


def _places(verdict: Verdict) -> range:
    return range(len(verdict.parts))


def _taken(verdict: Verdict, place: int) -> Data:
    part = verdict.parts[place]
    return {
        "id": verdict.receipt.id,
        "date": verdict.receipt.date,
        "unit": part.unit,
        "amount": money.plain(part.amount),
        "period": part.period or None,
        "score": verdict.score,
        "reasons": verdict.reasons,
    }


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
            {"unit": one.unit, "score": one.score, "reasons": one.reasons}
            for one in verdict.candidates
        ],
        "why": verdict.why,
    }


def said_of(
    statement: Statement, entered: Sequence[Verdict], taken: Taken, waiting: int
) -> tuple[Message, ...]:
    """Return what a run says to a person: what was taken, what waits, what was left out."""
    said = [
        say("No receipt was entered in {payments_sheet}.", payments_sheet=sheet("payments"))
        if not entered
        else say_n(
            "{n} receipt of {amount} yuan is entered in {payments_sheet}.",
            "{n} receipts of {amount} yuan together are entered in {payments_sheet}.",
            len(entered),
            amount=money.text(sum(verdict.receipt.amount for verdict in entered)),
            payments_sheet=sheet("payments"),
        )
    ]
    if waits := waiting + len(taken.unsure):
        said.append(
            say_n(
                "{n} receipt waits in the sheet {undecided_sheet}: type its unit there, or “no” if"
                " it is no property fee. Then: {step}",
                "{n} receipts wait in the sheet {undecided_sheet}: type the unit of each there, or"
                " “no” if it is no property fee. Then: {step}",
                waits,
                step=Step("receipts"),
                undecided_sheet=sheet("undecided"),
            )
        )
    if known := len(taken.known) + statement.repeated:
        said.append(
            say_n("{n} receipt was known already.", "{n} receipts were known already.", known)
        )
    return (*said, *_left(statement, taken))


def _left(statement: Statement, taken: Taken) -> tuple[Message, ...]:
    """Return which lines were left out, counted by why."""
    counted = Counter(line.why for line in (*statement.left, *taken.own))
    if not counted:
        return ()
    reasons: str | Message = ""
    for why, n in counted.items():
        one = say("{why} {n}", why=why, n=n)
        reasons = say("{names}, {name}", names=reasons, name=one) if reasons else one
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
