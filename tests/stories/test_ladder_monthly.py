"""R2.1a: each month a payment notice; the 25th a reminder; the 25th of the next month the last."""

from datetime import date

from stories.told import MONTHLY, household


def test_a_charge_due_on_the_tenth_is_chased_on_the_25th_and_the_25th_after():
    home = household("乙-201", ladder=MONTHLY).owes(300, "2026-03", due_day=10)
    assert home.on("2026-03-10").why == {"not_due"}  # 到期当天还不是欠费
    assert home.on("2026-03-11").may
    assert home.lives("2026-03-01", "2026-12-31") == [
        ("2026-03-11", "payment_notice"),
        ("2026-03-25", "reminder_notice"),
        ("2026-04-25", "final_notice"),
    ]


def test_a_charge_due_on_31_january_is_chased_in_february_and_march():
    home = household("乙-202", ladder=MONTHLY).owes(300, "2026-01")
    assert home.lives("2026-01-01", "2026-12-31") == [
        ("2026-02-01", "payment_notice"),
        ("2026-02-25", "reminder_notice"),
        ("2026-03-25", "final_notice"),
    ]


def test_a_charge_due_on_the_25th_itself_is_reminded_when_the_notice_is_a_week_old():
    home = household("乙-203", ladder=MONTHLY).owes(300, "2026-06", due_day=25)
    home.gets("payment_notice", "2026-06-26", level=1)
    verdict = home.on("2026-06-26")
    assert (verdict.next, verdict.why) == ("reminder_notice", {"min_interval"})
    assert verdict.earliest == date(2026, 7, 3)


def test_who_pays_every_month_a_little_late_starts_anew_every_month():
    home = household("乙-204", ladder=MONTHLY).owes(300, "2026-01", months=3, due_day=10)
    home.lives("2026-01-11", "2026-01-28")
    home.pays_all("2026-01-29")
    assert home.lives("2026-02-01", "2026-02-26") == [
        ("2026-02-11", "payment_notice"),
        ("2026-02-25", "reminder_notice"),
    ]
