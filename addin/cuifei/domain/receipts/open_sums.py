"""Which amounts would a unit pay on a day, if it pays something whole?

All that is due, with or without its late fee; one billing period or one
charge; the oldest periods in a row; an instalment, a promised amount, the
amount of a letter. An amount of these is a sign; any other is a part payment.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cuifei.domain.account.arrears import Line, arrears
from cuifei.domain.account.dossier import Dossier
from cuifei.domain.policy import Policy
from cuifei.domain.problems import Message, say, say_n


@dataclass(frozen=True, slots=True)
class OpenSums:
    """What is open for a unit before a payment, in fen.

    `sums`: amount -> what it would pay. `months`: period -> what is open of it,
    oldest due first. `everything`: all that is charged and unpaid, due or not.
    """

    sums: Mapping[int, Message]
    months: Mapping[str, int]
    due: int
    everything: int


def open_sums(rows: Dossier, day: date, policy: Policy) -> OpenSums:
    """Return what a unit may pay on a day; money received up to that day is counted."""
    payments = [payment for payment in rows.payments if payment.date <= day]
    account = arrears(rows.unit.unit, rows.charges, payments, day, policy, rows.decisions)
    lines = [line for line in account.all_lines if line.unpaid]
    months: dict[str, int] = {}
    for line in lines:
        months[line.charge.period] = months.get(line.charge.period, 0) + line.unpaid
    # The first to name an amount explains it: a plain reason before an odd one.
    sums: dict[int, Message] = {}
    named_amounts = (
        *_whole(account.owed, account.late_fee),
        *_periods(months),
        *_charges(lines),
        *_agreed(rows, day),
    )
    for amount, explanation in named_amounts:
        if amount > 0:
            sums.setdefault(amount, explanation)
    return OpenSums(sums, months, account.owed, sum(months.values()))


def _whole(owed: int, late_fee: int) -> Iterator[tuple[int, Message]]:
    yield owed, say("all that is due")
    if late_fee:
        yield owed + late_fee, say("all that is due, with late fee")


def _periods(months: Mapping[str, int]) -> Iterator[tuple[int, Message]]:
    total = 0
    for n, (period, amount) in enumerate(months.items(), 1):
        total += amount
        yield amount, say("the period {period}", period=period)
        yield total, say_n("the oldest period", "the oldest {n} periods", n)


def _charges(lines: Sequence[Line]) -> Iterator[tuple[int, Message]]:
    for line in lines:
        own = line.charge
        yield line.unpaid, say("{item} of {period}", item=own.item, period=own.period)


def _agreed(rows: Dossier, day: date) -> Iterator[tuple[int, Message]]:
    for part in rows.instalments:
        yield part.amount, say("instalment {number}", number=part.number)
    for contact in rows.contacts:
        if contact.promise_amount and contact.date <= day:
            yield contact.promise_amount, say("the amount promised on {day}", day=contact.date)
    for letter in rows.letters:
        if letter.amount and letter.date <= day:
            yield letter.amount, say("the amount of letter {number}", number=letter.number)
