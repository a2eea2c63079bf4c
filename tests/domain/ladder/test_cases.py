"""The docket: every unit once, by the rows that were known on the day."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from cuifei.domain.ladder import cases
from cuifei.domain.ladder.cases import decide, decide_again, demand_lines, receipts_through
from cuifei.domain.records import Ledger
from stories.told import HOUSE, NINE_MOVES, RESIDENTIAL, estate, household


def test_an_empty_ledger_has_an_empty_docket():
    docket = decide(Ledger(), date(2026, 1, 1), household("空").policy)
    assert (dict(docket.cases), dict(docket.live)) == ({}, {})


def test_every_unit_has_a_case_also_the_one_that_owes_nothing():
    both = estate(household("案-1").owes(200, "2026-01"), household("案-2"))
    cases = both.docket("2026-05-10").cases
    assert [(name, case.arrears.owed) for name, case in cases.items()] == [
        ("案-1", 20_000),
        ("案-2", 0),
    ]


def test_a_day_in_the_past_is_decided_by_what_was_known_then():
    home = household("案-3", ladder=NINE_MOVES).owes(200, "2026-01")
    before = home.on("2026-03-01").case
    home.pays("2026-03-02", 200).gets("collection_letter", "2026-03-02").hears("2026-03-02")
    home.promises("2026-03-02", "2026-03-09").agrees("2026-03-02", ("2026-04-01", 200))
    after = home.on("2026-03-01").case
    assert after == replace(before, readiness=after.readiness)
    assert after.readiness.blockers == before.readiness.blockers


def test_the_order_of_rows_does_not_matter():
    home = household("案-4", ladder=NINE_MOVES).owes(200, "2026-01", months=4)
    home.pays("2026-03-02", 150).pays("2026-04-02", 30).promises("2026-04-03", "2026-04-09")
    home.gets("collection_letter", "2026-04-20").gets("collection_letter", "2026-05-01")
    ledger = estate(home).ledger
    turned = replace(
        ledger,
        charges=ledger.charges[::-1],
        payments=ledger.payments[::-1],
        letters=ledger.letters[::-1],
    )
    day = date(2026, 5, 5)
    policy = estate(home).policy
    one, other = decide(ledger, day, policy).cases, decide(turned, day, policy).cases
    assert one["案-4"].readiness == other["案-4"].readiness
    assert one["案-4"].step == other["案-4"].step


def test_held_items_are_not_in_what_a_letter_names():
    home = household("案-5").owes(200, "2026-01").owes(80, "2026-01", item="停车费")
    case = home.holds("dispute", "2026-02-01", item="停车费").on("2026-05-10").case
    assert [line.charge.item for line in demand_lines(case)] == ["物业费"]
    assert (case.demandable, case.arrears.owed, len(case.clocks)) == (20_000, 28_000, 2)


def test_owed_then_is_what_a_promise_without_amount_is_measured_by():
    home = household("案-6", ladder=RESIDENTIAL).owes(200, "2026-01", months=3)
    home.promises("2026-03-05", "2026-03-20").pays("2026-03-10", 390)
    (promise,) = home.on("2026-03-21").case.promises
    assert (promise.state, promise.received) == ("kept", 39_000)  # 97.5 % of the 400 owed then


def test_receipts_are_known_through_what_the_clerk_typed_or_the_newest_payment():
    ledger = estate(household("案-7").pays("2026-03-10", 1).pays("2026-04-10", 1)).ledger
    bare = replace(household("案-8").policy, receipts_through=None)
    assert receipts_through(ledger, date(2026, 4, 1), bare) == date(2026, 3, 10)
    assert receipts_through(ledger, date(2026, 1, 1), bare) is None
    typed = replace(bare, receipts_through=date(2026, 3, 31))
    assert receipts_through(ledger, date(2026, 4, 1), typed) == date(2026, 3, 31)


def test_owners_known_to_act_together_are_a_cohort_of_their_own():
    one, other = (
        household(name, ladder=NINE_MOVES, cohort=cohort)
        .owes(500, "2026-01")
        .gets("collection_letter", "2026-03-01")
        .gets("collection_letter", "2026-03-20")
        .softly("2026-04-28")
        for name, cohort in (("案-9", ""), ("案-10", "三栋"))
    )
    both = estate(one.gets("lawyer_letter", "2026-05-01"), other)
    assert both.on("2026-05-02")["案-10"].may
    assert both.docket("2026-05-02").cases["案-10"].cohort == "三栋"


DAY = date(2026, 7, 10)
DOCUMENTS = ("payment_notice", "collection_letter", "lawyer_letter")
NEIGHBOURS = tuple(f"再-{number}" for number in range(8))


def neighbours(seed):
    """Return eight units in two communities; some have one owner, some letters and promises."""
    homes = []
    for number, name in enumerate(NEIGHBOURS):
        facts = {"owner": "张三样例", "phone": "13000000001"} if (number + seed) % 3 == 0 else {}
        facts["community"] = f"再{number // 4}苑"
        home = household(name, ladder=NINE_MOVES, **facts).owes(200, "2026-01", months=5)
        if (number * 7 + seed) % 4 == 0:
            home.gets("collection_letter", "2026-05-02").gets("lawyer_letter", "2026-06-20")
        if (number + seed) % 5 == 0:
            home.promises("2026-06-25", "2026-07-20")
        homes.append(home)
    return estate(*homes).ledger


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 59),
    st.booleans(),
    st.lists(st.tuples(st.sampled_from(NEIGHBOURS), st.sampled_from(DOCUMENTS)), max_size=4),
)
def test_deciding_again_after_letters_is_deciding_the_whole_ledger(seed, merged, written):
    before, policy = neighbours(seed), replace(HOUSE, merge_letters=merged)
    letters = [
        replace(letter_of(unit, document), number=f"新-{n}")
        for n, (unit, document) in enumerate(written)
    ]
    after = replace(before, letters=(*before.letters, *letters))
    again = decide_again(decide(before, DAY, policy), before, after)
    assert again == decide(after, DAY, policy)


def letter_of(unit, document):
    home = household(unit).gets(document, DAY.isoformat(), state="made")
    return home.letters[-1]


def test_deciding_again_reckons_only_the_units_that_letters_bear_on(monkeypatch):
    before, reckoned = neighbours(1), []
    docket = decide(before, DAY, HOUSE)
    whole = cases._case
    monkeypatch.setattr(cases, "_case", lambda *a: reckoned.append(a[0].unit.unit) or whole(*a))
    after = replace(before, letters=(*before.letters, letter_of("再-2", "payment_notice")))
    decide_again(docket, before, after)
    assert reckoned == ["再-2"]
