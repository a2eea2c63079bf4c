"""What is wrong with a lawyer letter as hands left it in the register? (R5.2, R5.7)

Nobody is accused: the row may be wrong as well as the deed. Until somebody says what is
true, nothing else goes out in that community.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from cuifei.domain import money
from cuifei.domain.account.delivery import covers, is_unsent, last_date, sent_on, went_out
from cuifei.domain.account.dossier import Dossier
from cuifei.domain.account.outcomes import came_back
from cuifei.domain.codes import LetterResult, LetterState
from cuifei.domain.ladder import live, sending
from cuifei.domain.ladder.episodes import paid_on
from cuifei.domain.ladder.situation import situation
from cuifei.domain.policy import Policy
from cuifei.domain.problems import Message, say
from cuifei.domain.records import Letter


def deleted(letter: Letter) -> Message:
    """Return that a letter which a list of ours knows is not in the register, or is no such one."""
    return say(
        "the row of lawyer letter {number} to {unit} of {day} was deleted, or is not that of a"
        " lawyer letter any more",
        number=letter.number,
        unit=letter.unit,
        day=letter.date,
    )


def doubt(letter: Letter, rows: Dossier, as_of: date, policy: Policy) -> Message | None:
    """Return what cannot be of a letter that the register or the account calls settled."""
    if letter.result == LetterResult.PAID:
        return _said_paid(letter, rows, as_of, policy)
    if letter.state == LetterState.VOIDED:
        return _voided(letter)
    if letter.result or is_unsent(letter) or (day := _gone(letter, as_of)) is None:
        return None
    paid = _paid_before(letter, rows, day, policy)
    if paid is None or not paid_on(letter, situation(rows, as_of, policy).arrears, rows.holds):
        return None  # of what was paid in part: `breach`
    return _although(letter, paid)


def _gone(letter: Letter, as_of: date) -> date | None:
    """Return the day before which a payment made the letter wrong; None: nobody knows.

    A letter without a day of sending may have gone today, as long as its last date is not over.
    """
    if letter.sent:
        return letter.sent if letter.sent <= as_of else None
    last = last_date(letter)
    return as_of + timedelta(1) if not letter.served and last and last >= as_of else None


def _said_paid(letter: Letter, rows: Dossier, as_of: date, policy: Policy) -> Message | None:
    """Return that a letter is called paid while something of it is owed on the day."""
    account = situation(rows, as_of, policy).arrears
    owed = sum(x.unpaid for x in account.lines if covers(letter, x.charge, rows.holds))
    if not owed:
        return None
    return say(
        "letter {number} is said to be paid, and {unit} still owes {owed} yuan of it",
        number=letter.number,
        unit=letter.unit,
        owed=money.text(owed),
    )


def _voided(letter: Letter) -> Message | None:
    """Return that a letter which went out is called void: only one that came back can be."""
    day = letter.sent or letter.served
    if day is None or letter.result or came_back(letter.note):
        return None
    return say(
        "lawyer letter {number} went out on {day} and is called void; only one that came back"
        " can be",
        number=letter.number,
        day=day,
    )


def breach(letter: Letter, rows: Dossier, as_of: date, policy: Policy) -> Message | None:
    """Return what stood against a letter on the day on which it went out, if anything.

    Where no day says when, what stands against it on the day `as_of`.
    """
    if not went_out(letter) or letter.state == LetterState.RETURNED:
        return None
    reason = next(_objections(letter, rows, as_of, policy), None)
    return reason and _although(letter, reason)


def _objections(letter: Letter, rows: Dossier, as_of: date, policy: Policy) -> Iterator[Message]:
    day = sent_on(letter)
    if day:
        yield from sending.moved_on(letter, situation(rows, day, policy), day)
    else:
        day = letter.served or as_of
        yield from sending.agreed(letter, situation(rows, day, policy), day)
    went_out_on = _gone(letter, as_of)
    if went_out_on and (paid := _paid_before(letter, rows, went_out_on, policy)):
        yield paid


def _paid_before(letter: Letter, rows: Dossier, day: date, policy: Policy) -> Message | None:
    """Return that all or a part was paid before the day; who pays on the day itself may be told."""
    eve = day - timedelta(1)
    account = situation(rows, eve, policy).arrears
    if not live.asks(letter, account, rows.holds):
        return None
    return sending.paid_since(letter, account, eve, rows.holds)


def _although(letter: Letter, reason: Message) -> Message:
    if day := sent_on(letter):
        return say(
            "lawyer letter {number} went out on {day} although {reason}",
            number=letter.number,
            day=day,
            reason=reason,
        )
    return say(
        "lawyer letter {number} is typed as gone, no day says when, and {reason}",
        number=letter.number,
        reason=reason,
    )
