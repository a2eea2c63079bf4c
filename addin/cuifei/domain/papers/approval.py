"""May counsel's approval of this draft be recorded, or has the matter moved on? (R5.2, R9.3)

The letter keeps the dates and the amounts of its draft. So what it says must
still be true, nothing that speaks against a demand may have come up since,
and its last date must lie ahead.
"""

from collections.abc import Iterable
from datetime import date

from cuifei.domain.account.delivery import last_date, reckoned
from cuifei.domain.ladder.cases import Case, demand_lines
from cuifei.domain.problems import CuifeiError, Message, say
from cuifei.domain.records import Decision, Letter

# What speaks against sending a letter that is already made.
AGAINST = frozenset({"hold", "promise", "plan"})


def check(
    letter: Letter, then: Case, today: Case, decisions: Iterable[Decision], day: date
) -> None:
    """Raise CuifeiError where the draft, which is live, may not be approved on the day.

    `then`: the unit's case on the day up to which the draft was reckoned.
    """
    last = last_date(letter)
    if last and last <= day:
        raise CuifeiError(
            say("the last date of {number}, {last}, is over", number=letter.number, last=last),
            _anew(),
        )
    if _total(then) != letter.amount or _moved(letter, then, today, decisions, day):
        raise CuifeiError(
            say("the account of {unit} is not what the draft says", unit=letter.unit), _anew()
        )
    for blocker in today.readiness.blockers:
        if blocker.code in AGAINST:
            raise CuifeiError(
                blocker.text, say("Settle that first, or void the draft with a reason")
            )


def _anew() -> Message:
    return say("Void the draft with a reason, and draft the letter anew")


def _total(case: Case) -> int:
    lines = demand_lines(case)
    fee = sum(line.late_fee for line in lines)
    return sum(line.unpaid for line in lines) + fee - min(fee, case.arrears.waived)


def _moved(
    letter: Letter, then: Case, today: Case, decisions: Iterable[Decision], day: date
) -> bool:
    """Return whether anything that the draft demands was paid or let go since."""
    now = {line.charge: line.unpaid for line in today.arrears.all_lines}
    paid = any(now.get(line.charge) != line.unpaid for line in demand_lines(then))
    decided = any(reckoned(letter) < each.date <= day for each in decisions)
    return paid or decided
