"""Shapes that real office workbooks have, one by one: what is read, or what is asked."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from cuifei.commands.adopt import adopt
from cuifei.domain.problems import CuifeiError
from cuifei.tables import rows
from cuifei.workbook import reading
from offices import offices
from offices.offices import NOW
from workbook import foreign


def asked(path):
    return [doubt["key"] for doubt in adopt(path, now=NOW, dry_run=True).data["doubts"]]


def ledger(tmp_path, **sheets):
    """Adopt a book without answers; return its records and Problems."""
    path = offices.write(tmp_path / "book.xlsx", **sheets)
    assert asked(path) == []
    adopt(path, now=NOW, yes=True)
    book = reading.read(path)
    found, problems = rows.ledger(book)
    return found, [*book.problems, *problems]


def charges(found):
    return {(c.unit, c.item, c.period, c.amount, c.due) for c in found.charges}


def brief(found):
    return {(c.unit, c.period, c.amount) for c in found.charges}


def test_months_of_two_years_under_their_years(tmp_path):
    sheet = [
        ["物业费欠费表"],
        ["房号", "业主", "2024年", None, "2025年", None],
        [None, None, "11月", "12月", "1月", "2月"],
        ["0101", "甲一样例", 1, 2, 3, None],
    ]
    found, _ = ledger(tmp_path, 台账=sheet)
    assert brief(found) == {
        ("0101", "2024-11", 100),
        ("0101", "2024-12", 200),
        ("0101", "2025-01", 300),
    }


def test_short_years_and_years_alone(tmp_path):
    sheet = [
        ["2025年物业费欠费表"],
        ["房号", "业主", "2023年欠费", "24年12月", "25年1月", "合计"],
        ["0101", "甲一样例", 10, 2, 3, 15],
    ]
    found, problems = ledger(tmp_path, 台账=sheet)
    assert charges(found) == {
        ("0101", "物业费", "2023", 1000, date(2023, 12, 31)),
        ("0101", "物业费", "2024-12", 200, date(2024, 12, 31)),
        ("0101", "物业费", "2025-01", 300, date(2025, 1, 31)),
    }
    assert not problems


def test_a_stretch_of_months_is_due_when_it_ends(tmp_path):
    sheet = [
        ["房号", "业主", "欠费期间", "欠费金额"],
        ["0101", "甲一样例", "2024.11-2025.2", 400],
        ["0102", "甲二样例", "2025年1月至2025年3月", 300],
    ]
    found, _ = ledger(tmp_path, 台账=sheet)
    assert charges(found) == {
        ("0101", "物业费", "2024-11~2025-02", 40000, date(2025, 2, 28)),
        ("0102", "物业费", "2025-Q1", 30000, date(2025, 3, 31)),
    }


def test_four_columns_of_one_name_are_four_fees(tmp_path):
    sheet = [
        ["2025年3月欠费"],
        ["房号", "业主", "其他费用", "其他费用", "其他费用", "其他费用", "合计"],
        ["0101", "甲一样例", 1, 2, 3, 4, 10],
    ]
    found, problems = ledger(tmp_path, 台账=sheet)
    assert sorted(c.amount for c in found.charges) == [100, 200, 300, 400]
    assert len({c.item for c in found.charges}) == 4 and not problems


def test_months_that_hold_receipts_do_not_count_as_debt(tmp_path):
    sheet = [
        ["2025年物业费实收明细"],
        ["房号", "业主", "应收金额", "1月", "2月", "欠费金额"],
        ["0101", "甲一样例", 240, 20, 20, 200],
        ["0102", "甲二样例", 240, 120, 120, 0],
    ]
    found, _ = ledger(tmp_path, 台账=sheet)
    assert brief(found) == {("0101", "2025", 20000)}


def test_receipts_by_month_are_taken_off_what_was_charged(tmp_path):
    sheet = [
        ["2025年物业费实收明细"],
        ["房号", "业主", "应收金额", "1月", "2月"],
        ["0101", "甲一样例", 240, 20, 20],
        ["0102", "甲二样例", 240, 120, 120],
    ]
    found, _ = ledger(tmp_path, 台账=sheet)
    assert brief(found) == {("0101", "2025", 20000)}


def test_charged_paid_and_unpaid_of_the_month_beside_the_arrears_before_it(tmp_path):
    sheet = [
        ["2025年3月物业费"],
        ["房号", "业主", "上月欠费", "本月应收", "本月实收", "本月欠费", "累计欠费"],
        ["0101", "甲一样例", 50, 100, 30, 70, 120],
    ]
    found, problems = ledger(tmp_path, 台账=sheet)
    assert charges(found) == {
        ("0101", "前期欠费", "前期", 5000, date(2025, 2, 28)),
        ("0101", "物业费", "2025-03", 7000, date(2025, 3, 31)),
    }
    assert not problems


def test_an_ageing_report_asks_when_its_balance_was_due(tmp_path):
    sheet = [
        ["Aged receivables"],
        ["Unit", "Tenant", "Current", "1-30", "31-60", "61-90", "90+", "Balance"],
        ["A101", "Sample & Sons Ltd", 10, 20, 0, 0, 5, 35],
        ["A102", "Doe, Sample", 0, 0, 0, 7, 0, 7],
    ]
    path = offices.write(tmp_path / "book.xlsx", Aged=sheet)
    assert asked(path) == ["表1.规则.到期日"]
    (tmp_path / "a.txt").write_text("表1.规则.到期日 = 2025-06-30", encoding="utf-8")
    adopt(path, now=NOW, map_file=tmp_path / "a.txt")
    found, _ = rows.ledger(reading.read(path))
    assert {(c.unit, c.amount, c.due) for c in found.charges} == {
        ("A101", 3500, date(2025, 6, 30)),
        ("A102", 700, date(2025, 6, 30)),
    }
    assert found.units["A101"].owner == "Sample & Sons Ltd"


def test_owners_phones_zeros_and_full_width_letters(tmp_path):
    sheet = [
        ["房号", "业 主\n姓 名", "联系电话", "2025年1月欠费"],
        ["0101", "甲一样例,乙一样例", "甲:13000000001 乙:13000000002", 1],
        ["Ａ１０２", "甲二样例（父）", 13000000003.0, 2],
        [103.0, "甲 三", None, 3],
    ]
    found, problems = ledger(tmp_path, 台账=sheet)
    assert [(u.unit, u.owner, u.phone) for u in found.units.values()] == [
        ("0101", "甲一样例、乙一样例", "13000000001、13000000002"),
        ("Ａ１０２", "甲二样例（父）", "13000000003"),
        ("103", "甲 三", ""),
    ]
    assert not problems


def test_a_total_whose_label_stands_in_the_serial_column_with_summed_ids(tmp_path):
    sheet = [
        ["序号", "房号", "业主", "单价", "2025年1月欠费"],
        [1, 101, "甲一样例", 2.5, 100],
        [2, 102, "甲二样例", 2.5, 200],
        ["合计", 203, None, 5, 300],
    ]
    found, problems = ledger(tmp_path, 台账=sheet)
    assert brief(found) == {("101", "2025-01", 10000), ("102", "2025-01", 20000)} and not problems


def test_a_summary_of_the_same_units_is_not_counted_twice(tmp_path):
    one = [["房号", "业主", "2025年1月欠费"], ["101", "甲一样例", 10], ["102", "甲二样例", 20]]
    two = [["房号", "业主", "欠费合计"], ["101", "甲一样例", 10], ["102", "甲二样例", 20]]
    found, _ = ledger(tmp_path, 明细=one, 欠费汇总=two)
    assert sum(c.amount for c in found.charges) == 3000


def test_payments_are_not_taken_off_unpaid_amounts_without_asking(tmp_path):
    one = [["房号", "业主", "2025年1月欠费"], ["101", "甲一样例", 10], ["102", "甲二样例", 20]]
    two = [["收款日期", "房号", "收款金额"], [datetime(2025, 1, 3), "101", 5]]
    path = offices.write(tmp_path / "book.xlsx", 明细=one, 收款记录=two)
    assert asked(path) == ["表2.重复"]


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("1,234.50", 123450),
        ("¥ 88", 8800),
        ("１００元", 10000),
        (Decimal("0.5"), 50),
        ("160d", None),
        ("(120)", None),
        (-5, None),
        (13000000001, None),
        ("—", 0),
    ],
)
def test_an_amount_is_read_or_named(cell, amount, tmp_path):
    others = [[f"2{n:02d}", f"乙{n}样例", 100 + n] for n in range(6)]
    sheet = [["房号", "业主", "2025年1月欠费"], ["101", "甲一样例", cell], *others]
    found, problems = ledger(tmp_path, 台账=sheet)
    read = {c.unit: c.amount for c in found.charges}
    assert read.get("101", 0) == (amount or 0)
    assert [p.where for p in problems] == (["台账!C2"] if amount is None else [])


def test_a_unit_that_excel_turned_into_a_date_is_named(tmp_path):
    sheet = [
        ["房号", "业主", "2025年1月欠费"],
        [datetime(2025, 3, 2), "甲一样例", 1],
        ["1", "乙", 2],
    ]
    found, problems = ledger(tmp_path, 台账=sheet)
    assert brief(found) == {("1", "2025-01", 200)}
    assert {p.where for p in problems} == {"台账!A2"}


def test_a_ledger_of_ours_is_not_adopted(tmp_path):
    path = foreign.ledger(tmp_path / "book.xlsx")
    with pytest.raises(CuifeiError):
        adopt(path, now=NOW, yes=True)


def test_parts_that_nobody_understands_are_asked_about(tmp_path):
    sheet = [
        ["2025年欠费"],
        ["房号", "业主", "甲组", "乙组", "欠费合计"],
        ["0101", "甲一样例", 1, 2, 3],
        ["0102", "甲二样例", 4, 5, 9],
    ]
    path = offices.write(tmp_path / "book.xlsx", 台账=sheet)
    assert asked(path) == ["表1.规则.只用合计"]
    (tmp_path / "a.txt").write_text("表1.规则.只用合计 = 是", encoding="utf-8")
    assert adopt(path, now=NOW, map_file=tmp_path / "a.txt").exit_code == 0


def test_dates_beside_a_sheet_with_the_day_first_are_not_trusted(tmp_path):
    one = [["房号", "业主", "到期日", "欠费金额"], ["101", "甲一样例", "31/1/2025", 10]]
    two = [["房号", "业主", "到期日", "欠费金额"], ["201", "乙一样例", datetime(2025, 3, 2), 20]]
    path = offices.write(tmp_path / "book.xlsx", 一期=one, 二期=two)
    assert asked(path) == ["表2.读法.C"]
