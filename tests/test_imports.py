"""A command waits for what it uses: `--help` for hardly more than typer itself."""

import json
import os
import subprocess
import sys
from functools import cache

import pytest

HELP = ("--help",)
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"}
HEAVY = {
    *("openpyxl", "lxml", "docx", "pypdf", "babel", "python_calamine", "isal", "segno", "xlwings"),
    *("chinese_calendar", "pyopenvba", "numpy", "pandas", "dask", "distributed"),
}
RUN = """
import sys, json
from cuifei.cli import main
for sys.argv[1:] in {lines!r}:
    try:
        main()
    except SystemExit:
        pass
print("\\n" + json.dumps(sorted(sys.modules)))
"""


def imported(code):
    """Return the modules that are there after `code` ran in a Python of its own."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=ENVIRONMENT,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


@cache
def of_words(*lines):
    """Return what is there after these command lines ran one after the other in one Python."""
    return imported(RUN.format(lines=lines))


@pytest.mark.parametrize("lines", [(HELP,), (("flag", "--help"), ("legal", "--help"))])
def test_help_imports_no_library_of_ours(lines):
    """One after the other: what none of them imported was imported by no single one."""
    modules = of_words(*lines)
    assert not HEAVY & {name.partition(".")[0] for name in modules}
    assert not {name for name in modules if name.startswith(("cuifei.commands.l", "cuifei.excel"))}


def test_help_imports_at_most_three_times_what_typer_does():
    """Counted, not timed: seconds are the machine's."""
    typer = imported("import sys, json, typer; print(json.dumps(sorted(sys.modules)))")
    assert len(of_words(HELP)) <= 3 * len(typer)


def test_a_command_does_not_wait_for_libraries_that_it_hardly_ever_needs(tmp_path):
    """Importing xlwings or openpyxl would take longer than all that a small book needs."""
    commands = ("check", "flag", "letters")
    modules = of_words(*((command, str(tmp_path / "nobody.xlsx")) for command in commands))
    assert {f"cuifei.commands.{command}" for command in commands} <= modules
    assert not {"xlwings", "openpyxl"} & modules
