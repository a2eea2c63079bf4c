"""首页: the day at a glance, each line of work with its link, what changed, what is wrong."""

import re
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook

from commands import pen
from commands.estates import AS_OF, NOW, copy_to, rows, type_row
from cuifei.commands import kpi, legal, letters, todo, undo
from cuifei.commands.opened import open_book
from cuifei.commands.select import Wanted
from cuifei.domain import money
from cuifei.newbook import build
from cuifei.tables.layout import HOME


@pytest.fixture
def book(tmp_path):
    return copy_to(tmp_path)


def home(path, part=None):
    return [row for row in rows(path, "首页") if part is None or row["部分"] == part]


@pytest.fixture(scope="module")
def listed(tmp_path_factory):
    """Return a workbook whose day was planned, and the report."""
    book = copy_to(tmp_path_factory.mktemp("listed"))
    return book, todo.todo(book, AS_OF, now=NOW)


def test_it_says_the_figures_of_the_day_and_what_is_to_do_in_order(listed):
    book, report = listed
    docket = open_book(book).docket(AS_OF)
    owed = [case.arrears.owed for case in docket.cases.values() if case.arrears.owed]
    figures = {row["事项"]: row for row in home(book, "五个数字")}
    assert len(figures) == 5
    assert figures["欠费合计（元）"]["数字"] == money.text(sum(owed))
    assert figures["欠费户数"]["数字"] == str(len(owed))
    assert all(re.match("▲|▼|持平", row["变化"]) for row in figures.values() if row["变化"])
    work = home(book, "今天按顺序做")
    assert [row["事项"][:3] for row in work] == [f"第{n}步" for n in range(1, len(work) + 1)]
    texts = next(row for row in work if "短信" in row["事项"])
    assert texts["数字"] == str(report.data["batches"][0]["owners"])


def test_it_counts_the_letters_that_the_command_would_write(book):
    """A lawyer letter whose turn has come is a step of its own: `letters` writes none."""
    letters.letters(book, AS_OF, Wanted(), now=NOW)
    todo.todo(book, AS_OF, now=NOW)
    assert not [row for row in home(book, "今天按顺序做") if "cuifei letters" in row["事项"]]


@pytest.mark.parametrize("later", [0, 2])  # a Friday, and a Sunday: what is drafted then goes later
def test_it_counts_the_lawyer_letters_that_the_command_would_draft(later, book):
    day = AS_OF + timedelta(later)
    drafts = legal.draft(book, day, now=NOW, dry_run=True).data["letters"]
    todo.todo(book, day, now=NOW)
    shown = [row["数字"] for row in home(book, "今天按顺序做") if "律师函" in row["事项"]]
    assert drafts and shown == [str(len(drafts))]


def test_a_change_of_a_rate_is_that_of_the_dashboard(listed):
    book, _ = listed
    look = kpi.look(open_book(book), AS_OF).board
    now, then = look.figures.recent_arrears_rate, look.month_ago.recent_arrears_rate
    (row,) = [row for row in home(book) if row["事项"] == "近12个月欠费率"]
    moved = round((now - then) * 1000)
    shown = f"{abs(moved) // 10}.{abs(moved) % 10}"
    assert row["变化"] == ("持平" if not moved else f"{'▲' if moved > 0 else '▼'} {shown}个百分点")


def test_every_line_of_work_opens_a_sheet_that_is_there(listed):
    book, _ = listed
    names, opened = CalamineWorkbook.from_path(book).sheet_names, pen.only(book, "首页")
    assert names[0] == "首页" and opened.active.title == "首页"
    links = [row["打开"] for row in home(book, "今天按顺序做")]
    assert links and all(link in names for link in links)
    cells = [cell.value for cell in opened["首页"]["E"][1:] if cell.value]
    assert all(cell.startswith("=HYPERLINK(") for cell in cells)


def test_what_was_recorded_since_the_workday_before_is_counted(book):
    unit = open_book(book).ledger.charges[0].unit
    type_row(book, "收款", 收款日期=AS_OF, 房号=unit, 金额=12.5, 方式="转账")
    todo.todo(book, AS_OF, now=NOW)
    (paid,) = [row for row in home(book) if "到账" in row["事项"]]
    assert paid["数字"] == "1" and "12.50" in paid["事项"]
    assert str(AS_OF - timedelta(1)) in paid["部分"]


def test_problems_are_named_with_their_place(book):
    type_row(book, "收款", 收款日期="下周吧", 房号="样例-1-101", 金额=10)
    report = todo.todo(book, AS_OF, now=NOW)
    said = [row["事项"] for row in home(book, "问题")]
    assert any(str(report.problems[0].where) in one for one in said)
    assert "先改问题" in home(book, "今天按顺序做")[0]["事项"]


def test_a_second_run_writes_nothing_and_undo_takes_it_back(book):
    before = rows(book, "首页")
    todo.todo(book, AS_OF, now=NOW)
    once = book.read_bytes()
    todo.todo(book, AS_OF, now=NOW)
    assert book.read_bytes() == once
    undo.undo(book, now=NOW)
    assert rows(book, "首页") == before


def test_an_english_ledger_is_told_in_english(tmp_path):
    path = tmp_path / "ledger.xlsx"
    build.build(path, lang="en")
    todo.todo(path, AS_OF, now=NOW)
    page = pen.only(path, HOME.en)[HOME.en]
    told = "".join(str(cell) for row in page.iter_rows(values_only=True) for cell in row if cell)
    assert not re.search("[\u4e00-\u9fff]", told)
