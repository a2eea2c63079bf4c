"""Which lawyer letters are live, why, and until when? (R5.2)

A letter is live from its date, and a draft with it, until it is settled:
paid, a plan signed, withdrawn, refused, handed to counsel for suit (also by 跟催
or 暂缓), or past its last date and followed up by a contact of ours that reached the owner. One
that has not gone out stays live however old it is: it could still go. A
letter that came back has reached nobody and is not live.

A letter about several units (合并发函) is one: live until each unit's part of it
is settled, and one contact about any of the units follows it up.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cuifei.domain.account.arrears import Arrears
from cuifei.domain.account.delivery import covers, is_unsent, last_date, posted
from cuifei.domain.account.outcomes import by_us, names_outcome, reached
from cuifei.domain.codes import ContactResult, Document, HoldReason, LetterResult, LetterState
from cuifei.domain.ladder import episodes
from cuifei.domain.ladder.letter_rows import by_letter, identity
from cuifei.domain.problems import Message, say
from cuifei.domain.records import Contact, Hold, Instalment, Letter

# Results that close a letter for good, wherever it had got to, or once it had gone out.
CLOSED = frozenset({LetterResult.PAID, LetterResult.PLAN, LetterResult.WITHDRAWN})
CLOSED_SENT = frozenset({LetterResult.REFUSED, LetterResult.SUIT})


@dataclass(frozen=True, slots=True)
class Span:
    """The days on which a lawyer letter is live: from its date to before `ends`.

    `ends`: the day on which it is settled; None while nothing has settled it. `breach`:
    what was wrong when it went out, that its row is gone, or that what is typed of it cannot
    be: nothing else may go then. `asked`: so even where the register calls it settled.
    """

    letter: Letter
    cohort: str
    ends: date | None
    breach: Message | None = None
    asked: bool = False

    def frozen(self, day: date) -> bool:
        """Return whether the cohort waits on the day until somebody clears this letter up."""
        return self.breach is not None and (self.asked or self.on(day))

    def on(self, day: date) -> bool:
        """Return whether the letter is live on the day."""
        return self.letter.date <= day and (self.ends is None or day < self.ends)


def live(spans: Iterable[Span], as_of: date) -> Mapping[str, tuple[Letter, ...]]:
    """Return the live letters of each cohort that has any, oldest first."""
    by_cohort: defaultdict[str, list[Letter]] = defaultdict(list)
    for span in sorted(spans, key=lambda s: (s.letter.date, s.letter.number)):
        if span.on(as_of):
            by_cohort[span.cohort].append(span.letter)
    return {cohort: tuple(letters) for cohort, letters in by_cohort.items()}


@dataclass(frozen=True, slots=True)
class Breach:
    """A live letter that freezes its cohort, and why."""

    letter: Letter
    why: Message


def breaches(spans: Iterable[Span], as_of: date) -> Mapping[str, tuple[Breach, ...]]:
    """Return the live letters of each cohort whose going out broke the rules, oldest first."""
    by_cohort: defaultdict[str, list[Breach]] = defaultdict(list)
    for span in sorted(spans, key=lambda s: (s.letter.date, s.letter.number)):
        if span.breach and span.frozen(as_of):
            by_cohort[span.cohort].append(Breach(span.letter, span.breach))
    return {cohort: tuple(every) for cohort, every in by_cohort.items()}


def one_each(spans: Iterable[Span], owners: Mapping[str, object]) -> tuple[Span, ...]:
    """Return one span for each letter: its rows together are live while any of them is.

    `owners`: whose each unit is. One number typed for two owners is two letters.
    """
    spans_by_letter: defaultdict[tuple[object, ...], list[Span]] = defaultdict(list)
    for span in spans:
        owner = owners.get(span.letter.unit)
        spans_by_letter[span.cohort, owner, *identity(span.letter)].append(span)
    return tuple(_together(rows) if len(rows) > 1 else rows[0] for rows in spans_by_letter.values())


def _together(rows: list[Span]) -> Span:
    ends = [span.ends for span in rows if span.ends]
    last = max(ends) if len(ends) == len(rows) else None
    (letters,) = by_letter(span.letter for span in rows).values()
    breach = next((span.breach for span in rows if span.breach), None)
    return Span(letters[0], rows[0].cohort, last, breach, any(span.asked for span in rows))


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
    letter_spans = []
    for letter in letters:
        if letter.document != Document.LAWYER_LETTER or letter.state == LetterState.VOIDED:
            continue
        days = (
            _closed(letter),
            _paid(letter, arrears, holds),
            _plan_agreed(letter, instalments),
            _followed_up(letter, contacts),
            _sued(letter, arrears, contacts, holds),
        )
        letter_spans.append(Span(letter, cohort, min((day for day in days if day), default=None)))
    return tuple(letter_spans)


def _closed(letter: Letter) -> date | None:
    """Return the day from which the register itself says that the letter is not live."""
    last, unsent = last_date(letter), is_unsent(letter)
    if letter.state == LetterState.RETURNED:
        return letter.served or letter.date
    if (
        letter.result == LetterResult.FOLLOWED_UP
        and last
        and not unsent
        and names_outcome(letter.note)
    ):
        return last + timedelta(1)
    closed = letter.result in CLOSED or (letter.result in CLOSED_SENT and not unsent)
    return letter.date if closed else None


def asks(letter: Letter, arrears: Arrears, holds: Collection[Hold]) -> bool:
    """Return whether the letter asks for any charge that the ledger has."""
    return any(covers(letter, line.charge, holds) for line in arrears.all_lines)


def _paid(letter: Letter, arrears: Arrears, holds: Collection[Hold]) -> date | None:
    """Return when everything owed at the letter was paid; never by having covered nothing."""
    if not asks(letter, arrears, holds):
        return None
    return episodes.paid_on(letter, arrears, holds)


def _plan_agreed(letter: Letter, instalments: Iterable[Instalment]) -> date | None:
    agreed = [row.agreed for row in instalments if row.agreed and row.agreed >= letter.date]
    return min(agreed, default=None)


def _followed_up(letter: Letter, contacts: Iterable[Contact]) -> date | None:
    """Return the day on which we reached the owner after the last date of a letter that went out.

    A try without an answer, a text, a message left do not end it (R5.2).
    """
    last = last_date(letter)
    if last is None or is_unsent(letter):
        return None
    over = max(last, posted(letter))
    return min(
        (c.date for c in contacts if c.date > over and by_us(c) and reached(c)), default=None
    )


def _sued(
    letter: Letter, arrears: Arrears, contacts: Iterable[Contact], holds: Collection[Hold]
) -> date | None:
    """Return the day on which what a letter that went out asks for was taken to court.

    跟催 tells of it (已起诉), or 暂缓 (诉讼): of the unit, or of each fee item of the letter.
    """
    if is_unsent(letter):
        return None
    days = [c.date for c in contacts if c.result == ContactResult.SUED and c.date >= letter.date]
    suits = [h for h in holds if h.reason == HoldReason.LITIGATION and h.since >= letter.date]
    days += [hold.since for hold in suits if not hold.item]
    asked = {x.charge.item for x in arrears.all_lines if covers(letter, x.charge, holds)}
    begun = {i: min((h.since for h in suits if h.item == i), default=None) for i in asked}
    items = [day for day in begun.values() if day]
    if items and len(items) == len(begun):
        days.append(max(items))
    return min(days, default=None)


def why(letter: Letter, as_of: date) -> Message:
    """Return a sentence: why the letter is live on the day, and what will end it (R5.2)."""
    last = last_date(letter) or letter.date
    facts: dict[str, str | date] = {
        "number": letter.number,
        "unit": letter.unit,
        "day": letter.date,
        "last": last,
    }
    if is_unsent(letter) and letter.approved_by:
        return say(
            "lawyer letter {number} to {unit} of {day} is approved and has not gone out; its last"
            " date is {last}: send it and record that, or void it with a reason",
            **facts,
        )
    if is_unsent(letter):
        return say(
            "lawyer letter {number} to {unit} of {day} is drafted and has not gone out: let"
            " counsel approve it, or void it with a reason",
            **facts,
        )
    if as_of > last:
        return say(
            "lawyer letter {number} to {unit} of {day} passed its last date {last}, and nothing"
            " recorded says what came of it: reach the owner and record the outcome; a try"
            " without an answer does not end it",
            **facts,
        )
    return say(
        "lawyer letter {number} to {unit} of {day} is running until its last date {last}; it is"
        " over when it is paid, a plan is signed, a suit is filed, it is withdrawn, or followed up"
        " after that date",
        **facts,
    )
