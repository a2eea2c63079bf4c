"""待办 and 跟催箱: groups, words, links, and outcomes that become contacts once and for good."""

import re
import subprocess
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator

from commands.estates import AS_OF, NOW, a_part_of, rows
from cuifei.commands import adopt, flag, todo, undo
from cuifei.commands.estate.ledger import invent
from cuifei.commands.opened import open_book
from cuifei.domain.work.tickler import DAYS
from cuifei.newbook import build
from cuifei.newbook.guide.tasks import TASKS
from cuifei.newbook.tickler_page import LEFT, TOP, WEEKS
from cuifei.tables.layout import CODES, TICKLER, WORKLIST
from offices import offices

LATER = datetime(2026, 11, 20, 17, 0)
TYPED = {
    "结果": "承诺缴费",
    "承诺日期": date(2026, 11, 28),
    "承诺金额": 200,
    "经办人": "样例管家",
    "内容": "说月底前缴",
}


def few(ledger):
    """Return every fifth unit of the estate with its rows; its letters lie in files."""
    units = dict(list(ledger.units.items())[::5])
    kept = {
        name: tuple(row for row in getattr(ledger, name) if row.unit in units)
        for name in ("charges", "payments", "contacts", "holds", "instalments", "decisions")
    }
    letters = tuple(
        replace(letter, file=f"样例批次/{letter.number} #1.docx")
        for letter in ledger.letters
        if letter.unit in units
    )
    return replace(ledger, units=units, letters=letters, **kept)


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    """Return a workbook that was flagged, and whose day was planned."""
    path = tmp_path_factory.mktemp("planned") / "demo.xlsx"
    build.build(path, few(a_part_of(invent(AS_OF))))
    flag.flag(path, AS_OF, now=NOW)
    report = todo.todo(path, AS_OF, now=NOW)
    return path, report


@pytest.fixture
def book(planned, tmp_path):
    path = tmp_path / "demo.xlsx"
    path.write_bytes(planned[0].read_bytes())
    return path


def columns(page):
    return {cell.value: cell.column for cell in page[1]}


def type_outcome(path, row, **cells):
    """Type into a row of 待办, as a clerk does in Excel, and save."""
    book = load_workbook(path)
    page = book["待办"]
    for header, value in cells.items():
        page.cell(row, columns(page)[header], value)
    book.save(path)
    return {header: plain(page.cell(row, place)) for header, place in columns(page).items()}


def plain(cell):
    return cell.value.date() if isinstance(cell.value, datetime) else cell.value


def line(path, unit, task):
    """Return the sheet row of a task in 待办."""
    page = load_workbook(path)["待办"]
    at = columns(page)
    for row in range(2, page.max_row + 1):
        if (page.cell(row, at["房号"]).value, page.cell(row, at["事项"]).value) == (unit, task):
            return row
    return None


def contacts(path):
    return rows(path, "跟催")


def reminder(path):
    """Return the row of a task that a contact settles."""
    for row, cells in enumerate(rows(path, "待办"), 2):
        if cells["事项"] == "每月提醒" and cells["急缓"] == "今天":
            return row, cells
    raise AssertionError("nobody is reminded today")


# What stands in the sheet


def test_tasks_stand_in_groups_and_in_each_by_collector_and_place(planned):
    found = rows(planned[0], "待办")
    words = [words[0] for words in CODES["urgency"].values()]
    groups = [words.index(row["急缓"]) for row in found]
    assert groups == sorted(groups) and len(set(groups)) > 1
    for group in set(groups):
        names = [row["责任人"] for row in found if words.index(row["急缓"]) == group]
        changes = sum(a != b for a, b in pairwise(names))
        assert changes == len(set(names)) - 1
    by_day = {row["急缓"]: row["日期"].date() for row in found}
    assert by_day["今天"] == AS_OF < by_day["本周"]


def test_each_contact_has_words_to_say_and_the_last_contact(planned):
    path, report = planned
    ledger = open_book(path).ledger
    for task in report.data["tasks"]:
        said = str(task["script"] or "")
        assert bool(said) == (task["kind"] not in PAPERS)
        if said:
            assert task["unit"] in said or ledger.units[task["unit"]].owner in said
        known = [c.date for c in ledger.contacts if c.unit == task["unit"] and c.date <= AS_OF]
        assert (task["last_contact"] or {}).get("date") == max(known, default=None)
    assert any(row["上次联系"] for row in rows(path, "待办"))


PAPERS = {"letter_returned", "letter_refused", "chase_delivery", "stale_letter"}


def test_links_open_the_letter_and_find_the_unit(planned):
    path, _ = planned
    page = load_workbook(path)["待办"]
    at = columns(page)
    arrears = load_workbook(path)["欠费"]
    units = [arrears.cell(row, 1).value for row in range(2, arrears.max_row + 1)]
    files = {letter.number: letter.file for letter in open_book(path).ledger.letters}
    seen = 0
    for row in range(2, page.max_row + 1):
        unit, look = page.cell(row, at["房号"]).value, page.cell(row, at["查看"]).value
        assert look.startswith('=HYPERLINK("#') and f'"{unit}"' in look
        assert ("'欠费'!" in look) == (unit in units)
        letter = page.cell(row, at["打开文书"]).value
        if letter and letter.startswith("="):
            target, number = letter.removeprefix('=HYPERLINK("').removesuffix('")').split('","')
            assert files[number].replace("#", "%23") == target and not Path(target).is_absolute()
            seen += 1
    assert seen
    shown = {row["查看"] for row in rows(path, "待办")}
    assert shown <= {"欠费", "房产"}  # what is shown is there before any program computes it


@pytest.mark.live
def test_another_program_finds_the_linked_row(planned, tmp_path):
    """LibreOffice computes the look-up: its rows are those of 欠费."""
    path, _ = planned
    copy = tmp_path / "linked.xlsx"
    book = load_workbook(path)
    page, at = book["待办"], columns(book["待办"])
    last = page.max_row
    for row in range(2, last + 1):
        formula = page.cell(row, at["查看"]).value
        page.cell(row, 40, "=" + formula[formula.index("IFERROR") : formula.rindex(",")])
    book.save(copy)
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx:Calc"
         " MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(copy)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    computed = load_workbook(tmp_path / "out" / "linked.xlsx", data_only=True)
    for row in range(2, last + 1):
        sheet = computed[page.cell(row, at["查看"]).value.split("'")[1]]
        number = computed["待办"].cell(row, 40).value
        assert sheet.cell(number, 1).value == page.cell(row, at["房号"]).value


def test_the_tickler_is_the_month_with_every_task_in_its_box(planned):
    path, report = planned
    box = report.data["tickler"]
    page = load_workbook(path)["跟催箱"]
    assert [page.cell(TOP, LEFT + n).value for n in range(8)] == [c.zh for c in TICKLER.columns]
    heads = {}
    for week in range(WEEKS):
        for weekday in range(7):
            head = page.cell(TOP + 3 + 2 * week, LEFT + 1 + weekday).value
            if head:
                day = int(re.search(r"\d+", head)[0])
                assert date(2026, 11, day).weekday() == weekday
                heads[day] = head
                below = page.cell(TOP + 4 + 2 * week, LEFT + 1 + weekday).value
                assert bool(below) == bool(box["slots"][day - 1])
    assert sorted(heads) == list(range(1, 31)) and len(box["slots"]) == DAYS
    assert heads[20].startswith("今天")
    for day, head in heads.items():
        assert str(box["slots"][day - 1]) in head or not box["slots"][day - 1]
    setup = page.page_setup
    assert (setup.orientation, setup.fitToHeight, setup.fitToWidth) == ("landscape", 1, 1)


def test_a_second_run_writes_nothing(planned, book):
    before = book.read_bytes()
    todo.todo(book, AS_OF, now=LATER)
    assert book.read_bytes() == before


# What came of the tasks


def test_an_outcome_becomes_a_contact_and_the_task_is_done(book):
    row, cells = reminder(book)
    before = contacts(book)
    type_outcome(book, row, **TYPED)
    report = todo.todo(book, AS_OF, now=LATER)
    (new,) = contacts(book)[len(before) :]
    assert contacts(book)[: len(before)] == before
    assert new["房号"] == cells["房号"] and new["日期"].date() == AS_OF
    assert (new["结果"], new["渠道"], new["经办人"]) == ("承诺缴费", "电话", "样例管家")
    assert (new["承诺日期"].date(), new["承诺金额"]) == (date(2026, 11, 28), 200)
    assert line(book, cells["房号"], "每月提醒") is None
    assert [one["unit"] for one in report.data["recorded"]] == [cells["房号"]]
    assert not any(row["结果"] or row["内容"] for row in rows(book, "待办"))
    assert not rows(book, "备忘")


def test_a_second_run_adds_no_second_contact(book):
    row, _ = reminder(book)
    type_outcome(book, row, **TYPED)
    todo.todo(book, AS_OF, now=LATER)
    once = book.read_bytes()
    todo.todo(book, AS_OF, now=LATER)
    flag.flag(book, AS_OF, now=LATER)
    count = len(contacts(book))
    book.write_bytes(once)
    assert len(contacts(book)) == count


def test_flag_takes_outcomes_too_and_decides_with_them(book):
    row, cells = reminder(book)
    type_outcome(book, row, **TYPED)
    report = flag.flag(book, AS_OF, now=LATER)
    (mine,) = [one for one in report.data["rows"] if one["unit"] == cells["房号"]]
    assert "promise" in {blocker.code for blocker in mine["blockers"]}
    assert contacts(book)[-1]["内容"] == "说月底前缴"
    assert line(book, cells["房号"], "每月提醒") is None


def test_a_typed_day_and_channel_are_kept(book):
    row, _ = reminder(book)
    type_outcome(book, row, 结果="已解释", 渠道="上门", 完成日期=date(2026, 11, 18))
    todo.todo(book, AS_OF, now=LATER)
    last = contacts(book)[-1]
    assert (last["日期"].date(), last["渠道"], last["结果"]) == (
        date(2026, 11, 18),
        "上门",
        "已解释",
    )


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("结果", "也许"),
        ("完成日期", "下周吧"),
        ("完成日期", date(2026, 11, 23)),
        ("承诺日期", date(2026, 11, 1)),
        ("承诺金额", -5),
    ],
)
def test_a_bad_outcome_stays_as_it_is_and_is_named(book, column, value):
    row, cells = reminder(book)
    type_outcome(book, row, **{"内容": "样例内容", column: value})
    before = contacts(book)
    report = todo.todo(book, AS_OF, now=LATER)
    assert contacts(book) == before
    page = load_workbook(book)["待办"]
    at = columns(page)
    letter = page.cell(1, at[column]).column_letter
    assert [problem.where for problem in report.problems] == [f"待办!{letter}2"]
    assert (page.cell(2, at["房号"]).value, page.cell(2, at["急缓"]).value) == (
        cells["房号"],
        "待改",
    )
    assert plain(page.cell(2, at[column])) == value
    assert page.cell(2, at["内容"]).value == "样例内容"


def test_who_it_will_be_is_no_outcome_yet(book):
    row, cells = reminder(book)
    type_outcome(book, row, 经办人="样例管家", 渠道="上门")
    before = contacts(book)
    report = todo.todo(book, AS_OF, now=LATER)
    assert contacts(book) == before and not report.problems
    page = load_workbook(book)["待办"]
    place = line(book, cells["房号"], "每月提醒")
    assert page.cell(place, columns(page)["经办人"]).value == "样例管家"


def test_an_outcome_beside_a_task_that_has_gone_is_still_taken(book):
    """Somebody recorded the payment meanwhile: the task is over, what was said is kept."""
    row, cells = reminder(book)
    type_outcome(book, row, **TYPED)
    made = load_workbook(book)
    page, head = made["跟催"], {cell.value: cell.column for cell in made["跟催"][1]}
    for name, value in {"日期": AS_OF, "房号": cells["房号"], "渠道": "电话"}.items():
        page.cell(2, head[name], value)
    made.save(book)
    todo.todo(book, AS_OF, now=LATER)
    assert contacts(book)[-1]["内容"] == "说月底前缴"
    assert not rows(book, "备忘")


def test_undo_puts_the_typed_cells_back(book):
    row, _ = reminder(book)
    typed = type_outcome(book, row, **TYPED)
    before = contacts(book)
    todo.todo(book, AS_OF, now=LATER)
    undo.undo(book, now=LATER)
    page = load_workbook(book)["待办"]
    assert contacts(book) == before
    assert {h: plain(page.cell(row, at)) for h, at in columns(page).items()} == typed


def test_undo_puts_them_back_cell_by_cell_where_the_file_was_saved_since(book):
    row, cells = reminder(book)
    type_outcome(book, row, **TYPED)
    before = contacts(book)
    todo.todo(book, AS_OF, now=LATER)
    load_workbook(book).save(book)  # another program saved it: the backup cannot simply return
    report = undo.undo(book, now=LATER)
    assert not report.problems
    assert contacts(book) == before
    page = load_workbook(book)["待办"]
    place = line(book, cells["房号"], "每月提醒")
    at = columns(page)
    assert page.cell(place, at["结果"]).value == "承诺缴费"
    assert page.cell(place, at["承诺金额"]).value == 200
    assert page.cell(place, at["内容"]).value == "说月底前缴"


def test_a_dry_run_takes_nothing(book):
    row, _ = reminder(book)
    type_outcome(book, row, **TYPED)
    before = book.read_bytes()
    report = todo.todo(book, AS_OF, now=LATER, dry_run=True)
    assert book.read_bytes() == before and len(report.data["recorded"]) == 1


def test_a_workbook_from_before_gets_the_columns_and_the_sheet(book):
    made = load_workbook(book)
    page = made["待办"]
    del made["跟催箱"]
    (table,) = page.tables.values()
    page.delete_cols(columns(page)["话术"], page.max_column)
    width = page.cell(1, columns(page)["怎么做"]).column_letter
    table.ref = table.autoFilter.ref = f"A1:{width}{page.max_row}"
    del table.tableColumns[columns(page)["怎么做"] :]
    made.save(book)
    todo.todo(book, AS_OF, now=LATER)
    page = load_workbook(book)["待办"]
    assert {column.zh for column in WORKLIST.columns} <= set(columns(page))
    again = load_workbook(book)["跟催箱"]
    assert again.cell(TOP + 1, LEFT + 1).value and again.conditional_formatting
    row, _ = reminder(book)
    type_outcome(book, row, **TYPED)
    todo.todo(book, AS_OF, now=LATER)
    assert contacts(book)[-1]["内容"] == "说月底前缴"


@pytest.fixture
def adopted(tmp_path):
    """Return the office's own workbook, taken over, flagged and with its day planned."""
    path = offices.write(tmp_path / "book.xlsx", 台账=offices.MONTHS)
    adopt.adopt(path, now=offices.NOW, yes=True)
    todo.todo(path, AS_OF, now=NOW)
    return path


def test_an_adopted_workbook_gets_the_sheets_as_a_new_ledger_has_them(adopted):
    # Text in place is on purpose (see cell_xml.py), and the office's own fonts are as they were.
    found = [str(error) for error in OpenXmlValidator().validate(adopted).errors]
    assert not [e for e in found if "inline-string" not in e and "fonts[1]" not in e]
    book = load_workbook(adopted)
    page = book["待办"]
    (rule, *_) = [rule for ranges in page.conditional_formatting for rule in ranges.rules]
    assert rule.dxf.border.top.style
    lists = {check.formula1 for check in page.data_validations.dataValidation}
    assert any("承诺缴费" in str(words) for words in lists)
    assert book["跟催箱"].conditional_formatting
    assert book["使用说明"]["A2"].value == TASKS[0].name[0]
    assert all(row["查看"] in (None, "欠费") for row in rows(adopted, "待办"))


def test_an_outcome_in_an_adopted_workbook_is_taken(adopted):
    row = 2
    cells = type_outcome(adopted, row, **TYPED)
    todo.todo(adopted, AS_OF, now=LATER)
    (only,) = contacts(adopted)
    assert (only["房号"], only["内容"]) == (cells["房号"], "说月底前缴")


def test_a_promised_amount_without_its_day_is_asked_for(book):
    """It would promise nothing, and nobody would look for the money."""
    row, _ = reminder(book)
    type_outcome(book, row, 结果="承诺缴费", 承诺金额=300)
    before = contacts(book)
    report = todo.todo(book, AS_OF, now=LATER)
    letter = load_workbook(book)["待办"].cell(1, columns(load_workbook(book)["待办"])["承诺日期"])
    assert [one.where for one in report.problems] == [f"待办!{letter.column_letter}2"]
    assert contacts(book) == before


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("打不通", "未接通"),
        ("没接", "未接通"),
        ("承诺", "承诺缴费"),
        ("停机", "失联"),
        ("已付", "已缴"),
    ],
)
def test_a_result_may_be_said_as_people_say_it(book, typed, meant):
    row, _ = reminder(book)
    type_outcome(book, row, 结果=typed)
    assert not todo.todo(book, AS_OF, now=LATER).problems
    assert contacts(book)[-1]["结果"] == meant
