"""One letter at a time across books: who owns a cohort, where is it frozen, when is it lifted?"""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from commands.estates import AS_OF, invent
from cuifei.domain.ladder.cases import decide
from cuifei.domain.ladder.slots import named_in, pieces
from cuifei.domain.policy import Policy
from cuifei.domain.queue.queue import plan
from cuifei.fleet import shared as sharing
from cuifei.fleet.result import Survey
from cuifei.tables.presets import new_ledger


def frozen(book, surveys, gone=()):
    found = sharing.shared(surveys)
    return sharing.freeze(book, surveys, found, lambda path: path in gone).cohorts


def after(surveys, gone=()):
    """Return the surveys as they stand once the run has written what is frozen."""
    found = sharing.shared(surveys)
    said = {
        book: sharing.freeze(book, surveys, found, lambda path: path in gone) for book in surveys
    }
    return {
        book: replace(
            survey,
            frozen=tuple("/".join(said[book].cohorts).split("/")) if said[book].cohorts else (),
            beside=said[book].beside,
        )
        for book, survey in surveys.items()
    }


def test_a_cohort_of_two_books_is_frozen_in_both_until_one_owns_it():
    fleet = {"a": Survey(("样例苑", "甲苑")), "b": Survey(("样例 苑", "乙苑"))}
    assert [one.cohort for one in sharing.shared(fleet)] == ["样例苑"]
    assert frozen("a", fleet) == ("样例苑",)
    assert frozen("b", fleet) == ("样例苑",)
    fleet["a"] = replace(fleet["a"], owned=("样例苑",))
    assert frozen("a", fleet) == ()
    assert frozen("b", fleet) == ("样例苑",)
    fleet["b"] = replace(fleet["b"], owned=("样例苑",))  # two that claim it own nothing
    assert frozen("a", fleet) == frozen("b", fleet) == ("样例苑",)


def test_the_owner_waits_for_the_live_letters_of_the_others():
    fleet = {
        "a": Survey(("样例苑",), owned=("样例苑",), live={"样例苑": ("1号",)}),
        "b": Survey(("样例苑",), live={"样例苑": ("9号",)}),
    }
    assert frozen("a", fleet) == ("样例苑",)
    fleet = after(fleet)
    (problem,) = sharing.problems(sharing.shared(fleet), fleet, str)
    assert "9号" in str(problem.what) and "1号" not in str(problem.what)
    fleet["b"] = replace(fleet["b"], live={})
    assert frozen("a", fleet) == ()
    assert not list(sharing.problems(sharing.shared(fleet), fleet, str))


def test_what_was_not_looked_at_lifts_nothing():
    fleet = after({"a": Survey(("样例苑",)), "b": Survey(("样例苑",))})
    assert fleet["a"].beside == ("b",)
    alone = {"a": replace(fleet["a"], owned=("样例苑",))}
    assert frozen("a", alone) == ("样例苑",)  # b was not in this run, or could not be read
    assert after(alone)["a"].beside == ("b",)
    assert frozen("a", alone, gone={"b"}) == ()
    assert frozen("a", {**alone, "b": Survey(("乙苑",))}) == ()  # b has it no longer


def test_a_blank_community_is_each_books_own():
    assert sharing.shared({"a": Survey(()), "b": Survey(())}) == ()


def test_a_workbook_that_is_there_twice_is_named():
    fleet = {"a": Survey((), number="0123456789"), "b": Survey((), number="0123456789")}
    (problem,) = sharing.doubles(fleet, str)
    assert "a, b" in str(problem.what)


NAMES = st.sampled_from(("样例苑", "甲/乙", "甲", "乙", "丙"))
SOME = st.lists(NAMES, max_size=3, unique=True).map(tuple)
SURVEYS = st.builds(
    Survey,
    cohorts=SOME,
    owned=SOME,
    frozen=SOME,
    beside=st.lists(st.sampled_from("abcd"), max_size=2, unique=True).map(tuple),
    live=st.dictionaries(NAMES, st.just(("1号",)), max_size=2),
)


@given(st.dictionaries(st.sampled_from("abc"), SURVEYS, min_size=1))
def test_never_are_two_books_free_for_one_cohort_and_none_while_another_has_a_letter_out(fleet):
    then = after(fleet)
    for cohort in {cohort for survey in fleet.values() for cohort in survey.cohorts}:
        having = [book for book, survey in then.items() if cohort in survey.cohorts]
        free = [book for book in having if not named_in(cohort, then[book].frozen)]
        if len(having) > 1:
            assert len(free) <= 1
            for book in free:
                assert named_in(cohort, then[book].owned)
                assert not any(then[other].live.get(cohort) for other in having if other != book)
    for book, survey in after(then).items():  # a second run has nothing to write
        assert pieces(survey.frozen) == pieces(then[book].frozen)
        assert not survey.frozen or survey.beside == then[book].beside


def test_a_frozen_cohort_drafts_nothing_and_the_queue_says_why():
    ledger = invent(AS_OF)
    policy = Policy(rungs=new_ledger(homes="nine-moves"), receipts_through=AS_OF)
    open_ = decide(ledger, AS_OF, policy)
    places = [place for place in plan(open_, {}) if place.state != "live"]
    assert places
    cohort = places[0].cohort
    closed = decide(ledger, AS_OF, replace(policy, frozen_communities=(cohort,)))
    for place in plan(closed, {}):
        if place.cohort == cohort and place.state != "live":
            assert place.planned is None
            assert "another workbook has" in str(place.why)
    for unit, case in closed.cases.items():
        rung = case.step.rung
        lawyers = rung and rung.document == "lawyer_letter" and not case.step.pending
        if lawyers and case.cohort == cohort and case.arrears.owed:
            assert not case.readiness.may_send
            assert "cohort_frozen" in {blocker.code for blocker in case.readiness.blockers}
        elif case.cohort != cohort:
            assert case == open_.cases[unit]
