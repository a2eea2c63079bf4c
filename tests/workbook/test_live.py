"""A clerk looks at the workbook while we write to it: nothing of theirs moves.

Run in LibreOffice through xlwings; what is the same for every host is in
test_port_contract.py.
"""

import shutil
from contextlib import ExitStack
from datetime import date, datetime
from decimal import Decimal
from types import NoneType, SimpleNamespace

import openpyxl
import pytest
import xlwings as xw

from commands import pen
from cuifei.commands import flags
from cuifei.commands.adopt import adopt
from cuifei.commands.opened import Opened
from cuifei.commands.store import ClosedStore
from cuifei.domain.problems import CuifeiError
from cuifei.newbook import build
from cuifei.tables import rows, settings_rows
from cuifei.tables.layout import GUIDE
from cuifei.tables.port import Fill, Replace
from cuifei.workbook import closed, journal_files, reading
from cuifei.workbook import undo as closed_undo
from cuifei.workbook.live import book as live
from cuifei.workbook.live import host as live_host
from cuifei.workbook.live import write as live_write
from libreoffice import app as calc_app
from libreoffice import books as calc_books
from libreoffice import values
from workbook import books, hosts

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def app():
    return hosts.calc()


@pytest.fixture
def host(app, tmp_path):
    found = hosts.OpenBook(app, hosts.ledger(tmp_path / "样例.xlsx"))
    yield found
    found.close()


def arrears(*units, **more):
    return Replace("arrears", [{"unit": unit, "owed": Decimal("1.50"), **more} for unit in units])


def test_view_mode_and_selection_stay(host, app):
    host.write(arrears("3-101"))
    host.type_into("欠费", T2="已来电")
    del host.book.sheets["备忘"]
    host.book.sheets["房产"]["B2:C3"].select()
    app.calculation = "manual"
    try:
        host.write(arrears("3-102"))
        assert app.calculation == "manual"
    finally:
        app.calculation = "automatic"
    assert host.book.sheets["备忘"]["B2"].value == "3-101"
    assert host.book.sheets.active.name == "房产"
    assert app.selection.get_address(False, False) == "B2:C3"
    assert app.screen_updating
    assert app.enable_events


def test_the_status_bar_tells_and_is_given_back(host, app):
    del app.impl.status_log[:]
    said = []
    found = host.read()
    live.write(
        host.book,
        found,
        (arrears("3-101"), Fill("charges", {2: {"months": 3}})),
        command="flag",
        now=hosts.NOW,
        tell=lambda message: said.append(message) or f"[{message}]",
    )
    assert [message.params["sheet"] for message in said] == ["欠费", "应收"]
    assert app.impl.status_log == [*(f"[{message}]" for message in said), False]


def test_a_filter_is_set_again(host):
    host.write(arrears("3-101", "3-102", "3-103"))
    table = host.book.sheets["欠费"].tables["欠费"]
    table.autofilter.apply_values(1, ["3-102"])
    host.write(arrears("3-102", "3-101", "3-103", "3-104"))
    asked = host.book.sheets["欠费"].tables["欠费"].autofilter.criteria[0]
    assert asked.values == ["3-102"]
    sheet = host.book.sheets["欠费"]
    assert [sheet[f"A{row}"].impl.row_hidden for row in (2, 3, 4, 5)] == [False, True, True, True]


def test_a_protected_sheet_is_named_and_nothing_is_written(host):
    host.book.sheets["欠费"].impl.uno.protect("")
    before = host.read()
    with pytest.raises(CuifeiError) as error:
        host.write(Fill("charges", {2: {"months": 3}}), arrears("3-101"))
    assert error.value.where == "欠费"
    assert host.read() == before


def test_a_protected_workbook_takes_no_new_sheet(host):
    host.write(arrears("3-101"))
    host.type_into("欠费", T2="已来电")
    del host.book.sheets["备忘"]
    host.book.impl.doc.protect("")
    with pytest.raises(CuifeiError):
        host.write(arrears("3-102"))
    assert host.read().tables["arrears"].rows[2]["unit"] == "3-101"


def test_a_read_only_workbook_is_refused(app, tmp_path):
    path = hosts.ledger(tmp_path / "样例.xlsx")
    book = app.books.open(str(path), read_only=True)
    try:
        with pytest.raises(CuifeiError) as error:
            live.write(book, live.read(book), (arrears("3-101"),), command="flag", now=hosts.NOW)
        assert "read-only" in str(error.value)
    finally:
        book.close()


@pytest.fixture
def unsaved(app):
    """A workbook that was never saved, its tables plain rows below headers."""
    book = app.books.add()
    good = books.good()
    for name in ("房产", "应收", "收款", "参数"):
        sheet = book.sheets.add(name, after=book.sheets[-1])
        for place, column in enumerate(zip(*good[name], strict=True)):
            if all(isinstance(value, (str, NoneType)) for value in column[1:]):
                sheet[: len(column), place].number_format = "@"
        sheet["A1"].value = good[name]
    yield book
    book.close()


def test_an_unsaved_workbook_works_and_can_be_undone(unsaved):
    found = live.read(unsaved)
    assert found.path.name == unsaved.name
    assert not found.path.is_absolute()
    before = found.tables["charges"]
    fill = Fill("charges", {2: {"unpaid": Decimal("147.80"), "months": 5, "bucket": "3–6个月"}})
    written = live.write(unsaved, found, (fill,), command="flag", now=hosts.NOW)
    try:
        assert unsaved.sheets["应收"]["G1:I2"].options(ndim=2).value == [
            ["未收金额", "逾期月数", "账龄"],
            [147.8, 5, "3–6个月"],
        ]
        assert live.undo(unsaved, now=hosts.NOW).written.cells == 3
        after = live.read(unsaved).tables["charges"]
        assert {name: after.rows[2][name] for name in before.columns} == dict(before.rows[2])
    finally:
        shutil.rmtree(written.backup.parent.parent)
    with pytest.raises(CuifeiError) as error:
        live.folder(unsaved)
    assert "Save" in str(error.value.remedy)


def test_a_workbook_in_the_cloud_is_read_but_has_no_folder(host, monkeypatch):
    def nowhere(book):
        raise xw.XlwingsError("Couldn't find the local OneDrive folder")

    assert live.folder(host.book) == host.path.parent
    monkeypatch.setattr(type(host.book.impl), "fullname", property(nowhere))
    monkeypatch.setattr(type(host.book.impl), "name", "样例.xlsx")
    assert str(host.read().path) == "样例.xlsx"
    with pytest.raises(CuifeiError):
        live.folder(host.book)


def test_a_program_that_says_it_is_not_ready_is_asked_all_the_same(host, monkeypatch):
    """Excel says so while a macro waits for Python, which is every click."""
    monkeypatch.setattr(calc_app.ExcelWords, "Ready", False)
    assert host.read().tables


@pytest.mark.parametrize("code", [-2147418111, -2146777998])
def test_a_call_that_excel_rejects_says_what_to_do(host, monkeypatch, code):
    class Rejected(Exception):
        hresult = code

    def reject(*_):
        raise Rejected

    monkeypatch.setattr(values, "read", reject)
    with pytest.raises(CuifeiError) as error:
        host.read()
    assert "Enter" in str(error.value.remedy)


@pytest.mark.parametrize(
    ("info", "said"),
    [
        (
            (0, "Microsoft Excel", "无法更改合并单元格的一部分。", None, 0, -2146827284),
            "合并单元格",
        ),
        ((0, "Excel", None, None, 0, -2146827284), "0x80020009"),
        ((0, "Excel", "busy", None, 0, -2146777998), "busy"),
        (None, "0x80020009"),
    ],
)
def test_what_excel_refuses_is_said_in_words(info, said):
    class ComError(Exception):
        hresult, excepinfo = -2147352567, info

    with pytest.raises(CuifeiError) as error, live_host.patient():
        raise ComError
    assert said in str(error.value)


def test_a_program_that_ended_is_said_in_words():
    class ComError(Exception):
        hresult, excepinfo = -2147023174, None

    with pytest.raises(CuifeiError, match="was closed"), live_host.patient():
        raise ComError


def test_the_backup_holds_what_was_typed_and_not_saved_yet(host):
    host.type_into("房产", C2="还没保存的业主")
    kept = host.write(arrears("3-101")).backup
    assert pen.only(kept, "房产")["房产"]["C2"].value == "还没保存的业主"


def test_a_workbook_shared_in_the_old_way_is_left_alone(host, monkeypatch):
    monkeypatch.setattr(calc_books.ExcelWords, "MultiUserEditing", True)
    with pytest.raises(CuifeiError, match="shared workbook"):
        host.write(arrears("3-101"))


def test_any_other_error_stays_loud():
    with pytest.raises(ZeroDivisionError), live_host.patient():
        _ = 1 / 0


def test_a_failure_half_way_leaves_nothing_behind(host, monkeypatch):
    host.write(arrears("3-101", "3-102"), Fill("charges", {2: {"unpaid": Decimal("0.10")}}))
    before = host.read()
    kept = journal_files.heads(host.path)
    real, calls = values.write, []

    def failing(book, cells, data):
        calls.append(data)
        if len(calls) == 2:
            raise RuntimeError("the pipe broke")
        real(book, cells, data)

    monkeypatch.setattr(values, "write", failing)
    with pytest.raises(RuntimeError):
        host.write(
            arrears("3-102", "3-103", "0101"), Fill("charges", {2: {"unpaid": Decimal("5")}})
        )
    assert len(calls) > 2
    assert host.read() == before
    assert host.table("欠费") == "A1:U3"
    assert journal_files.heads(host.path) == kept


def test_a_change_in_between_is_noticed(host):
    found = host.read()
    host.type_into("应收", H2=4)
    with pytest.raises(CuifeiError) as error:
        live.write(host.book, found, (arrears("3-101"),), command="flag", now=hosts.NOW)
    assert "changed" in str(error.value)


def test_a_table_with_a_totals_row_is_not_torn(host):
    host.write(arrears("3-101"))
    table = host.book.sheets["欠费"].tables["欠费"]
    table.resize(host.book.sheets["欠费"]["A1:U3"])
    host.book.sheets["欠费"]["A3"].value = "汇总"
    table.show_totals = True
    with pytest.raises(CuifeiError) as error:
        host.write(arrears("3-101", "3-102"))
    assert error.value.where == "欠费"


def test_a_day_is_shown_as_a_day_and_money_as_money(host):
    sheet = host.book.sheets["欠费"]
    sheet["G2:G3"].number_format = "0.00;[Red]-0.00"
    sheet["E2:E3"].number_format = "@"
    host.write(arrears("3-101", "3-102", oldest_due=date(2026, 1, 31)))
    assert [sheet[f"{c}3"].number_format.lower() for c in "AEG"] == ["@", "#,##0.00", "yyyy-mm-dd"]
    sheet["G2"].number_format = "yyyy/m/d"
    host.write(arrears("3-101", "3-102", oldest_due=date(2026, 2, 28)))
    assert sheet["G2"].value == datetime(2026, 2, 28)


def test_only_a_text_that_might_be_read_anew_is_formatted_as_text(host):
    texts = ["到2026年3月1日止欠120.50元", "2026年3月1日", "3-2", "甲一样例说好"]
    long = [{"unit": f"3-10{n}", "blockers": text} for n, text in enumerate(texts)]
    host.write(Replace("arrears", long))
    sheet = host.book.sheets["欠费"]
    column = sheet.used_range.value[0].index("不可发原因") + 1
    cells = [sheet.range((row, column)) for row in range(2, 6)]
    assert [cell.value for cell in cells] == texts
    assert [cell.number_format for cell in cells] == ["General", "@", "@", "General"]


def test_a_sheet_that_is_new_gets_every_row_of_a_new_ledger(host):
    lines = build.new_rows("guide", "zh")
    host.write(Replace("guide", lines))
    shown = host.book.sheets["使用说明"].used_range.value
    assert len(shown) == len(lines) + 1
    at = shown[0].index(GUIDE.column("topic").zh)
    assert [row[at] for row in shown[1:]] == [line["topic"] for line in lines]


def test_a_users_formula_stays_with_its_row(host):
    host.write(arrears("3-101", "3-102"))
    sheet = host.book.sheets["欠费"]
    sheet["V1"].value = "折后"
    sheet.tables["欠费"].resize(sheet["A1:V3"])
    sheet["V2:V3"].formula = [["=E2*2"], ["=E3*2"]]
    host.write(arrears("3-103", "3-102", "3-101", owed=Decimal("7")))
    assert sheet["V2:V4"].value == [14, 14, 14]
    assert [sheet[f"V{row}"].formula for row in (2, 3, 4)] == ["=E2*2", "=E3*2", "=E4*2"]


def flag_changes(book):
    ledger, _ = rows.ledger(book)
    policy, _ = settings_rows.policy(book, ledger)
    opened = Opened(ClosedStore(book.path), book, ledger, policy, ())
    return flags.changes(opened, opened.docket(date(2026, 4, 1)))


def test_flagging_live_and_closed_gives_the_same_cells(host, tmp_path):
    path = hosts.ledger(tmp_path / "关着.xlsx")
    book = reading.read(path)
    there = closed.write(book, flag_changes(book), command="flag", now=hosts.NOW)
    here = host.write(*flag_changes(host.read()))
    assert (here.cells, here.tables) == (there.cells, there.tables)
    assert here.cells > 10
    shut, opened = reading.read(path).tables, host.read().tables
    assert {name: (t.columns, t.rows) for name, t in opened.items()} == {
        name: (t.columns, t.rows) for name, t in shut.items()
    }


def office_book(path):
    """An office's own sheet, in no form of ours, accepted as it is."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "3栋收费"
    sheet.append(["样例小区物业费欠费明细"])
    sheet.merge_cells("A1:F1")
    sheet.append(["房号", "业主", "面积", "费用项目", "所属月份", "应收金额", "到期日"])
    for n in range(12):
        month = n // 4 + 1
        period, due = f"2026-{month:02d}", date(2026, month, 28)
        sheet.append([f"3-{101 + n % 4}", f"样例{n % 4}", 88.5, "物业费", period, 247.8, due])
    book.save(path)
    adopt(path, now=hosts.NOW, yes=True)
    return path


def test_an_adopted_workbook_is_read_and_written_as_the_closed_one(app, tmp_path):
    shut, opened = tmp_path / "关着.xlsx", tmp_path / "开着.xlsx"
    shutil.copy(office_book(shut), opened)
    host = hosts.OpenBook(app, opened)
    try:
        book = reading.read(shut)
        assert book.adopted
        assert host.read().tables == book.tables
        there = closed.write(book, [arrears("3-101", "0101")], command="flag", now=hosts.NOW)
        here = host.write(arrears("3-101", "0101"))
        assert (here.cells, here.tables) == (there.cells, there.tables)
        after = reading.read(shut).tables
        assert {n: t.rows for n, t in host.read().tables.items()} == {
            n: t.rows for n, t in after.items()
        }
    finally:
        host.close()


def test_a_live_run_is_undone_in_the_closed_file_too(host):
    before = host.read().tables
    host.write(arrears("3-101", "3-102"), Fill("charges", {2: {"months": 3}}))
    host.book.save()
    host.book.close()
    try:
        undone = closed_undo.undo(host.path, now=hosts.NOW)
    finally:
        host.reopen()
    assert (undone.command, undone.problems) == ("flag", ())
    after = reading.read(host.path).tables
    assert {name: t.rows for name, t in after.items()} == {n: t.rows for n, t in before.items()}


def test_a_run_on_the_closed_file_is_undone_live_too(app, tmp_path):
    path = hosts.ledger(tmp_path / "样例.xlsx")
    before = reading.read(path).tables
    change = Fill("charges", {2: {"months": 3}})
    closed.write(reading.read(path), [arrears("3-101"), change], command="letters", now=hosts.NOW)
    host = hosts.OpenBook(app, path)
    try:
        assert host.undo().command == "letters"
        assert {n: t.rows for n, t in host.read().tables.items()} == {
            n: t.rows for n, t in before.items()
        }
    finally:
        host.close()


def test_an_error_that_xlwings_has_no_word_for_is_no_amount(host):
    host.book.sheets["应收"]["D2"].formula = "=D2+1"
    table = host.read().tables["charges"]
    assert table.rows[2]["amount"] == "#CALC!"
    _, problems = rows.ledger(host.read())
    assert [problem.where for problem in problems] == ["应收!D2"]


def test_formulas_that_excel_filled_do_not_stay_below_a_table_that_shrank(host):
    sheet = host.book.sheets["房产"]
    sheet["T8:T10"].formula = [["=1+1"], ["=2+2"], ["=3+3"]]
    sheet["U8:U10"].value = [["typed"], [None], ["typed too"]]
    with ExitStack() as back:
        live_write._clear_orphans(sheet, (9, 20, 10, 21), back)
        assert sheet["T8:T10"].value == [2, None, None]
        assert sheet["U8:U10"].value == ["typed", None, "typed too"]
    assert sheet["T8:T10"].value == [2, 4, 6], "a run that fails puts them back"


def test_excel_makes_no_calculated_columns_meanwhile_and_afterwards_as_it_did(monkeypatch):
    options = SimpleNamespace(AutoFillFormulasInLists=True)
    app = SimpleNamespace(api=SimpleNamespace(AutoCorrect=options))
    monkeypatch.setattr(live_write.sys, "platform", "win32")
    with pytest.raises(ZeroDivisionError), live_write._formulas_left_alone(app):
        assert options.AutoFillFormulasInLists is False
        _ = 1 / 0
    assert options.AutoFillFormulasInLists is True
