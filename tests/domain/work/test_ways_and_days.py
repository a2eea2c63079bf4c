"""Elderly by visit, busy by text; visits on their days; what follows a repair. (R1.4, R8.6)"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cuifei.domain.dates import Calendar
from cuifei.domain.ladder.cases import decide
from cuifei.domain.policy import Policy
from cuifei.domain.problems import Unreadable
from cuifei.domain.records import Charge, Contact, Ledger, Unit
from cuifei.domain.work.channels import by_text, by_visit, how_to_speak
from cuifei.domain.work.worklist import tasks
from cuifei.tables.weekdays import read_weekdays

AS_OF = date(2026, 11, 20)  # a Friday
SATURDAY, WEDNESDAY = 5, 2


def docket(*, policy=None, contacts=(), amount=20_000, **unit):
    ledger = Ledger(
        units={"1": Unit("1", "张一样例", phone="13000000001", **unit)},
        charges=(Charge("1", "物业费", "2026-10", amount, date(2026, 10, 31)),),
        contacts=contacts,
    )
    return decide(ledger, AS_OF, policy or Policy())


@pytest.mark.parametrize(
    ("wish", "amount", "way"),
    [
        ("", 20_000, "message"),
        ("", 400_000, "Call"),
        ("", 2_000_000, "Visit"),
        ("visit", 20_000, "Visit"),
        ("call", 20_000, "between 9:00 and 20:00"),
        ("text", 2_000_000, "message"),
    ],
)
def test_who_is_elderly_is_visited_and_who_is_busy_gets_a_text(wish, amount, way):
    case = docket(contact_by=wish).cases["1"]
    assert way in str(how_to_speak(case, Policy(), amount))
    assert by_visit(case, Policy(), amount) == (way == "Visit")
    assert by_text(case, Policy(), amount) == (way == "message")


@pytest.mark.parametrize("days", [(SATURDAY, 6), (WEDNESDAY,)])
def test_visits_fall_on_visiting_days_and_calls_on_workdays(days):
    policy = Policy(visit_days=days)
    through = AS_OF + timedelta(20)
    visited = tasks(docket(policy=policy, contact_by="visit"), through)
    assert visited and all(task.due.weekday() in days for task in visited)
    called = tasks(docket(policy=policy, contact_by="call"), through)
    assert called and all(task.due.weekday() < 5 for task in called)


def test_nobody_is_visited_on_the_weekend_of_a_holiday():
    off = frozenset(date(2026, 10, day) for day in (1, 2, 5, 6, 7))  # Thursday to Wednesday
    calendar = Calendar(off=off, on=frozenset({date(2026, 9, 27), date(2026, 10, 10)}))
    visits = calendar.on_weekdays((SATURDAY, 6))
    assert visits.next_workday(date(2026, 10, 1)) == date(2026, 10, 10)
    assert visits.is_workday(date(2026, 9, 26)) and visits.is_workday(date(2026, 9, 27))
    alone = Calendar(off=frozenset({date(2026, 4, 6)}), on=frozenset({date(2026, 4, 5)}))
    assert alone.on_weekdays((5, 6)).is_workday(date(2026, 4, 4))  # the Sunday was worked


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("周六日", (5, 6)),
        ("周六周日", (5, 6)),
        ("周六、日", (5, 6)),
        ("周六和星期天", (5, 6)),
        ("周末", (5, 6)),
        ("每周六、周日", (5, 6)),
        ("双休日", (5, 6)),
        ("周一至周五", (0, 1, 2, 3, 4)),
        ("周一到五", (0, 1, 2, 3, 4)),
        ("工作日", (0, 1, 2, 3, 4)),
        ("周五-周日", (4, 5, 6)),
        ("周六至周一", (0, 5, 6)),
        ("礼拜三", (2,)),
        ("Mon to Fri", (0, 1, 2, 3, 4)),
        ("Saturday and Sunday", (5, 6)),
        ("Tues, Thu", (1, 3)),
    ],
)
def test_days_of_the_week_are_read_as_people_type_them(typed, days):
    assert read_weekdays(typed) == days


@pytest.mark.parametrize(
    "typed", ["五日", "周一上午", "每月1日", "周六至", "Satellite", "周八", ""]
)
def test_what_names_no_day_is_not_guessed(typed):
    with pytest.raises(Unreadable):
        read_weekdays(typed)


def test_a_week_after_a_repair_the_owner_is_asked_and_invited():
    done = Contact("1", date(2026, 11, 13), "visit", "rectified")
    found = [task.kind for task in tasks(docket(contacts=(done,)), AS_OF)]
    assert found == ["repair_check"]
    asked = replace(done, date=AS_OF, channel="phone", result="followed_up")
    assert "repair_check" not in [
        task.kind for task in tasks(docket(contacts=(done, asked)), AS_OF + timedelta(1))
    ]
