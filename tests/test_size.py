"""What only the full size runs is there, and so is what stands for it in the suite."""

import os
import subprocess
import sys
from pathlib import Path

from size import LONG

TOP = Path(__file__).parents[1]


def test_what_is_left_out_and_what_stands_for_it_are_there():
    files = {f"tests/{node.partition('::')[0]}" for node in (*LONG, *LONG.values())}
    listed = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-p", "no:cacheprovider", *files],
        cwd=TOP, env={**os.environ, "CUIFEI_FULL": "1"}, capture_output=True, check=True,
    ).stdout  # fmt: skip
    tests = {line.removeprefix("tests/") for line in listed.decode("unicode_escape").split("\n")}
    assert {*LONG, *LONG.values()} <= tests


def test_no_twin_is_left_out():
    assert not set(LONG) & set(LONG.values())
