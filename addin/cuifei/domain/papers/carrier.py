"""What does a carrier's list make of a letter: sent, served, refused, or returned?

The list only records what happened; the same list read twice changes nothing,
and an older list never takes back what is known (R3.3, R9.4).
"""

from dataclasses import dataclass, replace
from datetime import date as Day

from cuifei.domain.account.delivery import went_out
from cuifei.domain.codes import Blank, Delivery, LetterState
from cuifei.domain.papers.letter_life import ENDS, Move, moved
from cuifei.domain.problems import CuifeiError, Step, say
from cuifei.domain.records import Letter
from cuifei.domain.words import sheet


@dataclass(frozen=True, slots=True)
class News:
    """One line of the list. `state` "": not said; `day`: of signing, refusing or coming back."""

    number: str
    waybill: str = ""
    state: LetterState | Blank = ""
    sent: Day | None = None
    day: Day | None = None

    @property
    def means(self) -> LetterState | Blank:
        """The state that the line tells of; "" where it is not filled in yet.

        >>> News("H1", "EA1").means, News("H1", day=Day(2026, 3, 5)).means, News("H1").means
        ('sent', 'served', '')
        """
        if self.state or not (self.day or self.waybill or self.sent):
            return self.state
        return LetterState.SERVED if self.day else LetterState.SENT


def told(letter: Letter, news: News, as_of: Day) -> Letter:
    """Return the letter after the news, the very same where it tells nothing new.

    A letter that was never recorded as sent and comes without a sending day counts as
    sent on `as_of`, the day of the list; where the list already says what became
    of it, its sending day must stand there. Raises CuifeiError for what cannot be.
    """
    state = news.means
    _check(letter, news, state, as_of)
    if _known(letter, news, state):
        return letter
    if not went_out(letter):
        letter = _sent(letter, news, state, as_of)
    elif not letter.waybill and news.waybill and letter.state == LetterState.SENT:
        letter = replace(letter, waybill=news.waybill, delivery=letter.delivery or Delivery.EXPRESS)
    if state and state in ENDS:
        letter = moved(letter, Move(state, news.day or as_of, waybill=news.waybill))
    return letter


def _known(letter: Letter, news: News, state: str) -> bool:
    """Return whether the register says all that already, or more."""
    waybill = not news.waybill or news.waybill == letter.waybill
    if state == LetterState.SENT:
        return waybill and went_out(letter)
    return waybill and state == letter.state and (not news.day or news.day == letter.served)


def _sent(letter: Letter, news: News, state: str, as_of: Day) -> Letter:
    if news.sent is None and state in ENDS:
        raise CuifeiError(
            say("it is not known when letter {number} was sent", number=letter.number),
            say("Type the day it was sent into the list, or record it: {step}", step=Step("mark")),
        )
    return moved(letter, Move(LetterState.SENT, news.sent or as_of, Delivery.EXPRESS, news.waybill))


def _check(letter: Letter, news: News, state: str, as_of: Day) -> None:
    if state not in (LetterState.SENT, *ENDS):
        raise CuifeiError(
            say("a carrier cannot report that state of letter {number}", number=letter.number),
            say("Write sent, served, refused or returned"),
        )
    if late := [day for day in (news.sent, news.day) if day and day > as_of]:
        raise CuifeiError(say("the day {day} has not come yet", day=late[0]), say("Check the date"))
    if state in (LetterState.SERVED, LetterState.REFUSED) and news.day is None:
        raise CuifeiError(
            say("the list does not say on which day that was"),
            say("Type the day into the list"),
        )
    if news.waybill and letter.waybill and news.waybill != letter.waybill:
        raise CuifeiError(
            say(
                "letter {number} went with waybill {known}, the list says {waybill}",
                number=letter.number,
                known=letter.waybill,
                waybill=news.waybill,
            ),
            say(
                "Check which is right; correct the list, or the letter's row in {register_sheet}",
                register_sheet=sheet("register"),
            ),
        )
    if news.sent and letter.sent and news.sent != letter.sent:
        raise CuifeiError(
            say(
                "letter {number} was sent on {known}, the list says {day}",
                number=letter.number,
                known=letter.sent,
                day=news.sent,
            ),
            say(
                "Check which is right; correct the list, or the letter's row in {register_sheet}",
                register_sheet=sheet("register"),
            ),
        )
