"""A unit's history: every row once, in the order of days, and a balance that is owed."""

from datetime import date
from fractions import Fraction

from cuifei.domain.account.dossier import dossiers
from cuifei.domain.ladder.cases import decide
from cuifei.domain.papers.history import KINDS, history
from cuifei.domain.policy import Policy
from cuifei.domain.records import (
    Charge,
    Contact,
    Decision,
    Hold,
    Instalment,
    Ledger,
    Letter,
    Payment,
    Unit,
)

U = "甲一苑3-101"
AS_OF = date(2026, 11, 20)
POLICY = Policy(late_fee_rate=Fraction(5, 10_000), late_fee_cap=Fraction(1), company="甲一物业")


def events(**tables):
    ledger = Ledger(units={U: Unit(U, "张三样例", community="甲一苑")}, **tables)
    case = decide(ledger, AS_OF, POLICY).cases[U]
    return history(case, dossiers(ledger)[U], POLICY), case


def letter(**more):
    values = {"number": "H1", "document": "collection_letter", "unit": U} | more
    return Letter(**{"date": date(2026, 8, 1), "amount": 10_000} | values)


CHARGES = tuple(
    Charge(U, "物业服务费", f"2026-{month:02d}", 10_000, date(2026, month, 28))
    for month in range(1, 11)
)


def test_all_rows_are_told_in_the_order_of_days():
    found, case = events(
        charges=CHARGES,
        payments=(Payment(U, date(2026, 3, 5), 15_000, "转账", voucher="V1"),),
        contacts=(
            Contact(U, date(2026, 4, 1), "phone", "promised", date(2026, 4, 10), 5_000),
            Contact(U, date(2027, 1, 1), "phone", "other"),
        ),
        holds=(Hold(U, "dispute", date(2026, 5, 1), date(2026, 5, 20)),),
        decisions=(Decision(U, date(2026, 6, 1), "waiver", 100, "李四样例", "一次性付清"),),
        instalments=(Instalment(U, "1", date(2026, 7, 20), 5_000, date(2026, 7, 1)),),
        letters=(letter(state="served", sent=date(2026, 8, 2), served=date(2026, 8, 5)),),
    )
    days = [event.date for event in found]
    assert days == sorted(days)
    assert sum(event.kind == "charge" for event in found) == len(CHARGES)
    told = {(event.date, event.kind, event.state) for event in found}
    assert told >= {
        (date(2026, 3, 5), "payment", ""),
        (date(2026, 4, 1), "contact", "promised"),
        (date(2026, 4, 10), "promise_due", "broken"),
        (date(2026, 5, 1), "hold", ""),
        (date(2026, 5, 20), "hold_end", ""),
        (date(2026, 6, 1), "waiver", ""),
        (date(2026, 7, 1), "plan", ""),
        (date(2026, 7, 20), "instalment", "broken"),
        (date(2026, 8, 1), "letter", "made"),
        (date(2026, 8, 2), "letter", "sent"),
        (date(2026, 8, 5), "letter", "served"),
        (case.limitation, "limitation", ""),
    }
    assert date(2027, 1, 1) not in days
    assert {event.kind for event in found} <= set(KINDS)


def test_the_last_balance_is_what_is_owed():
    found, case = events(charges=CHARGES, payments=(Payment(U, date(2026, 3, 5), 15_000),))
    balances = [event.balance for event in found if event.balance is not None]
    assert balances[-1] == case.arrears.owed == 85_000


def test_a_letter_that_came_back_or_was_voided_is_not_told_as_served():
    found, _ = events(
        charges=CHARGES,
        letters=(
            letter(state="returned", sent=date(2026, 8, 2), served=date(2026, 8, 9)),
            letter(number="H2", date=date(2026, 9, 1), state="voided", sent=date(2026, 9, 2)),
        ),
    )
    states = [(event.number, event.state) for event in found if event.kind == "letter"]
    assert states == [("H1", "made"), ("H1", "sent"), ("H1", "returned"), ("H2", "voided")]


def test_a_unit_without_rows_has_only_its_opening_balance():
    found, _ = events()
    assert [(event.kind, event.balance) for event in found] == [("opening", 0)]
