"""Flagging the demo estate: right, repeatable, reversible."""

import shutil
import struct
import zipfile
from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest

from commands import pen
from commands.estates import AS_OF, NOW, copy_to, rows, type_row, widest
from cuifei.commands.flag import flag
from cuifei.commands.report import plain
from cuifei.commands.undo import undo
from cuifei.locale import translator
from cuifei.newbook.guide.titles import TITLES
from size import FULL


@pytest.fixture
def book(tmp_path):
    return copy_to(tmp_path)


def flagged(book, day=AS_OF, **options):
    return plain(flag(book, day, now=NOW, **options).data, translator("zh"))


@pytest.fixture(scope="module")
def flagged_once(tmp_path_factory):
    path = copy_to(tmp_path_factory.mktemp("flagged"))
    return path, path.read_bytes(), flagged(path)


@pytest.fixture
def done(flagged_once, tmp_path):
    """Return a flagged workbook, the bytes that it had before, and what was said."""
    path, before, data = flagged_once
    shutil.copytree(path.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / path.name, before, data


def owed_by_hand(book, day):
    """Reckon each unit's arrears in the plainest way: oldest due first, named periods before."""
    charges, payments = defaultdict(list), defaultdict(list)
    for row in rows(book, "应收"):
        charges[row["房号"]].append([row["到期日"].date(), row["账期"], row["应收金额"]])
    for row in rows(book, "收款"):
        if row["收款日期"].date() <= day:
            payments[row["房号"]].append(row)
    result = {}
    for unit, lines in charges.items():
        lines = [[due, period, round(amount * 100)] for due, period, amount in sorted(lines)]
        for row in sorted(payments[unit], key=lambda r: (r["收款日期"], not r["指定账期"])):
            money = round(row["金额"] * 100)
            named = [line for line in lines if row["指定账期"] and line[1] == row["指定账期"]]
            for line in (*named, *lines):
                part = min(money, line[2])
                line[2] -= part
                money -= part
        late = [line for line in lines if line[0] < day and line[2]]
        if late:
            oldest = min(line[0] for line in late)
            result[unit] = (sum(line[2] for line in late), len({x[1] for x in late}), oldest)
    return result


def test_the_json_says_what_a_reckoning_by_hand_says(tmp_path):
    book = widest(tmp_path)
    data = flagged(book, dry_run=True)
    discounted = {row["房号"] for row in rows(book, "减免") if row["类别"] == "提前缴费优惠"}
    got = {
        row["unit"]: (
            int(Decimal(row["owed"]) * 100),
            row["unpaid_periods"],
            date.fromisoformat(row["oldest_due"]),
        )
        for row in data["rows"]
        if row["unit"] not in discounted
    }
    expected = {u: v for u, v in owed_by_hand(book, AS_OF).items() if u not in discounted}
    assert got == expected
    assert len(got) > (50 if FULL else 30)


def test_the_sheet_says_what_the_json_says(done):
    book, _, data = done
    sheet = {row["房号"]: row for row in rows(book, "欠费")}
    assert set(sheet) == {row["unit"] for row in data["rows"]}
    for row in data["rows"]:
        cells = sheet[row["unit"]]
        assert Decimal(str(cells["欠费合计"])) == Decimal(row["owed"])
        assert cells["逾期月数"] == row["months_overdue"]
        assert cells["最早到期日"].date().isoformat() == row["oldest_due"]
        assert cells["今天可发"] == ("是" if row["may_send"] else "否")
        assert bool(cells["不可发原因"]) == bool(row["blockers"])
        assert row["may_send"] == (not row["blockers"])
        if row["blockers"]:
            short, *whole = cells["不可发原因"].split("\n")
            assert short == "；".join(dict.fromkeys(TITLES[b["code"]][0] for b in row["blockers"]))
            assert whole == [b["text"] for b in row["blockers"]]


def test_our_columns_beside_the_charges_add_up_to_the_sheet(done):
    book, *_ = done
    open_fen = defaultdict(Decimal)
    for row in rows(book, "应收"):
        if row["逾期月数"] is not None:
            open_fen[row["房号"]] += Decimal(str(row["未收金额"]))
    assert open_fen == {row["房号"]: Decimal(str(row["欠费合计"])) for row in rows(book, "欠费")}


def test_flagging_twice_changes_nothing(done):
    book, *_ = done
    once = book.read_bytes()
    flag(book, AS_OF, now=NOW)
    assert book.read_bytes() == once


def test_undo_gives_back_the_cells_of_before(done):
    book, before, _ = done
    assert book.read_bytes() != before
    undo(book, now=NOW)
    assert book.read_bytes() == before


def test_undo_keeps_what_was_typed_meanwhile(done):
    book, *_ = done
    paid_unit = rows(book, "欠费")[0]["房号"]
    type_row(book, "收款", 收款日期=date(2026, 11, 20), 房号=paid_unit, 金额=12.34, 备注="刚到账")
    undo(book, now=NOW)
    assert rows(book, "收款")[-1]["备注"] == "刚到账"
    assert not rows(book, "欠费")
    assert all(row["未收金额"] is None for row in rows(book, "应收"))


def test_a_dry_run_writes_nothing(book):
    before = book.read_bytes()
    flagged(book, dry_run=True)
    assert book.read_bytes() == before
    assert [path.name for path in book.parent.iterdir()] == ["demo.xlsx"]


def test_rows_go_as_debts_do_and_notes_come_back_with_them(done):
    book, *_ = done
    row = rows(book, "欠费")[0]
    note_in_arrears(book, row["房号"], "约好周五上门")
    owed = row["欠费合计"]
    type_row(book, "收款", 收款日期=date(2026, 11, 20), 房号=row["房号"], 金额=owed, 凭证号="甲")
    flagged(book)
    assert row["房号"] not in {line["房号"] for line in rows(book, "欠费")}
    remove_payment(book, "甲")
    flagged(book)
    assert {x["房号"]: x["备注"] for x in rows(book, "欠费")}[row["房号"]] == "约好周五上门"


def note_in_arrears(book, unit, text):
    pen.type_beside(book, "欠费", "房号", {unit: {"备注": text}})


def remove_payment(book, voucher):
    emptied = dict.fromkeys(pen.Page(book, "收款").header())
    pen.type_beside(book, "收款", "凭证号", {voucher: emptied})


def test_nothing_but_our_sheets_is_rewritten(book):
    def raw(path):
        data = path.read_bytes()
        with zipfile.ZipFile(path) as file:
            return {info.filename: member(data, info) for info in file.infolist()}

    def member(data, info):
        start = info.header_offset
        name, extra = struct.unpack_from("<HH", data, start + 26)
        return data[start : start + 30 + name + extra + info.compress_size]

    before = raw(book)
    flagged(book)
    after = raw(book)
    assert set(before) == set(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed
    assert all(name.startswith(("xl/worksheets/", "xl/tables/")) for name in changed)
