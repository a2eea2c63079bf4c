"""May this lawyer letter be called settled, and how? (R5.2)

Paid, instalment plan signed, withdrawn, refused, handed to counsel for suit, or past its
last date and followed up with an outcome: what somebody records must agree with
what the workbook shows.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from cuifei.domain import money
from cuifei.domain.account.delivery import covers, is_unsent, last_date, posted
from cuifei.domain.account.outcomes import by_us, names_outcome, reached
from cuifei.domain.codes import LetterResult
from cuifei.domain.ladder.cases import Case
from cuifei.domain.ladder.live import CLOSED_SENT
from cuifei.domain.problems import CuifeiError, say
from cuifei.domain.records import Contact, Letter
from cuifei.domain.words import sheet


def check_each(
    cases: Mapping[str, Case],
    letters: Sequence[Letter],
    result: str,
    as_of: date,
    outcome: str = "",
) -> None:
    """Raise CuifeiError where the facts about a unit of the letter speak against `result`.

    `letters`: the letter's rows; one of a unit that is gone from 房产 says nothing. A
    plan for one unit settles the letter only where the others have theirs, or are paid
    (合并发函).
    """
    for row in letters:
        case = cases.get(row.unit)
        if case is None:
            continue
        if result == LetterResult.PLAN and len(letters) > 1 and not _open(case, row):
            continue
        check(case, row, result, as_of, outcome, _heard(cases, letters))


def _heard(cases: Mapping[str, Case], letters: Sequence[Letter]) -> tuple[Contact, ...]:
    return tuple(c for row in letters if row.unit in cases for c in cases[row.unit].contacts)


def check(
    case: Case,
    letter: Letter,
    result: str,
    as_of: date,
    outcome: str = "",
    contacts: Sequence[Contact] | None = None,
) -> None:
    """Raise CuifeiError where the facts speak against `result` for the live `letter`.

    `outcome`: what came of it, in words; `contacts`: those about all units of the letter.
    """
    if result == LetterResult.PAID:
        _check_paid(case, letter)
    elif result == LetterResult.PLAN and not any(plan.agreed >= letter.date for plan in case.plans):
        raise CuifeiError(
            say("no instalment plan of {unit} is in the workbook", unit=letter.unit),
            say(
                "Type the parts into {instalments_sheet} with the day of the"
                " agreement, then settle",
                instalments_sheet=sheet("instalments"),
            ),
        )
    elif result == LetterResult.FOLLOWED_UP:
        heard = case.contacts if contacts is None else contacts
        _check_followed_up(letter, as_of, outcome, heard)
    elif result in CLOSED_SENT:
        _check_sent(letter)


def _open(case: Case, letter: Letter) -> int:
    """Return the fen that are unpaid of what the letter asked for."""
    holds = (*case.ended_holds, *case.holds)
    return sum(x.unpaid for x in case.arrears.lines if covers(letter, x.charge, holds))


def _check_paid(case: Case, letter: Letter) -> None:
    open_fen = _open(case, letter)
    if open_fen:
        raise CuifeiError(
            say(
                "{unit} still owes {owed} yuan of that letter",
                unit=letter.unit,
                owed=money.text(open_fen),
            ),
            say("Type the receipt into {payments_sheet} first", payments_sheet=sheet("payments")),
        )


def _check_sent(letter: Letter) -> None:
    if is_unsent(letter):
        raise CuifeiError(
            say("letter {number} was never recorded as sent", number=letter.number),
            say("Record first that it was sent, or settle it as withdrawn"),
        )


def _check_followed_up(
    letter: Letter, as_of: date, outcome: str, contacts: Iterable[Contact]
) -> None:
    last = last_date(letter)
    _check_sent(letter)
    if last and as_of <= last:
        raise CuifeiError(
            say("the letter's last date, {day}, is not over", day=last),
            say("Wait until then: no contact before the last date; then contact the owner"),
        )
    over = max(last or letter.date, posted(letter))
    heard = any(over < c.date <= as_of and by_us(c) and reached(c) for c in contacts)
    if not heard and not names_outcome(outcome):
        raise CuifeiError(
            say(
                "nothing says what came of letter {number}: no contact since {day} reached the"
                " owner",
                number=letter.number,
                day=over,
            ),
            say(
                "Record the contact in {contacts_sheet} with its result, or name the outcome as"
                " the reason: refused, promised, instalments agreed, objects …; a call without an"
                " answer, a text or a message left is none",
                contacts_sheet=sheet("contacts"),
            ),
        )
