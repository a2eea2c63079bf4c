"""Rows come and go by their key; what people typed beside them stays with them."""

import random
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from commands import pen
from cuifei.domain.problems import CuifeiError
from cuifei.tables.port import Append, Fill, Replace, Update, Written
from cuifei.workbook import closed, reading
from size import FULL
from workbook import foreign

NOW = datetime(2026, 4, 1, 9, 0, 0)


@pytest.fixture
def book(tmp_path) -> Path:
    return foreign.small(tmp_path / "样例.xlsx")


def run(path: Path, *changes, command="flag", now=NOW) -> Written:
    return closed.write(reading.read(path), changes, command=command, now=now)


def arrears(*units: str, owed: str = "120.50") -> Replace:
    rows = [{"unit": u, "owner": "甲一", "owed": Decimal(owed)} for u in units]
    return Replace("arrears", rows)


def type_into(path: Path, sheet: str, **cells) -> None:
    """Type as a person would: through another program that saves the whole book."""
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        book[sheet][place] = value
    book.save(path)


def column(path: Path, table: str, *fields: str) -> list[tuple[object, ...]]:
    rows = reading.read(path).tables[table].rows.values()
    return [tuple(row[field] for field in fields) for row in rows]


def ref(path: Path, sheet: str) -> str:
    (table,) = openpyxl.load_workbook(path)[sheet].tables.values()
    assert table.autoFilter.ref == table.ref
    return table.ref


def test_writing_twice_changes_nothing(book):
    run(book, arrears("3-101", "3-102"))
    before = book.read_bytes()
    assert run(book, arrears("3-101", "3-102")) == Written(0, None, ())
    assert book.read_bytes() == before
    assert len(list((book.parent / "催费备份").glob("*.xlsx"))) == 1


def test_writing_again_after_another_program_saved_changes_nothing(book):
    run(book, arrears("3-101", "3-102"), Fill("charges", {2: {"unpaid": Decimal("0.1")}}))
    type_into(book, "房产", P2="x")
    again = Fill("charges", {2: {"unpaid": Decimal("0.10")}})
    assert run(book, arrears("3-101", "3-102"), again).cells == 0


def test_a_note_moves_with_its_row(book):
    run(book, arrears("3-101", "3-102", "3-103"))
    type_into(book, "欠费", T3="已来电")
    run(book, arrears("3-103", "3-102", "3-104"))
    assert column(book, "arrears", "unit", "note") == [
        ("3-103", None),
        ("3-102", "已来电"),
        ("3-104", None),
    ]


def test_a_note_survives_its_rows_absence(book):
    run(book, arrears("3-101", "3-102"))
    type_into(book, "欠费", T2="已来电", T3=date(2026, 5, 1))
    run(book, arrears("3-103"))
    assert column(book, "memory", "table", "key", "column", "content") == [
        ("欠费", "3-101", "备注", "已来电"),
        ("欠费", "3-102", "备注", date(2026, 5, 1)),
    ]
    run(book, arrears("3-103", "３—102"))
    assert column(book, "arrears", "unit", "note")[1] == ("３—102", date(2026, 5, 1))
    assert column(book, "memory", "key") == [("3-101",)]
    run(book, arrears("3-101"))
    assert column(book, "arrears", "note") == [("已来电",)]


def test_a_note_of_a_second_row_with_one_key_is_kept(book):
    run(book, arrears("3-101"))
    type_into(book, "欠费", A3="3-101", T3="第二行")
    parts = openpyxl.load_workbook(book)
    foreign.resize(parts["欠费"], 3, 21)
    parts.save(book)
    run(book, arrears("3-101"))
    assert column(book, "memory", "key", "content") == [("3-101", "第二行")]


def test_user_columns_and_their_formulas_stay_with_the_row(book):
    run(book, arrears("3-101", "3-102"))
    parts = openpyxl.load_workbook(book)
    foreign.add_column(parts["欠费"], "折后", "=E{row}*0.9+$A$1", 2)
    foreign.add_column(parts["欠费"], "标记", "{row}号", 2)
    parts.save(book)
    run(book, arrears("3-104", "3-102", "3-101"))
    sheet = pen.only(book, "欠费")["欠费"]
    assert [sheet[f"V{row}"].value for row in (2, 3, 4)] == [
        "=E2*0.9+$A$1",
        "=E3*0.9+$A$1",
        "=E4*0.9+$A$1",
    ]
    assert [sheet[f"W{row}"].value for row in (2, 3, 4)] == [None, "3号", "2号"]
    assert ref(book, "欠费") == "A1:W4"


def test_a_table_shrinks_and_keeps_one_blank_row(book):
    run(book, arrears("3-101", "3-102", "3-103"))
    type_into(book, "欠费", X4="旁注")
    run(book, arrears("3-102"))
    assert ref(book, "欠费") == "A1:U2"
    sheet = pen.only(book, "欠费")["欠费"]
    assert [sheet.cell(row, 1).value for row in (2, 3, 4)] == ["3-102", None, None]
    assert sheet["X4"].value == "旁注"
    run(book, arrears())
    assert ref(book, "欠费") == "A1:U2"
    assert column(book, "arrears", "unit") == []
    assert run(book, arrears()).cells == 0


def test_growth_stops_at_what_stands_below(book):
    run(book, arrears("3-101"))
    type_into(book, "欠费", C5="制表人")
    run(book, arrears("3-101", "3-102", "3-103"))
    before = book.read_bytes()
    with pytest.raises(CuifeiError) as error:
        run(book, arrears("3-101", "3-102", "3-103", "3-104"))
    assert error.value.where == "欠费!C5"
    assert book.read_bytes() == before


def test_growth_stops_at_a_merged_range_below(book):
    run(book, arrears("3-101"))
    parts = openpyxl.load_workbook(book)
    parts["欠费"].merge_cells("B3:D3")
    parts.save(book)
    with pytest.raises(CuifeiError) as error:
        run(book, arrears("3-101", "3-102"))
    assert error.value.where == "欠费!B3"


def test_a_totals_row_moves_down(book):
    run(book, arrears("3-101", "3-102"))
    parts = openpyxl.load_workbook(book)
    sheet = parts["欠费"]
    sheet["A4"], sheet["E4"] = "汇总", "=SUBTOTAL(109,E2:E3)"
    (table,) = sheet.tables.values()
    table.ref, table.totalsRowCount = "A1:U4", 1
    parts.save(book)
    run(book, arrears("3-101", "3-102", "3-103"))
    sheet = pen.only(book, "欠费")["欠费"]
    (table,) = sheet.tables.values()
    assert (table.ref, table.autoFilter.ref) == ("A1:U5", "A1:U4")
    assert (sheet["A4"].value, sheet["A5"].value) == ("3-103", "汇总")


def test_missing_columns_are_added_right_of_the_table(book):
    parts = openpyxl.load_workbook(book)
    sheet = parts["应收"]
    sheet.delete_cols(7, 5)
    (table,) = sheet.tables.values()
    del table.tableColumns[6:]
    foreign.resize(sheet, 7, 6)
    parts.save(book)
    run(book, Fill("charges", {2: {"unpaid": Decimal("2"), "months": 3}, 4: {"months": 1}}))
    assert ref(book, "应收") == "A1:H7"
    sheet = pen.only(book, "应收")["应收"]
    assert [sheet["G1"].value, sheet["H1"].value] == ["未收金额", "逾期月数"]
    assert sheet["G2"].number_format == "#,##0.00"
    assert column(book, "charges", "unpaid", "months")[:3] == [(2, 3), (None, None), (None, 1)]


def test_a_column_is_not_added_over_side_notes(book):
    parts = openpyxl.load_workbook(book)
    sheet = parts["应收"]
    sheet.delete_cols(7, 5)
    (table,) = sheet.tables.values()
    del table.tableColumns[6:]
    foreign.resize(sheet, 7, 6)
    sheet["G5"] = "旁注"
    parts.save(book)
    with pytest.raises(CuifeiError) as error:
        run(book, Fill("charges", {2: {"unpaid": Decimal("2")}}))
    assert error.value.where == "应收!G5"


def test_appended_rows_follow_the_last_one(book):
    letter = {"number": "催字1号", "unit": "3-101", "date": date(2026, 4, 1)}
    run(book, Append("register", [letter]))
    assert ref(book, "发函") == "A1:R2"
    run(book, Append("register", [letter | {"number": "催字2号"}, letter | {"number": "催字3号"}]))
    assert ref(book, "发函") == "A1:R4"
    assert column(book, "register", "number", "date") == [
        (f"催字{n}号", date(2026, 4, 1)) for n in (1, 2, 3)
    ]


def test_update_finds_rows_by_key(book):
    run(book, Append("register", [{"number": f"催字{n}号", "unit": "3-101"} for n in (1, 2)]))
    run(book, Update("register", {"催字2号": {"state": "已寄出", "sent": date(2026, 4, 2)}}))
    assert column(book, "register", "state", "sent") == [
        (None, None),
        ("已寄出", date(2026, 4, 2)),
    ]
    with pytest.raises(CuifeiError, match="催字9号 is not in the table 发函"):
        run(book, Update("register", {"催字9号": {"state": "已寄出"}}))


def test_append_and_update_in_one_run(book):
    run(
        book,
        Append("register", [{"number": "催字1号", "unit": "3-101"}]),
        Update("register", {"催字1号": {"state": "已生成"}}),
    )
    assert column(book, "register", "number", "state") == [("催字1号", "已生成")]


def test_a_filter_is_taken_off_when_rows_move(book):
    run(book, arrears("3-101", "3-102"))
    parts = openpyxl.load_workbook(book)
    sheet = parts["欠费"]
    (table,) = sheet.tables.values()
    table.autoFilter.add_filter_column(0, ["3-101"])
    sheet.row_dimensions[3].hidden = True
    parts.save(book)
    run(book, arrears("3-101", "3-102", owed="1"))
    assert pen.only(book, "欠费")["欠费"].row_dimensions[3].hidden
    run(book, arrears("3-102", "3-101"))
    sheet = pen.only(book, "欠费")["欠费"]
    (table,) = sheet.tables.values()
    assert not sheet.row_dimensions[3].hidden
    assert not table.autoFilter.filterColumn


def test_the_typed_cells_of_a_row_may_be_written_when_given(book):
    run(book, Replace("queue", [{"unit": "3-101"}, {"unit": "3-102"}]))
    type_into(book, "队列", A3=1)
    run(book, Replace("queue", [{"unit": "3-102"}, {"unit": "3-101", "priority": 2}]))
    assert column(book, "queue", "unit", "priority") == [("3-102", 1), ("3-101", 2)]


def test_shared_formulas_of_a_user_column_move_as_formulas_of_their_own(book):
    run(book, arrears("3-101", "3-102", "3-103"))
    parts = openpyxl.load_workbook(book)
    foreign.add_column(parts["欠费"], "折后", "=E{row}*0.9", 3)
    parts.save(book)
    foreign.edit(
        book,
        foreign.part_of(book, "欠费"),
        (b"<f>E2*0.9</f>", b'<f t="shared" ref="V2:V4" si="0">E2*0.9</f>'),
        (b"<f>E3*0.9</f>", b'<f t="shared" si="0"/>'),
        (b"<f>E4*0.9</f>", b'<f t="shared" si="0"/>'),
    )
    run(book, arrears("3-103", "3-102", "3-104"))
    sheet = pen.only(book, "欠费")["欠费"]
    assert [sheet[f"V{row}"].value for row in (2, 3, 4)] == ["=E2*0.9", "=E3*0.9", "=E4*0.9"]


def test_appended_rows_compute_as_the_last_one_does(book):
    run(book, Append("register", [{"number": "催字1号", "amount": Decimal("10")}]))
    parts = openpyxl.load_workbook(book)
    foreign.add_column(parts["发函"], "两倍", "=G{row}*2", 1)
    parts.save(book)
    run(book, Append("register", [{"number": f"催字{n}号"} for n in (2, 3)]))
    sheet = pen.only(book, "发函")["发函"]
    assert [sheet[f"S{row}"].value for row in (2, 3, 4)] == ["=G2*2", "=G3*2", "=G4*2"]


def test_the_sheet_for_notes_is_made_when_it_is_needed(book):
    foreign.without_sheets(book, "备忘")
    run(book, arrears("3-101"))
    type_into(book, "欠费", T2="已来电")
    run(book, arrears("3-102"))
    assert column(book, "memory", "table", "key", "column", "content") == [
        ("欠费", "3-101", "备注", "已来电")
    ]


def test_no_note_is_ever_lost_or_moved_to_another_row(book):
    chance = random.Random(7)
    units = [f"3-{number}" for number in range(101, 109)]
    run(book, arrears(*units))
    type_into(book, "欠费", **{f"T{row}": f"注{unit}" for row, unit in enumerate(units, 2)})
    for _ in range(12 if FULL else 5):
        some = chance.sample(units, chance.randint(0, len(units)))
        run(book, arrears(*some, owed=str(chance.randint(1, 99))))
        here = column(book, "arrears", "unit", "note")
        away = column(book, "memory", "key", "content")
        assert [unit for unit, _ in here] == some
        assert sorted(here + away) == [(unit, f"注{unit}") for unit in units]
