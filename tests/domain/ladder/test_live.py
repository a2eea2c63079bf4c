"""When is a lawyer letter live, and what settles it? (R5.2)"""

from dataclasses import replace
from datetime import date

import pytest

from cuifei.domain.ladder.cases import decide
from cuifei.domain.ladder.live import why
from cuifei.domain.records import Contact
from stories.told import HOUSE, estate, household


def home():
    return household("律-1").owes(500, "2025-01").gets("lawyer_letter", "2026-02-02")


def is_live(home, on):
    docket = home.on(on) and _docket(home, on)
    return bool(docket.live.get("样例花园"))


def _docket(home, on):
    return estate(home).docket(on)


def test_it_is_live_from_its_date_until_it_is_settled():
    assert not is_live(home(), "2026-02-01")
    assert is_live(home(), "2026-02-02")
    assert is_live(home(), "2027-12-31")


@pytest.mark.parametrize("state", ["made", "printed", "sealed", "sent"])
def test_a_draft_occupies_the_slot_too(state):
    assert is_live(home().then(state=state), "2026-02-02")


@pytest.mark.parametrize("result", ["paid", "plan", "withdrawn"])
def test_what_the_register_says_settles_it(result):
    assert not is_live(home().then(result=result), "2026-02-03")


def test_a_voided_or_returned_one_is_not_live():
    assert not is_live(home().then(state="voided"), "2026-02-03")
    assert not is_live(home().then(state="returned", served="2026-02-05"), "2026-02-05")
    assert is_live(home().then(state="returned", served="2026-02-05"), "2026-02-04")


def test_paying_everything_that_was_owed_at_it_settles_it():
    paid = home().owes(500, "2026-01").pays("2026-02-10", 999)
    assert is_live(paid, "2026-02-10")
    paid.pays("2026-02-12", 1)
    assert is_live(paid, "2026-02-11")
    assert not is_live(paid, "2026-02-12")


def test_a_charge_that_fell_due_later_does_not_keep_it_live():
    assert not is_live(home().owes(500, "2026-02").pays("2026-03-05", 500), "2026-03-06")


def test_a_plan_agreed_after_it_settles_it():
    assert not is_live(home().agrees("2026-02-09", ("2026-03-01", 500)), "2026-02-09")
    assert not is_live(home().agrees("2026-02-02", ("2026-03-01", 500)), "2026-02-02")
    assert is_live(home().agrees("2026-01-30", ("2026-03-01", 500)), "2026-02-09")


def test_its_last_date_alone_does_not_settle_it_but_following_up_after_it_does():
    assert is_live(home().hears("2026-02-16", channel="visit"), "2026-02-20")  # its last date
    assert not is_live(home().hears("2026-02-17", channel="visit"), "2026-02-17")
    assert is_live(home().hears("2026-02-17", channel="owner_call"), "2026-02-20")
    # That it was followed up says nothing until somebody says with which outcome.
    typed = home().then(result="followed_up")
    assert is_live(typed, "2026-02-17")
    typed.then(note="上门，业主拒绝缴费")
    assert is_live(typed, "2026-02-16")
    assert not is_live(typed, "2026-02-17")


@pytest.mark.parametrize(
    ("channel", "result", "content"),
    [
        ("phone", "no_answer", ""),
        ("phone", "left_message", "语音留言"),
        ("phone", "other", "没人接，已留言"),
        ("phone", "followed_up", ""),
        ("phone", "", ""),
        ("sms", "", "群发短信"),
        ("sms", "followed_up", "已群发"),
        ("wechat", "explained", "发了明细"),
        ("visit", "no_answer", "上门无人"),
    ],
)
def test_a_try_that_reached_nobody_ends_nothing(channel, result, content):
    tried = home().hears("2026-02-20", channel=channel, result=result, content=content)
    assert is_live(tried, "2026-12-31")


@pytest.mark.parametrize(
    ("channel", "result", "content"),
    [
        ("phone", "refused", ""),
        ("visit", "other", "业主称下月再说"),
        ("wechat", "promised", "月底前缴"),
        ("phone", "followed_up", "业主不同意缴费"),
        ("visit", "instalments", ""),
    ],
)
def test_a_contact_that_reached_the_owner_ends_it(channel, result, content):
    heard = home().hears("2026-02-20", channel=channel, result=result, content=content)
    assert is_live(heard, "2026-02-19") and not is_live(heard, "2026-02-20")


@pytest.mark.parametrize("state", ["made", "printed", "sealed"])
def test_what_has_not_gone_out_keeps_its_place_however_old(state):
    unsent = home().then(state=state, sent=None, served=None, approved_by="周律师样例")
    unsent.hears("2026-03-20", channel="visit", result="refused")
    assert is_live(unsent, "2027-12-31")
    assert is_live(unsent.then(result="refused"), "2027-12-31")  # it cannot have been refused
    assert not is_live(unsent.then(state="voided"), "2027-12-31")


@pytest.mark.parametrize("result", ["refused", "suit"])
def test_a_recorded_outcome_ends_what_went_out(result):
    assert not is_live(home().then(result=result), "2026-02-20")


def test_paid_is_never_derived_from_having_covered_nothing():
    stray = household("律-2").owes(500, "2026-06").gets("lawyer_letter", "2026-02-02")
    assert is_live(stray, "2026-03-01")


def test_the_cohort_is_the_group_that_acts_together():
    joined = household("律-3", cohort="三栋同盟").owes(500, "2025-01")
    joined.gets("lawyer_letter", "2026-02-02")
    assert list(_docket(joined, "2026-02-03").live) == ["三栋同盟"]


def test_why_says_what_ends_it():
    letter = home().letters[0]
    assert "2026-02-16" in str(why(letter, date(2026, 2, 10)))
    assert "passed its last date" in str(why(letter, date(2026, 2, 17)))
    draft = home().then(state="made").letters[0]
    assert "drafted" in str(why(draft, date(2026, 2, 3)))


def test_what_came_of_a_letter_settles_its_missing_row_too():
    """A letter about two units; the row of one is deleted, what came of it is told of the other."""
    ledger = estate(
        household("律-1").owes(500, "2025-01").gets("lawyer_letter", "2026-02-02"),
        household("律-2").owes(500, "2025-01"),
    ).ledger
    (row,) = (x for x in ledger.letters if x.document == "lawyer_letter")
    row = replace(row, state="served", sent=row.date, served=row.date, last_date=date(2026, 2, 16))
    said = Contact("律-1", date(2026, 3, 2), "phone", "refused")
    ledger = replace(ledger, letters=(row,), missing=(replace(row, unit="律-2"),))
    assert decide(ledger, date(2026, 3, 10), HOUSE).live
    told = replace(ledger, contacts=(*ledger.contacts, said))
    assert not decide(told, date(2026, 3, 10), HOUSE).live
