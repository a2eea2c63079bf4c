"""Commands killed or refused by the system at every call: nothing lost, nothing doubled."""

import random
import shutil

import pytest

from faults import clerks, injector, office, year
from faults.prove import broken_off
from size import FULL

# Faults of each kind and command here; `python -m faults.prove` runs many more.
SIZE = 2 if FULL else 1


@pytest.fixture(scope="module")
def start(tmp_path_factory):
    return office.office(tmp_path_factory.mktemp("faults"))


@pytest.mark.parametrize("name", ["flag", "letters", "mark", "legal draft", "receipts", "undo"])
@pytest.mark.parametrize("fault", ["kill", "error"])
def test_whatever_breaks_nothing_is_lost(start, tmp_path, name, fault):
    chance = random.Random(f"{name} {fault}")
    trials = list(broken_off(start.parent, tmp_path, name, fault, chance, SIZE))
    assert trials and not any(trials)


def test_the_injector_finds_a_command_that_is_not_safe(start, tmp_path):
    def careless():
        book = tmp_path / "careless.xlsx"
        book.write_bytes(b"first half")
        (tmp_path / "other.json").write_text("{}")

    shutil.copy(start, tmp_path / "careless.xlsx")
    whole = injector.run(tmp_path, careless)
    assert len(whole.calls) == 2
    assert injector.run(tmp_path, careless, nth=2).killed
    assert "OSError" in injector.run(tmp_path, careless, nth=1, fault="error").traceback


# `python -m faults.clerks 500` plays five hundred rounds.
def test_two_clerks_and_excel_lose_nothing():
    assert clerks.main(1) == 0


# `python -m faults.year 1000 365` lives a year of a thousand homes.
def test_the_books_of_a_broken_week_balance():
    assert year.main(6, 5) == 0
