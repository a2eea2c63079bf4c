"""R2.2: a shop is chased by the calendar: monthly, the 25th, and the 5th and 13th after."""

from stories.told import SHOP, household


def test_the_shop_calendar_runs_across_the_year_end():
    # 商铺 2025 年 12 月费用, 12 月 10 日到期。
    shop = household("商-01", ladder=SHOP).owes(1500, "2025-12", due_day=10)
    assert shop.lives("2025-12-01", "2026-02-28") == [
        ("2025-12-11", "payment_notice"),
        ("2025-12-25", "reminder_notice"),
        ("2026-01-05", "reminder_notice"),
        ("2026-01-13", "final_notice"),
    ]
    assert shop.on("2026-02-28").why == {"no_ladder"}


def test_a_charge_due_at_the_end_of_the_year_belongs_to_the_january_cycle():
    shop = household("商-02", ladder=SHOP).owes(1500, "2025-12")
    assert shop.lives("2025-12-01", "2026-03-31") == [
        ("2026-01-01", "payment_notice"),
        ("2026-01-25", "reminder_notice"),
        ("2026-02-05", "reminder_notice"),
        ("2026-02-13", "final_notice"),
    ]


def test_the_second_reminder_is_a_step_of_its_own_also_when_typed_by_hand():
    # 手工登记两封催费通知书, 未填级别: 下一步是限期缴费通知书, 不是第三封。
    shop = household("商-03", ladder=SHOP).owes(1500, "2025-12", due_day=10)
    shop.gets("payment_notice", "2025-12-11").gets("reminder_notice", "2025-12-25")
    assert (shop.on("2026-01-05").next, shop.on("2026-01-05").level) == ("reminder_notice", 3)
    shop.gets("reminder_notice", "2026-01-05")
    assert shop.on("2026-01-13").next == "final_notice"
    assert shop.on("2026-01-13").may
