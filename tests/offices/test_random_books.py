"""Random office books with the truth beside them: nothing may be wrong that nobody names.

A thousand books are read by tests/bench/adopt_books.py; here is a small share of them, each
trait alone, and the proof that the judge would see a wrong reading.
"""

from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cuifei.offices import amounts, dates
from cuifei.offices.dates import Evidence
from offices import generator, oracle
from size import FULL

SEEDS = range(60 if FULL else 12)
# These may leave half of a book to a Problem or to a question; all others must be read whole.
LOSSY = set(generator.DIRT)


def judged(made, tmp_path):
    return oracle.outcome(made, tmp_path / "book.xlsx")


@cache
def random_book(seed):
    """Return a random book's doubts, what is wrong, and the share read where it is clean."""
    made = generator.make(seed)
    with TemporaryDirectory() as folder:
        doubts, wrong = judged(made, Path(folder))
        sure = made.clean and not doubts
        share = oracle.share_read(made, Path(folder, "book.xlsx")) if sure else None
    return made.clean, doubts, wrong, share


@pytest.mark.parametrize("first", SEEDS[::12])
def test_no_random_book_is_read_silently_wrong(first):
    for seed in range(first, first + 12):
        _, _, wrong, _ = random_book(seed)
        assert not wrong, (seed, wrong[:3])


def test_clean_books_are_seldom_asked_about_and_read_whole():
    clean = [seed for seed in SEEDS if random_book(seed)[0]]
    asked = [seed for seed in clean if random_book(seed)[1]]
    for seed in set(clean) - set(asked):
        assert random_book(seed)[3] == 1, seed
    assert len(clean) * 3 >= len(SEEDS)
    assert len(asked) * 10 < len(clean)


@pytest.mark.parametrize("trait", generator.PLAIN)
def test_a_plain_trait_alone_is_read_whole_and_without_a_question(trait, tmp_path):
    layout = generator.LAYOUTS[generator.PLAIN.index(trait) % len(generator.LAYOUTS)]
    made = generator.make(11, layout, {trait}, 10)
    assert judged(made, tmp_path) == ([], [])
    assert oracle.share_read(made, tmp_path / "book.xlsx") == 1


@pytest.mark.parametrize(
    ("layout", "trait"),
    [
        (layout, trait)
        for first, layout in enumerate(("charges", "status"))
        for trait in (generator.DIRT if FULL else generator.DIRT[first::2])
    ],
)
def test_dirt_alone_is_read_right_or_named(trait, layout, tmp_path):
    _, wrong = judged(generator.make(12, layout, {trait}, 10), tmp_path)
    assert not wrong


@pytest.mark.parametrize(
    ("layout", "trait", "key"),
    [
        ("charges", "ambiguous_dates", "读法"),
        ("charges", "swapped_dates", "读法"),
        ("months", "no_year", "年份"),
        ("totals", "no_period", "账期"),
        ("overall", "no_period", "到期日"),
        ("charges", "bare_amounts", "金额含义"),
        ("charges", "wrong_total", "合计核对"),
        ("charges", "ditto_building", "空白"),
        ("charges", "snapshots", "重复"),
        ("charges", "half_converted", "读法"),
    ],
)
def test_what_nobody_can_know_is_asked(layout, trait, key, tmp_path):
    doubts, _ = judged(generator.make(11, layout, {trait}, 14), tmp_path)
    assert any(key in doubt for doubt in doubts)


def test_the_judge_sees_swapped_days(tmp_path, monkeypatch):
    monkeypatch.setattr(dates, "evidence", lambda cells: Evidence("mdy"))
    _, wrong = judged(generator.make(11, "charges", {"ambiguous_dates"}, 14), tmp_path)
    assert wrong


def test_the_judge_sees_a_wrong_amount(tmp_path, monkeypatch):
    read = amounts.read
    monkeypatch.setattr(amounts, "read", lambda cell, style: (read(cell, style) or 0) * 10 or None)
    _, wrong = judged(generator.make(11, "charges", set(), 14), tmp_path)
    assert wrong


def test_the_judge_sees_a_total_that_was_counted(tmp_path, monkeypatch):
    made = generator.make(11, "overall", {"totals_row"}, 14)
    _, wrong = judged(made, tmp_path)
    assert not wrong
    made.charges.append(generator.Truth("台账", 999, "9-9-0909", "2025-Q2", 1, date(2025, 6, 30)))
    _, wrong = judged(made, tmp_path)
    assert wrong
