"""已缴 where an amount would stand: nothing is owed there, and nobody needs to be asked."""

import pytest

from cuifei.commands.adopt import adopt
from cuifei.tables import rows
from cuifei.workbook import reading
from offices import offices
from offices.offices import NOW

MONTHS = ["2025-05", "2025-06", "2025-07"]
HEAD = ["门牌号", "户主", *MONTHS, "累计欠费"]


def owed(path):
    report = adopt(path, now=NOW, yes=True)
    assert report.exit_code == 0, report.data["doubts"]
    found = {}
    for charge in rows.ledger(reading.read(path))[0].charges:
        found.setdefault(charge.unit, []).append((charge.period, charge.amount))
    return found


@pytest.mark.parametrize("word", ["已缴", "已交", "已付清", "paid", "Paid"])
def test_a_month_that_is_paid_leaves_the_other_months_of_the_row(tmp_path, word):
    table = [
        ["1-101", "赵样例", 100, word, 100, 200],
        ["1-102", "钱样例", word, word, 50.5, 50.5],
        ["1-103", "孙样例", 30, 30, 30, 90],
        ["1-201", "李样例", word, word, word, 0],
    ]
    path = offices.write(tmp_path / "a.xlsx", 欠费=[HEAD, *table])
    assert owed(path) == {
        "1-101": [("2025-05", 10_000), ("2025-07", 10_000)],
        "1-102": [("2025-07", 5_050)],
        "1-103": [(month, 3_000) for month in MONTHS],
    }


def test_what_contradicts_the_total_of_the_row_is_named(tmp_path):
    table = [[f"1-10{n}", f"甲{n}样例", 100, "已缴", 100, 200] for n in range(1, 8)]
    table.append(["1-201", "李样例", 100, "已缴", 100, 300])
    path = offices.write(tmp_path / "a.xlsx", 欠费=[HEAD, *table])
    report = adopt(path, now=NOW, yes=True)
    told = [str(problem.what) for problem in report.problems]
    assert report.refused or any("the row's total is 300" in text for text in told), told


def test_beside_what_was_paid_a_word_is_no_amount(tmp_path):
    """应收 已缴, 实收 500: how much was charged nobody knows, and it is no payment in advance."""
    head = ["门牌号", "户主", "账期", "应收", "实收"]
    table = [[f"1-10{n}", f"甲{n}样例", "2025-05", 500, 200] for n in range(1, 8)]
    table.append(["1-201", "李样例", "2025-05", "已缴", 500])
    path = offices.write(tmp_path / "a.xlsx", 收费=[head, *table])
    report = adopt(path, now=NOW, yes=True)
    assert any("已缴" in str(problem.what) for problem in report.problems)
    ledger, _ = rows.ledger(reading.read(path))
    assert all(charge.unit != "1-201" for charge in ledger.charges)
    assert sum(charge.amount for charge in ledger.charges) == 7 * 30_000
