"""What a note says of an outcome, and whether a contact reached somebody (R5.2)."""

from datetime import date

import pytest

from cuifei.domain.account.outcomes import names_outcome, reached
from cuifei.domain.records import Contact

SAID = (
    *(
        "上门，业主拒绝缴费",
        "业主再次承诺月底前缴",
        "不同意分期",
        "当天缴清",
        "催缴后付清",
        "经催缴已付清",
    ),
    *(
        "如期付清",
        "对金额有异议",
        "已移交律师起诉",
        "已立案，诉讼中",
        "业主确认欠费",
        "对金额无异议",
    ),
    *(
        "refused to pay",
        "he promised Friday",
        "paid in full",
        "he disagrees",
        "in court",
        "disputed",
    ),
    *("上次未接，今日业主答应周五缴", "期限内付清"),
)
UNSAID = (
    *(
        "到期仍未缴清，电话未接",
        "未付清",
        "无法确认是否收到",
        "尚未答复，未承诺",
        "没有答应",
        "已请其确认",
    ),
    *(
        "暂未起诉",
        "考虑起诉",
        "准备起诉",
        "建议诉讼",
        "若再不缴将起诉",
        "要求三日内付清",
        "请尽快付清",
    ),
    *(
        "still unpaid, no answer",
        "not paid",
        "he did not agree",
        "courtesy call",
        "if not paid: court",
    ),
    *("已联系", "2026-03-20审定，律所函号（2026）样诉讼字第1号；草稿0123456789abcdef", ""),
)


@pytest.mark.parametrize("note", SAID)
def test_a_note_that_says_what_came_of_it(note):
    assert names_outcome(note)


@pytest.mark.parametrize("note", UNSAID)
def test_a_note_that_says_only_what_did_not_come_or_what_we_mean_to_do(note):
    assert not names_outcome(note)


@pytest.mark.parametrize(
    "note", ["电话未通", "打不通", "拒接", "占线", "无人应答", "联系不上", "line busy"]
)
def test_a_call_that_nobody_took_reached_nobody_whatever_its_result(note):
    for result in ("other", "followed_up", ""):
        assert not reached(Contact("3-2", date(2026, 3, 1), "phone", result, content=note))


@pytest.mark.parametrize("note", ["电话沟通，业主说下周来", "谈了半小时"])
def test_a_talk_reached_the_owner(note):
    assert reached(Contact("3-2", date(2026, 3, 1), "phone", "other", content=note))
