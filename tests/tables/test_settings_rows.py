"""参数 and 阶梯 become the policy; nothing is guessed that a contract must say."""

from datetime import date
from fractions import Fraction

import pytest

from cuifei.tables import rows, settings_rows
from cuifei.workbook import reading
from workbook.books import good, write


def policy_of(tmp_path, settings, ladder=()):
    sheets = good()
    sheets["参数"] = [sheets["参数"][0], *settings]
    sheets["阶梯"] += ladder
    book = reading.read(write(tmp_path / "b.xlsx", sheets))
    policy, problems = settings_rows.policy(book, rows.ledger(book)[0])
    return policy, {problem.where: str(problem.what) for problem in problems}


FEE = [["违约金日利率", "0.05%", "合同第8条"], ["违约金上限", 0.3, "合同第8条"]]


@pytest.mark.parametrize(
    "cell", ["0.05%", "万分之五", "5‱", "0.0005", 0.0005, "０.０５％", "日万分之五", "万分之5"]
)
def test_rates_are_read_exactly(tmp_path, cell):
    policy, problems = policy_of(tmp_path, [["违约金日利率", cell, "合同第8条"], FEE[1]])
    assert policy.late_fee_rate == Fraction(1, 2000) and problems == {}
    assert policy.sources["late_fee_rate"] == "合同第8条"


@pytest.mark.parametrize("cell", ["30%", 0.3, "百分之三十", "0.3"])
def test_shares_are_read_exactly(tmp_path, cell):
    policy, problems = policy_of(tmp_path, [FEE[0], ["违约金上限", cell, "合同第8条"]])
    assert policy.late_fee_cap == Fraction(3, 10) and problems == {}


@pytest.mark.parametrize(
    ("settings", "where", "what"),
    [
        ([["违约金日利率", None, "合同第8条"], FEE[1]], "参数!B2", "has no value"),
        ([["违约金日利率", "0.05%", None], FEE[1]], "参数!C2", "has no source"),
        ([FEE[0], ["违约金上限", None, None]], "参数!B3", "has no value"),
        ([FEE[0], ["违约金上限", "30%", None]], "参数!C3", "has no source"),
        ([["违约金日利率", "五", "合同"], FEE[1]], "参数!B2", "no late fee is claimed"),
        ([["违约金日利率", 0.05, "合同"], FEE[1]], "参数!B2", "no late fee is claimed"),
    ],
)
def test_no_fee_without_rate_cap_and_clause(tmp_path, settings, where, what):
    policy, problems = policy_of(tmp_path, settings)
    assert policy.late_fee_rate is None
    assert what in problems[where]


def test_missing_rows_of_the_late_fee_are_told_too(tmp_path):
    policy, problems = policy_of(tmp_path, [["公司名称", "甲一物业"]])
    assert policy.late_fee_rate is None and "has no value" in problems["参数"]


def test_rate_zero_says_that_the_contract_has_none(tmp_path):
    policy, problems = policy_of(tmp_path, [["违约金日利率", 0], ["违约金上限", None]])
    assert not policy.late_fee_rate and policy.late_fee_cap is None and problems == {}


@pytest.mark.parametrize(
    ("name", "cell", "field", "value"),
    [
        ("公司电话", 13000000001.0, "company_phone", "13000000001"),
        ("收款登记至", date(2026, 3, 1), "receipts_through", date(2026, 3, 1)),
        ("小额不发函金额", 80, "small_balance", 8000),
        ("两次发函最少间隔天数", 10, "min_interval", 10),
        ("拒收视为送达", "否", "refused_is_served", False),
        ("文书起算", "已寄出", "counts_from", "sent"),
        ("冲抵顺序", "民法典561条", "payment_order", "civil_code_561"),
        ("可证明送达的方式", "当面、EMS", "proof_deliveries", ("hand", "express")),
        ("违约金科目", "违约金，罚金", "late_fee_items", ("违约金", "罚金")),
        ("Small balance", 80, "small_balance", 8000),
    ],
)
def test_each_kind_is_read(tmp_path, name, cell, field, value):
    policy, problems = policy_of(tmp_path, [*FEE, [name, cell, None]])
    assert getattr(policy, field) == value and problems == {}


@pytest.mark.parametrize(
    ("name", "cell", "field", "stands"),
    [
        ("小额不发函金额", "五十", "small_balance", 5000),
        ("小额不发函金额", -1, "small_balance", 5000),
        ("两次发函最少间隔天数", 1.5, "min_interval", 7),
        ("每队上限", 0, "slots_per_cohort", 1),
        ("承诺兑现比例", 95, "promise_threshold", Fraction(95, 100)),
        ("拒收视为送达", "看情况", "refused_is_served", True),
        ("可证明送达的方式", "当面、飞鸽", "proof_deliveries", ("hand", "express")),
        ("收款登记至", "三月", "receipts_through", None),
    ],
)
def test_unreadable_value_is_told_and_only_a_preset_stands(tmp_path, name, cell, field, stands):
    policy, problems = policy_of(tmp_path, [*FEE, [name, cell, None]])
    assert getattr(policy, field) == stands
    assert list(problems) == ["参数!B4"]


@pytest.mark.parametrize(
    ("words", "trigger"),
    [
        ("到期后", "months 0"),
        ("逾期3个月", "months 3"),
        ("months 3", "months 3"),
        ("3 months overdue", "months 3"),
        ("当月25日", "day 25"),
        ("day 25", "day 25"),
        ("次月5日", "next 5"),
        ("下月５号", "next 5"),
        ("Day 5 of the next month", "next 5"),
    ],
)
def test_triggers(tmp_path, words, trigger):
    policy, _ = policy_of(tmp_path, FEE, [["住宅", 1, "催费函", words, 7]])
    assert [rung.trigger for rung in policy.ladder("residential")] == [trigger]


@pytest.mark.parametrize(
    ("typed", "days"),
    [("周六、周日", (5, 6)), ("星期天 周六", (5, 6)), ("Wed", (2,)), ("礼拜一/Friday", (0, 4))],
)
def test_visiting_days_are_days_of_the_week(tmp_path, typed, days):
    policy, problems = policy_of(tmp_path, [*FEE, ["上门日", typed]])
    assert policy.visit_days == days and problems == {}


@pytest.mark.parametrize(
    ("name", "cell", "field", "what"),
    [
        ("上门日", "周八", "visit_days", "no day of the week"),
        ("提前缴费优惠比例", "15%", "early_discount", "above 10%"),
        ("律师费", "-5", "lawyer_fee", "negative"),
    ],
)
def test_what_cannot_be_is_told_and_not_used(tmp_path, name, cell, field, what):
    policy, problems = policy_of(tmp_path, [*FEE, [name, cell]])
    assert not getattr(policy, field) and what in problems["参数!B4"]
