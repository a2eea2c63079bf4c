"""Rows that are no Excel table, and tables that do not start in the first cell."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from commands import pen
from cuifei.domain.problems import CuifeiError
from cuifei.tables import layout
from cuifei.tables.port import Append, Fill, Replace, Written
from cuifei.workbook import closed, reading
from workbook import foreign

NOW = datetime(2026, 4, 1, 9, 0, 0)
FIRST_ROW, FIRST_COLUMN = 5, 3


def run(path: Path, *changes, command="flag", now=NOW) -> Written:
    return closed.write(reading.read(path), changes, command=command, now=now)


@pytest.fixture
def book(tmp_path) -> Path:
    """A book whose charges stand in C5, below a title, and are no Excel table."""
    path = foreign.ledger(tmp_path / "样例.xlsx")
    parts = openpyxl.load_workbook(path)
    del parts["应收"]
    sheet = parts.create_sheet("应收")
    sheet["C3"] = "样例园 2026 年应收"
    for place, column in enumerate(layout.CHARGES.columns[:6], FIRST_COLUMN):
        sheet.cell(FIRST_ROW, place, column.zh)
        for row, cells in enumerate(foreign.CHARGES, FIRST_ROW + 1):
            if column.field != "note":
                sheet.cell(row, place, cells[column.field])
    parts.save(path)
    return path


def test_our_columns_are_added_beside_the_block(book):
    run(book, Fill("charges", {6: {"unpaid": Decimal("2"), "late_fee": Decimal("0.5")}}))
    sheet = pen.only(book, "应收")["应收"]
    assert [sheet.cell(5, place).value for place in (9, 10)] == ["未收金额", "违约金"]
    assert [sheet.cell(6, place).value for place in (9, 10)] == [2, 0.5]
    assert sheet["C3"].value == "样例园 2026 年应收"
    assert not sheet.tables
    again = Fill("charges", {6: {"unpaid": Decimal("2"), "late_fee": Decimal("0.5")}})
    assert run(book, again).cells == 0


def test_a_row_outside_the_table_is_a_bug(book):
    with pytest.raises(ValueError, match="has no row 40"):
        run(book, Fill("charges", {40: {"unpaid": Decimal("2")}}))


def test_a_table_of_ours_that_was_turned_into_plain_cells(tmp_path):
    path = foreign.ledger(tmp_path / "样例.xlsx")
    run(path, Replace("arrears", [{"unit": "3-101"}, {"unit": "3-102"}]))
    parts = openpyxl.load_workbook(path)
    sheet = parts["欠费"]
    del sheet.tables[next(iter(sheet.tables))]
    sheet["T3"] = "已来电"
    parts.save(path)
    run(path, Replace("arrears", [{"unit": "3-102", "oldest_due": date(2026, 1, 1)}]))
    rows = list(reading.read(path).tables["arrears"].rows.values())
    assert [(row["unit"], row["note"]) for row in rows] == [("3-102", "已来电")]


def test_a_table_further_down_grows(tmp_path):
    path = foreign.ledger(tmp_path / "样例.xlsx")
    parts = openpyxl.load_workbook(path)
    sheet = parts["发函"]
    sheet.move_range("A1:Q2", rows=4, cols=2)
    (table,) = sheet.tables.values()
    table.ref = table.autoFilter.ref = "C5:S6"
    sheet["A1"] = None
    parts.save(path)
    run(path, Append("register", [{"number": f"催字{n}号", "unit": "3-101"} for n in (1, 2)]))
    sheet = pen.only(path, "发函")["发函"]
    (table,) = sheet.tables.values()
    assert (table.ref, sheet["C7"].value, sheet["E7"].value) == ("C5:S7", "催字2号", "3-101")


def test_an_english_book_gets_english_headers(tmp_path):
    from cuifei.newbook import build

    path = tmp_path / "sample.xlsx"
    build.build(path, lang="en")
    foreign.without_sheets(path, "Arrears")
    run(path, Replace("arrears", [{"unit": "3-101"}]))
    sheet = pen.only(path, "Arrears")["Arrears"]
    assert [sheet["A1"].value, sheet["E1"].value] == ["Unit", "Owed"]
    run(path, Replace("arrears", [{"unit": "3-102"}, {"unit": "3-103"}]))
    assert [row["unit"] for row in reading.read(path).tables["arrears"].rows.values()] == [
        "3-102",
        "3-103",
    ]


def test_another_table_in_the_way_is_named(tmp_path):
    path = foreign.ledger(tmp_path / "样例.xlsx")
    parts = openpyxl.load_workbook(path)
    sheet = parts["欠费"]
    sheet["B4"], sheet["B5"] = "别的", None
    sheet.add_table(openpyxl.worksheet.table.Table(displayName="别的表", ref="B4:B5"))
    parts.save(path)
    rows = [{"unit": f"3-{n}"} for n in range(5)]
    with pytest.raises(CuifeiError) as error:
        run(path, Replace("arrears", rows))
    assert error.value.where == "欠费!B4"
