"""What the process for PDF files does: one thread makes them, the other tells Excel and watches."""

import importlib
import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from datetime import timedelta
from pathlib import Path

import xlwings as xw

from cuifei.commands import batch
from cuifei.commands.pack import Printed, printed_said
from cuifei.commands.pdf_alone import pdf_alone
from cuifei.domain.problems import CuifeiError, Message, say, say_n
from cuifei.excel import pdf_status
from cuifei.excel.pdf_status import DONE, FAILED, RUNNING, Status
from cuifei.excel.texts import NOTICES
from cuifei.locale import translator
from cuifei.workbook.live import host as live_host

_BEAT_SECONDS = 1.0
# Far above what Word or LibreOffice may take for a batch: only one that hangs gets there.
_PATIENCE, _EACH = 900, 30
# For so many beats a cell may be edited before the last box is given up; the file tells then.
_TRIES = 1800
_TOLD = 5


class Program:
    """The Excel that the clerk works in. It may be busy for a while, or closed for good."""

    def __init__(self, pid: int, title: str) -> None:
        self._pid, self._title = pid, title
        self.lost = None if pid else "no program"
        if sys.platform == "win32":
            # By itself xlwings asks a busy Excel again and again, as fast as it can.
            importlib.import_module("xlwings._xlwindows").N_COM_ATTEMPTS = 1

    def bar(self, text: str) -> None:
        """Show a text in the status bar, "" to give it back; while Excel is busy it stays."""
        self._told(lambda app: setattr(app, "status_bar", text or False))

    def box(self, text: str) -> None:
        """Show a box, once Excel is not busy any more, and wait until the clerk has seen it."""
        for _ in range(_TRIES):
            if self._told(lambda app: app.alert(text, self._title, "ok")):
                return
            time.sleep(_BEAT_SECONDS)

    def _told(self, act: Callable[[xw.App], object]) -> bool:
        """Return False where Excel is busy and may be asked again."""
        if self.lost:
            return True
        try:
            with live_host.patient():
                act(xw.apps[self._pid])
        except (CuifeiError, AttributeError):
            return False  # a cell is being edited; then even its words are unknown to COM
        except Exception as error:
            # COM and AppleScript share no error that says "closed". The letters matter more
            # than the bar: the work goes on, and why it went silent stands in the log.
            self.lost = repr(error)
            print(f"Excel is not told any more: {self.lost}", file=sys.stderr, flush=True)
        return True


def main(folder: Path, lang: str, pid: int) -> int:
    """Make the PDF files of a batch, tell Excel, and return 0, or 1 where it failed."""
    tell = translator(lang)
    program = Program(pid, NOTICES["title"].say(lang))
    count = len(batch.load(folder / batch.MANIFEST).letters)
    counts = [0, count]
    pdf_status.write(folder, Status(os.getpid(), RUNNING, 0, count, "", time.time()))
    task = _begin(folder, counts)
    limit = time.monotonic() + _PATIENCE + _EACH * count
    state, box_text = FAILED, ""
    try:
        printed = _wait(task, folder, counts, program, tell, limit)
        state, box_text = DONE, _said(printed, folder, tell)
    except CuifeiError as error:
        box_text = f"{tell(error.what)}\n{tell(error.remedy)}"
    except BaseException as error:
        box_text = tell(
            say("The PDF run of {batch} broke off: {why}", batch=folder.name, why=str(error))
        )
        raise
    finally:
        done = Status(os.getpid(), state, counts[0], counts[1], box_text, time.time())
        pdf_status.write(folder, done)
        program.bar("")
        program.box(box_text)
    return int(state == FAILED)


def _begin(folder: Path, counts: list[int]) -> "Future[Printed]":
    """Start the thread that makes the files; `seen` receives how many of how many."""
    task: Future[Printed] = Future()

    def progress(done: int, of: int) -> None:
        counts[:] = done, of

    def work() -> None:
        try:
            if sys.platform == "win32":
                importlib.import_module("pythoncom").CoInitialize()  # Word asks for it
            task.set_result(pdf_alone(folder, progress))
        except BaseException as error:
            task.set_exception(error)

    threading.Thread(target=work, daemon=True).start()
    return task


def _wait(
    task: "Future[Printed]",
    folder: Path,
    counts: list[int],
    program: Program,
    tell: Callable[[Message], str],
    limit: float,
) -> Printed:
    """Return what was made; meanwhile say how far it is. CuifeiError after the time limit."""
    began = time.monotonic()
    while True:
        try:
            return task.result(_BEAT_SECONDS)
        except NotYet:
            if task.done():
                raise
        now = time.monotonic()
        if now > limit:
            raise CuifeiError(
                say(
                    "the PDF run of {batch} did not finish within {n} minutes",
                    batch=folder.name,
                    n=int(now - began) // 60,
                ),
                say("End Word in the Task Manager and click PDF again; the Word files are there"),
            )
        passed = str(timedelta(seconds=int(now - began)))
        pdf_status.write(
            folder, Status(os.getpid(), RUNNING, counts[0], counts[1], "", time.time())
        )
        text = say("PDF: {done} of {of}, {time}", done=counts[0], of=counts[1], time=passed)
        program.bar(tell(text))


def _said(printed: Printed, folder: Path, tell: Callable[[Message], str]) -> str:
    """Return what a person is told in the end: how many files, where, and what is missing."""
    lines = [tell(message) for message in printed_said(printed, folder)]
    if printed.problems:
        lines.append(
            tell(
                say_n(
                    "{n} place needs a look:",
                    "{n} places need a look:",
                    len(printed.problems),
                )
            )
        )
    for problem in printed.problems[:_TOLD]:
        lines.append(f"{problem.where}: {tell(problem.what)}. {tell(problem.remedy)}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
