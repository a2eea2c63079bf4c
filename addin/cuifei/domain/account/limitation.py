"""When does the limitation period of each unpaid charge end? (R9.2, Civil Code 188, 195, 201–203)

The period starts on the day after the due date and ends on the corresponding
day (201, 202); that a last day on a holiday moves on (203) is not relied
upon. It starts again with a proven demand, an acknowledgement or a part
payment (195). Once it has ended, none of them revives it (192): what a new
promise of the owner is then worth, a lawyer has to say.

Shown as help, never as legal advice.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from cuifei.domain import money
from cuifei.domain.account.arrears import Arrears, Line
from cuifei.domain.account.delivery import DEMANDS, covers, has_reached, is_void
from cuifei.domain.account.promises import Plan
from cuifei.domain.codes import Channel, ContactResult, HoldReason, LetterState
from cuifei.domain.dates import add_months
from cuifei.domain.policy import Policy
from cuifei.domain.records import Charge, Contact, Hold, Letter

# A promise over these channels is one in writing.
WRITTEN = frozenset({Channel.WECHAT, Channel.SMS, Channel.EMAIL})
WARN_MONTHS = (12, 6, 3, 1)


@dataclass(frozen=True, slots=True)
class Restart:
    """An event that restarted the clock, with what proves it.

    `why`: demand (a letter served provably), acknowledgement, plan, part_payment, suit.
    """

    date: date
    why: str
    proof: str


@dataclass(frozen=True, slots=True)
class Clock:
    """The limitation clock of one unpaid charge. `ends`: the last day of the period.

    `too_late`: what the owner admitted in writing after it had ended; whether that
    binds the owner, counsel decides (Civil Code 192).
    """

    charge: Charge
    restarts: tuple[Restart, ...]
    ends: date
    too_late: Restart | None = None


@dataclass(frozen=True, slots=True)
class Expiry:
    """A clock that is about to run out: at most `months` are left, since `warned_from`."""

    clock: Clock
    months: int
    warned_from: date


def clocks(
    arrears: Arrears,
    letters: Iterable[Letter],
    contacts: Iterable[Contact],
    plans: Iterable[Plan],
    as_of: date,
    policy: Policy,
    holds: Collection[Hold] = (),
    discounts: Collection[date] = (),
) -> tuple[Clock, ...]:
    """Return the clock of each charge in arrears, in the order of the lines.

    `discounts`: days on which only a discount of ours was booked; it is no
    part payment of the owner's. Held items are included, because the period
    runs on while a dispute is open.
    """
    demands = [d for letter in letters if (d := _demand(letter, as_of, policy))]
    agreed = [Restart(c.date, "acknowledgement", _words(c)) for c in contacts if _admits(c, as_of)]
    agreed += [Restart(p.agreed, "plan", p.agreed.isoformat()) for p in plans if p.agreed <= as_of]
    sued = list(_sued(contacts, as_of))
    months = policy.limitation_months
    if not (demands or agreed or sued or holds or any(line.parts for line in arrears.lines)):
        # Most units: nothing ever restarted a clock.
        charges = (line.charge for line in arrears.lines)
        return tuple(Clock(charge, (), add_months(charge.due, months)) for charge in charges)
    charge_clocks = []
    for line in arrears.lines:
        due = line.charge.due
        proven = [r for letter, r in demands if covers(letter, line.charge, holds)]
        admitted = [r for r in agreed if due < r.date]
        paid = list(_part_payments(line, discounts))
        suits = [*sued, *_suits(holds, line.charge.item, as_of)]
        sued_for = [r for r in suits if due < r.date]
        events = sorted(
            (*proven, *admitted, *paid, *sued_for), key=lambda r: (r.date, r.why, r.proof)
        )
        charge_clocks.append(_clock(line.charge, events, months))
    return tuple(charge_clocks)


def _clock(charge: Charge, events: list[Restart], months: int) -> Clock:
    ends = last_days(charge.due, [event.date for event in events], months)
    after = (e for e in events[len(ends) - 1 :] if e.why in ("acknowledgement", "plan"))
    return Clock(charge, tuple(events[: len(ends) - 1]), ends[-1], next(after, None))


def _sued(contacts: Iterable[Contact], as_of: date) -> Iterator[Restart]:
    for contact in contacts:
        if contact.result == ContactResult.SUED and contact.date <= as_of:
            yield Restart(contact.date, "suit", _words(contact))


def _suits(holds: Collection[Hold], item: str, as_of: date) -> Iterator[Restart]:
    """Yield the suits that holds tell of (暂缓, 诉讼): suing restarts the period (CC 195)."""
    for hold in holds:
        if hold.reason == HoldReason.LITIGATION and hold.since <= as_of and hold.item in ("", item):
            yield Restart(hold.since, "suit", hold.note)


def last_days(due: date, restarts: Iterable[date], months: int) -> list[date]:
    """Return the period's last day as it first stood, and after each restart that counts.

    `restarts` in date order, all after `due`; what comes after the period has
    ended restarts nothing (Civil Code 192).

    >>> [str(day) for day in last_days(date(2024, 1, 31), [date(2025, 6, 30)], 36)]
    ['2027-01-31', '2028-06-30']
    """
    ends = [add_months(due, months)]
    for day in restarts:
        if day > ends[-1]:
            break
        ends.append(add_months(day, months))
    return ends


def _demand(letter: Letter, as_of: date, policy: Policy) -> tuple[Letter, Restart] | None:
    """Return what a letter proves: nothing without day, state and way of delivery."""
    day = letter.served
    proven = (
        letter.document in DEMANDS
        and not is_void(letter)
        and letter.delivery in policy.proof_deliveries
        and has_reached(letter, as_of, policy, LetterState.SERVED)
    )
    if not proven or day is None:
        return None
    proof = f"{letter.number} {letter.waybill}".strip()
    return letter, Restart(day, "demand", proof)


def _admits(contact: Contact, as_of: date) -> bool:
    """Return whether the owner admitted the debt in writing."""
    promised = contact.promise_date is not None or contact.result == ContactResult.PROMISED
    written = contact.result == ContactResult.ACKNOWLEDGED or (
        promised and contact.channel in WRITTEN
    )
    return written and contact.date <= as_of


def _words(contact: Contact) -> str:
    return contact.content or contact.channel


def _part_payments(line: Line, discounts: Collection[date]) -> Iterator[Restart]:
    for day, amount in line.parts:
        if amount > 0 and day > line.charge.due and day not in discounts:
            yield Restart(day, "part_payment", money.text(amount))


def warnings(clocks: Iterable[Clock], as_of: date) -> tuple[Expiry, ...]:
    """Return the clocks that end within 12, 6, 3 or 1 months, first to end first (R5.6).

    Each carries the shortest span that it is already within; one that has
    ended is no warning any more.
    """
    expiries = []
    for clock in clocks:
        starts = [(add_months(clock.ends, -months), months) for months in WARN_MONTHS]
        past = [(months, day) for day, months in starts if day <= as_of <= clock.ends]
        if past:
            months, day = min(past)
            expiries.append(Expiry(clock, months, day))
    return tuple(sorted(expiries, key=lambda e: (e.clock.ends, e.clock.charge.due)))
