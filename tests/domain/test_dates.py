"""Dates: months by the Civil Code, cells as clerks type them, workdays."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuifei.domain.dates import (
    Calendar,
    add_months,
    day_of_month,
    read_date,
    read_days,
    whole_months,
)
from cuifei.domain.keys import period_key, period_start, unit_key
from cuifei.domain.problems import Unreadable

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("due", "day", "months"),
    [
        (date(2026, 1, 31), date(2026, 1, 31), 0),
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2026, 1, 31), date(2026, 3, 30), 1),
        (date(2026, 1, 31), date(2026, 3, 31), 2),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
        (date(2025, 12, 15), date(2026, 1, 14), 0),
        (date(2025, 12, 15), date(2026, 1, 15), 1),
    ],
)
def test_months_overdue_by_corresponding_days(due, day, months):
    assert whole_months(due, day) == months


@given(DAYS, DAYS)
def test_whole_months_is_the_largest_count_that_fits(start, end):
    months = whole_months(start, end)
    assert add_months(start, months) <= end < add_months(start, months + 1)


@given(DAYS, st.integers(0, 600))
def test_months_are_never_skipped(start, months):
    later = add_months(start, months)
    assert (later.year * 12 + later.month) - (start.year * 12 + start.month) == months
    assert later.day == start.day or (later + timedelta(1)).day == 1


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2014-10-01", date(2014, 10, 1)),
        ("2014年10月1日", date(2014, 10, 1)),
        ("2014.10.1", date(2014, 10, 1)),
        ("2014/10/01 00:00:00", date(2014, 10, 1)),
        ("20141001", date(2014, 10, 1)),
        (20141001, date(2014, 10, 1)),
        (46000.0, date(2025, 12, 9)),
        ("２０１４－１０－０１", date(2014, 10, 1)),
    ],
)
def test_text_and_serials_with_one_reading_are_read_and_noted(typed, day):
    read, note = read_date(typed)
    assert read == day
    assert note is not None


@pytest.mark.parametrize(
    "typed",
    [
        *("10/1/2014", "01.02.2014", "2014-13-01", "2014-02-30", "2014年10月", "soon", "", None),
        *(True, date(1900, 1, 31), 31.0, 0, -5, 1e9, float("nan"), float("inf"), 46000.5),
    ],
)
def test_what_has_no_single_reading_is_refused(typed):
    with pytest.raises(Unreadable):
        read_date(typed)


def test_a_date_cell_needs_no_note():
    assert read_date(datetime(2026, 3, 31, 0, 0)) == (date(2026, 3, 31), None)


def test_a_day_of_the_month_stops_at_its_end_and_runs_over_the_year():
    assert day_of_month(2026, 2, 31) == date(2026, 2, 28)
    assert day_of_month(2026, 13, 5) == date(2027, 1, 5)


def test_workdays_know_make_up_days_and_unknown_years():
    known = Calendar(
        frozenset({2026}), frozenset({date(2026, 10, 1)}), frozenset({date(2026, 10, 10)})
    )
    assert known.is_workday(date(2026, 10, 10))
    assert not known.is_workday(date(2026, 10, 1))
    assert known.next_workday(date(2026, 10, 1)) == date(2026, 10, 2)
    assert known.knows(date(2026, 1, 1))
    assert not known.knows(date(2027, 1, 1))
    assert known.is_workday(date(2027, 10, 1))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("2026-03", "2026-03"),
        ("2026.3", "2026-03"),
        ("2026/03月", "2026-03"),
        ("202603", "2026-03"),
        ("2026Q2", "2026-Q2"),
        ("2026年二季度", "2026-Q2"),
        ("2026年度", "2026"),
        ("2026-03~2026-06", "2026-03~2026-06"),
        ("装修期", "装修期"),
        ("2026-13", "2026-13"),
    ],
)
def test_periods_are_compared_by_one_spelling(typed, key):
    assert period_key(typed) == key


def test_a_period_starts_on_its_first_day():
    assert period_start("2026-03") == date(2026, 3, 1)
    assert period_start("2026") == date(2026, 1, 1)
    assert period_start("2026-13") is None
    assert period_start("装修期") is None


def test_leading_zeros_are_part_of_a_unit():
    assert unit_key("0101") != unit_key("101")
    assert unit_key("Ａ座－２５１１") == unit_key("a座-2511")


@given(st.lists(st.tuples(DAYS, st.integers(0, 30)), max_size=5), st.sampled_from("、，,;；\n"))
def test_a_list_of_days_is_read_whatever_divides_it(holidays, mark):
    spelt, meant = [], set()
    for first, more in holidays:
        last = first + timedelta(more)
        spelt.append(f"{first}至{last}" if more % 2 else f"{first} ~ {last}")
        meant |= {first + timedelta(n) for n in range(more + 1)}
    assert read_days(mark.join(spelt) or " ")[0] == tuple(sorted(meant))


@pytest.mark.parametrize(
    "typed",
    [
        "2027-02-30",
        "春节",
        "2027-02-11至2027-02-05",
        "2027-01-01至2027-12-31",
        "2027-01-01到",
        "02-05",
    ],
)
def test_what_is_no_list_of_days_is_refused(typed):
    with pytest.raises(Unreadable):
        read_days(typed)


@given(st.sets(DAYS), st.sets(DAYS), DAYS)
def test_typed_days_go_before_the_notice(off, on, day):
    notice = Calendar(
        frozenset({2026}), frozenset({date(2026, 10, 1)}), frozenset({date(2026, 10, 10)})
    )
    calendar = notice.typed(off, on)
    if day in off - on:
        assert not calendar.is_workday(day)
    if day in on - off:
        assert calendar.is_workday(day)
    if day not in off | on:
        assert calendar.is_workday(day) == notice.is_workday(day)
    assert calendar.knows(day) == (day.year == 2026 or day.year in {d.year for d in off})
