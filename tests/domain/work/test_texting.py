"""Who gets a text: one for each owner, about what is due, and nobody who is to be left alone."""

from dataclasses import replace
from datetime import date

import pytest

from cuifei.domain.work.texts import texts
from stories.told import NINE_MOVES, estate, household

PHONE = "13000000001"


def home(name="信-1", **unit):
    return household(name, ladder=NINE_MOVES, **{"phone": PHONE, **unit})


def told(*homes, on="2026-03-10"):
    made, held = texts(estate(*homes).docket(on))
    return made, {unit: [reason.code for reason in reasons] for unit, reasons in held}


def only(*homes, on="2026-03-10"):
    made, held = told(*homes, on=on)
    assert held == {}
    (text,) = made
    return text


def test_seven_days_before_the_due_date_and_until_it():
    owner = home().owes(200, "2026-03")  # due on the 31st
    assert told(owner, on="2026-03-23") == ((), {})
    for on in ("2026-03-24", "2026-03-31"):
        text = only(owner, on=on)
        assert (text.stage, text.amount, text.due) == ("upcoming", 20_000, date(2026, 3, 31))


def test_what_is_overdue_comes_before_what_falls_due():
    text = only(home().owes(200, "2026-01", months=3), on="2026-03-30")
    assert (text.stage, text.amount, text.due) == ("overdue", 40_000, date(2026, 1, 31))


def test_who_owes_nothing_gets_nothing():
    assert told(home().owes(200, "2026-01").pays("2026-02-20", 200)) == ((), {})


def test_one_message_for_all_units_of_an_owner():
    both = [home(f"信-{n}", owner="甲一").owes(100, "2026-01") for n in (1, 2)]
    other = home("信-3", owner="乙二").owes(100, "2026-01")
    made, _ = told(*both, other)
    assert [(text.units, text.amount) for text in made] == [
        (("信-1", "信-2"), 20_000),
        (("信-3",), 10_000),
    ]


def test_two_owners_of_one_name_get_two():
    homes = [
        home("信-1", owner="甲一").owes(100, "2026-01"),
        home("信-2", owner="甲一", phone="13000000002").owes(100, "2026-01"),
    ]
    assert len(told(*homes)[0]) == 2


def test_a_hold_a_promise_a_plan_and_silence_each_keep_us_quiet():
    late = [home(f"信-{n}", owner=f"甲{n}").owes(200, "2026-01") for n in range(4)]
    late[0].holds("dispute", "2026-03-01")
    late[1].promises("2026-03-01", "2026-03-12")
    late[2].agrees("2026-03-01", ("2026-03-31", 100), ("2026-04-30", 100))
    late[3].gets("collection_letter", "2026-03-08")
    made, held = told(*late)
    assert made == ()
    assert held == {"信-0": ["hold"], "信-1": ["promise"], "信-2": ["plan"], "信-3": ["silence"]}


def test_silence_about_one_unit_is_silence_towards_its_owner():
    quiet = home("信-1", owner="甲一").owes(100, "2026-01").gets("collection_letter", "2026-03-08")
    made, held = told(quiet, home("信-2", owner="甲一").owes(100, "2026-01"))
    assert made == ()
    assert held == {"信-1": ["silence"], "信-2": ["silence"]}


@pytest.mark.parametrize(
    "spelt",
    [
        {"phone": "130-0000-0001"},
        {"phone": "+86 13000000001"},
        {"phone": "0086 13000000001"},
        {"owner": "甲 一"},
        {"owner": "甲\u200b一"},
        {"community": "乙二花园"},
    ],
)
def test_silence_and_budget_are_kept_towards_a_person_however_spelt_and_wherever(spelt):
    def second():
        return home("信-2", **{"owner": "甲一", **spelt}).owes(100, "2026-01")

    quiet = home("信-1", owner="甲一").owes(100, "2026-01").gets("collection_letter", "2026-03-08")
    assert told(quiet, second()) == ((), {"信-1": ["silence"], "信-2": ["silence"]})
    heard = home("信-1", owner="甲一").owes(100, "2026-01").hears("2026-03-09", channel="phone")
    budget = ["contact_budget"]
    assert told(heard, second()) == ((), {"信-1": budget, "信-2": budget})


def test_who_owns_in_two_communities_gets_the_message_of_one_in_turn():
    def homes():
        first = home("信-1", owner="甲一").owes(100, "2026-01")
        return first, home("信-2", owner="甲一", community="乙二花园").owes(100, "2026-01")

    first, second = homes()
    made, held = told(first, second)
    assert [text.units for text in made] == [("信-1",)]
    assert held == {"信-2": ["contacted"]}
    first.hears("2026-03-10", channel="sms", result="")
    made, held = told(first, second, on="2026-03-13")
    assert [text.units for text in made] == [("信-2",)]
    assert held == {"信-1": ["contacted"]}


def test_a_letter_typed_as_sent_on_a_day_to_come_keeps_us_quiet():
    owner = home().owes(200, "2026-01").gets("payment_notice", "2026-03-09", state="made")
    owner.letters[0] = replace(owner.letters[0], state="sent", sent=date(2027, 3, 9))
    assert told(owner) == ((), {"信-1": ["letter_ready"]})


@pytest.mark.parametrize("result", ["heads_up_waived", "sued"])
def test_a_note_of_ours_is_no_contact(result):
    owner = home().owes(200, "2026-01").hears("2026-03-09", channel="", result=result)
    assert len(told(owner)[0]) == 1


def test_after_the_silence_the_letter_is_named():
    owner = home().owes(200, "2026-01").gets("collection_letter", "2026-02-20")
    text = only(owner)
    assert text.stage == "after_letter"
    assert text.letter == owner.letters[0]


def test_a_letter_that_nobody_sent_or_that_came_back_is_not_named():
    unsent = home("信-1", owner="甲").owes(200, "2026-01")
    unsent.gets("collection_letter", "2026-02-20", state="made")
    back = home("信-2", owner="乙").owes(200, "2026-01")
    back.gets("collection_letter", "2026-02-20", state="returned")
    assert [text.stage for text in told(unsent, back)[0]] == ["overdue", "overdue"]


def test_nobody_is_texted_twice_on_a_day():
    owner = home().owes(200, "2026-01").hears("2026-03-10", channel="sms", result="other")
    assert told(owner) == ((), {"信-1": ["contacted"]})
    assert len(told(owner, on="2026-03-13")[0]) == 1  # 两次联系之间三天


def test_a_held_item_is_not_asked_for():
    owner = home().owes(200, "2026-01").owes(50, "2026-01", item="停车费")
    owner.holds("dispute", "2026-02-01", item="停车费")
    assert only(owner).amount == 20_000


def test_without_a_phone_nobody_can_be_texted():
    assert told(home(phone="").owes(200, "2026-01"))[1] == {"信-1": ["missing_phone"]}


def test_who_may_have_paid_is_not_texted():
    owner = home().owes(200, "2026-01")
    owner.policy = replace(owner.policy, receipts_through=date(2026, 3, 1), receipts_max_age=5)
    assert told(owner, on="2026-03-06")[1] == {}
    assert told(owner, on="2026-03-07")[1] == {"信-1": ["receipts_stale"]}


def test_a_new_promise_is_confirmed_once_in_writing():
    owner = home().owes(200, "2026-01").promises("2026-03-09", "2026-03-20", 150)
    text = only(owner)  # the day after the call: neither promise nor budget is in its way
    assert (text.stage, text.amount, text.due) == ("promise", 15_000, date(2026, 3, 20))
    owner.hears("2026-03-10", channel="sms", result="")
    assert told(owner, on="2026-03-11") == ((), {"信-1": ["contact_budget", "promise"]})


def test_an_old_promise_is_not_confirmed_any_more_nor_in_a_silence():
    owner = home().owes(200, "2026-01").promises("2026-03-01", "2026-03-20")
    assert told(owner)[0] == ()
    quiet = home().owes(200, "2026-01").gets("collection_letter", "2026-03-08")
    assert told(quiet.promises("2026-03-09", "2026-03-20"))[0] == ()
    without = home(phone="").owes(200, "2026-01").promises("2026-03-09", "2026-03-20")
    assert told(without)[0] == ()
