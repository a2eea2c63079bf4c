"""Layouts of real lists that were once misread: each gives what is right, or asks for it."""

import shutil
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from cuifei.commands.adopt import adopt
from cuifei.commands.flag import flag
from cuifei.tables import rows
from cuifei.workbook import reading
from offices import offices
from offices.offices import NOW, fill_in

CASES = Path(__file__).parent / "cases"
DUE = "表1.规则.到期日 = 2026-03-31"
# name -> (the answers that are asked for, what each unit owes in fen, the due date of all)
RIGHT = {
    "account_no_address": ([DUE], {"3100000000001": 2800, "3100000000002": 520, "…3": 10600}, None),
    "flatno": ([DUE], {"1001": 350500}, None),
    "legend_right": (
        [],
        {f"1-1-100{n}": 10000 * 2 ** (n - 1) for n in range(1, 7)},
        date(2026, 1, 31),
    ),
    "many_own_columns2": ([], {"1-101": 120050, "1-102": 80000}, date(2026, 3, 31)),
    "market_rent": ([DUE], {"102": 129200, "103": 87050}, None),
    "monthly_rate_taken": ([], {"1-101": 60000, "1-102": 30000}, date(2026, 3, 31)),
    "no_owner": ([], {"102": 28500, "302": 32050, "501": 38000}, date(2026, 8, 31)),
    "only_amount_unknown_word": ([DUE], {"1-101": 10000, "1-102": 20050}, None),
    "qian_item_doubled": ([], {"1-101": 4000}, date(2026, 1, 31)),
    "role_column_partial": (
        [],
        {f"1-10{n}": 10000 * 2 ** (n - 1) for n in range(1, 6)},
        date(2026, 1, 31),
    ),
    "rollforward_doubled": ([], {"1-101": 13000}, None),
    "second_unpaid_column_dropped": (
        ["表1.金额.E = 欠费"],
        {"1-101": 13000, "1-102": 20000, "1-103": 30000},
        date(2026, 1, 31),
    ),
    "shop_rows_realistic": (
        [],
        {
            "1-101": 10000,
            "1-102": 15000,
            "S-01": 40000,
            "S-02": 80000,
            "1-103": 100000,
            "1-104": 320000,
        },
        date(2026, 2, 10),
    ),
    "snake_case": ([DUE], {"A01": 10050}, None),
    "three_decimals": (
        ["表1.规则.四舍五入到分 = 是"],
        {"1-101": 10001, "1-102": 13057},
        date(2026, 1, 31),
    ),
    "two_communities": ([], {"样例花园-1-101": 20000, "样例苑-1-101": 5000}, None),
}
RIGHT["account_no_address"][1]["3100000000003"] = RIGHT["account_no_address"][1].pop("…3")


def adopted(name, tmp_path):
    """Adopt the case: it asks for exactly the answers that RIGHT gives, and then for nothing."""
    path = tmp_path / f"{name}.xlsx"
    shutil.copy(CASES / path.name, path)
    answers, _, _ = RIGHT[name]
    report = adopt(path, now=NOW, yes=True)
    assert [doubt["key"] for doubt in report.data["doubts"]] == [
        answer.partition(" =")[0] for answer in answers
    ]
    if answers:
        (tmp_path / "a.txt").write_text("\n".join(answers), encoding="utf-8")
        report = adopt(path, now=NOW, map_file=tmp_path / "a.txt")
    assert not report.refused, report.data["doubts"]
    return path, report


@pytest.mark.parametrize("name", sorted(RIGHT))
def test_a_case_is_read_as_it_was_meant(name, tmp_path):
    path, _ = adopted(name, tmp_path)
    book = reading.read(path)
    ledger, problems = rows.ledger(book)
    owed = defaultdict(int)
    for charge in ledger.charges:
        owed[charge.unit] += charge.amount
    _, right, due = RIGHT[name]
    assert dict(owed) == right
    assert all("paid ahead" in problem.what.text for problem in problems)
    assert due is None or {charge.due for charge in ledger.charges} == {due}


def test_every_case_is_told(tmp_path):
    assert {path.stem for path in CASES.glob("*.xlsx")} == set(RIGHT)


def test_a_credit_balance_is_paid_in_advance(tmp_path):
    path, _ = adopted("flatno", tmp_path)
    ledger, _ = rows.ledger(reading.read(path))
    assert {(one.unit, one.amount) for one in ledger.payments} == {("1002", 871500)}


def test_a_list_without_owners_is_flagged_by_unit_and_said_to_hold_letters(tmp_path):
    path, report = adopted("no_owner", tmp_path)
    assert any("names the owners" in message.many for message in report.said)
    fill_in(path)
    found = flag(path, date(2026, 11, 21), now=NOW, dry_run=True)
    assert len(found.data["rows"]) == 3
    for row in found.data["rows"]:
        assert not row["may_send"]
        assert "missing_owner" in {blocker.code for blocker in row["blockers"]}


def test_a_sheet_of_which_nothing_is_read_is_named(tmp_path):
    path = offices.write(
        tmp_path / "book.xlsx",
        欠费=[["房号", "业主", "到期日", "欠费金额"], ["101", "甲一样例", "2025-01-31", 100]],
        其他=[["档案", "数值"], ["D-01", 30], ["D-02", 40]],
    )
    said = adopt(path, now=NOW, yes=True).said
    assert any("其他" in str(message.params.get("sheets")) for message in said)
