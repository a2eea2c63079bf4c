"""Triggers to the day, and the rung that a letter stands on."""

from datetime import date

import pytest

from cuifei.domain.ladder.triggers import trigger_day
from cuifei.domain.records import Rung
from stories.told import MONTHLY, NINE_MOVES, RESIDENTIAL, SHOP, household


@pytest.mark.parametrize(
    ("trigger", "due", "first"),
    [
        ("months 1", "2026-01-31", "2026-02-28"),
        ("months 1", "2024-01-31", "2024-02-29"),
        ("months 3", "2025-11-30", "2026-02-28"),
        ("months 12", "2024-02-29", "2025-02-28"),
        ("months 0", "2026-01-31", "2026-02-01"),  # due today is not in arrears
        ("day 25", "2026-01-24", "2026-01-25"),
        ("day 25", "2026-01-25", "2026-01-26"),
        ("day 25", "2026-01-26", "2026-02-25"),
        ("day 25", "2025-12-31", "2026-01-25"),
        ("day 31", "2026-02-01", "2026-02-28"),
        ("day 31", "2026-03-31", "2026-04-01"),
        ("next 5", "2025-12-31", "2026-02-05"),
        ("next 31", "2026-01-31", "2026-02-28"),
    ],
)
def test_the_first_day_of_a_trigger(trigger, due, first):
    rung = Rung("shop", 1, "reminder_notice", trigger)
    assert str(trigger_day(rung, [rung], date.fromisoformat(due))) == first


def test_next_counts_from_the_month_of_the_ladders_own_day():
    days = [str(trigger_day(rung, SHOP, date(2025, 12, 26))) for rung in SHOP]
    assert days == ["2025-12-27", "2026-01-25", "2026-02-05", "2026-02-13"]


def test_an_unknown_trigger_is_loud():
    rung = Rung("shop", 1, "reminder_notice", "sometimes 3")
    with pytest.raises(ValueError, match="sometimes"):
        trigger_day(rung, [rung], date(2026, 1, 1))


def test_a_unit_without_ladder_has_no_step():
    home = household("梯-1", ladder=()).owes(100, "2026-01")
    assert home.on("2026-05-01").why == {"no_ladder"}


def test_a_document_that_the_ladder_does_not_know_uses_no_rung():
    home = household("梯-2", ladder=RESIDENTIAL).owes(100, "2026-01")
    home.gets("collection_letter", "2026-05-01").gets("statement", "2026-05-02", state="made")
    assert home.on("2026-05-20").next == "payment_notice"
    assert home.on("2026-05-20").case.step.last.document == "collection_letter"


def test_a_level_of_another_ladder_is_read_by_its_document():
    home = household("梯-3", ladder=NINE_MOVES).owes(100, "2026-01")
    home.gets("collection_letter", "2026-02-05", level=4)
    assert home.on("2026-03-01").level == 2


def test_the_level_in_the_register_tells_the_rung():
    home = household("梯-6", ladder=SHOP).owes(100, "2026-01", due_day=10)
    home.gets("reminder_notice", "2026-02-05", level=3)
    assert home.on("2026-02-13").next == "final_notice"
    home.then(level=0)
    assert home.on("2026-02-13").level == 3


def test_the_day_of_the_next_rung_follows_the_oldest_charge_that_is_unpaid():
    home = household("梯-4", ladder=MONTHLY).owes(100, "2026-01", months=3, due_day=10)
    home.gets("payment_notice", "2026-01-11", level=1)
    assert home.on("2026-02-12").case.step.due_on == date(2026, 1, 25)
    home.pays("2026-02-12", 50)
    assert home.on("2026-02-12").case.step.due_on == date(2026, 1, 25)


def test_a_letter_that_is_not_known_yet_does_not_count():
    home = household("梯-5", ladder=RESIDENTIAL).owes(100, "2026-01")
    home.gets("payment_notice", "2026-05-10", level=1, sent="2026-05-12", served="2026-05-15")
    assert home.on("2026-05-09").may
    assert home.on("2026-05-11").case.step.pending is not None
    assert home.on("2026-05-14").why >= {"not_served"}
    assert "not_served" not in home.on("2026-05-15").why
