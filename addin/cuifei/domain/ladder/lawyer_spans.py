"""When are the lawyer letters of each cohort live, and which of them freeze it? (R5.2)"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from cuifei.domain import money
from cuifei.domain.account.arrears import arrears
from cuifei.domain.account.delivery import UNSENT, covers
from cuifei.domain.account.dossier import Dossier
from cuifei.domain.account.former import addressee, sales
from cuifei.domain.ladder import live, sending
from cuifei.domain.ladder.household import owner_of
from cuifei.domain.ladder.letter_rows import Identity, by_letter, identity
from cuifei.domain.ladder.live import Span
from cuifei.domain.ladder.situation import cohort_of, situation
from cuifei.domain.policy import Policy
from cuifei.domain.problems import Message, say
from cuifei.domain.records import Contact, Letter


def spans(
    rows: Mapping[str, Dossier], missing: Iterable[Letter], as_of: date, policy: Policy
) -> Mapping[str, tuple[Span, ...]]:
    """Return when lawyer letters are live, by cohort; those over before the day are left out.

    One whose row is missing counts as sent on its date: nobody knows better.
    """
    found: list[Span] = []
    over = as_of - timedelta(policy.slot_gap_days)
    shared = _contacts(rows)
    sold = sales({key: own.unit for key, own in rows.items()})
    gone = [
        replace(letter, unit=addressee(sold, letter), state="sent", sent=letter.date)
        for letter in missing
    ]
    for own in rows.values():
        lost = [letter for letter in gone if letter.unit == own.unit.unit]
        lawyers = [letter for letter in own.letters if letter.document == "lawyer_letter"]
        if not lawyers and not lost:
            continue
        last = max((*own.changes(), *(letter.date for letter in lost)))
        account = arrears(own.unit.unit, own.charges, own.payments, last, policy, own.decisions)
        cohort = cohort_of(own.unit)
        for letter in (*lawyers, *lost):
            contacts = shared.get(identity(letter), own.contacts)
            own_spans = live.spans(cohort, (letter,), account, contacts, own.instalments, own.holds)
            breach = _deleted(letter) if letter in lost else _breach(letter, own, policy)
            doubt = _said_paid(letter, own, as_of, policy)
            found += (
                replace(span, breach=doubt or breach, asked=bool(doubt)) for span in own_spans
            )
    groups: defaultdict[str, list[Span]] = defaultdict(list)
    owners = {key: owner_of(own.unit) or key for key, own in rows.items()}
    for span in live.one_each(found, owners):
        if span.ends is None or span.ends > over or span.asked:
            groups[span.cohort].append(span)
    return {cohort: tuple(group) for cohort, group in groups.items()}


def _deleted(letter: Letter) -> Message:
    return say(
        "the row of lawyer letter {number} to {unit} of {day} was deleted",
        number=letter.number,
        unit=letter.unit,
        day=letter.date,
    )


def _said_paid(letter: Letter, rows: Dossier, as_of: date, policy: Policy) -> Message | None:
    """Return that a letter is called paid while something of it is owed on the day."""
    if letter.result != "paid":
        return None
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


def _breach(letter: Letter, rows: Dossier, policy: Policy) -> Message | None:
    """Return what stood against a letter on the day on which it went out (R5.2), if anything."""
    if letter.sent is None or letter.state in UNSENT:
        return None
    facts = situation(rows, letter.sent, policy)
    reason = next(sending.moved_on(letter, facts, letter.sent), None)
    if reason is None:
        return None
    return say(
        "lawyer letter {number} went out on {day} although {reason}",
        number=letter.number,
        day=letter.sent,
        reason=reason,
    )


def _contacts(rows: Mapping[str, Dossier]) -> Mapping[Identity, tuple[Contact, ...]]:
    """Return the contacts about all units of a lawyer letter, where there are several."""
    lawyers = (x for own in rows.values() for x in own.letters if x.document == "lawyer_letter")
    return {
        key: tuple(contact for row in group for contact in rows[row.unit].contacts)
        for key, group in by_letter(lawyers).items()
        if len(group) > 1
    }
