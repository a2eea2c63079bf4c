"""Undo puts back what the run wrote over, and loses nothing that was typed since."""

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from commands import pen
from cuifei.domain.problems import CuifeiError
from cuifei.tables.port import Append, Fill, Replace, Update
from cuifei.workbook import closed, reading
from cuifei.workbook.undo import Undone, undo
from workbook import foreign

NOW = datetime(2026, 4, 1, 9, 0, 0)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def book(tmp_path) -> Path:
    return foreign.small(tmp_path / "样例.xlsx")


def run(path: Path, *changes, command="flag", now=NOW):
    return closed.write(reading.read(path), changes, command=command, now=now)


def unpaid(value: str) -> Fill:
    return Fill("charges", {row: {"unpaid": Decimal(value)} for row in range(2, 8)})


def arrears(*units: str, owed: str = "120.50") -> Replace:
    rows = [{"unit": u, "owner": "甲一", "owed": Decimal(owed)} for u in units]
    return Replace("arrears", rows)


def typed(path: Path, sheet: str, **cells) -> None:
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        book[sheet][place] = value
    book.save(path)


def column(path: Path, table: str, *fields: str) -> list[tuple[object, ...]]:
    rows = reading.read(path).tables[table].rows.values()
    return [tuple(row[field] for field in fields) for row in rows]


def test_an_untouched_file_comes_back_to_the_byte(book):
    before = book.read_bytes()
    run(book, unpaid("12.5"), arrears("3-101"), Append("register", [{"number": "催字1号"}]))
    told = undo(book, now=LATER, dry_run=True)
    assert book.read_bytes() != before
    done = undo(book, now=LATER)
    assert book.read_bytes() == before
    assert (done.command, done.time, done.whole, done.problems) == ("flag", NOW, True, ())
    assert told == done
    assert done.written.tables == ("charges", "arrears", "register")


def test_undo_goes_back_run_by_run(book):
    states = [book.read_bytes()]
    for number in (1, 2, 3):
        run(book, unpaid(str(number)), now=NOW + timedelta(minutes=number))
        states.append(book.read_bytes())
    for number in (2, 1, 0):
        undo(book, now=LATER)
        assert book.read_bytes() == states[number]
    with pytest.raises(CuifeiError, match="nothing to undo"):
        undo(book, now=LATER)


def test_cells_go_back_by_key_where_the_file_was_touched(book):
    run(book, unpaid("1"))
    run(book, unpaid("2"), now=NOW + timedelta(minutes=1))
    parts = openpyxl.load_workbook(book)
    sheet = parts["应收"]
    for place in range(1, 12):  # a person sorts: rows 2 and 7 change places
        one, other = sheet.cell(2, place), sheet.cell(7, place)
        one.value, other.value = other.value, one.value
    sheet["F4"] = "新备注"
    sheet["G3"] = 99
    parts.save(book)
    done = undo(book, now=LATER)
    assert not done.whole
    assert [row[0] for row in column(book, "charges", "unpaid")] == [1, 99, 1, 1, 1, 1]
    assert column(book, "charges", "note")[2] == ("新备注",)
    assert [problem.where for problem in done.problems] == ["应收!G3"]
    assert done.written.backup is not None


def test_the_undo_of_a_touched_file_takes_the_run_before_next(book):
    run(book, unpaid("1"))
    run(book, unpaid("2"), now=NOW + timedelta(minutes=1))
    typed(book, "应收", F4="新备注")
    undo(book, now=LATER)
    undo(book, now=LATER)
    assert column(book, "charges", "unpaid") == [(None,)] * 6
    assert column(book, "charges", "note")[2] == ("新备注",)
    with pytest.raises(CuifeiError, match="nothing to undo"):
        undo(book, now=LATER)


def test_former_rows_of_our_table_come_back_with_their_notes(book):
    run(book, arrears("3-101", "3-102"))
    typed(book, "欠费", T2="甲的备注")
    run(book, arrears("3-102", "3-103", owed="7"), now=NOW + timedelta(minutes=1))
    typed(book, "欠费", T3="丙的备注")
    done = undo(book, now=LATER)
    assert done.problems == ()
    assert column(book, "arrears", "unit", "owed", "note") == [
        ("3-101", 120.5, "甲的备注"),
        ("3-102", 120.5, None),
    ]
    assert column(book, "memory", "key", "content") == [("3-103", "丙的备注")]


def test_what_a_person_wrote_into_our_table_stays(book):
    run(book, arrears("3-101"))
    run(book, arrears("3-101", "3-102", owed="7"), now=NOW + timedelta(minutes=1))
    typed(book, "欠费", E2=8, C3="乙二")
    done = undo(book, now=LATER)
    assert column(book, "arrears", "unit", "owner", "owed") == [
        ("3-101", "甲一", 8),
        ("3-102", "乙二", 7),
    ]
    assert [problem.where for problem in done.problems] == ["欠费!E2", "欠费!C3"]


def test_appended_rows_go_unless_somebody_changed_them(book):
    run(book, Append("register", [{"number": "催字0号"}]))
    letters = [{"number": f"催字{n}号", "unit": "3-101"} for n in (1, 2, 3)]
    run(book, Append("register", letters), now=NOW + timedelta(minutes=1))
    typed(book, "发函", L4="2026-04-05", R2="旧信")
    done = undo(book, now=LATER)
    assert column(book, "register", "number", "served", "note") == [
        ("催字0号", None, "旧信"),
        ("催字2号", "2026-04-05", None),
    ]
    assert [problem.where for problem in done.problems] == ["发函!4"]
    (table,) = pen.only(book, "发函")["发函"].tables.values()
    assert table.ref == "A1:R3"


def test_an_update_goes_back(book):
    run(book, Append("register", [{"number": "催字1号", "state": "已生成"}]))
    run(book, Update("register", {"催字1号": {"state": "已打印"}}), now=NOW + timedelta(minutes=1))
    typed(book, "房产", P2="x")
    undo(book, now=LATER)
    assert column(book, "register", "state") == [("已生成",)]


def test_a_formula_that_was_written_over_comes_back(book):
    typed(book, "应收", G2="=D2-1")
    run(book, unpaid("1"))
    typed(book, "房产", P2="x")
    undo(book, now=LATER)
    assert pen.only(book, "应收")["应收"]["G2"].value == "=D2-1"


def test_a_dry_run_tells_and_writes_nothing(book):
    run(book, unpaid("1"))
    typed(book, "应收", F4="新备注")
    before = book.read_bytes()
    told = undo(book, now=LATER, dry_run=True)
    assert book.read_bytes() == before
    assert told.written.cells == 6
    assert undo(book, now=LATER).written.cells == 6


def test_a_run_that_never_happened_is_passed_over(book, monkeypatch):
    run(book, unpaid("1"))
    state = book.read_bytes()

    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(closed.swap, "replace", killed)
    monkeypatch.setattr(closed, "discard", lambda backup: None)
    with pytest.raises(KeyboardInterrupt):
        run(book, unpaid("2"), now=NOW + timedelta(minutes=1))
    monkeypatch.undo()
    assert book.read_bytes() == state
    assert isinstance(undo(book, now=LATER), Undone)
    assert column(book, "charges", "unpaid") == [(None,)] * 6


def test_a_table_that_is_gone_is_reported(book):
    run(book, unpaid("1"), arrears("3-101"))
    foreign.without_sheets(book, "欠费")
    done = undo(book, now=LATER)
    assert [problem.where for problem in done.problems] == ["arrears"]
    assert column(book, "charges", "unpaid") == [(None,)] * 6
