"""Which promises and instalment plans stand, and were they kept? (R6)"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Promise:
    """What an owner promised in one contact, and what came of it by the day.

    `amount` None: whatever was owed when it was made. `state`: open (its day
    is not over), kept, partly (some money, below the threshold), broken.
    """

    unit: str
    made: date
    due: date
    amount: int | None
    received: int
    state: str


@dataclass(frozen=True, slots=True)
class PlanPart:
    """One instalment on the day. `state`: open, kept, broken."""

    number: str
    due: date
    amount: int
    received: int
    state: str


@dataclass(frozen=True, slots=True)
class Plan:
    """An instalment plan of a unit. `state`: running (being kept), broken, done."""

    unit: str
    agreed: date
    parts: tuple[PlanPart, ...]
    state: str
