"""Put the add-in where the user's own Excel opens it by itself, and take it away again.

No administrator and no click in the Trust Center: the folder XLSTART is the
user's own and Excel trusts it; a file that we write there ourselves carries no
mark of a download.
"""

from dataclasses import dataclass
from pathlib import Path

import xlwings

from cuifei.domain.problems import CuifeiError, Problem, say
from cuifei.excel import conf
from cuifei.excel.addin_file import NAME, version
from cuifei.excel.build_addin import package
from cuifei.excel.machine import (
    EXCEL,
    MAC,
    WINDOWS,
    WPS,
    Machine,
    dll,
    mac_script,
    programs,
    start_folder,
)


@dataclass(frozen=True, slots=True)
class Installed:
    """What an installation wrote. `warnings`: what will not work, and what to do."""

    files: tuple[Path, ...]
    warnings: tuple[Problem, ...] = ()


def install(machine: Machine) -> Installed:
    """Build the add-in for this machine's Python and put it into XLSTART.

    Without xlwings' DLL the buttons work and the functions in cells do not: that is
    a warning. Raises CuifeiError, with nothing written, where Python is missing,
    where there is no Excel, or where Excel has the add-in open.
    """
    folder = start_folder(machine)
    _ensure_python(machine)
    _ensure_excel(machine)
    library = next((path for path in dll(machine) if path.exists()), None)
    key = {WINDOWS: "windows", MAC: "mac"}[machine.system]
    settings = conf.rows(
        version(),
        machine.xlwings_version,
        **{key: str(machine.interpreter)},
        library=str(machine.library),
        dll=str(library) if machine.system == WINDOWS and library else "",
    )
    content = package(settings)
    files = [_put(folder / NAME, content)]
    if machine.system == MAC:
        shipped = Path(xlwings.__file__).with_name(mac_script(machine).name)
        files.append(_put(mac_script(machine), shipped.read_bytes()))
    bare = machine.system == WINDOWS and library is None
    return Installed(tuple(files), (_no_functions(machine),) if bare else ())


def uninstall(machine: Machine) -> tuple[Path, ...]:
    """Remove the add-in; return what was removed, nothing where it was not there.

    The script on a Mac stays: other add-ins may use it.
    """
    path = start_folder(machine) / NAME
    if not path.exists():
        return ()
    try:
        path.unlink()
    except PermissionError as error:
        raise _in_use(path) from error
    return (path,)


def _ensure_python(machine: Machine) -> None:
    if not machine.interpreter.exists():
        raise CuifeiError(
            say("Python is not at {path}", path=str(machine.interpreter)),
            say("Install Python again, then: pip install cuifei"),
        )


def _ensure_excel(machine: Machine) -> None:
    if machine.system != WINDOWS or EXCEL in programs(machine):
        return
    if WPS in programs(machine):
        raise CuifeiError(
            say("this computer has WPS and no Excel; WPS does not load the add-in"),
            say("Make buttons for WPS with: cuifei addin shortcuts"),
        )
    raise CuifeiError(
        say("neither Excel nor WPS is installed on this computer"),
        say("Use the command line here: cuifei flag, cuifei letters …"),
    )


def _no_functions(machine: Machine) -> Problem:
    library = dll(machine)[0]
    return Problem(
        library.name,
        say("{name} is missing: the buttons work, functions in cells do not", name=library.name),
        say(
            "Run: pip install --force-reinstall xlwings=={version}; if it goes missing"
            " again, let the antivirus program leave that folder alone",
            version=machine.xlwings_version,
        ),
    )


def _put(path: Path, content: bytes) -> Path:
    """Write a file whole: first beside its folder, because Excel opens all that lies in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.parent.parent / f"{path.name}.tmp"
    draft.write_bytes(content)
    try:
        draft.replace(path)
    except PermissionError as error:
        draft.unlink()
        raise _in_use(path) from error
    return path


def _in_use(path: Path) -> CuifeiError:
    return CuifeiError(
        say("Excel has {path} open", path=str(path)),
        say("Close all Excel windows and run the command again"),
    )
