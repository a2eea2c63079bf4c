"""From the office's own workbook to flagged rows: propose, answer, accept, flag, next month."""

import json
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName

from commands import pen
from cuifei.commands.adopt import adopt
from cuifei.commands.flag import flag
from cuifei.commands.letters import letters
from cuifei.commands.select import Wanted
from cuifei.commands.undo import undo
from cuifei.domain.problems import CuifeiError
from cuifei.ooxml import package
from cuifei.workbook import reading
from offices import offices
from offices.offices import CHARGES, MONTHS, NOW
from workbook import foreign

DAY = date(2026, 1, 5)
OURS = ["未收金额", "逾期月数", "账龄", "违约金"]


def flagged(path):
    return flag(path, DAY, now=datetime(2026, 1, 5, 10))


def rows(path, sheet):
    return [list(row) for row in openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)]


def test_two_commands_lead_from_a_wide_sheet_to_flags_beside_it(tmp_path):
    path = offices.write(tmp_path / "book.xlsx", 台账=MONTHS)
    assert adopt(path, now=NOW, yes=True).exit_code == 0
    report = flagged(path)
    assert [row["owed"] for row in report.data["rows"]] == ["100.00", "241.00"]
    found = rows(path, "台账")
    assert [row[:6] for row in found] == MONTHS
    assert found[1][6:] == OURS
    assert found[2][6:] == [100, 11, "6–12个月", 0]
    assert found[3][6:] == [241, 11, "6–12个月", 0]
    assert found[5][6:] == [None] * 4


def test_a_second_flag_writes_nothing_and_undo_takes_the_flags_back(tmp_path):
    path = offices.write(tmp_path / "book.xlsx", 台账=MONTHS)
    adopt(path, now=NOW, yes=True)
    before = path.read_bytes()
    flagged(path)
    after = path.read_bytes()
    flagged(path)
    assert path.read_bytes() == after
    undo(path, now=datetime(2026, 1, 5, 11))
    assert path.read_bytes() == before


def test_flags_go_when_the_office_says_that_it_was_paid(tmp_path):
    path = offices.write(tmp_path / "book.xlsx", 台账=MONTHS)
    adopt(path, now=NOW, yes=True)
    flagged(path)
    book = openpyxl.load_workbook(path)
    for place in ("D3", "F3", "D6", "F6"):
        book["台账"][place] = None
    book.save(path)
    assert [row["unit"] for row in flagged(path).data["rows"]] == ["3-2-0102"]
    assert rows(path, "台账")[2][6:] == [None] * 4


def test_a_proposal_alone_writes_only_the_sheet_that_says_it(tmp_path):
    path = offices.write(tmp_path / "book.xlsx", 台账=MONTHS)
    report = adopt(path, now=NOW)
    assert report.exit_code == 0 and report.data["state"] == "open"
    assert openpyxl.load_workbook(path).sheetnames == ["台账", "映射"]
    with pytest.raises(CuifeiError):
        reading.read(path)


def test_a_dry_run_and_a_refusal_write_nothing(tmp_path):
    path = offices.write(tmp_path / "book.xlsx", 台账=CHARGES)
    before = path.read_bytes()
    assert adopt(path, now=NOW, dry_run=True).data["doubts"]
    report = adopt(path, now=NOW, yes=True)
    assert report.exit_code == 2
    assert [doubt["key"] for doubt in report.data["doubts"]] == ["表1.读法.D"]
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("answers", "first"),
    [
        ("表1.读法.D = 日-月-年", date(2025, 2, 5)),
        ("# which comes first?\n表1.读法.D\t月-日-年\n", date(2025, 5, 2)),
        (json.dumps({"Block 1.Read as.D": "day-month-year"}), date(2025, 2, 5)),
    ],
)
def test_an_answer_in_a_file_settles_a_doubt(tmp_path, answers, first):
    path = offices.write(tmp_path / "book.xlsx", 台账=CHARGES)
    (tmp_path / "answers.txt").write_text(answers, encoding="utf-8")
    report = adopt(path, now=NOW, map_file=tmp_path / "answers.txt")
    assert report.exit_code == 0
    assert reading.read(path).tables["charges"].rows[10_000_001]["due"] == first


def test_an_answer_typed_into_the_sheet_settles_a_doubt(tmp_path):
    path = offices.write(tmp_path / "book.xlsx", 台账=CHARGES)
    adopt(path, now=NOW)
    book = openpyxl.load_workbook(path)
    (row,) = [r for r in book["映射"].iter_rows() if r[0].value == "表1.读法.D"]
    row[1].value = "日-月-年"
    book.save(path)
    assert adopt(path, now=NOW, yes=True).exit_code == 0
    assert reading.read(path).tables["charges"].rows[10_000_001]["due"] == date(2025, 2, 5)


def test_an_answered_year_gives_its_months_their_year(tmp_path):
    plain = [["物业费欠费明细表"], *MONTHS[1:]]
    path = offices.write(tmp_path / "book.xlsx", 台账=plain)
    adopt(path, now=NOW)
    book = openpyxl.load_workbook(path)
    (row,) = [r for r in book["映射"].iter_rows() if r[0].value == "表1.规则.年份"]
    row[1].value = 2024
    book.save(path)
    assert adopt(path, now=NOW, yes=True).exit_code == 0
    assert reading.read(path).tables["charges"].rows[10_000_001]["period"] == "2024-01"


def test_next_month_the_same_layout_is_read_silently(tmp_path):
    path = offices.write(tmp_path / "book.xlsx", 台账=MONTHS)
    adopt(path, now=NOW, yes=True)
    flagged(path)
    book = openpyxl.load_workbook(path)
    sheet = book["台账"]
    sheet.insert_rows(1)
    sheet["A1"] = "内部资料"
    sheet.insert_rows(7)
    sheet["A7"], sheet["B7"], sheet["C7"], sheet["D7"] = 4, "3-2-0104", "甲四样例", 50
    book.save(path)
    owed = {row["unit"]: row["owed"] for row in flagged(path).data["rows"]}
    assert owed["3-2-0104"] == "50.00" and owed["3-2-0101"] == "100.00"
    assert adopt(path, now=NOW).exit_code == 0


def test_a_changed_layout_is_noticed_and_proposed_anew(tmp_path):
    path = offices.write(tmp_path / "book.xlsx", 台账=MONTHS)
    adopt(path, now=NOW, yes=True)
    book = openpyxl.load_workbook(path)
    sheet = book["台账"]
    sheet.insert_cols(6)
    for row, value in ((2, "3月"), (3, 90), (6, 90)):
        sheet.cell(row, 6, value)
    book.save(path)
    before = path.read_bytes()
    with pytest.raises(CuifeiError, match="different"):
        flagged(path)
    report = adopt(path, now=NOW)
    assert report.exit_code == 2 and "合计" in str(report.data["changes"][0])
    assert path.read_bytes() == before
    report = adopt(path, now=NOW, yes=True)
    assert [problem.where for problem in report.problems] == ["台账!G3"]  # still the old total
    assert flagged(path).data["rows"][0]["owed"] == "190.00"


def test_a_new_sheet_is_never_left_out_in_silence(tmp_path):
    path = offices.write(tmp_path / "book.xlsx", 台账=MONTHS)
    adopt(path, now=NOW, yes=True)
    book = openpyxl.load_workbook(path)
    book.create_sheet("二期").append(["房号", "业主", "欠费金额"])
    book.save(path)
    assert "二期" in [problem.where for problem in flagged(path).problems]
    assert adopt(path, now=NOW).exit_code == 2


def test_sheets_of_theirs_that_bear_our_names_stay_theirs(tmp_path):
    theirs = [["楼栋", "房号", "户数"], ["3栋", "很多", 12]]
    path = offices.write(tmp_path / "book.xlsx", 台账=MONTHS, 欠费=theirs, 参数=[["税率"], [6]])
    adopt(path, now=NOW, yes=True)
    flagged(path)
    assert rows(path, "欠费") == theirs and rows(path, "参数") == [["税率"], [6]]
    assert rows(path, "欠费(催费)")[1][0] == "3-2-0101"
    assert rows(path, "参数(催费)")[0][0] == "参数"
    flagged(path)
    assert "欠费(催费)(催费)" not in openpyxl.load_workbook(path).sheetnames


def test_one_sheet_for_each_building_is_one_estate(tmp_path):
    one = [["房号", "业主", "2025年1月欠费"], ["0101", "甲一样例", 10], ["0102", "甲二样例", 20]]
    two = [["房号", "业主", "2025年1月欠费"], ["0101", "乙一样例", 30], ["0102", "乙二样例", 40]]
    path = offices.write(tmp_path / "book.xlsx", **{"1栋": one, "2栋": two, "3栋": one[:1]})
    assert adopt(path, now=NOW, yes=True).exit_code == 0
    found = {row["unit"]: row["owed"] for row in flagged(path).data["rows"]}
    assert found == {"1栋0101": "10.00", "1栋0102": "20.00", "2栋0101": "30.00", "2栋0102": "40.00"}
    assert rows(path, "2栋")[1][3] == 30


def test_side_notes_and_side_by_side_blocks_keep_their_place(tmp_path):
    sheet = [
        ["房号", "业主", "2025年1月欠费", None, "房号", "业主", "2025年1月欠费", None, "注意"],
        ["A101", "甲一样例", 10, None, "B101", "乙一样例", 30, None, "勿外传"],
    ]
    path = offices.write(tmp_path / "book.xlsx", 台账=sheet)
    assert adopt(path, now=NOW, yes=True).exit_code == 0
    flagged(path)
    found = rows(path, "台账")
    assert [row[:9] for row in found] == sheet
    assert found[0][9:] == OURS + OURS
    assert (found[1][9], found[1][13]) == (10, 30)


def test_foreign_content_stays_to_the_byte(tmp_path):
    plain = offices.write(tmp_path / "plain.xlsx", 台账=MONTHS)
    book = openpyxl.load_workbook(plain)
    sheet = book["台账"]
    sheet["B3"].comment = Comment("样例批注", "样例")
    red = PatternFill("solid", "FFFF00")
    rule = CellIsRule(operator="greaterThan", formula=["100"], fill=red)
    sheet.conditional_formatting.add("D3:E5", rule)
    sheet.freeze_panes, sheet.auto_filter.ref = "C3", "A2:F5"
    sheet.protection.sheet = False
    chart = openpyxl.chart.BarChart()
    chart.add_data(openpyxl.chart.Reference(sheet, min_col=4, min_row=2, max_row=5))
    book.create_sheet("统计").add_chart(chart, "E2")
    book.defined_names["合计数"] = DefinedName("合计数", attr_text="台账!$D$3:$D$5")
    book.save(plain)
    path = tmp_path / "book.xlsm"
    foreign._inject(plain, path)
    before = foreign.parts_of(path)
    assert adopt(path, now=NOW, yes=True).exit_code == 0
    flagged(path)
    after = foreign.parts_of(path)
    theirs = {package.sheets(path)["台账"], "[Content_Types].xml", "xl/workbook.xml"}
    theirs |= {"xl/_rels/workbook.xml.rels", "xl/styles.xml"}
    assert set(before) <= set(after)
    assert [name for name in before if name not in theirs and before[name] != after[name]] == []
    sheet_part = package.sheets(path)["台账"]
    for piece in (b"<conditionalFormatting", b"<autoFilter", b"<legacyDrawing", b"<pane"):
        assert piece in after[sheet_part]
    assert pen.only(path, "台账")["台账"]["B3"].comment.text == "样例批注"


def test_a_book_without_units_is_refused(tmp_path):
    path = offices.write(tmp_path / "book.xlsx", 菜单=[["菜名", "价格"], ["面", 12]])
    with pytest.raises(CuifeiError, match="no amounts"):
        adopt(path, now=NOW, yes=True)


def test_letters_are_written_for_an_adopted_book(tmp_path):
    path = offices.write(tmp_path / "book.xlsx", 台账=MONTHS)
    said = adopt(path, now=NOW, yes=True).said
    assert any("表1.规则.小区" in str(line) for line in said)
    (tmp_path / "a.txt").write_text("表1.规则.小区 = 甲一花园", encoding="utf-8")
    adopt(path, now=NOW, map_file=tmp_path / "a.txt")
    book = openpyxl.load_workbook(path)
    facts = {"公司名称": "样例物业", "公司电话": "0000-0000", "联系人": "样例"}
    facts["收款登记至"] = "2026-01-05"
    for row in book["参数"].iter_rows(min_row=2):
        row[1].value = facts.get(row[0].value, row[1].value)
    for place, value in (("B2", "样例物业"), ("C2", "样例银行"), ("D2", "000111")):
        book["账户"][place] = value
    book.save(path)
    flagged(path)
    report = letters(path, DAY, Wanted(), now=datetime(2026, 1, 5, 12))
    assert [letter["unit"] for letter in report.data["letters"]] == ["3-2-0101", "3-2-0102"]
    assert [letter["total"] for letter in report.data["letters"]] == ["100.00", "241.00"]
