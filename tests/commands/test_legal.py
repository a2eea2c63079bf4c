"""Lawyer letters leave one at a time, whatever anybody clicks (R5)."""

import shutil
from collections import Counter
from datetime import date, timedelta

import pytest

from commands.estates import AS_OF, NOW, copy_to, rows, type_row
from cuifei.commands import legal
from cuifei.commands.letters import letters
from cuifei.commands.report import plain
from cuifei.commands.select import Wanted
from cuifei.domain.problems import CuifeiError
from cuifei.locale import translator


@pytest.fixture
def book(tmp_path):
    return copy_to(tmp_path)


def say(report):
    return plain(report.data, translator("zh"))


def plan(book, day=AS_OF, **options):
    return say(legal.plan(book, day, now=NOW, **options))


def draft(book, day=AS_OF, **options):
    return legal.draft(book, day, now=NOW, **options)


@pytest.fixture(scope="module")
def planned_once(tmp_path_factory):
    book = copy_to(tmp_path_factory.mktemp("planned"))
    return book, plan(book)["queue"]


@pytest.fixture
def planned(planned_once, tmp_path):
    """Return a workbook whose queue was planned, and the queue."""
    shutil.copytree(planned_once[0].parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / planned_once[0].name, planned_once[1]


def test_the_queue_has_one_live_or_next_per_cohort(planned):
    book, queue = planned
    states = Counter((place["cohort"], place["state"]) for place in queue)
    assert queue
    assert all(n == 1 for (_, state), n in states.items() if state in ("live", "next"))
    for place in queue:
        assert place["why"]
        assert place["planned"]
    sheet = rows(book, "队列")
    assert [row["房号"] for row in sheet] == [place["unit"] for place in queue]


def test_a_draft_takes_the_slot_and_the_next_is_refused(planned):
    book, queue = planned
    free = {p["cohort"] for p in queue} - {p["cohort"] for p in queue if p["state"] == "live"}
    data = say(draft(book))
    assert data["letters"]
    assert len(data["letters"]) == len(free)
    assert all(letter["document"] == "lawyer_letter" for letter in data["letters"])
    again = say(draft(book))
    assert again["letters"] == []
    waiting = next(p for p in plan(book)["queue"] if p["state"] != "live")
    refused = draft(book, unit=waiting["unit"])
    assert refused.exit_code == 2
    blockers = say(refused)["held"][0]["blockers"]
    assert "live_in_cohort" in {blocker["code"] for blocker in blockers}
    assert all(len([x for x in rows(book, "发函") if x["房号"] == waiting["unit"]]) for _ in "x")


def test_letters_never_writes_a_lawyer_letter(book):
    data = say(letters(book, AS_OF, Wanted("lawyer_letter"), now=NOW))
    assert data["letters"] == []
    assert "one_at_a_time" in {b["code"] for item in data["held"] for b in item["blockers"]}


def test_the_manager_may_choose_among_the_qualified(planned):
    book, queue = planned
    taken = {p["cohort"] for p in queue if p["state"] == "live"}
    chosen = next(p for p in reversed(queue) if p["cohort"] not in taken)
    data = say(draft(book, unit=chosen["unit"]))
    assert [letter["unit"] for letter in data["letters"]] == [chosen["unit"]]


def test_two_live_letters_by_hand_freeze_the_cohort(planned):
    book, queue = planned
    live = next(p for p in queue if p["state"] == "live")
    other = next(p for p in queue if p["cohort"] == live["cohort"] and p != live)
    type_row(
        book,
        "发函",
        函号="手工-1",
        文书="律师函",
        房号=other["unit"],
        函日期=AS_OF,
        截至日=AS_OF,
        最后期限=AS_OF + timedelta(14),
        金额=100,
        状态="已生成",
    )
    again = plan(book)
    assert any("手工-1" in problem["what"] for problem in again["problems"])
    assert all(problem["where"].startswith("发函!") for problem in again["problems"])
    queue = [p for p in again["queue"] if p["cohort"] == live["cohort"]]
    assert sum(p["state"] == "live" for p in queue) == 2
    waiting = next(p for p in queue if p["state"] != "live")
    refused = draft(book, unit=waiting["unit"])
    assert refused.exit_code == 2
    codes = {b["code"] for b in say(refused)["held"][0]["blockers"]}
    assert "cohort_frozen" in codes
    assert not any(
        letter["unit"] in {p["unit"] for p in queue} for letter in say(draft(book))["letters"]
    )


def test_settling_frees_the_slot_and_must_agree_with_the_facts(planned):
    book, queue = planned
    live = next(p for p in queue if p["state"] == "live")
    unit = live["unit"]
    for wrong in ("paid", "plan", "followed_up"):
        with pytest.raises(CuifeiError):
            legal.settle(book, AS_OF, unit=unit, result=wrong, now=NOW)
    legal.settle(book, AS_OF, unit=unit, result="withdrawn", now=NOW, reason="业主已沟通")
    queue = plan(book)["queue"]
    assert not any(p["cohort"] == live["cohort"] and p["state"] == "live" for p in queue)
    with pytest.raises(CuifeiError):
        legal.settle(book, AS_OF, unit=unit, result="withdrawn", now=NOW)


def test_a_payment_settles_the_live_letter_by_itself(planned):
    book, queue = planned
    live = next(p for p in queue if p["state"] == "live")
    type_row(book, "收款", 收款日期=AS_OF, 房号=live["unit"], 金额=99999)
    assert not any(
        p["state"] == "live" and p["cohort"] == live["cohort"] for p in plan(book)["queue"]
    )


def test_the_outcome_of_a_paid_letter_can_be_recorded(planned):
    book, queue = planned
    live = next(p for p in queue if p["state"] == "live")
    type_row(book, "收款", 收款日期=AS_OF, 房号=live["unit"], 金额=99999)
    done = say(legal.settle(book, AS_OF, unit=live["unit"], result="paid", now=NOW))
    assert done["result"] == "paid"
    letters_of_unit = {row["函号"]: row for row in rows(book, "发函")}
    assert letters_of_unit[done["number"]]["结果"] == "已付清"


def test_what_if_compares_and_writes_nothing(book):
    before = book.read_bytes()
    outcomes = say(legal.what_if(book, AS_OF))["what_if"]
    assert {o["slots"] for o in outcomes} == {1, 2, 3}
    clear = {(o["slots"], o["gap_days"]): date.fromisoformat(o["clear"]) for o in outcomes}
    assert clear[3, 0] <= clear[1, 0] <= clear[1, 14]
    assert book.read_bytes() == before
