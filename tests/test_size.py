"""What only the full size runs is there, and so is what stands for it in the suite."""

import os
import subprocess
import sys
from pathlib import Path

from size import FULL, LONG

TOP = Path(__file__).parents[1]


def test_what_is_left_out_and_what_stands_for_it_are_there(request):
    """In a whole run the twins are seen to run with this test; else the tests are listed."""
    running = set(map(node, request.session.items))
    if not FULL and running >= set(LONG.values()):
        assert not running & set(LONG)
        for left_out in LONG:
            file, _, name = left_out.partition("[")[0].partition("::")
            assert f"def {name}(" in (TOP / "tests" / file).read_text(encoding="utf-8"), left_out
    else:
        assert {*LONG, *LONG.values()} <= listed()


def node(item):
    """Return the name of a test as size.py has it."""
    return item.nodeid.removeprefix("tests/").encode().decode("unicode_escape", "replace")


def listed():
    """Return every test of the files in LONG, as the full size has them."""
    files = {f"tests/{node.partition('::')[0]}" for node in (*LONG, *LONG.values())}
    said = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-p", "no:cacheprovider", *files],
        cwd=TOP, env={**os.environ, "CUIFEI_FULL": "1"}, capture_output=True, check=True,
    ).stdout  # fmt: skip
    return {line.removeprefix("tests/") for line in said.decode("unicode_escape").split("\n")}


def test_no_twin_is_left_out():
    assert not set(LONG) & set(LONG.values())
