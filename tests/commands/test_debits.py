"""代扣: the list says what may be collected; the results become payments, each once."""

import shutil
from dataclasses import replace
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from commands import pen
from commands.estates import build_once
from cuifei.commands import debits
from cuifei.commands.opened import open_book
from cuifei.domain.records import Charge, Hold, Ledger, Setting, Unit
from cuifei.newbook import build

AS_OF, NOW = date(2026, 11, 20), build.BUILT
LEDGER = Ledger(
    units={
        number: Unit(number, f"业{number}样例", debit=alias)
        for number, alias in (("1", "样例银行 1234"), ("2", ""), ("3", "6222020202020202021"))
    },
    charges=tuple(
        Charge(unit, "物业费", f"2026-{month:02d}", 10_050, date(2026, month, 20))
        for unit in "123"
        for month in (10, 11, 12)
    ),
    settings=(Setting("receipts_through", date(2026, 11, 19)),),
)


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "book.xlsx"
    build_once(path, LEDGER)
    return path


def filled(report, *results):
    """Return the list as the bank gives it back."""
    return filled_file(report.data["file"], *results)


def filled_file(file, *results):
    sheet = (book := load_workbook(file)).active
    heads = [cell.value for cell in sheet[1]]
    for line, given in enumerate(results, 2):
        for name, value in given.items():
            sheet.cell(line, heads.index(name) + 1).value = value
    book.save(file)
    return file


def test_what_was_collected_becomes_a_payment_once(book):
    report = debits.debits(book, AS_OF)
    (asked,) = report.data["debits"]  # what is due by the day, of who agreed
    assert (asked["unit"], asked["amount"]) == ("1", "201.00")
    assert "whole account number" in str(report.problems[-1].what)
    file = filled(report, {"扣款结果": "成功", "扣款日期": "2026-11-20"})
    first = debits.results(book, file, AS_OF, now=NOW)
    assert [p["amount"] for p in first.data["taken"]] == ["201.00"]
    again = debits.results(book, file, AS_OF, now=NOW)
    assert not again.data["taken"] and again.data["known"] == 1
    (payment,) = open_book(book).ledger.payments
    assert (payment.unit, payment.amount, payment.channel) == ("1", 20_100, "代扣")
    assert not debits.debits(book, AS_OF).data["debits"]


def test_what_failed_is_told_and_a_wrong_line_changes_nothing(book):
    file = filled(debits.debits(book, AS_OF), {"扣款结果": "余额不足", "失败原因": "余额不足"})
    report = debits.results(book, file, AS_OF, now=NOW)
    assert report.data["failed"] == [{"unit": "1", "why": "余额不足"}]
    late = filled(debits.debits(book, AS_OF), {"扣款结果": "成功", "扣款日期": "2027-01-01"})
    report = debits.results(book, late, AS_OF, now=NOW)
    assert not report.data["taken"] and report.problems and not open_book(book).ledger.payments


PAID = {"扣款结果": "成功", "扣款日期": "2026-11-20"}


def test_what_an_earlier_list_asks_for_is_not_asked_again_before_its_result(book):
    first = debits.debits(book, AS_OF)
    second = debits.debits(book, AS_OF + timedelta(1))
    assert not second.data["debits"] and not second.data["file"]
    assert ["2026-11-20" in str(p.what) for p in second.problems if p.where == "1"] == [True]
    filled(first, {"扣款结果": "失败"})  # it failed: asked again, the same day by another number
    second = debits.debits(book, AS_OF)
    assert [line["id"] for line in second.data["debits"]] == ["DK20261120-1+"]
    again = second.data["file"]
    third = debits.debits(book, AS_OF)
    assert not third.data["debits"]
    returned = again.parent / "银行回盘.xlsx"  # what the bank sent is put beside the list
    shutil.copy(again, returned)
    filled_file(returned, {"扣款结果": "扣款失败"})
    assert debits.debits(book, AS_OF).data["debits"][0]["id"] == "DK20261120-1++"
    (late,) = debits.debits(book, AS_OF + timedelta(16)).data["debits"]
    assert late["amount"] == "201.00"


def test_the_rest_of_a_part_is_asked_and_entered_the_same_day(book):
    part = filled(debits.debits(book, AS_OF), {**PAID, "扣款结果": "部分成功", "实扣金额": 100})
    assert debits.results(book, part, AS_OF, now=NOW).data["taken"][0]["amount"] == "100.00"
    rest = debits.debits(book, AS_OF)
    assert rest.data["debits"][0]["amount"] == "101.00"
    assert debits.results(book, filled(rest, PAID), AS_OF, now=NOW).data["taken"]
    assert [p.amount for p in open_book(book).ledger.payments] == [10_000, 10_100]


def test_a_list_is_entered_once_whatever_became_of_its_row(book):
    listed = filled(debits.debits(book, AS_OF), {**PAID, "我方编号": " DK20261120-1 "})
    assert debits.results(book, listed, AS_OF, now=NOW).data["taken"]
    pen.type_into(book, "收款", 2, {"金额": "已退"})  # the row cannot be read any more
    again = debits.results(book, listed, AS_OF, now=NOW)
    assert again.data["known"] == 1 and not again.data["taken"]


@pytest.mark.parametrize(
    "result",
    [
        {**PAID, "房号": "2", "户名": "业2样例"},  # the column of units was sorted
        {**PAID, "户名": "别人样例"},  # a list of another workbook
        {**PAID, "实扣金额": 0},
        {**PAID, "实扣金额": 20_100},  # fen
        {**PAID, "扣款日期": None},
        {**PAID, "扣款日期": "2026-11-19"},  # before it was asked
        {**PAID, "扣款结果": "部分成功", "失败原因": "余额不足"},
        {**PAID, "扣款结果": "受理中"},
        {**PAID, "扣款结果": "交易成功（部分）", "失败原因": "余额不足"},
        {**PAID, "扣款结果": "失败", "实扣金额": 201},
        {"实扣金额": 201},
    ],
)
def test_a_line_in_doubt_enters_nothing_and_is_told(made, result):
    book, file = made
    blank = dict.fromkeys(("扣款结果", "扣款日期", "实扣金额", "失败原因"))
    line = {"房号": "1", "户名": "业1样例", **blank, **result}
    report = debits.results(book, filled(file, line), AS_OF, now=NOW, dry_run=True)
    assert not report.data["taken"] and not report.data["failed"] and not report.data["known"]
    assert any(problem.where.endswith("!2") for problem in report.problems)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("debits") / "book.xlsx"
    build_once(path, LEDGER)
    return path, debits.debits(path, AS_OF)


def test_nothing_is_collected_under_a_hold(tmp_path):
    path = tmp_path / "book.xlsx"
    build.build(path, replace(LEDGER, holds=(Hold("1", "dispute", date(2026, 11, 1)),)))
    assert not debits.debits(path, AS_OF).data["debits"]
