"""Clicks on workbooks in every state: the office's own, without a board, unsaved, protected …

On a live LibreOffice that xlwings drives like Excel.
"""

import pytest
import xlwings as xw
from openpyxl import Workbook

from commands.estates import NOW
from cuifei.commands.adopt import adopt
from cuifei.excel.book_host import BookHost
from cuifei.excel.entry import dispatch
from cuifei.workbook import reading
from cuifei.workbook.live import book as live
from excel.small_estate import few
from excel.test_clicks import office
from libreoffice import values

pytestmark = pytest.mark.live


BOARD = ("看板", "看板数据")


class Clerk:
    """Somebody before an open workbook."""

    def __init__(self, app, book):
        self.app, self.book = app, book

    def click(self, tag, *answers):
        """Click; return what was told, and what was asked."""
        program = self.app.impl
        program.alerts.clear()
        program.answers[:] = answers
        dispatch(tag, BookHost(self.book, "en", NOW))
        assert program.answers == [], "asked less than it was answered"
        told = [text for text, _, buttons in program.alerts if buttons == "ok"]
        return "\n".join(told), [text for text, _, how in program.alerts if how != "ok"]

    def names(self):
        return [sheet.name for sheet in self.book.sheets]


@pytest.fixture
def opened(app):
    books = []

    def open_(path, **how):
        books.append(app.books.open(str(path), **how))
        return Clerk(app, books[-1])

    yield open_
    for book in books:
        book.close()


def test_an_offices_own_workbook_is_taken_over_as_it_is_open(opened, tmp_path):
    shut, path = office(tmp_path / "shut.xlsx"), office(tmp_path / "open.xlsx")
    clerk = opened(path)
    before = clerk.book.sheets["3栋收费"]["A1:G14"].value
    told, asked = clerk.click("adopt", "yes")
    assert asked[0].startswith("4 units and 12 amounts") and "taken over" in told
    assert clerk.book.sheets.active.name == "Mapping"
    adopt(shut, now=NOW, yes=True, lang="en")
    found, expected = live.read(clerk.book), reading.read(shut)
    assert found.adopted and set(found.tables) == set(expected.tables)
    assert {n: list(t.rows.values()) for n, t in found.tables.items()} == {
        n: list(t.rows.values()) for n, t in expected.tables.items()
    }
    assert clerk.book.sheets["3栋收费"]["A1:G14"].value == before
    told, _ = clerk.click("flag", "yes")
    assert "cells written" in told
    told, _ = clerk.click("undo", "yes")
    told, _ = clerk.click("undo", "yes")
    assert clerk.click("check")[0], "it is the office's own again: nobody can read it"
    assert clerk.book.sheets["3栋收费"]["A1:G14"].value == before


def test_a_question_is_answered_on_the_sheet_that_is_open(opened, tmp_path):
    clerk = opened(office(tmp_path / "台账.xlsx", day="0{month}/0{month}/{year}"))
    told, asked = clerk.click("adopt", "yes")
    assert asked[0].startswith("1 question is open") and "second column" in told
    page = clerk.book.sheets["Mapping"]
    assert page["B3"].value is None
    page["B3"].number_format = "@"
    page["B3"].value = page["C3"].value.split(" / ")[0]
    told, asked = clerk.click("adopt", "yes")
    assert asked[0].startswith("4 units and 12 amounts") and "taken over" in told


def test_rooms_that_only_a_number_format_shows_are_read_as_they_are_seen(opened, tmp_path):
    path = tmp_path / "台账.xlsx"
    book = Workbook()
    page = book.active
    page.append(["房号", "业主", "欠费金额", "所属月份", "到期日"])
    for n in range(101, 107):
        page.append([n, f"样例{n}", 247.8, "2026-01", "2026-01-31"])
        page.cell(page.max_row, 1).number_format = "0000" if n < 104 else '"B"0000'
    book.save(path)
    adopt(path, now=NOW, yes=True)
    units = ["0101", "0102", "0103", "B0104", "B0105", "B0106"]
    shut, found = reading.read(path).tables, live.read(opened(path).book).tables
    assert [row["unit"] for row in shut["units"].rows.values()] == units
    assert [row["unit"] for row in found["units"].rows.values()] == units


def test_a_ledger_without_a_board_gets_its_figures_told(opened, tmp_path):
    clerk = opened(few(tmp_path / "few.xlsx"))
    told, asked = clerk.click("board")
    assert "units of" in told and "cuifei kpi" in told and not asked
    assert "看板" not in clerk.names()


def test_a_ledger_with_a_board_is_gone_to(opened, tmp_path):
    clerk = opened(few(tmp_path / "few.xlsx", *BOARD))
    told, asked = clerk.click("board", "yes")
    assert "cells of the dashboard would change" in asked[0] and "cells of the dashboard" in told
    assert clerk.book.sheets.active.name == "看板"


def test_a_row_to_type_into_is_selected(opened, tmp_path):
    clerk = opened(few(tmp_path / "few.xlsx"))
    page = clerk.book.sheets["房产"]
    page.activate()
    page["A2"].select()
    told, asked = clerk.click("promise", "yes")
    assert page["A2"].value in asked[0] and "complete it" in told
    cell = clerk.app.selection
    assert cell.sheet.name == "跟催" and cell.value is None
    assert cell.sheet.range((1, cell.column)).value == "承诺日期"
    assert cell.sheet.range((cell.row, 2)).value == page["A2"].value
    clerk.click("undo", "yes")
    assert cell.sheet.range((cell.row, 2)).value is None


WRITING = ["flag", "queue", "todo", "board"]


@pytest.mark.parametrize("tag", WRITING)
def test_a_read_only_workbook_says_what_to_do(opened, tmp_path, tag):
    clerk = opened(few(tmp_path / "few.xlsx"), read_only=True)
    told, asked = clerk.click(tag)
    assert "read-only" in told and "Save As" in told and not asked


@pytest.mark.parametrize(("tag", "sheet"), [("flag", "欠费"), ("queue", "队列"), ("todo", "待办")])
def test_a_protected_sheet_is_named_with_what_to_do(opened, tmp_path, tag, sheet):
    clerk = opened(few(tmp_path / "few.xlsx", sheet))
    clerk.book.sheets[sheet].impl.uno.protect("")
    told, asked = clerk.click(tag)
    assert f"the sheet {sheet} is protected" in told and "Unprotect Sheet" in told and not asked


def test_while_a_cell_is_edited_every_button_says_so(opened, tmp_path, monkeypatch):
    class Rejected(Exception):
        hresult = -2146777998

    def reject(*_):
        raise Rejected

    clerk = opened(few(tmp_path / "few.xlsx"))
    monkeypatch.setattr(values, "read", reject)
    for tag in ("check", "flag", "notices", "draft", "adopt", *WRITING):
        told, asked = clerk.click(tag)
        assert "press enter or esc" in told.lower() and not asked, tag


@pytest.fixture
def in_the_cloud(opened, tmp_path, monkeypatch, request):
    """A ledger that has no place on this computer, as OneDrive's without synchronisation."""
    sheets = BOARD if "board" in request.node.name else ()
    clerk = opened(few(tmp_path / "few.xlsx", *sheets))

    def nowhere(book):
        raise xw.XlwingsError("Couldn't find the local OneDrive folder")

    monkeypatch.setattr(type(clerk.book.impl), "fullname", property(nowhere))
    monkeypatch.setattr(type(clerk.book.impl), "name", "few.xlsx")
    return clerk


@pytest.mark.parametrize("tag", ["notices", "collection", "draft"])
def test_letters_need_a_folder(in_the_cloud, tag):
    told, asked = in_the_cloud.click(tag)
    assert "is not saved in a folder of this computer" in told and "OneDrive" in told
    assert not asked


@pytest.mark.parametrize("tag", ["pack", "pdf"])
def test_without_a_folder_there_is_no_batch(in_the_cloud, tag):
    told, asked = in_the_cloud.click(tag)
    assert "is not saved in a folder" in told and not asked


@pytest.mark.parametrize("tag", WRITING)
def test_what_needs_no_folder_works_all_the_same(in_the_cloud, tag):
    _, asked = in_the_cloud.click(tag, "no")
    assert len(asked) == 1


def test_a_history_needs_no_folder(in_the_cloud, app):
    page = in_the_cloud.book.sheets["房产"]
    page.activate()
    page["A2"].select()
    told, _ = in_the_cloud.click("history")
    assert told == ""
    shown = app.books[-1]
    assert shown.sheets[0]["A1"].value == "Date"
    shown.close()
