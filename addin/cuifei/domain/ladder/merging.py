"""Which of today's letters to one owner are one letter? (合并发函)

Units of one household whose next document is the same go into one letter; its
last date is the latest that a rung of theirs gives. Where their next documents
differ, the furthest on the ladder goes today and the others wait: the owner
gets one letter at a time (R2.5, R8.2).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from cuifei.domain.keys import Natural, natural
from cuifei.domain.ladder.cases import Case
from cuifei.domain.ladder.readiness import Blocker
from cuifei.domain.problems import say
from cuifei.domain.records import DOCUMENTS
from cuifei.domain.words import document_word

Together: TypeAlias = tuple[Case, ...]


def letters(cases: Iterable[Case]) -> tuple[Together, ...]:
    """Return the cases by the letter that they share, each by the number of the unit.

    Letters stay in the order of their first case. A unit that stands alone
    has a letter of its own.
    """
    by_letter: dict[tuple[object, ...], list[Case]] = {}
    for case in cases:
        key = (case.home, _document(case)) if case.home else (case.unit.unit,)
        by_letter.setdefault(key, []).append(case)
    return tuple(tuple(sorted(own, key=_number)) for own in by_letter.values())


def first(cases: Iterable[Case]) -> Mapping[str, Case]:
    """Return for each unit that must wait today the case whose letter its owner gets first."""
    furthest: dict[tuple[str, ...], Case] = {}
    every = tuple(cases)
    for case in every:
        if case.home and (furthest_yet := furthest.setdefault(case.home, case)) is not case:
            furthest[case.home] = max(furthest_yet, case, key=_place)
    return {
        case.unit.unit: ahead
        for case in every
        if (ahead := furthest.get(case.home)) and _document(ahead) != _document(case)
    }


def one_each(ready: Iterable[Case]) -> tuple[Together, ...]:
    """Return the letters that may go today, of the cases whose next document may."""
    cases = tuple(ready)
    later = first(cases)
    return letters(case for case in cases if case.unit.unit not in later)


def waits(ahead: Case) -> Blocker:
    """Return why a unit gets no letter today: its owner gets that of `ahead` first."""
    text = say(
        "the owner gets the {document} about {unit} first: one letter at a time",
        document=document_word(_document(ahead)),
        unit=ahead.unit.unit,
    )
    return Blocker("one_letter", None, text)


def last_date_days(cases: Sequence[Case]) -> int:
    """Return the days from a letter's date to its last date: the most that a rung gives."""
    return max(case.step.rung.last_date_days for case in cases if case.step.rung)


def _number(case: Case) -> Natural:
    return natural(case.unit.unit)


def _document(case: Case) -> str:
    return case.step.rung.document if case.step.rung else ""


def _place(case: Case) -> int:
    document = _document(case)
    return DOCUMENTS.index(document) if document else -1
