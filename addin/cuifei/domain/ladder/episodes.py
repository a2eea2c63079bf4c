"""Which letters belong to the debt of today? (R2.5)

An episode ends on the day on which everything owed at its last letter has
been paid; the next letter then starts at the bottom again. Nothing is stored:
the days on which charges were settled say it all.
"""

from collections.abc import Collection, Iterable
from datetime import date

from cuifei.domain.account.arrears import Arrears
from cuifei.domain.account.delivery import DEMANDS, covers, in_order, is_void
from cuifei.domain.records import Hold, Letter


def current(
    letters: Iterable[Letter], arrears: Arrears, as_of: date, holds: Collection[Hold] = ()
) -> tuple[Letter, ...]:
    """Return the demands that count on the day, oldest first; voided ones never do.

    Letters that came back are among them: they show in the file, and their
    rung may be made again. Items held at a letter were not part of it, so
    they keep no episode open.
    """
    standing = sorted(
        (x for x in letters if x.date <= as_of and x.document in DEMANDS and not is_void(x)),
        key=in_order,
    )
    episode: list[Letter] = []
    for letter in standing:
        if episode and _over(episode[-1], arrears, holds, letter.date):
            episode = []
        episode.append(letter)
    return () if episode and _over(episode[-1], arrears, holds, as_of) else tuple(episode)


def paid_on(letter: Letter, arrears: Arrears, holds: Collection[Hold] = ()) -> date | None:
    """Return the day on which everything owed at the letter was paid; None while it is not.

    A letter that covered no charge of the ledger was paid before it was written.
    """
    days = [letter.date]
    for line in arrears.all_lines:
        if not covers(letter, line.charge, holds):
            continue
        if line.unpaid > 0:
            return None
        days.append(line.settled or letter.date)
    return max(days)


def _over(letter: Letter, arrears: Arrears, holds: Collection[Hold], day: date) -> bool:
    paid = paid_on(letter, arrears, holds)
    return paid is not None and paid <= day
