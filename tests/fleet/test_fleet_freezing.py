"""Which write of a fleet's freezes comes first, and what if one of them fails? (R5.8)"""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.estates import AS_OF, NOW, a_part_of, build_once, invent, rows, type_setting
from cuifei.commands import flag, undo
from cuifei.domain.ladder.slots import named_in
from cuifei.fleet import engines, freeze, freezing
from cuifei.fleet import shared as sharing
from cuifei.fleet.fleet import fleet
from cuifei.fleet.result import Result, Survey, Task
from cuifei.tables.presets import new_ledger
from fleet import fleets
from fleet.test_fleet_shared import SURVEYS

REAL = engines.work.do


def ask(book, wanted):
    task = Task("freeze", book, AS_OF, NOW, "en")
    return replace(task, cohorts=wanted.cohorts, beside=wanted.beside)


class Books:
    """Books that say what was written into them, but where it fails; `moments`: after each."""

    def __init__(self, surveys, failing=(), unread=()):
        self.surveys, self.failing, self.unread = dict(surveys), failing, unread
        self.moments = [dict(surveys)]

    def __call__(self, tasks):
        for task in tasks:
            book = task.book
            if book in self.failing:
                yield Result(book, 2, error={"what": "open"}, survey=self.surveys[book])
                continue
            typed = tuple("、".join(task.cohorts).replace("/", "、").split("、"))
            typed = typed if task.cohorts else ()
            said = replace(self.surveys[book], frozen=typed, beside=task.beside)
            self.surveys[book] = said
            self.moments.append(dict(self.surveys))
            yield Result(book, 0, survey=None if book in self.unread else said)


def free(surveys):
    """Return the books by cohort from which its lawyer letters may go out, where two have it."""
    cohorts = {cohort for survey in surveys.values() for cohort in survey.cohorts}
    having = {c: [b for b, survey in surveys.items() if c in survey.cohorts] for c in cohorts}
    return {
        cohort: {book for book in books if not named_in(cohort, surveys[book].frozen)}
        for cohort, books in having.items()
        if len(books) > 1
    }


# Any cohorts, and one that all books have, so that owners and freezes meet often.
ONE = st.sampled_from(((), ("样例苑",)))
MEETING = st.builds(Survey, st.just(("样例苑",)), ONE, ONE, live=ONE.map(lambda n: {"样例苑": n}))
FLEETS = st.one_of(
    *(st.dictionaries(st.sampled_from("abc"), one, min_size=1) for one in (SURVEYS, MEETING))
)
SOME = st.sets(st.sampled_from("abc"))


@given(FLEETS, SOME, SOME)
def test_whatever_write_fails_and_whenever_it_dies_no_second_book_is_set_free(
    fleet_, failing, unread
):
    books = Books(fleet_, failing, unread)
    written = freezing.write(fleet_, ask, books)
    first = free(fleet_)
    for moment in books.moments:
        for cohort, now in free(moment).items():
            assert len(now) <= 1 or now <= first[cohort]
    for now in free(books.surveys).values():
        assert len(now) <= 1 or now <= failing | unread
    assert set(written.failed) <= failing


@given(FLEETS)
def test_where_nothing_fails_one_run_is_enough(fleet_):
    books = Books(fleet_)
    freezing.write(fleet_, ask, books)
    writes = len(books.moments)
    freezing.write(books.surveys, ask, books)
    assert len(books.moments) == writes


def test_the_owner_is_freed_once_the_other_book_says_that_it_is_frozen():
    surveys = {
        "a": Survey(("样例苑",), ("样例苑",), ("样例苑",), ("b",)),
        "b": Survey(("样例苑",)),
    }
    assert free(freezing.write(surveys, ask, Books(surveys, failing={"b"})).surveys) == {
        "样例苑": {"b"}
    }
    assert free(freezing.write(surveys, ask, Books(surveys)).surveys) == {"样例苑": {"a"}}


def test_what_is_not_frozen_yet_is_not_said_to_be():
    surveys = {"a": Survey(("样例苑",)), "b": Survey(("样例苑",))}
    (problem,) = sharing.problems(sharing.shared(surveys), surveys, str)
    assert "not frozen yet in a, b" in str(problem.what)
    assert "cuifei fleet flag" in str(problem.remedy)
    surveys = freezing.write(surveys, ask, Books(surveys)).surveys
    (problem,) = sharing.problems(sharing.shared(surveys), surveys, str)
    assert "no lawyer letter goes out there from any" in str(problem.what)


@pytest.fixture
def two(tmp_path):
    for name, fen in (("a", 20000), ("b", 30000)):
        fleets.write(tmp_path / f"{name}.xlsx", "样例苑", fen)
    return tmp_path


def frozen(path):
    return next(row for row in rows(path, "参数") if row["参数"] == "律师函停发小区")["值"]


def test_undo_takes_back_what_the_clerk_flagged_and_leaves_the_freeze(two):
    flag.flag(two / "a.xlsx", AS_OF, now=NOW)
    fleet(fleets.order("flag", two))
    assert undo.undo(two / "a.xlsx", now=NOW).data["undone"] == "flag"
    assert not list(rows(two / "a.xlsx", "欠费"))
    assert frozen(two / "a.xlsx") == "样例苑"


def test_what_a_freeze_wrote_into_the_list_goes_back_first_and_the_freeze_stays(tmp_path):
    """Estates with many lawyer letters due, in which the list says that they are frozen."""
    invented = replace(a_part_of(invent(AS_OF)), rungs=new_ledger(homes="nine-moves"))
    book = tmp_path / "a.xlsx"
    build_once(book, invented)
    flag.flag(book, AS_OF, now=NOW)
    flagged = list(rows(book, "欠费"))
    cohorts = sorted({unit.community for unit in invented.units.values()})
    freeze.freeze(book, cohorts, (str(tmp_path / "b.xlsx"),), AS_OF, now=NOW)
    assert list(rows(book, "欠费")) != flagged
    for command, then in (("fleet", flagged), ("flag", [])):
        undone = undo.undo(book, now=NOW)
        assert undone.data["undone"] == command and not undone.problems
        assert list(rows(book, "欠费")) == then
        assert set(frozen(book).split("、")) == set(cohorts)


def test_a_freeze_that_fails_frees_no_owner_and_leaves_a_run_to_resume(two, monkeypatch):
    fleet(fleets.order("flag", two))
    type_setting(two / "a.xlsx", "owned_communities", "样例苑")
    type_setting(two / "b.xlsx", "frozen_communities", "")

    def fails(task):
        if task.command == "freeze" and task.book.endswith("b.xlsx"):
            return engines.lost(task)
        return REAL(task)

    monkeypatch.setattr(engines.work, "do", fails)
    told = fleet(fleets.order("flag", two))
    assert frozen(two / "a.xlsx") == "样例苑" and not frozen(two / "b.xlsx")
    assert [problem.where for problem in told.problems] == ["样例苑", "b.xlsx"]
    assert "--resume" in str(told.said[-1])
    monkeypatch.setattr(engines.work, "do", REAL)
    assert fleet(fleets.order("flag", two, resume=True)).exit_code == 0
    assert not frozen(two / "a.xlsx") and frozen(two / "b.xlsx") == "样例苑"
    assert not list(two.glob(".cuifei-fleet*"))


def test_a_run_that_dies_before_its_freeze_can_be_resumed(two, monkeypatch):
    def dies(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(freezing, "write", dies)
        with pytest.raises(KeyboardInterrupt):
            fleet(fleets.order("flag", two))
    (state,) = two.glob(".cuifei-fleet*")
    assert len(state.read_text(encoding="utf-8").splitlines()) == 3
    assert json.loads(state.read_text(encoding="utf-8").splitlines()[0])["command"] == "flag"
    told = fleet(fleets.order("flag", two, resume=True))
    assert [book["resumed"] for book in told.data["books"]] == [True, True]
    assert frozen(two / "a.xlsx") == frozen(two / "b.xlsx") == "样例苑"
