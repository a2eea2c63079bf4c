"""Whose bank is asked to pay, and how much? (代扣: what an owner agreed to have collected)

Asked is what is due by the day and may be demanded: nothing held, nothing under a running plan or
an open promise. What the workbook keeps is an alias (the bank, the last digits), never the number.
Nobody is asked again while the result of an earlier list is still to come.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cuifei.domain.account.holds import held_items, unit_holds
from cuifei.domain.account.promises import is_agreed
from cuifei.domain.account.reversals import voucher_key
from cuifei.domain.ladder.cases import Case
from cuifei.domain.problems import Problem, say

LONGEST_ALIAS = 11  # digits; a bank account has more, and does not belong into a ledger (PIPL)
WAIT_DAYS = 15  # after which a line without a result is taken as never collected
_NUMBER = re.compile(r"DK(\d{4})(\d\d)(\d\d)-(.+?)\+*")


@dataclass(frozen=True, slots=True)
class Debit:
    """One line of the list: `id` comes back with the result; `amount` in fen."""

    id: str
    unit: str
    owner: str
    account: str
    amount: int
    periods: tuple[str, ...]


def line_number(as_of: date, unit: str, used: Collection[str] = ()) -> str:
    """Return the number of a line; `used`: the numbers that are taken, as vouchers compare.

    >>> line_number(date(2026, 11, 20), "1-101", {"dk20261120-1-101"})
    'DK20261120-1-101+'
    """
    number = f"DK{as_of:%Y%m%d}-{unit}"
    while voucher_key(number) in used:
        number += "+"
    return number


def asked_for(number: str) -> tuple[date, str] | None:
    """Return the day and the unit of a line's number; None where it is none of ours.

    >>> asked_for("DK20261120-1-101+")
    (datetime.date(2026, 11, 20), '1-101')
    """
    match = _NUMBER.fullmatch(number.strip())
    try:
        return (date.fromisoformat("-".join(match.groups()[:3])), match[4]) if match else None
    except ValueError:
        return None


def debits(
    cases: Iterable[Case],
    as_of: date,
    used: Collection[str] = (),
    waiting: Mapping[str, date] | None = None,
) -> tuple[tuple[Debit, ...], tuple[Problem, ...]]:
    """Return what the bank is asked to collect on the day, and what keeps a unit out.

    `used`: see line_number; `waiting`: the units that an earlier list asked, and its day.
    """
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
        if lines and (day := (waiting or {}).get(unit.unit)):
            wrong.append(_still_open(unit.unit, day))
        elif lines:
            amount = sum(fen for _, fen in lines)
            periods = tuple(dict.fromkeys(period for period, _ in lines))
            number = line_number(as_of, unit.unit, used)
            asked.append(Debit(number, unit.unit, unit.owner, unit.debit, amount, periods))
    return tuple(asked), tuple(wrong)


def _still_open(unit: str, day: date) -> Problem:
    return Problem(
        unit,
        say(
            "the bank was asked on {day}, and its result is not here yet: it is not asked again",
            day=day,
        ),
        say(
            "Enter the result of that list; where the bank did not collect, type that as its"
            " result and save, or put the bank's file into the list's folder; a list that"
            " never went to the bank, delete"
        ),
    )


def _lines(case: Case, as_of: date) -> Iterator[tuple[str, int]]:
    if unit_holds(case.holds, as_of) or is_agreed(case.promises, case.plans):
        return
    held = held_items(case.holds, as_of)
    for line in case.arrears.all_lines:
        if line.unpaid > 0 and line.charge.due <= as_of and line.charge.item not in held:
            yield line.charge.period, line.unpaid
