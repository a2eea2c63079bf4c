"""What is to be followed up: promises, plans, silences, holds? (R4, R6)

A follow-up is open until somebody had to do with the owner since its day; a
vain try puts it off by two days.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from cuifei.domain import money
from cuifei.domain.account.delivery import is_out, last_date
from cuifei.domain.account.promises import broken_count, valid_through
from cuifei.domain.codes import ContactResult, Document
from cuifei.domain.dates import add_months
from cuifei.domain.ladder.cases import Case
from cuifei.domain.policy import Policy
from cuifei.domain.problems import Message, say
from cuifei.domain.records import Letter
from cuifei.domain.words import HOLD_WORDS, document_word
from cuifei.domain.work.channels import how_to_speak
from cuifei.domain.work.contacts import came_forward, last_missed, spoken, we_reached
from cuifei.domain.work.pauses import Pause, paused, silences
from cuifei.domain.work.task import Draft, Span

# So long a vain try is given before the next.
TRY_AGAIN_DAYS = 2
# So long after a repair the owner is asked whether it holds.
REPAIR_DAYS = 7


def followups(case: Case, pauses: tuple[Pause, ...], span: Span) -> Iterator[Draft]:
    """Yield what promises, plans, silences, holds and last dates ask for."""
    yield from _promises(case, pauses, span)
    yield from _plans(case, span)
    if case.arrears.owed:
        yield from _agreed_day(case)
        yield from _silences(case, span)
        yield from _holds(case, span)
        yield from _last_date(case, span)
        yield from _repaired(case)


def _open(case: Case, kind: str, day: date, why: Message, how: Message) -> Iterator[Draft]:
    """Yield the follow-up of `day` unless it was done; later where a try was in vain.

    One that was left undone for a month is dropped: the monthly reminder and
    the quarterly call-back are there for it.
    """
    if spoken(case, day) or day < add_months(case.arrears.as_of, -1):
        return
    missed = last_missed(case, day)
    yield Draft(kind, missed + timedelta(TRY_AGAIN_DAYS) if missed else day, why, how)


def _agreed_day(case: Case) -> Iterator[Draft]:
    """Yield the day on which the owner was to be turned to again, as the last contact says."""
    past_contacts = [c for c in case.contacts if c.date <= case.arrears.as_of]
    last = max(past_contacts, key=lambda c: (c.date, c.row), default=None)
    if last and last.next_date and last.next_date > last.date:
        yield from _open(
            case,
            "agreed_day",
            last.next_date,
            say("agreed on {day}: turn to the owner again on this day", day=last.date),
            say("Call or visit as agreed, and record what came of it, with the next day."),
        )


def _promises(case: Case, pauses: tuple[Pause, ...], span: Span) -> Iterator[Draft]:
    if not case.promises:
        return
    promise = case.promises[-1]
    amount = money.text(promise.amount or case.arrears.owed)
    if promise.state == "open":
        quiet = paused([p for p in pauses if p.why == "silence"], promise.due)
        yield Draft(
            "promise",
            promise.due,
            say("the owner promised {amount} yuan for this day", amount=amount),
            say("Check the bank and record what came; a silence runs, so do not call.")
            if quiet
            else say(
                "Check the bank: thank the owner, or ask kindly and agree the next day and amount."
            ),
        )
    elif promise.state in ("broken", "partly") and case.arrears.owed:
        yield from _open(
            case,
            "promise_broken",
            valid_through(promise, span.policy) + timedelta(1),
            say(
                "promised for {due}: {received} of {amount} yuan came; broken promises: {count}",
                due=promise.due,
                received=money.text(promise.received),
                amount=amount,
                count=broken_count(case.promises),
            ),
            say("Ask kindly what came between, and agree a new day, an amount and the account."),
        )


def _plans(case: Case, span: Span) -> Iterator[Draft]:
    if not case.plans:
        return
    plan = case.plans[-1]
    unpaid = [part for part in plan.parts if part.state == "open"]
    if plan.state == "running":
        for part in unpaid:
            if part.due >= span.as_of or part is unpaid[0]:
                yield Draft(
                    "instalment",
                    part.due,
                    say(
                        "part {number} of the plan, {amount} yuan, is due",
                        number=part.number,
                        amount=money.text(part.amount - part.received),
                    ),
                    say("Check the bank; thank the owner, or remind them of this part only."),
                )
    elif plan.state == "broken" and case.arrears.owed:
        part = next(part for part in plan.parts if part.state == "broken")
        yield from _open(
            case,
            "plan_broken",
            part.due + timedelta(span.policy.plan_grace + 1),
            say(
                "part {number} of the plan, due {due}, was not paid",
                number=part.number,
                due=part.due,
            ),
            say("Ask what came between, and agree whether the plan goes on or ends."),
        )


def _silences(case: Case, span: Span) -> Iterator[Draft]:
    ends = [(p.until, p) for p in silences(case, span.policy) if p.until]
    last = last_gone_out(case, span.policy)
    if not ends or last is None:
        return
    until, pause = max(ends, key=lambda pair: pair[0])
    if (
        last.document == Document.LAWYER_LETTER
    ):  # its silence ends with its last date: one task, not two
        return
    # Whoever came forward in the silence has been answered already (R4.4).
    if came_forward(case, pause.since):
        return
    yield from _open(
        case,
        "silence_end",
        until + timedelta(1),
        say(
            "the silence after {document} {number} ended on {until}, and the owner has not come"
            " forward",
            document=document_word(last.document),
            number=last.number,
            until=until,
        ),
        how_to_speak(case, span.policy, case.arrears.owed),
    )


def _holds(case: Case, span: Span) -> Iterator[Draft]:
    oldest = case.arrears.oldest_due or span.as_of
    holds = [h for h in (*case.ended_holds, *case.holds) if not h.item]
    ends = [(h.until, h.reason) for h in holds if h.until and h.until > oldest]
    if not ends:
        return
    until, reason = max(ends)
    yield from _open(
        case,
        "hold_end",
        until + timedelta(1),
        say("the hold ({reason}) ended on {until}", reason=HOLD_WORDS[reason], until=until),
        say("See whether its cause is gone; if so tell the owner and go on, else hold again."),
    )


def _last_date(case: Case, span: Span) -> Iterator[Draft]:
    letter = last_gone_out(case, span.policy)
    if letter is None or letter.result or case.step.pending:
        return
    ended = last_date(letter)
    if ended is None:
        return
    day = ended + timedelta(1)
    why = say(
        "the last date {day} of {document} {number} has passed, {amount} yuan are unpaid",
        day=ended,
        document=document_word(letter.document),
        number=letter.number,
        amount=money.text(case.arrears.owed),
    )
    if letter.document != Document.LAWYER_LETTER:
        ask = say("Check the bank, then ask the owner what they intend, and record it.")
        yield from _open(case, "last_date", day, why, ask)
    elif not we_reached(case, day):  # that frees the place; a vain try, or a text, does not (R5.2)
        ask = say(
            "Check the bank, ask the owner what they intend, offer a plan, and record what they"
            " say: that frees the place for the next letter. No answer frees nothing: try again."
        )
        missed = last_missed(case, day)
        yield Draft("last_date", missed + timedelta(TRY_AGAIN_DAYS) if missed else day, why, ask)


def _repaired(case: Case) -> Iterator[Draft]:
    """Yield the question after a repair, with an invitation to look at it (moves 5 and 6)."""
    repairs = [
        c
        for c in case.contacts
        if c.result == ContactResult.RECTIFIED and c.date <= case.arrears.as_of
    ]
    last = max(repairs, key=lambda c: (c.date, c.row), default=None)
    if last is None:
        return
    yield from _open(
        case,
        "repair_check",
        last.date + timedelta(REPAIR_DAYS),
        say("put right on {day}: does it hold, and is the owner content?", day=last.date),
        say(
            "Ask whether the repair holds, invite the owner to look at it, and write down the"
            " satisfaction; only then speak about the fee."
        ),
    )


def last_gone_out(case: Case, policy: Policy) -> Letter | None:
    """Return the newest letter of the episode that went out and did not come back."""
    as_of = case.arrears.as_of
    sent_letters = [letter for letter in case.step.episode if is_out(letter, as_of, policy)]
    return sent_letters[-1] if sent_letters else None
