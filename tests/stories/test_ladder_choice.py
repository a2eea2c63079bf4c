"""R2: the ladder of each use type is chosen by name in 参数; 阶梯 speaks only where 自定 is."""

import pytest
from openpyxl import load_workbook

from commands import pen
from commands.estates import build_once
from cuifei.commands import check
from cuifei.commands.opened import open_book
from cuifei.commands.report import plain
from cuifei.domain.records import Ledger
from cuifei.locale import translator
from cuifei.tables.presets import NEW_LEDGER, chosen, new_ledger


@pytest.fixture
def path(tmp_path):
    build_once(tmp_path / "台账.xlsx", Ledger(rungs=new_ledger()))
    return tmp_path / "台账.xlsx"


def chooses(path, setting, name):
    pen.change(path, "参数", setting, name)


def rungs(path, use_type="residential"):
    return [(r.document, r.trigger) for r in open_book(path).policy.ladder(use_type)]


def steps(preset, use_type="residential"):
    return [(r.document, r.trigger) for r in chosen(preset, use_type)]


def test_homes_go_by_three_four_six_and_twelve_months_unless_somebody_chooses(path):
    assert rungs(path) == [
        ("payment_notice", "months 3"),
        ("reminder_notice", "months 4"),
        ("final_notice", "months 6"),
        ("lawyer_letter", "months 12"),
    ]
    assert open_book(path).policy.ladders == dict(NEW_LEDGER)


@pytest.mark.parametrize(
    ("typed", "preset"),
    [
        ("九招", "nine-moves"),
        ("nine-moves", "nine-moves"),
        ("住宅按月", "residential-monthly"),
        ("residential-monthly", "residential-monthly"),
        ("express", "express"),
        ("shop", "shop"),
    ],
)
def test_a_name_is_enough(path, typed, preset):
    chooses(path, "住宅阶梯", typed)
    assert rungs(path) == steps(preset)
    assert open_book(path).problems == _late_fee_alone(path)


def test_each_use_type_has_its_own_choice(path):
    chooses(path, "商铺阶梯", "express")
    chooses(path, "车位阶梯", "nine-moves")
    chooses(path, "托管房阶梯", "shop")
    assert rungs(path) == steps("residential")
    assert rungs(path, "shop") == steps("express", "shop")
    assert rungs(path, "parking") == steps("nine-moves", "parking")
    assert rungs(path, "entrusted") == steps("shop", "entrusted")


def test_own_is_what_stands_in_the_ladder_sheet(path):
    book = load_workbook(path)
    book["阶梯"].cell(2, 4, "逾期5个月")
    book.save(path)
    assert rungs(path)[0] == ("payment_notice", "months 3")
    told = [p for p in open_book(path).problems if "阶梯" in str(p.what)]
    assert (len(told) == 1 and "own" in str(told[0].remedy)) or "自定" in str(told[0].remedy)
    chooses(path, "住宅阶梯", "自定")
    assert rungs(path)[0] == ("payment_notice", "months 5")
    assert open_book(path).problems == _late_fee_alone(path)


def test_own_with_nothing_in_the_sheet_is_told(path):
    book = load_workbook(path)
    book["阶梯"].delete_rows(2, 4)
    book["阶梯"].tables["阶梯"].ref = f"A1:J{1 + len(new_ledger()) - 4}"
    book.save(path)
    chooses(path, "住宅阶梯", "own")
    assert rungs(path) == []
    assert any("no row for this use type" in str(p.what) for p in open_book(path).problems)


def test_a_name_that_nobody_knows_is_told_and_the_default_stands(path):
    chooses(path, "住宅阶梯", "十招")
    assert rungs(path) == steps("residential")
    assert any("十招" in str(p.what) for p in open_book(path).problems)


def test_a_ledger_from_before_the_choice_goes_by_its_own_sheet(path):
    book = load_workbook(path)
    sheet = book["参数"]
    rows = [row[0].row for row in sheet.iter_rows() if "阶梯" in str(row[0].value)]
    for row in reversed(rows):
        sheet.delete_rows(row)
    last = int(sheet.tables["参数"].ref.rpartition("D")[2]) - len(rows)
    sheet.tables["参数"].ref = f"A1:D{last}"
    book["阶梯"].cell(2, 4, "逾期5个月")
    book.save(path)
    assert rungs(path)[0] == ("payment_notice", "months 5")
    assert open_book(path).policy.ladders["residential"] == "own"
    assert open_book(path).problems == _late_fee_alone(path)


def test_check_says_which_ladders_are_on(path):
    chooses(path, "住宅阶梯", "九招")
    report = check.check(path)
    data = plain(report.data, translator("zh"))
    assert data["ladders"]["residential"] == "nine-moves"
    assert any("住宅阶梯 九招" in translator("zh")(said) for said in report.said)


def _late_fee_alone(path):
    """Return the two Problems that every new ledger has: nobody typed the late fee yet."""
    return tuple(p for p in open_book(path).problems if "late fee" in str(p.what))
