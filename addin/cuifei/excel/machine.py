"""What is this computer, and where does its Excel look for add-ins?

All that install and doctor look at goes through a `Machine`, so that a test
can show them any computer.
"""

import importlib.util
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import xlwings

import cuifei
from cuifei.domain.problems import CuifeiError, say

WINDOWS, MAC = "Windows", "Darwin"
_SHELL_FOLDERS = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\Shell Folders"
_MAC_START = (
    "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"
)
_MAC_SCRIPTS = "Library/Application Scripts/com.microsoft.Excel"

EXCEL, WPS = "excel", "wps"
_APP_PATHS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths"
_PROGRAMS = {EXCEL: ("excel.exe",), WPS: ("et.exe", "wps.exe")}

Registry = Callable[[str, str], str | None]


@dataclass(frozen=True, slots=True)
class Machine:
    """A computer and a user on it.

    `interpreter`: the Python that runs us. `library`: the folder that holds
    the package. `registry(key, name)` gives a value of the Windows registry,
    None where there is none. `starts(program)`: whether it can be run at all.
    `has(module)`: whether Python finds a module.
    """

    system: str
    home: Path
    env: Mapping[str, str]
    interpreter: Path
    library: Path
    xlwings_version: str
    registry: Registry
    starts: Callable[[Path], bool]
    has: Callable[[str], bool]


def this() -> Machine:
    """Return the computer that we run on."""
    return Machine(
        system=platform.system(),
        home=Path.home(),
        env=os.environ,
        interpreter=Path(sys.executable),
        library=Path(cuifei.__file__).parent.parent,
        xlwings_version=xlwings.__version__,
        registry=_registry,
        starts=_starts,
        has=lambda module: importlib.util.find_spec(module) is not None,
    )


def start_folder(machine: Machine) -> Path:
    """Return the folder whose add-ins Excel opens by itself, and trusts.

    It is found without starting Excel. Raises CuifeiError where no Excel can be.
    """
    if machine.system == WINDOWS:
        roaming = machine.env.get("APPDATA") or machine.registry(_SHELL_FOLDERS, "AppData")
        if not roaming:
            raise CuifeiError(
                say("Windows does not say where this user's programs keep their settings"),
                say("Sign in as the user who works in Excel and run the command again"),
            )
        return Path(roaming, "Microsoft", "Excel", "XLSTART")
    if machine.system == MAC:
        return machine.home / _MAC_START
    raise CuifeiError(
        say("the add-in needs Excel on Windows or on a Mac; this computer has neither"),
        say("Use the command line here: cuifei flag, cuifei letters …"),
    )


def programs(machine: Machine) -> frozenset[str]:
    """Return which of EXCEL and WPS are installed; Windows alone can be asked.

    What the registry calls Excel.Application is no sign: WPS may answer to that name.
    """
    installed = {
        program
        for program, files in _PROGRAMS.items()
        for file in files
        if any(machine.registry(rf"{hive}\{_APP_PATHS}\{file}", "") for hive in ("HKLM", "HKCU"))
    }
    return frozenset(installed)


def mac_script(machine: Machine) -> Path:
    """Return the script that Excel on a Mac needs to run Python (from xlwings)."""
    return machine.home / _MAC_SCRIPTS / f"xlwings-{machine.xlwings_version}.applescript"


def dll(machine: Machine) -> tuple[Path, ...]:
    """Return where xlwings' DLL may lie on Windows: beside Python, or one folder up; and where pip
    puts it for one user of a Python that all users share, which the add-in is told."""
    name = f"xlwings64-{machine.xlwings_version}.dll"
    folder = machine.interpreter.parent
    roaming = machine.env.get("APPDATA")
    own = (Path(roaming, "Python", name),) if roaming else ()
    return (folder / name, folder.parent / name, *own)


def _registry(key: str, name: str) -> str | None:
    if sys.platform != "win32":
        return None
    import winreg

    hive, _, path = key.partition("\\")
    roots = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}
    try:
        with winreg.OpenKey(roots[hive], path) as handle:
            return str(winreg.QueryValueEx(handle, name)[0])
    except FileNotFoundError:
        return None


def _starts(program: Path) -> bool:
    try:
        done = subprocess.run([program, "-c", ""], timeout=30, check=False, capture_output=True)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
