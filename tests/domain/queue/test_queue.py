"""R5 on one day: who qualifies, in which order, when, and what waiting would cost."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from cuifei.domain.dates import Calendar
from cuifei.domain.queue.queue import plan
from cuifei.domain.queue.what_if import compare
from stories.told import HOUSE, NINE_MOVES, estate, household

TODAY = "2026-06-01"  # a Monday


def qualified(name, *, yuan=500, first="2026-01", months=1, **facts):
    """An owner with two served collection letters without effect (R2.3)."""
    home = household(name, ladder=NINE_MOVES, **facts).owes(yuan, first, months=months)
    home.gets("collection_letter", "2026-02-02", level=1)
    return home.gets("collection_letter", "2026-03-02", level=2)


def queue(*homes, on=TODAY, priorities=None, **policy):
    docket = estate(*homes, policy=replace(HOUSE, **policy)).docket(on)
    return plan(docket, priorities or {})


def order(places):
    return [place.unit for place in places]


def test_one_goes_and_the_others_are_planned_one_by_one():
    places = queue(qualified("甲"), qualified("乙"), qualified("丙"))
    assert [(p.position, p.state, str(p.planned)) for p in places] == [
        (1, "next", "2026-06-01"),
        (2, "waiting", "2026-06-17"),
        (3, "waiting", "2026-07-03"),
    ]
    assert "once the letter to" in str(places[1].why)


def test_order_is_class_then_months_then_amount_then_unit():
    places = queue(
        qualified("甲", yuan=500),
        qualified("乙", yuan=800),
        qualified("丙", yuan=100, first="2025-12"),
        qualified("丁", yuan=12_000),
        qualified("戊", yuan=800),
        qualified("己", yuan=3_500),
    )
    # 丁 is class A; 己 class B; 丙 is the oldest of class C.
    assert order(places) == ["丁", "己", "丙", "乙", "戊", "甲"]


def test_the_managers_number_comes_before_everything():
    homes = [qualified("甲", yuan=12_000), qualified("乙"), qualified("丙")]
    places = queue(*homes, priorities={"丙": 1, "乙": 2})
    assert order(places) == ["丙", "乙", "甲"]
    assert "priority 1" in str(places[0].why)


def test_a_limitation_period_that_ends_within_six_months_goes_first():
    # Letters by ordinary post prove nothing, so the clock of 2023 runs on.
    old = household("乙", ladder=NINE_MOVES).owes(100, "2023-08")
    old.gets("collection_letter", "2026-02-02", level=1, delivery="post")
    old.gets("collection_letter", "2026-03-02", level=2, delivery="post")
    places = queue(qualified("甲", yuan=12_000), old)
    assert order(places) == ["乙", "甲"]
    assert places[0].limitation == date(2026, 8, 31)
    assert "ends soon, on 2026-08-31" in str(places[0].why)


def test_who_is_held_promises_or_pays_by_plan_is_not_in_the_queue():
    held = qualified("甲").holds("dispute", "2026-05-01", "2026-06-30")
    promised = qualified("乙").promises("2026-05-28", "2026-06-10")
    on_plan = qualified("丙").agrees("2026-05-01", ("2026-06-15", 250), ("2026-07-15", 250))
    unserved = qualified("丁").then(state="sent", served=None)
    paid = qualified("戊").pays("2026-05-01", 500)
    too_early = household("己", ladder=NINE_MOVES).owes(500, "2026-01")
    assert order(queue(held, promised, on_plan, unserved, paid, too_early)) == []
    assert set(order(queue(held, promised, on="2026-07-01"))) == {"甲", "乙"}


def test_a_silence_puts_the_plan_off_and_lets_the_next_one_pass():
    quiet = household("甲", ladder=NINE_MOVES).owes(12_000, "2026-01")
    quiet.gets("collection_letter", "2026-04-02", level=1)
    quiet.gets("collection_letter", "2026-05-28", level=2)
    alone = queue(quiet)
    assert [(p.state, str(p.planned)) for p in alone] == [("next", "2026-06-05")]
    assert "from 2026-06-05 on" in str(alone[0].why)
    assert order(queue(quiet, qualified("乙"))) == ["乙", "甲"]


def test_what_is_missing_on_our_side_is_named_and_empties_no_queue():
    places = queue(qualified("甲"), company="")
    assert [p.unit for p in places] == ["甲"]
    assert "to do first" in str(places[0].why)


def test_a_live_letter_stands_first_and_the_next_waits_for_its_follow_up():
    live = qualified("甲").gets("lawyer_letter", "2026-05-27", level=3, last_date="2026-06-10")
    first, second = queue(live, qualified("乙"))
    assert (first.unit, first.state, first.position) == ("甲", "live", 1)
    assert first.planned == date(2026, 5, 27)
    # Last date 10 June, followed up on the 11th, the next on the 12th.
    assert (second.state, second.planned) == ("next", date(2026, 6, 12))
    assert "甲" in str(second.why)


def test_a_draft_holds_the_place_too():
    draft = qualified("甲").gets("lawyer_letter", TODAY, level=3, state="made")
    first, second = queue(draft, qualified("乙"))
    assert first.state == "live" and "not gone out" in str(first.why)
    assert second.planned == date(2026, 6, 17)


def test_cohorts_have_slots_of_their_own():
    places = queue(qualified("1"), qualified("2", cohort="三姐妹"), qualified("3"))
    assert {(p.cohort, p.unit, p.state) for p in places} == {
        ("三姐妹", "2", "next"),
        ("样例花园", "1", "next"),
        ("样例花园", "3", "waiting"),
    }


def test_more_slots_are_the_managers_choice():
    homes = [qualified(name) for name in "甲乙丙"]
    places = queue(*homes, slots_per_cohort=2)
    assert [p.state for p in places] == ["next", "next", "waiting"]
    assert [str(p.planned) for p in places] == ["2026-06-01", "2026-06-01", "2026-06-17"]


def test_a_gap_after_the_last_settled_letter_is_kept():
    settled = qualified("甲").gets("lawyer_letter", "2026-05-11", level=3)
    settled.pays("2026-05-29", 500)
    homes = settled, qualified("乙")
    assert [str(p.planned) for p in queue(*homes)] == ["2026-06-01"]
    later = queue(*homes, slot_gap_days=7)
    assert [str(p.planned) for p in later] == ["2026-06-05"]


def test_a_frozen_cohort_says_so_and_plans_nobody():
    homes = [qualified(name) for name in "甲乙丙"]
    for home in homes[:2]:
        home.gets("lawyer_letter", "2026-05-27", level=3)
    places = queue(*homes)
    assert [(p.state, p.planned) for p in places][2] == ("next", None)
    assert "2 live lawyer letters where only 1 may be" in str(places[2].why)


def old_debt(name, first):
    home = household(name, ladder=NINE_MOVES).owes(1000, first, months=2)
    home.gets("collection_letter", "2026-02-02", level=1, delivery="post")
    return home.gets("collection_letter", "2026-03-02", level=2, delivery="post")


def crowd(size):
    """So many owners, all put first by the manager, and one whose claim of 2023 runs out."""
    homes = [qualified(f"甲{n:02d}", yuan=1_000) for n in range(size)]
    late = old_debt("乙", "2023-12")
    return (*homes, late), {home.name: n for n, home in enumerate(homes)}


def test_who_would_lose_a_claim_by_waiting_is_told_long_before():
    homes, priorities = crowd(11)
    place = queue(*homes, priorities=priorities)[-1]
    assert (place.unit, place.position, str(place.planned)) == ("乙", 12, "2026-12-02")
    assert place.limitation == date(2026, 12, 31)
    assert "tight" in str(place.limitation_risk) and "2,000.00" in str(place.limitation_risk)
    homes, priorities = crowd(14)
    place = queue(*homes, priorities=priorities)[-1]
    assert place.planned > place.limitation
    assert "too late" in str(place.limitation_risk) and "1,000.00" in str(place.limitation_risk)
    assert not [p for p in queue(*homes, priorities=priorities)[:-1] if p.limitation_risk]


def test_a_letter_that_cannot_be_served_in_time_is_too_late_already():
    homes, priorities = crowd(12)
    place = queue(*homes, priorities=priorities, on="2026-06-09")[-1]
    assert place.planned < place.limitation < place.planned + timedelta(7)
    assert "too late" in str(place.limitation_risk)


def test_what_if_shows_what_one_at_a_time_costs_and_buys():
    homes, priorities = crowd(14)
    outcomes = {(o.slots, o.gap): o for o in compare(estate(*homes).docket(TODAY), priorities)}
    assert len(outcomes) == 9
    one, two, three = (outcomes[n, 0] for n in (1, 2, 3))
    assert (one.lost, two.lost, three.lost) == (100_000, 0, 0)
    assert (one.most_at_once, two.most_at_once, three.most_at_once) == (1, 2, 3)
    assert one.clear > two.clear > three.clear
    assert outcomes[1, 14].clear > outcomes[1, 7].clear > one.clear
    assert outcomes[1, 14].lost == 200_000


def test_what_if_counts_the_letters_that_are_live():
    live = [qualified(name).gets("lawyer_letter", "2026-05-27", level=3) for name in "甲乙"]
    docket = estate(*live).docket(TODAY)
    only = compare(docket, {}, slots=(1,), gaps=(0,))
    assert [(o.most_at_once, o.clear, o.lost) for o in only] == [(2, date(2026, 6, 11), 0)]
    assert compare(estate(household("丙")).docket(TODAY), {})[0].clear is None


def test_on_its_planned_day_the_next_one_may_in_truth_go():
    """The rules that refuse and the queue that plans agree, on the slowest course of things."""
    homes = {name: qualified(name) for name in "123"}
    together = estate(*homes.values())
    today, went = date(2026, 6, 1), []
    while len(went) < len(homes):
        place = next(p for p in plan(together.docket(today), {}) if p.state == "next")
        if place.planned > today:
            assert not together.on(today)[place.unit].may
            today = place.planned
            continue
        homes[place.unit].softly(today)
        assert together.on(today)[place.unit].may
        went.append((place.unit, str(today)))
        last = today + timedelta(14)
        homes[place.unit].gets("lawyer_letter", today, level=3, last_date=last)
        homes[place.unit].hears(Calendar().next_workday(last + timedelta(1)), channel="visit")
    assert went == [("1", "2026-06-01"), ("2", "2026-06-17"), ("3", "2026-07-03")]


files = st.lists(
    st.fixed_dictionaries(
        {
            "second": st.integers(0, 50)
            | st.just(90),  # the second collection letter, days after 16 February
            "state": st.sampled_from(["served"] * 4 + ["sent", "returned"]),
            "lawyer": st.none() | st.integers(0, 40),  # a lawyer letter, days after 20 April
            "life": st.sampled_from(["made", "sent", "served", "voided"]),
            "followed_up": st.booleans(),
            "upset": st.sampled_from(["", "", "", "promise", "hold", "paid"]),
            "priority": st.none() | st.integers(1, 3),
        }
    ),
    min_size=2,
    max_size=4,
)


def written(name, file):
    home = household(name, ladder=NINE_MOVES).owes(500, "2026-01")
    home.gets("collection_letter", "2026-02-02", level=1)
    second = date(2026, 2, 16) + timedelta(file["second"])
    home.gets("collection_letter", second, level=2, state=file["state"]).softly(second)
    if file["lawyer"] is not None:
        on = date(2026, 4, 20) + timedelta(file["lawyer"])
        home.gets("lawyer_letter", on, level=3, state=file["life"])
        if file["followed_up"]:
            home.hears(on + timedelta(16), channel="visit")
    if file["upset"] == "promise":
        home.promises("2026-05-20", "2026-06-03", 500)
    elif file["upset"] == "hold":
        home.holds("dispute", "2026-05-01", "2026-06-05")
    elif file["upset"] == "paid":
        home.pays("2026-05-22", 500)
    return home


def check_law(found, today, slots, gap):
    """Check one day; return who may get a lawyer letter today, and who waits."""
    homes = [written(str(n), file) for n, file in enumerate(found)]
    house = replace(HOUSE, slots_per_cohort=slots, slot_gap_days=gap)
    docket = estate(*homes, policy=house).docket(today)
    priorities = {str(n): f["priority"] for n, f in enumerate(found) if f["priority"]}
    places = plan(docket, priorities)
    may = {
        unit
        for unit, case in docket.cases.items()
        if case.readiness.may_send and case.step.rung.document == "lawyer_letter"
    }
    waiting = [p for p in places if p.state != "live"]
    live = {letter.unit for them in docket.live.values() for letter in them}
    assert may <= {p.unit for p in waiting}
    assert {p.unit for p in places if p.state == "live"} == live
    assert {p.unit for p in waiting if p.planned == today and p.state == "next"} <= may
    assert bool(may) == any(p.planned == today and p.state == "next" for p in waiting)
    # The manager's choice goes first among those who may go today.
    chosen = [p.unit for p in waiting if p.unit in may and p.unit in priorities]
    if chosen:
        assert priorities[chosen[0]] == min(priorities[unit] for unit in chosen)
    return may, waiting


@settings(max_examples=150, deadline=None)
@given(files, st.integers(0, 40), st.integers(1, 2), st.integers(0, 9))
def test_law_queue_and_readiness_agree(found, ahead, slots, gap):
    """Who may get a lawyer letter today is in the queue; who is next for today may get one."""
    today = Calendar().next_workday(date(2026, 5, 11) + timedelta(ahead))
    check_law(found, today, slots, gap)


def test_the_law_above_has_something_to_check():
    file = {
        "second": 0,
        "state": "served",
        "lawyer": None,
        "life": "made",
        "followed_up": False,
        "upset": "",
        "priority": None,
    }
    may, waiting = check_law([file, file, {**file, "upset": "hold"}], date(2026, 5, 11), 1, 0)
    assert may == {"0", "1"} and [p.unit for p in waiting] == ["0", "1"]
    live = {**file, "lawyer": 14, "life": "sent"}
    may, waiting = check_law([live, file], date(2026, 5, 11), 1, 0)
    assert may == set() and [p.unit for p in waiting] == ["1"]
