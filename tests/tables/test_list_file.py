"""Lists that go out: what no workbook can hold is left out of them, and of what is read."""

import csv
from datetime import date

import pytest
from openpyxl import load_workbook

from cuifei.domain.keys import name_key, unit_key
from cuifei.tables import list_file, rows
from cuifei.workbook import reading
from workbook.books import good, write


def test_signs_that_no_workbook_can_hold_are_left_out(tmp_path):
    lines = [{"业主": "张\x0b三\x00样例\ufffe", "手机": "=1\x01"}]
    list_file.write_xlsx(tmp_path / "a.xlsx", "短信", ["业主", "手机"], lines)
    list_file.write_csv(tmp_path / "a.csv", ["业主", "手机"], lines)
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert [cell.value for cell in sheet[2]] == ["张三样例", "=1"]
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1] == ["张三样例", "'=1"]


def test_they_are_left_out_of_what_is_read_as_well(tmp_path):
    sheets = good()
    row = sheets["房产"][1]
    at = sheets["房产"][0].index("业主")
    sheets["房产"][1] = [*row[:at], "张_x000B_三_x0001_样例", *row[at + 1 :]]
    ledger, _ = rows.ledger(reading.read(write(tmp_path / "a.xlsx", sheets)))
    assert next(iter(ledger.units.values())).owner == "张三样例"


@pytest.mark.parametrize(
    "unseen",
    ["\u200b", "\u2066", "\u2069", "\x01", "\u00ad", "\ufe0f", "\u3164", "\u061c", "\ufeff"],
)
def test_what_nobody_sees_makes_no_other_key(unseen, tmp_path):
    assert unit_key(f"3{unseen}-2") == unit_key("3-2")
    assert name_key(f"甲{unseen}园") == name_key("甲园")
    sheets = good()
    if not unseen.isprintable() and ord(unseen) < 32:
        return  # the library that makes the test workbook refuses it
    sheets["收款"] = [
        [f"{name}{unseen}" for name in sheets["收款"][0]],
        [date(2026, 2, 1), f"3-2{unseen}", 5, "微信", None, "SK-1", ""],
    ]
    ledger, problems = rows.ledger(reading.read(write(tmp_path / "a.xlsx", sheets)))
    assert [p.unit for p in ledger.payments] == ["3-2"]
    assert not [p for p in problems if p.where.startswith("收款")]
