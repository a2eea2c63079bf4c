"""A box to type into, whatever the program: Excel's own on Windows, the system's on a Mac."""

import subprocess
import sys
from collections.abc import Sequence

import xlwings as xw

from cuifei.domain.problems import CuifeiError, say

# Excel for Mac has no box of its own that xlwings can open.
_SCRIPT = (
    "on run argv",
    "activate",
    "return text returned of (display dialog (item 1 of argv) with title (item 2 of argv)"
    ' default answer "")',
    "end run",
)
_CHOICE = (
    "on run argv",
    "activate",
    "return POSIX path of (choose file with prompt (item 1 of argv))",
    "end run",
)
_CANCELLED = "-128"  # what AppleScript calls a click on Cancel


def ask(app: xw.App, prompt: str, title: str) -> str:
    """Return what the clerk typed, "" where they cancelled.

    Raises CuifeiError where the program has no box to type into.
    """
    if sys.platform == "darwin":
        return _apple(prompt, title)
    box = getattr(app.api, "InputBox", None)
    if box is None:
        raise _none()
    # It takes Chinese, unlike VBA's, and gives False where it was cancelled.
    answer = box(prompt, title, Type=2)
    return "" if answer is False else str(answer).strip()


def choose(app: xw.App, prompt: str, patterns: Sequence[str]) -> str:
    """Return the file that the clerk chose, "" where they cancelled; `patterns` such as *.csv.

    Raises CuifeiError where the program has no dialog for files.
    """
    if sys.platform == "darwin":
        return _apple(prompt, "", _CHOICE)
    dialog = getattr(app.api, "GetOpenFilename", None)
    if dialog is None:
        raise _none()
    kinds = ";".join(patterns)
    chosen = dialog(f"{prompt.replace(',', ' ')} ({kinds}),{kinds}", 1, prompt)
    return "" if chosen is False else str(chosen)


def _apple(prompt: str, title: str, script: Sequence[str] = _SCRIPT) -> str:
    lines = [word for line in script for word in ("-e", line)]
    done = subprocess.run(
        ["osascript", *lines, prompt, title], capture_output=True, text=True, check=False
    )
    if done.returncode and _CANCELLED not in done.stderr:
        raise _none()
    return "" if done.returncode else done.stdout.strip()


def _none() -> CuifeiError:
    return CuifeiError(
        say("this program has no box to type into"),
        say("Do the same on the command line; cuifei --help names the commands"),
    )
