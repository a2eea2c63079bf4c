"""R9.2: three years for each charge, moved only by what can be proven, and over when it is over."""

from datetime import date

from stories.told import RESIDENTIAL, household


def test_the_life_of_a_claim_from_29_february():
    # 戊-501: 2024 年 2 月费用, 2 月 29 日到期。
    home = household("戊-501", ladder=RESIDENTIAL).owes(300, "2024-02")
    assert home.on("2024-06-01").case.limitation == date(2027, 2, 28)

    # 张贴在门上的通知证明不了什么; 电话里的承诺也不能。
    home.gets("payment_notice", "2024-06-01", level=1, delivery="door")
    home.promises("2024-06-20", "2024-06-30", channel="phone")
    assert home.on("2024-07-01").case.limitation == date(2027, 2, 28)

    # EMS 送达, 时效自送达重新计算。
    home.gets("reminder_notice", "2024-08-29", level=2, delivery="express", served="2024-08-31")
    assert home.on("2024-09-10").case.limitation == date(2027, 8, 31)

    # 微信里承诺, 是书面的承认。
    home.promises("2025-02-28", "2025-03-31", channel="wechat")
    assert home.on("2025-04-01").case.limitation == date(2028, 2, 28)


def test_once_it_is_over_a_person_must_decide():
    # 戊-502: 2023 年 1 月 31 日到期, 三年里没有任何可证明的催收。
    home = household("戊-502", ladder=RESIDENTIAL).owes(300, "2023-01")
    assert home.on("2026-01-31").may
    passed = home.on("2026-02-01")
    assert (passed.why, passed.earliest) == ({"limitation_passed"}, None)
    home.pays("2026-02-10", 10)
    assert home.on("2026-02-20").why == {"limitation_passed"}  # 民法典 192 条


def test_a_younger_claim_keeps_the_demand_alive():
    home = household("戊-503", ladder=RESIDENTIAL).owes(300, "2023-01", months=2)
    verdict = home.on("2026-02-10")
    assert verdict.may
    assert [clock.ends for clock in verdict.case.clocks] == [date(2026, 1, 31), date(2026, 2, 28)]
