"""The payment record: every movement once, and a balance that is what is owed."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from cuifei.domain.account.dossier import dossiers
from cuifei.domain.dates import add_months
from cuifei.domain.ladder.cases import decide
from cuifei.domain.papers.statement import statement
from cuifei.domain.policy import Policy
from cuifei.domain.records import Charge, Decision, Hold, Ledger, Payment, Unit

U = "甲一苑3-101"
AS_OF = date(2026, 11, 20)
LATE = Policy(late_fee_rate=Fraction(5, 10_000), late_fee_cap=Fraction(1), company="甲一物业")


def charges(months, amount=10_000):
    """Monthly charges, the youngest due on 31 October 2026."""
    dues = [add_months(date(2026, 10, 31), -back) for back in range(months - 1, -1, -1)]
    return tuple(
        Charge(U, "物业服务费", f"{due.year}-{due.month:02d}", amount, due) for due in dues
    )


def of(policy=LATE, **tables):
    ledger = Ledger(units={U: Unit(U, "张三样例", community="甲一苑")}, **tables)
    case = decide(ledger, AS_OF, policy).cases[U]
    return statement(case, dossiers(ledger)[U], "H1-附", AS_OF, policy), case


def test_a_settled_account_shows_the_last_24_months():
    paid = tuple(Payment(U, c.due, c.amount) for c in charges(40))
    record, _ = of(charges=charges(40), payments=paid)
    assert record.since == date(2024, 11, 1)
    assert min(line.date for line in record.lines) == date(2024, 11, 30)
    assert len(record.lines) == 2 * 24
    assert (record.opening, record.balance, record.total) == (0, 0, 0)


def test_an_old_debt_draws_the_beginning_back_to_its_month():
    paid = tuple(Payment(U, c.due, c.amount, period=c.period) for c in charges(40)[1:])
    record, case = of(charges=charges(40), payments=paid)
    assert record.since == case.arrears.oldest_due.replace(day=1) == date(2023, 7, 1)
    assert record.balance == 10_000


def test_what_was_before_is_one_balance_brought_forward():
    late = tuple(Payment(U, c.due + timedelta(60), c.amount) for c in charges(40))
    record, _ = of(charges=charges(40), payments=tuple(p for p in late if p.date <= AS_OF))
    assert record.opening == 20_000  # two months had not been paid by 1 November 2024
    assert record.opening + record.charged - record.paid == record.balance


def test_charges_come_before_money_of_the_same_day_and_balances_run():
    record, _ = of(
        charges=charges(2), payments=(Payment(U, date(2026, 9, 30), 4_000, "微信", voucher="V1"),)
    )
    assert [(x.kind, x.charge, x.payment, x.balance) for x in record.lines] == [
        ("charge", 10_000, 0, 10_000),
        ("payment", 0, 4_000, 6_000),
        ("charge", 10_000, 0, 16_000),
    ]
    assert (record.lines[1].what, record.lines[1].voucher) == ("微信", "V1")


def test_what_is_not_due_and_what_comes_later_is_left_out():
    later = Charge(U, "物业服务费", "2026-11", 10_000, AS_OF)
    record, _ = of(
        charges=(*charges(1), later), payments=(Payment(U, AS_OF + timedelta(1), 10_000),)
    )
    assert [line.date for line in record.lines] == [date(2026, 10, 31)]


def test_held_charges_late_fees_and_waivers_lead_to_what_the_letter_demands():
    other = Charge(U, "公共能耗费", "2026-09", 3_000, date(2026, 9, 30))
    record, case = of(
        charges=(*charges(3), other),
        holds=(Hold(U, "dispute", date(2026, 10, 1), item="公共能耗费"),),
        decisions=(
            Decision(U, date(2026, 11, 1), "waiver", 100, "李四样例", "样例"),
            Decision(U, date(2026, 11, 2), "discount", 500, "李四样例", "样例"),
        ),
    )
    assert record.held == 3_000 and record.waived == 100
    assert [x.kind for x in record.lines].count("discount") == 1
    assert record.total == case.demandable + record.late_fee - 100
    assert record.balance - record.held + record.late_fee - record.waived == record.total


def test_money_that_went_to_late_fees_first_is_shown():
    """Civil Code 561: what the fee took is an entry of its own, so the balance is what is owed."""
    law = Policy(
        late_fee_rate=Fraction(5, 10_000),
        late_fee_cap=Fraction(1),
        payment_order="civil_code_561",
    )
    record, case = of(law, charges=charges(6), payments=(Payment(U, date(2026, 11, 1), 30_000),))
    assert [x.kind for x in record.lines].count("late_fee") == 1
    assert record.balance + record.prepaid == case.arrears.owed


@given(
    st.lists(st.tuples(st.integers(0, 700), st.integers(1, 30_000)), max_size=12),
    st.booleans(),
    st.integers(1, 30),
)
@settings(max_examples=60, deadline=None)
def test_the_balance_is_what_is_owed_less_what_was_paid_ahead(money, law, months):
    policy = Policy(
        late_fee_rate=Fraction(5, 10_000),
        late_fee_cap=Fraction(1),
        payment_order="civil_code_561" if law else "principal_first",
    )
    payments = tuple(Payment(U, AS_OF - timedelta(back), fen) for back, fen in money)
    record, case = of(policy, charges=charges(months), payments=payments)
    assert record.balance == case.arrears.owed - case.arrears.prepayment
    assert record.opening + record.charged - record.paid == record.balance
