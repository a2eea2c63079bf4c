"""PDF files in a process of their own: Excel stays free, and its status bar says how far it is.

`start` is what a click does. `python -m cuifei.excel.pdf_worker FOLDER LANG
PID` is that process: it knows the batch from its manifest alone, so the workbook
may be open, edited and saved meanwhile. It speaks to Excel from outside, as any
other program may: a timer in VBA would empty the clipboard each time it fires,
and open the workbook again after it was closed.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import cuifei
from cuifei.domain.problems import CuifeiError, Step, say
from cuifei.excel import pdf_status

_START_SECONDS = 60
_PAUSE = 0.05


def ensure_none(folder: Path) -> None:
    """Raise CuifeiError while a process makes the PDF files of that batch already."""
    status = pdf_status.read(folder)
    if status is not None and status.alive:
        raise CuifeiError(
            say(
                "the PDF files of {batch} are being made: {done} of {of}",
                batch=folder.name,
                done=status.done,
                of=status.of,
            ),
            say("Wait for the box that says they are done"),
        )


def failure(folder: Path) -> str:
    """Return why the last process of that batch failed, in the clerk's words; "" where none did."""
    status = pdf_status.read(folder)
    return status.said if status is not None and status.state == pdf_status.FAILED else ""


def start(folder: Path, lang: str, pid: int) -> int:
    """Start the process for the batch in `folder`, and return its number once it works.

    `pid`: the Excel that it reports to, 0 for none. Raises CuifeiError where it
    runs already or does not start.
    """
    ensure_none(folder)
    log = pdf_status.place(folder, ".log")
    command = [sys.executable, "-P", "-m", "cuifei.excel.pdf_worker", str(folder), lang, str(pid)]
    library = str(Path(cuifei.__file__).parents[1])
    with log.open("wb") as errors:
        try:
            process = subprocess.Popen(
                command,
                # Nobody's folder: on Windows it could not be renamed meanwhile.
                cwd=tempfile.gettempdir(),
                env={**os.environ, "PYTHONPATH": library, "PYTHONUTF8": "1"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                start_new_session=True,
            )
        except OSError as error:
            raise _stuck(log) from error
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        status = pdf_status.read(folder)
        if status is not None and status.pid == process.pid:
            return process.pid
        if process.poll() is not None:
            break
        time.sleep(_PAUSE)
    raise _stuck(log)


def _stuck(log: Path) -> CuifeiError:
    return CuifeiError(
        say(
            "the process that makes PDF files does not start; what it said is in {log}",
            log=str(log),
        ),
        say(
            "Next: {step}. On the command line {command} does the same",
            step=Step("addin doctor"),
            command="cuifei pack --pdf",
        ),
    )
