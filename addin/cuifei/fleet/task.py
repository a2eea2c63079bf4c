"""What does a worker do? One book by the very command of a single one, and a small result.

A command is loaded when it is asked for: a new process that flags waits for no Word.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from cuifei.commands import bug_log
from cuifei.commands.boundary import Failed, attempt
from cuifei.commands.opened import Opened, open_book
from cuifei.commands.report import Report
from cuifei.domain import money
from cuifei.domain.figures.kpis import Kpis, kpis
from cuifei.domain.ladder.cases import Docket
from cuifei.fleet.result import FIRST, Result, Survey, Task, told
from cuifei.fleet.survey import survey
from cuifei.locale import translator

# A worker with several threads does one book at a time: Python would not do two faster.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(slots=True)
class _Looked:
    """What was seen of a book while its command ran."""

    task: Task
    survey: Survey | None = None

    def __call__(self, opened: Opened, docket: Docket | None) -> None:
        self.survey = survey(opened, self.task.as_of, docket)

    def all_the_same(self, path: Path) -> None:
        """Look at a book that its command did not: one that is open elsewhere can still be read."""
        if self.survey is None:
            with suppress(Exception):
                self(open_book(path), None)


def do(task: Task) -> Result:
    """Do one book and return what became of it; nothing is raised for a book that fails."""
    with _ONE_AT_A_TIME:
        looked = _Looked(task)
        tell = translator(task.lang)
        path = Path(task.book)
        try:
            outcome = attempt(lambda: _COMMANDS[task.command](path, task, looked))
            code = outcome.exit_code
            if isinstance(outcome, Failed) and outcome.stopped:
                raise KeyboardInterrupt
        except Exception as error:
            words = ("fleet", task.command, task.book)
            outcome, code = Failed(bug_log.write(error, words, task.moment)), 3
        looked.all_the_same(path)
        if isinstance(outcome, Failed):
            return Result(
                task.book,
                code,
                error=told(outcome.error, tell),
                survey=looked.survey,
                stamp=stamp(task.book),
                tries=task.tries,
            )
        counts, ages = _counts(task.command, outcome)
        return Result(
            task.book,
            code,
            counts,
            ages,
            len(outcome.problems),
            tuple(told(problem, tell) for problem in outcome.problems[:FIRST]),
            survey=looked.survey,
            stamp=stamp(task.book),
            tries=task.tries,
        )


def stamp(book: str) -> tuple[int, ...]:
    """Return size and time of a file, to see whether it was changed since; () where it is gone."""
    try:
        facts = Path(book).stat()
    except OSError:
        return ()
    return facts.st_size, facts.st_mtime_ns


def _flag(path: Path, task: Task, looked: _Looked) -> Report:
    from cuifei.commands import flag

    return flag.flag(path, task.as_of, now=task.moment, dry_run=task.dry_run, seen=looked)


def _letters(path: Path, task: Task, looked: _Looked) -> Report:
    from cuifei.commands import letters
    from cuifei.commands.pack import Wish
    from cuifei.commands.select import Wanted

    return letters.letters(
        path,
        task.as_of,
        Wanted(task.document),
        now=task.moment,
        dry_run=task.dry_run,
        wish=Wish(task.pack, task.pdf),
        seen=looked,
    )


def _check(path: Path, task: Task, looked: _Looked) -> Report:
    from cuifei.commands import check

    opened = open_book(path)
    looked(opened, None)
    return check.checked(opened)


def _kpi(path: Path, task: Task, looked: _Looked) -> Report:
    opened = open_book(path)
    docket = opened.docket(task.as_of)
    looked(opened, docket)
    return Report({"figures": kpis(docket)}, opened.problems)


def _freeze(path: Path, task: Task, looked: _Looked) -> Report:
    from cuifei.fleet import freeze

    return freeze.freeze(path, task.cohorts, task.beside, task.as_of, now=task.moment)


_COMMANDS: Mapping[str, Callable[[Path, Task, _Looked], Report]] = MappingProxyType(
    {"flag": _flag, "letters": _letters, "check": _check, "kpi": _kpi, "freeze": _freeze}
)


def _counts(command: str, report: Report) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Return a book's figures, money in fen, and what is owed by age."""
    data = report.data
    if command == "flag":
        rows = _rows(data["rows"])
        return {
            "units_in_arrears": len(rows),
            "owed": sum(_fen(row["owed"]) for row in rows),
            "late_fee": sum(_fen(row["late_fee"]) for row in rows),
            "may_send": sum(bool(row["may_send"]) for row in rows),
        }, {}
    if command == "letters":
        made = _rows(data["letters"])
        total = sum(_fen(letter["total"]) for letter in made)
        return {"letters": len(made), "total": total, "held": len(_rows(data["held"]))}, {}
    if command == "check":
        found = data["counts"]
        assert isinstance(found, Mapping)
        return dict(found), {}
    if isinstance(figures := data.get("figures"), Kpis):
        return _figures(figures), {age.bucket: age.owed for age in figures.ageing}
    return {}, {}


def _figures(figures: Kpis) -> Mapping[str, int]:
    """Return what sums up over books: amounts and counts, no rate."""
    return {
        "units": figures.units,
        "units_in_arrears": figures.units_in_arrears,
        "due": figures.due,
        "owed": figures.owed,
        "recent_due": figures.recent_due,
        "recent_owed": figures.recent_owed,
        "received_month": figures.month.received,
        "succeeded": sum(effect.succeeded for effect in figures.documents),
        "judged": sum(effect.judged for effect in figures.documents),
        "promises_kept": figures.promises.kept,
        "promises_judged": figures.promises.kept
        + figures.promises.partly
        + figures.promises.broken,
    }


def _rows(value: object) -> Sequence[Mapping[str, object]]:
    assert isinstance(value, Sequence)
    return value


def _fen(value: object) -> int:
    return money.read_fen(str(value))[0]
