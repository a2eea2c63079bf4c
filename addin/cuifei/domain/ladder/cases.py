"""Everything about one unit on one day: the file that a collector would open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from cuifei.domain.account import former, holds
from cuifei.domain.account.arrears import Arrears, Claim, Line, arrears, claim
from cuifei.domain.account.delivery import DEMANDS, covers, is_void
from cuifei.domain.account.dossier import Dossier, dossiers
from cuifei.domain.account.limitation import Clock
from cuifei.domain.account.promises import Plan, Promise
from cuifei.domain.dates import Calendar
from cuifei.domain.ladder import lawyer_spans, live, owner_letters
from cuifei.domain.ladder.blockers import blockers, receipts_stale
from cuifei.domain.ladder.household import Told, as_one, households
from cuifei.domain.ladder.ladder import Step
from cuifei.domain.ladder.ladder import demand_lines as _demand_lines
from cuifei.domain.ladder.letter_rows import identity
from cuifei.domain.ladder.live import Breach, Span
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
    that bear on this one, `heard` the contacts about them (合并发函).
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
    heard: tuple[Contact, ...] = ()

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
    frozen. `breaches`: what was wrong with a live letter of a cohort, which freezes it
    too. `receipts_through`: the day up to which payments are known. `sales`: of sold units.
    """

    as_of: date
    policy: Policy
    calendar: Calendar
    cases: Mapping[str, Case]
    live: Mapping[str, tuple[Letter, ...]]
    breaches: Mapping[str, tuple[Breach, ...]] = field(default_factory=dict)
    receipts_through: date | None = None
    sales: Mapping[str, tuple[former.Sale, ...]] = field(default_factory=dict)

    def about(self, letters: Iterable[Letter]) -> Mapping[str, Case]:
        """Return whose case each row of a letter is about, by the unit as it stands there.

        Of a unit that was sold since it is the former owner's; one that is gone has none.
        """
        holders = {row.unit: former.addressee(self.sales, row) for row in letters}
        return {unit: self.cases[key] for unit, key in holders.items() if key in self.cases}


_PLAIN = Calendar()


def decide(ledger: Ledger, as_of: date, policy: Policy, calendar: Calendar = _PLAIN) -> Docket:
    """Return every unit's case on the day: what is owed, what is next, and whether it may go.

    Rows dated after the day do not count. Linear in the rows of the ledger.
    """
    grounds = _grounds(ledger, as_of, policy)
    cases = {key: _case(*ground, as_of, policy) for key, ground in grounds.units.items()}
    return _docket(grounds, cases, as_of, policy, calendar)


def decide_again(docket: Docket, before: Ledger, after: Ledger) -> Docket:
    """Return what `decide` says of `after`, where `docket` is what it said of `before`.

    `after` is `before` with more rows, those of before where they were. A unit whose rows
    and surroundings are the same keeps its case: a run that writes letters changes a few.
    """
    earlier = _grounds(before, docket.as_of, docket.policy).units
    grounds = _grounds(after, docket.as_of, docket.policy)
    cases = {
        key: docket.cases[key]
        if earlier.get(key) == ground
        else _case(*ground, docket.as_of, docket.policy)
        for key, ground in grounds.units.items()
    }
    return _docket(grounds, cases, docket.as_of, docket.policy, docket.calendar)


@dataclass(frozen=True, slots=True)
class _Grounds:
    """All that a day is decided from: each unit's rows and surroundings, and the lawyer letters."""

    units: "Mapping[str, tuple[Dossier, _Around]]"
    spans: tuple[Span, ...]
    through: date | None
    sales: Mapping[str, tuple[former.Sale, ...]]


def _grounds(ledger: Ledger, as_of: date, policy: Policy) -> _Grounds:
    if policy.merge_letters:
        ledger = replace(ledger, units=as_one(ledger.units))
    rows = dossiers(ledger)
    spans = lawyer_spans.spans(rows, ledger.missing, as_of, policy)
    homes = _homes(rows, spans, as_of, policy) if policy.merge_letters else {}
    accounts = {account.community for account in ledger.accounts}
    through = receipts_through(ledger, as_of, policy)
    units = {}
    for key, own in rows.items():
        group = spans.get(cohort_of(own.unit), ())
        account = not accounts.isdisjoint({"", own.unit.community})
        units[key] = own, _Around(group, account, through, homes.get(key, _ALONE))
    every = tuple(span for group in spans.values() for span in group)
    return _Grounds(units, every, through, former.sales(ledger.units))


def _docket(
    grounds: _Grounds, cases: Mapping[str, Case], as_of: date, policy: Policy, calendar: Calendar
) -> Docket:
    return Docket(
        as_of,
        policy,
        calendar,
        cases,
        live.live(grounds.spans, as_of),
        live.breaches(grounds.spans, as_of),
        grounds.through,
        grounds.sales,
    )


def demand_lines(case: Case) -> tuple[Line, ...]:
    """Return the lines that a letter about this case names: in arrears, and not held.

    A held item never rides in another item's letter.
    """
    return _demand_lines(case.arrears, case.holds, case.arrears.as_of)


def claimed(case: Case) -> Claim:
    """Return what may be demanded of the case now, in fen."""
    return claim(demand_lines(case), case.arrears.waived)


def standing_demands(case: Case) -> tuple[Letter, ...]:
    """Return the letters that ask for something which may still be demanded.

    A letter about a debt that was paid since proves nothing about a later one.
    """
    charges = [line.charge for line in demand_lines(case)]
    stood = (*case.holds, *case.ended_holds)
    return tuple(
        letter
        for letter in case.step.episode
        if letter.document in DEMANDS
        and not is_void(letter)
        and any(covers(letter, charge, stood) for charge in charges)
    )


def receipts_through(ledger: Ledger, as_of: date, policy: Policy) -> date | None:
    """Return the day up to which payments are known: as 参数 says, else the newest payment.

    A day that has not come is never named: then the newest payment speaks, or the day itself.
    """
    typed = policy.receipts_through
    if typed and typed <= as_of:
        return typed
    newest = max((p.date for p in ledger.payments if p.date <= as_of), default=None)
    return newest or (as_of if typed else None)


@dataclass(frozen=True, slots=True)
class _Home:
    """What the units of one owner have in common: see `Case`; `owes` in fen, nothing held."""

    units: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    heard: tuple[Contact, ...] = ()
    owes: int = 0

    def heard_beside(self, unit: str) -> tuple[Contact, ...]:
        """Return the contacts about the other units."""
        return tuple(contact for contact in self.heard if contact.unit != unit)


_ALONE = _Home()


@dataclass(frozen=True, slots=True)
class _Around:
    """What of the world beyond a unit's own rows bears on it."""

    spans: tuple[Span, ...]
    has_account: bool
    through: date | None
    home: _Home

    def situation(self, rows: Dossier, day: date, policy: Policy) -> Situation:
        """Return what is known of the unit on a day."""
        home = self.home
        heard = home.heard_beside(rows.unit.unit)
        around = self.spans, self.has_account, home.told, heard, home.owes
        return situation(rows, day, policy, *around)


def _case(rows: Dossier, around: _Around, as_of: date, policy: Policy) -> Case:
    home, now = around.home, around.situation(rows, as_of, policy)

    def blockers_on(day: date) -> tuple[Blocker, ...]:
        if day == as_of:
            return blockers(now, policy) + receipts_stale(now, around.through, policy)
        return blockers(around.situation(rows, day, policy), policy)

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
            blockers_on,
            as_of,
            (*rows.changes(), *owner_letters.days(home.told), *(c.date for c in home.heard)),
        ),
        ended_holds=tuple(h for h in rows.holds if h.until and h.until < as_of),
        home=home.units,
        told=owner_letters.bearing(now),
        heard=now.heard,
    )


def _homes(
    rows: Mapping[str, Dossier], spans: Mapping[str, tuple[Span, ...]], as_of: date, policy: Policy
) -> Mapping[str, _Home]:
    """Return for each unit of a household what all of its units have in common."""
    live_spans = {identity(span.letter): span for group in spans.values() for span in group}
    homes = {}
    for home in set(households(own.unit for own in rows.values()).values()):
        units = tuple(unit.unit for unit in home)
        demands = (
            demand
            for unit in units
            for demand in owner_letters.told(rows[unit], policy, live_spans)
        )
        heard = tuple(contact for unit in units for contact in rows[unit].contacts)
        owes = sum(_owes(rows[unit], as_of, policy) for unit in units)
        homes.update(dict.fromkeys(units, _Home(units, tuple(demands), heard, owes)))
    return homes


def _owes(rows: Dossier, as_of: date, policy: Policy) -> int:
    account = arrears(rows.unit.unit, rows.charges, rows.payments, as_of, policy, rows.decisions)
    held = holds.active(rows.holds, as_of)
    return sum(line.unpaid for line in _demand_lines(account, held, as_of))
