"""The day of a sale splits the debt: nobody is asked for what another one owes. (过户)"""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cuifei.commands.opened import open_book
from cuifei.domain.account.dossier import dossiers
from cuifei.domain.account.reversals import undone
from cuifei.domain.ladder.cases import decide
from cuifei.domain.policy import Policy
from cuifei.domain.records import (
    Charge,
    Contact,
    Hold,
    Instalment,
    Ledger,
    Letter,
    Payment,
    Unit,
)
from cuifei.newbook import build

AS_OF, SOLD = date(2026, 11, 20), date(2026, 7, 15)
OLD = "1-1（原业主）"
LEDGER = Ledger(
    units={
        "1-1": Unit("1-1", "新业主样例", phone="13000000001"),
        OLD: Unit(OLD, "老业主样例", phone="13000000002", owner_until=SOLD),
    },
    charges=tuple(
        Charge("1-1", "物业费", f"2026-{m:02d}", 10_000, date(2026, m, 28)) for m in range(4, 11)
    ),
    payments=(
        Payment("1-1", date(2026, 5, 1), 5_000),
        Payment("1-1", date(2026, 9, 1), 10_000),
        Payment("1-1", date(2026, 10, 1), 1_000, period="2026-06"),
    ),
    contacts=(Contact("1-1", date(2026, 6, 1), "phone", "refused"),),
    letters=(Letter("H1", "collection_letter", "1-1", date(2026, 7, 1), state="served"),),
)


def test_each_owes_what_fell_due_in_their_time_and_has_paid_what_they_paid():
    cases = decide(LEDGER, AS_OF, Policy()).cases
    old, new = cases[OLD], cases["1-1"]
    # April to June, less 50 yuan in May and 10 yuan that name June; July to October, less 100.
    assert old.arrears.owed == 30_000 - 6_000 and old.arrears.oldest_due == date(2026, 4, 28)
    assert new.arrears.owed == 40_000 - 10_000 and new.arrears.oldest_due == date(2026, 8, 28)
    assert [x.number for x in old.letters] == ["H1"] and not new.letters
    assert old.contacts and not new.contacts


def typed(rows):
    """Return rows as they stand in the workbook, all under the unit."""
    return sorted(repr(replace(row, unit="1-1")) for row in rows)


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_nothing_is_lost_and_nothing_counts_twice(day):
    units = {**LEDGER.units, OLD: replace(LEDGER.units[OLD], owner_until=day)}
    rows = dossiers(replace(LEDGER, units=units))
    for name in ("charges", "payments", "contacts", "letters"):
        both = [*getattr(rows[OLD], name), *getattr(rows["1-1"], name)]
        assert typed(both) == typed(getattr(LEDGER, name))
        assert {row.unit for row in getattr(rows[OLD], name)} <= {OLD}
    assert all(c.due < day for c in rows[OLD].charges)
    assert all(c.due >= day for c in rows["1-1"].charges)


def test_what_takes_a_row_back_goes_with_it():
    back = (
        Charge("1-1", "物业费", "2026-05", -10_000, date(2026, 9, 1), reverses="物业费 2026-05"),
        Charge("1-1", "物业费", "2026-08", -4_000, date(2026, 9, 1), reverses="物业费 2026-08"),
    )
    payments = (
        Payment("1-1", date(2026, 5, 1), 5_000, voucher="SK-1"),
        Payment("1-1", date(2026, 9, 1), 10_000, voucher="SK-2"),
        Payment("1-1", date(2026, 10, 1), -5_000, reverses="SK-1"),
    )
    ledger = replace(LEDGER, charges=(*LEDGER.charges, *back), payments=payments)
    cases = decide(ledger, AS_OF, Policy()).cases
    # April and June, nothing paid; July to October less 40 and the 100 that were paid.
    assert cases[OLD].arrears.owed == 20_000
    assert cases["1-1"].arrears.owed == 40_000 - 4_000 - 10_000


def test_a_row_that_takes_back_money_of_both_is_split():
    payments = (
        Payment("1-1", date(2026, 5, 1), 5_000, voucher="SK-1"),
        Payment("1-1", date(2026, 9, 1), 10_000, voucher="SK-2"),
        Payment("1-1", date(2026, 10, 1), -15_000, reverses="SK-1、SK-2"),
    )
    rows = dossiers(replace(LEDGER, payments=payments))
    assert [p.amount for p in rows[OLD].payments] == [5_000, -5_000]
    assert [p.amount for p in rows["1-1"].payments] == [10_000, -10_000]


@given(
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.lists(
        st.tuples(
            st.sampled_from(["1-1", OLD]),
            st.dates(date(2026, 1, 1), date(2026, 12, 31)),
            st.integers(-9, 9).filter(bool),
            st.sampled_from(["", "2026-05", "2026-09"]),
            st.sampled_from(["A", "B", "A、B"]),
        ),
        max_size=6,
    ),
)
def test_money_in_is_money_placed_over_both_owners(day, rows):
    payments = tuple(
        Payment(unit, on, n * 100, "", period, "" if n < 0 else name, "", name if n < 0 else "")
        for unit, on, n, period, name in rows
    )
    units = {**LEDGER.units, OLD: replace(LEDGER.units[OLD], owner_until=day)}
    own = dossiers(replace(LEDGER, units=units, payments=payments))
    assert sum(p.amount for key in own for p in own[key].payments) == sum(
        p.amount for p in payments
    )
    before = {(p.voucher, p.date, p.amount) for p in payments if p.amount > 0}
    assert before == {
        (p.voucher, p.date, p.amount) for key in own for p in own[key].payments if p.amount > 0
    }
    # What is taken back of everybody is what was taken back before it was known who sold.
    assert sum(b.left for key in own for b in undone(own[key].payments)) == sum(
        b.left for b in undone(payments)
    )


def test_the_hold_of_the_sale_is_the_sellers_and_no_plan_is_torn():
    later = date(2026, 8, 20)
    ledger = replace(
        LEDGER,
        holds=(Hold("1-1", "sold", SOLD), Hold("1-1", "dispute", SOLD)),
        instalments=(
            Instalment("1-1", "1", date(2026, 7, 1), 5_000),
            Instalment("1-1", "2", later, 5_000),
            Instalment("1-1", "1", later, 3_000, agreed=date(2026, 8, 1)),
        ),
    )
    rows = dossiers(ledger)
    assert [hold.reason for hold in rows[OLD].holds] == ["sold"]
    assert [part.amount for part in rows[OLD].instalments] == [5_000, 5_000]
    assert [part.amount for part in rows["1-1"].instalments] == [3_000]


def test_two_sales_part_three_owners():
    older = "1-1(原业主2)"
    units = {**LEDGER.units, older: Unit(older, "更早样例", owner_until=date(2026, 5, 10))}
    rows = dossiers(replace(LEDGER, units=units))
    assert [len(rows[key].charges) for key in (older, OLD, "1-1")] == [1, 2, 4]


def test_a_day_of_sale_that_splits_nothing_is_told(tmp_path):
    book = tmp_path / "book.xlsx"
    lone = replace(LEDGER.units["1-1"], owner_until=SOLD)
    build.build(book, replace(LEDGER, units={"1-1": lone}))
    told = [problem for problem in open_book(book).problems if "day of sale" in str(problem.what)]
    assert len(told) == 1 and told[0].where.startswith("房产")
    assert open_book(book).ledger.units["1-1"].owner_until == SOLD


def test_a_payment_on_the_sellers_row_is_no_payment_ahead_and_doubtful_rows_are_told(tmp_path):
    book = tmp_path / "book.xlsx"
    ledger = replace(
        LEDGER,
        payments=(
            Payment(OLD, date(2026, 6, 1), 10_000, voucher="SK-1"),
            Payment("1-1", date(2026, 8, 1), -10_000, voucher="SK-9", reverses="SK-1", note="退款"),
        ),
        holds=(Hold("1-1", "sold", date(2026, 8, 1)),),
        instalments=(
            Instalment("1-1", "1", date(2026, 7, 1), 5_000),
            Instalment("1-1", "2", date(2026, 9, 1), 5_000),
        ),
    )
    build.build(book, ledger)
    opened = open_book(book)
    told = " ".join(str(problem.what) for problem in opened.problems)
    assert "has no charge" not in told and "is left out" not in told
    assert "holds up the new owner" in told and "runs beyond the sale" in told
    assert sum(p.amount for p in dossiers(opened.ledger)[OLD].payments) == 0
