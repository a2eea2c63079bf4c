"""Which books of a run came back already? A line for each, in a file where the pattern begins.

`--resume` reads it. A line that was cut short by a power cut is no line. As private as a book:
problems may quote its cells.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from cuifei.domain.problems import CuifeiError, say
from cuifei.fleet.result import Result, Task, restored
from cuifei.fleet.task import stamp
from cuifei.workbook import private_file

NAME = ".cuifei-fleet-{}.jsonl"


def described(task: Task) -> Mapping[str, object]:
    """Return what two runs must have in common to be one run."""
    facts = asdict(task)
    compared = ("command", "as_of", "document", "pack", "pdf")
    return {name: str(facts[name]) for name in compared}


class State:
    """The file of one run. Nothing is kept of a dry run, nor of a check, which writes nothing.

    Where the folder takes no file, the run goes on without one.
    """

    def __init__(self, root: Path, task: Task) -> None:
        self._path = root / NAME.format(task.command)
        self._run = dict(described(task))
        self._kept = not task.dry_run and task.command != "check"

    def known(self) -> dict[str, Result]:
        """Return the books that were done in the run that stopped, and not changed since.

        Raises CuifeiError where there is no such run. Of a check all is open.
        """
        if self._run["command"] == "check":
            return {}
        lines = list(_lines(self._path))
        if not lines or lines[0] != self._run:
            raise CuifeiError(
                say("there is no stopped run of this kind to go on with"),
                say(
                    "Run it without --resume; the command, its day and its options must be the same"
                ),
                str(self._path),
            )
        results = {result.book: result for result in map(restored, lines[1:])}
        return {
            book: result
            for book, result in results.items()
            if result.done and result.stamp == stamp(book)
        }

    def begin(self, known: Iterable[Result]) -> None:
        """Start the file anew, with what is known already."""
        if not self._kept:
            return
        lines = [self._run, *(result.plain() for result in known)]
        try:
            private_file.write(self._path, "".join(map(_line, lines)).encode())
        except OSError:
            self._kept = False

    def add(self, result: Result) -> None:
        """Note that a book came back."""
        if self._kept:
            with suppress(OSError), self._path.open("a", encoding="utf-8") as file:
                file.write(_line(result.plain()))

    def end(self) -> None:
        """Take the file away: the run is whole."""
        if self._kept:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)


def _line(data: Mapping[str, object]) -> str:
    return json.dumps(data, ensure_ascii=False) + "\n"


def _lines(path: Path) -> Iterable[dict[str, object]]:
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return
    for line in text.split("\n"):
        try:
            yield json.loads(line)
        except json.JSONDecodeError:
            continue
