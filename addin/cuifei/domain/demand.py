"""What does a letter say? Every fact that R3.1 asks for, decided before any paper is made.

A `Demand` is complete: whoever prints it computes nothing. Its totals are
checked here, so that total = lines = capitals can never differ on paper.
"""

from dataclasses import dataclass
from datetime import date as Day

from cuifei.domain.records import PayAccount, Unit


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
    to which payments are known. `rate_text`/`rate_clause`: the late-fee rate as
    typed in 参数 and its contract clause, blank where no fee is claimed.
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
