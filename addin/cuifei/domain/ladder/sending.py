"""What speaks against a lawyer letter's going out on a day, though it is made and approved? (R5)

Between approval and the post box the matter may have moved on: money came, a plan was
signed, the last date drew near. Looked at before somebody records that it went, and
again where the register says that it has gone.
"""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Protocol

from cuifei.domain.account.arrears import Arrears
from cuifei.domain.account.delivery import covers, last_date, reckoned
from cuifei.domain.account.holds import unit_holds
from cuifei.domain.account.promises import Plan, Promise
from cuifei.domain.ladder.episodes import paid_on
from cuifei.domain.problems import Message, say
from cuifei.domain.records import Hold, Letter
from cuifei.domain.words import HOLD_WORDS

# An owner who gets a letter must have so many days of the 14 left (R4.1, R4.3).
LEAST_DAYS = 7


class Facts(Protocol):
    """What is looked at: a unit's case or situation of the day."""

    @property
    def arrears(self) -> Arrears:
        """The account."""

    @property
    def holds(self) -> tuple[Hold, ...]:
        """The holds that stand."""

    @property
    def promises(self) -> tuple[Promise, ...]:
        """All promises made so far."""

    @property
    def plans(self) -> tuple[Plan, ...]:
        """All plans agreed so far."""


def moved_on(letter: Letter, facts: Facts, day: date) -> Iterator[Message]:
    """Yield what stood against sending the letter on the day, by the rows of that day."""
    yield from agreed(letter, facts, day)
    yield from _last_date(letter, day)


def agreed(letter: Letter, facts: Facts, day: date) -> Iterator[Message]:
    """Yield the holds, promises and plans that stood on the day."""
    for hold in unit_holds(facts.holds, day):
        yield say(
            "{unit} is on hold since {day}: {reason}",
            unit=letter.unit,
            day=hold.since,
            reason=HOLD_WORDS[hold.reason],
        )
    for promise in facts.promises:
        if promise.state == "open":
            yield say(
                "{unit} promised on {made} to pay by {due}, and the promise still counts",
                unit=letter.unit,
                made=promise.made,
                due=promise.due,
            )
    for plan in facts.plans:
        if plan.state == "running":
            yield say(
                "the instalment plan of {unit} of {agreed} is being kept",
                unit=letter.unit,
                agreed=plan.agreed,
            )


def _last_date(letter: Letter, day: date) -> Iterator[Message]:
    last = last_date(letter)
    if last is None or (last - day).days >= LEAST_DAYS:
        return
    if last < day:
        yield say(
            "the last date of letter {number}, {last}, is over", number=letter.number, last=last
        )
    else:
        yield say(
            "the last date of letter {number}, {last}, is too near: the owner must have {n} days",
            number=letter.number,
            last=last,
            n=LEAST_DAYS,
        )


def paid_since(
    letter: Letter, account: Arrears, day: date, holds: Collection[Hold] = ()
) -> Message | None:
    """Return that all, or a part, of what the letter asks for was paid since it was reckoned."""
    paid = paid_on(letter, account, holds)
    if paid is not None and paid <= day:
        return say("everything that letter {number} asks for is paid", number=letter.number)
    since = reckoned(letter)
    asked = [line for line in account.all_lines if covers(letter, line.charge, holds)]
    if any(since < on <= day for line in asked for on, _ in line.parts):
        return say(
            "a part of what letter {number} asks for was paid since; it asks for too much",
            number=letter.number,
        )
    return None
