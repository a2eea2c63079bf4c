"""Everything about one unit on one day: the file that a collector would open."""

import gc
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cuifei.domain.account.arrears import Arrears, Line, arrears
from cuifei.domain.account.dossier import Dossier, dossiers
from cuifei.domain.account.limitation import Clock
from cuifei.domain.account.promises import Plan, Promise
from cuifei.domain.dates import Calendar
from cuifei.domain.ladder import live, owner_letters
from cuifei.domain.ladder.blockers import blockers, receipts_stale
from cuifei.domain.ladder.household import Told, as_one, households
from cuifei.domain.ladder.ladder import Step
from cuifei.domain.ladder.ladder import demand_lines as _demand_lines
from cuifei.domain.ladder.letter_rows import Identity, by_letter, identity
from cuifei.domain.ladder.live import Span
from cuifei.domain.ladder.readiness import Blocker, Readiness, readiness
from cuifei.domain.ladder.situation import Situation, cohort_of, situation
from cuifei.domain.policy import Policy
from cuifei.domain.records import Contact, Hold, Ledger, Letter, Payment, Unit


@dataclass(frozen=True, slots=True)
class Case:
    """One unit on one day.

    `payments`, `contacts`, `letters`: the unit's rows up to the day; the whole
    register, oldest first, voided ones too. `holds`: those that stand on the day;
    `ended_holds`: those that stood before it.
    `clocks`: of every charge in arrears, also of held ones (limitation runs on).
    `demandable`: the part of what is owed that a letter may name (nothing held).
    `cohort`: the name of the group that hears of each other's letters (R5.2).
    `home`: the units of the owner's household, this one among them, by
    number; none where the unit stands alone. `told`: letters about the others
    that bear on this one (合并发函).
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
    ended_holds: tuple[Hold, ...] = ()
    home: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()

    @property
    def limitation(self) -> date | None:
        """The day on which the first unpaid charge's limitation period ends."""
        return min((clock.ends for clock in self.clocks), default=None)


@dataclass(frozen=True, slots=True)
class Docket:
    """All cases of a day, by unit, and what they were decided with.

    `live`: the live lawyer letters of each cohort (R5.2), of a letter over
    several units the first row; more than the
    policy's slots means that the register was edited by hand: the cohort is
    frozen. `receipts_through`: the day up to which payments are known.
    """

    as_of: date
    policy: Policy
    calendar: Calendar
    cases: Mapping[str, Case]
    live: Mapping[str, tuple[Letter, ...]]
    receipts_through: date | None = None


_PLAIN = Calendar()


def decide(ledger: Ledger, as_of: date, policy: Policy, calendar: Calendar = _PLAIN) -> Docket:
    """Return every unit's case on the day: what is owed, what is next, and whether it may go.

    Rows dated after the day do not count. Linear in the rows of the ledger.
    """
    if policy.merge_letters:
        ledger = replace(ledger, units=as_one(ledger.units))
    rows = dossiers(ledger)
    spans = _spans(rows, as_of, policy)
    homes = _homes(rows, spans, policy) if policy.merge_letters else {}
    accounts = {account.community for account in ledger.accounts}
    through = receipts_through(ledger, as_of, policy)
    cases = {}
    with _collector_at_rest():
        for key, own in rows.items():
            group = spans.get(cohort_of(own.unit), ())
            account = not accounts.isdisjoint({"", own.unit.community})
            around = _Around(group, account, through, *homes.get(key, ()))
            cases[key] = _case(own, as_of, policy, around)
    every = (span for group in spans.values() for span in group)
    return Docket(as_of, policy, calendar, cases, live.live(every, as_of), through)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Hold off the search for cycles: nothing here is cyclic, and all that grows is kept.

    Visiting a growing docket again and again makes each unit cost more than the last.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def demand_lines(case: Case) -> tuple[Line, ...]:
    """Return the lines that a letter about this case names: in arrears, and not held.

    A held item never rides in another item's letter.
    """
    return _demand_lines(case.arrears, case.holds, case.arrears.as_of)


def receipts_through(ledger: Ledger, as_of: date, policy: Policy) -> date | None:
    """Return the day up to which payments are known: as 参数 says, else the newest payment."""
    if policy.receipts_through:
        return policy.receipts_through
    return max((p.date for p in ledger.payments if p.date <= as_of), default=None)


@dataclass(frozen=True, slots=True)
class _Around:
    """What of the world beyond a unit's own rows bears on it."""

    spans: tuple[Span, ...]
    has_account: bool
    through: date | None
    home: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()


def _case(rows: Dossier, as_of: date, policy: Policy, around: _Around) -> Case:
    def situation_on(day: date) -> Situation:
        return situation(rows, day, policy, around.spans, around.has_account, around.told)

    now = situation_on(as_of)

    def blockers_on(day: date) -> tuple[Blocker, ...]:
        if day == as_of:
            return blockers(now, policy) + receipts_stale(now, around.through, policy)
        return blockers(situation_on(day), policy)

    return Case(
        unit=now.unit,
        cohort=now.cohort,
        arrears=now.arrears,
        payments=now.payments,
        contacts=now.contacts,
        holds=now.holds,
        letters=now.letters,
        promises=now.promises,
        plans=now.plans,
        clocks=now.clocks,
        demandable=now.demandable,
        step=now.step,
        readiness=readiness(
            blockers_on, as_of, (*rows.changes(), *owner_letters.days(around.told))
        ),
        ended_holds=tuple(h for h in rows.holds if h.until and h.until < as_of),
        home=around.home,
        told=owner_letters.bearing(now),
    )


def _spans(
    rows: Mapping[str, Dossier], as_of: date, policy: Policy
) -> Mapping[str, tuple[Span, ...]]:
    """Return when lawyer letters are live, by cohort; those over before the day are left out."""
    found: list[Span] = []
    over = as_of - timedelta(policy.slot_gap_days)
    shared = _contacts(rows)
    for own in rows.values():
        lawyers = [letter for letter in own.letters if letter.document == "lawyer_letter"]
        if not lawyers:
            continue
        last = max(own.changes())
        account = arrears(own.unit.unit, own.charges, own.payments, last, policy, own.decisions)
        cohort = cohort_of(own.unit)
        for letter in lawyers:
            contacts = shared.get(identity(letter), own.contacts)
            found += live.spans(cohort, (letter,), account, contacts, own.instalments, own.holds)
    groups: defaultdict[str, list[Span]] = defaultdict(list)
    for span in live.one_each(found):
        if span.ends is None or span.ends > over:
            groups[span.cohort].append(span)
    return {cohort: tuple(group) for cohort, group in groups.items()}


def _contacts(rows: Mapping[str, Dossier]) -> Mapping[Identity, tuple[Contact, ...]]:
    """Return the contacts about all units of a lawyer letter, where there are several."""
    lawyers = (x for own in rows.values() for x in own.letters if x.document == "lawyer_letter")
    return {
        key: tuple(contact for row in group for contact in rows[row.unit].contacts)
        for key, group in by_letter(lawyers).items()
        if len(group) > 1
    }


def _homes(
    rows: Mapping[str, Dossier], spans: Mapping[str, tuple[Span, ...]], policy: Policy
) -> Mapping[str, tuple[tuple[str, ...], tuple[Told, ...]]]:
    """Return for each unit of a household its units, and the letters to their owner."""
    live_spans = {identity(span.letter): span for group in spans.values() for span in group}
    found = {}
    for home in set(households(own.unit for own in rows.values()).values()):
        units = tuple(unit.unit for unit in home)
        told = (one for unit in units for one in owner_letters.told(rows[unit], policy, live_spans))
        found.update(dict.fromkeys(units, (units, tuple(told))))
    return found
