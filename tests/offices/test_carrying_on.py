"""A new export as .xlsx, beside a workbook that knows its units: is the ladder to begin anew?"""

from datetime import datetime

import openpyxl
import pytest

from cuifei.commands import adopt_open
from cuifei.commands.adopt import adopt
from cuifei.commands.flag import flag
from cuifei.commands.new import new
from cuifei.commands.store import at
from cuifei.commands.undo import undo
from cuifei.domain.problems import CuifeiError
from cuifei.tables.port import Append
from cuifei.workbook import closed, reading
from offices import offices
from offices.offices import MONTHS, NOW

LATER = datetime(2026, 2, 5, 9)
FEBRUARY = [
    *MONTHS[:2],
    [1, "3-2-0101", "甲一样例", 100, None, 100],
    [2, "3-2-0102", "甲二样例", None, 99.5, 99.5],
    [3, "3-2-0103", "甲三样例", None, 10, 10],
    ["合计", None, None, 100, 109.5, 209.5],
]
CONTACT = {"date": datetime(2026, 1, 6), "unit": "3-2-0102", "channel": "电话", "content": "样例"}


@pytest.fixture
def january(tmp_path):
    """Adopt January's workbook where it stands, and record a talk in it."""
    path = offices.write(tmp_path / "一月台账.xlsx", 台账=MONTHS)
    adopt(path, now=NOW, yes=True)
    closed.write(reading.read(path), [Append("contacts", [CONTACT])], command="test", now=NOW)
    flag(path, NOW.date(), now=NOW)
    return path


@pytest.fixture
def february(january):
    return offices.write(january.parent / "二月导出.xlsx", 台账=FEBRUARY)


def reply(book, tmp_path, word):
    (tmp_path / "answers.txt").write_text(f"接续还是新建 = {word}", encoding="utf-8")
    return adopt(book, now=LATER, map_file=tmp_path / "answers.txt")


def owed(book):
    return {row["unit"]: row["owed"] for row in flag(book, LATER.date(), now=LATER).data["rows"]}


def test_yes_alone_is_refused_until_it_is_said(january, february):
    before = february.read_bytes()
    report = adopt(february, now=LATER, yes=True)
    assert report.exit_code == 2 and february.read_bytes() == before
    (doubt,) = report.data["doubts"]
    assert doubt["key"] == "接续还是新建" and doubt["answers"] == ["接续", "新建"]
    assert "一月台账.xlsx" in str(doubt["question"])


def test_carried_on_the_amounts_are_the_new_ones_and_what_was_said_stays(
    january, february, tmp_path
):
    before, old = february.read_bytes(), january.read_bytes()
    report = reply(february, tmp_path, "接续")
    assert report.exit_code == 0 and report.data["book"] == january
    assert february.read_bytes() == before
    assert owed(january) == {"3-2-0101": "100.00", "3-2-0102": "99.50", "3-2-0103": "10.00"}
    book = openpyxl.load_workbook(january)
    assert book.sheetnames[:1] == ["台账"] and "台账 (2)" in book.sheetnames
    contacts = reading.read(january).tables["contacts"].rows.values()
    assert [row["unit"] for row in contacts if row.get("unit")] == ["3-2-0102"]
    undo(january, now=LATER)
    undo(january, now=LATER)
    assert january.read_bytes() == old


def test_the_next_one_follows_in_its_turn(january, february, tmp_path):
    reply(february, tmp_path, "carry on")
    again = adopt(february, now=LATER, yes=True)
    assert "holds all of" in str(again.said[0])
    march = offices.write(
        tmp_path / "三月导出.xlsx",
        台账=[*FEBRUARY[:2], [1, "3-2-0101", "甲一样例", 7, None, 7], *FEBRUARY[3:5]],
    )
    assert reply(march, tmp_path, "接续").exit_code == 0
    assert owed(january)["3-2-0101"] == "7.00"


def test_begun_anew_it_is_a_ledger_of_its_own(january, february, tmp_path):
    old = january.read_bytes()
    assert reply(february, tmp_path, "新建").exit_code == 0
    assert january.read_bytes() == old
    assert owed(february) == {"3-2-0101": "100.00", "3-2-0102": "99.50", "3-2-0103": "10.00"}
    assert adopt(february, now=LATER).data["doubts"] == ()


@pytest.mark.parametrize(("word", "where"), [("接续", "一月台账.xlsx"), ("新建", "二月导出.xlsx")])
def test_the_answer_may_be_typed_into_the_sheet(january, february, word, where):
    adopt(february, now=LATER)
    book = openpyxl.load_workbook(february)
    (row,) = [r for r in book["映射"].iter_rows() if r[0].value == "接续还是新建"]
    row[1].value = word
    book.save(february)
    report = adopt(february, now=LATER, yes=True)
    assert report.exit_code == 0 and report.data["book"].name == where
    assert set(owed(report.data["book"]).values()) == {"100.00", "99.50", "10.00"}
    assert "映射 (2)" not in openpyxl.load_workbook(report.data["book"]).sheetnames


def test_another_word_is_no_answer(january, february, tmp_path):
    report = reply(february, tmp_path, "看着办")
    assert report.exit_code == 2
    assert "看着办" in str(report.data["doubts"][0]["question"])


def test_nothing_is_asked_beside_a_workbook_that_holds_no_letters_and_no_contacts(tmp_path):
    adopt(offices.write(tmp_path / "一.xlsx", 台账=MONTHS), now=NOW, yes=True)
    later = offices.write(tmp_path / "二.xlsx", 台账=FEBRUARY)
    assert adopt(later, now=LATER, yes=True).exit_code == 0


def test_nothing_is_asked_about_other_units(january, tmp_path):
    others = [[cell.replace("3-2", "9-9") if isinstance(cell, str) else cell for cell in row]
              for row in FEBRUARY]  # fmt: skip
    later = offices.write(tmp_path / "别处.xlsx", 台账=others)
    assert adopt(later, now=LATER, yes=True).exit_code == 0


def test_a_ledger_of_ours_is_named_with_the_sheet_to_type_into(tmp_path):
    ledger = tmp_path / "台账.xlsx"
    new(ledger)
    unit = [{"unit": f"3-2-010{n}", "owner": f"甲{n}样例"} for n in (1, 2, 3)]
    changes = [Append("units", unit), Append("contacts", [CONTACT])]
    closed.write(reading.read(ledger), changes, command="test", now=NOW)
    later = offices.write(tmp_path / "导出.xlsx", 台账=FEBRUARY)
    (doubt,) = adopt(later, now=LATER, yes=True).data["doubts"]
    assert doubt["answers"] == ["新建"] and "台账.xlsx" in str(doubt["question"])


def test_a_first_text_file_beside_an_adopted_workbook_is_asked_about_too(january, tmp_path):
    lines = [",".join("" if cell is None else str(cell) for cell in row) for row in FEBRUARY]
    later = tmp_path / "导出.csv"
    later.write_text("\n".join(lines), encoding="utf-8")
    assert adopt(later, now=LATER, yes=True).exit_code == 2
    assert reply(later, tmp_path, "接续").data["book"] == january
    assert owed(january)["3-2-0102"] == "99.50"


def test_in_the_open_workbook_it_is_asked_too_and_a_yes_names_what_to_run(january, february):
    asked = adopt_open.propose(at(february), now=LATER, lang="zh")
    assert asked.doubts == 1 and not asked.known
    adopt_open.settle(at(february), asked, now=LATER)
    book = openpyxl.load_workbook(february)
    (row,) = [r for r in book["映射"].iter_rows() if r[0].value == "接续还是新建"]
    row[1].value = "接续"
    book.save(february)
    old = january.read_bytes()
    with pytest.raises(CuifeiError, match="earlier workbook"):
        adopt_open.propose(at(february), now=LATER, lang="zh")
    assert january.read_bytes() == old
    adopt(february, now=LATER)
    assert owed(january)["3-2-0102"] == "99.50"
