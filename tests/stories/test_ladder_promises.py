"""R6 and holds: a promise or a plan that is being kept and a dispute stop every demand."""

from datetime import date

from stories.told import NINE_MOVES, household


def _home(name="丁-401"):
    return household(name, ladder=NINE_MOVES).owes(500, "2026-01", months=2)


def test_a_promise_stops_letters_through_the_end_of_its_day():
    home = _home().promises("2026-03-05", "2026-03-10")
    open_ = home.on("2026-03-10")
    assert (open_.why, open_.earliest) == ({"promise"}, date(2026, 3, 11))
    assert home.on("2026-03-11").may
    assert home.on("2026-03-11").case.promises[0].state == "broken"


def test_a_promise_that_is_kept_ends_the_matter():
    home = _home().promises("2026-03-05", "2026-03-10").pays("2026-03-10", 1000)
    verdict = home.on("2026-03-11")
    assert verdict.case.promises[0].state == "kept"
    assert verdict.why == {"not_due"}
    assert verdict.case.demandable == 0


def test_a_plan_is_chased_by_its_own_dates():
    home = _home().agrees("2026-03-01", ("2026-03-15", 500), ("2026-04-15", 500))
    assert home.on("2026-03-02").why == {"plan"}
    assert home.on("2026-03-02").earliest == date(2026, 3, 19)  # 到期日加三天宽限之后
    home.pays("2026-03-14", 500)
    assert home.on("2026-03-20").until("plan") == date(2026, 4, 18)
    assert home.on("2026-04-19").may
    assert home.on("2026-04-19").case.plans[0].state == "broken"


def test_a_dispute_holds_the_unit_and_ends_by_itself():
    home = _home().holds("dispute", "2026-03-01", "2026-03-31")
    assert home.on("2026-03-31").why == {"hold"}
    assert home.on("2026-03-15").earliest == date(2026, 4, 1)
    assert home.on("2026-04-01").may


def test_a_held_item_never_rides_in_another_items_letter():
    home = _home().owes(80, "2025-06", item="停车费")
    home.holds("dispute", "2026-03-01", item="停车费")
    verdict = home.on("2026-03-05")
    assert verdict.may
    assert verdict.case.demandable == 100_000
    assert verdict.case.arrears.owed == 108_000
    # 争议项目不拖住其他项目的新一轮: 付清所催项目即重新开始。
    home.gets("collection_letter", "2026-03-05", level=1).pays("2026-03-08", 500, period="2026-01")
    home.pays("2026-03-08", 500, period="2026-02")
    assert home.on("2026-03-09").case.step.episode == ()


def test_where_all_that_is_owed_is_held_nothing_goes_out():
    home = _home().holds("rectification", "2026-03-01", "2026-03-20", item="物业费")
    verdict = home.on("2026-03-05")
    assert (verdict.why, verdict.earliest) == ({"hold"}, date(2026, 3, 21))
    assert verdict.case.demandable == 0
