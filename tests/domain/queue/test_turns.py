"""Laws of the slots: never too many at once, nobody forgotten, nobody too early."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cuifei.domain.dates import Calendar
from cuifei.domain.queue.turns import Rules, Waiting, follow_up, turns

TODAY = date(2026, 3, 4)
PLAIN = Calendar()


def one(unit, rank=0, ready=TODAY, days=14):
    return Waiting(unit, (0, rank, TODAY, "A", 0, 0, unit), ready, days)


def days(order):
    return [(turn.unit, str(turn.day)) for turn in order]


def test_one_after_the_other_each_with_its_last_date_and_follow_up():
    order = turns([one("甲", 1), one("乙", 2)], [], TODAY, Rules(1, 0, PLAIN))
    # 4 March + 14 days = 18 March, followed up on the 19th, the next goes on the 20th.
    assert days(order) == [("甲", "2026-03-04"), ("乙", "2026-03-20")]
    assert (order[0].over, order[1].after) == (date(2026, 3, 19), "甲")


def test_gap_days_and_weekends_push_the_next_one_back():
    order = turns([one("甲", 1), one("乙", 2)], [], TODAY, Rules(1, 1, PLAIN))
    assert days(order)[1] == ("乙", "2026-03-23")  # the 21st is a Saturday


def test_a_holiday_is_no_day_for_a_letter():
    calendar = Calendar(frozenset({2026}), off=frozenset({date(2026, 3, 4), date(2026, 3, 5)}))
    assert days(turns([one("甲")], [], TODAY, Rules(1, 0, calendar))) == [("甲", "2026-03-06")]


def test_who_is_not_ready_lets_the_next_one_pass():
    early, late = one("乙", 2), one("甲", 1, TODAY + timedelta(5))
    assert days(turns([early, late], [], TODAY, Rules(1, 0, PLAIN)))[0] == ("乙", "2026-03-04")


def test_who_runs_out_of_time_moves_up_on_that_day_and_not_before():
    risen = (0, 0, TODAY, "A", 0, 0, "丙")
    late = replace(one("丙", 3), rises=date(2026, 4, 1), risen=risen)
    order = turns([one("甲", 1), one("乙", 2), one("丁", 2), late], [], TODAY, Rules(1, 0, PLAIN))
    assert [(t.unit, str(t.day)) for t in order] == [
        ("甲", "2026-03-04"),
        ("丁", "2026-03-20"),
        ("丙", "2026-04-07"),
        ("乙", "2026-04-23"),
    ]


def test_a_surplus_of_live_letters_frees_nothing():
    live = [(date(2026, 3, 10), "丙"), (date(2026, 3, 24), "丁")]
    order = turns([one("甲")], live, TODAY, Rules(1, 0, PLAIN))
    assert (order[0].after, order[0].day) == ("丁", date(2026, 3, 25))


waiting = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 90), st.integers(1, 30), st.integers(-90, 200)),
    max_size=12,
).map(
    lambda rows: [
        replace(
            one(f"{n}", rank, TODAY + timedelta(wait), last),
            rises=TODAY + timedelta(rises),
            risen=(0, -1, TODAY, "A", 0, 0, f"{n}"),
        )
        for n, (rank, wait, last, rises) in enumerate(rows)
    ]
)
live = st.lists(st.integers(-10, 40), max_size=4).map(
    lambda rows: [(TODAY + timedelta(n), f"live {n}") for n in rows]
)


@given(waiting, live, st.integers(1, 3), st.integers(0, 14))
def test_laws(them, busy, slots, gap):
    order = turns(them, busy, TODAY, Rules(slots, gap, PLAIN))
    assert sorted(t.unit for t in order) == sorted(w.unit for w in them)
    assert [t.day for t in order] == sorted(t.day for t in order)
    ready = {w.unit: w for w in them}
    spans = [(TODAY, max(over, TODAY)) for over, _ in busy]
    for turn in order:
        own = ready[turn.unit]
        assert turn.day >= max(own.ready, TODAY) and PLAIN.is_workday(turn.day)
        assert turn.over == follow_up(turn.day + timedelta(own.days), PLAIN)
        # Whoever is still within gap days of the follow-up keeps the slot.
        assert sum(since <= turn.day <= over + timedelta(gap) for since, over in spans) < slots
        spans.append((turn.day, turn.over))


@given(waiting, live, st.integers(1, 3), st.integers(0, 14))
def test_the_order_of_rows_does_not_matter(them, busy, slots, gap):
    rules = Rules(slots, gap, PLAIN)
    assert turns(them, busy, TODAY, rules) == turns(them[::-1], busy[::-1], TODAY, rules)
