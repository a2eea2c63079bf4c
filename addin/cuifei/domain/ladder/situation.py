"""What is known about one unit on one day, before anybody asks whether a letter may go?"""

from dataclasses import dataclass, replace
from datetime import date

from cuifei.domain.account import holds, limitation, reversals
from cuifei.domain.account.arrears import Arrears, Line, arrears
from cuifei.domain.account.dossier import Dossier
from cuifei.domain.account.limitation import Clock
from cuifei.domain.account.promises import Plan, Promise, plans, promises
from cuifei.domain.codes import DecisionKind, Document
from cuifei.domain.ladder import ladder
from cuifei.domain.ladder.household import Told
from cuifei.domain.ladder.ladder import Step
from cuifei.domain.ladder.live import Span
from cuifei.domain.policy import Policy
from cuifei.domain.records import Contact, Hold, Letter, Payment, Unit


@dataclass(frozen=True, slots=True)
class Situation:
    """The facts of one unit on `as_of`; rows of later days are not in it.

    `holds`: those that stand on the day. `lines`: what a letter may name.
    `spans`: when the lawyer letters of the unit's cohort are live. `told`: the
    letters to its owner, `heard` the contacts about his other units and `owner_owes` what
    all of them owe in fen, whichever of his units they are about (合并发函).
    """

    unit: Unit
    cohort: str
    as_of: date
    arrears: Arrears
    payments: tuple[Payment, ...]
    contacts: tuple[Contact, ...]
    holds: tuple[Hold, ...]
    letters: tuple[Letter, ...]
    promises: tuple[Promise, ...]
    plans: tuple[Plan, ...]
    clocks: tuple[Clock, ...]
    lines: tuple[Line, ...]
    step: Step
    spans: tuple[Span, ...]
    has_account: bool
    told: tuple[Told, ...] = ()
    heard: tuple[Contact, ...] = ()
    owner_owes: int = 0

    @property
    def demandable(self) -> int:
        """The principal in fen that a letter may name."""
        return sum(line.unpaid for line in self.lines)

    @property
    def at_stake(self) -> int:
        """What a lawyer letter would be about, in fen."""
        return max(self.demandable, self.owner_owes)


def cohort_of(unit: Unit) -> str:
    """Return the group that hears of each other's letters: by default the community (R5.2)."""
    return unit.cohort or unit.community


def situation(
    rows: Dossier,
    as_of: date,
    policy: Policy,
    spans: tuple[Span, ...] = (),
    has_account: bool = True,
    told: tuple[Told, ...] = (),
    heard: tuple[Contact, ...] = (),
    owner_owes: int = 0,
) -> Situation:
    """Return what was known about the unit on the day, by the rows dated up to it."""
    payments = tuple(p for p in rows.payments if p.date <= as_of)
    contacts = tuple(c for c in rows.contacts if c.date <= as_of)
    letters = tuple(x for x in rows.letters if x.date <= as_of)
    account = arrears(rows.unit.unit, rows.charges, payments, as_of, policy, rows.decisions)
    received = reversals.standing(payments)
    agreed = plans(rows.instalments, received, as_of, policy)
    facts = Situation(
        unit=rows.unit,
        cohort=cohort_of(rows.unit),
        as_of=as_of,
        arrears=account,
        payments=payments,
        contacts=contacts,
        holds=holds.active(rows.holds, as_of),
        letters=letters,
        promises=promises(contacts, received, lambda day: _owed_at(account, day), as_of, policy),
        plans=agreed,
        clocks=_clocks(rows, account, letters, contacts, agreed, policy),
        lines=ladder.demand_lines(account, rows.holds, as_of),
        step=ladder.next_step(rows.unit, account, letters, as_of, policy, rows.holds),
        spans=spans,
        has_account=has_account,
        told=told,
        heard=tuple(c for c in heard if c.date <= as_of),
        owner_owes=owner_owes,
    )
    step = _below_counsel(facts, rows, policy)
    return facts if step is facts.step else replace(facts, step=step)


def _below_counsel(facts: Situation, rows: Dossier, policy: Policy) -> Step:
    """Return where the unit stands, where what is at stake is not worth a lawyer letter (R9.4).

    The monthly letters do not rest for one then (R2.4): else nobody would hear anything. A
    ladder without them waits at the lawyer letter.
    """
    step = facts.step
    at_counsel = step.rung and step.rung.document == Document.LAWYER_LETTER and not step.pending
    if not at_counsel or not 0 < facts.at_stake < policy.lawyer_minimum:
        return step
    below = replace(
        policy,
        rungs=tuple(rung for rung in policy.rungs if rung.document != Document.LAWYER_LETTER),
    )
    other = ladder.next_step(
        facts.unit, facts.arrears, facts.letters, facts.as_of, below, rows.holds
    )
    return other if other.rung else step


def _clocks(
    rows: Dossier,
    account: Arrears,
    letters: tuple[Letter, ...],
    contacts: tuple[Contact, ...],
    agreed: tuple[Plan, ...],
    policy: Policy,
) -> tuple[Clock, ...]:
    day, discount_days = (
        account.as_of,
        frozenset(d.date for d in rows.decisions if d.kind == DecisionKind.DISCOUNT),
    )
    if discount_days:
        discount_days -= {p.date for p in rows.payments if p.date <= day}
    return limitation.clocks(
        account, letters, contacts, agreed, day, policy, rows.holds, discount_days
    )


def _owed_at(account: Arrears, day: date) -> int:
    """Return what was in arrears on an earlier day, in fen."""
    owed = 0
    for line in account.all_lines:
        if line.charge.due < day:
            owed += line.charge.amount - sum(part for on, part in line.parts if on <= day)
    return owed
