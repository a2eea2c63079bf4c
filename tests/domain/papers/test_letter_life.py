"""A lawyer letter that nobody approved goes nowhere (R9.3)."""

from dataclasses import replace
from datetime import date

import pytest

from cuifei.domain.papers.letter_life import Move, is_draft, moved
from cuifei.domain.problems import CuifeiError
from cuifei.domain.records import Letter

DAY = date(2026, 11, 20)
DRAFT = Letter("催函〔2026〕0001号", "lawyer_letter", "甲一苑3-101", DAY)
APPROVED = replace(DRAFT, approved_by="王五样例")


@pytest.mark.parametrize("state", ["printed", "sealed", "sent", "served", "refused", "returned"])
def test_a_draft_is_not_printed_sealed_or_sent(state):
    assert is_draft(DRAFT)
    with pytest.raises(CuifeiError, match="nobody has approved"):
        moved(DRAFT, Move(state, DAY, delivery="hand"))


@pytest.mark.parametrize("state", ["printed", "sealed", "sent", "served", "refused", "returned"])
def test_an_approved_letter_is(state):
    assert not is_draft(APPROVED)
    assert moved(APPROVED, Move(state, DAY, delivery="hand")).state == state


def test_a_draft_may_be_voided():
    assert moved(DRAFT, Move("voided", DAY, reason="金额有误")).state == "voided"


def test_what_went_out_before_anybody_recorded_approvals_can_still_be_served():
    sent = replace(DRAFT, state="sent", sent=DAY, delivery="express")
    assert moved(sent, Move("served", DAY)).state == "served"


def test_other_letters_need_nobody():
    notice = replace(DRAFT, document="collection_letter")
    assert moved(notice, Move("printed", DAY)).state == "printed"


def test_a_step_recorded_twice_is_called_recorded_and_never_voided():
    sent = Letter("a", "collection_letter", "3-2", date(2026, 1, 2), state="sent")
    for state in ("sent", "served"):
        with pytest.raises(CuifeiError) as raised:
            moved(replace(sent, state=state), Move(state, date(2026, 1, 5)))
        assert "already recorded" in str(raised.value)
        assert "oid" not in str(raised.value.remedy)


def test_a_step_that_lies_behind_is_no_reason_to_void():
    served = Letter("a", "collection_letter", "3-2", date(2026, 1, 2), state="served")
    for state in ("printed", "sent"):
        with pytest.raises(CuifeiError) as raised:
            moved(served, Move(state, date(2026, 1, 5)))
        assert "oid" not in str(raised.value.remedy)


def test_voided_twice_is_already_recorded():
    gone = Letter("H1", "final_notice", "3-2", date(2026, 3, 1), state="voided", note="打错")
    with pytest.raises(CuifeiError, match="already recorded"):
        moved(gone, Move("voided", date(2026, 3, 2), reason="打错"))
    with pytest.raises(CuifeiError, match="stays so"):
        moved(gone, Move("sent", date(2026, 3, 2)))
