"""Which promises and instalment plans stand, and were they kept? (R6)"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Literal, TypeAlias

from cuifei.domain.policy import Policy
from cuifei.domain.records import Contact, Instalment, Payment

PromiseState: TypeAlias = Literal["open", "kept", "partly", "broken"]
PartState: TypeAlias = Literal["open", "kept", "broken"]
PlanState: TypeAlias = Literal["running", "broken", "done"]


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
    state: PromiseState


@dataclass(frozen=True, slots=True)
class PlanPart:
    """One instalment on the day. `state`: open, kept, broken."""

    number: str
    due: date
    amount: int
    received: int
    state: PartState


@dataclass(frozen=True, slots=True)
class Plan:
    """An instalment plan of a unit. `state`: running (being kept), broken, done."""

    unit: str
    agreed: date
    parts: tuple[PlanPart, ...]
    state: PlanState


def is_agreed(promises: Iterable[Promise], plans: Iterable[Plan]) -> bool:
    """Return whether a promise is still open or a plan is being kept: then it is waited for."""
    promised = any(promise.state == "open" for promise in promises)
    return promised or any(plan.state == "running" for plan in plans)


def promises(
    contacts: Iterable[Contact],
    payments: Sequence[Payment],
    owed_at: Callable[[date], int],
    as_of: date,
    policy: Policy,
) -> tuple[Promise, ...]:
    """Return one unit's promises and what came of each by the end of `as_of` (R6.1).

    A promise is valid through the end of its day and the policy's grace. Money
    counts from the day on which it was made. A later promise replaces an
    earlier one that is still open: that one is then not listed. A date before
    the contact itself promises nothing.
    """
    promising = sorted(
        (c for c in contacts if c.promise_date and c.date <= min(as_of, c.promise_date)),
        key=lambda c: (c.date, c.promise_date, c.promise_amount or 0),
    )
    listed: list[Promise] = []
    for contact in promising:
        if listed:
            before = _judged(listed[-1], payments, owed_at, contact.date, policy)
            if before.state == "open":
                listed.pop()
        due = contact.promise_date or contact.date
        listed.append(Promise(contact.unit, contact.date, due, contact.promise_amount, 0, "open"))
    return tuple(_judged(promise, payments, owed_at, as_of, policy) for promise in listed)


def _judged(
    promise: Promise,
    payments: Sequence[Payment],
    owed_at: Callable[[date], int],
    as_of: date,
    policy: Policy,
) -> Promise:
    ends = valid_through(promise, policy)
    received = _received(payments, promise.made, min(ends, as_of))
    amount = owed_at(promise.made) if promise.amount is None else promise.amount
    state: PromiseState
    enough = received >= policy.promise_threshold * amount
    if enough and (amount > 0 or as_of > ends):
        state = "kept"
    elif as_of <= ends:
        state = "open"
    else:
        state = "partly" if received > 0 else "broken"
    return Promise(promise.unit, promise.made, promise.due, promise.amount, received, state)


def valid_through(promise: Promise, policy: Policy) -> date:
    """Return the last day on which the promise may be kept."""
    return promise.due + timedelta(policy.promise_grace)


def broken_count(promises: Iterable[Promise]) -> int:
    """Return how many promises were broken (R6.1); one that brought some money is not."""
    return sum(promise.state == "broken" for promise in promises)


def _received(payments: Iterable[Payment], since: date, until: date) -> int:
    return sum(p.amount for p in payments if since <= p.date <= until)


def plans(
    instalments: Iterable[Instalment], payments: Sequence[Payment], as_of: date, policy: Policy
) -> tuple[Plan, ...]:
    """Return one unit's instalment plans, oldest first (R6.2).

    Rows of one agreed date are one plan; without that date they are only a
    proposal. Payments since the agreed date fill the parts in date order. A
    part is broken when its day and the policy's grace passed unfilled. A
    newer plan takes over the money from its own date on, and replaces one
    that was still running: that one is then not listed.
    """
    agreed = sorted(
        (row for row in instalments if row.agreed and row.agreed <= as_of),
        key=lambda row: (row.agreed, row.due, row.number, row.amount),
    )
    groups = [(day, tuple(rows)) for day, rows in groupby(agreed, key=lambda row: row.agreed)]
    listed = []
    for index, (day, rows) in enumerate(groups):
        newest = index == len(groups) - 1
        judged_on = as_of if newest else (groups[index + 1][0] or as_of) - timedelta(1)
        plan = _plan(day or as_of, rows, payments, judged_on, policy)
        if newest or plan.state != "running":
            listed.append(plan)
    return tuple(listed)


def _plan(
    agreed: date,
    rows: tuple[Instalment, ...],
    payments: Sequence[Payment],
    as_of: date,
    policy: Policy,
) -> Plan:
    money = _received(payments, agreed, as_of)
    parts = []
    for row in rows:
        part = max(0, min(money, row.amount))
        money -= part
        overdue = as_of > row.due + timedelta(policy.plan_grace)
        part_state: PartState = "kept" if part >= row.amount else "broken" if overdue else "open"
        parts.append(PlanPart(row.number, row.due, row.amount, part, part_state))
    states = {part.state for part in parts}
    state: PlanState = "broken" if "broken" in states else "running" if "open" in states else "done"
    return Plan(rows[0].unit, agreed, tuple(parts), state)
