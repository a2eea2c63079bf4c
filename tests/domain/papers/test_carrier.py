"""What a carrier's list makes of a letter: recorded once, never taken back, never guessed."""

from dataclasses import replace
from datetime import date

import pytest

from cuifei.domain.papers.carrier import News, told
from cuifei.domain.problems import CuifeiError
from cuifei.domain.records import Letter

MADE = Letter("H1", "final_notice", "3-2", date(2026, 3, 1))
SENT = replace(MADE, state="sent", sent=date(2026, 3, 2), delivery="express", waybill="EA1")
SERVED = replace(SENT, state="served", served=date(2026, 3, 5))
TODAY = date(2026, 3, 10)


def test_a_waybill_alone_means_sent_on_the_day_of_the_list():
    after = told(MADE, News("H1", "EA1"), TODAY)
    assert after == replace(SENT, sent=TODAY)


def test_the_day_of_the_list_yields_to_the_sending_day():
    assert told(MADE, News("H1", "EA1", sent=date(2026, 3, 2)), TODAY) == SENT


def test_signed_after_sent():
    assert told(SENT, News("H1", "EA1", day=date(2026, 3, 5)), TODAY) == SERVED


def test_both_at_once():
    news = News("H1", "EA1", sent=date(2026, 3, 2), day=date(2026, 3, 5))
    assert told(MADE, news, TODAY) == SERVED


@pytest.mark.parametrize("state", ["printed", "sealed"])
def test_printed_and_sealed_letters_go_out_too(state):
    assert told(replace(MADE, state=state), News("H1", "EA1", sent=date(2026, 3, 2)), TODAY) == SENT


@pytest.mark.parametrize("state", ["refused", "returned"])
def test_refused_and_returned(state):
    after = told(SENT, News("H1", "EA1", state, day=date(2026, 3, 6)), TODAY)
    assert after.state == state
    assert after.served == (date(2026, 3, 6) if state == "refused" else None)


def test_returned_needs_no_day():
    assert told(SENT, News("H1", "EA1", "returned"), TODAY).state == "returned"


@pytest.mark.parametrize(
    ("letter", "news"),
    [
        (SENT, News("H1", "EA1")),
        (SENT, News("H1", "EA1", sent=date(2026, 3, 2))),
        (SERVED, News("H1", "EA1")),
        (SERVED, News("H1", "EA1", "sent")),
        (SERVED, News("H1", "EA1", day=date(2026, 3, 5))),
        (replace(SENT, state="returned"), News("H1", "EA1", "returned")),
    ],
)
def test_what_is_known_changes_nothing(letter, news):
    assert told(letter, news, TODAY) is letter


def test_a_waybill_is_added_to_a_letter_marked_as_sent_without_one():
    bare = replace(SENT, waybill="", delivery="")
    assert told(bare, News("H1", "EA1"), TODAY) == SENT


@pytest.mark.parametrize(
    ("letter", "news", "words"),
    [
        (MADE, News("H1", "EA1", day=date(2026, 3, 5)), "not known when"),
        (SENT, News("H1", "EA2"), "EA2"),
        (SENT, News("H1", "EA1", sent=date(2026, 3, 3)), "2026-03-03"),
        (SENT, News("H1", "EA1", "served"), "on which day"),
        (SENT, News("H1", "EA1", day=date(2026, 3, 11)), "not come yet"),
        (SENT, News("H1", "EA1", day=date(2026, 3, 1)), "sent after"),
        (SERVED, News("H1", "EA1", day=date(2026, 3, 6)), "already recorded"),
        (SERVED, News("H1", "EA1", "returned"), "come to its end"),
        (replace(MADE, state="voided"), News("H1", "EA1"), "voided"),
        (MADE, News("H1", "EA1", sent=date(2026, 2, 27)), "dated"),
        (MADE, News("H1", "EA1", "printed"), "cannot report"),
        (replace(MADE, document="lawyer_letter"), News("H1", "EA1"), "draft"),
    ],
)
def test_what_cannot_be_is_refused(letter, news, words):
    with pytest.raises(CuifeiError, match=words):
        told(letter, news, TODAY)


def test_told_twice_is_told_once():
    news = News("H1", "EA1", "served", date(2026, 3, 2), date(2026, 3, 5))
    once = told(MADE, news, TODAY)
    assert told(once, news, TODAY) is once
