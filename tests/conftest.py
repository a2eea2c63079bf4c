"""What all tests share: live tests need LibreOffice, and CI will not do without."""

import gc
import os
import runpy
import shutil
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from typer import testing

from size import FULL, LONG

# defusedxml, which a test library brings along, parses in plain Python: each workbook that a test
# opens would take a quarter longer, and users do not have it.
os.environ.setdefault("OPENPYXL_DEFUSEDXML", "False")

# The program of the command line is built once a run: that takes longer than most calls of it.
testing._get_command = cache(testing._get_command)

settings.register_profile(
    "cuifei", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.load_profile("cuifei")

if "FAKETIME" in os.environ:
    OTHER_DAY = str(Path(__file__).with_name("other_day"))
    os.environ["PYTHONPATH"] = os.pathsep.join(
        filter(None, (OTHER_DAY, os.environ.get("PYTHONPATH")))
    )
    runpy.run_path(f"{OTHER_DAY}/sitecustomize.py")


def pytest_configure(config):
    """Look for rings of garbage seldom: the items of a run live to its end, and are not garbage."""
    gc.set_threshold(10_000, 10, 50)


def pytest_collection_finish(session):
    gc.freeze()


def pytest_runtest_setup(item):
    if item.get_closest_marker("live") and shutil.which("soffice") is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is missing: a live test must not be skipped in CI")
        pytest.skip("LibreOffice is not installed")


def pytest_collection_modifyitems(config, items):
    """Leave out what only the full size runs; pytest tells how many (`deselected`).

    Files with live tests come first: what is short is left for the end, when a core may be free.
    """
    left_out = [] if FULL else [item for item in items if _node(item) in LONG]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
    live = {item.path for item in items if item.get_closest_marker("live")}
    items[:] = [item for item in items if item not in left_out]
    items.sort(key=lambda item: item.path not in live)


def _node(item):
    """Return the name of a test as size.py has it."""
    folder = Path(__file__).parent
    if not item.path.is_relative_to(folder):
        return ""
    return f"{item.path.relative_to(folder)}::{item.name}".encode().decode(
        "unicode_escape", "replace"
    )
