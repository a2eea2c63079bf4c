"""Allocation, arrears and late fee: examples a clerk would check, and laws to the fen."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuifei.domain.account.allocation import allocate
from cuifei.domain.account.arrears import arrears, bucket
from cuifei.domain.account.late_fee import Terms, late_fee
from cuifei.domain.dates import add_months
from cuifei.domain.policy import Policy
from cuifei.domain.records import Charge, Decision, Payment

FEE = {"late_fee_rate": Fraction(5, 10_000), "late_fee_cap": Fraction(3, 10)}
PLAIN = Policy()
WITH_FEE = Policy(**FEE)
INTEREST_FIRST = Policy(**FEE, payment_order="civil_code_561")
TODAY = date(2026, 6, 15)


def monthly(month: int, amount: int = 10_000, item: str = "物业费") -> Charge:
    return Charge(
        "3-2", item, f"2026-{month:02d}", amount, add_months(date(2026, 1, 31), month - 1)
    )


def paid(day: date, amount: int, period: str = "") -> Payment:
    return Payment("3-2", day, amount, period=period)


def owed(charges, payments, policy=PLAIN, day=TODAY, decisions=()):
    return arrears("3-2", charges, payments, day, policy, decisions)


CHARGES = st.lists(
    st.builds(
        lambda month, day, item, amount: Charge(
            "3-2", item, f"2026-{month:02d}", amount, date(2026, month, day)
        ),
        st.integers(1, 12),
        st.integers(1, 28),
        st.sampled_from(["物业费", "停车费", "违约金"]),
        st.integers(1, 50_000),
    ),
    max_size=12,
)
PAYMENTS = st.lists(
    st.builds(
        paid,
        st.dates(date(2025, 12, 1), date(2027, 1, 31)),
        st.integers(1, 60_000),
        st.sampled_from(["", "", "2026-03", "2026-07", "2027-01"]),
    ),
    max_size=12,
)
POLICIES = st.sampled_from([PLAIN, WITH_FEE, INTEREST_FIRST])
DAYS = st.dates(date(2026, 1, 1), date(2027, 2, 1))


def test_the_oldest_due_is_paid_first_and_the_rest_waits():
    result = owed([monthly(3), monthly(1), monthly(2)], [paid(date(2026, 4, 2), 15_000)])
    assert result.owed == 15_000
    assert [line.charge.period for line in result.lines] == ["2026-02", "2026-03"]
    assert result.lines[0].paid == 5_000
    assert result.oldest_due == date(2026, 2, 28)
    assert result.months_overdue == 3
    assert result.unpaid_periods == 2


def test_a_named_period_is_paid_before_older_ones():
    result = owed([monthly(1), monthly(2)], [paid(date(2026, 3, 2), 12_000, "2026-02")])
    assert [(line.charge.period, line.unpaid) for line in result.lines] == [("2026-01", 8_000)]


def test_what_is_left_is_used_by_later_charges():
    money = [paid(date(2026, 1, 2), 25_000)]
    early = owed([monthly(1), monthly(2), monthly(3)], money, day=date(2026, 2, 10))
    assert (early.owed, early.prepayment) == (0, 15_000)
    later = owed([monthly(1), monthly(2), monthly(3)], money, day=date(2026, 4, 10))
    assert (later.owed, later.prepayment) == (5_000, 0)


def test_a_charge_is_not_in_arrears_on_its_due_date():
    assert owed([monthly(1)], [], day=date(2026, 1, 31)).owed == 0
    assert owed([monthly(1)], [], day=date(2026, 2, 1)).owed == 10_000


def test_two_items_of_one_period_count_as_one_period():
    assert owed([monthly(1), monthly(1, item="停车费")], []).unpaid_periods == 1


def test_paying_one_yuan_leaves_the_debtor_where_he_was():
    """Defect 1 of the field: the debtor vanished after a token payment."""
    before, after = owed([monthly(1)], []), owed([monthly(1)], [paid(date(2026, 6, 1), 100)])
    assert after.owed == before.owed - 100
    assert after.months_overdue == before.months_overdue == 4


def test_a_late_fee_is_piecewise_around_a_part_payment():
    charge = monthly(1, 100_000)
    result = owed([charge], [paid(date(2026, 2, 10), 40_000)], WITH_FEE, day=date(2026, 2, 20))
    # ten days on 1,000 yuan, ten days on 600
    assert result.late_fee == 500 + 300


def test_grace_days_are_free_and_the_cap_holds():
    charge = monthly(1, 100_000)
    grace = Policy(**FEE, late_fee_grace=5)
    assert owed([charge], [], grace, day=date(2026, 2, 5)).late_fee == 0
    assert owed([charge], [], grace, day=date(2026, 2, 6)).late_fee == 50
    assert owed([charge], [], WITH_FEE, day=date(2029, 1, 1)).late_fee == 30_000


def test_a_penalty_bears_no_penalty():
    assert owed([monthly(1, item="违约金")], [], WITH_FEE).late_fee == 0


def test_without_rate_or_cap_there_is_no_fee():
    assert owed([monthly(1)], [], Policy(late_fee_rate=Fraction(1, 100))).late_fee == 0


def test_the_order_of_the_civil_code_pays_the_fee_first():
    charge = monthly(1, 100_000)
    money = [paid(date(2026, 2, 10), 40_000)]
    result = owed([charge], money, INTEREST_FIRST, day=date(2026, 2, 20))
    assert result.owed == 100_000 - (40_000 - 500)
    assert result.late_fee == 303  # 302.5 fen: 60,500 × 10 days × 0.05 %


def test_a_waiver_lowers_the_fee_and_a_discount_is_money():
    waiver = Decision("3-2", date(2026, 6, 1), "waiver", 1_000_000, "经理样例", "协商")
    discount = Decision("3-2", date(2026, 6, 1), "discount", 500, "经理样例", "提前")
    result = owed([monthly(1)], [], WITH_FEE, decisions=[waiver, discount])
    assert result.owed == 9_500
    assert result.late_fee == 0
    assert result.waived > 0


def test_a_decision_counts_from_its_day():
    waiver = Decision("3-2", date(2026, 6, 20), "waiver", 1_000_000, "经理样例", "协商")
    assert owed([monthly(1)], [], WITH_FEE, decisions=[waiver]).late_fee > 0


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 1, 31), "not due"),
        (date(2026, 2, 1), "≤1"),
        (date(2026, 2, 28), "≤1"),
        (date(2026, 3, 1), "1–3"),
        (date(2026, 4, 30), "1–3"),
        (date(2026, 5, 1), "3–6"),
        (date(2027, 1, 31), "6–12"),
        (date(2028, 1, 31), "12–24"),
        (date(2029, 1, 31), "24–36"),
        (date(2029, 2, 1), ">36"),
    ],
)
def test_ageing_buckets_end_with_their_month(day, name):
    assert bucket(date(2026, 1, 31), day) == name


def test_classes_by_amount_and_age():
    def kind(amount, month):
        return owed([monthly(month, amount)], []).class_

    assert kind(1_000_000, 5) == "A"
    assert kind(300_000, 5) == "B"
    assert kind(299_999, 5) == "C"
    # Age lifts only what is worth it: 60 yuan of 21 months is no class A.
    for fen, of_a_year, of_half_a_year in (
        (300_000, "A", "B"),
        (50_000, "B", "B"),
        (6_000, "C", "C"),
    ):
        assert owed([monthly(1, fen)], [], day=date(2027, 1, 31)).class_ == of_a_year
        assert owed([monthly(1, fen)], [], day=date(2026, 7, 31)).class_ == of_half_a_year
    assert owed([], []).class_ == ""


@given(CHARGES, PAYMENTS, DAYS, POLICIES)
def test_not_a_fen_is_lost(charges, payments, day, policy):
    spread = allocate(charges, payments, day, policy)
    came_in = sum(p.amount for p in payments if p.date <= day)
    used = sum(share.paid + share.fee_paid for share in spread.shares)
    assert used + spread.left == came_in
    assert all(0 <= share.paid <= share.charge.amount for share in spread.shares)
    assert all(sum(a for _, a in share.parts) == share.paid for share in spread.shares)
    on_due = sum(s.paid + s.fee_paid for s in spread.shares if s.charge.due < day)
    assert on_due + spread.prepayment(day) == came_in


@given(CHARGES, PAYMENTS, DAYS, POLICIES, st.randoms())
def test_row_order_does_not_matter(charges, payments, day, policy, random):
    before = arrears("3-2", charges, payments, day, policy)
    random.shuffle(charges)
    random.shuffle(payments)
    after = arrears("3-2", charges, payments, day, policy)
    assert (after.owed, after.late_fee, after.prepayment) == (
        before.owed,
        before.late_fee,
        before.prepayment,
    )
    assert after.lines == before.lines


@given(CHARGES, PAYMENTS, DAYS)
def test_no_money_is_left_while_something_is_open(charges, payments, day):
    spread = allocate(charges, payments, day, PLAIN)
    assert not spread.left or not any(share.unpaid for share in spread.shares)


@given(
    st.integers(1, 1_000_000),
    st.lists(st.tuples(st.integers(-10, 200), st.integers(1, 300_000)), max_size=5),
    st.integers(-5, 400),
    st.fractions(Fraction(0), Fraction(1, 100), max_denominator=10_000),
    st.fractions(Fraction(0), Fraction(1, 2), max_denominator=100),
    st.integers(0, 30),
)
def test_the_late_fee_equals_a_day_by_day_simulation(amount, parts, days, rate, cap, grace):
    due = date(2026, 1, 31)
    charge = Charge("3-2", "物业费", "2026-01", amount, due)
    reductions, rest = [], amount
    for offset, part in sorted(parts):
        reductions.append((due + timedelta(offset), min(part, rest)))
        rest -= min(part, rest)
    as_of = due + timedelta(days)
    total, day = Fraction(0), due + timedelta(grace)
    while day < as_of:
        day += timedelta(1)
        open_principal = amount - sum(part for on, part in reductions if on < day)
        total += open_principal * rate
    expected = int(min(total, amount * cap) + Fraction(1, 2))
    assert late_fee(charge, reductions, as_of, Terms(rate, cap, grace)) == expected
