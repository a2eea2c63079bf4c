"""How much faster are two processes, and two Dask workers, than one? (goals X1, F1)

`python tests/bench/bench_fleet.py [TIMES [BOOKSxUNITS …]] [--keep]`: flags BOOKS workbooks of UNITS
units each, in this process, in a pool of two, as the command itself chooses between them, and on a
scheduler with two workers on loopback. They take turns, each on fresh copies; of every turn the
results of all are proved equal. A unit has twelve charges and up to twelve payments.
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
            if any(process.poll() is not None for process in running):
                raise SystemExit("Dask does not start: pip install 'cuifei[cluster]'")
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
    took: dict[str, list[float]] = {name: [] for name in every}
    with tempfile.TemporaryDirectory() as folder:
        paths = ledgers(Path(folder), books, units)
        for _ in range(times):
            results = {}
            for name, engine in every.items():
                seconds, results[name] = run(engine, paths)
                took[name].append(seconds)
            if any(other != results[ONE] for other in results.values()):
                raise SystemExit("the results differ")
    return took


def main(times: int = 3, *sizes: tuple[int, int], keep: bool = False) -> None:
    """Take turns, prove equal, tell."""
    sizes = sizes or ((8, 40), (40, 200))
    rows = []
    with tempfile.TemporaryDirectory() as name, workers(Path(name)) as on_dask:
        every = {
            ONE: engines.here,
            "pool of 2": engines.pool_of(WORKERS),
            "as the command chooses": engines.local,
            "2 Dask workers": on_dask,
        }
        for books, units in sizes:
            took = measured(books, units, times, every)
            rows += [
                {
                    "what": f"flag a fleet, {name}",
                    "size": f"{books:,} books of {units:,} units, {books * units * 12:,} charges",
                    "seconds": statistics.median(seconds),
                    "against": f"{figures.ratio(seconds, took[ONE]):.2f} × one process",
                }
                for name, seconds in took.items()
            ]
    words = [str(times), *(f"{books}x{units}" for books, units in sizes)]
    command = " ".join(["python tests/bench/bench_fleet.py", *words])
    figures.told("fleet", {"goal": "X1 ≥ 1.7, F1 ≥ 1.7", "command": command, "rows": rows}, keep)


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    pairs = [tuple(map(int, word.split("x"))) for word in words[1:]]
    main(*map(int, words[:1]), *pairs, keep="--keep" in sys.argv)
