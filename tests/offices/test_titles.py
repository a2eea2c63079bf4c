"""A title that names another month or year than when the workbook was adopted."""

from datetime import date

import openpyxl
import pytest

from cuifei.commands.adopt import adopt
from cuifei.domain.problems import CuifeiError
from cuifei.tables import rows
from cuifei.workbook import reading
from offices import offices
from offices.offices import MONTHS, NOW

JUNE, JULY = "甲一花园2025年6月物业费欠费表", "甲一花园2025年7月物业费欠费表"
TOTALS = [[JUNE], ["房号", "业主", "本期欠费", "前期欠费"], ["101", "甲一样例", 100, 50]]
BARE = [["2025年物业费欠费"], ["房号", "业主", "账期", "欠费金额"], ["101", "甲一样例", "3月", 100]]


def retitled(tmp_path, sheet, title):
    """Adopt a book, type another title, and read it."""
    path = offices.write(tmp_path / "book.xlsx", 台账=sheet)
    assert adopt(path, now=NOW, yes=True).exit_code == 0
    book = openpyxl.load_workbook(path)
    book["台账"]["A1"] = title
    book.save(path)
    found, _ = rows.ledger(reading.read(path))
    return {(c.period, c.amount, c.due) for c in found.charges}


def test_the_period_follows_the_title(tmp_path):
    assert retitled(tmp_path, TOTALS, JULY) == {
        ("2025-07", 10000, date(2025, 7, 31)),
        ("前期", 5000, date(2025, 6, 30)),
    }


@pytest.mark.parametrize(
    ("sheet", "title"),
    [(MONTHS, "甲一花园2026年物业费欠费明细表"), (BARE, "2026年物业费欠费"), (TOTALS, "欠费表")],
)
def test_another_year_or_none_is_proposed_anew(tmp_path, sheet, title):
    with pytest.raises(CuifeiError, match="look different"):
        retitled(tmp_path, sheet, title)
    report = adopt(tmp_path / "book.xlsx", now=NOW)
    assert report.exit_code == 2 and report.data["changes"]


def test_a_title_that_gave_nothing_may_change(tmp_path):
    sheet = [["2025年物业费"], ["房号", "业主", "2025-03 欠费"], ["101", "甲一样例", 100]]
    assert retitled(tmp_path, sheet, "2026年物业费") == {("2025-03", 10000, date(2025, 3, 31))}
