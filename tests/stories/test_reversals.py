"""冲红, 退款, 红字: a row below zero takes an earlier one back, to the fen, from its date on."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuifei.domain.account.allocation import allocate
from cuifei.domain.account.reversals import standing, standing_charges, undone
from cuifei.domain.policy import Policy
from cuifei.domain.records import Charge, Payment
from cuifei.tables import rows
from cuifei.workbook import reading
from stories.office import Office, owes, unit
from stories.told import household
from workbook.books import good, write

FIRST = date(2025, 1, 31)


def home():
    """A home that owes 200 yuan a month of 2025, and paid January and February."""
    made = household("甲-101").owes(200, "2025-01", months=12)
    made.payments += [
        Payment("甲-101", date(2025, 2, 3), 20_000, "转账", voucher="SK-1"),
        Payment("甲-101", date(2025, 3, 3), 20_000, "转账", voucher="SK-2"),
    ]
    return made


def back(made, on, yuan, voucher, **more):
    """Take a payment back."""
    row = Payment(made.name, date.fromisoformat(on), -yuan * 100, reverses=voucher, **more)
    made.payments.append(row)
    return made


def test_a_bounced_payment_counts_until_the_day_it_is_taken_back():
    made = back(home(), "2025-03-20", 200, "SK-2")
    assert made.on("2025-03-19").case.arrears.owed == 0
    assert made.on("2025-03-20").case.arrears.owed == 20_000
    without = home()
    del without.payments[1]
    assert made.on("2025-05-20").case.arrears == without.on("2025-05-20").case.arrears


def test_letters_about_what_bounced_count_again():
    """R2.5: what was taken back paid nothing, so the ladder stands where it stood without it."""
    made = household("甲-101").owes(200, "2025-01", months=1)
    made.gets("collection_letter", "2025-05-05").gets("collection_letter", "2025-08-04")
    made.payments.append(Payment(made.name, date(2025, 8, 20), 20_000, voucher="SK-1"))
    made.charges.append(replace(made.charges[0], period="2025-08", due=date(2025, 8, 31)))
    made.gets("collection_letter", "2025-12-03")
    before = made.on("2026-01-20").case.step
    assert [x.date.isoformat() for x in before.episode] == ["2025-12-03"]
    after = back(made, "2026-01-20", 200, "SK-1").on("2026-01-20").case.step
    assert [x.date.month for x in after.episode] == [5, 8, 12]


def test_a_part_that_is_paid_back_leaves_the_rest():
    made = back(home(), "2025-03-20", 50, "SK-2")
    account = made.on("2025-03-21").case.arrears
    assert (account.owed, account.lines[0].paid) == (5_000, 15_000)


def test_a_refund_of_prepaid_money_lowers_the_prepayment_and_no_debt():
    made = household("甲-102").owes(200, "2025-01", months=2)
    made.payments.append(Payment("甲-102", date(2025, 1, 5), 100_000, voucher="SK-9"))
    assert made.on("2025-03-05").case.arrears.prepayment == 60_000
    back(made, "2025-03-06", 600, "SK-9")
    account = made.on("2025-03-07").case.arrears
    assert (account.owed, account.prepayment) == (0, 0)


def test_a_promise_kept_with_money_that_went_back_is_broken():
    made = household("甲-103").owes(200, "2025-01")
    made.promises("2025-02-20", "2025-03-01", 200)
    made.payments.append(Payment("甲-103", date(2025, 2, 28), 20_000, voucher="SK-3"))
    assert made.on("2025-03-02").case.promises[0].state == "kept"
    back(made, "2025-03-05", 200, "SK-3")
    assert made.on("2025-03-04").case.promises[0].state == "kept"
    assert made.on("2025-03-05").case.promises[0].state == "broken"


def test_a_charge_below_zero_takes_back_the_one_of_its_item_and_period():
    made = home()
    wrong = Charge("甲-101", "物业费", "2025-03", -20_000, date(2025, 6, 1))
    made.charges.append(wrong)
    assert made.on("2025-05-31").case.arrears.owed == 40_000  # 三月、四月
    assert made.on("2025-06-01").case.arrears.owed == 40_000  # 三月冲红, 五月到期
    assert made.on("2025-06-01").case.arrears.oldest_due == date(2025, 4, 30)
    made.charges[-1] = replace(wrong, due=date(2025, 3, 31))
    assert made.on("2025-05-31").case.arrears.owed == 20_000


amounts = st.integers(1, 30_000)
days = st.integers(0, 400).map(lambda n: FIRST + timedelta(n))
vouchers = st.sampled_from(("SK-1", "SK-2", "SK-3", ""))


@st.composite
def ledgers(draw):
    """Charges of a year, payments, and rows that take some of them back, in part or whole."""
    charges = [
        Charge("甲-1", item, f"2025-{n:02d}", draw(amounts), FIRST + timedelta(30 * n))
        for n in range(1, 1 + draw(st.integers(1, 6)))
        for item in ("物业费", "停车费")[: draw(st.integers(1, 2))]
    ]
    paid = [
        Payment(
            "甲-1",
            draw(days),
            draw(amounts),
            voucher=draw(vouchers),
            period=draw(st.sampled_from(("", "2025-01", "2025-03"))),
        )
        for _ in range(draw(st.integers(1, 5)))
    ]
    for _ in range(draw(st.integers(0, 3))):
        gone = Payment("甲-1", draw(days), -draw(amounts), reverses=draw(vouchers))
        if not any(each.left for each in undone([*paid, gone])):
            paid.append(gone)
    return charges, paid


@given(ledgers(), days)
def test_what_came_in_less_what_went_back_is_placed_to_the_fen(ledger, day):
    charges, payments = ledger
    spread = allocate(charges, payments, day, Policy())
    came = sum(p.amount for p in payments if p.date <= day)
    assert sum(share.paid for share in spread.shares) + spread.left == came
    assert all(0 <= share.paid <= share.charge.amount for share in spread.shares)


@given(ledgers(), days, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_says_nothing(ledger, day, chance):
    charges, payments = ledger
    spread = allocate(charges, payments, day, Policy())
    chance.shuffle(payments)
    chance.shuffle(charges)
    assert allocate(charges, payments, day, Policy()) == spread


@given(ledgers(), days, st.integers(0, 5))
def test_a_payment_and_its_whole_reversal_are_nothing_from_that_day_on(ledger, day, later):
    charges, payments = ledger
    paid = Payment("甲-1", day, 12_345, voucher="退-1")
    gone = Payment("甲-1", day + timedelta(later), -12_345, reverses="退-1")
    for n in range(10):
        on = day + timedelta(n)
        both = allocate(charges, [*payments, paid, gone], on, Policy())
        left = payments if n >= later else [*payments, paid]
        assert both == allocate(charges, left, on, Policy())


@given(ledgers(), days)
def test_no_more_is_taken_back_than_was_there(ledger, day):
    _, payments = ledger
    up_to = [p for p in payments if p.date <= day]
    assert all(p.amount > 0 for p in standing(up_to))
    assert sum(p.amount for p in standing(up_to)) == sum(p.amount for p in up_to)


@given(ledgers(), st.integers(1, 30_000), days)
def test_a_charge_taken_back_in_part_is_the_smaller_charge(ledger, fen, day):
    charges, payments = ledger
    first = charges[0]
    fen = min(fen, first.amount)
    gone = replace(first, amount=-fen)
    less = [replace(first, amount=first.amount - fen)] if fen < first.amount else []
    both = allocate([*charges, gone], payments, day, Policy())
    assert both == allocate([*less, *charges[1:]], payments, day, Policy())
    assert all(c.amount > 0 for c in standing_charges([*charges, gone], day))


def read(tmp_path, *payments, header=(), charges=()):
    sheets = good()
    sheets["收款"] = [[*sheets["收款"][0], *header], *sheets["收款"][1:], *payments]
    sheets["应收"] = [*sheets["应收"], *charges]
    return rows.ledger(reading.read(write(tmp_path / "a.xlsx", sheets)))


@pytest.mark.parametrize(
    ("channel", "voucher", "note"),
    [
        ("微信", "T-9", "冲红 SK-77"),
        ("退款", "T-9", "凭证 SK-77"),
        ("微信", "T-9", "红字，原凭证ＳＫ-77"),
        ("微信", "sk-77", "冲红"),
        ("微信", None, "退款（SK-77）"),
    ],
)
def test_the_ways_in_which_accountants_write_it(tmp_path, channel, voucher, note):
    paid = [date(2026, 2, 10), "3-2", 50, "微信", None, "SK-77", ""]
    gone = [date(2026, 2, 20), "3-2", -50, channel, None, voucher, note]
    ledger, problems = read(tmp_path, paid, gone)
    assert [p.amount for p in ledger.payments][-2:] == [5_000, -5_000]
    assert ledger.payments[-1].reverses.upper() == "SK-77" and not problems


def test_its_own_column_is_enough(tmp_path):
    paid = [date(2026, 2, 10), "3-2", 50, "微信", None, "SK-77", "", None]
    gone = [date(2026, 2, 20), "3-2", -30, "微信", None, "T-9", "", "SK-77"]
    ledger, problems = read(tmp_path, paid, gone, header=["冲红凭证"])
    assert (ledger.payments[-1].amount, ledger.payments[-1].reverses) == (-3_000, "SK-77")
    assert not problems


@pytest.mark.parametrize(
    ("channel", "note", "reverses", "counts"),
    [
        ("退款", "", None, False),
        ("微信", "", "SK-77", False),
        ("微信", "退款", None, True),
        ("微信", "退回后重汇", None, True),
    ],
)
def test_money_paid_back_without_its_sign_is_told(tmp_path, channel, note, reverses, counts):
    paid = [date(2026, 2, 10), "3-2", 50, "微信", None, "SK-77", "", None]
    again = [date(2026, 2, 20), "3-2", 50, channel, None, "T-9", note, reverses]
    ledger, problems = read(tmp_path, paid, again, header=["冲红凭证"])
    assert [p.where for p in problems] == ["收款!C4"] and "above zero" in str(problems[0].what)
    assert any(p.voucher == "T-9" for p in ledger.payments) is counts


def test_of_two_vouchers_that_begin_alike_the_one_that_is_named_goes_back(tmp_path):
    paid = [date(2026, 2, 10), "3-2", 50, "微信", None, "SK-7", ""]
    more = [date(2026, 2, 11), "3-2", 80, "微信", None, "SK-7-2", ""]
    gone = [date(2026, 2, 20), "3-2", -30, "微信", None, "T-9", "冲红 SK-7-2"]
    ledger, problems = read(tmp_path, paid, more, gone)
    assert ledger.payments[-1].reverses == "SK-7-2" and not problems


RED = ["3-2", "物业费", "2026-05", -100, date(2026, 6, 3), "冲红"]
OLD = ["3-2", "物业费", "2026-05", 100, date(2026, 5, 31), None]
NEW = ["3-2", "物业费", "2026-05", 80, date(2026, 6, 5), "更正"]


@pytest.mark.parametrize("order", [(OLD, RED, NEW), (OLD, NEW, RED), (RED, OLD, NEW)])
def test_a_charge_that_was_taken_back_whole_is_written_anew(tmp_path, order):
    ledger, problems = read(tmp_path, charges=order)
    assert not [p for p in problems if p.where.startswith("应收")]
    own = [c for c in ledger.charges if c.unit == "3-2" and c.period == "2026-05"]

    def owed(day):
        return [(c.amount, c.due) for c in standing_charges(own, day)]

    assert owed(date(2026, 6, 2)) == [(10_000, date(2026, 5, 31)), (8_000, date(2026, 6, 5))]
    assert owed(date(2026, 6, 10)) == [(8_000, date(2026, 6, 5))]


def test_a_charge_written_twice_of_which_a_part_went_back_is_still_told(tmp_path):
    part = [*RED[:3], -60, *RED[4:]]
    ledger, problems = read(tmp_path, charges=(OLD, part, NEW))
    assert sum(c.amount for c in ledger.charges if c.period == "2026-05") == 4_000
    assert any("already" in str(p.what) for p in problems)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ([date(2026, 2, 20), "3-2", -50, "微信", None, "T-9", ""], "not above zero"),
        ([date(2026, 2, 20), "3-2", -50, "微信", None, "SK-77", ""], "not above zero"),
        ([date(2026, 2, 20), "3-2", -50, "微信", None, "T-9", "冲红 SK-7"], "not above zero"),
        ([date(2026, 2, 9), "3-2", -50, "微信", None, "T-9", "冲红 SK-77"], "not above zero"),
        ([date(2026, 2, 20), "3-2", -51, "微信", None, "T-9", "冲红 SK-77"], "more than is left"),
    ],
)
def test_a_row_below_zero_without_a_partner_is_told_and_left_out(tmp_path, row, says):
    paid = [date(2026, 2, 10), "3-2", 50, "微信", None, "SK-77", ""]
    ledger, problems = read(tmp_path, paid, row)
    assert all(p.amount > 0 for p in ledger.payments)
    assert [p.where for p in problems] == ["收款!C4"] and says in str(problems[0].what)


def test_what_was_taken_back_once_is_not_taken_back_again(tmp_path):
    paid = [date(2026, 2, 10), "3-2", 50, "微信", None, "SK-77", ""]
    gone = [date(2026, 2, 20), "3-2", -50, "微信", None, "T-9", "冲红 SK-77"]
    ledger, problems = read(tmp_path, paid, gone, gone)
    assert sum(p.amount < 0 for p in ledger.payments) == 1
    assert [p.where for p in problems] == ["收款!C5"]


def test_letters_and_promises_that_counted_it_are_told_until_the_owner_is(tmp_path):
    from_day = date(2026, 3, 1)
    office = Office(tmp_path, [unit("3-2")], owes("3-2", 8))
    office.types_row("收款", 收款日期=from_day, 房号="3-2", 金额=500, 凭证号="SK-5")
    promised = {"渠道": "电话", "结果": "承诺缴费", "承诺日期": from_day, "承诺金额": 500}
    office.types_row("跟催", 日期=date(2026, 2, 20), 房号="3-2", **promised)
    number = office.writes(day=date(2026, 3, 10))["letters"][0]["number"]
    office.marks(number, "served", date(2026, 3, 11), delivery="hand")
    gone = {"金额": -500, "凭证号": "T-5", "备注": "支票退票冲红 SK-5"}
    office.types_row("收款", 收款日期=date(2026, 3, 15), 房号="3-2", **gone)
    told = [p["what"] for p in office.flags(date(2026, 3, 16))["problems"]]
    assert any(number in what for what in told)
    assert any("promise of 2026-02-20" in what for what in told)
    office.types_row("跟催", 日期=date(2026, 3, 17), 房号="3-2", 渠道="电话", 结果="已解释")
    told = [p["what"] for p in office.flags(date(2026, 3, 18))["problems"]]
    assert any(number in what for what in told) and not any("promise of" in what for what in told)
