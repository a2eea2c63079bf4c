"""R2.1b: a home that never pays goes up one step at 3, 4, 6 and 12 months, and only then."""

from datetime import date

from stories.told import RESIDENTIAL, household


def test_one_charge_goes_up_the_ladder_by_its_months():
    # 甲-101 欠 2025 年 1 月物业费, 到期日 1 月 31 日。
    home = household("甲-101", ladder=RESIDENTIAL).owes(200, "2025-01")
    early = home.on("2025-04-29")
    assert (early.next, early.why) == ("payment_notice", {"not_due"})
    assert early.earliest == date(2025, 4, 30)
    assert home.on("2025-04-30").may

    assert home.lives("2025-02-01", "2026-12-31") == [
        ("2025-04-30", "payment_notice"),
        ("2025-05-31", "reminder_notice"),
        ("2025-07-31", "final_notice"),
        ("2026-01-31", "lawyer_letter"),
    ]
    after = home.on("2026-12-31")
    assert (after.next, after.why) == (None, {"no_ladder"})


def test_a_cold_start_with_a_fourteen_month_debt_begins_at_the_bottom():
    # 新启用工作簿: 欠了十四个月, 却没有任何发函记录。
    home = household("甲-102", ladder=RESIDENTIAL).owes(200, "2025-01", months=14)
    assert home.on("2026-04-01").next == "payment_notice"
    went_out = home.lives("2026-04-01", "2026-06-30", served_after=2)
    assert [document for _, document in went_out] == [
        "payment_notice",
        "reminder_notice",
        "final_notice",
        "lawyer_letter",
    ]
    assert went_out[:2] == [("2026-04-01", "payment_notice"), ("2026-04-08", "reminder_notice")]


def test_missed_days_give_one_letter_at_the_right_level():
    # 财务休假: 4 月 30 日至 8 月 15 日无人发函。
    home = household("甲-103", ladder=RESIDENTIAL).owes(200, "2025-01")
    assert home.on("2025-08-15").next == "payment_notice"
    home.gets("payment_notice", "2025-08-15", level=1)
    assert home.on("2025-08-15").why == {"min_interval"}
    assert home.on("2025-08-22").next == "reminder_notice"


def test_a_ladder_starts_again_once_everything_owed_at_the_last_letter_is_paid():
    # R2.5: 付清上一封函所列欠费后, 阶梯从头开始; 只付一部分则不然。
    home = household("甲-104", ladder=RESIDENTIAL).owes(200, "2025-01", months=6)
    home.gets("payment_notice", "2025-05-31", level=1)
    home.pays("2025-06-05", 1)
    assert home.on("2025-06-10").next == "reminder_notice"  # 一元钱不能让人从催收中消失
    home.pays("2025-06-11", 799)
    restarted = home.on("2025-06-12")
    assert (restarted.next, restarted.case.step.episode) == ("payment_notice", ())
    assert restarted.earliest == date(2025, 8, 31)  # 五月费用逾期满三个月


def test_a_hand_typed_letter_without_level_takes_the_lowest_rung_of_its_document():
    # 启用前手工登记的限期缴费通知书说明前几级已走过。
    home = household("甲-105", ladder=RESIDENTIAL).owes(200, "2025-01")
    home.gets("final_notice", "2025-08-20")
    verdict = home.softly("2026-01-29").on("2026-01-30")
    assert (verdict.next, verdict.why) == ("lawyer_letter", {"not_due"})


def test_a_letter_that_came_back_is_made_again_and_a_voided_one_never_was():
    home = household("甲-106", ladder=RESIDENTIAL).owes(200, "2025-01")
    home.gets("payment_notice", "2025-05-06", level=1, state="returned")
    assert home.on("2025-05-07").may and home.on("2025-05-07").next == "payment_notice"
    home.then(state="voided")
    assert home.on("2025-05-07").may and home.on("2025-05-07").next == "payment_notice"


def test_nothing_goes_up_before_the_letter_below_was_served():
    # 只寄出、无送达记录: 逾期再久也不升级。
    home = household("甲-107", ladder=RESIDENTIAL).owes(200, "2025-01")
    home.gets("payment_notice", "2025-04-30", level=1, state="sent")
    waiting = home.on("2025-09-30")
    assert (waiting.next, waiting.why) == ("reminder_notice", {"not_served"})
    assert waiting.earliest is None
    home.then(state="served", served="2025-09-30")
    assert home.on("2025-09-30").may


def test_running_twice_on_a_day_makes_nothing_twice():
    home = household("甲-108", ladder=RESIDENTIAL).owes(200, "2025-01")
    home.gets("payment_notice", "2025-04-30", level=1, state="made")
    again = home.on("2025-04-30")
    assert not again.may
    assert again.why == {"not_served"}
    assert again.case.step.pending == home.letters[0]
    assert home.on("2025-05-16").why == {"stale_register"}
