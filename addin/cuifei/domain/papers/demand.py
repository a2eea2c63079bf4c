"""What does a letter say? Every fact that R3.1 asks for, decided before any paper is made.

A `Demand` is complete: whoever prints it computes nothing. Its totals are
checked here, so that total = lines = capitals can never differ on paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as Day
from datetime import timedelta

from cuifei.domain.account.arrears import Line
from cuifei.domain.account.late_fee import percent
from cuifei.domain.addresses import postal_address
from cuifei.domain.codes import Document
from cuifei.domain.dates import Calendar
from cuifei.domain.ladder.cases import Case, claimed
from cuifei.domain.money import Fen, total
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
    document: Document
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
    law_firm_address: str = ""
    law_firm_phone: str = ""


@dataclass(frozen=True, slots=True)
class Demand:
    """One letter to one owner, about one unit or several (合并发函).

    `total` = `principal` + `late_fee` - `waived`, `principal` the sum of the
    lines' unpaid, `late_fee` of the lines' late fees, all in fen. A discount
    that was granted (减免) is in the lines' `paid`, as a credit.
    `as_of`: the day up to which it was reckoned; `receipts_through`: the day up
    to which payments are known. `rate_text`/`rate_clause`: the late-fee rate per day
    as it was used ("0.05%") and its contract clause, blank where no fee is claimed.
    `last_date_is_workday` False: the letter must say so. `parts`: what a letter
    about several units demands for each of them; `unit` is then the first, and
    lines and sums are those of all parts. A letter about one unit has none.
    """

    number: str
    document: Document
    unit: Unit
    sender: Sender
    accounts: tuple[PayAccount, ...]
    lines: tuple[DemandLine, ...]
    principal: int
    late_fee: int
    waived: int
    total: Fen
    date: Day
    as_of: Day
    receipts_through: Day
    last_date: Day
    last_date_is_workday: bool = True
    rate_text: str = ""
    rate_clause: str = ""
    earlier: tuple[EarlierLetter, ...] = ()
    address: str = ""
    parts: "tuple[Demand, ...]" = ()

    @property
    def each(self) -> "tuple[Demand, ...]":
        """What is demanded unit by unit."""
        return self.parts or (self,)

    @property
    def units(self) -> tuple[str, ...]:
        """The units that the letter is about."""
        return tuple(part.unit.unit for part in self.each)


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
    sums = claimed(case)
    last_date = paper.as_of + timedelta(paper.rung.last_date_days)
    has_fee = sums.late_fee > 0
    return Demand(
        number=paper.number,
        document=paper.rung.document,
        unit=case.unit,
        sender=sender_of(policy),
        accounts=paper.accounts,
        lines=tuple(_line(line) for line in sums.lines),
        principal=sums.principal,
        late_fee=sums.late_fee,
        waived=sums.waived,
        total=sums.total,
        date=paper.as_of,
        as_of=paper.as_of,
        receipts_through=paper.receipts_through,
        last_date=last_date,
        last_date_is_workday=calendar.is_workday(last_date),
        rate_text=percent(policy.late_fee_rate) if has_fee and policy.late_fee_rate else "",
        rate_clause=policy.sources.get("late_fee_rate", "") if has_fee else "",
        earlier=tuple(
            EarlierLetter(item.number, item.document, item.date, item.served)
            for item in case.step.episode
        ),
        address=postal_address(case.unit),
    )


def merged(parts: Sequence[Demand]) -> Demand:
    """Return one letter about all units of `parts`: same owner, number, dates (合并发函).

    Everything is the first one's, the money is the sum, to the fen.
    """
    first, *others = parts
    if not others:
        return first
    earlier = {x.number: x for part in parts for x in part.earlier}
    called = next((p.unit.salutation for p in parts if p.unit.salutation), "")
    return replace(
        first,
        unit=replace(first.unit, salutation=called),
        lines=tuple(line for part in parts for line in part.lines),
        principal=sum(part.principal for part in parts),
        late_fee=sum(part.late_fee for part in parts),
        waived=sum(part.waived for part in parts),
        total=total(part.total for part in parts),
        rate_text=next((part.rate_text for part in parts if part.rate_text), ""),
        rate_clause=next((part.rate_clause for part in parts if part.rate_clause), ""),
        earlier=tuple(sorted(earlier.values(), key=lambda x: (x.date, x.number))),
        address=next((part.address for part in parts if part.address), ""),
        parts=tuple(parts),
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
        policy.law_firm_address,
        policy.law_firm_phone,
    )
