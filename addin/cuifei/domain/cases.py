"""Everything about one unit on one day: the file that a collector would open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cuifei.domain.arrears import Arrears
from cuifei.domain.dates import Calendar
from cuifei.domain.ladder import Step
from cuifei.domain.limitation import Clock
from cuifei.domain.policy import Policy
from cuifei.domain.promises import Plan, Promise
from cuifei.domain.readiness import Readiness
from cuifei.domain.records import Contact, Hold, Letter, Payment, Unit


@dataclass(frozen=True, slots=True)
class Case:
    """One unit on one day.

    `letters`: the unit's whole register, oldest first, voided ones too.
    `demandable`: the part of what is owed that a letter may name (nothing held).
    `cohort`: the name of the group that hears of each other's letters (R5.2).
    """

    unit: Unit
    cohort: str
    arrears: Arrears
    payments: tuple[Payment, ...]
    contacts: tuple[Contact, ...]
    holds: tuple[Hold, ...]
    letters: tuple[Letter, ...]
    promises: tuple[Promise, ...]
    plans: tuple[Plan, ...]
    clocks: tuple[Clock, ...]
    demandable: int
    step: Step
    readiness: Readiness

    @property
    def limitation(self) -> date | None:
        """The day on which the first unpaid charge's limitation period ends."""
        return min((clock.ends for clock in self.clocks), default=None)


@dataclass(frozen=True, slots=True)
class Docket:
    """All cases of a day, by unit, and what they were decided with.

    `live`: the live lawyer letters of each cohort (R5.2); more than the
    policy's slots means that the register was edited by hand: the cohort is
    frozen.
    """

    as_of: date
    policy: Policy
    calendar: Calendar
    cases: Mapping[str, Case]
    live: Mapping[str, tuple[Letter, ...]]
