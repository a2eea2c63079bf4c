"""Whatever goes wrong, a command answers once, in one place, with its exit code."""

import errno
import json
import os
import sys
from itertools import product
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commands.estates import AS_OF, NOW, copy_to, copy_with_all
from cuifei.cli import app, speak
from cuifei.commands import flag, undo
from cuifei.commands.boundary import Failed, attempt
from cuifei.commands.report import plain
from cuifei.locale import translator
from cuifei.workbook import guard, journal_files, keeping
from size import FULL


def cuifei(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.mark.parametrize(
    "words",
    [
        ("flag", "台账.xlsx", "--as-of", "2026-13-01"),
        ("flag", "台账.xlsx", "--bogus"),
        ("mark", "台账.xlsx", "--number", "1", "--state", "posted"),
        ("legal", "settle", "台账.xlsx"),
        ("bogus",),
    ],
)
def test_a_command_line_that_is_not_understood_is_a_document_too(words):
    done = cuifei(*words, "--json")
    assert done.exit_code == 2
    assert set(json.loads(done.stdout)["error"]) == {"where", "what", "remedy"}
    assert cuifei(*words).exit_code == 2


def test_ctrl_c_outside_of_a_commands_work_is_no_traceback(monkeypatch):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("cuifei.cli.book.clock", stopped)
    assert cuifei("flag", "台账.xlsx", "--json").exit_code == 130


COMMANDS = [("flag",), ("undo",), ("undo", "--list"), ("todo",), ("check",)]
BOOKS = [".", "", "no.xlsx", "loop.xlsx"]
EACH = list(zip(COMMANDS, (*BOOKS, *BOOKS), strict=False))  # each command and each book once


@pytest.mark.parametrize(("words", "book"), list(product(COMMANDS, BOOKS)) if FULL else EACH)
def test_a_folder_and_what_is_not_there_are_refused(words, book, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("loop.xlsx").symlink_to("loop.xlsx")
    done = cuifei(words[0], book, *words[1:], "--json")
    assert done.exit_code == 2
    assert json.loads(done.stdout)["error"]["what"]


def test_a_workbook_that_may_not_be_read_is_the_commands_own_error(tmp_path, monkeypatch):
    book = tmp_path / "台账.xlsx"
    book.write_bytes(b"")
    monkeypatch.setattr(os, "access", lambda *_, **__: False)

    def forbidden(*_, **__):
        raise PermissionError(errno.EACCES, "no", str(book))

    monkeypatch.setattr("cuifei.commands.check.check", forbidden)
    done = cuifei("check", book, "--json")
    assert done.exit_code == 2
    assert json.loads(done.stdout)["error"]["where"] == str(book)


class Shut:
    """A stdout that takes nothing."""

    def __init__(self, error):
        self.error = error

    def write(self, text):
        raise self.error

    def flush(self):
        pass

    def fileno(self):
        raise OSError


@pytest.mark.parametrize(
    ("error", "code"),
    [(BrokenPipeError(errno.EPIPE, "x"), 0), (OSError(errno.ENOSPC, "x"), 1)],
)
def test_an_answer_that_cannot_be_written_is_no_traceback(error, code, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdout", Shut(error))
    delivered = speak._delivered(lambda: speak.print_json({}), translator("en"))
    assert delivered is (code == 0)
    assert ("disk is full" in capsys.readouterr().err) is (code == 1)


def test_a_name_that_is_no_text_is_refused(tmp_path):
    book = copy_to(tmp_path)
    odd = book.rename(book.with_name("bad\udcff.xlsx"))
    outcome = attempt(lambda: flag.flag(odd, AS_OF, now=NOW))
    assert isinstance(outcome, Failed) and "no text" in str(outcome.error)
    assert not (tmp_path / journal_files.FOLDER).exists()


@pytest.mark.parametrize("code", [errno.ENAMETOOLONG, errno.ENOTDIR, errno.EEXIST])
def test_what_is_in_the_way_is_said_in_the_users_language(code):
    def task():
        raise OSError(code, os.strerror(code), "x")

    outcome = attempt(task)
    assert isinstance(outcome, Failed)
    assert os.strerror(code) not in str(plain(outcome.data, translator("zh")))


def runs(book):
    report = undo.listed_runs(book)
    return [run["command"] for run in report.data["runs"]], [p.where for p in report.problems]


@pytest.fixture(scope="module")
def flagged_twice(tmp_path_factory):
    book = copy_to(tmp_path_factory.mktemp("twice"))
    for day in (20, 21):
        flag.flag(book, AS_OF.replace(day=day), now=NOW.replace(day=day))
    return book


@pytest.mark.parametrize("damage", ["journal", "backup", "gone"])
def test_the_list_of_runs_names_what_is_missing_and_lists_the_others(
    flagged_twice, tmp_path, damage
):
    book = copy_with_all(flagged_twice, tmp_path)
    last = journal_files.names(book)[-1]
    if damage == "gone":
        last.with_suffix(".xlsx").unlink()
    else:
        (last if damage == "journal" else last.with_suffix(".xlsx")).write_bytes(b"")
    assert runs(book) == (["flag"], [last.name])
    flag.flag(book, AS_OF.replace(day=22), now=NOW.replace(day=22))
    numbers = [h.number for h in journal_files.heads(book) if not isinstance(h, type(book))]
    assert numbers == sorted(set(numbers), reverse=True)  # no number twice


def test_one_wrong_clock_makes_no_backup_old(tmp_path, monkeypatch):
    book = tmp_path / "台账.xlsx"
    folder = journal_files.folder(book)
    folder.mkdir()
    for day in range(1, 10):
        (folder / f"台账 2026010{day}-090000.json").write_bytes(b"")
    keeping.prune(book, NOW.replace(year=2099))
    assert len(list(folder.iterdir())) == 9
    monkeypatch.setattr(journal_files, "KEPT", 6)
    keeping.prune(book, NOW)
    assert len(list(folder.iterdir())) == 6


def test_a_clock_in_the_past_costs_the_first_backup_nothing(tmp_path, monkeypatch):
    book = copy_to(tmp_path)
    for place, day in enumerate((NOW, NOW.replace(year=1999), NOW.replace(day=22))):
        flag.flag(book, AS_OF.replace(day=20 + place), now=day)
    first = journal_files.folder(book) / f"{book.stem} {NOW:%Y%m%d-%H%M%S}.xlsx"
    monkeypatch.setattr(journal_files, "KEPT", 2)
    keeping.prune(book, NOW)
    assert first.exists() and len(list(first.parent.glob("*.xlsx"))) == 2


def test_a_log_is_its_owners(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("cuifei.commands.check.check", lambda *_, **__: 1 / 0)
    done = cuifei("check", "台账.xlsx", "--json")
    log = json.loads(done.stdout)["error"]["where"]
    assert done.exit_code == 3
    if os.name == "posix":
        assert Path(log).stat().st_mode & 0o777 == 0o600


def test_the_folder_itself_is_no_workbook():
    with pytest.raises(Exception, match="there is no file"):
        guard.ensure_writable(keeping.Path())
