"""Every reason against sending, each alone, with its last day and a sentence."""

from dataclasses import replace
from datetime import date

import pytest

from cuifei.domain.ladder.readiness import level_gap
from stories.told import ACCOUNT, NINE_MOVES, RESIDENTIAL, estate, household


def home(name="备-1", ladder=RESIDENTIAL, **unit):
    return household(name, ladder=ladder, **unit).owes(200, "2026-01", months=2)


def only(verdict, code, until, *words):
    assert verdict.why == {code}
    assert verdict.until(code) == until
    assert verdict.earliest is None if until is None else verdict.earliest > until
    assert not verdict.may
    for word in words:
        assert word in verdict.says


def test_nothing_stands_against_a_plain_case():
    verdict = home().on("2026-05-10")
    assert (verdict.may, verdict.why, verdict.earliest) == (True, set(), date(2026, 5, 10))


def test_not_due():
    only(home().on("2026-04-01"), "not_due", date(2026, 4, 29), "payment notice", "2026-04-30")
    only(home().on("2026-01-31"), "not_due", None, "nothing is in arrears")


def test_hold():
    only(home().holds("dispute", "2026-05-01").on("2026-05-10"), "hold", None, "dispute")
    ended = home().holds("hardship", "2026-05-01", "2026-05-20").on("2026-05-10")
    only(ended, "hold", date(2026, 5, 20), "2026-05-20")


def test_promise_and_its_grace():
    patient = home().promises("2026-05-01", "2026-05-12")
    only(patient.on("2026-05-10"), "promise", date(2026, 5, 12), "2026-05-12")
    patient.policy = replace(patient.policy, promise_grace=2)
    only(patient.on("2026-05-14"), "promise", date(2026, 5, 14))


def test_plan():
    agreed = home().agrees("2026-05-01", ("2026-05-31", 200), ("2026-06-30", 200))
    only(agreed.on("2026-05-10"), "plan", date(2026, 6, 3), "2026-05-31")


def test_min_interval():
    sent = home(ladder=NINE_MOVES).gets("payment_notice", "2026-05-08")
    only(sent.on("2026-05-10"), "min_interval", date(2026, 5, 14), "2026-05-08")


def test_not_served_and_stale_register():
    late = home().gets("payment_notice", "2026-05-01", level=1, state="sent")
    only(late.on("2026-06-10"), "not_served", None, "served")
    late.then(state="sealed")
    only(late.on("2026-05-16"), "not_served", None, "sealed")
    only(late.on("2026-05-17"), "stale_register", None, "void it with a reason")


def test_sending_is_enough_where_the_policy_says_so():
    sent = home().gets("payment_notice", "2026-05-01", level=1, state="sent")
    sent.policy = replace(sent.policy, counts_from="sent")
    assert sent.on("2026-06-10").may


def test_a_refused_letter_has_reached_the_owner_as_policy_says():
    refused = home().gets("payment_notice", "2026-05-01", level=1, state="refused")
    assert refused.on("2026-06-10").next == "reminder_notice"
    refused.policy = replace(refused.policy, refused_is_served=False)
    assert refused.on("2026-06-10").next == "payment_notice"


def test_small_balance():
    small = household("备-2").owes(49, "2026-01")
    only(small.on("2026-05-10"), "small_balance", None, "49.00", "50.00")


def test_receipts_stale():
    known = home()
    known.policy = replace(known.policy, receipts_max_age=31, receipts_through=date(2026, 4, 1))
    assert known.on("2026-05-02").may
    only(known.on("2026-05-03"), "receipts_stale", None, "2026-04-01")
    known.policy = replace(known.policy, receipts_through=None)
    only(known.on("2026-05-03"), "receipts_stale", None)
    known.pays("2026-05-01", 1)
    assert known.on("2026-05-03").may


@pytest.mark.parametrize("blank", ["company", "company_phone", "contact_person"])
def test_missing_sender(blank):
    nameless = home()
    nameless.policy = replace(nameless.policy, **{blank: ""})
    only(nameless.on("2026-05-10"), "missing_sender", None)


def test_missing_address():
    only(home(community="").on("2026-05-10"), "missing_address", None)
    assert home(community="", address="样例路 1 号").on("2026-05-10").may
    parking = [replace(rung, use_type="parking") for rung in RESIDENTIAL]
    only(home(ladder=tuple(parking)).on("2026-05-10"), "missing_address", None)


def test_missing_account():
    alone = estate(home())
    for accounts, may in (
        ((), False),
        ((ACCOUNT,), True),
        ((replace(ACCOUNT, community="样例花园"),), True),
        ((replace(ACCOUNT, community="另一小区"),), False),
    ):
        alone.accounts = accounts
        verdict = alone.on("2026-05-10")["备-1"]
        assert verdict.may is may
        assert verdict.why == (set() if may else {"missing_account"})


def test_limitation_passed_only_when_every_demandable_period_has_ended():
    only(home().on("2029-03-01"), "limitation_passed", None, "2029-02-28")
    assert home().on("2029-02-15").may
    held = home().owes(200, "2026-06", item="停车费").holds("dispute", "2026-06-01", item="停车费")
    only(held.on("2029-03-01"), "limitation_passed", None)


def test_requires_and_no_ladder():
    lawyer = home(ladder=NINE_MOVES[1:])
    lawyer.gets("collection_letter", "2026-03-01").softly("2026-05-08")
    only(lawyer.on("2026-05-10"), "requires", None, "2 × collection letter", "so far there are 1")
    only(home(ladder=()).on("2026-05-10"), "no_ladder", None)


def test_a_gap_between_lawyer_letters_is_kept_in_the_cohort():
    first, second = (_qualified(name) for name in ("备-3", "备-4"))
    first.gets("lawyer_letter", "2026-05-02").pays("2026-05-10", 400)
    both = estate(first, second)
    assert both.on("2026-05-10")["备-4"].may
    both.policy = replace(both.policy, slot_gap_days=7)
    only(both.on("2026-05-10")["备-4"], "live_in_cohort", date(2026, 5, 16))
    assert both.on("2026-05-17")["备-4"].may
    first.then(result="withdrawn")  # typed without a date: nobody knows when the gap began
    first.payments.clear()
    assert both.on("2026-05-04")["备-4"].may


def test_a_second_slot_lets_a_second_letter_go():
    first, second = (_qualified(name) for name in ("备-5", "备-6"))
    first.gets("lawyer_letter", "2026-05-02")
    both = estate(first, second)
    only(both.on("2026-05-10")["备-6"], "live_in_cohort", None, "备-5")
    both.policy = replace(both.policy, slots_per_cohort=2)
    assert both.on("2026-05-10")["备-6"].may


def _qualified(name):
    ready = home(name, ladder=NINE_MOVES)
    ready.gets("collection_letter", "2026-03-01").gets("collection_letter", "2026-03-20")
    return ready.softly("2026-05-01")


def test_a_draft_of_ones_own_is_pending_and_not_somebody_elses_live_letter():
    own = _qualified("备-7").gets("lawyer_letter", "2026-05-02", state="made")
    only(own.on("2026-05-03"), "not_served", None)


def test_level_gap_names_what_comes_next():
    case = home().on("2026-05-10").case
    assert level_gap(case.step.rung, "payment_notice") is None
    gap = level_gap(case.step.rung, "lawyer_letter")
    assert (gap.code, gap.until) == ("level_gap", None)
    assert (
        str(gap.text) == "next comes the payment notice, not the lawyer letter: one step at a time"
    )
    assert "no further step" in str(
        level_gap(home(ladder=()).on("2026-05-10").case.step.rung, "statement").text
    )


def test_several_reasons_stand_side_by_side_and_the_last_one_gives_the_day():
    busy = home().promises("2026-05-01", "2026-05-12").holds("dispute", "2026-05-01", "2026-05-20")
    verdict = busy.on("2026-05-10")
    assert verdict.why == {"promise", "hold"}
    assert verdict.earliest == date(2026, 5, 21)


def test_a_hold_that_ends_brings_an_older_item_and_with_it_an_earlier_day():
    mixed = household("备-8").owes(200, "2026-03").owes(80, "2026-01", item="停车费")
    mixed.holds("dispute", "2026-02-01", "2026-05-20", item="停车费")
    verdict = mixed.on("2026-05-10")
    assert verdict.until("not_due") == date(2026, 6, 29)
    assert verdict.earliest == date(2026, 5, 21)
    assert mixed.on("2026-05-21").may
