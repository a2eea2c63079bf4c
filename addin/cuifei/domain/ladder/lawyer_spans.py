"""When are the lawyer letters of each cohort live, and which of them freeze it? (R5.2)"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from cuifei.domain.account.arrears import arrears
from cuifei.domain.account.dossier import Dossier
from cuifei.domain.account.former import addressee, sales
from cuifei.domain.codes import Document, LetterState
from cuifei.domain.ladder import by_hand, live
from cuifei.domain.ladder.household import owner_of
from cuifei.domain.ladder.letter_rows import Identity, by_letter, identity
from cuifei.domain.ladder.live import Span
from cuifei.domain.ladder.situation import cohort_of
from cuifei.domain.policy import Policy
from cuifei.domain.records import Contact, Letter


def spans(
    rows: Mapping[str, Dossier], missing: Iterable[Letter], as_of: date, policy: Policy
) -> Mapping[str, tuple[Span, ...]]:
    """Return when lawyer letters are live, by cohort; those over before the day are left out.

    One whose row is missing counts as sent on its date: nobody knows better.
    """
    unit_spans: list[Span] = []
    over = as_of - timedelta(policy.slot_gap_days)
    sold = sales({key: own.unit for key, own in rows.items()})
    deleted_letters = [
        replace(letter, unit=addressee(sold, letter), state=LetterState.SENT, sent=letter.date)
        for letter in missing
    ]
    shared = _contacts(rows, deleted_letters)
    for own in rows.values():
        lost = [letter for letter in deleted_letters if letter.unit == own.unit.unit]
        lawyers = [letter for letter in own.letters if letter.document == Document.LAWYER_LETTER]
        if not lawyers and not lost:
            continue
        last = max((*own.changes(), *(letter.date for letter in lost)))
        account = arrears(own.unit.unit, own.charges, own.payments, last, policy, own.decisions)
        cohort = cohort_of(own.unit)
        for letter in (*lawyers, *lost):
            contacts = shared.get(identity(letter), own.contacts)
            spans_of = live.spans(cohort, (letter,), account, contacts, own.instalments, own.holds)
            unit_spans += _asked(letter, spans_of, cohort, own, as_of, policy, gone=letter in lost)
    groups: defaultdict[str, list[Span]] = defaultdict(list)
    owners = {key: owner_of(own.unit) or key for key, own in rows.items()}
    for span in live.one_each(unit_spans, owners):
        if span.ends is None or span.ends > over or span.asked:
            groups[span.cohort].append(span)
    return {cohort: tuple(group) for cohort, group in groups.items()}


def _asked(
    letter: Letter,
    own: tuple[Span, ...],
    cohort: str,
    rows: Dossier,
    as_of: date,
    policy: Policy,
    *,
    gone: bool,
) -> Iterator[Span]:
    """Yield a letter's span with what has to be cleared up about it; `gone`: its row is."""
    breach = by_hand.deleted(letter) if gone else by_hand.breach(letter, rows, as_of, policy)
    doubt = by_hand.doubt(letter, rows, as_of, policy)
    if doubt and not own:
        own = (Span(letter, cohort, letter.date),)
    yield from (replace(span, breach=doubt or breach, asked=bool(doubt)) for span in own)


def _contacts(
    rows: Mapping[str, Dossier], deleted_letters: Iterable[Letter]
) -> Mapping[Identity, tuple[Contact, ...]]:
    """Return the contacts about all units of a lawyer letter, where there are several.

    A row that is missing (`deleted_letters`) belongs to its letter: what came of the others came
    of it.
    """
    lawyers = (
        x for own in rows.values() for x in own.letters if x.document == Document.LAWYER_LETTER
    )
    return {
        key: tuple(contact for row in group for contact in rows[row.unit].contacts)
        for key, group in by_letter(
            (*lawyers, *(x for x in deleted_letters if x.unit in rows))
        ).items()
        if len(group) > 1
    }
