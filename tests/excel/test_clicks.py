"""The clicks that print, approve, log and take over: what is asked, written and shown."""

import shutil
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from commands.estates import AS_OF, NOW, rows
from cuifei.commands.adopt import adopt
from cuifei.commands.approve import approve
from cuifei.commands.dashboard import dashboard
from cuifei.commands.legal import draft
from cuifei.commands.letters import letters
from cuifei.commands.log_contact import log
from cuifei.commands.opened import open_book
from cuifei.commands.select import Wanted
from cuifei.commands.store import ClosedStore
from cuifei.domain.problems import CuifeiError, say
from cuifei.excel.entry import dispatch
from cuifei.workbook import reading
from excel.small_estate import copy_to
from excel.test_entry import Desk, sheets


@pytest.fixture
def book(tmp_path):
    return copy_to(tmp_path)


def click(book, tag, **how):
    desk = Desk(book, **how)
    dispatch(tag, desk)
    return desk


def a_unit(book):
    return next(iter(open_book(book).ledger.units))


def test_the_newest_batch_is_put_into_one_file_and_the_box_says_where(book):
    made = letters(book, AS_OF, Wanted(limit=2), now=NOW)
    desk = click(book, "pack")
    assert desk.asked == [
        "2 letters of " + made.data["batch"] + ". Put them into one file to print?"
    ]
    folder = book.parent / "催费文书" / made.data["batch"]
    assert (folder / "打印包.docx").is_file()
    assert str(folder) in desk.told[0]


@pytest.mark.parametrize("tag", ["pack", "pdf"])
def test_without_a_batch_there_is_nothing_to_print(book, tag):
    desk = click(book, tag)
    assert not desk.asked
    assert desk.told[0].startswith("no letters were written for this workbook yet")


def contacts(book):
    """Return the table 跟催: its columns, and its rows by their number."""
    table = reading.read(book).tables["contacts"]
    return table.columns, table.rows


@pytest.mark.parametrize(
    ("tag", "field", "result"),
    [("contact", "channel", None), ("promise", "promise_date", "承诺缴费")],
)
def test_a_row_is_put_in_and_the_clerk_stands_where_to_type(book, tag, field, result):
    unit, (columns, before) = a_unit(book), contacts(book)
    desk = click(book, tag, selected={"unit": [unit]})
    added = {row: cells for row, cells in contacts(book)[1].items() if row not in before}
    ((row, new),) = added.items()
    assert (new["date"], new["unit"], new["result"]) == (AS_OF, unit, result)
    assert (desk.sheet, desk.cell) == ("跟催", (row, columns[field])) and new[field] is None
    assert not open_book(book).problems, "none before the clerk has typed anything"
    click(book, "undo")
    assert contacts(book) == (columns, before)


def test_several_units_are_logged_at_once_and_the_first_is_gone_to(book):
    units = list(open_book(book).ledger.units)[:3]
    desk = click(book, "contact", selected={"unit": units})
    found = contacts(book)[1]
    assert [cells["unit"] for cells in found.values()][-3:] == units
    assert desk.asked[0].startswith("Put 3 rows into Contacts, for ")
    assert found[desk.cell[0]]["unit"] == units[0]


def test_a_promise_without_a_day_promises_nothing_yet(book):
    unit = a_unit(book)
    before = open_book(book).docket(AS_OF).cases[unit].promises
    log(book, AS_OF, [unit], now=NOW, result="promised")
    assert open_book(book).docket(AS_OF).cases[unit].promises == before


def test_a_unit_that_is_not_there_gets_no_row(book):
    before = book.read_bytes()
    with pytest.raises(CuifeiError, match="not in the table of units"):
        log(book, AS_OF, [a_unit(book), "不存在"], now=NOW)
    assert book.read_bytes() == before


def test_the_history_of_a_unit_is_a_table_and_no_file(book):
    unit = open_book(book).ledger.letters[0].unit
    before = sorted(book.parent.rglob("*"))
    desk = click(book, "history", selected={"unit": [unit]})
    ((title, (heads, *events)),) = desk.tables
    assert title == f"Show the history {unit}" and heads[0] == "Date"
    days = [date.fromisoformat(event[0]) for event in events]
    assert days == sorted(days) and len(events) > 3
    assert any("函" in event[2] for event in events), "its letters are in it"
    assert sorted(book.parent.rglob("*")) == before and not desk.told


def test_a_history_is_of_one_unit(book):
    units = list(open_book(book).ledger.units)[:2]
    desk = click(book, "history", selected={"unit": units})
    assert desk.told[0].startswith("2 units are selected") and not desk.tables


@pytest.fixture
def drafted(book):
    report = draft(book, AS_OF, now=NOW)
    return book, report.data["letters"][0]["unit"]


def test_an_approval_is_what_the_command_line_records(drafted, tmp_path):
    clicked, unit = drafted
    typed = shutil.copytree(tmp_path, tmp_path.parent / f"{tmp_path.name}-typed") / clicked.name
    approve(typed, AS_OF, unit=unit, by="样例律师", firm_number="样律2026-7", now=NOW)
    desk = click(clicked, "approve", selected={"unit": [unit]}, types=["样例律师", "样律2026-7"])
    assert rows(clicked, "发函") == rows(typed, "发函")
    question = desk.asked[2]
    assert all(word in question for word in ("样例律师", unit, "样律2026-7", AS_OF.isoformat()))
    assert list(tmp_path.rglob("*样律2026-7.docx"))


@pytest.mark.parametrize("answers", [[""], ["样例律师", ""]])
def test_an_approval_that_is_cancelled_records_nothing(drafted, answers):
    book, unit = drafted
    before = book.read_bytes()
    desk = click(book, "approve", selected={"unit": [unit]}, types=answers)
    assert book.read_bytes() == before and not desk.told


def test_an_approval_that_is_refused_records_nothing(drafted):
    book, unit = drafted
    before = book.read_bytes()
    names = ["样例律师", "样律2026-7"]
    click(book, "approve", says_yes=False, selected={"unit": [unit]}, types=names)
    assert book.read_bytes() == before


def test_where_the_board_cannot_be_written_its_figures_are_told_with_the_reason(book, monkeypatch):
    def refuses(*args, **more):
        raise CuifeiError(say("no chart can be drawn here"), say("close the workbook"))

    monkeypatch.setattr("cuifei.commands.dashboard.dashboard", refuses)
    desk = click(book, "board")
    assert "units of" in desk.told[0]
    assert desk.told[0].endswith("no chart can be drawn here\nclose the workbook")
    assert not desk.asked and dashboard is not refuses


def office(path, day="{year}-{month:02d}-28"):
    """Return an office's own list in no form of ours; `day`: how its dates are written."""
    book = Workbook()
    page = book.active
    page.title = "3栋收费"
    page.append(["样例小区物业费欠费明细"])
    page.append(["房号", "业主", "面积", "费用项目", "所属月份", "应收金额", "到期日"])
    for n in range(12):
        month = n // 4 + 1
        due = day.format(year=2026, month=month)
        unit = f"3-{101 + n % 4}"
        page.append([unit, f"样例{n % 4}", 88.5, "物业费", f"2026-{month:02d}", 247.8, due])
    book.save(path)
    return path


def test_a_ledger_without_doubts_is_taken_over_when_the_clerk_agrees(tmp_path):
    book = office(tmp_path / "台账.xlsx")
    before = sheets(book)["3栋收费"]
    refused = click(book, "adopt", says_yes=False)
    assert refused.asked[0].startswith("4 units and 12 amounts are understood")
    assert set(sheets(book)) == {"3栋收费"}
    desk = click(book, "adopt", lang="zh")
    assert desk.sheet == "映射" and "台账.xlsx" in desk.told[0]
    assert sheets(book)["3栋收费"] == before
    assert open_book(book).book.adopted
    again = click(book, "adopt")
    assert not again.asked and "already" in again.told[0]
    click(book, "flag")
    assert len(rows(book, "欠费")) == 4


def test_it_is_taken_over_as_the_command_line_does(tmp_path):
    clicked, typed = office(tmp_path / "clicked.xlsx"), office(tmp_path / "typed.xlsx")
    adopt(typed, now=NOW, yes=True)
    click(clicked, "adopt", lang="zh")
    assert sheets(clicked) == sheets(typed)


def test_a_question_waits_in_the_sheet_until_the_clerk_has_answered_it(tmp_path):
    book = office(tmp_path / "台账.xlsx", day="0{month}/0{month}/{year}")
    desk = click(book, "adopt", lang="zh")
    question = rows(book, "映射")[1]
    assert question["内容"] is None and "/" in question["样例"]
    assert desk.sheet == "映射"
    with pytest.raises(CuifeiError):
        open_book(book)
    answered = load_workbook(book)
    answered["映射"]["B3"] = question["样例"].split(" / ")[0]
    answered.save(book)
    second = click(book, "adopt", says_yes=False)
    click(book, "adopt", lang="zh")
    assert second.asked[0].startswith("4 units and 12 amounts")
    assert open_book(book).book.adopted
    assert min(charge.due for charge in open_book(book).ledger.charges) == date(2026, 1, 1)


def test_a_ledger_of_ours_needs_no_taking_over(book):
    desk = click(book, "adopt")
    assert "is a ledger of cuifei already" in desk.told[0]


@pytest.mark.parametrize("name", ["台账.xls", "台账.csv"])
def test_a_file_that_takes_no_sheets_is_to_be_saved_as_another_first(tmp_path, name):
    path = tmp_path / name
    path.write_text("房号,金额\n3-101,5\n", encoding="utf-8")
    before = path.read_bytes()
    desk = click(path, "adopt")
    assert "Save it as “Excel Workbook (.xlsx)”" in desk.told[0]
    assert path.read_bytes() == before


def test_a_store_gives_a_copy_of_its_own(book):
    with ClosedStore(book).copied() as copy:
        assert copy != book and copy.read_bytes() == book.read_bytes()
    assert not copy.exists()
