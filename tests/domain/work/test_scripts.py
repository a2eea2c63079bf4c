"""What a collector says: to the owner only, about the unit, without a threat."""

import re

import pytest

from cuifei.domain.ladder.cases import decide
from cuifei.domain.problems import say
from cuifei.domain.work import advice, scripts
from cuifei.domain.work.task import CONTACT_KINDS, KINDS, Task
from stories.told import NINE_MOVES, day, estate, household

PAPERS = {"letter_returned", "letter_refused", "chase_delivery", "stale_letter"}
THREATS = re.compile("court|sue|enforce|blacklist|cut off|police|public|neighbour", re.I)


def case():
    them = estate(household("1", ladder=NINE_MOVES, phone="13000000001").owes(300, "2026-01"))
    (found,) = decide(them.ledger, day("2026-06-01"), them.policy).cases.values()
    return found


def said(kind, move=None):
    found = case()
    task = Task(
        found.unit.unit, kind, day("2026-06-01"), False, "", say("{n}", n=1), say("{n}", n=1), move
    )
    words = scripts.script(found, task)
    return None if words is None else str(words)


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_is_spoken_to_hears_their_name_and_unit_and_no_threat(kind):
    words = said(kind)
    assert (words is None) == (kind in PAPERS)
    if words:
        assert case().unit.owner in words and case().unit.unit in words
        assert not THREATS.search(words)


def test_each_of_the_nine_moves_has_words_of_its_own():
    words = {move: said("remind_monthly", move) for move in range(1, 10)}
    assert len(set(words.values())) == 9
    assert not any(THREATS.search(text) for text in words.values())
    assert all(move in scripts.BY_MOVE for move, _ in advice.BY_REASON.values())


def test_what_a_task_is_about_comes_before_the_move():
    assert said("promise_broken", 1) == said("promise_broken", 9) != said("remind_monthly", 1)


def test_nobody_else_hears_of_the_debt_while_the_owner_is_searched_for():
    words = said("remind_monthly", 4)
    assert "300" not in words and "yuan" not in words


def test_who_brings_in_the_owner_at_the_gate_says_no_word_about_money():
    gate, visit = said("remind_monthly", 7).split("(At the visit:)")
    assert "yuan" not in gate and "300.00 yuan" in visit


def test_contact_kinds_are_the_ones_with_words_by_move():
    assert {kind for kind in CONTACT_KINDS if said(kind) is None} == set()
