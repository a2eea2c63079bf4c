"""Ledgers of offices that say the same in words of their own: read right, or one good question.

Each is a kind of layout, made up; beside it stands what each unit owes on 2026-11-21.
"""

from datetime import datetime

import pytest

from cuifei.commands.adopt import adopt
from cuifei.commands.flag import flag
from cuifei.offices.periods import of_title
from offices import offices

NOW = datetime(2026, 11, 21, 9)


def day(month, number=28):
    return datetime(2026, month, number)


ROLLED = [
    ["样例花园 2026年10月 物业费结算"],
    ["房产编号", "住户", "上月结存欠费", "本月应缴", "本月实缴", "本月优惠", "月末结欠"],
    ["1-101", "赵样例", 100, 50, 20, 0, 130],
    ["1-102", "钱样例", 0, 50, 50, 0, 0],
    ["1-103", "孙样例", 300, 50, 0, 10, 340],
    ["1-201", "李样例", 20, 50, 70, 0, 0],
    ["1-202", "周样例", 0, 80, 0, 0, 80],
    ["合计", None, 420, 280, 140, 10, 550],
]
FEES = [
    ["户号", "产权人", "物业费欠缴", "电梯费欠缴", "车位费欠缴", "欠缴小计", "应缴日期"],
    ["2-101", "赵样例", 100, 20, 0, 120, day(1)],
    ["2-102", "钱样例", 0, 20, 150, 170, day(1)],
    ["2-103", "孙样例", 300, 0, 0, 300, day(1)],
    ["2-201", "李样例", 50, 10, 150, 210, day(1)],
]
ROLES = [
    ["房间", "姓名", "与房屋关系", "收费科目", "费款所属期", "应缴", "已缴", "未缴"],
    ["3-101", "赵样例", "业主", "物业费", "2026-01", 100, 0, 100],
    ["3-102", "钱样例", "租户", "物业费", "2026-01", 120, 20, 100],
    ["3-103", "孙样例", "业主", "物业费", "2026-02", 90, 0, 90],
    ["3-104", "李样例", "业主亲属", "物业费", "2026-02", 80, 80, 0],
]
LEGEND = [
    ["房号", "业主姓名", "欠缴起始", "欠缴截止", "欠缴金额", None, "填表说明"],
    ["1-101", "赵样例", day(1, 1), day(1), 100, None, "房号：幢-室"],
    ["1-102", "钱样例", day(1, 1), day(1), 200, None, "业主：以产证为准"],
    ["1-103", "孙样例", day(1, 1), day(2), 300, None, "金额：单位元"],
    ["1-104", "李样例", day(1, 1), day(1), 400, None, "租户：不填"],
    [],
    ["说明：物业费每季首月10日前收取，业主、租户均可缴"],
]
DELINQUENCY = [
    ["Maple Sample HOA - Delinquency Report"],
    ["As of 10/31/2026"],
    [
        *("Account #", "Lot", "Homeowner", "Prior Balance", "Assessment"),
        *("Late Charges", "Payments", "Balance Due"),
    ],
    ["A-1", "12", "Pat Sample", 100, 50, 5, 25, 130],
    ["A-2", "13", "Kim Sample", 0, 50, 0, 50, 0],
    ["A-3", "14", "Lee Sample", 200, 50, 10, 0, 260],
    ["A-4", "15", "Ray Sample", 0, 50, 0, 0, 50],
    ["A-5", "16", "Joy Sample", 10, 50, 0, 60, 0],
    [None, None, "Total", 310, 250, 15, 135, 440],
]
CAMEL = [
    ["unitNo", "ownerName", "billingPeriod", "dueDate", "receivable", "received", "unpaidAmount"],
    ["A101", "Sample A", "2026-01", "2026-01-31", 100, 40, 60],
    ["A102", "Sample B", "2026-01", "2026-01-31", 100, 100, 0],
    ["A103", "Sample C", "2026-01", "2026-01-31", 100, 0, 100],
    ["A104", "Sample D", "2026-02", "2026-02-28", 90, 0, 90],
]
QUARTER = [
    ["2026年一季度收缴表"],
    ["房号", "业主", "1月", None, None, "2月", None, None, "3月", None, None, "累计欠费"],
    [None, None, *["应收", "实收", "欠费"] * 3, None],
    ["1-101", "赵样例", 100, 100, 0, 100, 50, 50, 100, 0, 100, 150],
    ["1-102", "钱样例", 80, 80, 0, 80, 80, 0, 80, 80, 0, 0],
    ["1-103", "孙样例", 90, 0, 90, 90, 0, 90, 90, 0, 90, 270],
    ["1-104", "李样例", 70, 70, 0, 70, 70, 0, 70, 0, 70, 70],
]
STATES = [
    ["门牌", "业主", "收费项目", "所属月份", "应缴金额", "截止日", "缴纳情况"],
    ["1-101", "赵样例", "物业费", "2026-01", 100, day(1), "已缴纳"],
    ["1-101", "赵样例", "物业费", "2026-02", 100, day(2), "未缴纳"],
    ["1-102", "钱样例", "物业费", "2026-01", 80, day(1), "尚未支付"],
    ["1-103", "孙样例", "物业费", "2026-01", 70, day(1), "已支付"],
    ["1-103", "孙样例", "物业费", "2026-02", 70, day(2), "还没交费"],
]
SHOPS = [
    ["铺位号", "商户", "租户联系人", "合同到期日", "月租金", "已欠月数", "欠租金额", "应付日"],
    ["S-01", "样例超市", "张样例", datetime(2027, 12, 31), 1000, 2, 2000, day(9, 5)],
    ["S-02", "样例药店", "李样例", datetime(2027, 12, 31), 800, 1, 800, day(10, 5)],
    ["S-03", "样例面馆", "王样例", datetime(2027, 6, 30), 500, 0, 0, None],
    ["S-04", "样例书店", "赵样例", datetime(2027, 6, 30), 600, 3, 1800, day(8, 5)],
]
YEARS = [
    ["房号", "业主", "2023年", "2024年", "2025年", "合计欠费"],
    ["1-101", "赵样例", None, 1200, 1200, 2400],
    ["1-102", "钱样例", 600, 600, 600, 1800],
    ["1-103", "孙样例", None, None, 800, 800],
    ["1-104", "李样例", 100, None, 800, 900],
]
EARLIER = [
    ["房号", "业主", "上年欠费", "本年欠费", "缴费期限"],
    ["1-101", "赵样例", 100, 30, day(6)],
    ["1-102", "钱样例", 0, 200, day(6)],
    ["1-103", "孙样例", 300, 0, day(6)],
    ["1-104", "李样例", 10, 20, day(6)],
]
COMPANIES = [
    ["单位：万元"],
    ["房号", "单位名称", "拖欠物业费", "应付日"],
    ["A座101", "样例公司", 1.25, day(1)],
    ["A座102", "样例商行", 0.8, day(1)],
    ["A座103", "样例贸易", 2, day(1)],
]
RIGHT = {
    "rolled": (ROLLED, {"1-101": 130, "1-103": 340, "1-202": 80}),
    "fees": (FEES, {"2-101": 120, "2-102": 170, "2-103": 300, "2-201": 210}),
    "roles": (ROLES, {"3-101": 100, "3-102": 100, "3-103": 90}),
    "legend": (LEGEND, {"1-101": 100, "1-102": 200, "1-103": 300, "1-104": 400}),
    "delinquency": (DELINQUENCY, {"12": 130, "14": 260, "15": 50}),
    "camel": (CAMEL, {"A101": 60, "A103": 100, "A104": 90}),
    "quarter": (QUARTER, {"1-101": 150, "1-103": 270, "1-104": 70}),
    "states": (STATES, {"1-101": 100, "1-102": 80, "1-103": 70}),
    "shops": (SHOPS, {"S-01": 2000, "S-02": 800, "S-04": 1800}),
    "years": (YEARS, {"1-101": 2400, "1-102": 1800, "1-103": 800, "1-104": 900}),
    "earlier": (EARLIER, {"1-101": 130, "1-102": 200, "1-103": 300, "1-104": 30}),
    "companies": (COMPANIES, {"A座101": 12500, "A座102": 8000, "A座103": 20000}),
}


@pytest.mark.parametrize("name", RIGHT)
def test_it_is_read_right_without_a_question(tmp_path, name):
    table, owed = RIGHT[name]
    path = offices.write(tmp_path / f"{name}.xlsx", 表=table)
    report = adopt(path, now=NOW, yes=True)
    assert not report.refused, report.data["doubts"]
    found = flag(path, NOW.date(), now=NOW).data["rows"]
    assert {row["unit"]: float(str(row["owed"])) for row in found} == owed


def test_a_year_that_may_hold_the_earlier_arrears_is_asked_about(tmp_path):
    """No row shows whether 本年欠费 holds 上年欠费: then a person says it, in yuan."""
    rows = [["1-101", 10, 30], ["1-102", 0, 200], ["1-103", 20, 50], ["1-104", 10, 20]]
    table = [[unit, "样例", before, now, day(6)] for unit, before, now in rows]
    path = offices.write(tmp_path / "a.xlsx", 表=[EARLIER[0], *table])
    report = adopt(path, now=NOW, yes=True)
    (doubt,) = report.data["doubts"]
    assert [one["owed"] for one in doubt["effects"]] == ["340.00", "300.00"]
    for answer, owed in (("是", 340), ("否", 300)):
        own = offices.write(tmp_path / f"{answer}.xlsx", 表=[EARLIER[0], *table])
        (tmp_path / "a.txt").write_text(f"{doubt['key']} = {answer}", "utf-8")
        adopt(own, now=NOW, map_file=tmp_path / "a.txt")
        found = flag(own, NOW.date(), now=NOW).data["rows"]
        assert sum(float(str(row["owed"])) for row in found) == owed


def test_a_day_that_may_be_turned_is_no_period(tmp_path):
    """As of 10/11/2026 is October or November: the due day is asked, the year is not taken."""
    table = [DELINQUENCY[0], ["As of 10/11/2026"], *DELINQUENCY[2:]]
    report = adopt(offices.write(tmp_path / "a.xlsx", 表=table), now=NOW, yes=True)
    assert [doubt["key"].rpartition(".")[2] for doubt in report.data["doubts"]] == ["到期日"]


def test_a_flat_that_was_handed_over_is_not_paid_for(tmp_path):
    table = [
        ["房号", "业主", "应收金额", "到期日", "状态"],
        ["1-101", "赵样例", 100, day(3), "已交付"],
        ["1-102", "钱样例", 200, day(3), "未交付"],
        ["1-103", "孙样例", 300, day(3), "已交付"],
    ]
    report = adopt(offices.write(tmp_path / "a.xlsx", 表=table), now=NOW, yes=True)
    assert report.problems or report.data["doubts"]


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("2025年3月物业费欠费表  2025-04-02", "2025-03"),
        ("样例苑2025年度物业费欠费明细（制于2026.3.5）", "2025"),
        ("样例苑2026年物业费欠费表 更新2026/11/28", "2026"),
        ("2025年1-12月物业费 2026/3/5", "2025"),
    ],
)
def test_the_day_of_a_title_is_not_its_period(title, period):
    assert of_title(title).startswith(period)
    assert of_title(title)[:7] != "2026-11"
