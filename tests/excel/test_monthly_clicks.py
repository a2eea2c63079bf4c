"""The jobs of a month by clicks: a statement, delivery, posting and back, texts, evidence."""

import shutil

import pytest
from openpyxl import load_workbook

from commands.estates import AS_OF, NOW, rows
from cuifei.commands.letters import letters
from cuifei.commands.mark import mark_several
from cuifei.commands.opened import open_book
from cuifei.commands.receipts import receipts
from cuifei.commands.select import Wanted
from cuifei.domain.papers.letter_life import Move
from cuifei.workbook import journal_files
from excel.small_estate import copy_to
from excel.test_entry import Desk, dispatch, sheets

HEAD = "交易日期,贷方发生额,借方发生额,对方户名,附言,交易流水号"


@pytest.fixture
def book(tmp_path):
    return copy_to(tmp_path)


def click(book, tag, **how):
    desk = Desk(book, **how)
    dispatch(tag, desk)
    return desk


def a_statement(book, folder):
    """Return a statement: what one unit owes, from its owner, and money of nobody."""
    opened = open_book(book)
    case = next(c for c in opened.docket(AS_OF).cases.values() if c.arrears.owed)
    owed = f"{case.arrears.owed / 100:.2f}"
    unit = case.unit
    lines = (
        f"2026-11-19,{owed},,{unit.owner},{unit.unit} 物业费,S0001",
        "2026-11-19,12.34,,路人示例,,S0002",
    )
    path = folder / "流水.csv"
    path.write_text("\n".join((HEAD, *lines)), encoding="utf-8-sig")
    return path


def test_a_statement_is_taken_as_the_command_line_takes_it(book, tmp_path):
    file = a_statement(book, tmp_path)
    (tmp_path / "typed").mkdir()
    typed = copy_to(tmp_path / "typed")
    desk = click(book, "statement", chosen=file, lang="zh")
    receipts(typed, file, AS_OF, now=NOW)
    assert sheets(book) == sheets(typed)
    assert len(desk.asked) == 2 and desk.sheet == "待定收款"
    again = click(book, "statement", chosen=file)
    assert len(again.asked) == 1, "the dialog alone: the same statement writes nothing"


@pytest.mark.parametrize("tag", ["statement", "waybills"])
def test_a_dialog_that_is_cancelled_does_nothing(book, tag):
    before = book.read_bytes()
    desk = click(book, tag)
    assert book.read_bytes() == before and not desk.told and len(desk.asked) == 1


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    book = copy_to(tmp_path_factory.mktemp("made"))
    report = letters(book, AS_OF, Wanted(limit=4), now=NOW)
    return book, [item["number"] for item in report.data["letters"]]


@pytest.fixture
def made(original, tmp_path):
    book, numbers = original
    shutil.copytree(book.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / book.name, list(numbers)


@pytest.mark.parametrize(
    ("answer", "state"), [("1", "已送达"), ("２", "拒收"), ("3", "退回"), ("退回", "退回")]
)
def test_delivery_is_recorded_by_a_number_key_in_one_run(made, answer, state):
    book, numbers = made
    mark_several(book, numbers, Move("sent", AS_OF, "express", "W1"), now=NOW)
    runs = len(journal_files.heads(book))
    desk = click(book, "arrived", selected={"number": numbers}, types=answer, lang="zh")
    assert len(journal_files.heads(book)) == runs + 1
    found = {row["函号"]: row["状态"] for row in rows(book, "发函")}
    assert {found[number] for number in numbers} == {state}
    assert desk.asked[0].endswith("\n1  已送达\n2  拒收\n3  退回")
    click(book, "undo", lang="zh")
    found = {row["函号"]: row["状态"] for row in rows(book, "发函")}
    assert {found[number] for number in numbers} == {"已寄出"}


def test_a_letter_that_was_never_sent_is_set_aside_and_named(made):
    book, numbers = made
    mark_several(book, numbers[:2], Move("sent", AS_OF, "express", "W1"), now=NOW)
    desk = click(book, "arrived", selected={"number": numbers[:3]}, types="2")
    assert numbers[2] in desk.asked[1] and numbers[2] in desk.told[0]
    found = {row["函号"]: row["状态"] for row in rows(book, "发函")}
    assert [found[number] for number in numbers[:3]] == ["拒收", "拒收", "已生成"]


@pytest.mark.parametrize("answer", ["4", "0", "已寄出", "nonsense"])
def test_an_answer_that_was_not_offered_records_nothing(made, answer):
    book, numbers = made
    mark_several(book, numbers, Move("sent", AS_OF, "express", "W1"), now=NOW)
    before = book.read_bytes()
    desk = click(book, "arrived", selected={"number": numbers}, types=answer, lang="zh")
    assert book.read_bytes() == before and len(desk.told) == 1


def test_letters_go_out_and_the_list_comes_back(made):
    book, numbers = made
    click(book, "post")
    (listed,) = book.parent.rglob("快递清单.xlsx")
    filled = load_workbook(listed)
    page = filled.active
    heads = {cell.value: cell.column for cell in page[1]}
    for row in range(2, page.max_row + 1):
        page.cell(row, heads["快递单号"], f"EX{row:04d}")
        page.cell(row, heads["寄出日期"], "2026-11-20")
    filled.save(listed)
    runs = len(journal_files.heads(book))
    desk = click(book, "waybills", chosen=listed)
    assert len(journal_files.heads(book)) == runs + 1 and len(desk.asked) == 2
    found = {row["函号"]: row for row in rows(book, "发函")}
    assert {found[number]["状态"] for number in numbers} == {"已寄出"}
    assert {found[number]["快递单号"][:2] for number in numbers} == {"EX"}


@pytest.mark.parametrize("tag", ["post", "texts", "evidence"])
def test_who_says_no_finds_no_new_folder(made, tag):
    book, _ = made
    before = sorted(book.parent.rglob("*"))
    unit = next(iter(open_book(book).ledger.units))
    desk = click(book, tag, says_yes=False, selected={"unit": [unit]})
    assert sorted(book.parent.rglob("*")) == before and len(desk.asked) == 1


def test_texts_and_evidence_are_put_where_the_box_says(book):
    desk = click(book, "texts")
    assert desk.told and list(book.parent.rglob("*短信*"))
    unit = open_book(book).ledger.letters[0].unit
    desk = click(book, "evidence", selected={"unit": [unit]}, lang="zh")
    assert "催费证据" in desk.told[0] and list(book.parent.glob("催费证据/*"))
