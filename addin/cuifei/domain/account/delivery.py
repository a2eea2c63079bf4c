"""Has this letter gone out, did it reach the owner, and from which day does it count?

A letter is never "sent" before somebody recorded it. Ladder and silence count
from sending or service, as the policy says (R2, R4). A letter that came back
has reached nobody (R2.5).
"""

from collections.abc import Iterable
from datetime import date, timedelta

from cuifei.domain.account.holds import held_items
from cuifei.domain.codes import GRAVITY, Delivery, Document, LetterResult, LetterState
from cuifei.domain.policy import Policy
from cuifei.domain.records import Charge, Hold, Letter

UNSENT = frozenset({LetterState.MADE, LetterState.PRINTED, LetterState.SEALED})
DEMANDS = frozenset(GRAVITY)
LAWYER_LAST_DATE_DAYS = 14  # R4.3


def in_order(letter: Letter) -> tuple[date, str]:
    """Return the sort key that puts letters oldest first."""
    return letter.date, letter.number


# Results that close a letter before it went out: it is as if never written.
CLOSED_UNSENT = frozenset({LetterResult.PAID, LetterResult.PLAN, LetterResult.WITHDRAWN})


def is_void(letter: Letter) -> bool:
    """Return whether the letter is as if never written: voided, or closed before it went out."""
    return letter.state == LetterState.VOIDED or (
        is_unsent(letter) and letter.result in CLOSED_UNSENT
    )


def is_unsent(letter: Letter, day: date | None = None) -> bool:
    """Return whether nobody recorded, or had recorded by the day, that the letter went out."""
    return (letter.state if day is None else state_on(letter, day)) in UNSENT


def went_out(letter: Letter, day: date | None = None) -> bool:
    """Return whether the letter went out, or had by the day, whatever became of it then."""
    return letter.state != LetterState.VOIDED and not is_unsent(letter, day)


def is_out(letter: Letter, day: date, policy: Policy) -> bool:
    """Return whether by that day the letter went out and did not come back."""
    return went_out(letter, day) and not has_failed(letter, day, policy)


def sent_on(letter: Letter) -> date | None:
    """Return the day on which the letter went out: by hand, that of service; None: nobody says."""
    return letter.sent or (letter.served if letter.delivery == Delivery.HAND else None)


def state_on(letter: Letter, day: date) -> str:
    """Return the letter's state on a day: a later date of sending or service is not known yet.

    >>> letter = Letter("H1", "final_notice", "3-2", date(2026, 3, 1), state="served",
    ...                 sent=date(2026, 3, 2), served=date(2026, 3, 5))
    >>> state_on(letter, date(2026, 3, 4)), state_on(letter, date(2026, 3, 5))
    ('sent', 'served')
    """
    state = letter.state
    if (
        state in {LetterState.SERVED, LetterState.REFUSED, LetterState.RETURNED}
        and letter.served
        and letter.served > day
    ):
        state = LetterState.SENT
    if state == LetterState.SENT and letter.sent and letter.sent > day:
        return LetterState.MADE
    return state


def has_failed(letter: Letter, day: date, policy: Policy) -> bool:
    """Return whether the letter reached nobody: its rung may be made again (R2.5)."""
    state = state_on(letter, day)
    return state == LetterState.RETURNED or (
        state == LetterState.REFUSED and not policy.refused_is_served
    )


def has_reached(letter: Letter, day: date, policy: Policy, state: str) -> bool:
    """Return whether by that day the letter was `state`: sent, or served (refused, if policy)."""
    now = state_on(letter, day)
    served = now == LetterState.SERVED or (now == LetterState.REFUSED and policy.refused_is_served)
    return served or (state == LetterState.SENT and now == LetterState.SENT)


def counts_since(letter: Letter, day: date, policy: Policy) -> date | None:
    """Return the day from which the letter counts on the ladder; None while it does not.

    Where the clerk typed the state and no date, the day before it in the
    letter's life stands: sent, then the letter's own date.
    """
    if not has_reached(letter, day, policy, policy.counts_from):
        return None
    dated = letter.sent if policy.counts_from == LetterState.SENT else letter.served or letter.sent
    return dated or letter.date


def posted(letter: Letter) -> date:
    """Return the day from which silence is kept: that of sending, else the letter's own."""
    return letter.sent or letter.date


def arrived(letter: Letter, day: date) -> date:
    """Return the later of sending and service, as known on the day: service only prolongs (R4)."""
    served = letter.served if letter.served and letter.served <= day else None
    return max(posted(letter), served or posted(letter))


def last_date(letter: Letter) -> date | None:
    """Return the last date that the letter names; 14 days for a lawyer letter without one (R4.3).

    >>> last_date(Letter("L1", "lawyer_letter", "3-2", date(2026, 3, 1)))
    datetime.date(2026, 3, 15)
    """
    if letter.last_date is None and letter.document == Document.LAWYER_LETTER:
        return letter.date + timedelta(LAWYER_LAST_DATE_DAYS)
    return letter.last_date


def reckoned(letter: Letter) -> date:
    """Return the day up to which the letter's demand was reckoned."""
    return letter.as_of or letter.date


def covers(letter: Letter, charge: Charge, holds: Iterable[Hold] = ()) -> bool:
    """Return whether the charge was in arrears for the letter and no item of it was held then."""
    day = reckoned(letter)
    return charge.due < day and charge.item not in held_items(holds, day)
