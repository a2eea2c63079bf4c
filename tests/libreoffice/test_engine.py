"""LibreOffice behind xlwings does what Excel does, as far as our macros ask."""

from datetime import date, datetime

import openpyxl
import pytest
import xlwings as xw

from libreoffice import engine, shared
from libreoffice.reparse import WouldReparse
from libreoffice.sheets import Refused

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def app():
    return shared.app()


@pytest.fixture
def book(app):
    opened = app.books.add()
    yield opened
    opened.close()


@pytest.fixture
def sheet(book):
    return book.sheets[0]


def test_the_engine_is_registered_once():
    first = engine.activate()
    assert engine.activate() is first
    assert xw.engines.active is first
    assert [one.name for one in xw.engines].count("calc") == 1


def test_values_pass_in_bulk_and_back(sheet):
    rows = [
        ["甲一", 1.5, True, None],
        [None, 2, False, "两行\n字"],
    ]
    sheet["B2"].value = rows
    assert sheet["B2:E3"].value == [["甲一", 1.5, True, None], [None, 2.0, False, "两行\n字"]]
    assert sheet["B2:E2"].options(ndim=2).value == [rows[0]]
    assert sheet["B2"].options(ndim=2).value == [["甲一"]]
    sheet["G1:H2"].value = 7
    assert sheet["G1:H2"].options(numbers=int).value == [[7, 7], [7, 7]]


def test_days_are_days(sheet):
    sheet["A1"].value = [[date(2026, 2, 28), datetime(2026, 3, 1, 8, 30)]]
    assert sheet["A1:B1"].value == [datetime(2026, 2, 28), datetime(2026, 3, 1, 8, 30)]
    assert sheet["A1"].options(dates=date).value == date(2026, 2, 28)
    assert sheet["A1"].number_format == "YYYY-MM-DD"
    sheet["C1"].number_format = "yyyy/mm/dd"
    sheet["C1"].value = date(2026, 2, 28)
    assert sheet["C1"].number_format.lower() == "yyyy/mm/dd"


@pytest.mark.parametrize("text", ["0101", "3-2", "123456789012345678", "+86", "2026年3月", "TRUE"])
def test_text_that_excel_would_read_anew_needs_a_text_cell(sheet, text):
    sheet["A1"].value = "甲一"
    with pytest.raises(WouldReparse) as error:
        sheet["A1:B1"].value = [["乙二", text]]
    assert "B$1" in str(error.value)
    assert sheet["A1"].value == "甲一"
    sheet["A1:B1"].number_format = "@"
    sheet["A1:B1"].value = [["乙二", text]]
    assert sheet["A1:B1"].value == ["乙二", text]


@pytest.mark.parametrize("value", [5, date(2026, 1, 1), True])
def test_a_number_in_a_text_cell_would_become_text(sheet, value):
    sheet["A1"].number_format = "@"
    with pytest.raises(WouldReparse):
        sheet["A1"].value = value


def test_formulas_are_spelt_as_in_excel(sheet):
    sheet["A1"].value = [[1, 2], [3, 4]]
    sheet["C1"].formula = "=SUM(A1:B2,1)"
    sheet["C2"].value = '=IF(A1>0,"是;否",Sheet1!B2)'
    assert sheet["C1:C2"].value == [11, "是;否"]
    assert sheet["C1"].formula == "=SUM(A1:B2,1)"
    assert "Sheet1!B2" in sheet["C2"].formula
    assert sheet["A1:C1"].formula[0][2] == "=SUM(A1:B2,1)"
    sheet["D1"].number_format = "@"
    sheet["D1"].value = "=1+1"
    assert (sheet["D1"].value, sheet["D1"].formula) == ("=1+1", "=1+1")


def test_days_and_truths_are_told_from_numbers(sheet):
    sheet["A1"].value = [[1, date(2026, 3, 31)], [True, 0.5], [0, True]]
    sheet["C1:C2"].formula = [["=B1+1"], ["=1+1"]]
    sheet["C1"].number_format = "yyyy-mm-dd"
    sheet["D1"].value = [[True], [False]]
    assert sheet["A1:D3"].value == [
        [1, datetime(2026, 3, 31), datetime(2026, 4, 1), True],
        [True, 0.5, 2, False],
        [0, True, None, None],
    ]
    assert [type(value) for value in sheet["D1:D2"].value] == [bool, bool]
    assert type(sheet["A3"].value) is float


def test_a_number_format_is_saved_as_it_was_set(app, tmp_path):
    book = app.books.add()
    codes = ["@", "#,##0.00", "0", "yyyy-mm-dd", "General"]
    for column, code in enumerate(codes, 1):
        book.sheets[0].range((1, column)).number_format = code
        book.sheets[0].range((1, column)).value = "x"
    book.save(str(tmp_path / "簿.xlsx"))
    book.close()
    page = openpyxl.load_workbook(tmp_path / "簿.xlsx").active
    saved = [page.cell(1, column).number_format for column in range(1, len(codes) + 1)]
    assert [code.replace("\\", "").lower() for code in saved] == [code.lower() for code in codes]


def test_a_merged_area_that_reaches_in_is_seen(sheet):
    sheet["B2:C4"].merge()
    assert sheet["A1:D9"].merge_cells
    assert sheet["C3"].merge_cells
    assert sheet["B2"].merge_area.address == "$B$2:$C$4"
    assert not sheet["D1:E9"].merge_cells


def test_the_mode_of_computing_is_no_change_to_be_saved(app, tmp_path):
    book = app.books.add()
    book.save(str(tmp_path / "簿.xlsx"))
    with app.properties(calculation="manual"):
        pass
    assert not book.impl.doc.isModified()
    book.sheets[0]["A1"].value = 1
    with app.properties(calculation="manual"):
        pass
    assert book.impl.doc.isModified()
    book.close()


def test_a_template_opens_as_a_new_workbook(app, tmp_path):
    book = app.books.add()
    book.sheets[0]["A1"].value = "甲"
    book.save(str(tmp_path / "簿.xlsx"))
    book.close()
    pattern = (tmp_path / "簿.xlsx").rename(tmp_path / "簿.xltx")
    new = app.books.open(str(pattern))
    assert new.sheets[0]["A1"].value == "甲"
    assert "/" not in new.fullname
    assert new.name.startswith("簿")
    new.close()


def test_links_are_formulas_like_others(sheet):
    link = '=HYPERLINK("#\'欠费\'!A"&IFERROR(MATCH("3-2",$A:$A,0),1),"欠费")'
    sheet["A1"].number_format = "@"
    sheet["A1"].value = "3-2"
    sheet["B1"].value = link
    assert sheet["B1"].value == "欠费"
    assert sheet["B1"].formula == link


def test_errors_are_shown_on_request(sheet):
    sheet["A1"].formula = "=1/0"
    sheet["B1"].formula = "=NA()"
    assert sheet["A1:B1"].value == [None, None]
    assert sheet["A1:B1"].options(err_to_str=True).value == ["#DIV/0!", "#N/A"]


def test_an_error_that_xlwings_has_no_word_for_comes_as_an_integer_as_from_excel(sheet):
    sheet["A1"].formula = "=A1+1"
    assert sheet["A1"].value == sheet["A1"].options(err_to_str=True).value == -2146826238
    assert isinstance(sheet["A1"].value, int)


def test_a_table_has_the_parts_of_one(sheet):
    sheet["B2"].value = [["房号", "金额"], ["甲", 1], ["乙", 2]]
    table = sheet.tables.add(sheet["B2:C4"], name="欠费")
    assert (table.range.address, table.header_row_range.value) == ("$B$2:$C$4", ["房号", "金额"])
    assert table.data_body_range.value == [["甲", 1], ["乙", 2]]
    assert "欠费" in sheet.tables
    sheet["F1"].formula = "=SUM(欠费[金额])"
    assert sheet["F1"].value == 3
    table.resize(sheet["B2:D5"])
    assert sheet["D2"].value == "Column1"
    table.name = "欠费表"
    assert [one.name for one in sheet.tables] == ["欠费表"]


def test_what_excel_refuses_of_tables_is_refused(sheet):
    sheet["A1"].value = [["a", "b"], ["x", "y"]]
    sheet["E1"].value = [["c"], ["z"]]
    table = sheet.tables.add(sheet["A1:B2"], name="one")
    sheet.tables.add(sheet["E1:E2"], name="two")
    for bad in ("A2:B3", "A1:B1", "A1:E2"):
        with pytest.raises(ValueError, match="Excel"):
            table.resize(sheet[bad])
    with pytest.raises(ValueError, match="overlap"):
        sheet.tables.add(sheet["B2:C3"])
    assert table.range.address == "$A$1:$B$2"


def test_a_filter_can_be_asked_and_set(sheet):
    sheet["A1"].value = [["房号", "金额"], ["甲", 1], ["乙", 2], ["丙", 3]]
    table = sheet.tables.add(sheet["A1:B4"], name="t")
    assert [one.type for one in table.autofilter.criteria] == ["none", "none"]
    table.autofilter.apply_values(1, ["甲", "丙"])
    assert table.autofilter.criteria[0].values == ["甲", "丙"]
    assert [sheet[f"A{n}"].impl.row_hidden for n in (2, 3, 4)] == [False, True, False]
    table.autofilter.clear()
    assert not sheet["A3"].impl.row_hidden


def test_alerts_are_kept_and_answered_in_turn(app):
    app.impl.answers += ["yes", "no"]
    assert app.alert("37 户?", "催费", "yes_no") == "yes"
    assert app.alert("继续?", buttons="yes_no") == "no"
    assert app.alert("完成") == "ok"
    with pytest.raises(LookupError):
        app.alert("谁来回答?", buttons="yes_no")
    assert [prompt for prompt, _, _ in app.impl.alerts[-4:]] == [
        "37 户?",
        "继续?",
        "完成",
        "谁来回答?",
    ]


def test_modes_are_kept(app, book):
    with app.properties(status_bar="写入…", calculation="manual", screen_updating=False):
        assert (app.status_bar, app.calculation, app.screen_updating) == ("写入…", "manual", False)
        book.sheets[0]["A1"].value = [[1], ["=A1+1"]]
        book.sheets[0]["A1"].value = 5
    assert (app.status_bar, app.calculation, app.screen_updating) == (False, "automatic", True)
    app.calculate()
    assert book.sheets[0]["A2"].value == 6
    with pytest.raises(ValueError, match="sometimes"):
        app.calculation = "sometimes"


def test_selection_and_active_sheet(app, book):
    first = book.sheets[0]
    first["B2:C3"].select()
    assert app.selection.address == "$B$2:$C$3"
    second = book.sheets.add("第二", after=first)
    assert book.sheets.active == second
    first.activate()
    assert app.selection.address == "$B$2:$C$3"
    assert [one.name for one in book.sheets] == [first.name, "第二"]
    second.delete()
    assert len(book.sheets) == 1


def test_names_and_addresses(book, sheet):
    sheet["A1"].value = [[1, 2], [3, 4]]
    book.names.add("利率", f"={sheet.name}!$B$2")
    assert book.names["利率"].refers_to_range.value == 4
    assert sheet.range("利率").value == 4
    assert sheet.range((1, 1), (2, 2)).address == "$A$1:$B$2"
    assert sheet["A1"].expand().address == "$A$1:$B$2"
    assert sheet["A1"].end("down").address == "$A$2"
    assert sheet["A1"].current_region.shape == (2, 2)
    assert sheet.used_range.address == "$A$1:$B$2"
    assert sheet["2:2"].row == 2
    assert sheet["B:B"].column == 2
    del book.names["利率"]
    with pytest.raises(xw.NoSuchObjectError):
        sheet.range("利率")


def test_a_used_range_counts_painted_cells_as_excel_does(sheet):
    assert sheet.used_range.address == "$A$1"
    sheet["D9"].color = (255, 200, 0)
    assert sheet.used_range.address == "$D$9"
    sheet["B2"].value = "x"
    assert sheet.used_range.address == "$B$2:$D$9"
    sheet["F3:F100000"].number_format = "@"
    assert sheet.used_range.address == "$B$2:$F$100000"
    for line in ("H:H", "200000:200000"):
        sheet[line].font.bold = True
        assert sheet.used_range.address == "$B$2:$F$100000", "the look of a whole line is no cell's"
        sheet[line].clear_formats()
    sheet["D9"].clear_formats()
    sheet["F3:F100000"].clear_formats()
    assert sheet.used_range.address == "$B$2"


def test_what_excel_refuses_to_copy_is_refused(app, book, sheet):
    second = book.sheets.add("第二", after=sheet)
    sheet["A1"].value = "x"
    together = book.api.Worksheets([sheet.name, "第二"])
    together.Copy(Before=None, After=second.api)
    names = [one.name for one in book.sheets]
    assert names == [sheet.name, "第二", f"{sheet.name} (2)", "第二 (2)"]
    assert book.sheets[2]["A1"].value == "x"
    second["A1"].value = [["房号"], ["甲"]]
    second.tables.add(second["A1:A2"], name="t")
    with pytest.raises(Refused, match="group of sheets that contain a table"):
        together.Copy(Before=None, After=second.api)
    other = app.books.add()
    with pytest.raises(NotImplementedError):
        sheet.copy(after=other.sheets[0])
    with pytest.raises(NotImplementedError):
        book.api.Worksheets([sheet.name]).Copy(Before=None, After=other.sheets[0].api)
    assert [one.name for one in book.sheets] == names and len(other.sheets) == 1
    other.close()


def test_rows_come_go_and_are_cleared(sheet):
    sheet["A1"].value = [["a"], ["b"], ["c"]]
    sheet["A2"].insert("down")
    assert sheet["A1:A4"].value == ["a", None, "b", "c"]
    sheet["2:2"].delete()
    sheet["A1"].color = (255, 200, 0)
    sheet["A1"].font.bold = True
    sheet["A1:A2"].clear_contents()
    assert sheet["A1:A3"].value == [None, None, "c"]
    assert (sheet["A1"].color, sheet["A1"].font.bold) == ((255, 200, 0), True)
    sheet["A1:A3"].clear()
    assert sheet["A1"].color is None


def test_a_book_is_saved_and_opened_again(app, tmp_path):
    book = app.books.add()
    book.sheets[0]["A1"].number_format = "@"
    book.sheets[0]["A1"].value = "0101"
    path = tmp_path / "簿.xlsx"
    book.save(str(path))
    assert (book.name, book.fullname) == ("簿.xlsx", str(path))
    assert not book.api.ReadOnly
    book.close()
    again = app.books.open(str(path), read_only=True)
    assert again.sheets[0]["A1"].value == "0101"
    assert again.api.ReadOnly
    again.close()
    with pytest.raises(FileNotFoundError):
        app.books.open(str(tmp_path / "无.xlsx"))


def test_an_app_leaves_nothing_behind():
    engine.activate()
    app = xw.App()
    profile, process = app.impl.office.profile, app.impl.office.process
    assert app.pid in xw.apps.keys()  # noqa: SIM118
    app.quit()
    assert process.poll() is not None
    assert not profile.exists()
    assert app.pid not in xw.apps.keys()  # noqa: SIM118
