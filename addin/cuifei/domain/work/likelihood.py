"""How likely is it that asking these units for money brings it, by their own history? (R8.8)

What fell due in the last two years and what was promised, against what was paid and
kept: (paid + kept + 1) of (due + promised + 2). Who has no history is at one half.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from cuifei.domain import money
from cuifei.domain.dates import add_months
from cuifei.domain.ladder.cases import Case
from cuifei.domain.problems import Message, say

MONTHS = 24  # so far back a history tells something of today


@dataclass(frozen=True, slots=True)
class Chance:
    """Counts of charges (`due`, and `paid` in full) and of promises (`promised`, and `kept`)."""

    due: int = 0
    paid: int = 0
    promised: int = 0
    kept: int = 0

    @property
    def percent(self) -> int:
        """The likelihood, rounded down.

        >>> Chance().percent, Chance(24, 24).percent, Chance(24, 0, 2, 0).percent
        (50, 96, 3)
        """
        return 100 * (self.paid + self.kept + 1) // (self.due + self.promised + 2)


def chance(cases: Iterable[Case]) -> Chance:
    """Return the history of some units as of their day. A promise still open says nothing yet."""
    due = paid = promised = kept = 0
    for case in cases:
        as_of = case.arrears.as_of
        first = add_months(as_of, -MONTHS)
        lines = [x for x in case.arrears.all_lines if first < x.charge.due < as_of]
        due += len(lines)
        paid += sum(line.unpaid <= 0 for line in lines)
        judged = [p.state for p in case.promises if p.state != "open"]
        promised += len(judged)
        kept += judged.count("kept")
    return Chance(due, paid, promised, kept)


def basis(chance: Chance, amount: int) -> Message:
    """Return how the place in the list was reckoned: `amount` fen times the likelihood."""
    return say(
        "{amount} × {percent}%: {paid} of {due} charges paid in {months} months, {kept} of"
        " {promised} promises kept",
        amount=money.text(amount),
        percent=chance.percent,
        paid=chance.paid,
        due=chance.due,
        months=MONTHS,
        kept=chance.kept,
        promised=chance.promised,
    )
