"""The day of a sale splits the debt: nobody is asked for what another one owes. (过户)"""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cuifei.commands.opened import open_book
from cuifei.domain.account.dossier import dossiers
from cuifei.domain.ladder.cases import decide
from cuifei.domain.policy import Policy
from cuifei.domain.records import Charge, Contact, Ledger, Letter, Payment, Unit
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


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_nothing_is_lost_and_nothing_counts_twice(day):
    units = {**LEDGER.units, OLD: replace(LEDGER.units[OLD], owner_until=day)}
    rows = dossiers(replace(LEDGER, units=units))
    for name in ("charges", "payments", "contacts", "letters"):
        both = [*getattr(rows[OLD], name), *getattr(rows["1-1"], name)]
        assert sorted(map(repr, both)) == sorted(map(repr, getattr(LEDGER, name)))
    assert all(c.due < day for c in rows[OLD].charges)
    assert all(c.due >= day for c in rows["1-1"].charges)


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
