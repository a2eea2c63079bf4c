"""May this lawyer letter be recorded as gone? Asked at every door through which it can go (R5)."""

from collections.abc import Iterator, Sequence
from datetime import date

from cuifei.commands.opened import Opened
from cuifei.domain.account.delivery import is_unsent, went_out
from cuifei.domain.codes import Document
from cuifei.domain.ladder import live
from cuifei.domain.ladder.cases import Case, Docket
from cuifei.domain.ladder.letter_rows import identity
from cuifei.domain.ladder.sending import moved_on, paid_since
from cuifei.domain.ladder.slots import elsewhere
from cuifei.domain.ladder.softer_means import answer_first, open_reason
from cuifei.domain.problems import CuifeiError, Message, say
from cuifei.domain.records import Letter
from cuifei.domain.words import sheet


def check(opened: Opened, before: Sequence[Letter], after: Sequence[Letter], day: date) -> None:
    """Raise CuifeiError where a lawyer letter is recorded as gone and might not go on the day.

    `before`, `after`: the letter's rows; a step that sends nothing is not looked at.
    """
    letter = before[0]
    goes = is_unsent(letter) and went_out(after[0])
    if letter.document != Document.LAWYER_LETTER or not goes:
        return
    docket = opened.docket(day)
    cases = docket.about(before)
    for row in before:
        case = cases.get(row.unit)
        if case and (reason := next(objections(row, case, docket), None)):
            raise CuifeiError(reason, _remedy(), str(opened.book.path))


def _remedy() -> Message:
    return say(
        "Do not send it: void it with a reason and draft it anew when it may go. If it has gone"
        " already, type so in {register_sheet}: until it is withdrawn or settled nothing else"
        " goes out there",
        register_sheet=sheet("register"),
    )


def objections(letter: Letter, case: Case, docket: Docket) -> Iterator[Message]:
    """Yield what stands against sending a letter that is made, on the docket's day."""
    if letter.result:
        yield say("letter {number} is settled already", number=letter.number)
    if paid := paid_since(letter, case.arrears, docket.as_of, (*case.ended_holds, *case.holds)):
        yield paid
    yield from moved_on(letter, case, docket.as_of)
    if reason := open_reason(case):  # whatever step comes next
        yield answer_first(reason, letter.document)
    others = [
        other for other in docket.live.get(case.cohort, ()) if identity(other) != identity(letter)
    ]
    if len(others) >= docket.policy.slots_per_cohort:
        yield say(
            "another lawyer letter is live in {cohort}: {why}",
            cohort=case.cohort,
            why=live.why(others[0], docket.as_of),
        )
    if why := elsewhere(case.cohort, docket.policy):
        yield why
    if breaches := docket.breaches.get(case.cohort, ()):  # a row of its own may be gone, too
        yield say("nothing goes out in {cohort}: {why}", cohort=case.cohort, why=breaches[0].why)
