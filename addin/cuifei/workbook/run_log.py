"""What has this run already written, what is it at, and what could it only leave as it was?

A command that fails after its workbook was swapped must say that the workbook is written; and
tidying up (old backups, leftovers) never fails a run, it is told instead. Both are noted here by
whoever does them, and read by the boundary of the doors (commands/boundary.py).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from cuifei.domain.problems import Message, Problem


@dataclass(slots=True)
class RunLog:
    """`written`: names of the workbooks that hold this run's work; `left`: what was not tidied.

    `tidied`: what was, as far as people should hear of it. `tell` hears what the run is at.
    `depth` of blocks that are done as a whole; `asked`: somebody wants the run to stop.
    """

    written: list[str] = field(default_factory=list)
    left: list[Problem] = field(default_factory=list)
    tidied: list[Message] = field(default_factory=list)
    tell: Callable[[Message], None] = field(default=lambda message: None)
    depth: int = 0
    asked: bool = False


_LOG: ContextVar[RunLog | None] = ContextVar("run_log", default=None)


@contextmanager
def watched() -> Iterator[RunLog]:
    """Give the log of what is done in this block."""
    log = RunLog()
    token = _LOG.set(log)
    try:
        yield log
    finally:
        _LOG.reset(token)


def current() -> RunLog | None:
    """Return the log of the innermost block that is watched."""
    return _LOG.get()


@contextmanager
def whole() -> Iterator[None]:
    """Let somebody who wants the run to stop wait until this block is done.

    Raises KeyboardInterrupt at its end where somebody did.
    """
    if (log := _LOG.get()) is None:
        yield
        return
    log.depth += 1
    try:
        yield
    finally:
        log.depth -= 1
    if log.asked and not log.depth:
        raise KeyboardInterrupt


def stage(message: Message) -> None:
    """Say what the run is at, where somebody watches."""
    if (log := _LOG.get()) is not None:
        log.tell(message)


def note_written(name: str) -> None:
    """Note that a workbook holds the run's work now; without a watcher nothing happens."""
    if (log := _LOG.get()) is not None and name not in log.written:
        log.written.append(name)


def is_written(name: str) -> bool:
    """Return whether a workbook is noted to hold the run's work."""
    return (log := _LOG.get()) is not None and name in log.written


def note_left(problem: Problem) -> None:
    """Note what was left undone without harm."""
    if (log := _LOG.get()) is not None and problem not in log.left:
        log.left.append(problem)


def note_tidied(message: Message) -> None:
    """Note what was tidied up and should be heard of."""
    if (log := _LOG.get()) is not None:
        log.tidied.append(message)
