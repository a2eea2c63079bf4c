"""Were the softer means tried before this letter? (R2.3, R2.5, R5.4, R7, R9.4)

A reason for the arrears that has an answer keeps collection and lawyer letters back until
the answer is on record; a lawyer letter moreover needs a try that is on record, the
steward's private word beforehand, and an amount that is worth it.
"""

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from cuifei.domain import money
from cuifei.domain.account.arrears import Arrears
from cuifei.domain.account.delivery import posted, went_out
from cuifei.domain.account.outcomes import ANSWERS, by_us, reached
from cuifei.domain.codes import ContactResult, Document, OwnerType
from cuifei.domain.ladder.ladder import Step
from cuifei.domain.ladder.readiness import Blocker
from cuifei.domain.ladder.situation import Situation
from cuifei.domain.policy import Policy
from cuifei.domain.problems import Message, say
from cuifei.domain.records import Contact, Unit
from cuifei.domain.words import OWNER_TYPE_WORDS, REASON_WORDS, document_word, sheet

# Reasons that hold nothing back, and types that have an answer of ours (R7).
NO_ANSWER_OWED = frozenset({"", "none", "malicious"})
TYPES_WITH_ANSWER = frozenset({OwnerType.UNDERSTANDING, OwnerType.RESISTING, OwnerType.NEGLECTING})
PRESSING = frozenset({Document.COLLECTION_LETTER, Document.LAWYER_LETTER})
# So many tries on record stand for one that reached the owner.
TRIES = 2


class Debt(Protocol):
    """What is looked at for a reason: a unit's case or situation of the day."""

    @property
    def unit(self) -> Unit:
        """The unit, with what is known of its owner."""

    @property
    def arrears(self) -> Arrears:
        """The account."""

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """The contacts about the unit up to the day."""

    @property
    def heard(self) -> tuple[Contact, ...]:
        """Those about the owner's other units."""

    @property
    def step(self) -> Step:
        """Where the unit stands on its ladder."""


def means_blockers(facts: Situation, policy: Policy) -> tuple[Blocker, ...]:
    """Return what a collection or a lawyer letter still lacks on the day."""
    rung = facts.step.rung
    if rung is None or rung.document not in PRESSING:
        return ()
    blockers = list(_reason(facts))
    if rung.document == Document.LAWYER_LETTER and not facts.step.pending:
        blockers += [*_tried(facts), *_heads_up(facts), *_minimum(facts, policy)]
    return tuple(blockers)


def open_reason(debt: Debt) -> Message | None:
    """Return the reason or the type of owner that still waits for its answer; None: none does.

    Answers count from the oldest unpaid due date on, or from the first letter about the
    debt. Who is known to have no such reason, by the cell 欠费原因, goes up the ladder
    whatever his type.
    """
    unit, first = debt.unit, debt.step.episode[:1]
    begins = [day for day in (debt.arrears.oldest_due, *(x.date for x in first)) if day]
    answers = [c for c in _contacts(debt) if c.result in ANSWERS]
    if any(c.date >= min(begins, default=c.date) for c in answers):
        return None
    if unit.reason not in NO_ANSWER_OWED:
        return REASON_WORDS[unit.reason]
    if not unit.reason and unit.owner_type in TYPES_WITH_ANSWER:
        return OWNER_TYPE_WORDS[unit.owner_type]
    return None


def _reason(facts: Situation) -> Iterator[Blocker]:
    reason = open_reason(facts)
    if reason is None:
        return
    assert facts.step.rung is not None
    yield Blocker("reason_open", None, answer_first(reason, facts.step.rung.document))


def answer_first(reason: Message, document: str) -> Message:
    """Return what is to be done about a reason before a document presses."""
    return say(
        "{units_sheet} says why it is not paid: {reason}. Before a {document}, see to it and"
        " record in {contacts_sheet} what was done: explained, put right, or instalments agreed",
        units_sheet=sheet("units"),
        reason=reason,
        document=document_word(document),
        contacts_sheet=sheet("contacts"),
    )


def _contacts(debt: Debt) -> tuple[Contact, ...]:
    return (*debt.contacts, *debt.heard)


def _tried(facts: Situation) -> Iterator[Blocker]:
    oldest = facts.arrears.oldest_due or facts.as_of
    log = [
        c
        for c in _contacts(facts)
        if c.date >= oldest and c.result != ContactResult.HEADS_UP_WAIVED
    ]
    tries = [c for c in log if by_us(c)]
    if any(reached(c) for c in log) or len(tries) >= TRIES:
        return
    text = say(
        "before a lawyer letter {contacts_sheet} must show that the owner was reached once, or"
        " that we tried twice; so far there are {n} tries: call or visit, and record it",
        contacts_sheet=sheet("contacts"),
        n=len(tries),
    )
    yield Blocker("not_tried", None, text)


def told_since(facts: Situation) -> date:
    """Return the day from which a word beforehand counts: that of the last letter that went out."""
    posting_days = [posted(x) for x in facts.step.episode if went_out(x)]
    return max(posting_days, default=facts.arrears.oldest_due or facts.as_of)


def heads_up_given(contacts: tuple[Contact, ...], since: date) -> bool:
    """Return whether the steward told the owner beforehand, or somebody waived it by name (R5.4).

    >>> waived = Contact("3-2", date(2026, 3, 2), result="heads_up_waived", by="李样例")
    >>> heads_up_given((waived,), date(2026, 3, 1))
    True
    """
    return any(
        c.date >= since
        and (c.result == ContactResult.TOLD or (c.result == ContactResult.HEADS_UP_WAIVED and c.by))
        for c in contacts
    )


def _heads_up(facts: Situation) -> Iterator[Blocker]:
    contacts, since = _contacts(facts), told_since(facts)
    if heads_up_given(contacts, since):
        return
    if any(c.result == ContactResult.HEADS_UP_WAIVED and c.date >= since for c in contacts):
        text = say(
            "the word beforehand is waived and nobody is named: type in {contacts_sheet} who"
            " decided that",
            contacts_sheet=sheet("contacts"),
        )
    else:
        text = say(
            "the steward has not told the owner in private that a lawyer letter is coming: do so"
            " and record in {contacts_sheet} “told beforehand”, or “heads-up waived” with the"
            " name of who decided that",
            contacts_sheet=sheet("contacts"),
        )
    yield Blocker("no_heads_up", None, text)


def _minimum(facts: Situation, policy: Policy) -> Iterator[Blocker]:
    asked = facts.at_stake
    if not 0 < asked < policy.lawyer_minimum:
        return
    text = say(
        "{owed} yuan may be demanded, below the {least} yuan from which {settings_sheet} allows a"
        " lawyer letter: go on with calls and notices",
        owed=money.text(asked),
        least=money.text(policy.lawyer_minimum),
        settings_sheet=sheet("settings"),
    )
    yield Blocker("below_lawyer_minimum", None, text)
