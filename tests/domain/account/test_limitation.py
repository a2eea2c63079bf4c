"""The limitation clock: where it starts, what restarts it, and what does not."""

from datetime import date

import pytest

from cuifei.domain.account.limitation import warnings
from stories.told import household


def clock(home, as_of="2026-06-01"):
    return home.on(as_of).case.clocks[0]


def home(due="2025-01", due_day=31):
    return household("时-1").owes(200, due, due_day=due_day)


@pytest.mark.parametrize(
    ("month", "day", "ends"),
    [
        ("2025-01", 31, date(2028, 1, 31)),
        ("2024-02", 29, date(2027, 2, 28)),  # no 29 February in 2027 (Civil Code 202)
        ("2025-02", 28, date(2028, 2, 28)),
    ],
)
def test_three_years_from_the_day_after_due(month, day, ends):
    assert clock(home(month, day)).ends == ends


def test_a_letter_served_with_proof_restarts_it():
    found = clock(home().gets("final_notice", "2025-05-01", served="2025-05-06"))
    assert found.ends == date(2028, 5, 6)
    assert [(r.date, r.why) for r in found.restarts] == [(date(2025, 5, 6), "demand")]


@pytest.mark.parametrize(
    "letter",
    [
        {"delivery": "door"},
        {"delivery": ""},
        {"state": "sent"},
        {"state": "returned"},
        {"state": "voided"},
    ],
)
def test_what_is_not_proven_restarts_nothing(letter):
    found = clock(home().gets("final_notice", "2025-05-01", **letter))
    assert (found.restarts, found.ends) == ((), date(2028, 1, 31))


def test_a_refused_letter_counts_as_policy_says():
    refused = home().gets("final_notice", "2025-05-01", state="refused")
    assert clock(refused).ends == date(2028, 5, 1)
    refused.policy = type(refused.policy)(rungs=refused.policy.rungs, refused_is_served=False)
    assert clock(refused).restarts == ()


def test_a_letter_covers_only_what_was_due_and_not_held():
    later = household("时-2").owes(200, "2025-01").owes(200, "2025-06")
    later.gets("final_notice", "2025-05-01")
    assert [c.ends for c in later.on("2025-08-01").case.clocks] == [
        date(2028, 5, 1),
        date(2028, 6, 30),
    ]
    held = home().holds("dispute", "2025-04-01", "2025-05-31", item="物业费")
    assert clock(held.gets("final_notice", "2025-05-01")).restarts == ()


def test_an_acknowledgement_in_writing_restarts_it_and_a_spoken_promise_does_not():
    assert clock(home().hears("2025-05-02", result="acknowledged")).ends == date(2028, 5, 2)
    assert clock(home().promises("2025-05-02", "2025-05-09", channel="wechat")).ends == date(
        2028, 5, 2
    )
    assert clock(home().promises("2025-05-02", "2025-05-09", channel="phone")).restarts == ()
    assert clock(home().hears("2025-05-02", channel="wechat")).restarts == ()


def test_a_plan_and_a_part_payment_restart_it():
    assert clock(home().agrees("2025-05-02", ("2025-06-01", 200))).ends == date(2028, 5, 2)
    assert clock(home().pays("2025-05-03", 1)).ends == date(2028, 5, 3)


def test_what_came_before_the_due_day_restarts_nothing():
    early = home("2025-06").hears("2025-05-02", result="acknowledged").pays("2025-05-03", 50)
    early.agrees("2025-05-04", ("2025-09-01", 200)).gets("payment_notice", "2025-05-05")
    found = clock(early, "2025-08-01")
    assert (found.restarts, found.ends) == ((), date(2028, 6, 30))


def test_our_own_discount_is_no_part_payment_of_the_owners():
    assert clock(home().granted("2025-05-03", "discount", 10)).restarts == ()
    both = home().granted("2025-05-03", "discount", 10).pays("2025-05-03", 5)
    assert clock(both).ends == date(2028, 5, 3)


def test_money_for_one_charge_does_not_restart_another():
    two = household("时-3").owes(200, "2025-01").owes(200, "2025-02")
    two.pays("2025-05-03", 1, period="2025-02")
    assert [c.ends for c in two.on("2025-06-01").case.clocks] == [
        date(2028, 1, 31),
        date(2028, 5, 3),
    ]


def test_what_comes_after_the_period_ended_does_not_revive_it():
    on_the_day = home("2022-01").gets("final_notice", "2025-01-31")
    assert clock(on_the_day).ends == date(2028, 1, 31)
    too_late = home("2022-01").gets("final_notice", "2025-02-01").pays("2025-03-01", 1)
    assert clock(too_late).restarts == ()
    assert clock(too_late).ends == date(2025, 1, 31)


def test_a_held_item_keeps_its_clock():
    held = home().holds("dispute", "2025-04-01", item="物业费")
    assert clock(held).ends == date(2028, 1, 31)


def test_warnings_come_at_twelve_six_three_and_one_month():
    ends = clock(home())
    seen = [
        [e.months for e in warnings([ends], date.fromisoformat(day))]
        for day in ("2027-01-30", "2027-01-31", "2027-07-31", "2027-10-31", "2027-12-31")
    ]
    assert seen == [[], [12], [6], [3], [1]]
    assert [e.months for e in warnings([ends], date(2028, 1, 31))] == [1]
    assert warnings([ends], date(2028, 2, 1)) == ()
    assert warnings([ends], date(2027, 8, 15))[0].warned_from == date(2027, 7, 31)
