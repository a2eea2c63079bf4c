"""Elderly by visit, busy by text; visits on their days; what follows a repair. (R1.4, R8.6)"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cuifei.domain.ladder.cases import decide
from cuifei.domain.policy import Policy
from cuifei.domain.records import Charge, Contact, Ledger, Unit
from cuifei.domain.work.channels import by_text, by_visit, how_to_speak
from cuifei.domain.work.worklist import tasks

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


def test_a_week_after_a_repair_the_owner_is_asked_and_invited():
    done = Contact("1", date(2026, 11, 13), "visit", "rectified")
    found = [task.kind for task in tasks(docket(contacts=(done,)), AS_OF)]
    assert found == ["repair_check"]
    asked = replace(done, date=AS_OF, channel="phone", result="followed_up")
    assert "repair_check" not in [
        task.kind for task in tasks(docket(contacts=(done, asked)), AS_OF + timedelta(1))
    ]
