"""What do the letters about an owner's other units forbid on this day? (合并发函; R4, R5, R8.2)

A letter about one unit of a household is a letter to its owner, see `household`.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from cuifei.domain.account.arrears import arrears
from cuifei.domain.account.delivery import (
    DEMANDS,
    has_failed,
    is_unsent,
    is_void,
    posted,
    state_on,
    went_out,
)
from cuifei.domain.account.dossier import Dossier
from cuifei.domain.codes import Document
from cuifei.domain.ladder.after_letters import quiet_until
from cuifei.domain.ladder.episodes import paid_on
from cuifei.domain.ladder.household import Told
from cuifei.domain.ladder.letter_rows import Identity, identity
from cuifei.domain.ladder.live import Span
from cuifei.domain.ladder.readiness import Blocker
from cuifei.domain.ladder.situation import Situation
from cuifei.domain.policy import Policy
from cuifei.domain.problems import Message, say
from cuifei.domain.records import Letter, Rung
from cuifei.domain.words import STATE_WORDS, document_word


def told(rows: Dossier, policy: Policy, spans: Mapping[Identity, Span]) -> Iterator[Told]:
    """Yield the demands about a unit, as they bear on the owner's other units."""
    letters = [x for x in rows.letters if x.document in DEMANDS and not is_void(x)]
    if not letters:
        return
    last = max(rows.changes())
    account = arrears(rows.unit.unit, rows.charges, rows.payments, last, policy, rows.decisions)
    rungs = policy.ladder(rows.unit.use_type)
    for letter in letters:
        over = paid_on(letter, account, rows.holds)
        yield Told(letter, _rung(letter, rungs), over, spans.get(identity(letter)))


def _rung(letter: Letter, rungs: tuple[Rung, ...]) -> Rung | None:
    own = [rung for rung in rungs if rung.document == letter.document]
    return next((rung for rung in own if rung.level == letter.level), next(iter(own), None))


def days(demands: tuple[Told, ...]) -> Iterator[date]:
    """Yield the days on which these letters begin or end to count."""
    for demand in demands:
        letter = demand.letter
        yield from (day for day in (letter.date, letter.sent, letter.served, demand.over) if day)


def bearing(facts: Situation) -> tuple[Told, ...]:
    """Return the letters that bear on the unit on the day, each once.

    Not those that are its own as well, if both rows say the same of how it went out: these it
    answers by its own row. Where they differ (typed by hand), the other row counts besides: the
    letter may still be on its way to the owner. Not those of which everything was paid.
    """
    if not facts.told:
        return ()
    own = {_went(x, facts.as_of) for x in facts.step.episode}
    by_letter = {
        identity(demand.letter): demand
        for demand in facts.told
        if demand.letter.unit != facts.unit.unit
        and demand.letter.date <= facts.as_of
        and not (demand.over and demand.over <= facts.as_of)
        and _went(demand.letter, facts.as_of) not in own
    }
    return tuple(by_letter.values())


def _went(letter: Letter, day: date) -> tuple[object, ...]:
    """Return which letter it is and what its row says of how it went out."""
    return identity(letter), state_on(letter, day), letter.sent, letter.served


def same_owner_blockers(facts: Situation, policy: Policy) -> tuple[Blocker, ...]:
    """Return what the letters to the same owner have against one about this unit on the day."""
    day, rung = facts.as_of, facts.step.rung
    demands = [demand for demand in bearing(facts) if not has_failed(demand.letter, day, policy)]
    waiting = [demand for demand in demands if is_unsent(demand.letter, day)]
    sent_demands = [demand for demand in demands if went_out(demand.letter, day)]
    is_lawyer = rung is not None and rung.document == Document.LAWYER_LETTER
    return (
        *(_pending(demand.letter, day, policy) for demand in waiting),
        *_quiet(sent_demands, day),
        *_interval(sent_demands, day, policy),
        *(_live(demands, day) if is_lawyer and not facts.step.pending else ()),
    )


def _pending(letter: Letter, day: date, policy: Policy) -> Blocker:
    facts: dict[str, str | date | Message] = {
        "document": document_word(letter.document),
        "number": letter.number,
        "unit": letter.unit,
        "day": letter.date,
    }
    if (day - letter.date).days > policy.stale_days:
        text = say(
            "{document} {number} of {day} to the same owner, about {unit}, was never sent and is"
            " out of date: send it, or void it with a reason",
            **facts,
        )
        return Blocker("stale_register", None, text)
    text = say(
        "{document} {number} of {day} to the same owner, about {unit}, has not gone out yet"
        " ({state}): send it and record that",
        **facts,
        state=STATE_WORDS[state_on(letter, day)],
    )
    return Blocker("not_served", None, text)


def _quiet(sent_demands: list[Told], day: date) -> Iterator[Blocker]:
    ends = [
        (until, demand.letter.number, demand.letter)
        for demand in sent_demands
        if (until := quiet_until(demand.letter, demand.rung, day)) and until >= day
    ]
    if ends:
        until, _, letter = max(ends, key=lambda end: end[:2])
        text = say(
            "the owner has until {until} to answer {document} {number}, which is about {unit}",
            until=until,
            document=document_word(letter.document),
            number=letter.number,
            unit=letter.unit,
        )
        yield Blocker("quiet_period", until, text)


def _interval(sent_demands: list[Told], day: date, policy: Policy) -> Iterator[Blocker]:
    sent = [(posted(demand.letter), demand.letter.number, demand.letter) for demand in sent_demands]
    if not sent:
        return
    last, _, letter = max(sent, key=lambda each: each[:2])
    until = last + timedelta(policy.min_interval - 1)
    if until >= day:
        text = say(
            "the last letter to this owner, about {unit}, went out on {day}; letters are at least"
            " {n} days apart",
            unit=letter.unit,
            day=last,
            n=policy.min_interval,
        )
        yield Blocker("min_interval", until, text)


def _live(demands: list[Told], day: date) -> Iterator[Blocker]:
    for demand in demands:
        if demand.span and demand.span.on(day):
            text = say(
                "lawyer letter {number} to the same owner, about {unit}, is live: one at a time",
                number=demand.letter.number,
                unit=demand.letter.unit,
            )
            until = demand.span.ends - timedelta(1) if demand.span.ends else None
            yield Blocker("live_in_household", until, text)
            return
