"""May a letter take this step of its life?

已生成 → 已打印 → 已盖章 → 已寄出 → 已送达 | 拒收 | 退回; 已作废 from any, but not a lawyer
letter that went out and did not come back: it is withdrawn, which settles it and keeps
silence and limitation as they are. Printing and
sealing may go unrecorded; sending may not: nobody is served by a letter that
nobody sent (R3.3, and the ladder counts from it). A lawyer letter is a draft
until counsel approved it, and a draft goes nowhere (R9.3).
"""

from dataclasses import dataclass, replace
from datetime import date as Day

from cuifei.domain.account.delivery import is_unsent
from cuifei.domain.codes import Blank, Delivery, Document, LetterState
from cuifei.domain.problems import CuifeiError, Step, say
from cuifei.domain.records import Letter
from cuifei.domain.words import sheet

ORDER = (LetterState.MADE, LetterState.PRINTED, LetterState.SEALED, LetterState.SENT)
ENDS = (LetterState.SERVED, LetterState.REFUSED, LetterState.RETURNED)


@dataclass(frozen=True, slots=True)
class Move:
    """What somebody records: the new state, its day, and how the letter went."""

    state: LetterState
    date: Day
    delivery: Delivery | Blank = ""
    waybill: str = ""
    reason: str = ""


def moved(letter: Letter, move: Move) -> Letter:
    """Return the letter after the step. Raises CuifeiError for a step that cannot be.

    By hand, sending and serving are one act; voiding needs a reason and stays visible.
    """
    if letter.state == LetterState.VOIDED and move.state != LetterState.VOIDED:
        raise CuifeiError(
            say("letter {number} was voided and stays so", number=letter.number),
            say("Make a new letter"),
        )
    if letter.state == move.state == LetterState.VOIDED:
        raise _recorded(letter)
    if move.state == LetterState.VOIDED:
        return _voided(letter, move)
    if is_draft(letter):
        raise CuifeiError(
            say("lawyer letter {number} is a draft that nobody has approved", number=letter.number),
            say("Let counsel check it, then record that: {step}", step=Step("legal approve")),
        )
    _ensure_news(letter, move)
    if move.state in ENDS:
        return _ended(letter, move)
    if letter.state in ENDS or ORDER.index(move.state) <= ORDER.index(letter.state):
        raise CuifeiError(
            say("letter {number} is already further than that", number=letter.number),
            say(
                "Nothing more to do; correct its row in {register_sheet} if that is wrong",
                register_sheet=sheet("register"),
            ),
        )
    after = replace(letter, state=move.state)
    if move.state == LetterState.SENT:
        return replace(
            after,
            sent=move.date,
            delivery=move.delivery or letter.delivery,
            waybill=move.waybill or letter.waybill,
        )
    return after


def _ensure_news(letter: Letter, move: Move) -> None:
    """Raise CuifeiError where the step is before the letter, or recorded already."""
    if move.date < letter.date:
        raise CuifeiError(
            say(
                "letter {number} is dated {day}, after that", number=letter.number, day=letter.date
            ),
            say("Check the date"),
        )
    if move.state == letter.state:
        raise _recorded(letter)


def _recorded(letter: Letter) -> CuifeiError:
    return CuifeiError(
        say("that is already recorded of letter {number}", number=letter.number),
        say(
            "Nothing more to do; correct its row in {register_sheet} if the day is wrong",
            register_sheet=sheet("register"),
        ),
    )


def is_draft(letter: Letter) -> bool:
    """Return whether it is a lawyer letter that has not gone out and that nobody approved."""
    return (
        letter.document == Document.LAWYER_LETTER and not letter.approved_by and is_unsent(letter)
    )


def _voided(letter: Letter, move: Move) -> Letter:
    if letter.document == Document.LAWYER_LETTER and letter.state in (
        LetterState.SENT,
        LetterState.SERVED,
        LetterState.REFUSED,
    ):
        raise CuifeiError(
            say("letter {number} has gone out and cannot be voided", number=letter.number),
            say("Record that it is withdrawn, which settles it: {step}", step=Step("legal settle")),
        )
    if not move.reason:
        raise CuifeiError(
            say("voiding letter {number} needs a reason", number=letter.number),
            say("Give it with --reason; it stays in the register"),
        )
    note = "; ".join(part for part in (letter.note, move.reason) if part)
    return replace(letter, state=LetterState.VOIDED, note=note)


def _ended(letter: Letter, move: Move) -> Letter:
    delivery = move.delivery or letter.delivery
    sent = letter.sent or (move.date if delivery == Delivery.HAND else None)
    if letter.state in ENDS:
        raise CuifeiError(
            say("letter {number} has already come to its end", number=letter.number),
            say(
                "Correct its row in {register_sheet} by hand if it was recorded wrongly",
                register_sheet=sheet("register"),
            ),
        )
    if sent is None:
        raise CuifeiError(
            say("letter {number} was never recorded as sent", number=letter.number),
            say("Record first that it was sent, or that it was delivered by hand"),
        )
    if move.date < sent:
        raise CuifeiError(
            say("letter {number} was sent after that day", number=letter.number),
            say("Check the date"),
        )
    return replace(
        letter,
        state=move.state,
        sent=sent,
        served=move.date
        if move.state in (LetterState.SERVED, LetterState.REFUSED)
        else letter.served,
        delivery=delivery,
        waybill=move.waybill or letter.waybill,
    )
