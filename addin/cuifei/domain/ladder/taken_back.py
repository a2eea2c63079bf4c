"""Which letters and promises counted money that was taken back since? (冲红, 退款)

A letter written while the money stood asked for less, or was closed as paid; a
promise was kept with it. Each is told until the owner was written to, or spoken
to, after the money went.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cuifei.domain.account import reversals
from cuifei.domain.account.delivery import DEMANDS, is_void, reckoned, went_out
from cuifei.domain.account.promises import Promise
from cuifei.domain.codes import LetterResult
from cuifei.domain.records import Contact, Letter, Payment


@dataclass(frozen=True, slots=True)
class Counted:
    """A row below zero, and what counted the money that it took back."""

    row: Payment
    letters: tuple[Letter, ...]
    promises: tuple[Promise, ...]


def counted(
    payments: Sequence[Payment],
    letters: Sequence[Letter],
    promises: Sequence[Promise],
    contacts: Sequence[Contact],
) -> Iterator[Counted]:
    """Yield the reversals of one unit up to a day that somebody still has to hear of."""
    for each in reversals.undone(payments):
        reversed_on = each.row.date
        since = min((earlier.date for earlier, _ in each.partners), default=reversed_on)
        written = [x for x in letters if x.document in DEMANDS and not is_void(x)]
        demanded_since = any(x.date > reversed_on and went_out(x) for x in written)
        ours = tuple(
            x
            for x in written
            if not demanded_since and x.date <= reversed_on and _counts(x, since, reversed_on)
        )
        heard = any(c.date > reversed_on for c in contacts)
        kept_promises = tuple(
            p for p in promises if not heard and p.made <= since <= p.due <= reversed_on
        )
        if ours or kept_promises:
            yield Counted(each.row, ours, kept_promises)


def _counts(letter: Letter, since: date, reversed_on: date) -> bool:
    """Return whether the letter was reckoned with the money, or was closed because of it."""
    return since <= reckoned(letter) < reversed_on or letter.result == LetterResult.PAID
