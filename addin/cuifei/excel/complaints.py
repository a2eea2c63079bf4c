"""The complaints that users of such add-ins have, one question each.

In the wild, in this order: DLL or interpreter not found, antivirus, blocked
macros, OneDrive addresses.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cuifei.domain.problems import Message, listed, say
from cuifei.excel import conf
from cuifei.excel.addin_file import NAME, version
from cuifei.excel.machine import EXCEL, MAC, WPS, Machine, dll, mac_script, programs

_OFFICE = r"HKCU\Software\Microsoft\Office\16.0\Excel\Security"
_POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security"
# VBAWarnings: 1 all, 2 ask, 3 signed only, 4 none.
_NO_TRUSTED_FOLDERS = "AllLocationsDisabled"
# A file of one of these names beside a workbook is taken for the library of that name.
STRAY = ("cuifei.py", "docx.py", "lxml.py", "openpyxl.py", "xlwings.py", "typing.py", "datetime.py")
FINE = say("Nothing to do")
_AGAIN = say("Run: cuifei addin install")


@dataclass(frozen=True, slots=True)
class Finding:
    """One question and its answer. `ok` False: something has to be done."""

    code: str
    ok: bool
    what: Message
    remedy: Message


def _finding(code: str, ok: bool, good: Message, bad: Message, remedy: Message) -> Finding:
    return Finding(code, ok, good if ok else bad, FINE if ok else remedy)


def python_found(machine: Machine) -> Finding:
    """Return whether Python is where it should be."""
    path = str(machine.interpreter)
    return _finding(
        "interpreter",
        machine.interpreter.exists(),
        say("Python is at {path}", path=path),
        say("Python is not at {path}", path=path),
        say("Install Python again, then: pip install cuifei; then: cuifei addin install"),
    )


def starts(machine: Machine) -> Finding:
    """Return whether Python can be started at all; an antivirus program may forbid it."""
    return _finding(
        "antivirus",
        machine.starts(machine.interpreter),
        say("Python starts when another program asks for it"),
        say("Python is there and does not start; an antivirus program may stop it"),
        say(
            "Ask for {folder} to be left alone by the antivirus program, or look there for"
            " what it put in quarantine",
            folder=str(machine.interpreter.parent),
        ),
    )


def not_from_store(machine: Machine) -> Finding:
    """Return whether Python is one that Excel can start."""
    return _finding(
        "store_python",
        "WindowsApps" not in str(machine.interpreter),
        say("Python is a normal installation"),
        say("Python comes from the Microsoft Store; Excel may not start it"),
        say("Install Python from python.org for this user, then: pip install cuifei"),
    )


def program_found(machine: Machine) -> Finding:
    """Return whether a program is there that loads the add-in, and what works without one."""
    installed = programs(machine)
    only_wps = WPS in installed
    return _finding(
        "program",
        EXCEL in installed,
        say("Excel is installed: buttons, menus and functions work"),
        say("WPS is installed and no Excel: the add-in is not loaded, commands work")
        if only_wps
        else say("neither Excel nor WPS is installed: only closed files can be worked on"),
        say("Make buttons for WPS with: cuifei addin shortcuts")
        if only_wps
        else say("Install Excel, or use the command line on closed files: cuifei flag …"),
    )


def dll_found(machine: Machine) -> Finding:
    """Return whether xlwings' DLL lies where Excel looks for it."""
    places = dll(machine)
    return _finding(
        "dll",
        any(path.exists() for path in places),
        say("{name} is beside Python", name=places[0].name),
        say(
            "{name} is neither in {folder} nor above it",
            name=places[0].name,
            folder=str(places[0].parent),
        ),
        say(
            "Run: pip install --force-reinstall xlwings=={version}; if it goes missing again,"
            " let the antivirus program leave that folder alone",
            version=machine.xlwings_version,
        ),
    )


def pywin32_found(machine: Machine) -> Finding:
    """Return whether Python can talk to Excel on Windows."""
    return _finding(
        "pywin32",
        machine.has("win32com"),
        say("pywin32, by which Python talks to Excel, is installed"),
        say("pywin32, by which Python talks to Excel, is missing"),
        say("Run: pip install --force-reinstall pywin32"),
    )


def script_found(machine: Machine) -> Finding:
    """Return whether Excel on a Mac has the script that runs Python."""
    path = mac_script(machine)
    return _finding(
        "script",
        path.exists(),
        say("Excel's script for Python is at {path}", path=str(path)),
        say("Excel's script for Python is not at {path}", path=str(path)),
        _AGAIN,
    )


def addin_found(addin: Path, settings: Mapping[str, str] | None) -> Finding:
    """Return whether the add-in is there and can be read."""
    missing = say("the add-in is not at {path}", path=str(addin))
    damaged = say("the add-in at {path} cannot be read", path=str(addin))
    return _finding(
        "addin",
        settings is not None,
        say("the add-in is at {path}", path=str(addin)),
        damaged if addin.exists() else missing,
        _AGAIN,
    )


def same_version(settings: Mapping[str, str]) -> Finding:
    """Return whether add-in and program are of one version."""
    built = settings.get(conf.VERSION_KEY, "?")
    return _finding(
        "version",
        built == version(),
        say("add-in and program are version {version}", version=version()),
        say(
            "the add-in is of version {built}, the program of {version}",
            built=built,
            version=version(),
        ),
        say("Close Excel, then run: cuifei addin install"),
    )


def same_xlwings(machine: Machine, settings: Mapping[str, str]) -> Finding:
    """Return whether the add-in was built for the xlwings that is installed."""
    built = settings.get(conf.XLWINGS_KEY, "?")
    return _finding(
        "xlwings",
        built == machine.xlwings_version,
        say("add-in and Python use xlwings {version}", version=built),
        say(
            "the add-in was built for xlwings {built}; installed is {version}",
            built=built,
            version=machine.xlwings_version,
        ),
        say("Run: pip install cuifei --force-reinstall; then: cuifei addin install"),
    )


def same_python(machine: Machine, settings: Mapping[str, str]) -> Finding:
    """Return whether the add-in runs the Python that runs us."""
    key = "INTERPRETER_MAC" if machine.system == MAC else "INTERPRETER_WIN"
    path = settings.get(key, "")
    return _finding(
        "points_to",
        path == str(machine.interpreter),
        say("the add-in runs the same Python as this command"),
        say(
            "the add-in runs “{path}”, this command {other}",
            path=path,
            other=str(machine.interpreter),
        ),
        _AGAIN,
    )


def workbook_not_on_path(settings: Mapping[str, str]) -> Finding:
    """Return whether Python leaves the folder of the workbook alone."""
    return _finding(
        "workbook_path",
        settings.get("ADD_WORKBOOK_TO_PYTHONPATH", "").lower() == "false",
        say("Python does not look for programs beside the workbook"),
        say("Python looks for programs beside the workbook; OneDrive addresses break that"),
        _AGAIN,
    )


def not_blocked(addin: Path) -> Finding:
    """Return whether Windows takes the add-in for a download (Mark of the Web)."""
    return _finding(
        "blocked_download",
        not Path(f"{addin}:Zone.Identifier").exists(),
        say("the add-in carries no mark of a download"),
        say("Windows marks the add-in as a download, and Excel will not run it"),
        say("Delete it and run: cuifei addin install; do not copy it from a mail or a website"),
    )


def macros_allowed(machine: Machine) -> Finding:
    """Return whether a rule of the computer forbids macros."""
    untrusted = any(
        machine.registry(rf"{key}\Trusted Locations", _NO_TRUSTED_FOLDERS) == "1"
        for key in (_OFFICE, _POLICY)
    )
    forbidden = machine.registry(_POLICY, "VBAWarnings") == "4"
    return _finding(
        "macros",
        not (untrusted or forbidden),
        say("Excel runs the macros of add-ins in its start folder"),
        say("a rule of this computer keeps Excel from running macros"),
        say(
            "Ask the administrator to allow trusted locations for Excel; until then the command"
            " line does the same: cuifei flag, cuifei letters …"
        ),
    )


def one_copy(machine: Machine) -> Finding:
    """Return whether another copy of the add-in is loaded as well."""
    roaming = machine.env.get("APPDATA", "")
    second = Path(roaming, "Microsoft", "AddIns", NAME)
    return _finding(
        "second_copy",
        not (roaming and second.exists()),
        say("there is one copy of the add-in"),
        say("there is a second, older copy at {path}", path=str(second)),
        say("Delete that file; Excel would load both"),
    )


def no_pythonpath(machine: Machine) -> Finding:
    """Return whether libraries of another program may come first."""
    value = machine.env.get("PYTHONPATH", "")
    return _finding(
        "pythonpath",
        not value,
        say("no PYTHONPATH leads Python astray"),
        say(
            "PYTHONPATH is set to {value}; another program's libraries may come first", value=value
        ),
        say("Remove the variable PYTHONPATH from your Windows settings"),
    )


def not_in_onedrive(machine: Machine, book: Path) -> Finding:
    """Return whether the workbook may have a web address only."""
    names = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
    roots = [Path(machine.env[name]) for name in names if machine.env.get(name)]
    inside = str(book).startswith("http") or any(root in book.parents for root in roots)
    return _finding(
        "onedrive",
        not inside,
        say("the workbook is in a folder of this computer"),
        say("the workbook is in OneDrive, where it may have a web address only"),
        say("Choose “Always keep on this device” for its folder, or move it to a local folder"),
    )


def no_stray_files(book: Path) -> Finding:
    """Return whether a file beside the workbook could be taken for a library."""
    names = sorted(name for name in STRAY if (book.parent / name).exists())
    return _finding(
        "stray_files",
        not names,
        say("no file beside the workbook is taken for one of our libraries"),
        say(
            "{names} lies beside the workbook and could be taken for a library of ours",
            names=listed(names),
        ),
        say("Move or rename it"),
    )
