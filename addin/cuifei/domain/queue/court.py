"""Is it worth going to court about this unit: what it costs, what is proved, what speaks for it?

Court fees by the State Council's 诉讼费用交纳办法 (2006): art. 13 (1) property cases, art. 14 (3)
payment orders, art. 16 half in summary procedure. Help for the manager, never legal advice (R9.4).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from cuifei.domain import money
from cuifei.domain.account.delivery import has_reached
from cuifei.domain.account.late_fee import share
from cuifei.domain.account.promises import is_agreed
from cuifei.domain.codes import HoldReason, LetterState, OwnerType
from cuifei.domain.ladder.cases import Case, claimed, standing_demands
from cuifei.domain.policy import Policy
from cuifei.domain.problems import Message, say

# (up to so many fen of the claim, per mille of what lies below that and above the step before)
_STEPS = (
    (10_000_000, 25),
    (20_000_000, 20),
    (50_000_000, 15),
    (100_000_000, 10),
    (200_000_000, 9),
    (500_000_000, 8),
    (1_000_000_000, 7),
    (2_000_000_000, 6),
    (None, 5),
)
_BASE, _BASE_UP_TO = 5_000, 1_000_000  # 50 yuan for a claim of at most 10,000 yuan
# From this likelihood on, in percent, an agreement is tried before a court.
SETTLE_FROM = 60
_ORDER = say("nothing is disputed: a payment order is the cheapest way")


def court_fee(claim: int) -> int:
    """Return the fee for a claim of so many fen in a property case (art. 13 (1)), in fen.

    >>> [court_fee(claim * 100) for claim in (3_000, 10_000, 20_000, 100_000, 300_000)]
    [5000, 5000, 30000, 230000, 580000]
    """
    thousandths, below = _BASE * 1000, _BASE_UP_TO
    for up_to, per_mille in _STEPS:
        if claim <= below:
            break
        upper = claim if up_to is None else min(claim, up_to)
        thousandths += (upper - below) * per_mille
        below = upper
    return share(thousandths, Fraction(1, 1000))


def summary_fee(claim: int) -> int:
    """Return the fee in summary procedure, half of it (art. 16)."""
    return share(court_fee(claim), Fraction(1, 2))


def order_fee(claim: int) -> int:
    """Return the fee of a payment order, a third of it (art. 14 (3)).

    >>> order_fee(300_000), summary_fee(300_000)
    (1667, 2500)
    """
    return share(court_fee(claim), Fraction(1, 3))


@dataclass(frozen=True, slots=True)
class Weighing:
    """What a suit about one unit asks for, costs and rests on, in fen.

    `claim` = `principal` + `late_fee` (waivers taken off); `lawyer_fee` None: not typed in 参数.
    `lapsed`: of the principal, what is past its limitation. `chance`: likelihood that the owner
    pays without a court, in percent (R8.8).
    """

    unit: str
    claim: int
    principal: int
    late_fee: int
    lapsed: int
    lawyer_fee: int | None
    present: tuple[Message, ...]
    missing: tuple[Message, ...]
    limitation: date | None
    chance: int
    advice: Message

    @property
    def payment_order(self) -> bool:
        """Whether a payment order may be asked for: nothing is disputed, and it can be served."""
        return self.advice == _ORDER


def weigh(cases: Sequence[Case], policy: Policy, through: date | None, chance: int) -> Weighing:
    """Return what counsel weighs about the units of one claim (R9.4), of one owner.

    `through`: receipts are known up to then; `chance`: see Weighing.
    """
    principal, late_fee, lapsed = (sum(sums) for sums in zip(*map(_money, cases), strict=True))
    evidence = [tuple(_evidence(case, policy, through, late_fee)) for case in cases]
    looked_at = [
        (all(is_present for is_present, _ in row), row[0][1]) for row in zip(*evidence, strict=True)
    ]
    claim = principal + late_fee
    return Weighing(
        unit=cases[0].unit.unit,
        claim=claim,
        principal=principal,
        late_fee=late_fee,
        lapsed=lapsed,
        lawyer_fee=policy.lawyer_fee,
        present=tuple(proof for is_present, proof in looked_at if is_present),
        missing=tuple(proof for is_present, proof in looked_at if not is_present),
        limitation=min((case.limitation for case in cases if case.limitation), default=None),
        chance=chance,
        advice=_advice(cases, policy, claim, chance, all_lapsed=0 < principal <= lapsed),
    )


def _money(case: Case) -> tuple[int, int, int]:
    """Return principal, late fee less what is waived, and the principal past its limitation."""
    sums = claimed(case)
    ended = {clock.charge for clock in case.clocks if clock.ends < case.arrears.as_of}
    lapsed = sum(line.unpaid for line in sums.lines if line.charge in ended)
    return sums.principal, sums.open_fee, lapsed


def _evidence(
    case: Case, policy: Policy, through: date | None, late_fee: int
) -> Iterator[tuple[bool, Message]]:
    """Yield whether the workbook has each proof, and what it is called."""
    unit, as_of = case.unit, case.arrears.as_of
    fresh = through is not None and (as_of - through).days <= policy.receipts_max_age
    yield bool(policy.contract), say("property service contract")
    yield bool(unit.area and unit.price), say("area and price of the unit")
    yield fresh, say("receipts recorded to date")
    yield _served(case, policy), say("a demand served with proof")
    clause = bool(policy.sources.get("late_fee_rate"))
    yield clause or not late_fee, say("contract clause of the late fee")
    yield bool(unit.address), say("the owner's address for service")
    yield bool(case.contacts), say("record of contacts")
    yield False, say("the owner's identity and title (kept outside of the workbook)")


def _served(case: Case, policy: Policy) -> bool:
    as_of = case.arrears.as_of
    return any(
        letter.delivery in policy.proof_deliveries
        and has_reached(letter, as_of, policy, LetterState.SERVED)
        for letter in standing_demands(case)
    )


def _advice(
    cases: Sequence[Case], policy: Policy, claim: int, chance: int, *, all_lapsed: bool
) -> Message:
    """Return the cheapest way that is open; the first that fits."""
    if any(
        not hold.item and hold.reason == HoldReason.LITIGATION for c in cases for hold in c.holds
    ):
        return say("a suit is open already")
    if claim < policy.lawyer_minimum:
        return say("not worth a court: less than {least}", least=money.text(policy.lawyer_minimum))
    if any(not hold.item for c in cases for hold in c.holds):
        return say("on hold: settle its cause first")
    if any(is_agreed(case.promises, case.plans) for case in cases):
        return say("a promise or a plan is running: wait for it")
    if all_lapsed:
        return say("all of it is past its limitation: counsel decides (Civil Code 192)")
    if not all(_served(case, policy) for case in cases):
        return say("first have a demand served with proof")
    if chance >= SETTLE_FROM:
        return say("settle first: {chance}% likely to pay; offer parts", chance=str(chance))
    cost = summary_fee(claim) + (policy.lawyer_fee or 0)
    if cost >= claim:
        return say("the cost {cost} is more than the claim: settle", cost=money.text(cost))
    if all(map(_undisputed, cases)):
        return _ORDER
    return say("claim in summary procedure; the court will mediate first")


def _undisputed(case: Case) -> bool:
    """Return whether an order can be served, and the owner contests nothing (art. 225)."""
    unit = case.unit
    plain = unit.reason in ("", "none", "malicious") and unit.owner_type != OwnerType.EVADING
    return bool(unit.address) and plain and not case.holds
