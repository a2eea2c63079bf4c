"""May a former owner's personal data go? Sold, and nothing can be claimed any more. (R9.5)"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from cuifei.domain.account.limitation import Clock
from cuifei.domain.codes import HoldReason
from cuifei.domain.dates import add_months
from cuifei.domain.problems import Message, say
from cuifei.domain.records import Hold
from cuifei.domain.words import sheet


def hindrances(
    holds: Collection[Hold], clocks: Iterable[Clock], as_of: date, months: int
) -> Iterator[Message]:
    """Yield why a unit's personal data must still be kept on a day; nothing: they may go.

    `holds`: those that stand on the day, so that a sale whose hold has ended is no reason: the
    row is the next owner's. `months`: the limitation period, which runs from the sale for
    whatever the former owner may claim, and for each unpaid charge by its own clock.
    """
    sold = [hold.since for hold in holds if hold.reason == HoldReason.SOLD and hold.since <= as_of]
    if not sold:
        yield say("no sale of it stands in {holds_sheet} (已过户)", holds_sheet=sheet("holds"))
    if any(hold.reason == HoldReason.LITIGATION for hold in holds):
        yield say("a suit about it is open")
    ends = [add_months(max(sold), months)] if sold else []
    ends += [clock.ends for clock in clocks]
    if ends and max(ends) >= as_of:
        yield say("claims can be made until {day}, and these are the evidence", day=max(ends))
