"""R2.1a, R2.2: a monthly ladder runs anew for every billing month, and leads on to counsel."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from cuifei.tables.presets import chosen
from size import FULL
from stories.told import HOUSE, household


def shop(preset="shop", after="residential", **house):
    policy = replace(HOUSE, **house) if house else HOUSE
    return household("商-11", ladder=chosen(preset, "shop", after), policy=policy)


def test_a_shop_that_never_pays_hears_every_month_on_its_days():
    home = shop().owes(1500, "2026-01", months=12, due_day=10)
    went_out = home.lives("2026-01-11", "2026-09-30")
    assert went_out[:9] == [
        ("2026-01-11", "payment_notice"),
        ("2026-01-25", "reminder_notice"),
        ("2026-02-05", "reminder_notice"),
        ("2026-02-13", "final_notice"),  # 一月的最后一步, 二月的欠费一并写明
        ("2026-02-25", "reminder_notice"),
        ("2026-03-05", "reminder_notice"),
        ("2026-03-13", "final_notice"),
        ("2026-03-25", "reminder_notice"),
        ("2026-04-05", "reminder_notice"),
    ]
    days = Counter(date.fromisoformat(day).day for day, _ in went_out[1:])
    assert days == {25: 9, 5: 8, 13: 8}
    assert len({day for day, _ in went_out}) == len(went_out)


def test_with_no_days_between_letters_each_month_has_its_own_payment_notice_too():
    home = shop(min_interval=1).owes(1500, "2026-01", months=12)
    went_out = home.lives("2026-02-01", "2026-05-31")
    assert went_out[3:8] == [
        ("2026-03-05", "reminder_notice"),
        ("2026-03-13", "final_notice"),
        ("2026-03-25", "reminder_notice"),
        ("2026-04-01", "payment_notice"),
        ("2026-04-05", "reminder_notice"),
    ]


def test_one_letter_on_the_25th_is_the_last_notice_of_one_month_and_the_reminder_of_the_next():
    home = household("甲-11", ladder=chosen("residential-monthly", "residential"))
    home.owes(300, "2026-01", months=4, due_day=10)
    assert home.lives("2026-01-11", "2026-04-30") == [
        ("2026-01-11", "payment_notice"),
        ("2026-01-25", "reminder_notice"),
        ("2026-02-11", "payment_notice"),
        ("2026-02-25", "final_notice"),
        ("2026-03-11", "payment_notice"),
        ("2026-03-25", "final_notice"),
        ("2026-04-11", "payment_notice"),
        ("2026-04-25", "final_notice"),
    ]
    assert home.on("2026-02-12").next == "final_notice"


def test_a_clerk_who_did_nothing_for_months_starts_at_the_bottom():
    home = shop().owes(1500, "2026-01", months=4, due_day=10)
    assert home.lives("2026-06-01", "2026-06-24") == [
        ("2026-06-01", "payment_notice"),
        ("2026-06-08", "reminder_notice"),
        ("2026-06-15", "reminder_notice"),
        ("2026-06-22", "final_notice"),
    ]


def test_the_month_that_was_paid_is_over_and_the_others_go_on():
    home = shop().owes(1500, "2026-01", months=3, due_day=10)
    home.lives("2026-01-11", "2026-02-13")
    home.pays("2026-02-20", 1500)
    assert home.lives("2026-02-21", "2026-03-31") == [
        ("2026-02-25", "reminder_notice"),
        ("2026-03-05", "reminder_notice"),
        ("2026-03-13", "final_notice"),
        ("2026-03-25", "reminder_notice"),
    ]


@pytest.mark.parametrize("use", ["shop", "parking", "entrusted"])
def test_a_shop_that_never_pays_comes_to_counsel_after_twelve_months(use):
    home = household("商-12", ladder=chosen("shop", use), address="样例路1号").owes(
        1500, "2026-01", months=14
    )
    went_out = home.lives("2026-02-01", "2027-03-31")
    assert ("2027-01-31", "lawyer_letter") in went_out
    assert went_out[-1] == ("2027-01-31", "lawyer_letter")  # 之后由律师办, 不再每月发函
    assert home.on("2027-03-31").why >= {"no_ladder"}


def test_one_unpaid_bill_of_a_shop_goes_on_at_three_four_six_and_twelve_months():
    home = shop().owes(1500, "2025-12", due_day=10)
    assert home.lives("2025-12-01", "2026-12-31")[4:] == [
        ("2026-03-10", "payment_notice"),
        ("2026-04-10", "reminder_notice"),
        ("2026-06-10", "final_notice"),
        ("2026-12-10", "lawyer_letter"),
    ]


def test_the_long_ladder_may_be_nine_moves():
    home = shop(after="nine-moves").owes(1500, "2026-01", months=6, due_day=10)
    went_out = [document for _, document in home.lives("2026-01-11", "2026-06-30")]
    assert went_out[:4] == ["payment_notice", "reminder_notice", "reminder_notice", "final_notice"]
    assert went_out.count("collection_letter") == 2 and went_out[-1] == "lawyer_letter"


def test_a_parking_space_goes_from_express_to_a_second_letter_and_to_counsel():
    home = household("位-1", ladder=chosen("express", "parking"), address="样例路1号")
    home.owes(300, "2026-01", due_day=10).hears("2026-02-01")
    assert home.lives("2026-01-11", "2027-02-28") == [
        ("2026-04-10", "collection_letter"),
        ("2026-07-10", "collection_letter"),
        ("2027-01-10", "lawyer_letter"),
    ]


def test_a_sum_below_the_minimum_of_a_lawyer_letter_is_asked_for_month_by_month():
    home = shop(lawyer_minimum=50_000).owes(20, "2026-01", months=18, due_day=10)
    months = 6 if FULL else 2  # after the twelve in which counsel would be asked
    went_out = home.lives("2026-01-11", f"2027-{months:02d}-28")
    assert "lawyer_letter" not in {document for _, document in went_out}
    late = [day for day, _ in went_out if day >= "2027-01-10"]
    assert {day[:7] for day in late} == {f"2027-{month:02d}" for month in range(1, months + 1)}
    assert home.on(f"2027-{months:02d}-26").next != "lawyer_letter"
    home.owes(500, "2027-06", due_day=10, item="维修费")  # 够数了, 律师函又是下一步
    assert home.on("2027-07-20").next == "lawyer_letter"


def test_a_ladder_without_monthly_letters_waits_at_the_lawyer_letter_and_says_why():
    policy = replace(HOUSE, lawyer_minimum=50_000)
    home = household("甲-13", ladder=chosen("residential", "residential"), policy=policy)
    home.owes(120, "2025-01", due_day=10)
    home.lives("2025-04-01", "2026-02-28")
    verdict = home.on("2026-02-28")
    assert verdict.next == "lawyer_letter" and "below_lawyer_minimum" in verdict.why
