"""What do the letters that were already written allow on this day? (R2.5, R4)"""

from collections.abc import Iterator
from datetime import date, timedelta

from cuifei.domain.account.delivery import (
    arrived,
    counts_since,
    has_reached,
    is_out,
    last_date,
    posted,
    state_on,
)
from cuifei.domain.account.outcomes import in_vain
from cuifei.domain.codes import PHONE_CALL, Channel, Document
from cuifei.domain.ladder import ladder
from cuifei.domain.ladder.readiness import Blocker
from cuifei.domain.ladder.situation import Situation
from cuifei.domain.policy import Policy
from cuifei.domain.problems import Message, say
from cuifei.domain.records import Letter, Rung
from cuifei.domain.words import STATE_WORDS, document_word, sheet

CALLS_TRIED = 2  # so many tries without an answer stand for a call that reached the owner
COLLECTION_SILENCE_DAYS = 7  # R4.1, for a collection letter that the ladder does not know
# Who names a last date in one of these waits for it before writing again (R4.2).
ULTIMATA = frozenset({Document.FINAL_NOTICE, Document.COLLECTION_LETTER, Document.LAWYER_LETTER})


def register_blockers(facts: Situation, policy: Policy) -> tuple[Blocker, ...]:
    """Return what the letters of this episode have against another one on the day."""
    rungs = policy.ladder(facts.unit.use_type)
    placed = ladder.placing(facts.step.episode, rungs, facts.as_of, policy)
    sent_letters = [
        (letter, rung)
        for letter, rung in zip(facts.step.episode, placed, strict=True)
        if is_out(letter, facts.as_of, policy)
    ]
    return (
        *_pending(facts, policy),
        *_not_served(facts, sent_letters, policy),
        *_requires(facts, policy),
        *_quiet(facts, sent_letters),
        *_interval(sent_letters, facts, policy),
    )


_Gone = list[tuple[Letter, Rung | None]]


def _pending(facts: Situation, policy: Policy) -> Iterator[Blocker]:
    letter = facts.step.pending
    if letter is None:
        return
    if (facts.as_of - letter.date).days > policy.stale_days:
        text = say(
            "{document} {number} of {day} was never sent and is out of date: send it, or void it"
            " with a reason",
            document=document_word(letter.document),
            number=letter.number,
            day=letter.date,
        )
        yield Blocker("stale_register", None, text)
        return
    text = say(
        "{document} {number} of {day} has not gone out yet ({state}): send it and record that",
        document=document_word(letter.document),
        number=letter.number,
        day=letter.date,
        state=STATE_WORDS[state_on(letter, facts.as_of)],
    )
    yield Blocker("not_served", None, text)


def _not_served(facts: Situation, sent_letters: _Gone, policy: Policy) -> Iterator[Blocker]:
    """Yield the newest letter where it does not count yet: a level needs the one before."""
    if not sent_letters:
        return
    letter = sent_letters[-1][0]
    if counts_since(letter, facts.as_of, policy) is not None:
        return
    text = say(
        "{document} {number} of {day} was sent, but nobody has recorded that it was served: look"
        " up the waybill and record it",
        document=document_word(letter.document),
        number=letter.number,
        day=letter.date,
    )
    yield Blocker("not_served", None, text)


def _requires(facts: Situation, policy: Policy) -> Iterator[Blocker]:
    """Yield the rung's own condition where it is not met, such as two served letters (R2.3)."""
    rung = facts.step.rung
    if rung is None or not rung.requires or facts.step.pending:
        return
    if rung.requires == PHONE_CALL:
        yield from _call_first(facts, document_word(rung.document))
        return
    reached = sum(
        letter.document == rung.requires
        and has_reached(letter, facts.as_of, policy, rung.requires_state)
        for letter in facts.step.episode
    )
    if reached < rung.requires_count:
        text = say(
            "the {document} needs {n} × {before} before it ({state}); so far there are {reached}",
            document=document_word(rung.document),
            n=rung.requires_count,
            before=document_word(rung.requires),
            state=STATE_WORDS[rung.requires_state],
            reached=reached,
        )
        yield Blocker("requires", None, text)


def _call_first(facts: Situation, document: Message) -> Iterator[Blocker]:
    """Yield the missing call of R2.4: one that reached the owner, or two tries on record."""
    since = facts.arrears.oldest_due
    calls = [c for c in facts.contacts if c.channel == Channel.PHONE and since and c.date >= since]
    if len(calls) >= CALLS_TRIED or not all(map(in_vain, calls)):
        return
    text = say(
        "before the {document} the owner is called: call, and record it in {contacts_sheet}",
        document=document,
        contacts_sheet=sheet("contacts"),
    )
    yield Blocker("requires", None, text)


def _quiet(facts: Situation, sent_letters: _Gone) -> Iterator[Blocker]:
    """Yield the silence after the letters: their days, and until an ultimatum's last date (R4)."""
    ends = [
        (until, letter)
        for letter, rung in sent_letters
        if (until := quiet_until(letter, rung, facts.as_of)) and until >= facts.as_of
    ]
    if ends:
        until, letter = max(ends, key=lambda end: end[0])
        yield Blocker("quiet_period", until, left_in_peace(letter, until))


def left_in_peace(letter: Letter, until: date) -> Message:
    """Return why we are silent until a day; the date that stands in the letter is named as such."""
    facts: dict[str, str | date | Message] = {
        "until": until,
        "document": document_word(letter.document),
        "number": letter.number,
    }
    if last_date(letter) in (None, until):
        return say("the owner has until {until} to answer {document} {number}", **facts)
    return say(
        "{document} {number} gave the owner until {last}; we leave the owner in peace until"
        " {until}, counted from sending and service",
        **facts,
        last=last_date(letter) or until,
    )


def quiet_until(letter: Letter, rung: Rung | None, as_of: date) -> date | None:
    """Return the last day of the silence that the letter asks for; None: it asks for none.

    It runs from sending, and service prolongs it; a lawyer letter's ends with the last
    date that stands in it (R4).
    """
    if letter.document == Document.LAWYER_LETTER:
        return last_date(letter)
    silence = silence_days(letter, rung)
    own = arrived(letter, as_of) + timedelta(silence) if silence else None
    named = last_date(letter) if letter.document in ULTIMATA else None
    return max((day for day in (own, named) if day), default=None)


def silence_days(letter: Letter, rung: Rung | None) -> int:
    """Return the days of silence that a letter asks for: its rung's, else those of R4.1."""
    if rung:
        return rung.silence_days
    return COLLECTION_SILENCE_DAYS if letter.document == Document.COLLECTION_LETTER else 0


def _interval(sent_letters: _Gone, facts: Situation, policy: Policy) -> Iterator[Blocker]:
    if not sent_letters:
        return
    letter = sent_letters[-1][0]
    until = posted(letter) + timedelta(policy.min_interval - 1)
    if until >= facts.as_of:
        text = say(
            "the last letter went out on {day}; letters are at least {n} days apart",
            day=posted(letter),
            n=policy.min_interval,
        )
        yield Blocker("min_interval", until, text)
