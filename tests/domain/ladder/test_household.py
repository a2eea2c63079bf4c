"""Units of one owner (合并发函): who belongs together, and what one letter means for all."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands.owners import ACCOUNT
from cuifei.domain.account.dossier import dossiers
from cuifei.domain.addresses import postal_address
from cuifei.domain.figures.effects import effects
from cuifei.domain.ladder import merging
from cuifei.domain.ladder.cases import decide
from cuifei.domain.ladder.household import as_one, households, owner_of
from cuifei.domain.ladder.letter_rows import by_letter, disagreements, whole
from cuifei.domain.papers import settlement
from cuifei.domain.papers.demand import Paper, demand, merged
from cuifei.domain.papers.statement import first_day, statement, together
from cuifei.domain.problems import CuifeiError
from cuifei.domain.queue.queue import overfull, plan
from cuifei.domain.records import Unit
from cuifei.domain.work import worklist
from cuifei.domain.work.pauses import paused, pauses
from stories.told import HOUSE, NINE_MOVES, RESIDENTIAL, day, estate, household

MERGED = replace(HOUSE, merge_letters=True)
OWNER = {"owner": "张三样例", "phone": "13000000001", "community": "甲一苑"}


def own(*names, ladder=NINE_MOVES, **facts):
    """Return units of one owner that owe for January to June 2026."""
    return [
        household(name, ladder=ladder, policy=MERGED, **{**OWNER, **facts}).owes(
            200, "2026-01", months=6
        )
        for name in names
    ]


def on(when, *homes):
    return estate(*homes, policy=MERGED).on(when)


def together_get(document, when, *homes, **facts):
    """Enter one letter in the rows of several units."""
    for home in homes:
        home.gets(document, when, **facts)
        home.letters[-1] = replace(home.letters[-1], number=homes[0].letters[-1].number)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ({}, {}, True),
        ({"owner": "张三 样例"}, {}, True),
        ({"phone": "+86 130-0000-0001"}, {}, True),
        ({"phone": "１３００００００００１"}, {}, True),
        ({"phone": "13000000002"}, {}, False),
        ({"community": "乙二苑"}, {}, False),
        ({"owner": "李四样例"}, {}, False),
        ({"phone": ""}, {"phone": ""}, False),
        ({"phone": "无"}, {"phone": "无"}, False),
    ],
)
def test_who_belongs_together(first, second, same):
    units = [Unit(f"3-{n}", **{**OWNER, **facts}) for n, facts in enumerate((first, second))]
    assert bool(households(units)) == same


def test_a_unit_without_a_name_or_a_phone_stands_alone():
    assert owner_of(Unit("3-1", "", "甲一苑", phone="13000000001")) is None
    assert owner_of(Unit("3-1", "张三样例", "甲一苑")) is None


def test_an_address_and_a_group_of_its_own_are_kept_or_taken_from_the_others():
    space = Unit("B-1", use_type="parking", **OWNER)
    assert postal_address(as_one({"B-1": space})["B-1"]) == ""
    home = Unit("3-1", building="3", cohort="三栋同盟", **OWNER)
    both = as_one({"B-1": space, "3-1": home})
    assert both["B-1"].address == postal_address(home)
    assert {unit.cohort for unit in both.values()} == {"三栋同盟"}
    assert both["3-1"] == home
    posted = replace(space, address="样例路9号")
    assert as_one({"B-1": posted, "3-1": home})["B-1"].address == "样例路9号"


def test_without_the_setting_nobody_hears_of_his_other_units():
    one, two = own("3-1", "3-2")
    one.gets("collection_letter", "2026-09-01", level=1, state="made")
    assert estate(one, two, policy=HOUSE).on("2026-09-02")["3-2"].may
    assert estate(one, two, policy=HOUSE).docket("2026-09-02").cases["3-2"].home == ()


def test_a_letter_that_was_not_sent_keeps_the_others_back_until_it_is_or_is_paid():
    one, two = own("3-1", "3-2")
    one.gets("collection_letter", "2026-09-01", level=1, state="made")
    verdict = on("2026-09-02", one, two)["3-2"]
    assert verdict.why == {"not_served"}
    assert verdict.earliest is None
    assert "3-1" in verdict.says
    assert on("2026-10-02", one, two)["3-2"].why == {"stale_register"}
    one.then(state="voided")
    assert on("2026-09-02", one, two)["3-2"].may
    one.then(state="made")
    one.pays("2026-09-05", 1200)
    assert on("2026-09-05", one, two)["3-2"].may


def test_silence_and_interval_hold_for_all_units_of_the_owner():
    one, two = own("3-1", "3-2")
    one.gets("collection_letter", "2026-09-01", level=1, served="2026-09-03")
    for when in ("2026-09-03", "2026-09-10"):
        assert not on(when, one, two)["3-2"].may
    verdict = on("2026-09-05", one, two)["3-2"]
    assert verdict.why == {"quiet_period", "min_interval"}
    assert verdict.earliest == date(2026, 9, 11)
    assert on("2026-09-11", one, two)["3-2"].may
    one.pays("2026-09-06", 1200)  # he has answered: what was asked for is paid
    assert on("2026-09-06", one, two)["3-2"].may
    assert on("2026-09-05", one, two)["3-2"].earliest == date(2026, 9, 6)


def test_a_letter_that_came_back_silences_nobody():
    one, two = own("3-1", "3-2")
    one.gets("collection_letter", "2026-09-01", level=1, state="returned", served="2026-09-03")
    assert on("2026-09-03", one, two)["3-2"].may


def test_a_letter_that_came_back_in_one_of_its_rows_only_may_still_be_on_its_way():
    first, second = own("甲一苑-1-101", "甲一苑-1-102")
    together_get("collection_letter", "2026-09-01", first, second, state="made")
    first.letters[-1] = replace(first.letters[-1], state="returned")
    cases = on("2026-09-20", first, second)
    assert cases["甲一苑-1-101"].why & {"not_served", "stale_register"}
    second.letters[-1] = replace(second.letters[-1], state="returned")
    cases = on("2026-09-20", first, second)
    assert not cases["甲一苑-1-101"].why & {"not_served", "stale_register"}


def test_a_letter_posted_again_in_one_of_its_rows_only_silences_the_other_too():
    """R4: it reached the owner once more, whichever row says so."""
    first, second = own("甲一苑-1-101", "甲一苑-1-102")
    together_get("collection_letter", "2026-09-01", first, second, level=1)
    assert on("2026-09-21", first, second)["甲一苑-1-101"].earliest <= date(2026, 9, 21)
    again = replace(second.letters[-1], state="sent", sent=date(2026, 9, 20))
    second.letters[-1] = again
    assert on("2026-09-21", first, second)["甲一苑-1-101"].earliest >= date(2026, 9, 28)


def test_in_the_silence_about_one_unit_no_task_turns_to_the_owner():
    one, two = own("3-1", "3-2")
    one.gets("collection_letter", "2026-09-01", level=1)
    case = on("2026-09-02", one, two)["3-2"].case
    assert paused(pauses(case, MERGED), date(2026, 9, 8))
    assert not paused(pauses(case, MERGED), date(2026, 9, 9))


def test_a_letter_about_two_units_is_chased_once():
    homes = own("3-1", "3-2")
    together_get("collection_letter", "2026-09-01", *homes, level=1, state="sent")
    found = worklist.tasks(estate(*homes, policy=MERGED).docket("2026-09-21"), date(2026, 9, 21))
    assert [task.unit for task in found if task.kind == "chase_delivery"] == ["3-1"]


def test_each_unit_climbs_its_own_ladder():
    one, two = own("3-1", "3-2")
    one.gets("collection_letter", "2026-08-01", level=1)
    together_get("collection_letter", "2026-09-01", one, two, level=2)
    two.letters[-1] = replace(two.letters[-1], level=1)
    verdicts = on("2026-09-12", one, two)
    assert (verdicts["3-1"].next, verdicts["3-2"].next) == ("lawyer_letter", "collection_letter")


def test_the_furthest_document_goes_first():
    one, two = own("3-1", "3-2", ladder=RESIDENTIAL)
    one.gets("payment_notice", "2026-06-01", level=1)
    ready = [v.case for v in on("2026-10-20", one, two).values() if v.may]
    assert {unit: ahead.unit.unit for unit, ahead in merging.first(ready).items()} == {"3-2": "3-1"}
    assert [[case.unit.unit for case in own_] for own_ in merging.one_each(ready)] == [["3-1"]]


def lawyers(*names):
    homes = own(*names)
    for home in homes:
        home.gets("collection_letter", "2026-08-01", level=1)
        home.gets("collection_letter", "2026-08-20", level=2)
    return homes


def test_a_lawyer_letter_about_several_units_is_one_live_letter():
    homes = lawyers("3-1", "3-2", "3-10")
    together_get("lawyer_letter", "2026-09-10", *homes, level=3)
    for policy in (MERGED, HOUSE):  # what is live does not depend on how the next is written
        docket = estate(*homes, policy=policy).docket("2026-09-11")
        assert [len(live) for live in docket.live.values()] == [1]
        assert not overfull(docket)
        (place,) = plan(docket, {})
        assert (place.unit, place.units, place.state) == ("3-1", ("3-1", "3-2", "3-10"), "live")
        assert place.owed == 360_000


def test_it_is_live_until_every_part_is_settled():
    homes = lawyers("3-1", "3-2")
    together_get("lawyer_letter", "2026-09-10", *homes, level=3)
    law = estate(*homes, policy=MERGED)
    homes[0].pays("2026-09-12", 1200)
    assert law.docket("2026-09-12").live
    homes[1].agrees("2026-09-14", ("2026-10-01", 600), ("2026-11-01", 600))
    assert law.docket("2026-09-13").live
    assert not law.docket("2026-09-14").live


def test_one_contact_after_its_last_date_follows_it_up_for_all():
    homes = lawyers("3-1", "3-2")
    together_get("lawyer_letter", "2026-09-10", *homes, level=3)
    law = estate(*homes, policy=MERGED)
    assert law.docket("2026-09-25").live
    homes[1].hears("2026-09-25", channel="phone")
    assert not law.docket("2026-09-25").live


def test_settling_asks_every_unit():
    homes = lawyers("3-1", "3-2")
    together_get("lawyer_letter", "2026-09-10", *homes, level=3)
    homes[0].pays("2026-09-12", 1200)
    rows = tuple(home.letters[-1] for home in homes)

    def check(result, when="2026-09-15"):
        cases = estate(*homes, policy=MERGED).docket(when).cases
        settlement.check_each(cases, rows, result, day(when))

    for result, what in (("paid", "3-2 still owes"), ("plan", "no instalment plan of 3-2")):
        with pytest.raises(CuifeiError, match=what):
            check(result)
    homes[1].agrees("2026-09-14", ("2026-10-01", 600), ("2026-11-01", 600))
    check("plan")
    homes[1].pays("2026-09-15", 1200)
    check("paid")


def test_a_second_lawyer_letter_waits_though_there_is_a_place():
    one, two = lawyers("3-1", "3-2")
    one.gets("lawyer_letter", "2026-09-10", level=3)
    two.softly("2026-09-29")
    law = estate(one, two, policy=replace(MERGED, slots_per_cohort=5))
    verdict = law.on("2026-09-30")["3-2"]
    assert verdict.why == {"live_in_household"}
    places = plan(law.docket("2026-09-30"), {})
    assert [(p.unit, p.state) for p in places] == [("3-1", "live"), ("3-2", "next")]
    assert places[1].planned > date(2026, 9, 30)


def test_the_units_that_wait_have_one_place_with_the_weight_of_all():
    homes = lawyers("3-1", "3-2")
    other = household("9-9", ladder=NINE_MOVES, community="甲一苑").owes(350, "2026-01", months=6)
    other.gets("collection_letter", "2026-08-01", level=1)
    other.gets("collection_letter", "2026-08-20", level=2)
    docket = estate(*homes, other, policy=MERGED).docket("2026-09-30")
    assert [place.units for place in plan(docket, {})] == [("3-1", "3-2"), ("9-9",)]
    assert "3-2" in str(plan(docket, {})[0].why)
    first = plan(docket, {"9-9": 1})
    assert [place.unit for place in first] == ["9-9", "3-1"]
    assert plan(docket, {"9-9": 2, "3-2": 1})[0].units == ("3-1", "3-2")


def test_effects_count_numbers_and_judge_the_whole_letter():
    homes = own("3-1", "3-2")
    together_get("collection_letter", "2026-09-01", *homes, level=1)
    for home in homes:
        home.letters[-1] = replace(home.letters[-1], amount=120_000)
    homes[0].pays("2026-09-05", 1200)

    def effect():
        docket = estate(*homes, policy=MERGED).docket("2026-10-20")
        (found,) = effects(docket.cases.values(), docket.as_of, docket.policy)
        return found.sent, found.judged, found.succeeded, found.brought_in

    assert effect() == (1, 1, 0, 120_000)
    homes[1].pays("2026-09-06", 1200)
    assert effect() == (1, 1, 1, 240_000)


def test_rows_of_one_letter_may_lack_what_another_row_says_but_not_contradict_it():
    homes = own("3-1", "3-2")
    together_get("collection_letter", "2026-09-01", *homes, level=1)
    first, second = (home.letters[-1] for home in homes)
    assert disagreements((first, replace(second, waybill="EM1", served=None))) == ()
    assert disagreements((first, replace(second, state="sent", served=date(2026, 9, 9)))) == (
        "state",
        "served",
    )


fen = st.integers(1, 400_000)


@st.composite
def estates(draw):
    """A few owners with a few units each, with payments, holds, waivers and letters."""
    homes = []
    for number in range(draw(st.integers(2, 7))):
        phone = draw(st.sampled_from(("13000000001", "13000000002", "")))
        facts = {**OWNER, "phone": phone}
        home = household(f"3-{number}", ladder=NINE_MOVES, policy=MERGED, **facts)
        home.owes(draw(fen) / 100, "2026-01", months=draw(st.integers(0, 9)))
        if draw(st.booleans()):
            home.pays("2026-05-01", draw(fen) / 100)
        if draw(st.integers(0, 5)) == 0:
            home.holds("dispute", "2026-11-01")
        if draw(st.integers(0, 3)) == 0:
            home.granted("2026-10-01", "waiver", draw(st.integers(1, 2000)) / 100)
        for level in range(1, draw(st.integers(1, 3))):
            home.gets("collection_letter", f"2026-0{level + 6}-01", level=level)
        homes.append(home)
    return homes


FEE = {
    "late_fee_rate": Fraction(5, 10_000),
    "late_fee_cap": Fraction(3, 10),
    "sources": {"late_fee_rate": "样例合同第8条"},
}


@settings(max_examples=60, deadline=None)
@given(estates(), st.booleans(), st.randoms(use_true_random=False))
def test_no_fen_is_lost_no_unit_is_in_two_letters_and_the_order_of_rows_does_not_matter(
    homes, with_fee, chance
):
    policy = replace(MERGED, **FEE) if with_fee else MERGED
    when = date(2026, 11, 20)

    def letters_of(law):
        docket = law.docket(when)
        ready = [case for case in docket.cases.values() if case.readiness.may_send]
        rows = dossiers(law.ledger)
        made = []
        for cases in merging.one_each(ready):
            paper = Paper("函1", cases[0].step.rung, when, when, (ACCOUNT,))
            parts = [demand(case, paper, docket.policy, docket.calendar) for case in cases]
            since = min(first_day(case) for case in cases)
            record = together(
                [
                    statement(case, rows[case.unit.unit], "附", when, docket.policy, since)
                    for case in cases
                ]
            )
            made.append((merged(parts), parts, record))
        return made

    law = estate(*homes, policy=policy)
    made = letters_of(law)
    units = [unit for said, _, _ in made for unit in said.units]
    assert len(units) == len(set(units))
    for said, parts, record in made:
        assert said.total == sum(part.total for part in parts) == record.total
        assert said.principal == sum(line.unpaid for line in said.lines)
        assert said.total == said.principal + said.late_fee - said.waived
        assert record.balance == record.opening + record.charged - record.paid
        owners = {owner_of(law.ledger.units[unit]) for unit in said.units}
        assert len(owners) == 1
        assert len(said.units) == 1 or owners != {None}
    shuffled = list(homes)
    chance.shuffle(shuffled)
    other = letters_of(estate(*shuffled, policy=policy))
    assert {said.units: said.total for said, _, _ in made} == {
        said.units: said.total for said, _, _ in other
    }


@given(st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_rows_of_the_register_are_one_letter_in_any_order(chance):
    homes = own("3-9", "3-10", "3-2")
    together_get("collection_letter", "2026-09-01", *homes, level=1)
    rows = [replace(home.letters[-1], amount=n) for n, home in enumerate(homes, 1)]
    chance.shuffle(rows)
    (letter,) = by_letter(rows).values()
    assert [row.unit for row in letter] == ["3-2", "3-9", "3-10"]
    assert whole(letter).amount == 6
    assert decide(estate(*homes).ledger, date(2026, 9, 2), MERGED).cases["3-2"].home == (
        "3-2",
        "3-9",
        "3-10",
    )
