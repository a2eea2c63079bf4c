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
    'set filled to ""',
    "if (count of argv) > 2 then set filled to item 3 of argv",
    "return text returned of (display dialog (item 1 of argv) with title (item 2 of argv)"
    " default answer filled)",
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
    return offer(app, prompt, title, "") or ""


def offer(app: xw.App, prompt: str, title: str, default: str) -> str | None:
    """Return what the clerk typed over `default`, which Enter takes; None where they cancelled.

    Raises CuifeiError where the program has no box to type into.
    """
    if sys.platform == "darwin":
        answer = _apple(_SCRIPT, prompt, title, *([default] if default else []))
        return None if answer is None else answer or default
    box = getattr(app.api, "InputBox", None)
    if box is None:
        raise _none()
    # It takes Chinese, unlike VBA's, and gives False where it was cancelled.
    filled = {"Default": default} if default else {}
    answer = box(prompt, title, **filled, Type=2)
    return None if answer is False else str(answer).strip() or default


def choose(app: xw.App, prompt: str, patterns: Sequence[str]) -> str:
    """Return the file that the clerk chose, "" where they cancelled; `patterns` such as *.csv.

    Raises CuifeiError where the program has no dialog for files.
    """
    if sys.platform == "darwin":
        return _apple(_CHOICE, prompt, "") or ""
    dialog = getattr(app.api, "GetOpenFilename", None)
    if dialog is None:
        raise _none()
    kinds = ";".join(patterns)
    chosen = dialog(f"{prompt.replace(',', ' ')} ({kinds}),{kinds}", 1, prompt)
    return "" if chosen is False else str(chosen)


def _apple(script: Sequence[str], *words: str) -> str | None:
    lines = [word for line in script for word in ("-e", line)]
    done = subprocess.run(
        ["osascript", *lines, *words], capture_output=True, text=True, check=False
    )
    if done.returncode and _CANCELLED not in done.stderr:
        raise _none()
    return None if done.returncode else done.stdout.strip()


def _none() -> CuifeiError:
    return CuifeiError(
        say("this program has no box to type into"),
        say("Do the same on the command line; cuifei --help names the commands"),
    )
