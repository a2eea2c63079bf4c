"""Who does the work of a fleet? This process, a pool of processes, or a cluster (cluster.py).

An engine takes tasks and yields results as they come, one for each task. A worker that dies
takes no other book with it: its book is tried again alone, so that it is known which book it was.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from types import MappingProxyType
from typing import TypeAlias

from cuifei.domain.problems import CuifeiError, say
from cuifei.fleet import task as work
from cuifei.fleet.result import Result, Task, failed
from cuifei.locale import translator

Engine: TypeAlias = Callable[[Sequence[Task]], Iterator[Result]]
MOST_TRIES = 3
# What one process needs, in seconds of a slow computer, as measured (tests/bench/bench_fleet.py):
# for each megabyte that a workbook holds beyond an empty one, and to start a new Python. On a
# faster one both are shorter, and the answer is the same.
SECONDS = MappingProxyType({"check": 0.6, "kpi": 1.0, "letters": 1.0, "freeze": 1.5, "flag": 2.2})
EMPTY_BYTES, START_SECONDS = 60_000, 0.9


def here(tasks: Sequence[Task]) -> Iterator[Result]:
    """Do one book after the other in this process."""
    return map(work.do, tasks)


def local(tasks: Sequence[Task], workers: int = 0) -> Iterator[Result]:
    """Do the books in as many processes as there are processors, or `workers`.

    Few or small books are done in this process, unless `workers` are asked for.
    """
    count = min(workers or os.cpu_count() or 1, len(tasks))
    if not workers and not pays(tasks, count):
        return here(tasks)
    return _pool(tasks, max(1, count))


def pays(tasks: Sequence[Task], workers: int) -> bool:
    """Return whether so many processes are surely done before this one alone would be."""
    seconds = 0.0
    for task in tasks:
        size = next(iter(work.stamp(task.book)), 0)
        seconds += SECONDS[task.command] * max(0, size - EMPTY_BYTES) / 1_000_000
    return workers > 1 and seconds * (1 - 1 / workers) > START_SECONDS


def _pool(tasks: Sequence[Task], workers: int) -> Iterator[Result]:
    waiting = deque(tasks)
    while waiting:
        flying: dict[Future[Result], Task] = {}
        with _processes(workers) as pool:
            yield from _until_broken(pool, waiting, flying, workers)
        # What is left here flew when the pool broke: one of these killed its worker.
        for task in flying.values():
            yield _alone(task.again())


def _processes(workers: int) -> ProcessPoolExecutor:
    # A fresh Python for each: the same on every system, and nothing of this process in it.
    # Ctrl+C is for this process: what the others are at they do to the end.
    ignoring = (signal.SIGINT, signal.SIG_IGN)
    context = get_context("spawn")
    return ProcessPoolExecutor(workers, context, initializer=signal.signal, initargs=ignoring)


def _until_broken(
    pool: ProcessPoolExecutor, waiting: deque[Task], flying: dict[Future[Result], Task], most: int
) -> Iterator[Result]:
    """Yield results; leave in `flying` what had none when a worker died.

    No more tasks are out than there are workers, so that few are suspected.
    """
    while waiting or flying:
        try:
            while waiting and len(flying) < most:
                flying[pool.submit(work.do, waiting[0])] = waiting[0]
                waiting.popleft()
        except BrokenProcessPool:
            if not flying:  # a worker died with nothing to do: a new pool begins
                return
            wait(flying)
        died = False
        for future in wait(flying, return_when=FIRST_COMPLETED).done:
            if isinstance(future.exception(), BrokenProcessPool):
                died = True
            else:
                task, error = flying.pop(future), future.exception()
                yield broken(task, error) if error else future.result()
        if died:
            return


def _alone(task: Task) -> Result:
    """Do one book in a process of its own, until it is done or too many of them died."""
    while True:
        with _processes(1) as pool:
            try:
                return pool.submit(work.do, task).result()
            except BrokenProcessPool:
                if task.tries >= MOST_TRIES:
                    return lost(task)
        task = task.again()


def lost(task: Task) -> Result:
    """Return the result of a book at which every worker died."""
    error = CuifeiError(
        say("the process died at this workbook, {n} times", n=task.tries),
        say("Is there enough memory? Run the command on this workbook alone to see why"),
        task.book,
    )
    return failed(task, error, translator(task.lang))


def broken(task: Task, error: BaseException) -> Result:
    """Return the result of a book whose worker could not even begin, or not answer."""
    clean = CuifeiError(
        say("the worker failed: {error}", error=f"{type(error).__name__}: {error}"),
        say("Is cuifei installed there, in the version of this machine? See the worker's log"),
        task.book,
    )
    return failed(task, clean, translator(task.lang))


def unreached(task: Task) -> Result:
    """Return the result of a book that no worker could be given."""
    error = CuifeiError(
        say("the scheduler is gone; this workbook was not begun, or is not known to be done"),
        say("Start the scheduler and its workers again, and run with --resume"),
        task.book,
    )
    return failed(task, error, translator(task.lang))


def pool_of(workers: int) -> Engine:
    """Return the engine of this machine."""
    return partial(local, workers=workers)
