"""How much faster are two processes, and two Dask workers, than one? (goals X1, F1)

`python tests/bench/bench_fleet.py [BOOKS [UNITS [TIMES [BOOKS …]]]] [--keep]`: flags BOOKS
workbooks of UNITS units each (and then as many as are named besides), in this process, in a pool
of two, as the command itself chooses between them, and on a scheduler with two workers on loopback.
First the results of all are proved equal, then they take turns, each on fresh copies.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "addin"), str(ROOT / "tests"), str(Path(__file__).parent)]

import figures  # noqa: E402
from bench_decide import ACCOUNT, AS_OF, POLICY, estate  # noqa: E402

from cuifei.fleet import cluster, engines  # noqa: E402
from cuifei.fleet.result import Result, Task  # noqa: E402
from cuifei.newbook import build  # noqa: E402

NOW = datetime(2026, 11, 20, 9, 0)
WORKERS, ONE = 2, "one process"


def ledgers(folder: Path, books: int, units: int) -> list[Path]:
    """Write the workbooks; each is an estate of its own, of which it has one community."""
    ledger = replace(estate(units), rungs=POLICY.rungs, accounts=(ACCOUNT,))
    build.build(folder / "first.xlsx", ledger)
    paths = [folder / f"{number:04d}.xlsx" for number in range(books)]
    for path in paths:
        shutil.copy(folder / "first.xlsx", path)
    (folder / "first.xlsx").unlink()
    return paths


def run(engine: engines.Engine, paths: list[Path]) -> tuple[float, list[Result]]:
    """Return seconds and results of one engine on fresh copies of the books."""
    with tempfile.TemporaryDirectory(dir=paths[0].parent) as place:
        tasks = [Task("flag", shutil.copy(path, place), AS_OF, NOW, "en") for path in paths]
        start = time.perf_counter()
        results = sorted(engine(tasks), key=lambda result: result.book)
        seconds = time.perf_counter() - start
    return seconds, [replace(r, book=Path(r.book).name, stamp=(), survey=None) for r in results]


@contextmanager
def workers(folder: Path) -> Iterator[engines.Engine]:
    """Start a scheduler and two workers, and give the engine on them."""
    file = folder / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    where = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(file)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    words = [[*dask, "scheduler", "--port", "0", *where]]
    words += [[*dask, "worker", "--nthreads", "1", "--no-nanny", *where]] * WORKERS
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": environment}
    running = [subprocess.Popen(one, cwd=folder, **quiet) for one in words]
    try:
        while not file.exists() or not file.read_text():
            time.sleep(0.05)
        with cluster.on(json.loads(file.read_text())["address"], folder) as engine:
            yield engine
    finally:
        for process in running:
            process.kill()
            process.wait()


def measured(
    books: int, units: int, times: int, every: dict[str, engines.Engine]
) -> dict[str, list[float]]:
    """Return the seconds of each engine, turn by turn; their results are proved equal first."""
    with tempfile.TemporaryDirectory() as folder:
        paths = ledgers(Path(folder), books, units)
        found = {name: run(engine, paths)[1] for name, engine in every.items()}
        if any(results != found[ONE] for results in found.values()):
            raise SystemExit("the results differ")
        took: dict[str, list[float]] = {name: [] for name in every}
        for _ in range(times):
            for name, engine in every.items():
                took[name].append(run(engine, paths)[0])
    return took


def main(
    books: int = 40, units: int = 200, times: int = 3, *others: int, keep: bool = False
) -> None:
    """Prove equal, take turns, tell."""
    rows = []
    with tempfile.TemporaryDirectory() as name, workers(Path(name)) as on_dask:
        every = {
            ONE: engines.here,
            "pool of 2": engines.pool_of(WORKERS),
            "as the command chooses": engines.local,
            "2 Dask workers": on_dask,
        }
        for many in (books, *others):
            took = measured(many, units, times, every)
            rows += [
                {
                    "what": f"flag a fleet, {name}",
                    "size": f"{many} books of {units} units",
                    "seconds": statistics.median(seconds),
                    "against": f"{figures.ratio(seconds, took[ONE]):.2f} × one process",
                }
                for name, seconds in took.items()
            ]
    numbers = (books, units, times, *others)
    command = " ".join(map(str, ["python tests/bench/bench_fleet.py", *numbers]))
    figures.told("fleet", {"goal": "X1 ≥ 1.7, F1 ≥ 1.7", "command": command, "rows": rows}, keep)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    main(*numbers, keep="--keep" in sys.argv)
