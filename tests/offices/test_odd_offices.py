"""What five offices write by hand: read as it was meant, or asked about, never silently wrong."""

from datetime import date, datetime

import openpyxl
import pytest

from cuifei.commands.adopt import adopt
from cuifei.tables import rows
from cuifei.workbook import reading
from offices import offices
from offices.offices import NOW
from size import FULL

TITLE = ["2025年物业费欠费"]
# How many of the ways to type something stand in a sheet of their own too.
ALONE = None if FULL else 1


def book(tmp_path, sheet, merged=()):
    path = offices.write(tmp_path / "book.xlsx", 台账=sheet)
    if merged:
        made = openpyxl.load_workbook(path)
        for area in merged:
            made["台账"].merge_cells(area)
        made.save(path)
    return path


def asked(path):
    return [doubt["key"] for doubt in adopt(path, now=NOW, dry_run=True).data["doubts"]]


def read(path, answers=""):
    """Adopt with these answers (none: nothing may be asked); return charges and Problems."""
    if answers:
        (path.parent / "a.txt").write_text(answers, encoding="utf-8")
        report = adopt(path, now=NOW, map_file=path.parent / "a.txt")
    else:
        report = adopt(path, now=NOW, yes=True)
    assert not report.refused, report.data["doubts"]
    found = reading.read(path)
    ledger, problems = rows.ledger(found)
    charges = {(c.unit, c.period, c.amount, c.due) for c in ledger.charges}
    return charges, [p.where for p in (*found.problems, *problems)], ledger


def test_months_with_charged_paid_and_left_under_merged_headers(tmp_path):
    sheet = [
        TITLE,
        ["房号", "业主", "1月", None, None, "2月", None, None],
        [None, None, "应收", "实收", "欠费", "应收", "实收", "欠费"],
        ["101", "甲一样例", 100, 60, 40, 100, 0, 100],
        ["102", "甲二样例", 100, 100, 0, 100, 100, 0],
    ]
    merged = ["A2:A3", "B2:B3", "C2:E2", "F2:H2"]
    charges, bad, _ = read(book(tmp_path, sheet, merged))
    assert charges == {
        ("101", "2025-01", 4000, date(2025, 1, 31)),
        ("101", "2025-02", 10000, date(2025, 2, 28)),
    }
    assert not bad


def test_signatures_without_a_colon_are_no_units(tmp_path):
    sheet = [
        ["2025年3月物业费欠费"],
        ["房号", "业主", "欠费金额"],
        ["101", "甲一样例", 100],
        ["制表人", "张三样例", "审核人"],
        ["制表人", "张三样例", None],
        [None, "财务经理", "李四样例"],
        ["制表日期", "2025年4月1日", None],
    ]
    charges, bad, ledger = read(book(tmp_path, sheet))
    assert list(ledger.units) == ["101"] and len(charges) == 1 and not bad


def test_totals_of_each_building_are_checked_and_not_counted(tmp_path):
    sheet = [
        ["2025年3月物业费欠费"],
        ["楼栋", "房号", "业主", "欠费金额"],
        ["1栋", "101", "甲一样例", 100],
        ["1栋", "102", "甲二样例", 50],
        ["1栋合计", None, None, 150],
        ["2栋", "101", "乙一样例", 10],
        ["2栋 合计", None, None, 10],
        ["合计(共3户)", None, None, 160],
    ]
    charges, bad, _ = read(book(tmp_path, sheet))
    assert sorted(amount for _, _, amount, _ in charges) == [1000, 5000, 10000] and not bad


NOTED = [
    TITLE,
    ["房号", "业主", "1月", "2月", "备注"],
    ["101", "甲一样例", 100, 100, "已交到3月"],
    ["102", "甲二样例", 100, None, "空置"],
    ["103", "甲三样例", 100, None, "承诺月底交清"],
]


@pytest.mark.parametrize(
    ("answer", "units"), [("是", {"101", "102", "103"}), ("否", {"102", "103"})]
)
def test_a_note_that_says_paid_is_asked_about(answer, units, tmp_path):
    path = book(tmp_path, NOTED)
    assert asked(path) == ["表1.规则.备注已缴仍计"]
    charges, bad, _ = read(path, f"表1.规则.备注已缴仍计 = {answer}")
    assert {unit for unit, *_ in charges} == units
    assert bad == ([] if answer == "是" else ["台账!C3", "台账!D3"])


def test_a_note_typed_after_the_adoption_sets_its_row_aside(tmp_path):
    path = book(tmp_path, [*NOTED[:2], *NOTED[3:]])
    assert len(read(path)[0]) == 2
    made = openpyxl.load_workbook(path)
    made["台账"]["E3"] = "2026年1月3日已缴清"
    made.save(path)
    found = reading.read(path)
    ledger, problems = rows.ledger(found)
    assert {c.unit for c in ledger.charges} == {"103"}
    assert [p.where for p in problems] == ["台账!C3"]


def test_a_refund_is_named_and_not_taken_off(tmp_path):
    sheet = [
        ["房号", "业主", "账期", "到期日", "欠费金额"],
        ["101", "甲一样例", "2025-01", datetime(2025, 1, 31), 100],
        ["101", "甲一样例", "2025-02", datetime(2025, 2, 28), -30],
    ]
    charges, bad, _ = read(book(tmp_path, sheet))
    assert charges == {("101", "2025-01", 10000, date(2025, 1, 31))} and bad == ["台账!E3"]


STRETCHES = {
    "1-3月": ("2025-Q1", date(2025, 3, 31)),
    "1月-6月": ("2025-01~2025-06", date(2025, 6, 30)),
    "第2季度": ("2025-Q2", date(2025, 6, 30)),
    "一季度": ("2025-Q1", date(2025, 3, 31)),
    "1、2、3月": ("2025-Q1", date(2025, 3, 31)),
    "上半年": ("2025-01~2025-06", date(2025, 6, 30)),
    "2024.10-2025.3": ("2024-10~2025-03", date(2025, 3, 31)),
}


def test_a_stretch_of_months_is_due_at_its_end(tmp_path):
    """Each in a row of its own; in a sheet of its own, as the full size has them all, one."""
    for number, stretches in enumerate(([*STRETCHES], *([one] for one in [*STRETCHES][:ALONE]))):
        rows_ = [[f"{101 + n}", "甲一样例", typed, 300] for n, typed in enumerate(stretches)]
        folder = tmp_path / f"{number}"
        folder.mkdir()
        sheet = [TITLE, ["房号", "业主", "账期", "欠费金额"], *rows_]
        charges, bad, _ = read(book(folder, sheet))
        wanted = {
            (f"{101 + n}", STRETCHES[typed][0], 30000, STRETCHES[typed][1])
            for n, typed in enumerate(stretches)
        }
        assert charges == wanted and not bad, stretches


def test_months_that_are_not_in_a_row_are_named(tmp_path):
    sheet = [TITLE, ["房号", "业主", "账期", "欠费金额"], ["101", "甲一样例", "1、3月", 300]]
    charges, bad, _ = read(book(tmp_path, sheet))
    assert not charges and bad == ["台账!3"]


def test_columns_of_quarters_and_stretches_without_a_year(tmp_path):
    sheet = [
        TITLE,
        ["房号", "业主", "一季度", "4-6月", "7月"],
        ["101", "甲一样例", 300, 200, 100],
    ]
    charges, bad, _ = read(book(tmp_path, sheet))
    assert {(period, amount) for _, period, amount, _ in charges} == {
        ("2025-Q1", 30000),
        ("2025-Q2", 20000),
        ("2025-07", 10000),
    }
    assert not bad


def test_a_quarter_that_sums_up_its_months_is_not_counted_twice(tmp_path):
    sheet = [
        TITLE,
        ["房号", "业主", "1月", "2月", "3月", "一季度", "4月"],
        ["101", "甲一样例", 1, 2, 3, 6, 4],
        ["102", "甲二样例", 1, None, 3, 4, 4],
    ]
    charges, bad, _ = read(book(tmp_path, sheet))
    assert sum(amount for *_, amount, _ in charges) == 1800 and not bad


def test_a_quarter_that_is_no_sum_of_its_months_is_asked_about(tmp_path):
    sheet = [TITLE, ["房号", "业主", "1月", "一季度"], ["101", "甲一样例", 1, 2]]
    assert asked(book(tmp_path, sheet)) == ["表1.金额.D"]


@pytest.mark.parametrize(
    "typed", ["20250301", "2025.3.1", "2025年3月1日", "2025/3/1", 20250301, "45717", "25.3.1"]
)
def test_a_day_however_it_is_typed(typed, tmp_path):
    head = ["房号", "业主", "账期", "到期日", "欠费金额"]
    second = ["102", "乙", "2025-01", datetime(2025, 4, 15), 2]
    sheet = [head, ["101", "甲一样例", "2025-01", typed, 1], second]
    charges, bad, _ = read(book(tmp_path, sheet))
    assert ("101", "2025-01", 100, date(2025, 3, 1)) in charges and not bad


def test_a_day_without_its_year_is_asked_about(tmp_path):
    head = ["房号", "业主", "账期", "到期日", "欠费金额"]
    body = [["101", "甲一样例", "2025-01", "3月1日", 1], ["102", "乙", "2025-12", "1月31日", 2]]
    path = book(tmp_path, [head, *body])
    assert asked(path) == ["表1.读法.D"]
    charges, bad, _ = read(path, "表1.读法.D = 月-日,账期开始后最近的一天")
    assert {(unit, due) for unit, _, _, due in charges} == {
        ("101", date(2025, 3, 1)),
        ("102", date(2026, 1, 31)),
    }
    assert not bad


@pytest.mark.parametrize(
    ("typed", "fen"),
    [("1,234.50元", 123450), ("￥1,000", 100000), ("1，234.50", 123450), ("—", 0), ("－", 0)],
)
def test_an_amount_however_it_is_typed(typed, fen, tmp_path):
    sheet = [
        ["2025年3月欠费"],
        ["房号", "业主", "欠费金额"],
        ["101", "甲一样例", typed],
        ["102", "乙", 1],
    ]
    charges, bad, _ = read(book(tmp_path, sheet))
    assert sum(amount for unit, _, amount, _ in charges if unit == "101") == fen and not bad


NO_AMOUNTS = ("1.5万", "(30)", "100+50", "壹佰元", "缴清", "免", "12.345")


def test_an_amount_that_is_none_is_named(tmp_path):
    """All among each other; alone, as the full size has them all, one."""
    for number, typed in enumerate((NO_AMOUNTS, *((one,) for one in NO_AMOUNTS[:ALONE]))):
        good = [[f"{201 + n}", "乙", (1.25, "2.50")[n % 2]] for n in range(2 * len(typed))]
        body = [[f"{101 + n}", "甲一样例", text] for n, text in enumerate(typed)]
        folder = tmp_path / f"{number}"
        folder.mkdir()
        charges, bad, _ = read(book(folder, [TITLE, ["房号", "业主", "3月"], *body, *good]))
        assert {unit for unit, *_ in charges} == {unit for unit, *_ in good}, typed
        assert bad == [f"台账!C{3 + n}" for n in range(len(typed))], typed


@pytest.mark.parametrize(
    "sheet",
    [
        [["2025年3月欠费"], ["房号", "业主", "欠费金额(万元)"], ["101", "甲一样例", 1.5]],
        [["2025年3月欠费"], ["单位:万元"], ["房号", "业主", "欠费金额"], ["101", "甲一样例", 1.5]],
    ],
)
def test_amounts_in_ten_thousands_of_yuan(sheet, tmp_path):
    charges, _, _ = read(book(tmp_path, sheet))
    assert [amount for _, _, amount, _ in charges] == [1_500_000]


SOLD = [
    TITLE,
    ["房号", "业主", "1月", "6月"],
    ["101", "甲一样例(原业主)", 100, None],
    ["101", "乙一样例", None, 60],
    ["102", "甲二样例", 1, 2],
]


@pytest.mark.parametrize(
    ("answer", "sum_of_101"), [("同一账户", 16000), ("另一业主的行不计", 10000)]
)
def test_a_home_that_was_sold_is_asked_about(answer, sum_of_101, tmp_path):
    path = book(tmp_path, SOLD)
    assert asked(path) == ["表1.规则.两位业主"]
    charges, bad, _ = read(path, f"表1.规则.两位业主 = {answer}")
    assert sum(amount for unit, _, amount, _ in charges if unit == "101") == sum_of_101
    assert any(where.endswith("4") for where in bad)


def test_two_owners_of_one_home_are_one_account(tmp_path):
    sheet = [*SOLD[:2], ["101", "甲一样例、乙一样例", 100, None], ["101", "乙一样例", None, 60]]
    charges, _, _ = read(book(tmp_path, sheet))
    assert len(charges) == 2


def test_numbers_under_a_header_that_nobody_knows_are_asked_about(tmp_path):
    head = ["房号", "业主", "2025年1月欠费", "装修押金"]
    path = book(tmp_path, [head, ["101", "甲一样例", 100, 2000], ["102", "乙", 5, 2500]])
    assert asked(path) == ["表1.金额.D"]
    charges, _, _ = read(path, "表1.金额.D = 不用")
    assert sum(amount for _, _, amount, _ in charges) == 10500
    charges, _, _ = read(path, "表1.金额.D = 欠费; 押金; 2025-01")
    assert sum(amount for _, _, amount, _ in charges) == 460500


def test_numbers_that_the_total_leaves_out_are_not_asked_about(tmp_path):
    head = ["2025年欠费"], ["房号", "业主", "1月", "2月", "装修押金", "合计"]
    body = [["101", "甲一样例", 1, 2, 2000, 3], ["102", "乙", 5, 6, 2500, 11]]
    charges, _, _ = read(book(tmp_path, [*head, *body]))
    assert sum(amount for _, _, amount, _ in charges) == 1400


def test_months_of_ticks_are_asked_about(tmp_path):
    sheet = [
        ["2025年物业费收缴情况"],
        ["房号", "业主", "欠费金额", "1月", "2月"],
        ["101", "甲一样例", 200, "√", "×"],
    ]
    assert "表1.规则.文字列不计" in asked(book(tmp_path, sheet))


def test_words_in_a_month_do_not_hide_the_amounts_beside_them(tmp_path):
    body = [["101", "甲一样例", 200], ["102", "乙", "免"], ["103", "丙", "空置减半"]]
    charges, bad, _ = read(book(tmp_path, [TITLE, ["房号", "业主", "2月"], *body]))
    assert {unit for unit, *_ in charges} == {"101"} and bad == ["台账!C4", "台账!C5"]


def test_equal_amounts_of_two_months_are_not_taken_for_a_copy(tmp_path):
    body = [["房号", "业主", "欠费金额"], ["101", "甲一样例", 100], ["102", "甲二样例", 5]]
    months = {f"{n}月": [[f"2025年{n}月物业费欠费"], *body] for n in (1, 2)}
    path = offices.write(tmp_path / "book.xlsx", **months)
    assert asked(path) == ["表2.重复"]
    charges, _, _ = read(path, "表2.重复 = 是")
    assert {period for _, period, _, _ in charges} == {"2025-01", "2025-02"}


def test_months_as_bare_numbers_under_their_year(tmp_path):
    sheet = [
        ["房号", "业主", "2025年欠费", None, None],
        [None, None, 1, 2, 3],
        ["101", "甲一样例", 100, 50, 5],
    ]
    charges, bad, _ = read(book(tmp_path, sheet, ["C1:E1"]))
    assert {period for _, period, _, _ in charges} == {"2025-01", "2025-02", "2025-03"}
    assert not bad


def test_a_column_of_numbers_without_a_header_is_asked_about(tmp_path):
    head = ["房号", "业主", "2025年1月欠费", None, "2025年3月欠费"]
    path = book(tmp_path, [head, ["101", "甲一样例", 100, 50.5, 5], ["102", "乙", 1, 2.5, 3]])
    assert asked(path) == ["表1.金额.D"]


def test_a_shop_belongs_to_its_company_and_pages_carry_their_sums(tmp_path):
    sheet = [
        ["2025年3月欠费"],
        ["商铺号", "公司名称", "联系人", "欠费金额"],
        ["A-01", "样例商贸有限公司", "张三样例", 10],
        ["过次页", None, None, 10],
        ["承前页", None, None, 10],
        ["A-02", "样例超市", "李四样例", 5],
        ["合计", None, None, 15],
    ]
    charges, bad, ledger = read(book(tmp_path, sheet))
    assert {unit.owner for unit in ledger.units.values()} == {"样例商贸有限公司", "样例超市"}
    assert sum(amount for _, _, amount, _ in charges) == 1500 and not bad
