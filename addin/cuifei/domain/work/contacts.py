"""Did we speak to this owner since a day, and did it reach them? (R4.4, R8.3)"""

from datetime import date

from cuifei.domain.account.outcomes import MISSED, SPOKEN, by_us, reached
from cuifei.domain.codes import ContactResult
from cuifei.domain.ladder.cases import Case
from cuifei.domain.records import Contact


def since(case: Case, day: date) -> tuple[Contact, ...]:
    """Return all contacts from `day` to the case's own day, whoever made them.

    That a heads-up was waived is a note of ours and no contact.
    """
    return tuple(
        c
        for c in case.contacts
        if day <= c.date <= case.arrears.as_of and c.result != ContactResult.HEADS_UP_WAIVED
    )


def we_reached(case: Case, day: date) -> bool:
    """Whether a contact of ours reached the owner since `day`."""
    return any(by_us(c) and reached(c) for c in since(case, day))


def tried(case: Case, day: date) -> bool:
    """Whether we tried since `day`, with or without success."""
    return any(by_us(c) for c in since(case, day))


def spoken(case: Case, day: date) -> bool:
    """Whether owner and manager had to do with each other since `day`, whoever began."""
    return any(c.result not in MISSED for c in since(case, day))


def came_forward(case: Case, day: date) -> bool:
    """Whether the owner turned to us since `day`."""
    return any(not by_us(c) for c in since(case, day))


def last_missed(case: Case, day: date) -> date | None:
    """Return the day of our last vain try since `day`."""
    tries = [c.date for c in since(case, day) if c.result in MISSED]
    return max(tries, default=None)


def last_talk(case: Case) -> date | None:
    """Return the day on which somebody last talked with the owner, or None."""
    talks = [
        c.date for c in since(case, date.min) if c.channel in SPOKEN and c.result not in MISSED
    ]
    return max(talks, default=None)
