"""What did each document bring in? (R8.4)

A letter counts from the day on which it was served, else sent. It is judged
when SUCCESS_DAYS have passed: a success is a letter after which at least what
it demanded came in within those days. Money is counted once, for the newest
letter before it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from cuifei.domain.account.delivery import (
    DEMANDS,
    is_out,
    is_void,
    posted,
)
from cuifei.domain.ladder.cases import Case
from cuifei.domain.ladder.letter_rows import Identity, identity
from cuifei.domain.policy import Policy
from cuifei.domain.records import DOCUMENTS, Letter

SUCCESS_DAYS = 30


@dataclass(frozen=True, slots=True)
class Effect:
    """One document: `sent` letters, of them `judged` and `succeeded`, and fen `brought_in`.

    `rate` = succeeded / judged; None where none has been judged.
    """

    document: str
    sent: int
    judged: int
    succeeded: int
    rate: Fraction | None
    brought_in: int


def effects(cases: Iterable[Case], as_of: date, policy: Policy) -> tuple[Effect, ...]:
    """Return the effect of every document that went out, in the order of the ladder.

    A letter about several units is one: what it demanded and what came in are their sums.
    """
    by_letter: dict[Identity, _Brought] = {}
    for case in cases:
        for letter, own in _of_unit(case, as_of, policy) if case.letters else ():
            earlier = by_letter.get(identity(letter))
            by_letter[identity(letter)] = earlier + own if earlier else own
    sums: dict[str, list[int]] = {document: [0, 0, 0, 0] for document in DOCUMENTS}
    for (_, document, _), row in by_letter.items():
        judged = row.is_over and row.demanded > 0
        won = judged and row.came >= row.demanded
        figures = (1, int(judged), int(won), row.own)
        sums[document] = [a + b for a, b in zip(sums[document], figures, strict=True)]
    return tuple(
        Effect(document, sent, judged, won, ratio(won, judged), brought)
        for document, (sent, judged, won, brought) in sums.items()
        if sent
    )


def ratio(part: int, whole: int) -> Fraction | None:
    """Return part / whole, or None where the whole is nothing."""
    return Fraction(part, whole) if whole else None


@dataclass(frozen=True, slots=True)
class _Brought:
    """What came of a letter, in fen. `own`: of `came`, what came before the next letter.

    `is_over`: the days in which it is judged have passed.
    """

    demanded: int
    came: int
    own: int
    is_over: bool

    def __add__(self, other: "_Brought") -> "_Brought":
        return _Brought(
            self.demanded + other.demanded,
            self.came + other.came,
            self.own + other.own,
            self.is_over and other.is_over,
        )


def _of_unit(case: Case, as_of: date, policy: Policy) -> Iterator[tuple[Letter, _Brought]]:
    """Yield each letter of a unit with what came of it."""
    sent_letters = sorted(
        (
            (letter.served or posted(letter), letter.number, letter)
            for letter in case.letters
            if letter.document in DEMANDS and not is_void(letter) and is_out(letter, as_of, policy)
        ),
    )
    for index, (day, _, letter) in enumerate(sent_letters):
        through = day + timedelta(SUCCESS_DAYS)
        came = sum(p.amount for p in case.payments if day <= p.date <= min(through, as_of))
        until = (
            sent_letters[index + 1][0] - timedelta(1) if index + 1 < len(sent_letters) else as_of
        )
        own = sum(p.amount for p in case.payments if day <= p.date <= min(through, until, as_of))
        yield letter, _Brought(letter.amount, came, own, through <= as_of)
