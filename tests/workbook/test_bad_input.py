"""Every bad cell that was seen in the field: told at its place, and the rest goes on."""

from datetime import date

import pytest

from cuifei.locale import translator
from cuifei.tables import rows
from cuifei.tables.findings import TOLD
from cuifei.workbook import reading
from workbook.books import good, write

LETTER = ["催1", "催费函", "3-2", date(2026, 4, 1), "已生成", None, None, 247.8]


def told(tmp_path, sheets):
    ledger, problems = rows.ledger(reading.read(write(tmp_path / "b.xlsx", sheets)))
    assert all(str(problem.remedy) for problem in problems)
    return ledger, {problem.where: str(problem.what) for problem in problems}


# sheet, column, cell in the first record, place and words of the Problem, does the row stay?
CELLS = [
    ("房产", 0, None, "房产!A2", "房号 is blank", False),
    ("房产", 0, 101.0, "房产!A2", "read as “101”", True),
    ("房产", 3, None, "房产!D2", "业主 is blank", False),
    ("房产", 2, "别墅", "房产!C2", "“别墅” is not one of the words", True),
    ("应收", 0, date(2026, 3, 2), "应收!A2", "turned the unit into the date 2026-03-02", False),
    ("应收", 0, "9-9", "应收!A2", "unit 9-9 is not in the table of units", False),
    ("应收", 0, None, "应收!A2", "房号 is blank", False),
    ("应收", 0, "#REF!", "应收!A2", "shows the error #REF!", False),
    ("应收", 2, 2026.1, "应收!C2", "January or October", False),
    ("应收", 2, 46082, "应收!C2", "not a billing period", False),
    ("应收", 2, None, "应收!C2", "账期 is blank", False),
    ("应收", 3, None, "应收!D2", "应收金额 is blank", False),
    ("应收", 3, 0, "应收!D2", "0.00 is not above zero", False),
    ("应收", 3, -5, "应收!D2", "-5.00 is not above zero", False),
    ("应收", 3, 1.005, "应收!D2", "more than two decimals", False),
    ("应收", 3, "1e400", "应收!D2", "not an amount", False),
    ("应收", 3, "NaN", "应收!D2", "not an amount", False),
    ("应收", 3, "inf", "应收!D2", "not an amount", False),
    ("应收", 3, 1e300, "应收!D2", "not an amount", False),
    ("应收", 3, "160d", "应收!D2", "not an amount", False),
    ("应收", 3, True, "应收!D2", "not an amount", False),
    ("应收", 3, "￥1,234.50元", "应收!D2", "read as 1,234.50", True),
    ("应收", 3, "#N/A", "应收!D2", "shows the error #N/A", False),
    ("应收", 3, "=1+1", "应收!D2", "never computed", False),
    ("应收", 4, "2026年1月31日", "应收!E2", "read as 2026-01-31", True),
    ("应收", 4, 46053, "应收!E2", "read as 2026-01-31", True),
    ("应收", 4, "10/1/2014", "应收!E2", "is not a date", False),
    ("应收", 4, date(1900, 1, 31), "应收!E2", "no plausible date", False),
    ("应收", 5, "#VALUE!", "应收!F2", "shows the error #VALUE!", True),
    ("收款", 1, "9-9", "收款!B2", "not in the table of units", False),
    ("收款", 2, 0, "收款!C2", "not above zero", False),
    ("收款", 2, -100, "收款!C2", "not above zero", False),
    ("收款", 0, date(2025, 12, 1), "收款!A2", "before the first charged period", True),
    ("收款", 5, 12345678901234567890, "收款!F2", "digits are lost", True),
    ("收款", 4, 2026.1, "收款!E2", "January or October", True),
]
RECORDS = {"房产": "units", "应收": "charges", "收款": "payments", "跟催": "contacts"}


@pytest.mark.parametrize(("sheet", "column", "cell", "where", "what", "stays"), CELLS)
def test_bad_cell(tmp_path, sheet, column, cell, where, what, stays):
    sheets = good()
    before = len(sheets[sheet]) - 1
    sheets[sheet][1][column] = cell
    ledger, problems = told(tmp_path, sheets)
    assert what in problems[where]
    assert len(getattr(ledger, RECORDS[sheet])) == (before if stays else before - 1)


# sheet, a record's row, place and words of the Problem, how many records stay
ROWS = [
    ("跟催", [date(2026, 3, 1), "3-2", "传真"], "跟催!C2", "not one of the words", 1),
    ("跟催", [date(2026, 3, 1), "3-2", None, None, None, 0], "跟催!F2", "not above zero", 1),
    ("跟催", [date(2026, 3, 1), "3-2", None, None, "下周"], "跟催!E2", "is not a date", 1),
    ("跟催", [date(2026, 3, 1), "9-9"], "跟催!B2", "not in the table of units", 0),
    ("暂缓", ["3-2", "整改中", date(2026, 3, 1)], "暂缓!B2", "it counts as “其他”", 1),
    (
        "暂缓",
        ["3-2", "争议", date(2026, 3, 1), date(2026, 2, 1)],
        "暂缓!D2",
        "ends on 2026-02-01, before it starts",
        1,
    ),
    ("暂缓", ["3-2", "争议", "三月"], "暂缓!C2", "is not a date", 0),
    ("分期", ["3-2", 1, date(2026, 5, 1), -3], "分期!D2", "not above zero", 0),
    ("减免", ["3-2", date(2026, 5, 1), "免单", 3, "乙", "丙"], "减免!C2", "not one of", 0),
    ("账户", [None, "甲一物业", "样例银行", 6222000000000000000], "账户!D2", "digits are lost", 0),
    ("阶梯", ["住宅", 1, "催费函", "看情况"], "阶梯!D2", "no trigger", 0),
    ("阶梯", ["住宅", "一", "催费函", "到期后"], "阶梯!B2", "not a whole number", 0),
    ("参数", ["月亮", 1], "参数!A4", "no setting “月亮”", 2),
    ("参数", ["违约金上限", 0.1], "参数!A4", "row 3 already", 2),
    ("参数", ["公司名称", "#NAME?"], "参数!B4", "shows the error", 3),
    ("队列", [3, "9-9"], "队列!B2", "not in the table of units", 0),
    ("发函", [*LETTER[:4], "已送达"], "发函!E2", "state has no date", 1),
    ("发函", [*LETTER[:4], "已寄出"], "发函!E2", "state has no date", 1),
    ("发函", [*LETTER[:4], "已寄出", date(2026, 3, 31)], "发函!F2", "before the letter's date", 1),
    (
        "发函",
        [*LETTER[:4], "已送达", date(2026, 4, 2), date(2026, 4, 1)],
        "发函!G2",
        "before it went out",
        1,
    ),
    ("发函", [*LETTER[:4], "已拆开", None, date(2026, 4, 2)], "发函!E2", "not one of", 1),
    ("发函", [None, *LETTER[1:]], "发函!A2", "it counts as “?2”", 1),
    (
        "发函",
        ["催1", "催费函", "9-9", date(2026, 4, 1), "已生成"],
        "发函!C2",
        "not in the table",
        1,
    ),
    ("发函", ["催1", "情书", "3-2", date(2026, 4, 1), "已生成"], "发函!B2", "not known which", 0),
]
LISTS = {
    "暂缓": "holds",
    "分期": "instalments",
    "减免": "decisions",
    "账户": "accounts",
    "阶梯": "rungs",
    "参数": "settings",
    "发函": "letters",
    "队列": "priorities",
    **RECORDS,
}


@pytest.mark.parametrize(("sheet", "row", "where", "what", "stay"), ROWS)
def test_bad_row(tmp_path, sheet, row, where, what, stay):
    sheets = good()
    sheets[sheet].append(row)
    _, problems = rows.ledger(reading.read(write(tmp_path / "b.xlsx", sheets)))
    ledger, _ = told(tmp_path, sheets)
    assert any(problem.where == where and what in str(problem.what) for problem in problems)
    assert len(getattr(ledger, LISTS[sheet])) == stay


def test_date_in_a_unit_cell_is_explained_with_what_was_typed(tmp_path):
    sheets = good()
    sheets["应收"][1][0] = date(2026, 3, 2)
    _, problems = rows.ledger(reading.read(write(tmp_path / "b.xlsx", sheets)))
    assert "such as 3-2" in str(problems[0].remedy)


def test_unknown_word_lists_the_allowed_ones(tmp_path):
    sheets = good()
    sheets["房产"][1][2] = "别墅"
    ledger, problems = rows.ledger(reading.read(write(tmp_path / "b.xlsx", sheets)))
    assert "住宅、商铺、车位、托管房" in translator("zh")(problems[0].remedy)
    assert ledger.units["3-2"].use_type == "residential"


def test_hold_that_ends_before_it_starts_holds_on(tmp_path):
    sheets = good()
    sheets["暂缓"].append(["3-2", "争议", date(2026, 3, 1), date(2026, 2, 1)])
    ledger, _ = told(tmp_path, sheets)
    assert ledger.holds[0].until is None


def test_letter_with_an_unknown_state_counts_by_its_dates(tmp_path):
    sheets = good()
    sheets["发函"].append([*LETTER[:4], "已拆开", date(2026, 4, 1), date(2026, 4, 2)])
    sheets["发函"].append(["催2", *LETTER[1:4], None, date(2026, 4, 1), None])
    ledger, _ = told(tmp_path, sheets)
    assert [letter.state for letter in ledger.letters] == ["served", "sent"]


def test_first_unit_and_first_charge_are_kept(tmp_path):
    sheets = good()
    sheets["房产"].append(["3－2", "甲一花园", "住宅", "乙一样例"])
    sheets["应收"].append(["3-2", "物 业费", "2026年1月", 500, date(2026, 1, 31)])
    ledger, problems = told(tmp_path, sheets)
    assert ledger.units["3-2"].owner == "甲一样例"
    assert "row 2 is used" in problems["房产!A4"]
    assert [c.amount for c in ledger.charges if c.period == "2026-01"] == [24780, 98000]
    assert "in row 2 already" in problems["应收!C5"]


def test_payment_of_a_unit_without_charges_is_kept(tmp_path):
    sheets = good()
    sheets["房产"].append(["3-4", None, None, "甲三样例"])
    sheets["收款"].append([date(2026, 2, 3), "3-4", 50])
    ledger, problems = told(tmp_path, sheets)
    assert len(ledger.payments) == 2 and "has no charge" in problems["收款!B3"]


def test_two_letters_with_one_number_are_both_kept(tmp_path):
    sheets = good()
    sheets["发函"] += [LETTER, LETTER]
    ledger, problems = told(tmp_path, sheets)
    assert len(ledger.letters) == 2 and "in row 2 as well" in problems["发函!A3"]


@pytest.mark.parametrize("label", ["合 计", "总计：", "小计", "Total"])
@pytest.mark.parametrize("column", [0, 1])
def test_totals_are_left_out(tmp_path, label, column):
    sheets = good()
    total = [None, None, None, 1475.6, None, None]
    total[column] = label
    sheets["应收"].append(total)
    ledger, problems = told(tmp_path, sheets)
    assert len(ledger.charges) == 3
    assert problems == {"应收!A5": "this row is a total, not a record; it is left out"}


def test_repeated_header_is_left_out(tmp_path):
    sheets = good()
    sheets["应收"].insert(2, sheets["应收"][0])
    ledger, problems = told(tmp_path, sheets)
    assert len(ledger.charges) == 3 and "header is repeated" in problems["应收!A3"]


def test_rows_that_hold_only_our_columns_say_nothing(tmp_path):
    sheets = good()
    sheets["应收"][0].append("逾期月数")
    sheets["应收"].append([None, None, None, None, None, None, 3])
    ledger, problems = told(tmp_path, sheets)
    assert len(ledger.charges) == 3 and problems == {}


def test_a_note_in_thousands_of_rows_is_counted(tmp_path):
    sheets = good()
    sheets["房产"] += [[float(n), None, None, "甲样例"] for n in range(1000, 1030)]
    ledger, problems = told(tmp_path, sheets)
    assert len(ledger.units) == 32
    assert len(problems) == TOLD + 1
    assert "10 more cells" in problems["房产!A24:A33"]


def test_a_bad_row_leaves_the_others_alone(tmp_path):
    sheets = good()
    sheets["应收"][1] = ["3-2", "物业费", 2026.1, "abc", "nie", None]
    ledger, problems = told(tmp_path, sheets)
    assert set(problems) == {"应收!C2", "应收!D2", "应收!E2"}
    assert len(ledger.charges) == 2
