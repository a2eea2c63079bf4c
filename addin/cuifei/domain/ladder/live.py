"""Which lawyer letters are live, why, and until when? (R5.2)

A letter is live from its date, and a draft with it, until it is settled:
paid, a plan signed, withdrawn, or past its last date and followed up. A
letter that came back has reached nobody and is not live.

A letter about several units (合并发函) is one: live until each unit's part of it
is settled, and one contact about any of the units follows it up.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cuifei.domain.account.arrears import Arrears
from cuifei.domain.account.delivery import UNSENT, covers, is_void, last_date
from cuifei.domain.ladder import episodes
from cuifei.domain.ladder.letter_rows import by_letter, identity
from cuifei.domain.problems import Message, say
from cuifei.domain.records import Contact, Hold, Instalment, Letter

OWNERS_OWN = frozenset({"owner_call", "owner_visit"})  # R4.4: the owner came to us


@dataclass(frozen=True, slots=True)
class Span:
    """The days on which a lawyer letter is live: from its date to before `ends`.

    `ends`: the day on which it is settled; None while nothing has settled it.
    """

    letter: Letter
    cohort: str
    ends: date | None

    def on(self, day: date) -> bool:
        """Return whether the letter is live on the day."""
        return self.letter.date <= day and (self.ends is None or day < self.ends)


def live(spans: Iterable[Span], as_of: date) -> Mapping[str, tuple[Letter, ...]]:
    """Return the live letters of each cohort that has any, oldest first."""
    found: defaultdict[str, list[Letter]] = defaultdict(list)
    for span in sorted(spans, key=lambda s: (s.letter.date, s.letter.number)):
        if span.on(as_of):
            found[span.cohort].append(span.letter)
    return {cohort: tuple(letters) for cohort, letters in found.items()}


def one_each(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return one span for each letter: its rows together are live while any of them is."""
    found: defaultdict[tuple[object, ...], list[Span]] = defaultdict(list)
    for span in spans:
        found[span.cohort, *identity(span.letter)].append(span)
    return tuple(_together(rows) if len(rows) > 1 else rows[0] for rows in found.values())


def _together(rows: list[Span]) -> Span:
    ends = [span.ends for span in rows if span.ends]
    last = max(ends) if len(ends) == len(rows) else None
    (letters,) = by_letter(span.letter for span in rows).values()
    return Span(letters[0], rows[0].cohort, last)


def spans(
    cohort: str,
    letters: Iterable[Letter],
    arrears: Arrears,
    contacts: Collection[Contact],
    instalments: Collection[Instalment],
    holds: Collection[Hold],
) -> tuple[Span, ...]:
    """Return the days on which one unit's lawyer letters are live, from all that is recorded.

    Rows count on their own dates, so the spans hold for any day up to
    `arrears.as_of`. What was typed as the result has no date: it closes the
    letter for good.
    """
    found = []
    for letter in letters:
        if letter.document != "lawyer_letter" or is_void(letter):
            continue
        days = (
            _closed(letter),
            _paid(letter, arrears, holds),
            _plan_agreed(letter, instalments),
            _followed_up(letter, contacts),
        )
        found.append(Span(letter, cohort, min((day for day in days if day), default=None)))
    return tuple(found)


def _closed(letter: Letter) -> date | None:
    """Return the day from which the register itself says that the letter is not live."""
    last = last_date(letter)
    if letter.result == "followed_up" and last:
        return last + timedelta(1)
    if letter.result:
        return letter.date
    return (letter.served or letter.date) if letter.state == "returned" else None


def _paid(letter: Letter, arrears: Arrears, holds: Collection[Hold]) -> date | None:
    """Return when everything owed at the letter was paid; never by having covered nothing."""
    if not any(covers(letter, line.charge, holds) for line in arrears.all_lines):
        return None
    return episodes.paid_on(letter, arrears, holds)


def _plan_agreed(letter: Letter, instalments: Iterable[Instalment]) -> date | None:
    agreed = [row.agreed for row in instalments if row.agreed and row.agreed >= letter.date]
    return min(agreed, default=None)


def _followed_up(letter: Letter, contacts: Iterable[Contact]) -> date | None:
    last = last_date(letter)
    ours = (c.date for c in contacts if c.channel not in OWNERS_OWN and last and c.date > last)
    return min(ours, default=None)


def why(letter: Letter, as_of: date) -> Message:
    """Return a sentence: why the letter is live on the day, and what will end it (R5.2)."""
    last = last_date(letter) or letter.date
    facts: dict[str, str | date] = {
        "number": letter.number,
        "unit": letter.unit,
        "day": letter.date,
        "last": last,
    }
    if as_of > last:
        return say(
            "lawyer letter {number} to {unit} of {day} passed its last date {last} and nobody has"
            " followed it up: contact the owner and record it",
            **facts,
        )
    if letter.state in UNSENT:
        return say(
            "lawyer letter {number} to {unit} of {day} is drafted and has not gone out: send it,"
            " or void it with a reason",
            **facts,
        )
    return say(
        "lawyer letter {number} to {unit} of {day} is running until its last date {last}; it is"
        " over when it is paid, a plan is signed, it is withdrawn, or followed up after that date",
        **facts,
    )
