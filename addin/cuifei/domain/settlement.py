"""May this lawyer letter be called settled, and how? (R5.2)

Paid, instalment plan signed, withdrawn, or past its last date and followed up:
what somebody records must agree with what the workbook shows.
"""

from datetime import date

from cuifei.domain import money
from cuifei.domain.cases import Case
from cuifei.domain.problems import CuifeiError, say
from cuifei.domain.records import Letter
from cuifei.domain.service import UNSENT, covers, last_date


def check(case: Case, letter: Letter, result: str, as_of: date) -> None:
    """Raise CuifeiError where the facts speak against `result` for the live `letter`."""
    if result == "paid":
        _check_paid(case, letter)
    elif result == "plan" and not any(plan.agreed >= letter.date for plan in case.plans):
        raise CuifeiError(
            say("no instalment plan of {unit} is in the workbook", unit=letter.unit),
            say("Type the parts into 分期 with the day of the agreement, then settle"),
        )
    elif result == "followed_up":
        _check_followed_up(letter, as_of)


def _check_paid(case: Case, letter: Letter) -> None:
    holds = (*case.ended_holds, *case.holds)
    open_fen = sum(x.unpaid for x in case.arrears.lines if covers(letter, x.charge, holds))
    if open_fen:
        raise CuifeiError(
            say(
                "{unit} still owes {owed} yuan of that letter",
                unit=letter.unit,
                owed=money.text(open_fen),
            ),
            say("Type the receipt into 收款 first"),
        )


def _check_followed_up(letter: Letter, as_of: date) -> None:
    last = last_date(letter)
    if letter.state in UNSENT:
        raise CuifeiError(
            say("letter {number} was never recorded as sent", number=letter.number),
            say("Record first that it was sent, or settle it as withdrawn"),
        )
    if last and as_of <= last:
        raise CuifeiError(
            say("the letter's last date, {day}, is not over", day=last),
            say("Wait until then: no contact before the last date; then contact the owner"),
        )
