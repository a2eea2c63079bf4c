"""Whose bank is asked to pay, and how much? (代扣: what an owner agreed to have collected)

Asked is what is due by the day and may be demanded: nothing held, nothing under a running plan or
an open promise. What the workbook keeps is an alias (the bank, the last digits), never the number.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from cuifei.domain.account.holds import held_items, unit_holds
from cuifei.domain.ladder.cases import Case
from cuifei.domain.problems import Problem, say

LONGEST_ALIAS = 11  # digits; a bank account has more, and does not belong into a ledger (PIPL)


@dataclass(frozen=True, slots=True)
class Debit:
    """One line of the list: `id` comes back with the result; `amount` in fen."""

    id: str
    unit: str
    owner: str
    account: str
    amount: int
    periods: tuple[str, ...]


def debits(cases: Iterable[Case], as_of: date) -> tuple[tuple[Debit, ...], tuple[Problem, ...]]:
    """Return what the bank is asked to collect on the day, and what is wrong with an account."""
    asked, wrong = [], []
    for case in cases:
        unit = case.unit
        if not unit.debit:
            continue
        if sum(char.isdigit() for char in unit.debit) > LONGEST_ALIAS:
            what = say("the account for direct debit looks like a whole account number")
            remedy = say("Keep the bank's name and the last four digits only; the bank has it")
            wrong.append(Problem(unit.unit, what, remedy))
            continue
        lines = list(_lines(case, as_of))
        if lines:
            amount = sum(fen for _, fen in lines)
            periods = tuple(dict.fromkeys(period for period, _ in lines))
            number = f"DK{as_of:%Y%m%d}-{unit.unit}"
            asked.append(Debit(number, unit.unit, unit.owner, unit.debit, amount, periods))
    return tuple(asked), tuple(wrong)


def _lines(case: Case, as_of: date) -> Iterator[tuple[str, int]]:
    if unit_holds(case.holds, as_of) or any(p.state == "open" for p in case.promises):
        return
    if any(plan.state == "running" for plan in case.plans):
        return
    held = held_items(case.holds, as_of)
    for line in case.arrears.all_lines:
        if line.unpaid > 0 and line.charge.due <= as_of and line.charge.item not in held:
            yield line.charge.period, line.unpaid
