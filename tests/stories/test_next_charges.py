"""Next month's charges come from 房产: area × price, entrusted 70 %, parking its own price."""

from datetime import date

import pytest

from cuifei.commands import charges
from cuifei.commands.report import plain
from cuifei.domain.problems import CuifeiError
from cuifei.locale import translator
from stories.office import Office, owes, unit

DAY = date(2026, 11, 20)


@pytest.fixture
def office(tmp_path):
    units = [
        unit("3-1", area="89.37", price="2.20"),
        unit("3-2", area="100", price="2", use_type="entrusted"),
        unit("商-1", area="50", price="6.5", use_type="shop"),
        unit("位-1", price="150", use_type="parking"),
        unit("3-9", price="2.20"),
    ]
    return Office(tmp_path, units, owes("3-1", 1))


def runs(office, period="2026-12", **more):
    report = charges.charges(office.path, period, now=office._clock(DAY), **more)
    return plain(report.data, translator("en"))


def test_each_by_its_own_arithmetic(office):
    data = runs(office)
    assert [(c["unit"], c["item"], c["amount"], c["note"]) for c in data["charges"]] == [
        ("3-1", "物业费", "196.61", "89.37×2.20=196.61"),
        ("3-2", "物业费", "140.00", "100×2×70%=140.00"),
        ("商-1", "物业费", "325.00", "50×6.5=325.00"),
        ("位-1", "停车费", "150.00", "150=150.00"),
    ]
    row = office.reads("应收")[-1]
    assert (row["账期"], row["到期日"].date(), row["备注"]) == (
        "2026-12",
        date(2026, 12, 31),
        "150=150.00",
    )
    assert [p["where"] for p in data["problems"] if "area" in p["what"]] == ["3-9"]


def test_never_twice_for_a_period_and_a_dry_run_writes_nothing(office):
    before = office.path.read_bytes()
    assert len(runs(office, dry_run=True)["charges"]) == 4
    assert office.path.read_bytes() == before
    runs(office)
    after = office.reads("应收")
    again = runs(office)
    assert (again["charges"], again["known"]) == ([], 4)
    assert office.reads("应收") == after
    assert runs(office, "2026年第4季度")["charges"] == []  # 季度里已经收过一个月


def test_a_month_under_another_name_of_the_fee_is_known(office):
    row = {"费用项目": "物业管理费", "账期": "2026-12", "应收金额": 196.61}
    office.types_row("应收", 房号="3-1", 到期日=date(2026, 12, 31), **row)
    assert "3-1" not in {c["unit"] for c in runs(office)["charges"]}


def test_a_quarter_is_three_months_and_the_due_date_may_be_given(office):
    data = runs(office, "2027-Q1", due=date(2027, 1, 15))
    first = data["charges"][0]
    assert (first["amount"], first["due"]) == ("589.84", "2027-01-15")


def test_what_is_no_period_is_refused(office):
    with pytest.raises(CuifeiError):
        runs(office, "下个月")
