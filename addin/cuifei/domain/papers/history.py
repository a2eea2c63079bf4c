"""What happened with a unit, in the order of days? (R8.3)

Money comes from the unit's statement, so the last balance is what is in
arrears less what was paid ahead; contacts, letters, promises, plans and holds
are all in it, whatever their age. What is still to come stands at the end.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date as Day

from cuifei.domain.account.dossier import Dossier
from cuifei.domain.codes import DecisionKind, LetterState
from cuifei.domain.ladder.cases import Case
from cuifei.domain.papers.statement import statement
from cuifei.domain.policy import Policy
from cuifei.domain.records import Letter

# On one day: what fell due, what came in, what was said, what was written, what ends.
KINDS = (
    "opening",
    "charge",
    "instalment",
    "promise_due",
    "late_fee",
    "payment",
    "discount",
    "waiver",
    "contact",
    "plan",
    "hold",
    "letter",
    "hold_end",
    "limitation",
)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened on a day. `kind`: one of KINDS.

    `code`: the channel, the document, or the reason of a hold; `state`: the
    letter's state, the contact's result, or what came of a promise or a part.
    `amount` in fen; `balance` (fen) only where money moved. `until`: the
    promised day, or the letter's last date.
    """

    date: Day
    kind: str
    code: str = ""
    text: str = ""
    number: str = ""
    period: str = ""
    state: str = ""
    amount: int | None = None
    balance: int | None = None
    until: Day | None = None


def history(case: Case, rows: Dossier, policy: Policy) -> tuple[Event, ...]:
    """Return the events of a unit up to the case's day, and what is planned or ends after it."""
    events = [
        *_money(case, rows, policy),
        *_words(case),
        *_holds(case),
        *(event for letter in case.letters for event in _letter(letter)),
        *_plans(case),
        *_limitation(case),
    ]
    return tuple(sorted(events, key=lambda e: (e.date, KINDS.index(e.kind))))


def _money(case: Case, rows: Dossier, policy: Policy) -> Iterator[Event]:
    as_of = case.arrears.as_of
    record = statement(case, rows, "", as_of, policy)
    yield Event(record.since, "opening", balance=record.opening)
    for line in record.lines:
        yield Event(
            line.date,
            line.kind,
            text=line.what,
            number=line.voucher,
            period=line.period,
            amount=line.charge or line.payment,
            balance=line.balance,
        )
    for decision in rows.decisions:
        if decision.kind == DecisionKind.WAIVER and decision.date <= as_of:
            yield Event(decision.date, "waiver", text=decision.reason, amount=decision.amount)


def _words(case: Case) -> Iterator[Event]:
    for contact in case.contacts:
        yield Event(
            contact.date,
            "contact",
            code=contact.channel,
            text=contact.content,
            state=contact.result,
            amount=contact.promise_amount,
            until=contact.promise_date,
        )
    for promise in case.promises:
        yield Event(promise.due, "promise_due", state=promise.state, amount=promise.amount)


def _letter(letter: Letter) -> Iterator[Event]:
    """Yield a letter's making, sending, and service; one that was voided was only made."""
    first_state = LetterState.VOIDED if letter.state == LetterState.VOIDED else LetterState.MADE
    steps: Iterable[tuple[Day | None, str]] = [(letter.date, first_state)]
    if letter.state != LetterState.VOIDED:
        ended = (
            letter.state
            if letter.state in (LetterState.REFUSED, LetterState.RETURNED)
            else LetterState.SERVED
        )
        steps = [*steps, (letter.sent, LetterState.SENT), (letter.served, ended)]
    for day, state in steps:
        if day:
            yield Event(
                day,
                "letter",
                code=letter.document,
                number=letter.number,
                state=state,
                amount=letter.amount if state == LetterState.MADE else None,
                until=letter.last_date if state == LetterState.MADE else None,
            )


def _holds(case: Case) -> Iterator[Event]:
    for hold in (*case.ended_holds, *case.holds):
        text = " ".join(filter(None, (hold.item, hold.note)))
        yield Event(hold.since, "hold", code=hold.reason, text=text)
        if hold.until:
            yield Event(hold.until, "hold_end", code=hold.reason, text=hold.item)


def _plans(case: Case) -> Iterator[Event]:
    for plan in case.plans:
        yield Event(plan.agreed, "plan", amount=sum(part.amount for part in plan.parts))
        for part in plan.parts:
            yield Event(
                part.due, "instalment", number=part.number, state=part.state, amount=part.amount
            )


def _limitation(case: Case) -> Iterator[Event]:
    """Yield the first end of a limitation period, for reference only (R9.2)."""
    first = min(case.clocks, key=lambda clock: clock.ends, default=None)
    if first:
        own = first.charge
        yield Event(first.ends, "limitation", text=own.item, period=own.period)
