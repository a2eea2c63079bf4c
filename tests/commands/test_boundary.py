"""Errors of the system are clean errors, and what was written by then is said truly."""

import errno
import json
import os
import re
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

from commands.estates import AS_OF, NOW, copy_to, copy_with_all
from cuifei.cli import app
from cuifei.commands import check, flag, letters, undo
from cuifei.commands.boundary import Failed, attempt
from cuifei.commands.select import Wanted
from cuifei.workbook import closed, journal_files, swap
from size import FULL

FORMULA = re.compile(rb'<c r="(\w+)"[^>]*><f[^>]*>([^<]*)')
DAY = ("--as-of", "2026-11-20", "--json")


@pytest.fixture
def book(tmp_path):
    return copy_to(tmp_path)


def cells(book):
    """Return every cell but those of 参数, which keeps the numbers that were given."""
    sheets = CalamineWorkbook.from_path(book)
    names = [name for name in sheets.sheet_names if name != "参数"]
    with zipfile.ZipFile(book) as package:
        parts = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        formulas = {name: FORMULA.findall(package.read(name)) for name in parts}
    return {name: sheets.get_sheet_by_name(name).to_python() for name in names} | formulas


CODES = (errno.ENOSPC, errno.EACCES, *((errno.EIO, errno.EROFS) if FULL else ()))


def refuses(code):
    def refuse(*_, **__):
        raise OSError(code, os.strerror(code), "x")

    return refuse


@pytest.mark.parametrize("code", CODES)
def test_a_refusal_before_the_swap_is_a_sentence_and_nothing_is_written(book, monkeypatch, code):
    before = book.read_bytes()
    monkeypatch.setattr(swap, "copy", refuses(code))
    outcome = attempt(lambda: flag.flag(book, AS_OF, now=NOW))
    assert isinstance(outcome, Failed)
    assert (outcome.exit_code, outcome.written) == (2, ())
    assert book.read_bytes() == before
    assert not list((book.parent / journal_files.FOLDER).glob("*.xlsx"))


def test_a_backup_that_cannot_be_deleted_fails_no_run_and_is_told(book, monkeypatch):
    flag.flag(book, AS_OF, now=NOW)
    monkeypatch.setattr(journal_files, "KEPT", 2)
    unlink = type(book).unlink

    def stuck(path, missing_ok=False):
        if path.parent.name == journal_files.FOLDER:
            raise PermissionError(errno.EACCES, "open in Excel", str(path))
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(type(book), "unlink", stuck)
    for _ in range(3 if FULL else 2):
        report = attempt(lambda: letters.letters(book, AS_OF, Wanted("", limit=1), now=NOW))
    assert not isinstance(report, Failed) and report.data["letters"]
    assert any(journal_files.FOLDER in problem.where for problem in report.problems)
    assert all(letter["file"].is_file() for letter in report.data["letters"])


def test_what_fails_after_the_swap_says_that_the_book_is_written(book, monkeypatch):
    from cuifei.commands import batch

    save = batch.save

    def full(run):
        if run.state == batch.REGISTERED:
            raise OSError(errno.ENOSPC, "full", "manifest.json")
        return save(run)

    monkeypatch.setattr(batch, "save", full)
    outcome = attempt(lambda: letters.letters(book, AS_OF, Wanted("", limit=2), now=NOW))
    assert isinstance(outcome, Failed)
    assert (outcome.exit_code, outcome.written) == (1, (book.name,))
    monkeypatch.setattr(batch, "save", save)
    assert any("died here" in str(p.what) for p in check.check(book).problems)
    flag.flag(book, AS_OF, now=NOW)
    assert not any("died here" in str(p.what) for p in check.check(book).problems)


def test_a_damaged_list_of_letters_stops_its_own_folder_only(book):
    one = Wanted("collection_letter", limit=1)
    letters.letters(book, AS_OF, one, now=NOW)
    (manifest,) = (book.parent / "催费文书").glob("*/manifest.json")
    manifest.write_text("{", encoding="utf-8")
    report = letters.letters(book, AS_OF, one, now=NOW)
    assert report.data["letters"] and any("manifest" in str(p.what) for p in report.problems)
    names = [path.name.partition(" ")[0] for path in (book.parent / "催费文书").glob("*/*.docx")]
    assert len(names) == len(set(names)), "no number is given twice"
    assert report.data["letters"][0]["number"] in names and len(names) == 4
    for command in (check.check, lambda path: undo.undo(path, now=NOW)):
        command(book)


def test_an_undo_that_died_is_completed_and_takes_no_second_run(book, monkeypatch):
    first = cells(book)
    flag.flag(book, AS_OF, now=NOW)
    flagged = cells(book)
    letters.letters(book, AS_OF, Wanted("", limit=1), now=NOW)

    def killed(_run):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(journal_files, "mark_undone", killed)
        with pytest.raises(KeyboardInterrupt):
            undo.undo(book, now=NOW)
    assert cells(book) == flagged
    report = undo.undo(book, now=NOW)
    assert (report.data["undone"], report.data["cells"]) == ("letters", 0)
    assert cells(book) == flagged
    undo.undo(book, now=NOW)
    assert cells(book) == first


def test_a_lost_copy_of_a_run_that_was_taken_back_stops_nothing(book):
    flag.flag(book, AS_OF, now=NOW)
    undo.undo(book, now=NOW)
    for copy in (book.parent / journal_files.FOLDER).glob("*.xlsx"):
        copy.unlink()
    assert flag.flag(book, AS_OF, now=NOW).data["rows"]


def test_runs_follow_each_other_by_number_not_by_clock(book):
    first = cells(book)
    flag.flag(book, AS_OF, now=NOW)
    flagged = cells(book)
    slow = NOW.replace(year=NOW.year - 1)  # the other clerk's PC
    letters.letters(book, AS_OF, Wanted("", limit=1), now=slow)
    assert undo.undo(book, now=NOW).data["undone"] == "letters"
    assert cells(book) == flagged
    undo.undo(book, now=NOW)
    assert cells(book) == first


@pytest.fixture(scope="module")
def run_twice(tmp_path_factory):
    book = copy_to(tmp_path_factory.mktemp("twice"))
    flag.flag(book, AS_OF, now=NOW)
    letters.letters(book, AS_OF, Wanted("", limit=1), now=NOW.replace(hour=23))
    return book


@pytest.mark.parametrize("damage", ["empty", "gone", "no backup"])
def test_a_last_run_without_its_journal_or_backup_is_named_and_nothing_is_undone(
    run_twice, tmp_path, damage
):
    book = copy_with_all(run_twice, tmp_path)
    after = book.read_bytes()
    newest = max((book.parent / journal_files.FOLDER).glob("*.json"))
    match damage:
        case "empty":
            newest.write_bytes(b"")
        case "gone":
            newest.unlink()
        case "no backup":
            newest.with_suffix(".xlsx").unlink()
    outcome = attempt(lambda: undo.undo(book, now=NOW))
    assert isinstance(outcome, Failed) and newest.stem in str(outcome.error)
    assert book.read_bytes() == after


def test_the_file_is_looked_at_again_right_before_the_swap(book, monkeypatch):
    before = book.read_bytes()
    check_new = swap.check

    def opened_meanwhile(*args):
        check_new(*args)
        book.with_name(f"~${book.name}").write_bytes(b"")

    monkeypatch.setattr(closed.swap, "check", opened_meanwhile)
    outcome = attempt(lambda: flag.flag(book, AS_OF, now=NOW))
    assert isinstance(outcome, Failed) and outcome.exit_code == 2
    assert book.read_bytes() == before


def test_a_mistake_of_ours_leaves_a_log_and_no_traceback(book, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))

    def wrong(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr("cuifei.commands.flag.flag", wrong)
    done = CliRunner().invoke(app, ["flag", str(book), *DAY])
    assert done.exit_code == 3
    log = Path(json.loads(done.stdout)["error"]["where"])
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


def test_journals_and_lists_are_private(book):
    letters.letters(book, AS_OF, Wanted("", limit=1), now=NOW)
    files = [*book.parent.glob("*/*.json"), *book.parent.glob("*/*/*.json")]
    assert len(files) == 2
    if os.name == "posix":
        assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
