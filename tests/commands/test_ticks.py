"""A √ in 欠费 chooses who gets a letter: it is read, kept through runs, and left alone by undo."""

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from commands import pen
from commands.estates import AS_OF, NOW, copy_to, rows, type_row
from cuifei import cli
from cuifei.commands.flag import flag
from cuifei.commands.letters import letters
from cuifei.commands.opened import open_book
from cuifei.commands.select import Wanted
from cuifei.commands.undo import undo
from cuifei.domain.problems import CuifeiError
from cuifei.workbook import reading


@pytest.fixture(scope="module")
def flagged(tmp_path_factory):
    path = copy_to(tmp_path_factory.mktemp("ticks"))
    flag(path, AS_OF, now=NOW)
    return path


@pytest.fixture
def book(flagged, tmp_path):
    return Path(shutil.copy(flagged, tmp_path / flagged.name))


def tick(path, marks):
    """Type into 勾选, unit by unit, as a clerk does in Excel, and save."""
    pen.type_beside(path, "欠费", "房号", {unit: {"勾选": mark} for unit, mark in marks.items()})
    return path


def ticks(path):
    return {row["房号"]: row["勾选"] for row in rows(path, "欠费") if row["勾选"] is not None}


@pytest.fixture(scope="module")
def ready(flagged):
    """Return the units that may get a letter."""
    preview = letters(flagged, AS_OF, Wanted(), now=NOW, dry_run=True)
    return [item["unit"] for item in preview.data["letters"]]


def run(*words):
    result = CliRunner().invoke(cli.app, [str(word) for word in words])
    return result.exit_code, json.loads(result.stdout)


def test_only_the_ticked_get_a_letter_and_the_others_none(book, ready):
    first, second, *others = ready
    assert others
    tick(book, {first: "√", second: "√"})
    words = ("letters", book, "--ticked", "--as-of", AS_OF.isoformat(), "--json")
    code, said = run(*words)
    assert code == 0 and [item["unit"] for item in said["letters"]] == [first, second]
    assert said["held"] == []
    fresh = [row["房号"] for row in rows(book, "发函") if row["函日期"].date() == AS_OF]
    assert fresh == [first, second]
    assert ticks(book) == {first: "√", second: "√"}, "a tick is the clerk's and stays"


def test_a_tick_goes_round_no_rule(book):
    held = next(row["房号"] for row in rows(book, "欠费") if row["今天可发"] == "否")
    tick(book, {held: "√"})
    report = letters(book, AS_OF, Wanted(ticked=True), now=NOW)
    assert report.data["letters"] == []
    assert [item["unit"] for item in report.data["held"]] == [held]


TICKS = ("√", "✓", " ✔ ", "是", "y", 1, True, "TRUE", "勾")
NO_TICKS = (False, "FALSE", "否", 0, "×", " ")
UNREADABLE = ("x", "待定", 7)


@pytest.mark.parametrize("marks", [TICKS, NO_TICKS, UNREADABLE], ids=["ticks", "none", "unread"])
def test_what_a_tick_looks_like(book, marks):
    """What nobody can read is no tick, and each such cell is named."""
    units = [row["房号"] for row in rows(book, "欠费")][: len(marks)]
    tick(book, dict(zip(units, marks, strict=True)))
    opened = open_book(book)
    assert opened.ledger.ticked == (tuple(units) if marks is TICKS else ())
    named = [p.where.split("!")[0] for p in opened.problems]
    assert named == (["欠费"] * len(marks) if marks is UNREADABLE else [])


def test_ticks_and_named_units_are_both_asked(book, ready):
    first, second, third = ready[:3]
    tick(book, {first: "√", second: "√"})
    wanted = Wanted(units=(second, third), ticked=True)
    made = letters(book, AS_OF, wanted, now=NOW, dry_run=True).data["letters"]
    assert [item["unit"] for item in made] == [second]


def test_without_a_tick_nothing_is_written_and_the_column_is_named(book):
    before = book.read_bytes()
    with pytest.raises(CuifeiError) as error:
        letters(book, AS_OF, Wanted(ticked=True), now=NOW)
    assert "ticked" in str(error.value.what) and "Tick" in str(error.value.remedy)
    code, said = run("letters", book, "--ticked", "--as-of", AS_OF.isoformat(), "--json")
    assert code == 2 and said["error"]["remedy"] and book.read_bytes() == before


def test_a_tick_stays_through_a_run_goes_into_memory_and_comes_back(book, ready):
    unit = ready[0]
    tick(book, {unit: "√"})
    flag(book, AS_OF, now=NOW)
    assert ticks(book) == {unit: "√"}
    owed = next(row["欠费合计"] for row in rows(book, "欠费") if row["房号"] == unit)
    type_row(book, "收款", 收款日期=AS_OF, 房号=unit, 金额=owed)
    flag(book, AS_OF, now=NOW)
    assert ticks(book) == {} and open_book(book).ledger.ticked == ()
    kept = [(row["房号"], row["列"], row["内容"]) for row in rows(book, "备忘")]
    assert (unit, "勾选", "√") in kept
    undo(book, now=NOW)
    assert ticks(book) == {unit: "√"}


def test_undo_of_letters_leaves_the_ticks(book, ready):
    unit = ready[0]
    tick(book, {unit: "√"})
    letters(book, AS_OF, Wanted(ticked=True), now=NOW)
    undo(book, now=NOW)
    assert ticks(book) == {unit: "√"}


def test_statements_of_the_ticked(book, ready):
    first, second = ready[:2]
    tick(book, {first: "√", second: "√"})
    wanted = Wanted("statement", ticked=True)
    made = letters(book, AS_OF, wanted, now=NOW, dry_run=True).data["letters"]
    assert [item["unit"] for item in made] == [first, second]


def test_a_ledger_of_before_has_no_such_column_and_is_read_as_ever(book):
    old = load_workbook(book)
    page = old["欠费"]
    (head,) = (cell for cell in page[1] if cell.value == "勾选")
    head.value = page.tables["欠费"].tableColumns[head.column - 1].name = "我的列"
    old.save(book)
    assert "tick" not in reading.read(book).tables["arrears"].columns
    flag(book, AS_OF, now=NOW)
    assert not open_book(book).problems
    with pytest.raises(CuifeiError, match="ticked"):
        letters(book, AS_OF, Wanted(ticked=True), now=NOW)
