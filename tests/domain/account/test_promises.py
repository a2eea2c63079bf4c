"""Promises and plans: when is one open, kept, partly kept, broken?"""

from datetime import date, timedelta
from fractions import Fraction

from cuifei.domain.account.promises import broken_count, plans, promises
from cuifei.domain.policy import Policy
from cuifei.domain.records import Contact, Instalment, Payment

POLICY = Policy()
MADE, DUE = date(2026, 3, 2), date(2026, 3, 10)


def promised(made=MADE, due=DUE, amount=100_00, **more):
    return Contact("甲一", made, "phone", "promised", due, amount, **more)


def paid(day, amount):
    return Payment("甲一", day, amount)


def state(contacts, payments, as_of, policy=POLICY, owed=100_00):
    return [p.state for p in promises(contacts, payments, lambda _: owed, as_of, policy)]


def test_a_promise_is_open_through_the_end_of_its_day_and_its_grace():
    assert state([promised()], [], DUE) == ["open"]
    assert state([promised()], [], DUE + timedelta(1)) == ["broken"]
    patient = Policy(promise_grace=2)
    assert state([promised()], [], DUE + timedelta(2), patient) == ["open"]
    assert state([promised()], [], DUE + timedelta(3), patient) == ["broken"]


def test_money_from_the_day_it_was_made_through_its_day_counts():
    after = DUE + timedelta(1)
    assert state([promised()], [paid(MADE, 100_00)], after) == ["kept"]
    assert state([promised()], [paid(DUE, 100_00)], after) == ["kept"]
    assert state([promised()], [paid(MADE - timedelta(1), 100_00)], after) == ["broken"]
    assert state([promised()], [paid(after, 100_00)], after) == ["broken"]


def test_the_threshold_decides_between_kept_and_partly():
    after = DUE + timedelta(1)
    assert state([promised()], [paid(DUE, 95_00)], after) == ["kept"]
    assert state([promised()], [paid(DUE, 94_99)], after) == ["partly"]
    strict = Policy(promise_threshold=Fraction(1))
    assert state([promised()], [paid(DUE, 99_99)], after, strict) == ["partly"]


def test_without_an_amount_it_is_about_what_was_owed_then():
    contact = promised(amount=None)
    asked = []

    def owed_at(day):
        asked.append(day)
        return 300_00

    (promise,) = promises([contact], [paid(DUE, 200_00)], owed_at, DUE + timedelta(1), POLICY)
    assert (promise.state, promise.received, asked) == ("partly", 200_00, [MADE])


def test_a_later_promise_replaces_an_open_one_and_not_a_broken_one():
    second = promised(made=MADE + timedelta(3), due=DUE + timedelta(20))
    assert state([promised(), second], [], DUE + timedelta(1)) == ["open"]
    late = promised(made=DUE + timedelta(2), due=DUE + timedelta(20))
    both = promises([promised(), late], [], lambda _: 1, DUE + timedelta(3), POLICY)
    assert [p.state for p in both] == ["broken", "open"]
    assert broken_count(both) == 1


def test_row_order_does_not_matter_and_later_rows_are_not_known_yet():
    second = promised(made=MADE + timedelta(3), due=DUE + timedelta(20))
    assert state([second, promised()], [], DUE) == state([promised(), second], [], DUE)
    assert state([second], [], MADE) == []


def test_a_date_before_the_contact_itself_promises_nothing():
    assert state([promised(due=MADE - timedelta(1))], [], DUE) == []


AGREED = date(2026, 1, 5)
PARTS = [
    Instalment("甲一", "2", date(2026, 2, 28), 50_00, AGREED),
    Instalment("甲一", "1", date(2026, 1, 31), 50_00, AGREED),
]


def plan(payments, as_of, rows=PARTS):
    return plans(rows, payments, as_of, POLICY)


def test_payments_fill_the_parts_of_a_plan_in_date_order():
    (running,) = plan([paid(AGREED, 60_00)], date(2026, 2, 1))
    assert [(p.number, p.received, p.state) for p in running.parts] == [
        ("1", 50_00, "kept"),
        ("2", 10_00, "open"),
    ]
    assert running.state == "running"


def test_a_part_is_broken_when_its_day_and_grace_passed_unfilled():
    assert plan([], date(2026, 2, 3))[0].state == "running"
    assert plan([], date(2026, 2, 4))[0].state == "broken"


def test_a_plan_is_done_when_all_parts_are_filled_and_money_before_it_does_not_count():
    assert plan([paid(AGREED, 100_00)], date(2026, 1, 6))[0].state == "done"
    early = paid(AGREED - timedelta(1), 100_00)
    assert plan([early], date(2026, 2, 4))[0].state == "broken"


def test_rows_without_an_agreed_date_are_only_a_proposal():
    assert plan([], AGREED, [Instalment("甲一", "1", AGREED, 1)]) == ()


def test_a_newer_plan_replaces_a_running_one_and_takes_the_money_from_its_day_on():
    new = Instalment("甲一", "1", date(2026, 4, 30), 100_00, date(2026, 1, 20))
    (only,) = plan([paid(AGREED, 10_00), paid(new.agreed, 90_00)], date(2026, 2, 1), [*PARTS, new])
    assert (only.agreed, only.parts[0].received) == (new.agreed, 90_00)
    late = Instalment("甲一", "1", date(2026, 4, 30), 100_00, date(2026, 3, 1))
    assert [p.state for p in plan([], date(2026, 3, 2), [*PARTS, late])] == ["broken", "running"]
