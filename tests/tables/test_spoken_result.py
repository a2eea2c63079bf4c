"""One cell says result, day and amount: what is read, and what is asked about."""

from datetime import date

import pytest

from cuifei.domain.problems import Unreadable
from cuifei.tables.spoken_result import parts

TALK = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("typed", "talk", "day", "amount"),
    [
        ("承诺 12-5 前 200 元", TALK, date(2026, 12, 5), "200"),
        ("承诺 200, 12-5", TALK, date(2026, 12, 5), "200"),
        ("承诺 1,200.50 元，12-5", TALK, date(2026, 12, 5), "1,200.50"),
        ("承诺 11-30", TALK, TALK, None),
        ("承诺 11-28 200元", date(2026, 11, 25), date(2026, 11, 28), "200"),
        ("承诺 1-5", date(2026, 12, 20), date(2027, 1, 5), None),
        ("承诺 2-29", date(2027, 12, 1), date(2028, 2, 29), None),
        ("承诺 2025-11-28", TALK, date(2025, 11, 28), None),
    ],
)
def test_a_promise_has_one_reading(typed, talk, day, amount):
    found = parts(typed, talk)
    assert (found["promise_date"], found.get("promise_amount")) == (day, amount)


@pytest.mark.parametrize("typed", ["承诺 11-28 200元", "已解释 11-29", "已缴 11-1", "未接通 7-1"])
def test_a_day_that_has_just_passed_is_never_one_of_next_year(typed):
    with pytest.raises(Unreadable):
        parts(typed, TALK)


def test_nor_is_one_of_last_year():
    with pytest.raises(Unreadable):
        parts("承诺 12-28", date(2027, 1, 5))


@pytest.mark.parametrize(
    "typed", ["承诺 112-5", "承诺 12026-12-5", "承诺 12-512", "承诺 12,00 12-5", "承诺 2-29"]
)
def test_a_day_or_an_amount_is_never_part_of_a_number(typed):
    assert not parts(typed, TALK)
