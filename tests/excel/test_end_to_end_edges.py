"""Clicks on workbooks in an odd state, in a live LibreOffice: what is done, and what is said."""

import json
import shutil
from datetime import date
from pathlib import Path
from tempfile import gettempdir

import openpyxl
import pytest

from commands.estates import AS_OF, NOW, original
from cuifei.commands.receipts import receipts
from cuifei.workbook.live.store import LiveStore
from excel.open_desk import (
    DAY,
    OpenDesk,
    cells,
    clocks_stopped,
    cuifei,
    differences,
    files,
    sentences,
)
from excel.small_estate import few
from size import FULL

pytestmark = pytest.mark.live

# What some buttons write beside the sheets of most clicks.
OWN = ("待办", "跟催箱", "队列", "看板", "看板数据", "待定收款") if FULL else ()
ASKING = ("flag", "notices", "collection", *(("queue", "todo", "board") if FULL else ()))
PAID = "样例-1-301"
LETTERS = ("notices", "collection")
ON_DAY = ("--as-of", DAY)
DEMO = Path(__file__).parents[2] / "workbook_templates" / "demo.xlsx"


@pytest.fixture(scope="module", autouse=True)
def stopped():
    with clocks_stopped():
        yield


@pytest.fixture
def path(tmp_path):
    return few(tmp_path / "样例.xlsx", *OWN)


@pytest.fixture
def opened(app):
    """Open workbooks that are closed in the end."""
    desks: list[OpenDesk] = []

    def open_(path, **how):
        desks.append(OpenDesk(app, path, **how))
        return desks[-1]

    yield open_
    for desk in desks:
        desk.close()


def test_a_clerk_who_says_no_keeps_everything(opened, path):
    desk = opened(path)
    before, seen = desk.cells(), desk.view()
    for tag in ASKING:
        # No to letters would be: let me choose some of them.
        shown = desk.click(tag, "cancel" if tag in LETTERS else "no")
        assert (len(shown.asked), shown.told) == (1, []), tag
        assert shown.bar[-1] is False
    assert differences(desk.cells(), before) == []
    assert (desk.view(), desk.unsaved) == (seen, False)
    assert files(path) == {}


def test_a_workbook_that_was_never_saved_is_flagged_and_gets_no_letters(opened, path):
    pattern = shutil.copy(path, path.with_name("新.xltx"))
    desk = opened(pattern)
    before = desk.cells()
    shown = desk.click("notices")
    assert "请先保存" in shown.told[0]
    assert differences(desk.cells(), before) == []
    try:
        desk.click("flag", "yes")
        cuifei("flag", path, *ON_DAY)
        assert differences(desk.cells(), cells(path)) == []
        desk.click("undo", "yes")
    finally:
        shutil.rmtree(Path(gettempdir(), f"cuifei-{desk.app.pid}"))
    assert differences(desk.cells(), before) == []
    assert {found.name for found in path.parent.iterdir()} == {"新.xltx", "样例.xlsx", "催费备份"}


@pytest.mark.parametrize("state", ["protected", "read-only"])
def test_a_workbook_that_cannot_be_changed_is_left_alone(opened, path, state):
    desk = opened(path, read_only=state == "read-only")
    if state == "protected":
        desk.book.sheets["欠费"].impl.uno.protect("")
    before = desk.cells()
    for tag in ("flag", "notices"):
        shown = desk.click(tag)
        assert (shown.asked, len(shown.told)) == ([], 1)
        assert ("欠费" if state == "protected" else "只读") in shown.told[0]
        assert "再运行一次" in shown.told[0]
        assert shown.bar[-1] is False
    assert differences(desk.cells(), before) == []
    assert files(path) == {}
    assert len(desk.click("check").told) == 1


def test_what_was_typed_and_not_saved_counts(opened, path):
    desk = opened(path)
    amount = type_charge(desk, PAID, 500)
    desk.click("flag", "yes")
    row = next(row for row in arrears(desk) if row["房号"] == PAID)
    assert row["欠费合计"] == 500
    assert desk.path.read_bytes() == path.read_bytes()
    desk.click("undo", "yes")
    assert (arrears(desk), amount.value) == ([], 500 + amount_of(path, amount))


def type_charge(desk, unit, more):
    """Type another amount over the first charge of a unit; return its cell."""
    page = desk.book.sheets["应收"]
    head, *rows = page.used_range.value
    at = next(n for n, row in enumerate(rows, 2) if row[head.index("房号")] == unit)
    cell = page.range((at, head.index("应收金额") + 1))
    cell.value += more
    return cell


def amount_of(path, cell):
    """Return what stands in that cell of the file."""
    return cells(path)["应收"][cell.get_address(False, False)].value


def arrears(desk):
    """Return the rows of 欠费 as a clerk reads them."""
    head, *rows = desk.book.sheets["欠费"].tables["欠费"].range.value
    found = [dict(zip(head, row, strict=True)) for row in rows]
    return [row for row in found if row["房号"]]


def test_a_filter_stays_and_hides_none_of_what_is_asked_for(opened, path):
    desk = opened(path)
    desk.click("flag", "yes")
    table = desk.book.sheets["欠费"].tables["欠费"]
    table.autofilter.apply_values(1, ["示范-S-07"])
    type_charge(desk, PAID, 500)
    desk.click("flag", "yes")
    units = [row["房号"] for row in arrears(desk)]
    assert PAID in units
    assert table.autofilter.criteria[0].values == ["示范-S-07"]
    body = table.data_body_range
    shown = [unit for unit, row in zip(units, body.rows, strict=True) if not row.impl.row_hidden]
    assert shown == ["示范-S-07"]


def test_what_the_clerk_looks_at_stays_in_sight(opened, path):
    desk = opened(path)
    page = desk.book.sheets["应收"]
    page.activate()
    page["B60:C62"].select()
    desk.book.impl.doc.CurrentController.setFirstVisibleRow(50)
    seen = desk.view()
    assert seen[:3] == ("应收", "$B$60:$C$62", 50)
    desk.click("flag", "yes")
    assert desk.view() == seen
    desk.click("undo", "yes")
    assert desk.view() == seen


def test_the_workbook_whose_button_was_clicked_is_the_one_that_changes(opened, path):
    desk, other = opened(path), opened(shutil.copy(path, path.with_name("别的.xlsx")))
    other.book.activate()
    desk.click("flag", "yes")
    assert len(arrears(desk)) == 4
    assert (arrears(other), other.unsaved) == ([], False)


def test_problems_are_listed_in_a_workbook_of_their_own(opened, path, app):
    desk = opened(path)
    sheet = desk.book.sheets["应收"]
    head = sheet.used_range.value[0]
    cell = sheet.range((5, head.index("到期日") + 1))
    cell.number_format = "@"
    cell.value = "不详"
    before = desk.cells()
    shown = desk.click("check")
    page = app.books.active
    try:
        table = page.sheets[0].used_range.value
    finally:
        page.close()
    assert len(table) == 2
    assert table[1][0] == f"应收!{cell.get_address(False, False)}"
    assert len(shown.told) == 1
    assert differences(desk.cells(), before) == []


def test_boxes_speak_the_language_of_the_ribbon(opened, path):
    shown = opened(path).click("flag", "yes", lang="en")
    assert "units owe" in shown.asked[0]
    assert "cells written" in shown.told[0]


def test_the_command_line_goes_on_where_the_program_saved(app, path):
    desk = OpenDesk(app, path)
    try:
        for tag in ("flag", "notices", "todo", "board"):
            desk.click(tag, "yes")
        desk.book.save()
    finally:
        desk.close()
    assert json.loads(cuifei("check", path, "--json"))["problems"] == []
    saved = path.read_bytes()
    for command in ("flag", "todo", "kpi"):
        cuifei(command, path, *ON_DAY)
        assert path.read_bytes() == saved, command
    rest = json.loads(cuifei("letters", path, *ON_DAY, "--json"))["letters"]
    assert [letter["document"] for letter in rest] == ["collection_letter"]


def test_outcomes_typed_beside_the_tasks_become_contacts_as_in_a_file(opened, path):
    desk = opened(path)
    desk.click("todo", "yes")
    page = desk.book.sheets["待办"]
    head, first, *_ = page.used_range.value
    for header, value in {"结果": "拒绝", "渠道": "电话", "内容": "说12月再谈"}.items():
        page.range((2, head.index(header) + 1)).value = value
    typed = desk.copied(path.with_name("打字.xlsx"))
    known = desk.cells()["跟催"].keys()
    shown = desk.click("todo", "yes")
    said = cuifei("todo", typed, *ON_DAY)
    opened_cells = desk.cells()
    assert differences(opened_cells, cells(typed)) == []
    new = {str(opened_cells["跟催"][place].value) for place in opened_cells["跟催"].keys() - known}
    assert {first[head.index("房号")], "拒绝", "电话", "说12月再谈"} <= new
    assert sentences(shown.told[0]) == sentences(said)
    again = desk.click("todo", "yes")
    assert not any("正在写入" in str(text) for text in again.bar)


def test_a_statement_is_taken_on_an_open_workbook_as_on_a_file(opened, path):
    statement = path.with_name("银行.csv")
    lines = (
        "交易日期,贷方发生额,借方发生额,对方户名,附言,交易流水号",
        "2026-11-02,141.42,,钱样四,样例-2-1801 物业费,S000000001",
        "2026-11-03,77.00,,路人样例,,S000000002",
    )
    statement.write_text("\n".join(lines), encoding="utf-8-sig")
    desk = opened(path)
    typed = desk.copied(path.with_name("打字.xlsx"))
    before = desk.cells()
    report = receipts(LiveStore(desk.book), statement, AS_OF, now=NOW)
    cuifei("receipts", typed, statement, *ON_DAY)
    assert differences(desk.cells(), cells(typed)) == []
    changed = {sheet for sheet, *_ in differences(desk.cells(), before)}
    assert changed == {"收款", "待定收款"}
    assert (len(report.data["taken"]), len(report.data["undecided"])) == (1, 1)
    desk.click("undo", "yes")
    assert differences(desk.cells(), before) == []


def test_an_offices_own_workbook_is_taken_over_as_the_command_line_does(opened, tmp_path):
    path = office_book(tmp_path / "办公室.xlsx")
    typed = shutil.copy(path, tmp_path / "办公室 2.xlsx")
    desk = opened(path)
    shown = desk.click("adopt", "yes")
    cuifei("adopt", typed, "--yes")
    assert differences(desk.cells(), cells(typed)) == []
    assert desk.view()[0] == "映射"
    assert (len(shown.asked), len(shown.told)) == (1, 1)
    desk.click("flag", "yes")
    cuifei("flag", typed, *ON_DAY)
    assert differences(desk.cells(), cells(typed)) == []


def office_book(path):
    """Write an office's own sheet, in no form of ours."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "3栋收费"
    sheet.append(["样例小区物业费欠费明细"])
    sheet.merge_cells("A1:F1")
    sheet.append(["房号", "业主", "面积", "费用项目", "所属月份", "应收金额", "到期日"])
    for n in range(12):
        month = n // 4 + 1
        period, due = f"2026-{month:02d}", date(2026, month, 28)
        sheet.append([f"3-{101 + n % 4}", f"样例{n % 4}", 88.5, "物业费", period, 247.8, due])
    book.save(path)
    return path


def test_the_demo_workbook_is_flagged_and_its_letters_are_written(opened, tmp_path):
    clicked, typed = (tmp_path / name / DEMO.name for name in ("clicked", "typed"))
    for place in (clicked, typed):
        place.parent.mkdir()
        shutil.copy(DEMO if FULL else original(), place)
    desk = opened(clicked)
    desk.click("flag", "yes")
    shown = desk.click("collection", "yes")
    cuifei("flag", typed, *ON_DAY)
    words = ("--document", "collection_letter", *ON_DAY, "--json")
    made = json.loads(cuifei("letters", typed, *words))["letters"]
    assert len(made) > 10
    assert shown.asked[0].startswith(f"将生成{len(made)}封函")
    assert differences(desk.cells(), cells(typed)) == []
    assert files(clicked) == files(typed)
