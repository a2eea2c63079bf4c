"""A former owner's data go when nothing can be claimed any more: everywhere, told, for good."""

import io
import json
import shutil
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from commands import pen
from commands.estates import AS_OF, NOW, copy_to, rows, type_row
from cuifei.cli import app
from cuifei.commands import charges, flag, forget, letters, todo, undo, verify
from cuifei.commands.opened import open_book
from cuifei.commands.pack import Wish
from cuifei.commands.select import Wanted
from cuifei.domain.problems import CuifeiError
from cuifei.newbook import repack
from cuifei.workbook import journal_files
from size import FULL

SOLD, LATER = date(2027, 1, 10), date(2031, 2, 1)
THEN = datetime(2031, 2, 1, 9, 0)
DAYS_BETWEEN = (date(2027, 6, 1),) if FULL else ()


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Return a folder with letters about several units, one of which is sold afterwards."""
    book = copy_to(tmp_path_factory.mktemp("forget"))
    for _ in range(3):
        letters.letters(book, AS_OF, Wanted("", limit=2), now=NOW)
    todo.todo(book, AS_OF, now=NOW)
    unit = rows(book, "发函")[-1]["房号"]
    type_row(book, "跟催", 日期=AS_OF, 房号=unit, 渠道="电话", 结果="其他", 内容="孩子住院了")
    type_row(book, "暂缓", 房号=unit, 原因="已过户", 起=SOLD)
    flag.flag(book, AS_OF, now=NOW)
    return book.parent, unit


@pytest.fixture
def sold(office, tmp_path):
    shutil.copytree(office[0], tmp_path / "office")
    book = tmp_path / "office" / "demo.xlsx"
    owner = open_book(book).ledger.units[office[1]]
    return book, owner


def mentions(folder, *texts):
    """Return the files that hold one of the texts, in their name, their bytes or their parts."""
    found = set()
    for file in folder.rglob("*"):
        if not file.is_file():
            continue
        content = [file.name.encode(), file.read_bytes()]
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as parts:
                content += [parts.read(name) for name in parts.namelist()]
        if any(text.encode() in part for text in texts for part in content):
            found.add(file.relative_to(folder).as_posix())
    return found


def told(owner):
    return owner.phone, "孩子住院了"


def test_nothing_in_the_folder_names_the_owner_any_more(sold):
    book, owner = sold
    assert mentions(book.parent, *told(owner))
    report = forget.forget(book, LATER, owner.unit, now=THEN, backups=True)
    assert report.data["cells"] and report.data["files"]
    assert mentions(book.parent, *told(owner)) == set()
    (row,) = [row for row in rows(book, "房产") if row["房号"] == owner.unit]
    assert (row["业主"], row["手机"], row["通讯地址"]) == ("（已删除）", None, None)
    left = [row for row in rows(book, "发函") if row["房号"] == owner.unit]
    assert left, "number, day and amount of a letter stay"
    assert all(row["函号"] and row["金额"] and not row["文件"] for row in left)


def test_what_a_problem_quoted_on_the_first_sheet_goes_too(sold):
    book, owner = sold
    todo.todo(book, AS_OF, now=NOW)
    pen.type_into(book, "首页", 3, {"事项": f"房产!I5：{owner.phone} 读不懂"})
    assert any(owner.phone in str(row["事项"]) for row in rows(book, "首页"))
    forget.forget(book, LATER, owner.unit, now=THEN, backups=True)
    assert mentions(book.parent, owner.phone) == set()


def test_bills_and_statements_of_the_unit_go_too(sold):
    book, owner = sold
    other = next(name for name in open_book(book).ledger.units if name != owner.unit)
    wish = Wish(pack=True)
    charges.charges(book, "2026-12", now=NOW, as_of=AS_OF, bills=wish)
    letters.letters(book, AS_OF, Wanted("statement", (owner.unit, other)), now=NOW)
    papers = [f for f in book.parent.glob("催费文书/*/*.docx") if "缴费" in f.name]
    own = {f for f in papers if f" {owner.unit} " in f.name}
    assert len(own) >= 2 and any(f" {other} " in f.name for f in papers)
    forget.forget(book, LATER, owner.unit, now=THEN, backups=True)
    left = set(book.parent.glob("催费文书/*/*.docx"))
    assert not own & left and set(papers) - own <= left
    lists = [f.read_text(encoding="utf-8") for f in book.parent.glob("催费文书/*/manifest.json")]
    assert not any(f"{owner.unit} {owner.owner}" in text for text in lists)
    assert verify.verify(book).problems == ()


def test_that_it_was_done_is_a_row_of_contacts(sold):
    book, owner = sold
    forget.forget(book, LATER, owner.unit, now=THEN)
    last = rows(book, "跟催")[-1]
    assert (last["日期"].date(), last["房号"]) == (LATER, owner.unit)
    assert "个人信息已" in last["内容"]


def test_the_others_keep_every_cell_and_every_letter(sold):
    book, owner = sold
    before = set(book.parent.glob("催费文书/*/*.docx"))
    units = [row for row in rows(book, "房产") if row["房号"] != owner.unit]
    report = forget.forget(book, LATER, owner.unit, now=THEN)
    after = set(book.parent.glob("催费文书/*/*.docx"))
    assert before - after == set(report.data["files"])
    assert [row for row in rows(book, "房产") if row["房号"] != owner.unit] == units


def test_evidence_stays_whole_but_for_what_was_deleted(sold):
    book, owner = sold
    assert verify.verify(book).exit_code == 0
    forget.forget(book, LATER, owner.unit, now=THEN)
    assert verify.verify(book).problems == ()


def test_no_undo_brings_it_back(sold):
    book, owner = sold
    forget.forget(book, LATER, owner.unit, now=THEN)
    with pytest.raises(CuifeiError, match="nothing to undo"):
        undo.undo(book, now=THEN)
    flag.flag(book, LATER, now=THEN)
    undo.undo(book, now=THEN)
    names = {row["业主"] for row in rows(book, "欠费") if row["房号"] == owner.unit}
    assert names <= {"（已删除）"}
    journals = (book.parent / journal_files.FOLDER).glob("*.json")
    assert not any(owner.phone in file.read_text(encoding="utf-8") for file in journals)


def test_older_copies_stay_unless_asked_for_and_one_is_always_left(sold):
    book, owner = sold
    folder = book.parent / journal_files.FOLDER
    before = set(folder.glob("*.xlsx"))
    report = forget.forget(book, LATER, owner.unit, now=THEN)
    assert set(folder.glob("*.xlsx")) == before
    assert report.data["backups"] == len(before)
    assert any("--backups" in str(line) for line in report.said)
    forget.forget(book, LATER, owner.unit, now=THEN, backups=True)
    (left,) = folder.glob("*.xlsx")
    assert left.read_bytes() == book.read_bytes()


def test_a_dry_run_says_the_same_and_touches_nothing(sold):
    book, owner = sold
    files = {f: f.read_bytes() for f in book.parent.rglob("*") if f.is_file()}
    dry = forget.forget(book, LATER, owner.unit, now=THEN, dry_run=True)
    assert {f: f.read_bytes() for f in book.parent.rglob("*") if f.is_file()} == files
    done = forget.forget(book, LATER, owner.unit, now=THEN)
    assert (dry.data["cells"], dry.data["files"]) == (done.data["cells"], done.data["files"])


@pytest.mark.parametrize("day", [AS_OF, *DAYS_BETWEEN, date(2030, 1, 10)])
def test_before_limitation_it_is_refused_and_nothing_is_written(sold, day):
    book, owner = sold
    before = book.read_bytes()
    with pytest.raises(CuifeiError, match="must still be kept"):
        forget.forget(book, day, owner.unit, now=THEN)
    assert book.read_bytes() == before


def test_who_did_not_sell_is_never_forgotten(sold):
    book, owner = sold
    other = next(row["房号"] for row in rows(book, "房产") if row["房号"] != owner.unit)
    with pytest.raises(CuifeiError, match="no sale"):
        forget.forget(book, LATER, other, now=THEN)


def test_a_hold_that_ended_means_that_the_row_is_the_next_owners(sold):
    book, owner = sold
    assert [row["原因"] for row in rows(book, "暂缓")].count("已过户") == 1
    pen.type_beside(book, "暂缓", "原因", {"已过户": {"止": date(2027, 3, 1)}})
    with pytest.raises(CuifeiError, match="no sale"):
        forget.forget(book, LATER, owner.unit, now=THEN)


def test_the_command_line_answers_in_json(sold):
    book, owner = sold
    words = ("forget", str(book), "--unit", owner.unit, "--as-of", "2031-02-01", "--json")
    ended = CliRunner().invoke(app, words)
    data = json.loads(ended.stdout)
    assert ended.exit_code in (0, 1), data
    assert (data["unit"], data["backups_deleted"]) == (owner.unit, False)
    early = CliRunner().invoke(app, (*words[:5], "2027-02-01", "--json"))
    assert (early.exit_code, json.loads(early.stdout)["error"]["where"]) == (2, owner.unit)


def test_texts_that_excel_keeps_beside_the_sheets_go_too(sold):
    book, owner = sold
    typed = io.BytesIO()
    load_workbook(book).save(typed)
    book.write_bytes(repack.repacked(typed, "2031-02-01T00:00:00Z"))
    with zipfile.ZipFile(book) as parts:
        assert owner.phone.encode() in parts.read("xl/sharedStrings.xml")
    others = [row for row in rows(book, "房产") if row["房号"] != owner.unit]
    forget.forget(book, LATER, owner.unit, now=THEN, backups=True)
    assert mentions(book.parent, *told(owner)) == set()
    assert [row for row in rows(book, "房产") if row["房号"] != owner.unit] == others


def test_done_twice_it_is_recorded_once(sold):
    book, owner = sold
    forget.forget(book, LATER, owner.unit, now=THEN)
    once = rows(book, "跟催")
    again = forget.forget(book, LATER, owner.unit, now=THEN)
    assert (again.data["cells"], again.data["files"]) == (0, [])
    assert rows(book, "跟催") == once


def test_what_a_kill_between_writing_and_tidying_left_is_finished_the_next_time(sold, monkeypatch):
    book, owner = sold

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(forget.forgotten, "close_runs", killed)
        with pytest.raises(KeyboardInterrupt):
            forget.forget(book, LATER, owner.unit, now=THEN)
    forget.forget(book, LATER, owner.unit, now=THEN, backups=True)
    assert mentions(book.parent, *told(owner)) == set()
    with pytest.raises(CuifeiError, match="nothing to undo"):
        undo.undo(book, now=THEN)
