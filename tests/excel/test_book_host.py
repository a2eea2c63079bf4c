"""The host of an open workbook, on a live LibreOffice that xlwings drives like Excel."""

from datetime import date

import pytest

from commands.estates import AS_OF, NOW
from cuifei.domain.problems import CuifeiError
from cuifei.excel import book_host
from cuifei.excel.book_host import BookHost
from cuifei.excel.entry import dispatch
from cuifei.tables.layout import UNITS
from excel.small_estate import few


@pytest.fixture(scope="module")
def opened(app, tmp_path_factory):
    book = app.books.open(str(few(tmp_path_factory.mktemp("host") / "small.xlsx")))
    yield book
    book.close()


@pytest.fixture
def host(opened):
    """Give the one open workbook; rows that a test hides are shown again."""
    yield BookHost(opened, "zh", NOW)
    (table,) = opened.sheets["房产"].tables
    table.data_body_range.rows.hidden = False


@pytest.mark.live
def test_it_knows_its_file_and_its_day(host, opened):
    assert str(host.path) == opened.fullname and host.path.name == "small.xlsx"
    assert host.as_of == AS_OF == date(2026, 11, 20)


@pytest.mark.live
def test_the_selected_units_are_those_of_the_rows_that_show(host):
    sheet = host.book.sheets["房产"]
    sheet.activate()
    names = sheet["A2:A5"].value
    sheet["B2:C5"].select()
    assert host.selected("unit") == tuple(names)
    sheet["A3"].rows.hidden = True
    assert host.selected("unit") == (names[0], *names[2:])


@pytest.mark.live
def test_what_a_filter_leaves_in_sight_is_told_and_nothing_where_none_hides(host):
    sheet = host.book.sheets["房产"]
    names = sheet["A2:A5"].value
    assert host.in_sight(UNITS, "unit") is None
    sheet["A3"].rows.hidden = True
    seen = host.in_sight(UNITS, "unit")
    assert seen[:3] == (names[0], *names[2:]) and names[1] not in seen
    (table,) = sheet.tables
    table.data_body_range.rows.hidden = True
    assert host.in_sight(UNITS, "unit") == ()


@pytest.mark.live
def test_a_box_of_three_buttons_and_one_with_an_answer_filled_in(host, app):
    app.impl.answers += ["yes", "no", "cancel"]
    assert [host.decide("只发这几户？") for _ in range(3)] == [True, False, None]
    app.impl.answers += ["", "2"]
    assert [host.offer("哪个小区？", "0") for _ in range(2)] == ["0", "2"]


@pytest.mark.live
def test_the_header_and_what_lies_outside_a_table_is_nobody(host):
    sheet = host.book.sheets["房产"]
    sheet.activate()
    sheet["A1"].select()
    assert host.selected("unit") == ()
    sheet["A5000"].select()
    assert host.selected("unit") == ()
    assert host.selected("number") == ()


@pytest.mark.live
def test_letters_are_found_by_their_number(host):
    sheet = host.book.sheets["发函"]
    sheet.activate()
    sheet["C2:D3"].select()
    assert host.selected("number") == tuple(sheet["A2:A3"].value)


@pytest.mark.live
def test_a_box_asks_or_tells(host, app):
    app.impl.answers += ["yes", "no"]
    assert host.alert("继续？", ask=True) and not host.alert("继续？", ask=True)
    assert host.alert("好了")
    assert app.impl.alerts[-3:] == [
        ("继续？", "催费", "yes_no"),
        ("继续？", "催费", "yes_no"),
        ("好了", "催费", "ok"),
    ]


@pytest.mark.live
def test_the_status_bar_is_given_back(host, app):
    host.status("1 / 2")
    host.status("")
    assert app.impl.status_log[-2:] == ["1 / 2", False]


@pytest.mark.live
def test_a_table_is_shown_in_a_workbook_of_its_own(host, app):
    before = [sheet.name for sheet in host.book.sheets]
    host.show_table("自检", [["问题", "怎么办"], ["0101", "=1+1"]])
    shown = next(book for book in app.books if book.name != host.book.name)
    assert shown.sheets["自检"]["A1:B2"].value == [["问题", "怎么办"], ["0101", "=1+1"]]
    assert [sheet.name for sheet in host.book.sheets] == before
    shown.close()


@pytest.mark.live
def test_a_title_that_no_sheet_may_have_is_made_one(host, app):
    host.show_table("往来 3/1:[201]*?\\" + "长" * 40, [["a"], ["b"]])
    shown = next(book for book in app.books if book.name != host.book.name)
    assert len(shown.sheets[0].name) == 31 and shown.sheets[0].name.startswith("往来 3-1--201-")
    shown.close()


@pytest.mark.live
def test_a_question_is_answered_with_a_text(host, app):
    app.impl.answers.append(" 样例律师 ")
    assert host.ask("谁审定？") == "样例律师"
    assert app.impl.alerts[-1][:2] == ("谁审定？", "催费")


@pytest.mark.live
def test_a_cell_is_gone_to_and_selected(host, app):
    host.book.sheets["房产"].activate()
    host.show_cell("跟催", 5, 3)
    assert host.book.sheets.active.name == "跟催"
    assert app.selection.address == "$C$5"


@pytest.mark.live
def test_helpers_know_which_program_to_report_to(host, app):
    assert host.pid == app.pid > 0


@pytest.mark.live
def test_a_sheet_is_gone_to(host):
    assert host.show_sheet(["Letters", "发函"])
    assert host.book.sheets.active.name == "发函"
    assert not host.show_sheet(["no such sheet"])


@pytest.mark.live
def test_a_click_on_check_answers_in_a_box(host, app):
    count = len(app.impl.alerts)
    dispatch("check", host)
    assert len(app.impl.alerts) == count + 1


def test_blocks_of_rows_are_read_from_an_address():
    assert book_host._rows("$A$2:$C$3,$A$7") == [range(2, 4), range(7, 8)]
    assert book_host._rows("$A:$C")[0][-1] == 1_048_576


def test_an_address_that_excel_may_have_cut_is_refused():
    with pytest.raises(CuifeiError, match="too many separate rows"):
        book_host._rows(",".join(f"$A${row}" for row in range(2, 100, 2)))
