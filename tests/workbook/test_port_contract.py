"""What every answer to the workbook port does alike: the closed file, LibreOffice, Excel."""

import os
from datetime import date, datetime
from decimal import Decimal

import pytest

from cuifei.domain.problems import CuifeiError
from cuifei.domain.work.task import KINDS
from cuifei.locale import translator
from cuifei.newbook import tickler_lines
from cuifei.ooxml.a1 import column_letters
from cuifei.ooxml.values import Link, RowLink
from cuifei.tables.layout import WORKLIST
from cuifei.tables.outcome_rows import FIELDS
from cuifei.tables.port import Append, Fill, Replace, Update
from workbook import hosts

# Each is a unit as somebody wrote it; a spreadsheet program would read all but the last anew.
TRAPS = ("0101", "3-2", "123456789012345678", "=1+1", "+86", "@x", "1e5", "TRUE", "50%", "甲一")


no_excel = pytest.mark.skipif(
    os.environ.get("CUIFEI_EXCEL") != "1", reason="needs Excel: set CUIFEI_EXCEL=1"
)


def with_sheets(*names):
    """Mark a test whose ledger has these sheets too."""

    def marked(test):
        test.sheets = names
        return test

    return marked


@pytest.fixture(
    params=[
        "closed",
        pytest.param("calc", marks=pytest.mark.live),
        pytest.param("excel", marks=no_excel),
    ]
)
def host(request, tmp_path):
    path = hosts.ledger(tmp_path / "样例.xlsx", *getattr(request.function, "sheets", ()))
    if request.param == "closed":
        found = hosts.ClosedFile(path)
    else:
        found = hosts.OpenBook(hosts.PROGRAMS[request.param](), path)
    yield found
    found.close()


def arrears(*units, owed="120.50", **more):
    rows = [{"unit": unit, "owner": "甲一", "owed": Decimal(owed), **more} for unit in units]
    return Replace("arrears", rows)


def column(host, table, *fields):
    rows = host.read().tables[table].rows.values()
    return [tuple(row[field] for field in fields) for row in rows]


def test_fill_writes_beside_what_people_typed(host):
    typed = column(host, "charges", "unit", "amount", "due")
    row = min(host.read().tables["charges"].rows)
    cells = {"unpaid": Decimal("0.10"), "months": 3, "bucket": "1–3个月", "late_fee": None}
    written = host.write(Fill("charges", {row: cells}))
    assert written.cells == 3
    assert written.tables == ("charges",)
    assert column(host, "charges", "unpaid", "months", "bucket", "late_fee")[0] == (
        0.1,
        3,
        "1–3个月",
        None,
    )
    assert column(host, "charges", "unit", "amount", "due") == typed


def test_a_second_run_changes_nothing(host):
    change = arrears("3-101", "3-102", oldest_due=date(2026, 1, 31), blockers="欠费 0101\n-未寄")
    fill = Fill("charges", {2: {"unpaid": Decimal("247.80"), "bucket": "=1+1"}})
    assert host.write(change, fill).cells > 0
    again = host.write(change, fill)
    assert (again.cells, again.backup, again.tables) == (0, None, ())


def test_a_dry_run_writes_nothing(host):
    before = host.read()
    assert host.write(arrears("3-101"), dry_run=True).cells > 0
    assert host.read() == before


def test_text_stays_the_text_it_is(host):
    rows = [{"unit": trap, "blockers": trap, "moves": f"{trap}\n{trap}"} for trap in TRAPS]
    host.write(Replace("arrears", rows))
    found = column(host, "arrears", "unit", "blockers", "moves")
    assert found == [(trap, trap, f"{trap}\n{trap}") for trap in TRAPS]
    assert all(host.formula("欠费", f"A{row}") is None for row in range(2, len(TRAPS) + 2))


def test_days_and_money_stay_exact(host):
    rows = [
        {"unit": "3-101", "owed": Decimal("107000.53"), "oldest_due": date(2026, 1, 31)},
        {"unit": "3-102", "owed": Decimal("0.01"), "oldest_due": date(2000, 2, 29)},
        {"unit": "3-103", "owed": Decimal("99999999.99"), "oldest_due": None},
    ]
    host.write(Replace("arrears", rows))
    found = [
        (Decimal(repr(owed)), day if day is None else date(day.year, day.month, day.day))
        for owed, day in column(host, "arrears", "owed", "oldest_due")
    ]
    assert found == [(row["owed"], row["oldest_due"]) for row in rows]


def test_none_empties_a_cell(host):
    host.write(arrears("3-101", class_="A"))
    host.write(arrears("3-101"))
    assert column(host, "arrears", "class_") == [(None,)]


def test_a_table_grows_and_shrinks(host):
    host.write(arrears("3-101", "3-102", "3-103"))
    assert host.table("欠费") == "A1:U4"
    host.write(arrears("3-102"))
    assert host.table("欠费") == "A1:U2"
    assert column(host, "arrears", "unit") == [("3-102",)]
    host.write(arrears())
    assert host.table("欠费") == "A1:U2"
    assert column(host, "arrears", "unit") == []


def test_growth_stops_at_what_stands_below(host):
    host.write(arrears("3-101"))
    host.type_into("欠费", C5="制表人")
    host.write(arrears("3-101", "3-102", "3-103"))
    before = host.read()
    with pytest.raises(CuifeiError) as error:
        host.write(arrears("3-101", "3-102", "3-103", "3-104"))
    assert error.value.where == "欠费!C5"
    assert host.read() == before


def test_a_note_moves_with_its_row(host):
    host.write(arrears("3-101", "3-102", "3-103"))
    host.type_into("欠费", T3="3-2 已来电")
    host.write(arrears("3-103", "3-102", "3-104"))
    assert column(host, "arrears", "unit", "note") == [
        ("3-103", None),
        ("3-102", "3-2 已来电"),
        ("3-104", None),
    ]


def test_a_note_waits_in_the_memory_and_returns(host):
    host.write(arrears("3-101", "3-102"))
    host.type_into("欠费", T2="已来电", T3=datetime(2026, 5, 1))
    host.write(arrears("3-103"))
    held = column(host, "memory", "table", "key", "column", "content")
    assert [row[:3] for row in held] == [("欠费", "3-101", "备注"), ("欠费", "3-102", "备注")]
    assert held[0][3] == "已来电"
    host.write(arrears("3-103", "3-102"))
    note = column(host, "arrears", "note")[1][0]
    assert (note.year, note.month, note.day) == (2026, 5, 1)
    assert column(host, "memory", "key") == [("3-101",)]


@with_sheets("发函")
def test_appended_rows_follow_the_last_one(host):
    before = column(host, "register", "number")
    column_letters = [
        {"number": f"催字2026-{n:04d}", "unit": "3-101", "date": date(2026, 4, n), "amount": n}
        for n in (1, 2, 3)
    ]
    host.write(Append("register", column_letters))
    assert column(host, "register", "number")[len(before) :] == [
        (row["number"],) for row in column_letters
    ]
    assert column(host, "register", "date")[-1][0].day == 3


@with_sheets("发函")
def test_an_update_finds_its_row_by_key(host):
    column_letters = [{"number": f"催字{n}号", "unit": "3-101", "state": "已生成"} for n in (1, 2)]
    host.write(Append("register", column_letters))
    update = {"催字2号": {"state": "已寄出", "sent": date(2026, 4, 2), "waybill": "0012E5"}}
    host.write(Update("register", update))
    found = column(host, "register", "number", "state", "waybill")
    assert found[-2:] == [("催字1号", "已生成", None), ("催字2号", "已寄出", "0012E5")]
    with pytest.raises(CuifeiError):
        host.write(Update("register", {"催字9号": {"state": "已寄出"}}))


@with_sheets("发函")
def test_an_update_finds_one_row_of_a_letter_or_all_of_them(host):
    units = ("3-101", "3-102", "3-103")
    host.write(Append("register", [{"number": "催字5号", "unit": unit} for unit in units]))
    one = {("催字5号", "３-102"): {"state": "已寄出"}}
    host.write(Update("register", {**one, "催字5号": {"waybill": "EM5"}}))
    assert column(host, "register", "unit", "state", "waybill")[-3:] == [
        ("3-101", None, "EM5"),
        ("3-102", "已寄出", "EM5"),
        ("3-103", None, "EM5"),
    ]
    with pytest.raises(CuifeiError):
        host.write(Update("register", {("催字5号", "9-9"): {"state": "已寄出"}}))


def test_undo_puts_back_what_stood_there(host):
    host.write(arrears("3-101", "3-102"), Fill("charges", {2: {"months": 5}}))
    before = host.read()
    host.write(arrears("3-102", "3-104", owed="7"), Fill("charges", {2: {"months": 6}}))
    undone = host.undo()
    assert undone.command == "flag"
    assert not undone.problems
    assert host.read().tables == before.tables
    assert host.table("欠费") == "A1:U3"


def test_undo_leaves_what_was_typed_since(host):
    host.write(arrears("3-101", "3-102"), Fill("charges", {2: {"months": 5}, 3: {"months": 7}}))
    host.type_into("应收", H2=9)
    undone = host.undo()
    assert [problem.where for problem in undone.problems] == ["应收!H2"]
    assert column(host, "charges", "months")[:2] == [(9,), (None,)]
    with pytest.raises(CuifeiError):
        host.undo()


def task(unit, **more):
    return {"unit": unit, "task": "每月提醒", "due": date(2026, 4, 1), **more}


def place(field, row):
    return f"{column_letters(1 + [c.field for c in WORKLIST.columns].index(field))}{row}"


TYPED = {"result": "拒绝", "promise_amount": 80.5, "content": "样例 3-2"}


def take_outcome(host, *rows):
    """Record what is typed in row 2 of the worklist, and let the worklist hold `rows`."""
    contact = {"date": date(2026, 4, 1), "unit": "3-101", "result": "拒绝", "content": "样例"}
    cleared = Fill("worklist", {2: dict.fromkeys(FIELDS)})
    return host.write(Append("contacts", [contact]), cleared, Replace("worklist", rows))


@with_sheets("待办", "跟催")
@pytest.mark.parametrize("stays", [True, False])
def test_what_was_typed_beside_a_task_is_taken_out_and_undo_brings_it_back(host, stays):
    host.write(Replace("worklist", [task("3-101"), task("3-102")]))
    host.type_into("待办", **{place(name, 2): value for name, value in TYPED.items()})
    left = [task("3-103"), task("3-101")] if stays else [task("3-103")]
    take_outcome(host, *left)
    assert [unit for (unit,) in column(host, "contacts", "unit")] == ["3-101"]
    assert column(host, "worklist", "unit", *TYPED) == [
        (row["unit"], None, None, None) for row in left
    ]
    assert not host.read().tables["memory"].rows
    assert not host.undo().problems
    assert column(host, "worklist", "unit", *TYPED) == [
        ("3-101", "拒绝", 80.5, "样例 3-2"),
        ("3-102", None, None, None),
    ]
    assert not column(host, "contacts", "unit")


@with_sheets("待办", "跟催")
def test_undo_keeps_an_outcome_that_was_typed_since(host):
    host.write(Replace("worklist", [task("3-101")]))
    host.type_into("待办", **{place("result", 2): "拒绝"})
    take_outcome(host, task("3-101"))
    host.type_into("待办", **{place("result", 2): "其他"})
    assert [problem.where for problem in host.undo().problems] == [f"待办!{place('result', 2)}"]
    assert column(host, "worklist", "result") == [("其他",)]


@with_sheets("待办")
def test_a_task_that_is_worded_otherwise_keeps_what_was_typed_beside_it(host):
    words = [translator(lang)(KINDS["remind_monthly"]) for lang in ("zh", "en")]
    host.write(Replace("worklist", [task("3-101", task=words[0]), task("3-102")]))
    host.type_into("待办", **{place("content", 2): "样例 3-2"})
    host.write(Replace("worklist", [task("3-102"), task("3-101", task=words[1])]))
    assert column(host, "worklist", "unit", "task", "content") == [
        ("3-102", "每月提醒", None),
        ("3-101", words[1], "样例 3-2"),
    ]
    assert not host.read().tables["memory"].rows
    assert not host.undo().problems
    assert column(host, "worklist", "task", "content")[0] == (words[0], "样例 3-2")


@with_sheets("待办")
def test_a_link_is_a_formula_that_survives_a_second_run_and_moves_with_its_row(host):
    host.write(arrears("3-101", "3-102"))
    links = {
        "letter": Link("样〔2026〕1号", "批次/甲 #1.docx"),
        "row": RowLink("欠费", "欠费", "A", "3-102"),
    }
    host.write(Replace("worklist", [task("3-102", **links)]))
    opened = '=HYPERLINK("批次/甲 %231.docx","样〔2026〕1号")'
    found = '=HYPERLINK("#\'欠费\'!A"&IFERROR(MATCH("3-102",欠费!$A:$A,0),1),"欠费")'
    assert host.formula("待办", place("letter", 2)) == opened
    assert host.formula("待办", place("row", 2)) == found
    assert column(host, "worklist", "letter", "row") == [("样〔2026〕1号", "欠费")]
    assert host.write(Replace("worklist", [task("3-102", **links)])).cells == 0
    host.write(Replace("worklist", [task("3-101"), task("3-102", **links)]))
    assert host.formula("待办", place("row", 2)) is None
    assert host.formula("待办", place("row", 3)) == found


def test_a_sheet_of_ours_that_is_missing_is_made_with_all_its_rows(host):
    rows = [{**row, "day1": f"{n} 日"} for n, row in enumerate(tickler_lines.empty("zh"))]
    host.write(Replace("tickler", rows))
    assert column(host, "tickler", "line", "day1") == [(r["line"], r["day1"]) for r in rows]
    assert host.write(Replace("tickler", rows)).cells == 0


def test_growth_stops_at_a_merged_range_below(host):
    host.write(arrears("3-101"))
    host.merge("欠费", "B3:D3")
    with pytest.raises(CuifeiError) as error:
        host.write(arrears("3-101", "3-102"))
    assert error.value.where == "欠费!B3"
