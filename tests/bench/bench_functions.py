"""A column of N due dates: one call of CF_MONTHS_OVERDUE against N calls of one cell.

`python tests/bench/bench_functions.py [N]` (100,000 by default). Both go
through xlwings' own call_udf, and must answer alike before anything is timed.
In Excel each call costs 4 to 13 ms more in VBA and COM, which this leaves out:
the true ratio is larger.
"""

import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "addin"), str(ROOT / "tests")]

from excel.udf_host import MISSING, excel  # noqa: E402

TODAY = datetime(2026, 11, 20)
ROUNDS = 3


def best(task: Callable[[], object]) -> float:
    """Return the shortest time of some rounds, in seconds."""
    times = []
    for _ in range(ROUNDS):
        before = time.perf_counter()
        task()
        times.append(time.perf_counter() - before)
    return min(times)


def main(count: int) -> None:
    """Time both ways, after they have given the same answers."""
    dues = [datetime(2020, 1, 1) + timedelta(i % 2500) for i in range(count)]
    column = {"v": tuple((due,) for due in dues)}
    with excel() as call:

        def at_once() -> list[list[object]]:
            return call("CF_MONTHS_OVERDUE", column, TODAY, MISSING)

        def one_by_one() -> list[list[object]]:
            return [call("CF_MONTHS_OVERDUE", due, TODAY, MISSING)[0] for due in dues]

        assert at_once() == one_by_one()
        whole, single = best(at_once), best(one_by_one)
    print(f"{count:,} cells: one call {whole:.3f} s ({count / whole:,.0f} cells/s)")
    print(f"{count:,} calls of one cell: {single:.3f} s ({count / single:,.0f} cells/s)")
    print(f"ratio {single / whole:.1f}, without what VBA and COM cost each call")


if __name__ == "__main__":
    main(int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 100_000)
