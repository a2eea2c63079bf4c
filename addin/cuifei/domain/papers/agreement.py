"""May this instalment agreement be put on paper, and what does it say? (R6.2)

Its parts are the rows of 分期. Together they are exactly what is owed: the
charges in arrears that are not held, with their late fees, less what was
waived. Who wants to let the late fee go records that in 减免 first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Day
from itertools import pairwise

from cuifei.domain import money
from cuifei.domain.addresses import postal_address
from cuifei.domain.ladder.cases import Case, claimed
from cuifei.domain.money import Fen
from cuifei.domain.papers.demand import Sender, sender_of
from cuifei.domain.policy import Policy
from cuifei.domain.problems import Message, say
from cuifei.domain.records import Instalment, PayAccount, Unit
from cuifei.domain.words import column, sheet

FEWEST, MOST = 3, 6


@dataclass(frozen=True, slots=True)
class Part:
    """One instalment in fen, and what is still open once it is paid."""

    due: Day
    amount: int
    open_after: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement to pay `total` in `parts`, reckoned on `as_of`, dated `date`. Money in fen.

    `total` = `principal` + `late_fee` - `waived` = the sum of the parts.
    `grace_days`: how many days after its date a part may come in (参数). `late_fee_runs_on`,
    `waiver_lapses`: what the office decided about the late fee meanwhile and about a waiver
    after a default; None where there is no late fee, or no waiver, to decide about.
    """

    number: str
    unit: Unit
    sender: Sender
    accounts: tuple[PayAccount, ...]
    parts: tuple[Part, ...]
    periods: int
    oldest_due: Day
    principal: int
    late_fee: int
    waived: int
    total: Fen
    date: Day
    as_of: Day
    receipts_through: Day
    grace_days: int
    address: str = ""
    late_fee_runs_on: bool | None = None
    waiver_lapses: bool | None = None


def chosen_rows(instalments: Iterable[Instalment]) -> tuple[Instalment, ...]:
    """Return the rows of 分期 that an agreement is made from, in order of date.

    Rows without 协议日期 are a proposal, and come first; else the rows of the
    newest agreement.
    """
    rows = tuple(instalments)
    newest = max((row.agreed for row in rows if row.agreed), default=None)
    proposed = tuple(row for row in rows if row.agreed is None)
    return tuple(
        sorted(
            proposed or (row for row in rows if row.agreed == newest),
            key=lambda row: (row.due, row.number, row.amount),
        )
    )


def signing_day(rows: Iterable[Instalment], as_of: Day) -> Day:
    """Return the day on which the agreement is made: as typed, else `as_of`."""
    return next((row.agreed for row in rows if row.agreed), as_of)


def objection(case: Case, rows: tuple[Instalment, ...], day: Day) -> Message | None:
    """Return why no agreement can be made from these rows; None where one can."""
    sums, parts = claimed(case), sum(row.amount for row in rows)
    if not rows:
        return say(
            "the sheet {instalments_sheet} has no rows for this unit",
            instalments_sheet=sheet("instalments"),
        )
    if not FEWEST <= len(rows) <= MOST:
        return say(
            "an agreement has {least} to {most} parts; {instalments_sheet} has {n}",
            least=FEWEST,
            most=MOST,
            n=len(rows),
            instalments_sheet=sheet("instalments"),
        )
    if not sums.principal:
        return say("nothing is owed that an agreement could be about")
    if parts != sums.total:
        return say(
            "the parts in {instalments_sheet} are {parts} yuan together, but {due}"
            " yuan are owed: {principal} of charges, {fee} late fee, less {waived}"
            " waived",
            parts=money.text(parts),
            due=money.text(sums.total),
            principal=money.text(sums.principal),
            fee=money.text(sums.late_fee),
            waived=money.text(sums.waived),
            instalments_sheet=sheet("instalments"),
        )
    if rows[0].due < day or any(earlier.due >= later.due for earlier, later in pairwise(rows)):
        return say("the dates of the parts do not follow each other from {day} on", day=day)
    return None


def undecided(case: Case, policy: Policy) -> Message | None:
    """Return the setting without which the agreement would leave a question open (R6.2)."""
    if policy.late_fee_rate and policy.plan_late_fee is None:
        return column("plan_late_fee")
    if claimed(case).waived and policy.plan_waiver_lapses is None:
        return column("plan_waiver_lapses")
    return None


def agreement(
    case: Case,
    rows: tuple[Instalment, ...],
    number: str,
    day: Day,
    accounts: tuple[PayAccount, ...],
    receipts_through: Day,
    policy: Policy,
) -> Agreement:
    """Return the agreement of a case from rows to which there is no `objection`."""
    sums = claimed(case)
    left: int = sums.total
    parts = []
    for row in rows:
        left -= row.amount
        parts.append(Part(row.due, row.amount, left))
    assert left == 0, "the parts are what is owed"
    return Agreement(
        number=number,
        unit=case.unit,
        sender=sender_of(policy),
        accounts=accounts,
        parts=tuple(parts),
        periods=len({line.charge.period for line in sums.lines}),
        oldest_due=sums.lines[0].charge.due,
        principal=sums.principal,
        late_fee=sums.late_fee,
        waived=sums.waived,
        total=sums.total,
        date=day,
        as_of=case.arrears.as_of,
        receipts_through=receipts_through,
        grace_days=policy.plan_grace,
        address=postal_address(case.unit),
        late_fee_runs_on=policy.plan_late_fee if policy.late_fee_rate else None,
        waiver_lapses=policy.plan_waiver_lapses if sums.waived else None,
    )
