"""Everybody who is charged for a period gets one bill, and a bill presses nobody (缴费通知单)."""

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cuifei.cli import app
from cuifei.commands import charges, pack, undo
from cuifei.commands.pack import Wish
from cuifei.commands.report import plain
from cuifei.domain.problems import CuifeiError
from cuifei.domain.records import Hold, Instalment, Payment
from cuifei.letters.text import plain as words_of
from cuifei.locale import translator
from cuifei.workbook import journal_files
from stories.office import SETTINGS, Office, by_unit, owes, unit

DAY = date(2026, 11, 20)
PERIOD = "2026-12"
UNITS = [
    unit("3-1", area="100", price="2"),  # 欠两个月
    unit("3-2", area="100", price="2"),  # 预存 500 元
    unit("3-3", area="100", price="2", salutation="女士"),  # 不欠, 没有预存
    unit("3-4", area="100", price="2", language="en"),
    unit("位-1", price="150", use_type="parking"),
]
AHEAD = Payment("3-2", date(2026, 11, 1), 50_000, "转账")


def office_of(tmp_path, **more):
    debts = owes("3-1", 2, last=date(2026, 10, 31))
    return Office(tmp_path, UNITS, debts, **{"payments": (AHEAD,), **more})


@pytest.fixture
def office(tmp_path):
    return office_of(tmp_path)


def bills(office, day=DAY, **more):
    report = charges.charges(
        office.path, PERIOD, now=office._clock(day), bills=Wish(pack=True), **more
    )
    return plain(report.data, translator("en"))


def said(data, name):
    (bill,) = [item for item in data["bills"] if item["unit"] == name]
    return words_of(Path(bill["file"]).read_bytes())


def test_everybody_with_a_charge_gets_one_bill_debtors_too(office):
    data = bills(office)
    assert {b["unit"]: (b["charged"], b["earlier"], b["total"]) for b in data["bills"]} == {
        "3-1": ("200.00", "400.00", "600.00"),
        "3-2": ("200.00", "0.00", "0.00"),
        "3-3": ("200.00", "0.00", "200.00"),
        "3-4": ("200.00", "0.00", "200.00"),
        "位-1": ("150.00", "0.00", "150.00"),
    }
    owing = said(data, "3-1")
    for words in ("2026年12月", "2026-12-31", "此前账期未缴本金（2个账期）", "400.00", "陆佰元整"):
        assert words in owing
    assert "6200 0000 0000 0001" in owing and "甲一花园 3-1" in owing
    assert not any(word in owing for word in ("违约金", "逾期", "最后期限", "函号", "起诉", "催"))
    assert "停车费" in said(data, "位-1") and "车位" in said(data, "位-1")
    assert "Property service fee" in said(data, "3-4")


def test_who_paid_ahead_sees_nothing_to_pay_and_what_is_left(office):
    paid = said(bills(office), "3-2")
    assert "本次无需缴费" in paid and "零元整" in paid and "尚有预存款300.00元" in paid
    assert "6200 0000 0000 0001" not in paid and "附言" not in paid


def test_nobody_gets_the_same_bill_twice_and_a_dry_run_writes_nothing(office):
    before = office.path.read_bytes()
    assert len(bills(office, dry_run=True)["bills"]) == 5
    assert office.path.read_bytes() == before and not (office.path.parent / "催费文书").exists()
    bills(office)
    again = bills(office, date(2026, 11, 25))
    assert (again["charges"], again["bills"], again["billed"]) == ([], [], 5)
    row = {"费用项目": "水费", "账期": PERIOD, "应收金额": 30}
    office.types_row("应收", 房号="3-3", 到期日=date(2026, 12, 31), **row)
    more = bills(office, date(2026, 11, 26))
    assert [(b["unit"], b["total"]) for b in more["bills"]] == [("3-3", "230.00")]


def test_the_newest_bill_is_of_the_newest_sum(office):
    """200 → 230 → 200: the last bill is of 200 again, whatever days they were made as of."""
    bills(office, date(2026, 11, 25))
    names = [row["房号"] if row["账期"] == PERIOD else "" for row in office.reads("应收")]
    at = names.index("3-3") + 1
    for day, yuan, expected in (
        (date(2026, 11, 24), 230, ["230.00"]),
        (date(2026, 11, 23), 200, ["200.00"]),
        (date(2026, 11, 26), 200, []),
    ):
        office.types("应收", at, "应收金额", yuan)
        assert [bill["charged"] for bill in bills(office, day)["bills"]] == expected


@pytest.mark.parametrize("dies", ["withdraw", "mark"])
@pytest.mark.parametrize("next_", ["undo", "flag"])
def test_a_killed_undo_leaves_no_bill_valid(office, monkeypatch, dies, next_):
    """Whatever runs next completes it: bills of charges that are gone are withdrawn."""
    first = bills(office)

    class Killed(BaseException):
        pass

    def killed(*_):
        raise Killed

    with monkeypatch.context() as patched:
        where = (undo, "withdraw") if dies == "withdraw" else (journal_files, "mark_undone")
        patched.setattr(*where, killed)
        with pytest.raises(Killed):
            undo.undo(office.path, now=office._clock(DAY))
    assert not any(row["账期"] == PERIOD for row in office.reads("应收"))
    if next_ == "undo":
        undo.undo(office.path, now=office._clock(DAY))
    else:
        office.flags(date(2026, 11, 21))
    manifest = json.loads((Path(first["folder"]) / "manifest.json").read_text("utf-8"))
    assert manifest["state"] == "undone"
    again = bills(office, date(2026, 11, 21))
    assert len(again["bills"]) == 5 and again["billed"] == 0


def test_a_bill_is_no_demand(office, tmp_path):
    other = office_of(_new(tmp_path / "other"))
    data = bills(office)
    charges.charges(other.path, PERIOD, now=office._clock(DAY))  # 同样的应收, 没有账单
    assert office.reads("发函") == []
    day = date(2026, 11, 21)
    with_bills, without = by_unit(office.flags(day)), by_unit(other.flags(day))
    assert with_bills == without
    later = date(2027, 1, 31)
    assert by_unit(office.flags(later)) == by_unit(other.flags(later))
    assert office.writes(day=later)["letters"][0]["number"] == "催函〔2027〕1号"
    assert (Path(data["folder"]) / "manifest.json").exists()


def _new(folder):
    folder.mkdir()
    return folder


def test_the_manifest_knows_the_bills_and_the_pack_is_made_again(office):
    data = bills(office)
    manifest = json.loads((Path(data["folder"]) / "manifest.json").read_text("utf-8"))
    assert manifest["state"] == "registered" and manifest["letters"] == []
    assert sum(item["kind"] == "bill" for item in manifest["enclosed"]) == 5
    (first,) = data["packs"]
    cover = words_of(Path(first).read_bytes())
    assert "缴费通知单" in cover and cover.index("3-1") < cover.index("3-3") < cover.index("位-1")
    Path(first).unlink()
    again = pack.pack(office.path, "", Wish(pack=True))
    assert [str(path) for path in again.data["packs"]] == [first] and Path(first).exists()
    assert not again.problems


def test_what_is_agreed_or_held_is_left_out_and_said(tmp_path):
    plan = tuple(
        Instalment("3-1", str(n), date(2026, 11 + n, 28) if n < 2 else date(2027, n - 1, 28),
                   13_334 if n < 2 else 13_333, date(2026, 11, 10))
        for n in (1, 2, 3)
    )  # fmt: skip
    held = (
        Hold("3-3", "dispute", date(2026, 11, 1), item="物业费"),
        Hold("3-4", "sold", date(2026, 11, 1)),
    )
    data = bills(office_of(tmp_path, instalments=plan, holds=held))
    assert {b["unit"] for b in data["bills"]} == {"3-1", "3-2", "位-1"}
    assert "未列入本单" in said(data, "3-1") and "400.00" not in said(data, "3-1")
    told = {p["where"]: p["what"] for p in data["problems"]}
    assert "on hold" in told["3-3"] and "wrong person" in told["3-4"]


def test_without_company_or_receipts_nothing_at_all_is_written(tmp_path):
    for missing in ("company", "receipts_through"):
        home = _new(tmp_path / missing)
        office = office_of(
            home, payments=(), settings=tuple(s for s in SETTINGS if s.key != missing)
        )
        before = office.path.read_bytes()
        with pytest.raises(CuifeiError):
            bills(office)
        assert office.path.read_bytes() == before


def test_bills_of_charges_that_are_taken_back_are_withdrawn_and_made_anew(office):
    first = bills(office)
    undone = undo.undo(office.path, now=office._clock(DAY))
    assert any(Path(first["folder"]).name in str(line) for line in undone.said)
    manifest = json.loads((Path(first["folder"]) / "manifest.json").read_text("utf-8"))
    assert manifest["state"] == "undone"
    again = bills(office, date(2026, 11, 21))
    assert len(again["bills"]) == 5 and again["billed"] == 0


def test_the_undo_of_another_run_leaves_the_bills(office):
    first = bills(office)
    office.flags(date(2026, 11, 21))
    undo.undo(office.path, now=office._clock(date(2026, 11, 21)))
    manifest = json.loads((Path(first["folder"]) / "manifest.json").read_text("utf-8"))
    assert manifest["state"] == "registered"


def test_the_command_line(office):
    args = ["charges", str(office.path), "--period", PERIOD, "--bills", "--json"]
    ran = CliRunner().invoke(app, [*args, "--as-of", "2026-11-20"])
    data = json.loads(ran.stdout)
    assert len(data["bills"]) == 5 and data["bills"][0]["total"] == "600.00" and data["packs"]
