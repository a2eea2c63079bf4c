"""The law of the earliest day: asked then with the same ledger, it may go, and not before."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import event, given, settings
from hypothesis import strategies as st

from stories.told import MONTHLY, NINE_MOVES, RESIDENTIAL, estate, household

TODAY = date(2026, 6, 15)
days = st.integers(-300, 90).map(lambda n: TODAY + timedelta(n))
ahead = st.integers(0, 60)
ITEMS = ("物业费", "停车费")


@st.composite
def households(draw, name):
    ladder = draw(st.sampled_from((MONTHLY, RESIDENTIAL, NINE_MOVES)))
    home = household(name, ladder=ladder)
    for item in ITEMS:
        due_day = draw(st.sampled_from((5, 10, 25, 31)))
        home.owes(draw(st.integers(30, 300)), "2025-06", months=14, due_day=due_day, item=item)
    for day in draw(st.lists(days, max_size=2)):
        home.pays(day, draw(st.integers(1, 4000)))
    for day in draw(st.lists(days, max_size=2)):
        item = draw(st.sampled_from(("", *ITEMS)))
        until = draw(st.one_of(st.none(), ahead))
        home.holds("dispute", day, None if until is None else day + timedelta(until), item=item)
    for day in draw(st.lists(days, max_size=2)):
        home.promises(day, day + timedelta(draw(ahead)), draw(st.sampled_from((None, 100))))
    for day in draw(st.lists(days, max_size=1)):
        parts = [(day + timedelta(n * 20 + draw(ahead)), 200) for n in range(3)]
        home.agrees(day, *parts)
    for day in sorted(draw(st.lists(days, max_size=4))):
        rung = draw(st.sampled_from(ladder))
        sent = day + timedelta(draw(st.integers(0, 5)))
        home.gets(
            rung.document,
            day,
            level=draw(st.sampled_from((0, rung.level))),
            state=draw(st.sampled_from(("made", "sent", "served", "served", "served", "returned"))),
            sent=sent,
            served=sent + timedelta(draw(st.integers(0, 10))),
            last_date=draw(st.sampled_from((None, day + timedelta(14)))),
        )
    for day in draw(st.lists(days, max_size=2)):
        home.hears(day, channel=draw(st.sampled_from(("phone", "owner_call"))))
    return home


@settings(max_examples=150, deadline=None)
@given(
    households("律-甲"),
    households("律-乙"),
    st.sampled_from((0, 2)),
    st.sampled_from((0, 7)),
    st.sampled_from(("served", "sent")),
    st.booleans(),
)
def test_the_earliest_day_is_true_and_it_is_the_first(
    first, second, grace, gap, counts_from, of_one_owner
):
    for home in (first, second) if of_one_owner else ():
        home.unit = replace(home.unit, owner="张三样例", phone="13000000001")
    law = estate(first, second)
    law.policy = replace(
        law.policy,
        rungs=first.policy.rungs,
        promise_grace=grace,
        slot_gap_days=gap,
        counts_from=counts_from,
        merge_letters=of_one_owner,
    )
    verdict = law.on(TODAY)["律-甲"]
    assert verdict.may == (not verdict.why) == (verdict.earliest == TODAY)
    assert all(b.until is None or b.until >= TODAY for b in verdict.case.readiness.blockers)
    if verdict.earliest is None:
        event("open-ended")
        assert verdict.why
        return
    event("dated" if verdict.earliest > TODAY else "today")
    assert law.on(verdict.earliest)["律-甲"].may
    waiting = (verdict.earliest - TODAY).days
    for n in range(0, waiting, max(1, waiting // 25)):
        assert not law.on(TODAY + timedelta(n))["律-甲"].may
    assert waiting == 0 or not law.on(verdict.earliest - timedelta(1))["律-甲"].may
