"""How a door speaks: one JSON document, or sentences; and when: it alone reads the clock."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import date, datetime
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from cuifei.cli.options import Lang
from cuifei.domain.problems import CuifeiError, Message, Problem, say
from cuifei.locale import Say, translator

if TYPE_CHECKING:
    from cuifei.commands.report import R_co, Report

_DISPLAY: ContextVar[tuple[Progress, TaskID] | None] = ContextVar("display", default=None)


def clock(asked: datetime | None) -> tuple[date, datetime]:
    """Return the day that was asked for, else today, and this moment: the clock is read once.

    The day is what the rules go by; the moment only names backups and journals.
    """
    now = datetime.now()
    return (asked or now).date(), now


def run(
    task: "Callable[[], Report[R_co]]",
    lang: Lang,
    as_json: bool,
    first: "Callable[[Report[R_co]], None]" = lambda report: None,
) -> None:
    """Do a task, say what came of it (`first` before the sentences), and leave with its exit code.

    0 done, 1 done with Problems (or written and then failed), 2 not done, 3 a mistake of ours.
    """
    from cuifei.commands import bug_log
    from cuifei.commands.boundary import Failed, attempt
    from cuifei.commands.report import plain

    tell = translator(lang)
    try:
        with _shown(tell, as_json) as stage:
            outcome = attempt(task, stage)
        code = outcome.exit_code
    except Exception as error:
        outcome, code = Failed(bug_log.write(error, sys.argv[1:], clock(None)[1])), 3

    def answer() -> None:
        if as_json:
            print_json(plain(outcome.data, tell))
        elif isinstance(outcome, Failed):
            show_error(outcome.error, tell)
            show_also(outcome.said, tell)
        else:
            first(outcome)
            show(outcome, tell)

    raise typer.Exit(code if _delivered(answer, tell) else max(code, 1))


def _delivered(answer: Callable[[], None], tell: Say) -> bool:
    """Give the answer, and return whether it could be written; whoever reads no more has enough.

    What it tells of is done: only the telling fails.
    """
    from cuifei.commands.boundary import understood

    try:
        answer()
        sys.stdout.flush()
    except BrokenPipeError:
        _give_up_stdout()
    except OSError as error:
        _give_up_stdout()
        why = understood(error)
        assert why is not None
        sentence = say(
            "the answer cannot be shown: {why}. What was written: cuifei undo --list", why=why.what
        )
        with suppress(OSError):
            show_also([sentence], tell)
        return False
    return True


def _give_up_stdout() -> None:
    """Let the program end without another error about what stdout still holds."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_json(document: object) -> None:
    """Write the one JSON document of a run to stdout."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def show(report: "Report[object]", tell: Say) -> None:
    """Say to a person what was done and what needs a look."""
    console = Console(highlight=False, soft_wrap=True)
    for message in report.said:
        console.print(tell(message), markup=False)
    show_problems(report.problems, tell)


def show_problems(problems: Sequence[Problem], tell: Say, most: int = 20) -> None:
    """List Problems on stderr, the first `most` of them."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    for problem in problems[:most]:
        console.print(tell(line(problem.where, problem.what, problem.remedy)), markup=False)
    if len(problems) > most:
        console.print(
            tell(
                say("… and {rest} more; cuifei check lists all of them", rest=len(problems) - most)
            )
        )


def show_error(error: CuifeiError, tell: Say) -> None:
    """Say why a task was not done, and what to do."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    console.print(tell(line(error.where, error.what, error.remedy)), markup=False)


def show_also(sentences: Sequence[Message], tell: Say) -> None:
    """Say on stderr what is true besides an error."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    for sentence in sentences:
        console.print(tell(sentence), markup=False)


def line(where: str, what: Message, remedy: Message) -> Message:
    """Return one line: where, what is wrong, what to do. Each language has its own stops.

    >>> what, remedy = say("“{value}” is not a date", value="x"), say("Check the date")
    >>> translator("en")(line("应收!E5", what, remedy))
    '应收!E5: “x” is not a date. Check the date'
    >>> translator("zh")(line("应收!E5", what, remedy))
    '应收!E5：“x”不是日期。请核对日期'
    """
    sentence = say("{what}. {remedy}", what=what, remedy=remedy)
    return say("{where}: {said}", where=where, said=sentence) if where else sentence


@contextmanager
def _shown(tell: Say, as_json: bool) -> Iterator[Callable[[Message], None]]:
    """Show on stderr what a task is at, how far and how long; nothing where no person looks on.

    That is a terminal, and no JSON. The block is given what tells the display its stage.
    """
    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description} {task.fields[count]}"),
        BarColumn(bar_width=30),
        TimeRemainingColumn(compact=True),
        TimeElapsedColumn(),
    )
    off = as_json or not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=off) as display:
        task = display.add_task("cuifei", total=None, count="")
        token = _DISPLAY.set((display, task))
        try:
            yield lambda stage: display.update(task, description=tell(stage), total=None, count="")
        finally:
            _DISPLAY.reset(token)


def progress(done: int, of: int) -> None:
    """Show how far the running task is; what a command calls for each of many things."""
    if (shown := _DISPLAY.get()) is not None:
        display, task = shown
        display.update(task, completed=done, total=of, count=f"{done} / {of}")
