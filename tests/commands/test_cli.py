"""The command line as scripts and people meet it: one JSON document, exit codes, no traceback."""

import json
import os
import pickle
import random
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from commands.estates import copy_to, few, rows
from cuifei.cli import app
from size import FULL

DAY = ("--as-of", "2026-11-20")
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"}


def cuifei(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def book(tmp_path):
    return copy_to(tmp_path)


FLAG_ROW = {
    *("unit", "community", "owner", "owed", "unpaid_periods", "oldest_due", "months_overdue"),
    *("bucket", "late_fee", "class", "last_document", "next_document", "may_send", "blockers"),
    *("earliest", "limitation", "moves", "settled_fee"),
}


def test_flag_json_has_the_shape_of_the_design(book):
    result = cuifei("flag", book, *DAY, "--json")
    assert result.exit_code == 0
    data = json.loads(result.stdout)
    assert set(data) == {"book", "as_of", "rows", "problems"}
    assert data["as_of"] == "2026-11-20"
    for row in data["rows"]:
        assert set(row) == FLAG_ROW
        for blocker in row["blockers"]:
            assert set(blocker) == {"code", "until", "text"}


def test_letters_json_has_the_shape_of_the_design(book):
    result = cuifei("letters", book, *DAY, "--json", "--limit", 2)
    data = json.loads(result.stdout)
    assert set(data) == {"batch", "folder", "letters", "held", "problems"}
    fields = {"number", "document", "unit", "owner", "total", "last_date", "file", "sha256"}
    assert all(fields <= set(letter) for letter in data["letters"])
    assert all(set(item) == {"unit", "blockers"} for item in data["held"])


def test_legal_and_todo_and_kpi_speak_json(book):
    plan = json.loads(cuifei("legal", "plan", book, *DAY, "--json").stdout)
    needed = {"unit", "cohort", "position", "state", "planned", "why", "limitation"}
    assert all(needed | {"limitation_risk"} <= set(place) for place in plan["queue"])
    todo = json.loads(cuifei("todo", book, *DAY, "--json").stdout)
    assert todo["tasks"]
    assert len(todo["tickler"]["slots"]) == 31
    kpi = json.loads(cuifei("kpi", book, *DAY, "--json").stdout)
    assert kpi["owed"] == "143779.66" or float(kpi["owed"]) > 0


def test_a_problem_makes_exit_1_and_says_where(book):
    from commands.estates import type_row

    type_row(book, "应收", 房号="样例-1-502", 账期="2026-10", 应收金额="160d", 到期日="2026-10-31")
    result = cuifei("flag", book, *DAY, "--json")
    assert result.exit_code == 1
    problems = json.loads(result.stdout)["problems"]
    places = [problem["where"] for problem in problems]
    assert any(place.startswith("应收!D") for place in places)
    assert all(set(problem) == {"where", "what", "remedy"} for problem in problems)
    assert [row["位置"] for row in rows(book, "问题")] == places


def test_what_cannot_be_done_is_exit_2_with_nothing_written(tmp_path):
    missing = cuifei("flag", tmp_path / "nobody.xlsx", "--json")
    assert missing.exit_code == 2
    assert json.loads(missing.stdout)["error"]["remedy"]
    other = tmp_path / "other.xlsx"
    Workbook().save(other)
    before = other.read_bytes()
    for command in ("check", "flag", "letters", "todo", "kpi", "undo"):
        result = cuifei(command, other)
        assert result.exit_code == 2, command
        assert result.exception is None or isinstance(result.exception, SystemExit)
    assert other.read_bytes() == before


def test_new_then_check_then_new_again(tmp_path):
    book = tmp_path / "台账.xlsx"
    assert cuifei("new", book).exit_code == 0
    assert cuifei("check", book).exit_code in (0, 1)
    assert cuifei("new", book).exit_code == 2


def test_a_book_that_is_open_in_excel_is_left_alone(book):
    (book.parent / f"~${book.name}").write_bytes(b"\x04User")
    before = book.read_bytes()
    result = cuifei("flag", book, *DAY)
    assert result.exit_code == 2
    assert book.read_bytes() == before


def test_mark_walks_a_letter_through_its_life(book):
    letter = json.loads(cuifei("letters", book, *DAY, "--json", "--limit", 1).stdout)["letters"][0]
    number = letter["number"]

    def mark(state, *more):
        return cuifei("mark", book, "--number", number, "--state", state, *more).exit_code

    assert mark("served", "--date", "2026-11-23") == 2
    assert mark("printed", "--date", "2026-11-20") == 0
    assert mark("sent", "--date", "2026-11-21", "--delivery", "express", "--waybill", "E1") == 0
    assert mark("printed", "--date", "2026-11-21") == 2
    assert mark("served", "--date", "2026-11-20") == 2
    assert mark("served", "--date", "2026-11-23") == 0
    assert mark("voided") == 2
    assert mark("voided", "--reason", "金额有误") == 0
    row = next(row for row in rows(book, "发函") if row["函号"] == number)
    assert row["状态"] == "已作废"
    assert row["备注"] == "金额有误"
    assert row["快递单号"] == "E1"
    assert mark("sent") == 2
    assert cuifei("mark", book, "--number", "没有这封", "--state", "sent").exit_code == 2


def test_both_languages_say_it_and_differ(book):
    chinese = cuifei("flag", book, *DAY, "--dry-run")
    english = cuifei("flag", book, *DAY, "--dry-run", "--lang", "en")
    assert "2026-11-20" in chinese.stdout
    assert "units owe" in english.stdout
    assert "units owe" not in chinese.stdout


def test_a_damaged_workbook_never_shows_a_traceback(book, tmp_path):
    """Bytes at random places are lost or changed: a sentence and exit 2, or it still reads."""
    content, dice = book.read_bytes(), random.Random(7)
    for _ in range(25 if FULL else 10):
        broken = bytearray(content)
        if dice.random() < 0.3:
            del broken[dice.randrange(len(broken)) :]
        for _ in range(dice.randrange(1, 60)):
            if broken:
                broken[dice.randrange(len(broken))] = dice.randrange(256)
        path = tmp_path / "broken.xlsx"
        path.write_bytes(broken)
        result = cuifei("check", path, "--json")
        assert isinstance(result.exception, (SystemExit, type(None)))
        json.loads(result.stdout)


A_PART = """
import pickle
from cuifei.commands import demo
demo.invent = lambda day: pickle.load(open("ledger", "rb"))
"""


def test_the_demo_runs_as_a_program_of_its_own(tmp_path):
    """With a few units of its estate of every kind; in the full size, with all of it."""
    Path(tmp_path, "ledger").write_bytes(pickle.dumps(few()))
    program = f"{'' if FULL else A_PART}\nfrom cuifei.cli import main\nmain()"
    done = subprocess.run(
        [sys.executable, "-c", program, "demo", "x", *DAY, "--json"],
        cwd=tmp_path,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    data = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert Path(data["book"]).is_file()
    assert len(data["letters"]["letters"]) > (20 if FULL else 10)
    assert all(Path(letter["file"]).is_file() for letter in data["letters"]["letters"])
    listed = load_workbook(data["book"], read_only=True)["待办"].iter_rows(2, 3, values_only=True)
    # One row an owner and day, and one for the texts of a day (R1.3): not one a charge.
    owners = len(data["todo"]["tasks"]) + data["todo"]["batches"][0]["owners"]
    assert owners > (25 if FULL else 10) and all(row[0] for row in listed)
    assert data["texts"]["texts"] and data["kpi"]["units_in_arrears"] and data["legal"]["queue"]
    assert load_workbook(data["book"], read_only=True).active.title == "首页"


def test_python_runs_it_where_the_program_is_not_on_the_path():
    done = subprocess.run(
        [sys.executable, "-m", "cuifei", "--help"],
        env=ENVIRONMENT,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0 and "flag" in done.stdout.decode()
