"""What the dashboard shows agrees with the key figures of each day it speaks of."""

from collections import Counter
from datetime import date, timedelta

import pytest

from cuifei.commands.estate.ledger import invent
from cuifei.commands.workdays import calendar
from cuifei.domain.dates import add_months
from cuifei.domain.figures.board import EXPIRED, LATER, QUARTERS, board, quarter
from cuifei.domain.figures.kpis import kpis
from cuifei.domain.ladder.cases import decide
from cuifei.domain.policy import Policy
from cuifei.domain.queue.queue import plan
from cuifei.domain.records import Charge, Ledger, Letter, Payment, Unit

POLICY = Policy()


def seen(ledger, as_of):
    docket = decide(ledger, as_of, POLICY, calendar())
    month_ago = decide(ledger, add_months(as_of, -1), POLICY, calendar())
    return docket, board(docket, month_ago, ledger.priorities)


@pytest.fixture(scope="module", params=[date(2026, 3, 31)], ids=str)
def estate(request):
    ledger = invent(request.param)
    return ledger, *seen(ledger, request.param)


def test_each_point_of_the_trend_is_the_rate_of_that_day(estate):
    ledger, docket, shown = estate
    assert len(shown.trend) == 12
    assert shown.trend[-1].day == docket.as_of
    for point in (shown.trend[0], shown.trend[7], shown.trend[-1]):
        then = kpis(decide(ledger, point.day, POLICY, calendar()))
        assert (point.due, point.owed) == (then.recent_due, then.recent_owed)
        assert point.arrears_rate == then.recent_arrears_rate
        assert point.target == POLICY.target_arrears_rate


def test_earlier_points_are_the_ends_of_the_months_before(estate):
    _, _, shown = estate
    days = [point.day for point in shown.trend[:-1]]
    assert all((day + timedelta(1)).day == 1 for day in days)
    assert [point.month for point in shown.trend] == [m.month for m in shown.figures.months]


def test_communities_add_up_to_the_ages_of_all(estate):
    _, _, shown = estate
    by_age = Counter()
    for item in shown.ageing_by_community:
        by_age[item.bucket] += item.owed
    assert dict(by_age) == {age.bucket: age.owed for age in shown.figures.ageing}


def test_every_unpaid_fen_has_its_quarter(estate):
    _, _, shown = estate
    assert len(shown.horizon) == QUARTERS + 2
    assert sum(item.owed for item in shown.horizon) == shown.figures.owed


def test_the_queue_is_the_plan(estate):
    ledger, docket, shown = estate
    places = plan(docket, ledger.priorities)
    assert [(s.unit, s.state, s.planned) for s in shown.queue] == [
        (p.unit, p.state, p.planned) for p in places
    ]
    assert all(s.last_date > s.planned for s in shown.queue if s.planned and s.state != "live")


def small(paid=0):
    payments = (Payment("3-2", date(2026, 2, 10), paid),) if paid else ()
    return Ledger(
        units={"3-2": Unit("3-2", "甲一样例", community="样例园")},
        charges=(Charge("3-2", "物业费", "2023-01", 10000, date(2023, 1, 31)),),
        payments=payments,
    )


def test_money_whose_period_has_ended_is_shown_as_ended():
    _, shown = seen(small(), date(2026, 3, 1))
    assert {item.quarter: item.owed for item in shown.horizon if item.owed} == {EXPIRED: 10000}
    _, shown = seen(small(), date(2026, 1, 15))
    assert {item.quarter: item.owed for item in shown.horizon if item.owed} == {"2026Q1": 10000}


def test_what_ends_after_the_horizon_is_later():
    ledger = small()
    late = Charge("3-2", "物业费", "2026-02", 500, date(2026, 2, 28))
    _, shown = seen(Ledger(units=ledger.units, charges=(late,)), date(2026, 3, 1))
    assert shown.horizon[-1].quarter == LATER
    assert {item.quarter: item.owed for item in shown.horizon if item.owed} == {LATER: 500}


def test_a_payment_counts_from_its_day():
    ledger = Ledger(
        units={"3-2": Unit("3-2", "甲一样例", community="样例园")},
        charges=(Charge("3-2", "物业费", "2026-01", 10000, date(2026, 1, 31)),),
        payments=(Payment("3-2", date(2026, 3, 10), 4000),),
    )
    _, shown = seen(ledger, date(2026, 4, 2))
    assert {p.month: p.owed for p in shown.trend if p.due} == {
        "2026-02": 10000,
        "2026-03": 6000,
        "2026-04": 6000,
    }


def test_a_live_letter_lasts_to_the_date_it_names():
    letter = Letter(
        "L1",
        "lawyer_letter",
        "3-2",
        date(2026, 3, 1),
        last_date=date(2026, 3, 20),
        amount=10000,
        state="sent",
        sent=date(2026, 3, 1),
    )
    ledger = Ledger(units=small().units, charges=small().charges, letters=(letter,))
    _, shown = seen(ledger, date(2026, 3, 5))
    assert [(s.unit, s.state, s.planned, s.last_date) for s in shown.queue] == [
        ("3-2", "live", date(2026, 3, 1), date(2026, 3, 20))
    ]


def test_an_empty_ledger_has_a_dashboard_too():
    _, shown = seen(Ledger(), date(2026, 3, 1))
    assert shown.queue == shown.ageing_by_community == ()
    assert all(point.arrears_rate is None for point in shown.trend)


@pytest.mark.parametrize(
    ("day", "name"),
    [(date(2026, 1, 1), "2026Q1"), (date(2026, 3, 31), "2026Q1"), (date(2026, 12, 31), "2026Q4")],
)
def test_quarters(day, name):
    assert quarter(day) == name
