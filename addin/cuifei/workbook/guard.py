"""May this workbook be written now? Open elsewhere, read-only, signed: then say so before."""

import hashlib
import os
from pathlib import Path

from cuifei.domain.problems import CuifeiError, Message, say
from cuifei.ooxml import package
from cuifei.ooxml.package import Package

_FORMATS = (".xlsx", ".xlsm", ".xltx", ".xltm")
# Who keeps such a file beside a workbook while it is open: Excel, LibreOffice, WPS.
_OWNERS = (("~${}", "Excel"), (".~lock.{}#", "LibreOffice"), (".~{}", "WPS"))
_BLOCK = 1 << 20


def ensure_writable(path: Path) -> None:
    """Return if the workbook may be changed now; else raise CuifeiError with what to do."""
    if not path.name or not path.exists():
        raise missing(path)
    if any("\ud800" <= sign <= "\udfff" for sign in path.name):
        raise _refused(
            path,
            say("the name of {name} holds signs that are no text", name=path.name),
            say("Give it another name, and run again"),
        )
    ensure_closed(path)
    if path.suffix.lower() not in _FORMATS:
        raise _refused(
            path,
            say("{name} has a format that cannot be written", name=path.name),
            say("Open it in Excel and save it as “Excel Workbook (.xlsx)”"),
        )
    ensure_format(package.parts(path))
    if not os.access(path, os.W_OK):
        raise _refused(
            path,
            say("{name} is read-only", name=path.name),
            say("Take the mark “read-only” off in its properties, or save it as a copy"),
        )
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise _refused(
            path,
            say("the folder {folder} may not be written to", folder=str(path.parent)),
            say("Copy the workbook into a folder of your own, and run again"),
        )


def ensure_closed(path: Path) -> None:
    """Raise CuifeiError where Excel, LibreOffice or WPS has the workbook open."""
    for pattern, program in _OWNERS:
        owner = path.with_name(pattern.format(path.name))
        if owner.exists():
            raise CuifeiError(
                say("{name} is open in {program}", name=path.name, program=program),
                say(
                    "Close it there and run again; if nobody has it open, delete the file {owner}",
                    owner=owner.name,
                ),
            )


def missing(path: Path) -> CuifeiError:
    """Return the error for a file that is not there."""
    return CuifeiError(
        say("there is no file {name}", name=str(path)),
        say("Check the name and the folder"),
    )


def ensure_format(pack: Package) -> None:
    """Raise CuifeiError for a workbook that can be read but must not be changed."""
    if pack.signed:
        raise _refused(
            pack.path,
            say("{name} carries a digital signature", name=pack.path.name),
            say("Remove the signature in Excel under File > Info, or work on a copy"),
        )
    if pack.strict:
        raise _refused(
            pack.path,
            say("{name} is saved as “Strict Open XML”", name=pack.path.name),
            say("Open it in Excel and save it as “Excel Workbook (.xlsx)”"),
        )


def _refused(path: Path, what: Message, remedy: Message) -> CuifeiError:
    return CuifeiError(what, remedy, path.name)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    total = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            total.update(block)
    return total.hexdigest()


def ensure_unchanged(path: Path, known: str) -> None:
    """Raise CuifeiError where the file is not the one that was read."""
    if digest(path) != known:
        raise CuifeiError(
            say("{name} was changed while it was being worked on", name=path.name),
            say("Nothing was written; run again"),
        )
