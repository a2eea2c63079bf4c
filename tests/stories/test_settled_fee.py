"""A late fee does not vanish when the principal is paid late: it is shown, booked or waived."""

from datetime import date

import pytest

from cuifei.commands import late_fees
from cuifei.commands.late_fees import Choice
from cuifei.commands.report import plain
from cuifei.domain.problems import CuifeiError
from cuifei.domain.records import Charge
from cuifei.locale import translator
from stories.office import Office, unit

DAY = date(2026, 3, 20)
DUE = date(2026, 1, 31)


@pytest.fixture
def office(tmp_path):
    """A home that paid 1,000 yuan 28 days late, at 0.05 % a day."""
    made = Office(
        tmp_path, [unit("3-2"), unit("3-3")], (Charge("3-2", "物业费", "2026-01", 100_000, DUE),)
    )
    made.types_row("收款", 收款日期=date(2026, 2, 28), 房号="3-2", 金额=1000, 指定账期="2026-01")
    return made


def decides(office, what="", **more):
    report = late_fees.late_fees(office.path, DAY, Choice(what, **more), now=office._clock(DAY))
    return plain(report.data, translator("en"))


def test_it_is_shown_after_the_principal_is_paid(office):
    assert decides(office)["units"] == [
        {"unit": "3-2", "owner": "业主3-2样例", "settled_fee": "14.00"}
    ]
    assert office.flags(DAY)["rows"] == []


def test_booked_it_is_a_charge_that_letters_name_and_bears_none_itself(office):
    decides(office, "book")
    row = office.reads("应收")[-1]
    assert (row["费用项目"], float(row["应收金额"])) == ("违约金", 14)
    assert decides(office)["units"] == []
    later = office.flags(date(2027, 3, 20))["rows"]
    assert [(r["unit"], r["owed"], r["late_fee"]) for r in later] == [("3-2", "14.00", "0.00")]


def test_waived_it_stays_waived_though_new_arrears_come(office):
    decides(office, "waive", by="李样例", why="主动缴清")
    row = office.reads("减免")[-1]
    assert (row["类别"], row["批准人"], row["理由"]) == ("已清违约金减免", "李样例", "主动缴清")
    assert decides(office)["units"] == []
    office.types_row(
        "应收",
        房号="3-2",
        费用项目="物业费",
        账期="2026-02",
        应收金额=1000,
        到期日=date(2026, 2, 28),
    )
    flagged = office.flags(DAY)["rows"]
    assert [(r["late_fee"], r["settled_fee"]) for r in flagged] == [("10.00", "0.00")]


def test_a_waiver_needs_who_and_why(office):
    with pytest.raises(CuifeiError):
        decides(office, "waive", by="李样例")


def test_a_second_look_changes_nothing_and_booking_twice_books_nothing(office):
    before = office.path.read_bytes()
    decides(office)
    assert office.path.read_bytes() == before
    decides(office, "book")
    after = office.reads("应收")
    decides(office, "book")
    assert office.reads("应收") == after


def test_undecided_it_is_in_no_letter(office):
    office.types_row(
        "应收",
        房号="3-2",
        费用项目="物业费",
        账期="2025-09",
        应收金额=1000,
        到期日=date(2025, 9, 30),
    )
    row = office.flags(DAY)["rows"][0]
    letter = office.writes(day=DAY)["letters"][0]
    assert float(letter["total"]) == float(row["owed"]) + float(row["late_fee"])


def test_a_waiver_of_before_covers_what_was_paid_up_with_it(office):
    waived = {"类别": "违约金减免", "金额": 14, "批准人": "李样例", "理由": "缴清减免"}
    office.types_row("减免", 房号="3-2", 日期=date(2026, 2, 28), **waived)
    assert decides(office)["units"] == []
