"""An instalment agreement: three to six parts, and not a fen more or less than is owed (R6.2)."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from cuifei.domain.dates import add_months
from cuifei.domain.ladder.cases import claimed, decide
from cuifei.domain.papers.agreement import agreement, chosen_rows, objection, signing_day
from cuifei.domain.policy import Policy
from cuifei.domain.records import Charge, Decision, Instalment, Ledger, Unit

U = "甲一苑3-101"
DAY = date(2026, 11, 20)
POLICY = Policy(late_fee_rate=Fraction(5, 10_000), late_fee_cap=Fraction(1))


def case_with(*decisions):
    charges = tuple(
        Charge(U, "物业服务费", f"2026-{month:02d}", 30_000, date(2026, month, 28))
        for month in (7, 8, 9)
    )
    ledger = Ledger(units={U: Unit(U, "张三样例")}, charges=charges, decisions=decisions)
    return decide(ledger, DAY, POLICY).cases[U]


def rows(total, count, first=date(2026, 12, 15), agreed=None):
    share = total // count
    amounts = [share] * (count - 1) + [total - share * (count - 1)]
    return tuple(
        Instalment(U, str(n + 1), add_months(first, n), amount, agreed)
        for n, amount in enumerate(amounts)
    )


CASE = case_with()
DUE = claimed(CASE).principal + claimed(CASE).late_fee


def test_the_parts_are_what_is_owed_with_its_late_fee():
    assert DUE > 90_000
    made = agreement(CASE, rows(DUE, 4), "H1", DAY, (), DAY, POLICY)
    assert made.total == DUE == sum(part.amount for part in made.parts)
    assert [part.open_after for part in made.parts][-1] == 0
    assert (made.principal, made.periods, made.oldest_due) == (90_000, 3, date(2026, 7, 28))


def test_a_waived_late_fee_is_no_part_of_it():
    waived = case_with(Decision(U, DAY, "waiver", 10**6, "李四样例", "一次性约定"))
    assert objection(waived, rows(90_000, 3), DAY) is None
    assert "late fee" in str(objection(waived, rows(DUE, 3), DAY))


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ((), "no rows"),
        (rows(DUE, 2), "3 to 6 parts"),
        (rows(DUE, 7), "3 to 6 parts"),
        (rows(DUE - 1, 3), "yuan are owed"),
        (rows(DUE, 3, first=date(2026, 11, 19)), "do not follow"),
        (tuple(replace(row, due=date(2027, 1, 1)) for row in rows(DUE, 3)), "do not follow"),
    ],
)
def test_what_cannot_be_agreed_is_named(parts, why):
    assert why in str(objection(CASE, parts, DAY))


@pytest.mark.parametrize("count", [3, 4, 5, 6])
def test_three_to_six_parts_are_lawful(count):
    assert objection(CASE, rows(DUE, count), DAY) is None


def test_nothing_owed_nothing_agreed():
    ledger = Ledger(units={U: Unit(U, "张三样例")})
    nobody = decide(ledger, DAY, POLICY).cases[U]
    assert "nothing is owed" in str(objection(nobody, rows(300, 3), DAY))


def test_a_proposal_comes_before_an_older_agreement_and_the_newest_before_others():
    old = rows(100, 3, agreed=date(2026, 3, 1))
    new = rows(200, 3, agreed=date(2026, 9, 1))
    proposal = rows(300, 3)
    assert chosen_rows((*new, *old)) == new
    assert chosen_rows((*old, *proposal, *new)) == proposal
    assert signing_day(new, DAY) == date(2026, 9, 1)
    assert signing_day(proposal, DAY) == DAY
