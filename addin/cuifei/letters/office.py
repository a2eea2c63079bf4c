"""Where is LibreOffice, and how does it turn documents into PDF without getting in the way?

It runs with a profile of its own, so a LibreOffice that the user has open is
neither needed nor disturbed, and under a time limit. It may leave files out
and say nothing, so what it made is counted. It lays out pages on one processor only, so two
of them work side by side where the computer has two.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
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
# Each takes some hundred megabytes of memory.
SIDE_BY_SIDE = min(2, os.cpu_count() or 1)
# Starting one costs as much as this many letters: fewer are not worth a second one.
FEW = 10
# Bookmarks become named places, so a pack can be split again; tags of pages would be cut apart.
_FILTER = (
    'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"false"},'
    '"UseTaggedPDF":{"type":"boolean","value":"false"}}'
)

# A profile that no version has used yet is taken for an upgrade, after which LibreOffice tries at
# each start whether it draws well: more work than the rest of its start.
_USED = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/Product"><prop oor:name="ooSetupLastVersion"
 oor:op="fuse"><value>99.0</value></prop></item>
</oor:items>
"""


def find() -> Path | None:
    """Return LibreOffice's program, or None where it is not installed."""
    for name in ("soffice", "libreoffice"):
        if program := shutil.which(name):
            return Path(program)
    return next((Path(place) for place in _PLACES if Path(place).is_file()), None)


def shares(files: int, most: int) -> int:
    """Return how many files each of the programs gets that work side by side, at most `most`.

    >>> [shares(files, 50) for files in (6, 30, 500)] if SIDE_BY_SIDE == 2 else [6, 15, 50]
    [6, 15, 50]
    """
    return min(max(-(-files // SIDE_BY_SIDE), min(FEW, files), 1), most)


def to_pdf(files: Sequence[Path], out: Path, seconds: float = 0, each: int = 0) -> list[Path]:
    """Convert documents (.docx, .xlsx …) to PDF in the folder `out`; return them in order.

    `seconds`: the most that one call of LibreOffice may take; 0: by the number of files. `each`:
    how many files a call gets; 0: as many as suit the computer. File names must differ in more
    than their endings. Raises CuifeiError where LibreOffice is not installed, takes too long, or
    leaves one out.
    """
    program = find()
    if program is None:
        raise missing()
    out.mkdir(parents=True, exist_ok=True)
    pdfs = [out / f"{file.stem}.pdf" for file in files]
    assert len(set(pdfs)) == len(pdfs), "two files of one name"
    each = each or shares(len(files), _MOST)
    calls = [files[start : start + each] for start in range(0, len(files), each)]
    for start in range(0, len(calls), SIDE_BY_SIDE):
        batch = calls[start : start + SIDE_BY_SIDE]
        limit = seconds or _START_SECONDS + _FILE_SECONDS * sum(map(len, batch))
        _call(program, batch, out, limit)
    written = sum(path.is_file() and path.stat().st_size > 0 for path in pdfs)
    if written != len(pdfs):
        raise CuifeiError(
            say("LibreOffice made only {there} of {n} PDF files", there=written, n=len(pdfs)),
            say("Try again; if it stays so, open one of the letters in LibreOffice and see"),
        )
    return pdfs


def missing() -> CuifeiError:
    """Return what is said where nothing on this computer makes PDF files."""
    return CuifeiError(
        say("neither Word nor LibreOffice is on this computer, so no PDF can be made"),
        say("Install LibreOffice (it is free) and ask for the PDF again; the Word files are there"),
    )


def _call(program: Path, calls: Sequence[Sequence[Path]], out: Path, seconds: float) -> None:
    """Let a program of its own convert the files of each call, all at the same time."""
    with contextlib.ExitStack() as ended:
        running = [ended.enter_context(_started(program, files, out)) for files in calls]
        last = time.monotonic() + seconds
        try:
            for process in running:
                process.wait(max(last - time.monotonic(), 0))
        except subprocess.TimeoutExpired as error:
            raise CuifeiError(
                say("LibreOffice did not finish within {n} seconds", n=int(seconds)),
                say("Close other programs and try again"),
            ) from error


def new_profile(folder: Path) -> str:
    """Make a profile for a LibreOffice of our own in `folder`; return the argument that says so."""
    Path(folder, "user").mkdir(parents=True)
    Path(folder, "user", "registrymodifications.xcu").write_text(_USED, "utf-8")
    return f"-env:UserInstallation={folder.as_uri()}"


@contextlib.contextmanager
def _started(
    program: Path, files: Sequence[Path], out: Path
) -> Iterator["subprocess.Popen[bytes]"]:
    """Give a program at work, in a profile of its own; it is ended where it did not end."""
    with tempfile.TemporaryDirectory(prefix="cuifei-", ignore_cleanup_errors=True) as profile:
        command = [
            str(program),
            new_profile(Path(profile)),
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
            yield process
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
