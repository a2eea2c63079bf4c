"""代扣: the list says what may be collected; the results become payments, each once."""

from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook

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
    build.build(path, LEDGER)
    return path


def filled(report, *results):
    """Return the list as the bank gives it back."""
    file = report.data["file"]
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


def test_nothing_is_collected_under_a_hold(tmp_path):
    path = tmp_path / "book.xlsx"
    build.build(path, replace(LEDGER, holds=(Hold("1", "dispute", date(2026, 11, 1)),)))
    assert not debits.debits(path, AS_OF).data["debits"]
