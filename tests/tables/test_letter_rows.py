"""The register as hands leave it: what a letter's life cannot hold is a Problem, no row is lost."""

from datetime import date

import pytest

from cuifei.tables import rows
from cuifei.workbook import reading
from workbook.books import good, write

HEADER = ["函号", "文书", "房号", "函日期", "状态", "寄出日期", "送达日期", "审定人", "备注"]
DAY = date(2026, 3, 2)


def found(tmp_path, **cells):
    sheets = good()
    row = {"函号": "催函〔2026〕0001号", "文书": "催费函", "房号": "3-2", "函日期": DAY, **cells}
    sheets["发函"] = [HEADER, [row.get(name) for name in HEADER]]
    ledger, problems = rows.ledger(reading.read(write(tmp_path / "a.xlsx", sheets)))
    assert [letter.number for letter in ledger.letters] == ["催函〔2026〕0001号"]
    return [p.where for p in problems if p.where.startswith("发函")]


@pytest.mark.parametrize(
    ("cells", "where"),
    [
        ({"状态": "已作废"}, "发函!I2"),
        ({"状态": "已打印", "寄出日期": DAY}, "发函!E2"),
        ({"状态": "已生成", "送达日期": DAY}, "发函!E2"),
        ({"文书": "律师函", "状态": "已寄出", "寄出日期": DAY}, "发函!H2"),
        ({"状态": "已送达", "寄出日期": DAY, "送达日期": date(2026, 3, 1)}, "发函!G2"),
        ({"状态": "已寄出", "寄出日期": date(2026, 3, 1)}, "发函!F2"),
        ({"状态": "已送达", "寄出日期": DAY}, "发函!E2"),
    ],
)
def test_an_impossible_life_is_named(tmp_path, cells, where):
    assert where in found(tmp_path, **cells)


@pytest.mark.parametrize(
    "cells",
    [
        {"状态": "已生成"},
        {"状态": "已作废", "备注": "金额有误"},
        {"状态": "已送达", "寄出日期": DAY, "送达日期": date(2026, 3, 5)},
        {"文书": "律师函", "状态": "已寄出", "寄出日期": DAY, "审定人": "样例律师"},
    ],
)
def test_a_possible_life_is_left_alone(tmp_path, cells):
    assert not found(tmp_path, **cells)


def numbers(tmp_path, *cells):
    """Return the sentences about rows that have one number."""
    sheets = good()
    row = {"函号": "催函〔2026〕0001号", "文书": "催费函", "函日期": DAY, "状态": "已生成"}
    every = [{**row, **own} for own in cells]
    sheets["房产"] += [[unit, *sheets["房产"][1][1:]] for unit in ("3-3", "3-4")]
    sheets["发函"] = [HEADER, *([own.get(name) for name in HEADER] for own in every)]
    ledger, problems = rows.ledger(reading.read(write(tmp_path / "a.xlsx", sheets)))
    assert len(ledger.letters) == len(cells)
    return [(p.where, str(p.what)) for p in problems if p.where.startswith("发函")]


def test_one_number_in_the_rows_of_several_units_is_one_letter(tmp_path):
    assert numbers(tmp_path, {"房号": "3-2"}, {"房号": "3-3"}, {"房号": "3-4"}) == []


def test_one_number_on_two_papers_is_named_with_what_differs(tmp_path):
    other = {"房号": "3-3", "文书": "律师函", "函日期": date(2026, 3, 9), "状态": "已生成"}
    ((where, what),) = numbers(tmp_path, {"房号": "3-2"}, other)
    assert where == "发函!A3"
    assert "row 2" in what
    assert "文书, 函日期" in what


def test_one_number_twice_for_one_unit_is_named(tmp_path):
    ((where, what),) = numbers(tmp_path, {"房号": "3-2"}, {"房号": "3-3"}, {"房号": "３-2"})
    assert (where, what) == ("发函!A4", "letter number 催函〔2026〕0001号 is in row 2 as well")
