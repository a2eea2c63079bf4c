"""The books of a fleet on a Dask cluster that somebody started: `dask scheduler`, `dask worker`.

The extra `cuifei[cluster]` brings dask and distributed; they are imported here alone, and only
when a scheduler is named. Dask gives a dead worker's book to another one; a scheduler that
restarts forgets its tasks, so they are given to it again.
"""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from cuifei.domain.problems import CuifeiError, say
from cuifei.fleet import probe, task
from cuifei.fleet.engines import Engine, broken, lost, unreached
from cuifei.fleet.result import Result, Task

PATIENCE = 30  # seconds that a scheduler, or its first worker, may take to answer
ROUNDS = 3  # so often a scheduler that was lost is given the open books


@contextmanager
def on(address: str, root: Path) -> Iterator[Engine]:
    """Give the engine of a cluster, once all of its workers see the books.

    Raises CuifeiError where the extra is missing, nobody answers, or a worker sees nothing.
    """
    client = _connected(address)
    try:
        with probe.planted(root) as (path, wanted):
            answers = client.run(probe.look, path, on_error="return")
            probe.ensure(answers, wanted, root)
        yield lambda tasks: _rounds(address, client, tasks)
    finally:
        client.close(timeout=1)


def _connected(address: str) -> Any:
    try:
        import distributed
    except ImportError as error:
        raise CuifeiError(
            say("what a scheduler needs, {name}, is not installed", name="Dask"),
            say("Install it with “{command}”", command="pip install cuifei[cluster]"),
        ) from error
    client_class: Any = distributed.Client
    try:
        client = client_class(address, timeout=PATIENCE, name="cuifei-fleet", set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise CuifeiError(
            say("no scheduler answers at {address}", address=address),
            say(
                "Start it with “{command}”, and see that its port is open", command="dask scheduler"
            ),
        ) from error
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        client.close(timeout=1)
        raise CuifeiError(
            say("the scheduler at {address} has no worker", address=address),
            say("Start them with “{command}”", command=f"dask worker {address} --nthreads 1"),
        ) from error
    return client


def _rounds(address: str, client: Any, tasks: Sequence[Task]) -> Iterator[Result]:
    """Yield results; what a lost scheduler forgot is asked for again, a few times."""
    left = tuple(tasks)
    for round_ in range(ROUNDS):
        again: list[Task] = []
        fresh = client if round_ == 0 else _anew(address)
        if fresh is None:
            break
        try:
            yield from _submitted(fresh, left, again)
        finally:
            if fresh is not client:
                fresh.close(timeout=1)
        if not again:
            return
        left = tuple(each.again() for each in again)
    for each in left:
        yield unreached(each)


def _anew(address: str) -> Any:
    try:
        return _connected(address)
    except CuifeiError:
        return None


def _submitted(client: Any, tasks: Sequence[Task], again: list[Task]) -> Iterator[Result]:
    """Yield what comes back; put into `again` what the scheduler forgot."""
    import distributed
    from distributed.scheduler import KilledWorker

    as_completed: Any = distributed.as_completed
    run = secrets.token_hex(4)
    futures = {
        client.submit(task.do, each, key=f"cuifei-{run}-{place}", pure=False): each
        for place, each in enumerate(tasks)
    }
    for future in as_completed(futures, loop=client.loop):
        each = futures[future]
        if future.status == "finished":
            yield future.result()
        elif future.status == "error":
            error = future.exception()
            died = isinstance(error, KilledWorker)
            yield lost(_died(each, error)) if died else broken(each, error)
        else:
            again.append(each)
        future.release()


def _died(each: Task, error: Any) -> Task:
    """Return the task with the number of workers that died at it: Dask allows so many, and one."""
    return replace(each, tries=int(error.allowed_failures) + 1)
