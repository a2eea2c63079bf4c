"""Where is LibreOffice, and how does it turn documents into PDF without getting in the way?

It runs with a profile of its own, so a LibreOffice that the user has open is
neither needed nor disturbed, and under a time limit. It may leave files out
and say nothing, so what it made is counted.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from cuifei.domain.problems import CuifeiError, say

_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
# One call with 500 files once converted 247 of them without a word.
_MOST = 150
# Starting takes up to a minute on a busy machine; a page a twentieth of a second.
_START_SECONDS, _FILE_SECONDS = 120, 10
# Bookmarks become named places, so a pack can be split again; tags of pages would be cut apart.
_FILTER = (
    'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"false"},'
    '"UseTaggedPDF":{"type":"boolean","value":"false"}}'
)


def find() -> Path | None:
    """Return LibreOffice's program, or None where it is not installed."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return Path(found)
    return next((Path(place) for place in _PLACES if Path(place).is_file()), None)


def to_pdf(files: Sequence[Path], out: Path, seconds: float = 0) -> list[Path]:
    """Convert documents (.docx, .xlsx …) to PDF in the folder `out`; return them in order.

    `seconds`: the most that one call of LibreOffice may take; 0: by the number of files.
    File names must differ in more than their endings. Raises CuifeiError where LibreOffice is
    not installed, takes too long, or leaves one out.
    """
    program = find()
    if program is None:
        raise missing()
    out.mkdir(parents=True, exist_ok=True)
    made = [out / f"{file.stem}.pdf" for file in files]
    assert len(set(made)) == len(made), "two files of one name"
    for start in range(0, len(files), _MOST):
        some = files[start : start + _MOST]
        _call(program, some, out, seconds or _START_SECONDS + _FILE_SECONDS * len(some))
    there = sum(path.is_file() and path.stat().st_size > 0 for path in made)
    if there != len(made):
        raise CuifeiError(
            say("LibreOffice made only {there} of {n} PDF files", there=there, n=len(made)),
            say("Try again; if it stays so, open one of the letters in LibreOffice and see"),
        )
    return made


def missing() -> CuifeiError:
    """Return what is said where nothing on this computer makes PDF files."""
    return CuifeiError(
        say("neither Word nor LibreOffice is on this computer, so no PDF can be made"),
        say("Install LibreOffice (it is free) and ask for the PDF again; the Word files are there"),
    )


def _call(program: Path, files: Sequence[Path], out: Path, seconds: float) -> None:
    with tempfile.TemporaryDirectory(prefix="cuifei-", ignore_cleanup_errors=True) as profile:
        command = [
            str(program),
            f"-env:UserInstallation={Path(profile).as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nologo"),
            *("--convert-to", _FILTER, "--outdir", str(out)),
            *map(str, files),
        ]
        # A group of its own: the program starts others, which end with it.
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired as error:
            raise CuifeiError(
                say("LibreOffice did not finish within {n} seconds", n=int(seconds)),
                say("Close other programs and try again"),
            ) from error
        finally:
            if process.poll() is None:
                _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the program that we started, with all that it started."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], check=False)
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
