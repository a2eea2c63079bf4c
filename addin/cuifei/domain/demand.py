"""What does a letter say? Every fact that R3.1 asks for, decided before any paper is made.

A `Demand` is complete: whoever prints it computes nothing. Its totals are
checked here, so that total = lines = capitals can never differ on paper.
"""

from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta

from cuifei.domain.addresses import postal_address
from cuifei.domain.arrears import Line
from cuifei.domain.cases import Case, demand_lines
from cuifei.domain.dates import Calendar
from cuifei.domain.late_fee import percent
from cuifei.domain.policy import Policy
from cuifei.domain.records import PayAccount, Rung, Unit


@dataclass(frozen=True, slots=True)
class DemandLine:
    """One unpaid charge in a letter: what was charged, what came in, what is open."""

    item: str
    period: str
    due: Day
    amount: int
    paid: int
    unpaid: int
    days_late: int
    late_fee: int


@dataclass(frozen=True, slots=True)
class EarlierLetter:
    """An earlier letter of the same episode, named as a fact."""

    number: str
    document: str
    date: Day
    served: Day | None


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes, as 参数 says."""

    company: str
    phone: str
    person: str
    address: str = ""
    law_firm: str = ""
    lawyer: str = ""
    lawyer_licence: str = ""


@dataclass(frozen=True, slots=True)
class Demand:
    """One letter to one owner about one unit.

    `total` = `principal` + `late_fee` - `waived`, `principal` the sum of the
    lines' unpaid, `late_fee` of the lines' late fees, all in fen. A discount
    that was granted (减免) is in the lines' `paid`, as a credit.
    `as_of`: the day up to which it was reckoned; `receipts_through`: the day up
    to which payments are known. `rate_text`/`rate_clause`: the late-fee rate per day
    as it was used ("0.05%") and its contract clause, blank where no fee is claimed.
    `last_date_is_workday` False: the letter must say so.
    """

    number: str
    document: str
    unit: Unit
    sender: Sender
    accounts: tuple[PayAccount, ...]
    lines: tuple[DemandLine, ...]
    principal: int
    late_fee: int
    waived: int
    total: int
    date: Day
    as_of: Day
    receipts_through: Day
    last_date: Day
    last_date_is_workday: bool = True
    rate_text: str = ""
    rate_clause: str = ""
    earlier: tuple[EarlierLetter, ...] = ()
    address: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """What a letter needs beside its case: number, dates and who is written to where."""

    number: str
    rung: Rung
    as_of: Day
    receipts_through: Day
    accounts: tuple[PayAccount, ...]


def demand(case: Case, paper: Paper, policy: Policy, calendar: Calendar) -> Demand:
    """Return everything that the letter of a case says (R3.1).

    Only what may be demanded is in it: held items never ride along. The last
    date is the rung's days after the letter's date (R4.3: 14 for a lawyer
    letter); it is never moved to a workday, the letter says so instead.
    """
    lines = tuple(_line(line) for line in demand_lines(case))
    principal = sum(line.unpaid for line in lines)
    fee = sum(line.late_fee for line in lines)
    waived = min(fee, case.arrears.waived)
    last_date = paper.as_of + timedelta(paper.rung.last_date_days)
    claimed = fee > 0
    return Demand(
        number=paper.number,
        document=paper.rung.document,
        unit=case.unit,
        sender=sender_of(policy),
        accounts=paper.accounts,
        lines=lines,
        principal=principal,
        late_fee=fee,
        waived=waived,
        total=principal + fee - waived,
        date=paper.as_of,
        as_of=paper.as_of,
        receipts_through=paper.receipts_through,
        last_date=last_date,
        last_date_is_workday=calendar.is_workday(last_date),
        rate_text=percent(policy.late_fee_rate) if claimed and policy.late_fee_rate else "",
        rate_clause=policy.sources.get("late_fee_rate", "") if claimed else "",
        earlier=tuple(
            EarlierLetter(item.number, item.document, item.date, item.served)
            for item in case.step.episode
        ),
        address=postal_address(case.unit),
    )


def _line(line: Line) -> DemandLine:
    charge = line.charge
    return DemandLine(
        charge.item,
        charge.period,
        charge.due,
        charge.amount,
        line.paid,
        line.unpaid,
        line.days_late,
        line.late_fee,
    )


def sender_of(policy: Policy) -> Sender:
    """Return who writes, as 参数 says."""
    return Sender(
        policy.company,
        policy.company_phone,
        policy.contact_person,
        policy.company_address,
        policy.law_firm,
        policy.lawyer,
        policy.lawyer_licence,
    )
