"""Buttons for who has no ribbon: files to click twice, each of which works on the open ledger.

WPS takes no add-in for Excel. A .cmd file needs no installation and no right; it
runs one command with --open and keeps its window until a key is pressed.
"""

from pathlib import Path

from cuifei.domain.language import DEFAULT
from cuifei.domain.problems import CuifeiError, say
from cuifei.excel.machine import WINDOWS, Machine
from cuifei.menu.command_table import BY_ID
from cuifei.menu.words import Words

FOLDER = Words("催费快捷方式", "cuifei shortcuts").say(DEFAULT)
# Buttons whose commands take --open.
_BUTTONS = ("flag", "notices", "todo", "board", "undo")
_LINES = """@echo off
chcp 65001 >nul
"{python}" -X utf8 -m cuifei {command} --open
pause
"""


def write(machine: Machine, folder: Path | None = None) -> tuple[Path, ...]:
    """Write the shortcuts into `folder`, by default 催费快捷方式 on the desktop; return them.

    Raises CuifeiError where there can be none.
    """
    if machine.system != WINDOWS:
        raise CuifeiError(
            say("shortcuts are for Windows; this computer has another system"),
            say("Use the command line here: cuifei flag --open"),
        )
    target = folder or machine.home / "Desktop" / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    paths = []
    for button in _BUTTONS:
        command = BY_ID[button]
        # A percent sign of a path would name a variable.
        python = str(machine.interpreter).replace("%", "%%")
        text = _LINES.format(python=python, command=command.cli)
        path = target / f"{command.label.say(DEFAULT)}.cmd"
        path.write_bytes(text.replace("\n", "\r\n").encode("utf-8"))
        paths.append(path)
    return tuple(paths)
