"""Which of the nine moves fits this owner today? (R7)

What is wrong on our side comes first, then finding the owner, then the firm
letters, then dates, posts and talks; the plain reminder fits everybody who
owes. A reason that has an answer (R7) keeps the letters back until the answer
was given; so does every hold.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cuifei.domain.account.holds import unit_holds
from cuifei.domain.account.outcomes import ANSWERS, MISSED, by_us
from cuifei.domain.account.promises import broken_count
from cuifei.domain.codes import ContactResult, Document, HoldReason, OwnerType
from cuifei.domain.ladder.cases import Case
from cuifei.domain.ladder.softer_means import open_reason
from cuifei.domain.problems import Message
from cuifei.domain.work import advice
from cuifei.domain.work.contacts import since

# Arrears so many months old are short: a friendly word is the better start.
SHORT_MONTHS = 3
# After so many vain tries in a row an owner counts as out of reach.
VAIN_TRIES = 3
# Spoken to so often without a refusal and without money: reachable, but never comes.
REACHED_OFTEN = 2
# R2.3: malicious arrears of so many months, with so many collection letters without effect.
LAWYER_MONTHS, LAWYER_LETTERS = 3, 2
# In these holds only the hold's own matter is dealt with, by people who know it.
HANDS_OFF = frozenset({HoldReason.LITIGATION, HoldReason.DECEASED})


@dataclass(frozen=True, slots=True)
class Move:
    """One of the nine moves, by its number in R7, with a sentence of advice."""

    number: int
    advice: Message


@dataclass(frozen=True, slots=True)
class _Facts:
    case: Case
    holds: frozenset[str]
    kept_back: bool
    out_of_reach: bool
    talks: int
    refused: bool
    answered: bool
    reason_open: bool
    broken: int
    vague: bool


def moves(case: Case) -> tuple[Move, ...]:
    """Return the fitting moves, the best one first; none where nothing is owed."""
    facts = _facts(case)
    if not case.arrears.owed or facts.holds & HANDS_OFF:
        return ()
    best: dict[int, Message] = {}
    for number, sentence in _fitting(facts):
        best.setdefault(number, sentence)
    return tuple(Move(number, sentence) for number, sentence in best.items())


def _facts(case: Case) -> _Facts:
    as_of = case.arrears.as_of
    log = sorted(since(case, case.arrears.oldest_due or as_of), key=lambda c: c.date)
    tries = [c.result for c in log if by_us(c)]
    explained = [c.date for c in log if c.result in ANSWERS]
    refusals = [c.date for c in log if c.result == ContactResult.REFUSED]
    mended = [h.until for h in case.ended_holds if h.until]
    broken_plan = any(plan.state == "broken" for plan in case.plans)
    return _Facts(
        case=case,
        holds=frozenset(h.reason for h in case.holds if h.since <= as_of <= (h.until or date.max)),
        kept_back=bool(unit_holds(case.holds, as_of)) or not case.demandable,
        out_of_reach=_vain(tries),
        talks=sum(c.result not in MISSED for c in log),
        refused=bool(refusals) and max(refusals) >= max([*explained, *mended], default=date.min),
        answered=bool(explained or mended or broken_plan),
        reason_open=open_reason(case) is not None,
        broken=broken_count(case.promises),
        vague=any(c.result == ContactResult.PROMISED and c.promise_date is None for c in log),
    )


def _vain(results: Sequence[str]) -> bool:
    """Whether the owner cannot be reached: gone, or several vain tries in a row."""
    if results and results[-1] == ContactResult.UNREACHABLE:
        return True
    return len(results) >= VAIN_TRIES and all(r in MISSED for r in results[-VAIN_TRIES:])


def _fitting(facts: _Facts) -> Iterator[tuple[int, Message]]:
    yield from (advice.BY_HOLD[h] for h in sorted(facts.holds) if h in advice.BY_HOLD)
    reason = advice.BY_REASON.get(facts.case.unit.reason)
    if reason and facts.reason_open:
        yield reason
    if facts.out_of_reach:
        yield 4, advice.SEARCH
    if _may_write(facts) and _all_else_failed(facts):
        yield 9, advice.LAWYER_LETTER
    if facts.broken:
        yield 2, advice.broken_promises(facts.broken)
    if _may_write(facts) and _explained_in_vain(facts):
        yield 8, advice.COLLECTION_LETTER
    if facts.case.unit.owner_type in advice.BY_TYPE:
        yield advice.BY_TYPE[facts.case.unit.owner_type]
    yield from _talks(facts)
    yield 1, advice.REMIND


def _may_write(facts: _Facts) -> bool:
    """Whether letters may be advised: under no hold, nor before a reason has had its answer."""
    return not facts.kept_back and not facts.reason_open


def _all_else_failed(facts: _Facts) -> bool:
    """Whether a lawyer letter comes next, by the ladder or by R2.3."""
    case, episode = facts.case, facts.case.step.episode
    if any(x.document == Document.LAWYER_LETTER for x in episode):
        return False
    vain = sum(x.document == Document.COLLECTION_LETTER for x in episode)
    malicious = case.unit.reason == "malicious" and vain >= LAWYER_LETTERS
    long = (case.arrears.months_overdue or 0) >= LAWYER_MONTHS
    return (malicious and long) or _next_is(case, Document.LAWYER_LETTER)


def _explained_in_vain(facts: _Facts) -> bool:
    """Whether a collection letter fits: refused although explained, or tried, and next."""
    if facts.refused and facts.answered:
        return True
    tried = (
        facts.answered
        or facts.broken
        or facts.out_of_reach
        or facts.talks >= REACHED_OFTEN
        or facts.case.step.episode
        or facts.case.unit.reason == "malicious"
    )
    return bool(tried) and _next_is(facts.case, Document.COLLECTION_LETTER)


def _next_is(case: Case, document: str) -> bool:
    """Whether that document is next on the ladder and its day has come."""
    step = case.step
    due = step.due_on is not None and step.due_on <= case.arrears.as_of
    return due and not step.pending and step.rung is not None and step.rung.document == document


def _talks(facts: _Facts) -> Iterator[tuple[int, Message]]:
    """Moves 2, 3 and 7 by what came of talking so far."""
    case = facts.case
    if facts.refused or facts.out_of_reach:
        return
    if facts.talks >= REACHED_OFTEN:
        yield 7, advice.POSTS
    if facts.vague or facts.broken:
        yield 2, advice.FIX_A_DATE
    short = (case.arrears.months_overdue or 0) <= SHORT_MONTHS
    tempered = case.unit.owner_type in (OwnerType.RESISTING, OwnerType.EVADING)
    if short and facts.talks and not tempered:
        yield 3, advice.UNDERSTANDING
