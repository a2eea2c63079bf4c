"""What does a worker do? One book by the very command of a single one, and a small result.

A command is loaded when it is asked for: a new process that flags waits for no Word.
"""

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from cuifei.commands import bug_log
from cuifei.commands.boundary import Failed, attempt
from cuifei.commands.opened import Opened, open_book
from cuifei.commands.report import Report
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
        return Result(
            task.book,
            code,
            outcome.result.counts,
            outcome.result.ages,
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


@dataclass(frozen=True, slots=True)
class _Figures:
    """A book's figures, money in fen, and what is owed by age."""

    counts: Mapping[str, int] = field(default_factory=dict)
    ages: Mapping[str, int] = field(default_factory=dict)


def _flag(path: Path, task: Task, looked: _Looked) -> Report[_Figures]:
    from cuifei.commands import flag

    done = flag.flag(path, task.as_of, now=task.moment, dry_run=task.dry_run, seen=looked)
    rows = done.result.rows
    counts = {
        "units_in_arrears": len(rows),
        "owed": sum(row.owed for row in rows),
        "late_fee": sum(row.late_fee for row in rows),
        "may_send": sum(row.may_send for row in rows),
    }
    return Report(_Figures(counts), done.problems)


def _letters(path: Path, task: Task, looked: _Looked) -> Report[_Figures]:
    from cuifei.commands import letters
    from cuifei.commands.pack import Wish
    from cuifei.commands.select import Wanted

    done = letters.letters(
        path,
        task.as_of,
        Wanted(task.document),
        now=task.moment,
        dry_run=task.dry_run,
        wish=Wish(task.pack, task.pdf),
        seen=looked,
    )
    new_letters = done.result.letters
    total = sum(letter.total for letter in new_letters)
    counts = {"letters": len(new_letters), "total": total, "held": len(done.result.held)}
    return Report(_Figures(counts), done.problems)


def _check(path: Path, task: Task, looked: _Looked) -> Report[_Figures]:
    from cuifei.commands import check

    opened = open_book(path)
    looked(opened, None)
    done = check.checked(opened)
    return Report(_Figures(done.result.counts), done.problems)


def _kpi(path: Path, task: Task, looked: _Looked) -> Report[_Figures]:
    opened = open_book(path)
    docket = opened.docket(task.as_of)
    looked(opened, docket)
    figures = kpis(docket)
    ages = {age.bucket: age.owed for age in figures.ageing}
    return Report(_Figures(_summed(figures), ages), opened.problems)


def _freeze(path: Path, task: Task, looked: _Looked) -> Report[_Figures]:
    from cuifei.fleet import freeze

    freeze.freeze(path, task.cohorts, task.beside, task.as_of, now=task.moment)
    return Report(_Figures())


_COMMANDS: Mapping[str, Callable[[Path, Task, _Looked], Report[_Figures]]] = MappingProxyType(
    {"flag": _flag, "letters": _letters, "check": _check, "kpi": _kpi, "freeze": _freeze}
)


def _summed(figures: Kpis) -> Mapping[str, int]:
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
