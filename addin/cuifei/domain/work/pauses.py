"""On which days do we leave an owner alone, and why? (R4, R6.2)

In a silence after a letter, under a hold, and while a promise or a plan is
being kept, no task asks anybody to turn to the owner. A call that the owner
makes is logged and answered all the same (R4.4).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cuifei.domain.account.delivery import UNSENT, counts_since, has_failed, last_date, state_on
from cuifei.domain.account.holds import active
from cuifei.domain.account.promises import valid_through
from cuifei.domain.ladder.after_letters import silence_days
from cuifei.domain.ladder.cases import Case
from cuifei.domain.ladder.ladder import placing
from cuifei.domain.policy import Policy
from cuifei.domain.records import Letter, Rung


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which we make no contact, both ends included. `until` None: no end is known.

    `why`: silence, hold, promise, plan.
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
        *silences(case, policy),
        *_to_the_owner(case, policy),
        *_holds(case),
        *_agreed(case, policy),
    )


def paused(them: Iterable[Pause], day: date) -> bool:
    """Whether any pause holds on that day."""
    return any(pause.covers(day) for pause in them)


def silences(case: Case, policy: Policy) -> Iterator[Pause]:
    """Yield the silence after each letter of the episode that went out (R4.1, R4.2).

    It counts from service or sending as the policy says, from the letter's
    date while that is unknown; a lawyer letter's lasts through its last date.
    """
    as_of, episode = case.arrears.as_of, case.step.episode
    rungs = placing(episode, policy.ladder(case.unit.use_type), as_of, policy)
    for letter, rung in zip(episode, rungs, strict=True):
        yield from _silence(letter, rung, as_of, policy)


def _to_the_owner(case: Case, policy: Policy) -> Iterator[Pause]:
    """Yield the silence after the letters about the owner's other units (合并发函)."""
    for one in case.told:
        yield from _silence(one.letter, one.rung, case.arrears.as_of, policy)


def _silence(letter: Letter, rung: Rung | None, as_of: date, policy: Policy) -> Iterator[Pause]:
    if state_on(letter, as_of) in UNSENT or has_failed(letter, as_of, policy):
        return
    since = counts_since(letter, as_of, policy) or letter.date
    if letter.document == "lawyer_letter":
        yield Pause("silence", letter.date, last_date(letter))
    elif days := silence_days(letter, rung):
        yield Pause("silence", since, since + timedelta(days))


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
