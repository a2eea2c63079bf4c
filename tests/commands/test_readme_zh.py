"""The pages for clerks: every command does what is said, every button and sheet is there."""

import re
import shlex
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from commands import pen
from commands.estates import AS_OF, copy_to, rows
from cuifei.cli import app
from cuifei.commands.estate import bank
from cuifei.commands.opened import open_book
from cuifei.menu.command_table import COMMANDS
from cuifei.tables.layout import MAPPING, TABLES
from offices import offices
from size import FULL

ROOT = Path(__file__).parents[2]
README = ROOT / "README.zh.md"
PAGES = (README, *sorted((ROOT / "docs" / "zh").glob("*.md")))
DATED = {"letters", "flag", "todo", "texts", "kpi", "receipts", "pack", "post", "legal"}
DATED |= {"evidence", "first-letters", "late-fees"}
HEADS = {"一": "adopt", "二": "flag", "三": "letters", "四": "legal", "五": "todo"}
HEADS |= {"六": "receipts", "七": "undo"}


def commands(text):
    """Return the commands of the blocks to be typed, as words."""
    blocks = re.findall(r"```sh\n(.*?)```", text, re.S)
    lines = [line for block in blocks for line in block.splitlines() if line.strip()]
    return [shlex.split(line)[1:] for line in lines]


def sections(text):
    parts = re.split(r"^## ([一二三四五六七])、", text, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


PATHS = sections(README.read_text(encoding="utf-8"))
# Each runs in the test of its path: once more on a page only in the full size.
README_RUNS = [words for path in PATHS.values() for words in commands(path)]
README_RUNS = [words for words in README_RUNS if "台账.xlsx" in words]


def offices_rows(path):
    return list(pen.only(path, "台账")["台账"].iter_rows(values_only=True))


class Desk:
    """A folder with a ledger, an old ledger and a statement: what the pages speak of."""

    def __init__(self, folder):
        self.book = copy_to(folder).rename(folder / "台账.xlsx")
        offices.write(folder / "旧台账.xlsx", 台账=offices.MONTHS)
        made = bank.write(folder, open_book(self.book).docket(AS_OF), "zh")
        made.rename(folder / "银行流水.csv")
        self.folder = folder

    def type(self, words, allowed=(0, 1)):
        """Run one command as a page has it; return what it said."""
        words = [self._real(word, words) for word in words]
        if words[0] == "mark" or words[:2] == ["legal", "approve"]:
            words += ["--date", AS_OF.isoformat()]
        elif words[0] in DATED:
            words += ["--as-of", AS_OF.isoformat()]
        done = CliRunner().invoke(app, words)
        assert done.exit_code in allowed and "自身出错" not in done.output, (words, done.output)
        return done.output

    def _real(self, word, words):
        if word in ("台账.xlsx", "旧台账.xlsx", "银行流水.csv"):
            return str(self.folder / word)
        letters = rows(self.book, "发函") if word in ("函号", "房号") else ()
        if word == "函号":
            wanted = "已打印" if "sent" in words else "已生成"
            new = [x for x in letters if x["状态"] == wanted and x["文书"] != "律师函"]
            return (new or letters)[-1]["函号"]
        if word == "房号":
            drafts = [x for x in letters if x["文书"] == "律师函" and x["状态"] == "已生成"]
            return (drafts or letters)[-1]["房号"]
        return word


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def test_there_are_seven_paths_and_each_shows_its_command():
    assert list(PATHS) == list(HEADS)
    for number, name in HEADS.items():
        assert any(words[0] == name for words in commands(PATHS[number])), number


def test_path_1_takes_over_a_ledger(desk):
    old = desk.folder / "旧台账.xlsx"
    look, take = commands(PATHS["一"])
    theirs = offices_rows(old)
    desk.type(look)
    book = load_workbook(old)
    assert book.sheetnames == ["台账", "映射"] and offices_rows(old) == theirs
    desk.type(take)
    assert "应收" in desk.type(["flag", str(old)]) or "欠费" in load_workbook(old).sheetnames
    mine = [row[: len(theirs[0])] for row in offices_rows(old)]
    assert mine == theirs


def test_path_2_says_who_may_get_a_letter_and_why_not(desk):
    for words in commands(PATHS["二"]):
        desk.type(words)
    found = rows(desk.book, "欠费")
    assert {row["今天可发"] for row in found} == {"是", "否"}
    assert all(row["不可发原因"] for row in found if row["今天可发"] == "否")
    assert any(row["最早可发日"] for row in found)


def test_path_3_writes_prints_and_records_letters(desk):
    before = {row["函号"] for row in rows(desk.book, "发函")}
    for words in commands(PATHS["三"]):
        desk.type(words)
    new = [row for row in rows(desk.book, "发函") if row["函号"] not in before]
    assert len(new) == 3 and "已寄出" in {row["状态"] for row in new}
    (folder,) = (desk.folder / "催费文书").glob("*文书*")
    assert len(list(folder.glob("*.docx"))) > 3


def test_path_4_sends_one_lawyer_letter_through_draft_and_approval(desk):
    plan, draft, approve = commands(PATHS["四"])
    desk.type(plan)
    assert rows(desk.book, "队列")
    desk.type(draft)
    desk.type(approve)
    assert any(row["审定人"] == "审定人" for row in rows(desk.book, "发函"))


def test_path_5_records_a_promise_in_one_cell(desk):
    (todo,) = commands(PATHS["五"])
    desk.type(todo)
    typed = re.search(r"`(承诺 [^`]*)`", PATHS["五"])[1]
    row, unit = next((n, r["房号"]) for n, r in enumerate(rows(desk.book, "待办"), 2) if r["房号"])
    pen.type_into(desk.book, "待办", row, {"结果": typed})
    desk.type(todo)
    last = [one for one in rows(desk.book, "跟催") if one["房号"] == unit][-1]
    assert (last["结果"], f"{last['承诺日期']:%m-%d}") == ("承诺缴费", "12-05")
    assert last["承诺金额"] == 1000


def test_path_6_takes_a_statement_once(desk):
    before = len(rows(desk.book, "收款"))
    (words,) = commands(PATHS["六"])
    desk.type(words)
    taken = len(rows(desk.book, "收款"))
    assert taken > before and rows(desk.book, "待定收款")
    desk.type(words)
    assert len(rows(desk.book, "收款")) == taken


def test_path_7_takes_the_last_run_back(desk):
    before = rows(desk.book, "欠费")
    desk.type(["flag", "台账.xlsx"])
    assert rows(desk.book, "欠费") != before
    for words in commands(PATHS["七"]):
        desk.type(words)
    assert rows(desk.book, "欠费") == before


@pytest.mark.parametrize("page", PAGES[1:], ids=lambda page: page.stem)
def test_the_commands_of_every_page_run(page, desk):
    if page.stem == "发函":
        desk.type(["letters", "台账.xlsx", "--limit", "3"])
    for words in commands(page.read_text(encoding="utf-8")):
        if FULL or words not in README_RUNS:
            desk.type(words)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_buttons_sheets_and_pages_that_are_named_are_there(page):
    text = page.read_text(encoding="utf-8")
    labels = {command.label.zh for command in COMMANDS}
    assert set(re.findall("【(.*?)】", text)) <= labels
    sheets = {table.zh for table in (*TABLES, MAPPING)} | {"催费", "域名清单.docx"}
    assert set(re.findall(r"\*\*(.*?)\*\*", text)) <= sheets
    for target in re.findall(r"\]\(([^)]*)\)", text):
        assert (page.parent / target).exists(), target


def test_the_english_page_links_here_on_its_third_line():
    assert "README.zh.md" in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[2]
