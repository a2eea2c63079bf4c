"""Which workbook a click is about: the ledger, also while a result of ours is in front."""

import re

import pytest
import xlwings as xw
from openpyxl import Workbook

from cuifei.excel import entry, run_log
from excel.open_desk import OpenDesk, clocks_stopped
from excel.small_estate import few
from libreoffice import shared, values

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def app():
    with clocks_stopped():
        yield shared.app()


@pytest.fixture
def desk(app, tmp_path):
    found = OpenDesk(app, few(tmp_path / "small.xlsx"))
    yield found
    for book in list(app.books):
        book.close()


def click_on(book, tag, *answers):
    """Click while `book` is in front."""
    program = book.app.impl
    program.alerts.clear()
    program.answers[:] = answers
    book.set_mock_caller()
    try:
        entry.on_action(tag, "en")
    finally:
        del xw.Book._mock_caller
    return [prompt for prompt, _, _ in program.alerts]


def a_list(app, path):
    book = Workbook()
    book.active.append(["just", "a list"])
    book.save(path)
    return app.books.open(str(path))


def test_after_a_history_the_next_click_finds_the_ledger_behind_it(desk, app):
    desk.select("房产", "房号", desk.book.sheets["房产"]["A2"].value)
    assert click_on(desk.book, "history") == []
    result = app.books.active
    assert result.name != desk.book.name
    assert "cells would change" in click_on(result, "flag", "no")[0]
    assert app.books.active.name == desk.book.name


def test_somebodys_own_list_is_not_taken_for_it_unasked(desk, app, tmp_path):
    front = a_list(app, tmp_path / "list.xlsx")
    (asked, told) = click_on(front, "flag", "no")
    assert "list.xlsx is no ledger" in asked and "small.xlsx" in asked
    assert "cells would change" not in told
    asked = click_on(front, "flag", "yes", "no")
    assert "cells would change" in asked[1]


def test_with_two_ledgers_behind_it_the_clerk_says_which(desk, app, tmp_path):
    other = few(tmp_path / "other.xlsx")
    app.books.open(str(other))
    front = a_list(app, tmp_path / "list.xlsx")
    (told,) = click_on(front, "flag")
    assert "small.xlsx" in told and "other.xlsx" in told


def test_a_bug_is_a_sentence_for_the_clerk_and_a_traceback_in_the_log(desk, monkeypatch, tmp_path):
    def breaks(*_):
        raise ZeroDivisionError("what nobody foresaw")

    monkeypatch.setattr(run_log, "place", lambda: tmp_path / "log.txt")
    monkeypatch.setattr(values, "read", breaks)
    (told,) = click_on(desk.book, "check")
    assert "Traceback" not in told and str(tmp_path / "log.txt") in told
    log = (tmp_path / "log.txt").read_text(encoding="utf-8")
    assert re.match(r"2026-11-20T09:30:00 check small.xlsx\n", log)
    assert "ZeroDivisionError: what nobody foresaw" in log


def test_the_log_stays_small(monkeypatch, tmp_path):
    monkeypatch.setattr(run_log, "place", lambda: tmp_path / "log.txt")
    for n in range(2300):
        run_log.note(entry.datetime(2026, 1, 1), f"click-{n}", "b" * 60)
    text = (tmp_path / "log.txt").read_text(encoding="utf-8")
    assert len(text) <= run_log._KEPT and "click-2299" in text
