"""When does the limitation period of each unpaid charge end? (R9.2, Civil Code 188, 195, 201–203)

Shown as help, never as legal advice.
"""

from dataclasses import dataclass
from datetime import date

from cuifei.domain.records import Charge


@dataclass(frozen=True, slots=True)
class Restart:
    """An event that restarted the clock, with what proves it.

    `why`: demand (a letter served provably), acknowledgement, plan, part_payment.
    """

    date: date
    why: str
    proof: str


@dataclass(frozen=True, slots=True)
class Clock:
    """The limitation clock of one unpaid charge. `ends`: the last day of the period."""

    charge: Charge
    restarts: tuple[Restart, ...]
    ends: date
