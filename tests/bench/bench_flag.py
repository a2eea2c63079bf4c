"""How long does `flag` take against only reading the book? (goals W2, C1, E1 in part)

`python tests/bench/bench_flag.py [UNITS ...] [--keep]`: a ledger of UNITS units with 12 charges
each (8,300 make 99,600), flagged for the first time and then again with nothing to change, reading
and deciding apart, each against calamine's read of the same file. First it is proved that a second
run writes nothing, and that the charges' columns say what the rules say.
"""

import gc
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "addin"), str(ROOT / "tests"), str(Path(__file__).parent)]

import figures  # noqa: E402
import python_calamine  # noqa: E402
from bench_decide import ACCOUNT, AS_OF, POLICY, estate  # noqa: E402

from cuifei.commands.flag import flag  # noqa: E402
from cuifei.commands.opened import open_book  # noqa: E402
from cuifei.domain.ladder.cases import Docket  # noqa: E402
from cuifei.newbook import build  # noqa: E402
from cuifei.workbook import reading  # noqa: E402

NOW = datetime(2026, 11, 20, 9, 0)
LARGE = 5_000  # a ledger of more units takes its turn twice, not three times


def seconds(task: Callable[[], object]) -> float:
    """Return the processor seconds of a task: another program on the machine does not count."""
    gc.collect()
    start = time.process_time()
    task()
    return time.process_time() - start


def calamine(path: Path) -> dict[str, list[list[object]]]:
    """Read every sheet of a book, as the peer does."""
    book = python_calamine.load_workbook(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def prove(path: Path) -> None:
    """Raise where the flagged book does not say what was decided, or a second run writes."""
    seen: list[Docket] = []
    flag(path, AS_OF, now=NOW, seen=lambda opened, docket: seen.append(docket))
    written = path.read_bytes()
    flag(path, AS_OF, now=NOW)
    if path.read_bytes() != written:
        raise SystemExit("the second run wrote")
    lines = {
        (line.charge.unit, line.charge.period): line
        for case in seen[0].cases.values()
        for line in case.arrears.all_lines
    }
    for row in reading.read(path).tables["charges"].rows.values():
        line = lines[str(row["unit"]), str(row["period"])]
        if round(float(str(row["unpaid"] or 0)) * 100) != line.unpaid:
            raise SystemExit(f"{row} is not {line}")


def turns(path: Path) -> dict[str, Callable[[], object]]:
    """Return what is done with each fresh copy, in this order."""
    return {
        "first run": lambda: flag(path, AS_OF, now=NOW),
        "second run": lambda: flag(path, AS_OF, now=NOW),
        "rows to records and decisions": lambda: open_book(path).docket(AS_OF),
        "peer": lambda: calamine(path),
    }


def measured(units: int) -> dict[str, list[float]]:
    """Return the seconds of each task, turn by turn."""
    took: dict[str, list[float]] = {name: [] for name in turns(Path())}
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "样例.xlsx"
        ledger = replace(estate(units), rungs=POLICY.rungs, accounts=(ACCOUNT,))
        build.build(source, ledger)
        prove(Path(shutil.copy(source, Path(name) / "proof.xlsx")))
        for number in range(2 if units > LARGE else 3):
            path = Path(shutil.copy(source, Path(name) / f"{number}.xlsx"))
            for what, task in turns(path).items():
                took[what].append(seconds(task))
    return took


def main(sizes: tuple[int, ...], keep: bool = False) -> None:
    """Prove, take turns, tell."""
    rows = []
    for units in sizes:
        took = measured(units)
        peer = took.pop("peer")
        rows += [
            {
                "what": f"flag, {what}",
                "size": f"{units:,} units, {units * 12:,} charges",
                "seconds": statistics.median(found),
                "against": f"{1 / figures.ratio(found, peer):.1f} × calamine's read",
            }
            for what, found in took.items()
        ]
    command = " ".join(["python tests/bench/bench_flag.py", *map(str, sizes)])
    figures.told("flag", {"goal": "W2 ≤ 5 and ≤ 3, C1", "command": command, "rows": rows}, keep)


if __name__ == "__main__":
    numbers = tuple(int(word) for word in sys.argv[1:] if word.isdigit())
    main(numbers or (83, 830), keep="--keep" in sys.argv)
