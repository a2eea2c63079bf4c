"""Which document is next for a unit, and from which day on? (R2)"""

from dataclasses import dataclass
from datetime import date

from cuifei.domain.records import Letter, Rung


@dataclass(frozen=True, slots=True)
class Step:
    """Where a unit stands on its ladder.

    `rung` None: the ladder has no further step (or there is none for the use
    type). `due_on`: the day from which the rung's trigger holds; None where
    the rung has no date yet. `episode`: the letters that count since the last
    time everything was paid, oldest first. `last`: the newest of them.
    `pending`: a letter that was made and has not gone out yet; then `rung` is
    that letter's own rung and nothing new may be made.
    """

    rung: Rung | None
    due_on: date | None
    episode: tuple[Letter, ...]
    last: Letter | None
    pending: Letter | None
