"""What a clerk types as an answer: what says nothing stays a question, with what may be typed."""

import openpyxl
import pytest

from cuifei.commands.adopt import adopt
from cuifei.domain.problems import CuifeiError
from cuifei.workbook import reading
from offices import offices
from offices.offices import CHARGES, MONTHS, NOW

NO_YEAR = [["物业费欠费明细表"], *MONTHS[1:]]
BARE = [["房号", "业主", "欠费金额"], ["0101", "甲一样例", 100], ["0102", "甲二样例", 120]]


def answered(tmp_path, text, sheet=CHARGES):
    """Adopt an office's list with the answers of a file; return the report and the book."""
    book = offices.write(tmp_path / "book.xlsx", 台账=sheet)
    (tmp_path / "answers.txt").write_text(text, encoding="utf-8")
    return adopt(book, now=NOW, map_file=tmp_path / "answers.txt"), book


@pytest.mark.parametrize(
    ("sheet", "key", "typed"),
    [
        (CHARGES, "表1.读法.D", "第一种"),
        (CHARGES, "表1.读法.D", "1,234.50"),
        (CHARGES, "表1.内容", "不知道"),
        (CHARGES, "表1.金额.E", "欠的钱"),
        (CHARGES, "表1.业主", "第三列"),
        (NO_YEAR, "表1.规则.年份", "去年"),
        (BARE, "表1.规则.到期日", "上个月"),
    ],
)
def test_an_answer_that_says_nothing_stays_a_question(tmp_path, sheet, key, typed):
    report, book = answered(tmp_path, f"{key} = {typed}", sheet)
    assert report.exit_code == 2
    (doubt,) = [one for one in report.data["doubts"] if one["key"] == key]
    assert typed in str(doubt["question"])
    assert openpyxl.load_workbook(book).sheetnames == ["台账"]


def test_what_may_be_typed_stands_beside_the_question(tmp_path):
    report, _ = answered(tmp_path, "表1.金额.E = 欠的钱")
    (doubt,) = [one for one in report.data["doubts"] if one["key"] == "表1.金额.E"]
    assert doubt["answers"][:2] == ["欠费", "应收"]


@pytest.mark.parametrize("typed", ["日/月/年", "日.月.年", "日 - 月 - 年", "Day/Month/Year"])
def test_an_order_of_dates_may_be_typed_with_other_strokes(tmp_path, typed):
    report, book = answered(tmp_path, f"表1.读法.D = {typed}")
    assert report.exit_code == 0
    assert str(reading.read(book).tables["charges"].rows[10_000_001]["due"]) == "2025-02-05"


def test_no_is_no_answer_where_only_a_yes_goes_on(tmp_path):
    wrong = [*MONTHS[:-1], ["合计", None, None, 999, 120.5, 1119.5]]
    report, _ = answered(tmp_path, "表1.合计核对 = 否", wrong)
    (doubt,) = report.data["doubts"]
    assert report.exit_code == 2 and "否" in str(doubt["question"])


@pytest.mark.parametrize("key", ["表1.金额.Z", "表7.房号", "表1.缴费", "什么"])
def test_an_answer_to_what_nobody_asks_is_refused_by_its_key(tmp_path, key):
    with pytest.raises(CuifeiError, match="entry") as refused:
        answered(tmp_path, f"{key} = 欠费\n表1.读法.D = 日-月-年")
    assert refused.value.what.params["key"] == key


def test_a_wrong_word_in_the_sheet_is_asked_again_and_a_right_one_settles_it(tmp_path):
    path = offices.write(tmp_path / "book.xlsx", 台账=CHARGES)
    for typed, code in (("月、日、年吧", 2), ("月-日-年", 0)):
        adopt(path, now=NOW)
        book = openpyxl.load_workbook(path)
        (row,) = [r for r in book["映射"].iter_rows() if r[0].value == "表1.读法.D"]
        row[1].value = typed
        book.save(path)
        assert adopt(path, now=NOW, yes=True).exit_code == code


@pytest.mark.parametrize(
    ("key", "typed"), [("表1.金额.E", "欠的钱"), ("表1.读法.D", "随便"), ("表1.房号", "甲列")]
)
def test_an_accepted_mapping_that_somebody_spoilt_is_named(tmp_path, key, typed):
    report, path = answered(tmp_path, "表1.读法.D = 日-月-年")
    assert report.exit_code == 0
    book = openpyxl.load_workbook(path)
    (row,) = [r for r in book["映射"].iter_rows() if r[0].value == key]
    row[1].value = typed
    book.save(path)
    with pytest.raises(CuifeiError) as refused:
        reading.read(path)
    assert refused.value.what.params["typed"] == typed
    assert refused.value.remedy.params["key"] == key


def test_the_letter_of_a_column_may_be_small(tmp_path):
    assert answered(tmp_path, "表1.读法.d = 日-月-年")[0].exit_code == 0


def test_rows_are_not_called_unreadable_while_a_question_may_explain_them(tmp_path):
    path = offices.write(tmp_path / "book.xlsx", 台账=CHARGES)
    assert not adopt(path, now=NOW, yes=True).problems
    odd = [*CHARGES, ["0104", "甲四样例", "2025-04", "不详", 10]]
    report, _ = answered(tmp_path, "表1.读法.D = 日-月-年", odd)
    assert [problem.where for problem in report.problems] == ["台账!5"]


def test_months_in_english_as_excel_shows_them_are_months(tmp_path):
    table = [
        ["Flat", "Owner", "Jan-26", "Feb-26", "Total due"],
        ["A-101", "Sample One", 70, 30, 100],
    ]
    path = offices.write(tmp_path / "book.xlsx", Arrears=table)
    assert adopt(path, now=NOW, yes=True).exit_code == 0
    charges = reading.read(path).tables["charges"].rows.values()
    assert [(row["period"], row["amount"]) for row in charges] == [("2026-01", 70), ("2026-02", 30)]


def test_a_proposal_of_a_list_that_changed_meanwhile_is_made_anew(tmp_path):
    """Nobody consents to what they never saw: old columns must not be read as decisions."""
    path = offices.write(tmp_path / "book.xlsx", 台账=BARE)
    adopt(path, now=NOW)
    book = openpyxl.load_workbook(path)
    book["台账"].insert_cols(2)
    book["台账"]["B1"] = "到期日"
    for row in (2, 3):
        book["台账"].cell(row, 2, "2026-01-31")
    book.save(path)
    refused = adopt(path, now=NOW, yes=True)
    assert refused.exit_code == 2 and "台账" in " ".join(str(said) for said in refused.said)
    adopt(path, now=NOW)
    assert adopt(path, now=NOW, yes=True).exit_code == 0
    charges = reading.read(path).tables["charges"]
    assert [row["amount"] for row in charges.rows.values()] == [100, 120]
    assert [row["unit"] for row in charges.rows.values()] == ["0101", "0102"]
