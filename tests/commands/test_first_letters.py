"""A cold start: hundreds of first letters, spread over workdays under two caps."""

from collections import Counter
from datetime import date
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from cuifei.commands.first_letters import spread
from cuifei.domain.dates import Calendar

SATURDAY = date(2026, 1, 3)


def case(number, community, limitation, owed=100):
    owing = SimpleNamespace(months_overdue=3, class_="B", owed=owed)
    unit = SimpleNamespace(unit=f"{number:04d}", community=community)
    return SimpleNamespace(unit=unit, arrears=owing, limitation=limitation)


cases = st.lists(
    st.tuples(st.sampled_from("甲乙丙"), st.dates(date(2026, 1, 1), date(2029, 1, 1))), max_size=60
)


@given(cases, st.integers(1, 9), st.integers(1, 9))
def test_every_letter_goes_once_within_both_caps_on_a_workday(drawn, per_day, per_community):
    all_ = [case(n, community, day) for n, (community, day) in enumerate(drawn)]
    days = spread(all_, SATURDAY, Calendar(), per_day=per_day, per_community=per_community)
    assert sorted(c.unit.unit for d in days for c in d.cases) == [c.unit.unit for c in all_]
    for one in days:
        assert one.day.weekday() < 5 and one.cases
        assert len(one.cases) <= per_day
        assert max(Counter(c.unit.community for c in one.cases).values()) <= per_community
    assert [d.day for d in days] == sorted({d.day for d in days})


def test_who_is_most_pressing_goes_first_and_a_full_community_waits():
    late, soon = date(2028, 1, 1), date(2026, 2, 1)
    three = [case(1, "甲", late), case(2, "甲", soon), case(3, "乙", late)]
    days = spread(three, SATURDAY, Calendar(), per_day=2, per_community=1)
    assert [[c.unit.unit for c in d.cases] for d in days] == [["0002", "0003"], ["0001"]]
    assert [d.day for d in days] == [date(2026, 1, 5), date(2026, 1, 6)]
