"""Which letters go out, or are printed, after the last date that they set? (R3.1)

A letter that demands payment by a day that is over demands nothing. It is never refused: what
happened is recorded. But nobody should print or post one without being told.
"""

from collections.abc import Container, Iterable
from datetime import date

from cuifei.domain.account.delivery import is_unsent
from cuifei.domain.problems import Problem, say
from cuifei.domain.records import Letter


def passed(
    letters: Iterable[Letter], day: date | None, numbers: Container[str] | None = None
) -> tuple[Problem, ...]:
    """Return a Problem for each letter not yet sent whose last date is before `day`.

    A letter over several units is named once. `numbers`: only these; None: all. `day` None:
    nobody asked.
    """
    if day is None:
        return ()
    late = {
        letter.number: letter.last_date
        for letter in letters
        if is_unsent(letter)
        and (numbers is None or letter.number in numbers)
        and letter.last_date is not None
        and letter.last_date < day
    }
    remedy = say("Void it, and make a letter with a last date that is to come")
    return tuple(
        Problem(number, say("on {day} the last date {last} is past", last=last, day=day), remedy)
        for number, last in late.items()
    )
