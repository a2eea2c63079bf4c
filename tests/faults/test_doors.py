"""Every command of the command line is broken off; `python -m faults.prove` does it many times."""

import random

import pytest
from typer.main import get_command

from cuifei.cli import app
from faults import doors, office
from faults.prove import broken_off

NOT_BROKEN = {
    "demo": "makes a folder of its own, by the commands that are broken off",
    "new": "one new file beside nothing",
    "addin": "puts files into Excel's folder, not beside a workbook",
}


def test_every_command_is_broken_off_or_says_why_not(tmp_path):
    broken = {name.split()[0] for name in (*office.tasks(office.office(tmp_path)), *doors.COMMANDS)}
    assert broken | NOT_BROKEN.keys() == set(get_command(app).commands)
    assert not broken & NOT_BROKEN.keys()


@pytest.mark.parametrize("fault", ["kill", "error"])
def test_a_command_that_breaks_at_its_door_loses_nothing(tmp_path, fault):
    home = tmp_path / "home"
    home.mkdir()
    office.office(home)
    name = "charges --bills"
    begun = doors.begin(home, tmp_path / "begun", name).parent
    trials = list(broken_off(begun, tmp_path, name, fault, random.Random(fault), 1))
    assert trials and not any(trials)
