"""On which days do we leave an owner alone, and why? (R4, R6.2)

In a silence after a letter, under a hold, and while a promise or a plan is
being kept, no task asks anybody to turn to the owner; nor once a letter is
ready to go: whoever gets it is spoken to when its silence is over. A call that
the owner makes is logged and answered all the same (R4.4).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cuifei.domain.account.delivery import (
    arrived,
    has_failed,
    is_unsent,
    last_date,
    posted,
)
from cuifei.domain.account.holds import active
from cuifei.domain.account.promises import valid_through
from cuifei.domain.codes import Document, LetterState
from cuifei.domain.ladder.after_letters import silence_days
from cuifei.domain.ladder.cases import Case
from cuifei.domain.ladder.ladder import placing
from cuifei.domain.policy import Policy
from cuifei.domain.records import Letter, Rung

# Whoever was written to is left in peace so long, whatever the letter was (R4.1).
POSTED_SILENCE_DAYS = 7


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which we make no contact, both ends included. `until` None: no end is known.

    `why`: letter_ready, silence, hold, promise, plan.
    """

    why: str
    since: date
    until: date | None

    def covers(self, day: date) -> bool:
        """Whether the pause holds on that day."""
        return self.since <= day and (self.until is None or day <= self.until)


def pauses(case: Case, policy: Policy) -> tuple[Pause, ...]:
    """Return a case's pauses, past and coming ones too."""
    return (
        *_after_letters(case, policy, POSTED_SILENCE_DAYS),
        *_to_the_owner(case, policy),
        *_holds(case),
        *_agreed(case, policy),
    )


def paused(them: Iterable[Pause], day: date) -> bool:
    """Whether any pause holds on that day."""
    return any(pause.covers(day) for pause in them)


def silences(case: Case, policy: Policy) -> Iterator[Pause]:
    """Yield the time to answer of each letter of the episode that gives one (R4.1, R4.2)."""
    yield from _after_letters(case, policy, 0)


def _after_letters(case: Case, policy: Policy, least: int) -> Iterator[Pause]:
    as_of, episode = case.arrears.as_of, case.step.episode
    rungs = placing(episode, policy.ladder(case.unit.use_type), as_of, policy)
    for letter, rung in zip(episode, rungs, strict=True):
        yield from _silence(letter, rung, as_of, policy, least)


def _to_the_owner(case: Case, policy: Policy) -> Iterator[Pause]:
    """Yield the silence after the letters about the owner's other units (合并发函)."""
    for demand in case.told:
        as_of = case.arrears.as_of
        yield from _silence(demand.letter, demand.rung, as_of, policy, POSTED_SILENCE_DAYS)


def _silence(
    letter: Letter, rung: Rung | None, as_of: date, policy: Policy, least: int
) -> Iterator[Pause]:
    if has_failed(letter, as_of, policy):
        return
    if is_unsent(letter, as_of):
        # Also what is said to have gone out on a day to come: it lies there, or the day is wrong.
        if letter.approved_by or letter.state != LetterState.MADE:
            yield Pause("letter_ready", letter.date, None)
    elif letter.document == Document.LAWYER_LETTER:
        yield Pause("silence", letter.date, max(last_date(letter) or letter.date, posted(letter)))
    elif days := max(silence_days(letter, rung), least):
        yield Pause("silence", posted(letter), arrived(letter, as_of) + timedelta(days))


def _holds(case: Case) -> Iterator[Pause]:
    for hold in (*case.ended_holds, *case.holds):
        if not hold.item:
            yield Pause("hold", hold.since, hold.until)
    # Held items pause the unit only where nothing else is owed.
    as_of, items = case.arrears.as_of, {line.charge.item for line in case.arrears.lines}
    held = [h for h in active(case.holds, as_of) if h.item in items]
    if items and items == {h.item for h in held}:
        yield Pause("hold", as_of, min((h.until for h in held if h.until), default=None))


def _agreed(case: Case, policy: Policy) -> Iterator[Pause]:
    for promise in case.promises:
        if promise.state == "open":
            yield Pause("promise", promise.made, valid_through(promise, policy))
    for plan in case.plans:
        if plan.state == "running":
            last = max(part.due for part in plan.parts)
            yield Pause("plan", plan.agreed, last + timedelta(policy.plan_grace))
