"""What would be lost by waiting: which limitation periods end before the letter arrives? (R5.6)"""

from datetime import date, timedelta

from cuifei.domain import money
from cuifei.domain.dates import add_months
from cuifei.domain.ladder.cases import Case
from cuifei.domain.problems import Message, say

# A period that ends so many months after the planned day, or sooner, is at risk.
RISK_MONTHS = 3
# What making, posting and serving a letter takes, at most, in days.
SERVICE_DAYS = 7


def running(case: Case, as_of: date) -> tuple[tuple[date, int], ...]:
    """Return (last day, unpaid fen) of each limitation period that still runs, earliest first."""
    unpaid = {line.charge: line.unpaid for line in case.arrears.lines}
    ends = [(c.ends, unpaid.get(c.charge, 0)) for c in case.clocks if c.ends >= as_of]
    return tuple(sorted(ends))


def first_end(case: Case, as_of: date) -> date | None:
    """Return the last day of the first limitation period that still runs, or None."""
    return min((c.ends for c in case.clocks if c.ends >= as_of), default=None)


def lost_by(case: Case, planned: date, as_of: date) -> tuple[tuple[date, int], ...]:
    """Return (last day, unpaid fen) of each period that ends before that letter is served."""
    served = planned + timedelta(SERVICE_DAYS)
    return tuple((ends, fen) for ends, fen in running(case, as_of) if ends < served)


def limitation_risk(case: Case, planned: date, as_of: date) -> Message | None:
    """Return a warning where waiting until `planned` costs, or nearly costs, a claim (R5.6).

    A letter counts as served SERVICE_DAYS after its date; what would be lost
    is the unpaid principal of the periods that end before. None: no danger.
    """
    lost = lost_by(case, planned, as_of)
    if lost:
        return say(
            "too late at this place: the limitation period of {amount} yuan ends from {ends} on,"
            " before a letter planned for {planned} is served; give it a higher priority, or get"
            " a written promise, a part payment or another demand served with proof before then",
            amount=money.text(sum(fen for _, fen in lost)),
            ends=lost[0][0],
            planned=planned,
        )
    clocks = running(case, as_of)
    expiring = [(ends, fen) for ends, fen in clocks if add_months(ends, -RISK_MONTHS) <= planned]
    if expiring:
        return say(
            "tight: the limitation period of {amount} yuan ends from {ends} on, less than"
            " {months} months after the planned day {planned}; think of a higher priority",
            amount=money.text(sum(fen for _, fen in expiring)),
            ends=expiring[0][0],
            months=RISK_MONTHS,
            planned=planned,
        )
    return None
