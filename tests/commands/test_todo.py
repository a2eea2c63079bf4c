"""待办 and 跟催箱: groups, words, links, and outcomes that become contacts once and for good."""

import re
import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator
from python_calamine import CalamineWorkbook

from commands import pen
from commands.estates import AS_OF, NOW, a_part_of, invent, rows
from cuifei.commands import adopt, flag, texts, todo, undo
from cuifei.commands.opened import open_book
from cuifei.domain.account.outcomes import OF_ONE_UNIT
from cuifei.domain.problems import CuifeiError
from cuifei.domain.work.tickler import DAYS
from cuifei.locale import translator
from cuifei.newbook import build
from cuifei.newbook.guide.tasks import TASKS
from cuifei.newbook.tickler_lines import LEFT, TOP, WEEKS
from cuifei.tables.layout import CODES, TICKLER, WORKLIST
from libreoffice.shared import convert
from offices import offices
from size import FULL

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
    pen.type_into(path, "待办", row, cells)


def shown(path, row):
    """Return what stands in a row of 待办, by header."""
    page = pen.only(path, "待办")["待办"]
    return {header: plain(page.cell(row, place)) for header, place in columns(page).items()}


def plain(cell):
    return cell.value.date() if isinstance(cell.value, datetime) else cell.value


def line(path, unit, task):
    """Return the sheet row of a task in 待办."""
    page = pen.only(path, "待办")["待办"]
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


def test_tasks_stand_in_groups_and_in_each_by_what_they_bring(planned):
    found = rows(planned[0], "待办")
    words = [words[0] for words in CODES["urgency"].values()]
    groups = [words.index(row["急缓"]) for row in found]
    assert groups == sorted(groups) and len(set(groups)) > 1
    for group in set(groups):
        mine = [row for row in found if words.index(row["急缓"]) == group and row["房号"]]
        brings = [
            round((row["欠费金额"] or 0) * 100) * int(row["收回把握"].rstrip("%")) // 100
            for row in mine
        ]
        assert brings == sorted(brings, reverse=True)
        assert all(row["收回把握"] in row["排序依据"] for row in mine)
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
    page = pen.only(path, "待办")["待办"]
    at = columns(page)
    arrears = pen.only(path, "欠费")["欠费"]
    units = [arrears.cell(row, 1).value for row in range(2, arrears.max_row + 1)]
    files = {letter.number: letter.file for letter in open_book(path).ledger.letters}
    seen = 0
    for row in range(2, page.max_row + 1):
        unit, look = page.cell(row, at["房号"]).value, page.cell(row, at["查看"]).value
        if unit is None:  # the texts of a day
            assert page.cell(row, at["事项"]).value.startswith("短信提醒")
            continue
        assert look.startswith('=HYPERLINK("#') and f'"{unit}"' in look
        assert ("'欠费'!" in look) == (unit in units)
        letter = page.cell(row, at["打开文书"]).value
        if letter and letter.startswith("="):
            target, number = letter.removeprefix('=HYPERLINK("').removesuffix('")').split('","')
            assert files[number].replace("#", "%23") == target and not Path(target).is_absolute()
            seen += 1
    assert seen
    shown = {row["查看"] for row in rows(path, "待办")}
    assert shown <= {"欠费", "房产", None}  # what is shown is there before any program computes it


@pytest.mark.live
def test_another_program_finds_the_linked_row(planned, tmp_path):
    """LibreOffice computes the look-up: its rows are those of 欠费."""
    path, _ = planned
    copy = Path(shutil.copy(path, tmp_path / "linked.xlsx"))
    page = pen.only(path, "待办")["待办"]
    at, last = columns(page), page.max_row
    asked = pen.Page(copy, "待办")
    for row in range(2, last + 1):
        formula = page.cell(row, at["查看"]).value
        if formula is None:
            continue
        asked.put(row, 40, "=" + formula[formula.index("IFERROR") : formula.rindex(",")])
    asked.save()
    (saved,) = convert([copy], "xlsx", tmp_path / "out")
    computed = CalamineWorkbook.from_path(saved)
    found = {
        name: computed.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in computed.sheet_names
    }
    seen = 0
    for row in range(2, last + 1):
        if page.cell(row, at["查看"]).value is None:
            continue
        sheet = found[page.cell(row, at["查看"]).value.split("'")[1]]
        number = found["待办"][row - 1][39]
        assert sheet[int(number) - 1][0] == page.cell(row, at["房号"]).value
        seen += 1
    assert seen


def test_the_tickler_is_the_month_with_every_task_in_its_box(planned):
    path, report = planned
    box = report.data["tickler"]
    page = pen.only(path, "跟催箱")["跟催箱"]
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
    page = pen.only(book, "待办")["待办"]
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
    page = pen.only(book, "待办")["待办"]
    place = line(book, cells["房号"], "每月提醒")
    assert page.cell(place, columns(page)["经办人"]).value == "样例管家"


def test_an_outcome_beside_a_task_that_has_gone_is_still_taken(book):
    """Somebody recorded the payment meanwhile: the task is over, what was said is kept."""
    row, cells = reminder(book)
    type_outcome(book, row, **TYPED)
    pen.type_into(book, "跟催", 2, {"日期": AS_OF, "房号": cells["房号"], "渠道": "电话"})
    todo.todo(book, AS_OF, now=LATER)
    assert contacts(book)[-1]["内容"] == "说月底前缴"
    assert not rows(book, "备忘")


def test_undo_puts_the_typed_cells_back(book):
    row, _ = reminder(book)
    type_outcome(book, row, **TYPED)
    typed = shown(book, row)
    before = contacts(book)
    todo.todo(book, AS_OF, now=LATER)
    undo.undo(book, now=LATER)
    assert contacts(book) == before
    assert shown(book, row) == typed


def test_undo_puts_them_back_cell_by_cell_where_the_file_was_saved_since(book):
    row, cells = reminder(book)
    type_outcome(book, row, **TYPED)
    before = contacts(book)
    todo.todo(book, AS_OF, now=LATER)
    load_workbook(book).save(book)  # another program saved it: the backup cannot simply return
    report = undo.undo(book, now=LATER)
    assert not report.problems
    assert contacts(book) == before
    page = pen.only(book, "待办")["待办"]
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
    page = pen.only(book, "待办")["待办"]
    assert {column.zh for column in WORKLIST.columns} <= set(columns(page))
    again = pen.only(book, "跟催箱")["跟催箱"]
    assert again.cell(TOP + 1, LEFT + 1).value and again.conditional_formatting
    row, _ = reminder(book)
    type_outcome(book, row, **TYPED)
    todo.todo(book, AS_OF, now=LATER)
    assert contacts(book)[-1]["内容"] == "说月底前缴"


@pytest.fixture(scope="module")
def adopted_once(tmp_path_factory):
    path = offices.write(tmp_path_factory.mktemp("adopted") / "book.xlsx", 台账=offices.MONTHS)
    adopt.adopt(path, now=offices.NOW, yes=True)
    todo.todo(path, AS_OF, now=NOW)
    return path


@pytest.fixture
def adopted(adopted_once, tmp_path):
    """Return the office's own workbook, taken over, flagged and with its day planned."""
    shutil.copytree(adopted_once.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / adopted_once.name


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
    type_outcome(adopted, row, **TYPED)
    cells = shown(adopted, row)
    todo.todo(adopted, AS_OF, now=LATER)
    (only,) = contacts(adopted)
    assert (only["房号"], only["内容"]) == (cells["房号"], "说月底前缴")


def test_a_promised_amount_without_its_day_is_asked_for(book):
    """It would promise nothing, and nobody would look for the money."""
    row, _ = reminder(book)
    type_outcome(book, row, 结果="承诺缴费", 承诺金额=300)
    before = contacts(book)
    report = todo.todo(book, AS_OF, now=LATER)
    letter = pen.only(book, "待办")["待办"].cell(
        1, columns(pen.only(book, "待办")["待办"])["承诺日期"]
    )
    assert [one.where for one in report.problems] == [f"待办!{letter.column_letter}2"]
    assert contacts(book) == before


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("打不通", "未接通"),
        ("承诺", "承诺缴费"),
        *((("没接", "未接通"), ("停机", "失联"), ("已付", "已缴")) if FULL else ()),
    ],
)
def test_a_result_may_be_said_as_people_say_it(book, typed, meant):
    row, _ = reminder(book)
    type_outcome(book, row, 结果=typed)
    assert not todo.todo(book, AS_OF, now=LATER).problems
    assert contacts(book)[-1]["结果"] == meant


# One row an owner and day


def test_no_owner_stands_twice_on_a_day_and_what_is_not_due_is_a_forecast(planned):
    path, report = planned
    found = rows(path, "待办")
    seen = [(row["业主"], row["手机"] or row["房号"], row["日期"]) for row in found if row["房号"]]
    assert len(set(seen)) == len(seen)
    docket = open_book(path).docket(AS_OF)
    for row in found:
        if row["房号"]:
            assert "首次提醒" not in row["事项"] or docket.cases[row["房号"]].arrears.owed
    batches = [row for row in found if not row["房号"]]
    assert len({row["日期"] for row in batches}) == len(batches) == len(report.data["batches"])
    for row, batch in zip(batches, report.data["batches"], strict=True):
        assert str(batch["owners"]) in row["业主"]
        assert ("预计" in row["怎么做"]) == batch["forecast"] == (row["日期"].date() > AS_OF)
        assert all(str(count) in row["原因"] for count in batch["kinds"].values())


def test_the_texts_of_a_day_are_recorded_in_one_line(book):
    listed = texts.texts(book, AS_OF, now=NOW)
    units = {unit for one in listed.data["texts"] for unit in one["units"]}
    todo.todo(book, AS_OF, now=NOW)
    (row, cells), *_ = [
        (n, r) for n, r in enumerate(rows(book, "待办"), 2) if not r["房号"] and r["急缓"] == "今天"
    ]
    assert "短信" in cells["打开文书"] or cells["打开文书"].startswith("=HYPERLINK")
    type_outcome(book, row, 完成日期=AS_OF)
    before = contacts(book)
    report = todo.todo(book, AS_OF, now=LATER)
    new = contacts(book)[len(before) :]
    assert not report.problems and {one["房号"] for one in new} == units
    assert {(one["渠道"], one["日期"].date()) for one in new} == {("短信", AS_OF)}
    again = contacts(book)
    todo.todo(book, AS_OF, now=LATER)
    assert contacts(book) == again


def test_what_one_owner_said_is_not_typed_beside_the_texts_to_all(book):
    row = next(n for n, r in enumerate(rows(book, "待办"), 2) if not r["房号"])
    type_outcome(book, row, 结果="承诺缴费")
    before = contacts(book)
    assert todo.todo(book, AS_OF, now=LATER).problems and contacts(book) == before


# How a cell is read is tried in tests/tables/test_spoken_result.py.
MORE_READINGS = (
    ("承诺 11-28 200元", "承诺缴费", date(2026, 11, 28), 200, None),
    ("承诺缴费，2026年12月5日缴", "承诺缴费", date(2026, 12, 5), None, None),
    ("已解释，12月1日回访", "已解释", None, None, date(2026, 12, 1)),
)


@pytest.mark.parametrize(
    ("typed", "result", "promised", "amount", "following"),
    [
        ("答应缴费1月5日付1,200.50", "承诺缴费", date(2027, 1, 5), 1200.5, None),
        ("未接通 11-25再打", "未接通", None, None, date(2026, 11, 25)),
        *(MORE_READINGS if FULL else ()),
    ],
)
def test_one_cell_records_contact_promise_and_next_date(
    book, typed, result, promised, amount, following
):
    row, cells = reminder(book)
    type_outcome(book, row, 结果=typed)
    assert not todo.todo(book, AS_OF, now=LATER).problems
    new = [one for one in contacts(book) if one["房号"] == cells["房号"]][-1]
    days = [new[name] and new[name].date() for name in ("承诺日期", "下次日期")]
    assert [new["结果"], *days, new["承诺金额"]] == [result, promised, following, amount]
    if following:
        agreed = [
            task
            for task in todo.todo(book, following, now=LATER, dry_run=True).data["tasks"]
            if cells["房号"] in task["units"]
        ]
        assert "agreed_day" in agreed[0]["kinds"]


@pytest.mark.parametrize(
    "typed",
    ["承诺 11-28 12-5", "也许 11-28", *(("承诺 13-45", "承诺 11-28 很多") if FULL else ())],
)
def test_what_has_no_single_reading_is_asked_about(book, typed):
    row, _ = reminder(book)
    type_outcome(book, row, 结果=typed)
    before = contacts(book)
    assert todo.todo(book, AS_OF, now=LATER).problems and contacts(book) == before


def test_a_day_just_passed_is_asked_about_and_reckoned_from_the_day_of_the_talk(book):
    row, _ = reminder(book)
    before = contacts(book)
    type_outcome(book, row, 结果="承诺 11-18 200元")
    (problem,) = todo.todo(book, AS_OF, now=LATER).problems
    assert "11-18" in translator("zh")(problem.what) and contacts(book) == before
    type_outcome(book, 2, 完成日期=date(2026, 11, 16))
    assert not todo.todo(book, AS_OF, now=LATER).problems
    assert contacts(book)[-1]["承诺日期"].date() == date(2026, 11, 18)


def of_several(path):
    """Make a reminder a line about three units of its owner; return its row and the units.

    A lawyer letter is next for the second, another step or none for the third.
    """
    row, cells = reminder(path)
    cases = open_book(path).docket(AS_OF).cases
    is_next = {
        unit: case.step.rung is not None and case.step.rung.document == "lawyer_letter"
        for unit, case in cases.items()
        if unit != cells["房号"]
    }
    units = [cells["房号"], *(next(u for u in is_next if is_next[u] == it) for it in (True, False))]
    type_outcome(path, row, 全部房号="、".join(units))
    return row, units


@pytest.mark.parametrize("result", sorted(OF_ONE_UNIT)[:: None if FULL else 3])
def test_what_is_true_of_one_unit_is_recorded_for_that_unit_and_said(book, result):
    """R7, limitation: what answers or admits one debt says nothing of the owner's others."""
    row, units = of_several(book)
    before = len(contacts(book))
    type_outcome(book, row, 结果=CODES["result"][result][0], 经办人="样例管家")
    report = todo.todo(book, AS_OF, now=LATER)
    assert [one["房号"] for one in contacts(book)[before:]] == units[:1]
    said = [translator("zh")(one) for one in report.said]
    assert any(all(unit in one for unit in units) and "跟催" in one for one in said)


@pytest.mark.parametrize("typed", ["承诺 12-5", "已跟进", *(("未接通", "拒绝") if FULL else ())])
def test_a_contact_with_the_owner_is_one_for_each_of_his_units(book, typed):
    row, units = of_several(book)
    before = len(contacts(book))
    type_outcome(book, row, 结果=typed)
    todo.todo(book, AS_OF, now=LATER)
    new = contacts(book)[before:]
    assert [one["房号"] for one in new] == units


def test_a_word_beforehand_holds_where_a_lawyer_letter_is_next(book):
    """R5.4: it is about the letter that comes, so it satisfies nothing for other units."""
    row, units = of_several(book)
    before = len(contacts(book))
    type_outcome(book, row, 结果="已预告")
    todo.todo(book, AS_OF, now=LATER)
    assert [one["房号"] for one in contacts(book)[before:]] == units[:2]


# The line of texts and the list that lies beside the workbook


def texts_line(path):
    return next(
        (n, r) for n, r in enumerate(rows(path, "待办"), 2) if not r["房号"] and r["急缓"] == "今天"
    )


def sent_cell(path, listed, row, value):
    """Type under 已发送 into a row of a list of messages; return the units of the row."""
    (file,) = (path.parent / "催费文书").glob(f"{listed} 短信 *")
    opened = load_workbook(file / "短信.xlsx")
    page = opened.active
    at = columns(page)
    page.cell(row, at["已发送"], value)
    opened.save(file / "短信.xlsx")
    return set(re.split("[、,]", page.cell(row, at["房号"]).value))


def test_the_line_renewed_on_the_next_workday_still_speaks_of_the_list_that_was_sent(book):
    listed = texts.texts(book, AS_OF, now=NOW)
    units = {unit for one in listed.data["texts"] for unit in one["units"]}
    monday = AS_OF + timedelta(3)
    todo.todo(book, monday, now=LATER)
    row, _ = texts_line(book)
    type_outcome(book, row, 完成日期=AS_OF)
    before = len(contacts(book))
    assert not todo.todo(book, monday, now=LATER).problems
    new = contacts(book)[before:]
    assert {one["房号"] for one in new} == units
    assert {one["日期"].date() for one in new} == {AS_OF}


def test_a_line_of_texts_without_a_list_stays_with_what_was_typed(book):
    row, _ = texts_line(book)
    type_outcome(book, row, 完成日期=AS_OF)
    before = contacts(book)
    (problem,) = todo.todo(book, AS_OF, now=LATER).problems
    assert contacts(book) == before and problem.where.startswith("待办!")
    assert rows(book, "待办")[0]["完成日期"].date() == AS_OF


def test_what_the_list_says_of_a_message_stands_above_the_line(book):
    texts.texts(book, AS_OF, now=NOW)
    unsent = sent_cell(book, AS_OF, 2, "未发")
    by_wechat = sent_cell(book, AS_OF, 3, "微信")
    row, _ = texts_line(book)
    type_outcome(book, row, 完成日期=AS_OF)
    before = len(contacts(book))
    todo.todo(book, AS_OF, now=LATER)
    new = contacts(book)[before:]
    assert new and not unsent & {one["房号"] for one in new}
    assert [one["渠道"] for one in new if one["房号"] in by_wechat] == ["微信"] * len(by_wechat)


# Lists to take along


def test_each_collector_gets_a_list_and_the_posts_learn_nothing_of_money(book):
    report = todo.todo(book, AS_OF, now=LATER, collectors=("全部",), posts=True)
    entries, ledger = report.data["tasks"], open_book(book).ledger
    *mine, posts = report.data["lists"]
    assert {one["collector"] for one in mine} == {u.steward for u in ledger.units.values()}
    assert sum(one["rows"] for one in mine) == len(entries)
    for one in mine:
        page = load_workbook(one["file"]).active
        assert page.max_row - 1 == one["rows"]
        assert page.print_title_rows == "$1:$1" and page.page_setup.fitToWidth == 1
    watched = list(load_workbook(posts["file"]).active.iter_rows(values_only=True))
    assert watched[0] == ("房号", "业主", "请转告", "转告日期和经手人") and len(watched) > 1
    told = "".join(str(cell) for row in watched[1:] for cell in row)
    assert not re.search(r"元|欠|费|缴|\d{11}", told)


def test_an_unknown_collector_is_named_and_nothing_is_written(book):
    before = book.read_bytes()
    with pytest.raises(CuifeiError):
        todo.todo(book, AS_OF, now=LATER, collectors=("无此人",))
    assert book.read_bytes() == before
    todo.todo(book, AS_OF, now=LATER, collectors=("all",), posts=True, dry_run=True)
    assert not (book.parent / "催费文书").exists()


def test_a_collector_whose_name_no_file_can_hold_gets_a_list_too(book):
    for row, name in ((2, "甲一/甲二"), (3, "甲一_甲二")):
        pen.type_into(book, "房产", row, {"责任人": name})
    lists = todo.todo(book, AS_OF, now=LATER, collectors=("全部",)).data["lists"]
    mine = [Path(one["file"]) for one in lists if one["collector"] in ("甲一/甲二", "甲一_甲二")]
    assert len({path.name.casefold() for path in mine}) == 2
    assert all(path.exists() for path in mine)
