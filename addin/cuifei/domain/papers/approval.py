"""May counsel's approval of this draft be recorded, or has the matter moved on? (R5.2, R9.3)

The letter keeps the amounts of its draft, so what it says must still be true,
nothing that speaks against a demand may have come up since, and the draft may
not be old. Its date and its last date are those of the approval, for that is
the day from which it can go out (R4.3).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from cuifei.domain.account.delivery import LAWYER_LAST_DATE_DAYS, last_date, reckoned
from cuifei.domain.ladder.cases import Case, claimed, demand_lines
from cuifei.domain.ladder.softer_means import answer_first, open_reason
from cuifei.domain.problems import CuifeiError, Message, say
from cuifei.domain.records import Decision, Letter

# What speaks against sending a letter that is already made.
AGAINST = frozenset({"hold", "promise", "plan"})


def check(
    letter: Letter,
    then: Case,
    today: Case,
    decisions: Iterable[Decision],
    day: date,
    stale_days: int,
) -> None:
    """Raise CuifeiError where the draft, which is live, may not be approved on the day.

    `then`: the unit's case on the day up to which the draft was reckoned, which may lie
    `stale_days` back.
    """
    if (day - reckoned(letter)).days > stale_days:
        raise CuifeiError(
            say(
                "draft {number} was reckoned on {day}, more than {n} days ago",
                number=letter.number,
                day=reckoned(letter),
                n=stale_days,
            ),
            _anew(),
        )
    if claimed(then).total != letter.amount or _moved(letter, then, today, decisions, day):
        raise CuifeiError(
            say("the account of {unit} is not what the draft says", unit=letter.unit), _anew()
        )
    against = [b.text for b in today.readiness.blockers if b.code in AGAINST]
    if reason := open_reason(today):  # the ladder's next step need not be one that presses
        against.append(answer_first(reason, letter.document))
    if against:
        raise CuifeiError(against[0], say("Settle that first, or void the draft with a reason"))


def dated(letter: Letter, day: date) -> Letter:
    """Return the letter with the dates that it gets by its approval on the day (R4.3).

    >>> draft = Letter("L1", "lawyer_letter", "3-2", date(2026, 3, 1), None, date(2026, 3, 15))
    >>> str(dated(draft, date(2026, 3, 9)).last_date)
    '2026-03-23'
    """
    term = (last_date(letter) or letter.date) - letter.date
    days = max(term, timedelta(LAWYER_LAST_DATE_DAYS))
    return replace(letter, date=day, as_of=reckoned(letter), last_date=day + days)


def _anew() -> Message:
    return say("Void the draft with a reason, and draft the letter anew")


def _moved(
    letter: Letter, then: Case, today: Case, decisions: Iterable[Decision], day: date
) -> bool:
    """Return whether anything that the draft demands was paid or let go since."""
    now = {line.charge: line.unpaid for line in today.arrears.all_lines}
    paid = any(now.get(line.charge) != line.unpaid for line in demand_lines(then))
    decided = any(reckoned(letter) < each.date <= day for each in decisions)
    return paid or decided
