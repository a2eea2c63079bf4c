"""Is what is written what somebody reviewed? A review is of one day, and of whole letters."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from cuifei.commands.opened import Opened
from cuifei.commands.select import Held, Wanted, of_ticks
from cuifei.domain.ladder import merging
from cuifei.domain.ladder.cases import Case
from cuifei.domain.ladder.readiness import Blocker
from cuifei.domain.problems import CuifeiError, Step, listed, say
from cuifei.domain.records import Ledger


def asked(ledger: Ledger, wanted: Wanted, as_of: date) -> Wanted:
    """Return what is wanted with the ticked units named (`of_ticks`).

    CuifeiError where one of them was reviewed for another day than `as_of`: day and amounts
    would be others than those that were read. Whoever reviews at the writing reviews these.
    """
    named = of_ticks(ledger, wanted)
    if not _ticks_review(wanted):
        return named
    read = (ledger.reviews[unit] for unit in named.units if unit in ledger.reviews)
    if day := next((day for _, day in read if day != as_of), None):
        raise CuifeiError(
            say(
                "the ticked letters were reviewed for {day}, not for {as_of}", day=day, as_of=as_of
            ),
            say("Review them anew: {step}", step=Step("letters --review")),
        )
    return named


def as_read(
    ledger: Ledger, wanted: Wanted, cases: Sequence[Case], held: Sequence[Held]
) -> tuple[tuple[Case, ...], tuple[Held, ...]]:
    """Return what was chosen without the reviewed letters of which a unit is not ticked.

    Written about the others (合并发函), it would be a letter that nobody read.
    """
    chosen, waiting = list(cases), list(held)
    if not _ticks_review(wanted):
        return tuple(chosen), tuple(waiting)
    for own in merging.letters(cases):
        units = [case.unit.unit for case in own]
        gone = [unit for unit in units if unit not in ledger.ticked]
        if gone and not ledger.reviews.keys().isdisjoint(units):
            text = say(
                "its letter is about {units}, and {gone} is not ticked",
                units=listed(units),
                gone=listed(gone),
            )
            waiting += (Held(unit, (Blocker("not_as_reviewed", None, text),)) for unit in units)
            chosen = [case for case in chosen if case not in own]
    return tuple(chosen), tuple(waiting)


def _ticks_review(wanted: Wanted) -> bool:
    return wanted.ticked and not wanted.reviewed_by.strip()


def by_name(opened: Opened, cases: Sequence[Case], wanted: Wanted, as_of: date) -> Opened:
    """Return the ledger in which whoever is named reviewed the letters of these cases."""
    by = wanted.reviewed_by.strip()
    if not by:
        return opened
    reviews = {case.unit.unit: (by, as_of) for case in cases}
    return replace(opened, ledger=replace(opened.ledger, reviews=reviews))
