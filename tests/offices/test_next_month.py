"""Next month's file of the same office goes into the workbook that the first one made."""

import csv
import io
from datetime import date, datetime

import openpyxl
import pytest
import xlwt

from commands import pen
from cuifei.commands.adopt import adopt
from cuifei.commands.flag import flag
from cuifei.commands.undo import undo
from cuifei.domain.problems import CuifeiError
from cuifei.tables import rows
from cuifei.workbook import reading
from offices import offices
from offices.offices import NOW

LATER = datetime(2026, 2, 5, 9)
HEAD = [["2025年物业费欠费明细表"], ["序号", "房号", "业主", "1月", "2月", "合计"]]
JANUARY = [
    *HEAD,
    [1, "0101", "甲一样例", 100, None, 100],
    [2, "0102", "甲二样例", 120.5, 120.5, 241],
    [3, "0103", "甲三样例", 50, None, 50],
]
FEBRUARY = [
    *HEAD,
    [1, "0101", "甲一样例", 100, None, 100],
    [2, "0102", "甲二样例", None, 99.5, 99.5],
    [4, "0104", "甲四样例", 50, 60, 110],
]


def as_csv(path, table):
    text = io.StringIO()
    csv.writer(text).writerows([["" if v is None else v for v in row] for row in table])
    path.write_bytes(text.getvalue().encode("gb18030"))
    return path


def first(tmp_path, table=JANUARY, name="欠费202601.csv"):
    """Adopt a first file and type into the workbook that it makes; return both."""
    path = as_csv(tmp_path / name, table)
    report = adopt(path, now=NOW, yes=True)
    assert report.exit_code == 0
    book = report.data["book"]
    flag(book, NOW.date(), now=NOW)
    return path, book


def typed(book, sheet, **cells):
    """Type into a sheet as a clerk does in Excel."""
    open_book = openpyxl.load_workbook(book)
    for place, value in cells.items():
        open_book[sheet][place] = value
    open_book.save(book)


def owed(book):
    return {row["unit"]: row["owed"] for row in flag(book, LATER.date(), now=LATER).data["rows"]}


def test_the_next_file_is_taken_over_without_a_question(tmp_path):
    _, book = first(tmp_path)
    report = adopt(as_csv(tmp_path / "欠费202602.csv", FEBRUARY), now=LATER)
    assert report.exit_code == 0 and report.data["book"] == book
    assert report.data["carried"] == {
        "file": "欠费202602.csv",
        "follow": "replace",
        "new_charges": 2,
        "changed_charges": 1,
        "gone_charges": 2,
        "new_payments": 0,
        "new_units": ("0104",),
        "gone_units": ("0103",),
    }
    assert owed(book) == {"0101": "100.00", "0102": "99.50", "0104": "110.00"}
    assert not list(tmp_path.glob("欠费202602 *.xlsx"))


def test_what_people_typed_stays_and_units_that_are_gone_are_known(tmp_path):
    _, book = first(tmp_path)
    typed(book, "跟催", A2=datetime(2026, 1, 6), B2="0103", C2="电话", H2="样例内容")
    typed(book, "参数", B2="自己填的")
    typed(book, "欠费202601", L3="旁边的备注")
    before = openpyxl.load_workbook(book)
    adopt(as_csv(tmp_path / "欠费202602.csv", FEBRUARY), now=LATER)
    after = openpyxl.load_workbook(book)
    for name in ("跟催", "参数", "阶梯", "账户", "收款", "暂缓"):
        assert [[c.value for c in row] for row in before[name]] == [
            [c.value for c in row] for row in after[name]
        ]
    assert [c.value for c in after["欠费202601"][3]] == [
        *("1", "0101", "甲一样例", "100", None, "100"),
        *(None, None, None, None, None, "旁边的备注"),
    ]
    found, problems = rows.ledger(reading.read(book))
    assert found.units["0103"].owner == "甲三样例"
    assert [one.unit for one in found.contacts] == ["0103"]
    assert not problems


def test_a_dry_run_writes_nothing_and_undo_takes_it_back(tmp_path):
    _, book = first(tmp_path)
    before = book.read_bytes()
    path = as_csv(tmp_path / "欠费202602.csv", FEBRUARY)
    assert adopt(path, now=LATER, dry_run=True).data["carried"]["new_charges"] == 2
    assert book.read_bytes() == before
    adopt(path, now=LATER)
    assert book.read_bytes() != before
    undo(book, now=LATER)
    assert book.read_bytes() == before


def test_undo_loses_nothing_that_was_typed_since(tmp_path):
    _, book = first(tmp_path)
    before = owed(book)
    path = as_csv(tmp_path / "欠费202602.csv", FEBRUARY)
    adopt(path, now=LATER)
    typed(book, "跟催", A2=datetime(2026, 2, 5), B2="0101", C2="电话")
    undo(book, now=LATER)
    assert owed(book) == before
    assert pen.only(book, "跟催")["跟催"]["B2"].value == "0101"
    assert adopt(path, now=LATER).exit_code == 0
    assert owed(book) == {"0101": "100.00", "0102": "99.50", "0104": "110.00"}


def test_the_same_name_next_month_gets_a_sheet_of_its_own(tmp_path):
    path, book = first(tmp_path, name="台账.csv")
    as_csv(path, FEBRUARY)
    assert adopt(path, now=LATER).exit_code == 0
    assert {"台账", "台账 (2)"} <= set(openpyxl.load_workbook(book).sheetnames)
    assert owed(book) == {"0101": "100.00", "0102": "99.50", "0104": "110.00"}


def test_the_same_file_twice_does_nothing_and_an_older_one_is_refused(tmp_path):
    path, book = first(tmp_path)
    before = book.read_bytes()
    assert adopt(path, now=LATER, yes=True).exit_code == 0
    assert book.read_bytes() == before
    adopt(as_csv(tmp_path / "欠费202602.csv", FEBRUARY), now=LATER)
    with pytest.raises(CuifeiError, match="came after it"):
        adopt(path, now=LATER)


def test_another_layout_is_noticed_and_proposed_anew(tmp_path):
    _, book = first(tmp_path)
    (tmp_path / "a.txt").write_text("表1.规则.小区 = 甲一花园", encoding="utf-8")
    adopt(book, now=NOW, map_file=tmp_path / "a.txt")
    before = book.read_bytes()
    wider = [HEAD[0], ["房号", "业主", "1月", "2月", "3月"], ["0101", "甲一样例", 100, None, 7]]
    path = as_csv(tmp_path / "欠费202603.csv", wider)
    report = adopt(path, now=LATER)
    assert report.exit_code == 2 and report.data["changes"]
    assert book.read_bytes() == before
    assert adopt(path, now=LATER, yes=True).exit_code == 0
    assert owed(book) == {"0101": "107.00"}
    found, _ = rows.ledger(reading.read(book))
    assert {unit.community for unit in found.units.values() if unit.unit == "0101"} == {"甲一花园"}


def test_a_file_of_another_estate_makes_a_workbook_of_its_own(tmp_path):
    first(tmp_path)
    other = [*HEAD, [1, "9901", "乙一样例", 1, None, 1], [2, "9902", "乙二样例", 1, None, 1]]
    report = adopt(as_csv(tmp_path / "乙园.csv", other), now=LATER, yes=True)
    assert report.data["book"].name == "乙园 催费.xlsx"


def test_two_workbooks_that_fit_equally_are_not_guessed_between(tmp_path):
    _, book = first(tmp_path)
    (tmp_path / "副本 催费.xlsx").write_bytes(book.read_bytes())
    with pytest.raises(CuifeiError, match="fit this file equally"):
        adopt(as_csv(tmp_path / "欠费202602.csv", FEBRUARY), now=LATER)


def test_lists_of_one_month_each_are_asked_about_once(tmp_path):
    def month(number):
        body = [["0101", "甲一样例", 100], ["0102", "甲二样例", 120]]
        return [[f"2025年{number}月物业费欠费"], ["房号", "业主", "欠费金额"], *body]

    _, book = first(tmp_path, month(6), "六.csv")
    path = as_csv(tmp_path / "七.csv", month(7))
    report = adopt(path, now=LATER)
    assert [doubt["key"] for doubt in report.data["doubts"]] == ["新旧文件"]
    (tmp_path / "a.txt").write_text("新旧文件 = 追加", encoding="utf-8")
    assert adopt(path, now=LATER, map_file=tmp_path / "a.txt").exit_code == 0
    assert owed(book) == {"0101": "200.00", "0102": "240.00"}
    assert adopt(as_csv(tmp_path / "八.csv", month(8)), now=LATER).exit_code == 0
    assert owed(book) == {"0101": "300.00", "0102": "360.00"}


def test_the_title_of_the_new_file_names_its_own_month(tmp_path):
    def month(number, previous):
        body = [["0101", "甲一样例", 100, previous], ["0102", "甲二样例", 120, previous]]
        return [[f"2025年{number}月物业费欠费"], ["房号", "业主", "本期欠费", "前期欠费"], *body]

    _, book = first(tmp_path, month(6, 10), "六.csv")
    adopt(as_csv(tmp_path / "七.csv", month(7, 110)), now=LATER)
    found, _ = rows.ledger(reading.read(book))
    assert {(c.unit, c.period, c.amount, c.due) for c in found.charges if c.unit == "0101"} == {
        ("0101", "前期", 11000, date(2025, 6, 30)),
        ("0101", "2025-07", 10000, date(2025, 7, 31)),
    }


def test_a_day_that_a_person_named_for_one_file_is_asked_again(tmp_path):
    table = [
        ["物业费欠费"],
        ["房号", "业主", "欠费金额"],
        ["0101", "甲一样例", 5],
        ["0102", "乙", 6],
    ]
    (tmp_path / "a.txt").write_text("表1.规则.到期日 = 2025-06-30", encoding="utf-8")
    adopt(as_csv(tmp_path / "一.csv", table), now=NOW, map_file=tmp_path / "a.txt")
    table[2][2] = 9
    report = adopt(as_csv(tmp_path / "二.csv", table), now=LATER)
    assert [doubt["key"] for doubt in report.data["doubts"]] == ["表1.规则.到期日"]
    (tmp_path / "a.txt").write_text("表1.规则.到期日 = 2025-07-31", encoding="utf-8")
    report = adopt(tmp_path / "二.csv", now=LATER, map_file=tmp_path / "a.txt")
    assert report.exit_code == 0
    found, _ = rows.ledger(reading.read(report.data["book"]))
    assert {c.due for c in found.charges} == {date(2025, 7, 31)}


@pytest.mark.parametrize(("left", "still"), [(40, "40.00"), (100, "40.00")])
def test_money_that_we_recorded_is_taken_off_once(tmp_path, left, still):
    _, book = first(tmp_path)
    typed(book, "收款", A2=datetime(2026, 1, 20), B2="0101", C2=60)
    assert owed(book)["0101"] == "40.00"
    later = [[*row] for row in JANUARY]
    later[2] = [1, "0101", "甲一样例", left, None, left]
    assert adopt(as_csv(tmp_path / "欠费202602.csv", later), now=LATER).exit_code == 0
    assert owed(book)["0101"] == still
    found, _ = rows.ledger(reading.read(book))
    assert [payment.amount for payment in found.payments] == [6000]


def test_where_only_some_payments_are_off_the_day_is_asked(tmp_path):
    _, book = first(tmp_path)
    typed(book, "收款", A2=datetime(2026, 1, 20), B2="0101", C2=60)
    typed(book, "收款", A3=datetime(2026, 1, 28), B3="0103", C3=50)
    workbook = openpyxl.load_workbook(book)
    workbook["收款"].tables[next(iter(workbook["收款"].tables))].ref = "A1:G3"
    workbook.save(book)
    later = [[*row] for row in JANUARY]
    later[2] = [1, "0101", "甲一样例", 40, None, 40]
    path = as_csv(tmp_path / "欠费202602.csv", later)
    report = adopt(path, now=LATER)
    assert [doubt["key"] for doubt in report.data["doubts"]] == ["收款已扣至"]
    (tmp_path / "a.txt").write_text("收款已扣至 = 2026-01-20", encoding="utf-8")
    assert adopt(path, now=LATER, map_file=tmp_path / "a.txt").exit_code == 0
    assert owed(book) == {"0101": "40.00", "0102": "241.00"}


def test_an_open_document_or_an_old_workbook_is_followed_by_a_later_one(tmp_path):

    def as_xls(path, table):
        made = xlwt.Workbook()
        for name, body in (("台账", table), ("说明", [["本表由财务导出"]])):
            sheet = made.add_sheet(name)
            for row, cells in enumerate(body):
                for column, value in enumerate(cells):
                    if value is not None:
                        sheet.write(row, column, value)
        made.save(str(path))
        return path

    path = as_xls(tmp_path / "一月.xls", JANUARY)
    book = adopt(path, now=NOW, yes=True).data["book"]
    assert adopt(as_xls(tmp_path / "二月.xls", FEBRUARY), now=LATER).exit_code == 0
    assert owed(book) == {"0101": "100.00", "0102": "99.50", "0104": "110.00"}
    assert offices.NOW < LATER
