"""Why does the add-in not work? Every complaint that users of such add-ins have, looked into.

Each finding says what was found and what to do; none changes anything.
"""

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from cuifei.domain.problems import say
from cuifei.excel import complaints
from cuifei.excel.addin_file import NAME, installed
from cuifei.excel.complaints import Finding
from cuifei.excel.machine import MAC, WINDOWS, Machine, start_folder
from cuifei.locale import Say


def examine(machine: Machine, book: Path | None = None) -> tuple[Finding, ...]:
    """Return every finding, in the order in which they are to be put right.

    `book`: a workbook of the user's, whose folder is looked at too. Raises
    CuifeiError where there can be no Excel.
    """
    addin = start_folder(machine) / NAME
    settings = _settings(addin)
    findings = [
        complaints.python_found(machine),
        complaints.starts(machine),
        complaints.not_from_store(machine),
    ]
    if machine.system == WINDOWS:
        findings += [
            complaints.program_found(machine),
            complaints.dll_found(machine),
            complaints.pywin32_found(machine),
        ]
    if machine.system == MAC:
        findings.append(complaints.script_found(machine))
    findings.append(complaints.addin_found(addin, settings))
    if settings is not None:
        findings += [
            complaints.same_version(settings),
            complaints.same_xlwings(machine, settings),
            complaints.same_python(machine, settings),
        ]
        findings.append(complaints.workbook_not_on_path(settings))
    findings += [
        complaints.not_blocked(addin),
        complaints.macros_allowed(machine),
        complaints.one_copy(machine),
        complaints.no_pythonpath(machine),
    ]
    if book is not None:
        findings += [complaints.not_in_onedrive(machine, book), complaints.no_stray_files(book)]
    return tuple(findings)


def table(findings: Iterable[Finding], tell: Say) -> list[list[str]]:
    """Return the findings as rows of a sheet, headers first."""
    titles = [say("Question"), say("Well?"), say("Found"), say("What to do")]
    rows = [[tell(title) for title in titles]]
    for item in findings:
        verdict = say("yes") if item.ok else say("NO")
        rows.append([item.code, tell(verdict), tell(item.what), tell(item.remedy)])
    return rows


def _settings(addin: Path) -> Mapping[str, str] | None:
    try:
        return installed(addin)
    except (OSError, KeyError, zipfile.BadZipFile):
        return None
