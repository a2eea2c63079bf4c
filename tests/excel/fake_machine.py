"""A computer made of folders: a Windows user's profile, a Mac's, or one without Excel."""

from dataclasses import replace
from pathlib import Path

import xlwings

from cuifei.excel.machine import MAC, WINDOWS, Machine


def windows(tmp_path, **changes):
    """Return a Windows profile with Python, xlwings' DLL and an Excel that was never started."""
    home = tmp_path / "Users" / "样例"
    python = home / "AppData" / "Local" / "Programs" / "Python" / "Python311" / "python.exe"
    roaming = home / "AppData" / "Roaming"
    for path in (python, python.with_name(f"xlwings64-{xlwings.__version__}.dll")):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"MZ")
    roaming.mkdir(parents=True, exist_ok=True)
    machine = Machine(
        system=WINDOWS,
        home=home,
        env={"APPDATA": str(roaming), "OneDrive": str(home / "OneDrive")},
        interpreter=python,
        library=python.parent / "Lib" / "site-packages",
        xlwings_version=xlwings.__version__,
        registry=registry(),
        starts=lambda program: True,
        has=lambda module: True,
    )
    return replace(machine, **changes)


def mac(tmp_path):
    home = tmp_path / "Users" / "yangli"
    python = home / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("")
    return replace(windows(tmp_path), system=MAC, home=home, env={}, interpreter=python)


def registry(**values):
    """Return a registry with these values, whatever their key: name -> value; `programs` that are
    installed: Excel alone."""
    programs = values.pop("programs", ("excel.exe",))

    def value(key, name):
        file = key.rpartition("\\")[2]
        return f"C:\\Programs\\{file}" if name == "" and file in programs else values.get(name)

    return value


def start_folder(machine) -> Path:
    return machine.home / "AppData" / "Roaming" / "Microsoft" / "Excel" / "XLSTART"
