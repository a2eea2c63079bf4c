"""Ctrl+C leaves nothing half done and says so; progress is for a person at a terminal alone."""

import json
import os
import signal

import pytest
from typer.testing import CliRunner

from commands.estates import rows
from commands.owners import AS_OF, NOW, book, homes, neighbour
from cuifei import cli
from cuifei.commands import batch, flags
from cuifei.commands.adopt import adopt
from cuifei.commands.boundary import attempt
from cuifei.commands.flag import flag
from cuifei.commands.letters import letters
from cuifei.commands.select import Wanted
from cuifei.commands.undo import listed_runs
from cuifei.offices import carrying
from cuifei.workbook import journal, journal_files, reading, run_log, swap
from cuifei.workbook.live import book as live_book

DAY = ("--as-of", AS_OF.isoformat())


@pytest.fixture(autouse=True)
def ctrl_c():
    """Let Ctrl+C be heard: in a process that a shell began in the background it is not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def ledger(tmp_path):
    return book(tmp_path / "b.xlsx", *homes()[:2], neighbour(), fee=True)


@pytest.fixture
def office(tmp_path):
    """A ledger of an office in a format that cannot be written into."""
    path = tmp_path / "台账.csv"
    lines = ("房号,业主,2026-01欠费,2026-02欠费", "1-101,甲样例,100,100", "1-102,乙样例,120,120")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def run(*words, **how):
    return CliRunner().invoke(cli.app, [str(word) for word in words], **how)


def before(monkeypatch, place, name):
    """Let Ctrl+C be pressed right before a function is called for the first time."""
    real, pressed = getattr(place, name), []

    def called(*args, **named):
        if not pressed:
            pressed.append(True)
            os.kill(os.getpid(), signal.SIGINT)
        return real(*args, **named)

    monkeypatch.setattr(place, name, called)


def flagged(path):
    return attempt(lambda: flag(path, AS_OF, now=NOW))


@pytest.mark.parametrize(("place", "name"), [(reading, "read"), (swap, "check")])
def test_before_the_writing_the_workbook_is_as_it_was(ledger, monkeypatch, place, name):
    was = ledger.read_bytes()
    before(monkeypatch, place, name)
    stopped = flagged(ledger)
    assert stopped.exit_code == 130 and "as it was" in str(stopped.error)
    assert ledger.read_bytes() == was and not listed_runs(ledger).data["runs"]
    left = [p.name for p in ledger.parent.rglob("*") if p.is_file() and p.suffix != ".lock"]
    assert left == ["b.xlsx"]


@pytest.mark.parametrize(("place", "name"), [(swap, "replace"), (journal_files, "record")])
def test_in_the_writing_it_is_finished_first_and_can_be_undone(ledger, monkeypatch, place, name):
    before(monkeypatch, place, name)
    stopped = flagged(ledger)
    assert stopped.exit_code == 130 and stopped.written == ("b.xlsx",)
    assert "already written" in str(stopped.said[0])
    monkeypatch.undo()
    assert len(rows(ledger, "欠费")) == 3
    assert [r["command"] for r in listed_runs(ledger).data["runs"]] == ["flag"]


def test_letters_and_their_rows_are_there_together(ledger, monkeypatch):
    before(monkeypatch, batch, "write_files")
    found = run("letters", ledger, *DAY, "--json")
    assert found.exit_code == 130 and json.loads(found.stdout)["written"] == ["b.xlsx"]
    files = {file.name for file in ledger.parent.rglob("催函*.docx")}
    registered = {row["函号"] for row in rows(ledger, "发函")}
    assert registered and all(any(number in file for file in files) for number in registered)


@pytest.mark.parametrize(("place", "name"), [(carrying, "first"), (swap, "check")])
def test_a_copy_that_is_not_finished_is_taken_away(office, monkeypatch, place, name):
    before(monkeypatch, place, name)
    stopped = attempt(lambda: adopt(office, now=NOW, yes=True))
    assert stopped.exit_code == 130 and not stopped.written
    assert not list(office.parent.glob("*.xlsx"))


def test_a_copy_that_is_finished_stays_where_it_is_said_to_be_written(office, monkeypatch):
    before(monkeypatch, swap, "replace")
    stopped = attempt(lambda: adopt(office, now=NOW, yes=True))
    assert stopped.exit_code == 130 and stopped.written == ("台账 催费.xlsx",)
    monkeypatch.undo()
    assert "is adopted" in str(adopt(office.with_name(stopped.written[0]), now=NOW).said[0])


class Open:
    """A workbook that is open in a program that can be asked for its name and a copy alone."""

    name = "b.xlsx"


@pytest.fixture
def live_steps(ledger, monkeypatch):
    """Return what was done of a write into the open workbook; Ctrl+C is pressed in its midst."""
    done = []
    monkeypatch.setattr(live_book.host, "path_of", lambda book: ledger)
    monkeypatch.setattr(live_book.host, "save_copy", lambda book, path: done.append("copy") or True)
    monkeypatch.setattr(live_book.journal_files, "record", lambda *parts: done.append("journal"))
    monkeypatch.setattr(live_book.keeping, "prune", lambda *parts: done.append("prune"))
    monkeypatch.setattr(live_book.live_write, "apply", lambda *parts: done.append("cells"))
    return done


@pytest.mark.parametrize("name", ["record", "apply"])
def test_a_write_into_the_open_workbook_is_finished_first_and_said(live_steps, monkeypatch, name):
    before(
        monkeypatch, {"record": live_book.journal_files, "apply": live_book.live_write}[name], name
    )
    run = journal.Run("flag", NOW, "", "", "", (), False)
    stopped = attempt(lambda: live_book._commit(Open(), None, None, run, str))
    assert stopped.exit_code == 130 and stopped.written == ("b.xlsx",)
    assert live_steps == ["copy", "journal", "cells", "prune"]


def test_a_raw_interrupt_in_the_middle_is_settled_by_the_next_command(ledger, monkeypatch):
    """As of a program that handles the signal itself: no whole block, the exception alone."""

    def stop(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(flags, "with_letters", stop)
    assert attempt(lambda: letters(ledger, AS_OF, Wanted(), now=NOW)).exit_code == 130
    monkeypatch.undo()
    flag(ledger, AS_OF, now=NOW)
    files = list(ledger.parent.rglob("催函*.docx"))
    assert bool(files) == bool(rows(ledger, "发函"))


def test_a_second_press_waits_for_nothing_and_a_block_outside_of_a_run_is_none():
    with run_log.whole(), run_log.watched() as log:
        pass
    assert not log.depth
    with run_log.watched() as log, pytest.raises(KeyboardInterrupt), run_log.whole():
        log.asked = True


def test_progress_is_shown_on_stderr_to_a_person_alone(ledger):
    terminal = {"FORCE_COLOR": "1"}
    quiet, seen = run("check", ledger), run("check", ledger, env=terminal)
    assert "正在读取" in seen.stderr and "正在读取" not in quiet.output
    machine = run("check", ledger, "--json", env=terminal)
    assert not machine.stderr and json.loads(machine.stdout)["counts"]
