"""What is to do on which day: R1, R4, R5.4, R5.6, R6 and the papers, one unit at a time."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cuifei.domain.dates import Calendar
from cuifei.domain.ladder.cases import decide
from cuifei.domain.work import tickler, worklist
from cuifei.domain.work.pauses import paused, pauses
from cuifei.domain.work.task import CONTACT_KINDS, KINDS
from cuifei.domain.work.worklist import OWNER_ORDER, tasks
from cuifei.tables.layout import CODES
from stories.told import NINE_MOVES, RESIDENTIAL, day, estate, household


def todo(*homes, on, through=None, calendar=None, **policy):
    them = estate(*homes)
    ledger, house = them.ledger, replace(them.policy, **policy)
    docket = decide(ledger, day(on), house, calendar or Calendar())
    return tasks(docket, day(through or on))


def listed(found):
    return [(task.kind, str(task.due)) for task in found]


def kinds(found):
    return [task.kind for task in found]


def plain(name="1", first="2026-03", **facts):
    """An owner with one charge, on a ladder that begins only after three months."""
    return household(name, ladder=RESIDENTIAL, phone="13000000001", **facts).owes(300, first)


# R1: reminders


def test_seven_days_before_the_due_date_and_three_after_and_from_the_fifth():
    found = todo(plain(), on="2026-03-20", through="2026-05-10")
    # Due on Tuesday 31 March; 5 April 2026 is a Sunday.
    assert listed(found) == [
        ("remind_before", "2026-03-24"),
        ("remind_after", "2026-04-03"),
        ("remind_monthly", "2026-04-06"),
        ("remind_monthly", "2026-05-05"),
    ]
    assert "300.00 yuan fall due on 2026-03-31" in str(found[0].why)


def test_nobody_who_paid_is_reminded():
    ahead = plain().pays("2026-03-10", 300)
    assert todo(ahead, on="2026-03-20", through="2026-05-10") == ()
    part = plain().pays("2026-03-10", 100)
    assert "200.00" in str(todo(part, on="2026-03-24")[0].why)


def test_a_reminder_that_was_made_is_off_the_list_and_a_missed_one_is_still_on_it():
    home = plain()
    assert listed(todo(home, on="2026-03-27")) == [("remind_before", "2026-03-27")]
    home.hears("2026-03-26", channel="sms", result="other")
    assert todo(home, on="2026-03-27") == ()
    assert kinds(todo(home, on="2026-04-03")) == ["remind_after"]


def test_missed_days_give_one_reminder_not_many():
    """Nobody worked on it for months: one task, with what is unpaid now."""
    home = plain(first="2025-12").owes(300, "2026-01", months=3)
    found = [t for t in todo(home, on="2026-05-06") if t.kind in CONTACT_KINDS]
    assert len(found) == 1
    assert found[0].kind == "remind_monthly"
    assert "4 billing periods" in str(found[0].why)


def test_one_reminder_per_unit_and_day():
    # Due 2 April: three days after it is Sunday the 5th, so both fall on Monday the 6th.
    home = household("1", ladder=RESIDENTIAL).owes(300, "2026-04", due_day=2)
    found = todo(home, on="2026-04-03", through="2026-04-06")
    assert listed(found) == [("remind_after", "2026-04-06")]
    assert "; " in str(found[0].why)


def test_weekends_and_holidays_move_tasks():
    calendar = Calendar(frozenset({2026}), off=frozenset({date(2026, 5, 5), date(2026, 5, 6)}))
    found = todo(plain(), on="2026-05-05", calendar=calendar, through="2026-05-07")
    assert listed(found) == [("remind_monthly", "2026-05-07")]


def test_a_first_reminder_never_falls_after_the_due_date():
    # Due on Sunday; on the Saturday before it the next workday would be too late.
    home = household("1", ladder=RESIDENTIAL).owes(300, "2026-03", due_day=22)
    assert listed(todo(home, on="2026-03-21", through="2026-03-24")) == [
        ("remind_before", "2026-03-21")
    ]


def test_owners_are_sorted_by_time_and_type():
    homes = [plain(f"{n}", owner_type=kind) for n, kind in enumerate(reversed(OWNER_ORDER))]
    found = todo(*homes, on="2026-05-05")
    assert [task.unit for task in found] == ["4", "3", "2", "1", "0"]
    assert set(OWNER_ORDER) == {*CODES["owner_type"], ""}


def test_a_call_back_each_quarter_even_where_texts_went_out():
    home = plain()
    for month in (4, 5, 6):
        home.hears(f"2026-{month:02d}-06", channel="sms", result="other")
    assert listed(todo(home, on="2026-06-29", through="2026-07-01")) == [("callback", "2026-06-30")]
    home.hears("2026-06-30", channel="phone", result="other")
    assert todo(home, on="2026-07-01", through="2026-07-03") == ()


@pytest.mark.parametrize(
    ("yuan", "facts", "way"),
    [
        (300, {}, "Send a message to the owner alone"),
        (3_500, {}, "Call the owner in person"),
        (12_000, {}, "Visit in person"),
        (300, {"owner_type": "evading"}, "different hours"),
        (300, {"phone": ""}, "No phone number is known"),
    ],
)
def test_the_channel_follows_the_amount_and_the_owner(yuan, facts, way):
    known = {"phone": "13000000001", **facts}
    home = household("1", ladder=RESIDENTIAL, **known).owes(yuan, "2026-03")
    assert way in str(todo(home, on="2026-04-03")[0].how)


# R4: silence


def lettered(**changes):
    home = household("1", ladder=NINE_MOVES).owes(300, "2026-01")
    return home.gets("collection_letter", "2026-03-02", level=1, **changes)


def test_after_a_collection_letter_no_contact_for_seven_days_then_one():
    home = lettered()
    found = todo(home, on="2026-03-03", through="2026-03-12")
    # The monthly reminder of 5 March falls into the silence (through the 9th).
    assert listed(found) == [("silence_end", "2026-03-10")]
    assert "has not come forward" in str(found[0].why)


def test_the_owners_call_breaks_no_silence_and_makes_the_call_at_its_end_needless():
    home = lettered().hears("2026-03-05", channel="owner_call", result="other")
    assert todo(home, on="2026-03-06", through="2026-03-12") == ()


def test_the_contact_after_a_silence_stays_until_somebody_was_reached():
    home = lettered()
    assert kinds(todo(home, on="2026-03-12")) == ["silence_end"]
    home.hears("2026-03-12", result="no_answer")
    assert listed(todo(home, on="2026-03-12", through="2026-03-20")) == [
        ("silence_end", "2026-03-16")
    ]
    home.hears("2026-03-16", result="explained")
    assert todo(home, on="2026-03-16", through="2026-03-20") == ()


def test_a_silence_that_ended_long_ago_is_left_to_the_monthly_reminder():
    assert kinds(todo(lettered(), on="2026-04-10")) == ["silence_end"]
    assert kinds(todo(lettered(), on="2026-04-13")) == ["remind_monthly"]


def test_after_a_lawyer_letter_nothing_until_its_last_date_then_follow_up():
    home = household("1", ladder=NINE_MOVES).owes(300, "2026-01")
    home.gets("collection_letter", "2026-02-02", level=1)
    home.gets("collection_letter", "2026-03-02", level=2)
    home.gets("lawyer_letter", "2026-05-04", level=3, last_date="2026-05-18")
    found = todo(home, on="2026-05-04", through="2026-05-22")
    assert listed(found) == [("last_date", "2026-05-19")]
    # The owner calls: answered, but the place in the queue is freed by our follow-up only.
    home.hears("2026-05-20", channel="owner_call", result="other")
    assert kinds(todo(home, on="2026-05-20")) == ["last_date"]
    home.hears("2026-05-21", channel="visit", result="other")
    assert todo(home, on="2026-05-21", through="2026-05-22") == ()


def test_a_last_date_that_passed_is_followed_up():
    home = plain(first="2026-01")
    home.gets("final_notice", "2026-05-06", level=3, last_date="2026-05-13")
    assert ("last_date", "2026-05-14") in listed(todo(home, on="2026-05-06", through="2026-05-20"))


# R6: promises and plans


def test_a_promise_silences_us_until_its_day():
    home = plain(first="2026-01").promises("2026-03-04", "2026-03-12", 300)
    found = todo(home, on="2026-03-05", through="2026-03-13")
    assert listed(found) == [("promise", "2026-03-12")]
    assert "Check the bank" in str(found[0].how)


def test_a_broken_promise_is_taken_up_once():
    home = plain(first="2026-01").promises("2026-03-09", "2026-03-12", 300)
    found = todo(home, on="2026-03-13")
    assert kinds(found) == ["promise_broken"]
    assert "broken promises: 1" in str(found[0].why) and found[0].move == 2
    home.hears("2026-03-13", result="explained")
    assert todo(home, on="2026-03-13") == ()


def test_a_kept_promise_leaves_nothing_to_do():
    home = plain(first="2026-01").promises("2026-03-09", "2026-03-12", 300)
    home.pays("2026-03-12", 300)
    assert todo(home, on="2026-03-13", through="2026-03-30") == ()


def test_in_a_silence_the_promised_day_is_for_the_bank_only():
    home = lettered().promises("2026-03-04", "2026-03-06", 300)
    found = todo(home, on="2026-03-06")
    assert kinds(found) == ["promise"] and "do not call" in str(found[0].how)


def test_instalments_are_chased_by_their_own_dates():
    home = plain(first="2026-01").owes(300, "2026-02")
    home.agrees("2026-03-02", ("2026-03-16", 300), ("2026-04-16", 300))
    assert listed(todo(home, on="2026-03-03", through="2026-04-16")) == [
        ("instalment", "2026-03-16"),
        ("instalment", "2026-04-16"),
    ]
    assert listed(todo(home, on="2026-03-18")) == [("instalment", "2026-03-18")]
    broken = todo(home, on="2026-03-20")
    assert kinds(broken) == ["plan_broken"]
    home.hears("2026-03-20", result="promised")
    assert todo(home, on="2026-03-20") == ()


# Holds


def test_a_hold_quiets_everything_and_one_task_stands_at_its_end():
    home = plain(first="2026-01").holds("rectification", "2026-03-01", "2026-03-31")
    assert listed(todo(home, on="2026-03-05", through="2026-04-03")) == [("hold_end", "2026-04-01")]
    assert kinds(todo(home, on="2026-04-02")) == ["hold_end"]
    home.hears("2026-04-02", channel="visit", result="explained")
    assert todo(home, on="2026-04-02") == ()


def test_a_hold_without_an_end_quiets_for_good():
    home = plain(first="2026-01").holds("litigation", "2026-03-01")
    assert todo(home, on="2026-03-05", through="2026-09-30") == ()


def test_a_held_item_quiets_only_itself():
    home = plain(first="2026-01").holds("dispute", "2026-03-01", item="停车费")
    assert kinds(todo(home, on="2026-03-05")) == ["remind_monthly"]
    all_held = plain(first="2026-01").holds("dispute", "2026-03-01", item="物业费")
    assert todo(all_held, on="2026-03-05", through="2026-03-20") == ()


# Papers


def test_a_letter_never_sent_is_asked_after():
    home = lettered(state="made")
    assert "stale_letter" not in kinds(todo(home, on="2026-03-17"))
    assert "stale_letter" in kinds(todo(home, on="2026-03-18"))


def test_a_letter_on_its_way_is_chased_after_ten_days():
    home = lettered(state="sent")
    assert ("chase_delivery", "2026-03-12") in listed(
        todo(home, on="2026-03-03", through="2026-03-12")
    )
    home.then(state="served", served="2026-03-04")
    assert "chase_delivery" not in kinds(todo(home, on="2026-03-12"))


def test_a_letter_that_came_back_asks_for_the_address():
    home = lettered(state="returned")
    found = [t for t in todo(home, on="2026-03-09") if t.kind == "letter_returned"]
    assert "Tell nobody else" in str(found[0].how)
    home.gets("collection_letter", "2026-03-10", level=1)
    assert "letter_returned" not in kinds(todo(home, on="2026-03-11"))


def test_a_refused_letter_is_kept_as_proof():
    found = todo(lettered(state="refused"), on="2026-03-03")
    assert "counts as delivered" in str(found[0].how)
    strict = todo(lettered(state="refused"), on="2026-03-03", refused_is_served=False)
    assert "another way" in str(next(t for t in strict if t.kind == "letter_refused").how)


# Limitation


def test_limitation_is_warned_of_12_6_3_and_1_months_before():
    home = plain(first="2024-01")  # ends 31 January 2027
    found = todo(home, on="2026-01-05", through="2027-01-31")
    warned = [(str(t.due), t.urgent) for t in found if t.kind == "limitation"]
    assert warned == [
        ("2026-11-02", True),  # 31 October is a Saturday
        ("2026-12-31", True),
        ("2026-02-02", False),
        ("2026-07-31", False),
    ]


def test_the_letter_that_would_restart_it_is_named():
    found = [t for t in todo(plain(first="2024-01"), on="2026-12-31") if t.kind == "limitation"]
    assert "Have the payment notice served with proof" in str(found[0].how)
    assert "300.00 yuan ends on 2027-01-31" in str(found[0].why)
    assert found[0].urgent


def test_a_last_minute_warning_is_not_moved_behind_the_end():
    home = plain(first="2024-01")
    found = [t for t in todo(home, on="2027-01-30") if t.kind == "limitation"]  # a Saturday
    assert listed(found) == [("limitation", "2027-01-30")]
    assert "limitation" not in kinds(todo(home, on="2027-02-01"))


def test_a_proven_demand_takes_the_warning_off():
    home = plain(first="2024-01").gets("payment_notice", "2026-12-30", level=1)
    assert "limitation" not in kinds(todo(home, on="2027-01-04"))


# R5.4


def ready_for_counsel(name="1"):
    home = household(name, ladder=NINE_MOVES).owes(300, "2026-01")
    home.gets("collection_letter", "2026-02-02", level=1)
    return home.gets("collection_letter", "2026-03-02", level=2)


def test_the_steward_tells_the_owner_before_the_lawyer_letter_comes():
    first, second = ready_for_counsel("1"), ready_for_counsel("2")
    found = todo(first, second, on="2026-05-11", through="2026-05-26")
    told = [(t.unit, str(t.due)) for t in found if t.kind == "heads_up"]
    # The first may go at once; the second is planned for 27 May.
    assert told == [("1", "2026-05-11"), ("2", "2026-05-22")]
    first.hears("2026-05-11", channel="visit", result="told")
    found = todo(first, second, on="2026-05-11", through="2026-05-12")
    assert "heads_up" not in kinds(found)


def test_the_word_before_the_letter_waits_for_the_end_of_a_silence():
    home = household("1", ladder=NINE_MOVES).owes(300, "2026-01")
    home.gets("collection_letter", "2026-04-01", level=1)
    home.gets("collection_letter", "2026-05-11", level=2)  # silent through the 18th
    found = todo(home, on="2026-05-12", through="2026-05-20")
    assert listed(found) == [("heads_up", "2026-05-19")]


def test_on_a_weekend_the_word_is_given_earlier_not_later():
    first, second = ready_for_counsel("1"), ready_for_counsel("2")
    first.gets("lawyer_letter", "2026-05-07", level=3, last_date="2026-05-25")
    # Followed up on the 26th, the next is planned for Wednesday the 27th: the 24th is a Sunday.
    found = todo(first, second, on="2026-05-08", through="2026-05-24")
    assert ("heads_up", "2026-05-22") in listed(found)


def test_a_draft_is_not_sent_before_its_owner_was_told():
    home = ready_for_counsel().gets("lawyer_letter", "2026-05-11", level=3, state="made")
    assert kinds(todo(home, on="2026-05-12")) == ["heads_up"]
    home.then(state="sent", sent="2026-05-12")
    assert "heads_up" not in kinds(todo(home, on="2026-05-13"))


# R8.6 and the whole


def test_the_tickler_has_a_slot_for_each_day_and_one_for_what_is_urgent():
    homes = [plain(str(n)) for n in range(3)]
    old = plain("9", first="2023-06")
    found = todo(*homes, old, on="2026-05-01", through="2026-06-30")
    box = tickler.month(found, 2026, 5)
    assert len(box.slots) == 31 and box.slots[4] == 4  # the fifth: four owners
    assert box.urgent == 1
    assert sum(box.slots) + box.urgent == sum(t.due.month == 5 for t in found)
    assert {tickler.slot(t) for t in found if t.urgent} == {tickler.URGENT}


def test_urgent_comes_first_then_the_day():
    found = todo(plain("1"), plain("2", first="2023-06"), on="2026-05-05", through="2026-06-30")
    assert [t.urgent for t in found] == sorted((t.urgent for t in found), reverse=True)
    calm = [t.due for t in found if not t.urgent]
    assert calm == sorted(calm)


def test_the_task_carries_the_collector_and_the_fitting_move():
    home = plain(steward="赵样例", reason="service")
    task = todo(home, on="2026-04-03")[0]
    assert (task.collector, task.move) == ("赵样例", 6)


days = st.integers(0, 60).map(lambda n: str(date(2026, 3, 1) + timedelta(n)))
events = st.lists(
    st.one_of(
        st.tuples(st.just("letter"), days, st.sampled_from(["sent", "served", "made"])),
        st.tuples(st.just("promise"), days, st.integers(0, 20)),
        st.tuples(st.just("hold"), days, st.integers(0, 30)),
        st.tuples(st.just("call"), days, st.sampled_from(["no_answer", "explained", "told"])),
        st.tuples(st.just("pay"), days, st.integers(1, 400)),
        st.tuples(st.just("plan"), days, st.integers(1, 40)),
    ),
    max_size=6,
)


def happens(home, event):
    what, on, more = event
    after = str(day(on) + timedelta(more)) if isinstance(more, int) else on
    if what == "letter":
        home.gets("collection_letter", on, state=more)
    elif what == "promise":
        home.promises(on, after, 100)
    elif what == "hold":
        home.holds("dispute", on, after)
    elif what == "call":
        home.hears(on, result=more)
    elif what == "pay":
        home.pays(on, more)
    else:
        home.agrees(on, (after, 100), (str(day(after) + timedelta(30)), 100))


def test_the_law_below_finds_a_worklist_that_knows_no_pauses(monkeypatch):
    monkeypatch.setattr(worklist, "paused", lambda pauses, on: False)
    found = todo(lettered(), on="2026-03-03", through="2026-03-12")
    assert ("remind_monthly", "2026-03-05") in listed(found)


@settings(max_examples=60, deadline=None)
@given(events, days)
def test_law_nobody_is_turned_to_in_a_pause_nor_twice_a_day(told, on):
    home = household("1", ladder=NINE_MOVES).owes(300, "2025-12", months=5)
    for event in told:
        happens(home, event)
    them = estate(home)
    docket = them.docket(on)
    found = tasks(docket, day(on) + timedelta(40))
    still = pauses(docket.cases["1"], docket.policy)
    contacts = [t for t in found if t.kind in CONTACT_KINDS]
    assert not [t for t in contacts if paused(still, t.due)]
    assert len({t.due for t in contacts}) == len(contacts)
    assert all(day(on) <= t.due <= day(on) + timedelta(40) for t in found)
    assert all(t.kind in KINDS and str(t.why) and str(t.how) for t in found)


@settings(max_examples=60, deadline=None)
@given(events, days)
def test_law_no_contact_on_a_day_on_which_a_letter_is_kept_back_for_the_owners_sake(told, on):
    """The worklist and "may it go today?" agree, though each has its own way to the answer."""
    home = household("1", ladder=NINE_MOVES).owes(300, "2025-12", months=5)
    for event in told:
        if event[1] <= on:
            happens(home, event)
    them = estate(home)
    kept_back = {"quiet_period", "hold", "promise", "plan"}
    for task in tasks(them.docket(on), day(on) + timedelta(30)):
        if task.kind in CONTACT_KINDS:
            assert not kept_back & them.on(task.due)["1"].why
