"""Which papers need a hand, and whose limitation period is about to end? (R3.3, R5.4, R5.6)"""

from collections.abc import Iterator
from datetime import date, timedelta

from cuifei.domain import money
from cuifei.domain.account.delivery import DEMANDS, is_unsent, is_void, posted, went_out
from cuifei.domain.account.limitation import WARN_MONTHS
from cuifei.domain.codes import Document, LetterState
from cuifei.domain.dates import add_months
from cuifei.domain.ladder.cases import Case
from cuifei.domain.ladder.softer_means import heads_up_given
from cuifei.domain.policy import Policy
from cuifei.domain.problems import Message, say, say_n
from cuifei.domain.queue.queue import Place
from cuifei.domain.queue.risk import running
from cuifei.domain.records import Letter
from cuifei.domain.words import document_word
from cuifei.domain.work.contacts import since, spoken
from cuifei.domain.work.task import Draft, Span

# A letter whose delivery nobody recorded is asked after on this day.
CHASE_DAYS = 10
# With so many months left, or fewer, a limitation warning is urgent and stays until it is heard.
URGENT_MONTHS = 3


def papers(case: Case, span: Span) -> Iterator[Draft]:
    """Yield what the newest letter asks for: never sent, not confirmed, refused or returned."""
    oldest = case.arrears.oldest_due
    letters = [
        x
        for x in case.letters
        if x.document in DEMANDS and not is_void(x) and oldest and oldest <= x.date <= span.as_of
    ]
    if not letters:
        return
    letter = max(letters, key=lambda x: (x.date, x.number))
    if is_unsent(letter):
        yield _stale(letter, span)
    elif letter.state == LetterState.SENT:
        yield _undelivered(letter)
    elif letter.state in (LetterState.REFUSED, LetterState.RETURNED):
        yield from _came_back(case, letter, span.policy)


def _stale(letter: Letter, span: Span) -> Draft:
    return Draft(
        "stale_letter",
        letter.date + timedelta(span.policy.stale_days + 1),
        say(
            "{document} {number} of {day} is made and was never recorded as sent",
            document=document_word(letter.document),
            number=letter.number,
            day=letter.date,
        ),
        say("Record it if it was sent; else void it with a reason and make it anew."),
    )


def _undelivered(letter: Letter) -> Draft:
    sent = posted(letter)
    return Draft(
        "chase_delivery",
        sent + timedelta(CHASE_DAYS),
        say(
            "{document} {number} was sent on {day}, and no delivery is recorded",
            document=document_word(letter.document),
            number=letter.number,
            day=sent,
        ),
        say(
            "Look up waybill {waybill} and record delivered, refused or returned.",
            waybill=letter.waybill,
        )
        if letter.waybill
        else say("Find out what became of it and record delivered, refused or returned."),
    )


def _came_back(case: Case, letter: Letter, policy: Policy) -> Iterator[Draft]:
    day = letter.served or posted(letter)
    if spoken(case, day + timedelta(1)):
        return
    name, lawyer = document_word(letter.document), letter.document == Document.LAWYER_LETTER
    if letter.state == LetterState.RETURNED:
        yield Draft(
            "letter_returned",
            day,
            say("{document} {number} came back", document=name, number=letter.number),
            say(
                "Look for the right address in our own records, correct it, and make the letter"
                " again. Tell nobody else about the debt."
            ),
            urgent=lawyer,
        )
    else:
        yield Draft(
            "letter_refused",
            day,
            say("{document} {number} was refused", document=name, number=letter.number),
            say("Keep the envelope and the carrier's note as proof; it counts as delivered.")
            if policy.refused_is_served
            else say("Keep the envelope and the carrier's note, and deliver it another way."),
            urgent=lawyer,
        )


def limitation(case: Case, span: Span) -> Iterator[Draft]:
    """Yield the warnings of the first period to end: 12, 6, 3 and 1 months before (R5.6).

    Those of 3 and 1 months are urgent and stay on the list until something
    restarts the clock; the earlier ones until somebody dealt with the owner.
    """
    clocks = running(case, span.as_of)
    if not clocks:
        return
    ends = clocks[0][0]
    amount = sum(fen for day, fen in clocks if day == ends)
    stages = [(add_months(ends, -months), months) for months in WARN_MONTHS]
    past = [stage for stage in stages if stage[0] <= span.as_of]
    coming = [stage for stage in stages if span.as_of < stage[0] <= span.through]
    for day, months in (*past[-1:], *coming):
        urgent = months <= URGENT_MONTHS
        if urgent or not since(case, day):
            yield Draft(
                "limitation",
                day,
                _warning(months, amount, ends),
                _restart(case),
                urgent=urgent,
                not_after=ends,
            )


def _warning(months: int, amount: int, ends: date) -> Message:
    return say_n(
        "the limitation period of {amount} yuan ends on {ends}, in {n} month or less",
        "the limitation period of {amount} yuan ends on {ends}, in {n} months or less",
        months,
        amount=money.text(amount),
        ends=ends,
    )


def _restart(case: Case) -> Message:
    """Return what would restart the clock, with the letter that comes next named."""
    if case.step.pending:
        return say(
            "Send {document} {number} and have it served with proof; a written promise or a part"
            " payment restarts the period too. Ask counsel if in doubt.",
            document=document_word(case.step.pending.document),
            number=case.step.pending.number,
        )
    if case.step.rung:
        return say(
            "Have the {document} served with proof (by hand or express); a written promise or a"
            " part payment restarts the period too. Ask counsel if in doubt.",
            document=document_word(case.step.rung.document),
        )
    return say(
        "No letter is left on the ladder: ask for a written promise, a plan or a part payment, or"
        " ask counsel about a suit."
    )


def heads_up(case: Case, place: Place, span: Span) -> Iterator[Draft]:
    """Yield the private word before a lawyer letter that is planned, or made but not sent."""
    sent = any(x.document == Document.LAWYER_LETTER and went_out(x) for x in case.step.episode)
    if place.planned is None or sent:
        return
    posting_days = (posted(x) for x in case.step.episode if went_out(x))
    before = max(posting_days, default=case.arrears.oldest_due or span.as_of)
    if heads_up_given((*case.contacts, *case.heard), before):
        return
    day = place.planned - timedelta(span.policy.heads_up_days)
    while not span.calendar.is_workday(day):  # at least so many days ahead, so rather earlier
        day -= timedelta(1)
    yield Draft(
        "heads_up",
        day,
        say("a lawyer letter to this owner is planned for {day}", day=place.planned),
        say(
            "The steward tells the owner in person and in private that the letter is coming, and"
            " offers help and a plan; record it as “told beforehand”."
        ),
    )
