"""A suit restarts limitation, a late acknowledgement is counsel's; express begins with a call."""

from dataclasses import replace
from datetime import date

import pytest

from cuifei.commands.sending import objections
from cuifei.domain.account.delivery import DEMANDS
from cuifei.domain.papers import approval
from cuifei.domain.problems import CuifeiError
from cuifei.domain.records import Letter
from cuifei.tables.cells import read_code
from cuifei.tables.presets import chosen
from stories.told import NINE_MOVES, estate, household


def old_debt():
    return household("甲-1").owes(2000, "2023-01")  # 2023-01-31 到期, 时效到 2026-01-31


def test_without_a_suit_it_ends_after_three_years():
    assert old_debt().on("2025-12-01").case.limitation == date(2026, 1, 31)


@pytest.mark.parametrize("how", ["hold", "outcome"])
def test_a_suit_restarts_it(how):
    home = old_debt()
    if how == "hold":
        home.holds("litigation", "2025-06-10", "2025-12-31")
    else:
        home.hears("2025-06-10", channel="", result="sued")
    assert home.on("2025-06-09").case.limitation == date(2026, 1, 31)
    clock = home.on("2026-03-01").case.clocks[0]
    assert clock.ends == date(2028, 6, 10) and clock.restarts[0].why == "suit"


def test_a_suit_after_it_ended_restarts_nothing():
    home = old_debt().holds("litigation", "2026-02-10", "2026-02-20")
    assert home.on("2026-03-01").case.limitation == date(2026, 1, 31)


def neighbours():
    """Two owners who both qualify; 甲-1 has the lawyer letter that is live."""
    first, second = (
        household(f"甲-{n}", ladder=NINE_MOVES).owes(200, "2025-01", months=12) for n in (1, 2)
    )
    for home in (first, second):
        home.gets("collection_letter", "2026-02-02", level=1)
        home.gets("collection_letter", "2026-02-12", level=2).softly("2026-02-25")
    first.gets("lawyer_letter", "2026-03-02", level=3)
    return first, second


def live_on(day, *homes):
    return bool(estate(*homes).docket(date.fromisoformat(day)).live)


@pytest.mark.parametrize("how", ["hold", "items", "outcome"])
def test_a_suit_settles_the_live_lawyer_letter(how):
    """Handed to court is an outcome (R5.2): the neighbour's turn comes, on the day after or later.

    Until then it stays live: 已起诉 or 诉讼 from before the letter ends nothing.
    """
    first, second = neighbours()
    assert live_on("2026-03-10", first, second)
    first.hears("2026-03-01", result="sued")
    assert live_on("2026-03-10", first, second)
    if how == "outcome":
        first.hears("2026-03-10", channel="", result="sued")
    else:
        first.holds("litigation", "2026-03-10", item="物业费" if how == "items" else "")
    assert live_on("2026-03-09", first, second)
    assert not live_on("2026-03-10", first, second)
    before, after = (estate(first, second).on(f"2026-03-{day}")["甲-2"].why for day in ("09", "20"))
    assert "live_in_cohort" in before and "live_in_cohort" not in after


def test_a_suit_about_one_item_leaves_the_letter_about_two_live():
    first, second = neighbours()
    first.owes(50, "2025-06", months=3, item="水费")
    first.holds("litigation", "2026-03-10", item="物业费")
    assert live_on("2026-03-12", first, second)
    first.holds("litigation", "2026-03-14", item="水费")
    assert live_on("2026-03-13", first, second) and not live_on("2026-03-14", first, second)


def test_a_suit_does_not_end_a_letter_that_could_still_go_out():
    first, second = neighbours()
    first.then(state="made", sent=None, served=None)
    first.hears("2026-03-10", result="sued")
    assert live_on("2026-03-12", first, second)


def test_an_acknowledgement_after_it_ended_is_for_counsel():
    home = old_debt()
    assert "counsel decides" not in home.on("2026-03-01").says
    home.hears("2026-02-15", channel="wechat", result="acknowledged")
    verdict = home.on("2026-03-01")
    assert verdict.case.limitation == date(2026, 1, 31)
    assert "limitation_passed" in verdict.why
    assert "counsel decides (Civil Code 192)" in verdict.says


def parked():
    home = household("位-1", ladder=chosen("express", "parking"), address="样例路1号")
    return home.owes(300, "2026-01", due_day=10)


def test_express_waits_for_a_recorded_call():
    assert parked().on("2026-04-10").why == {"requires"}
    assert parked().hears("2026-04-01").on("2026-04-10").may
    assert not parked().hears("2025-12-01").on("2026-04-10").may  # 到期之前的电话不算


def test_two_tries_on_record_stand_for_a_call():
    home = parked().hears("2026-03-01", result="no_answer")
    assert not home.on("2026-04-10").may
    assert home.hears("2026-03-08", result="no_answer").on("2026-04-10").may


def test_counsel_comes_after_two_collection_letters_only():
    for preset in ("nine-moves", "express"):
        lawyer = chosen(preset, "parking")[-1]
        assert (lawyer.document, lawyer.requires, lawyer.requires_count) == (
            "lawyer_letter",
            "collection_letter",
            2,
        )
    assert "lawyer_letter" in DEMANDS


@pytest.mark.parametrize(
    ("typed", "code"), [("EMS", "express"), ("快递", "courier"), ("邮寄", "post"), ("张贴", "door")]
)
def test_a_plain_courier_is_no_ems(typed, code):
    assert read_code("delivery", typed, "zh") == code


def test_a_lawyer_letter_typed_by_hand_waits_for_the_answer_too():
    """Whatever step the ladder has next: found by the state machine in a life of one week."""
    day = date(2026, 2, 20)
    docket = estate(household("3-2", reason="defects").owes(200, "2026-01")).docket(day)
    case = docket.cases["3-2"]
    assert not any(blocker.code == "reason_open" for blocker in case.readiness.blockers)
    owed = case.demandable + case.arrears.late_fee
    typed = Letter("手工1", "lawyer_letter", "3-2", day, state="made", amount=owed)
    with pytest.raises(CuifeiError, match="explained, put right"):
        approval.check(typed, case, case, (), day, 30)
    said = objections(replace(typed, approved_by="王样例"), case, docket)
    assert any("explained, put right" in str(line) for line in said)
