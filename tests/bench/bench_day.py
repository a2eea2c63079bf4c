"""How long does a day's work take, against the same with openpyxl and docxtpl? (goals E1, L1)

`python tests/bench/bench_day.py [UNITS] [--keep]`: a ledger of UNITS units with 12 charges each is
flagged and every letter that may go is written, with lint, manifest, register and statements. The
peer loads the workbook with openpyxl, writes our columns, saves it, and fills one docxtpl template
(or python-docx, where that is not installed) a letter; what a letter of it costs is measured on a
few. First it is proved that the flagged book says what was decided, and that the peer's letter
says what ours does.
"""

import gc
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / p) for p in ("addin", "tests", "tests/bench", ".")]

import bench_flag  # noqa: E402
import bench_letters  # noqa: E402
import bench_patcher  # noqa: E402
import figures  # noqa: E402
from bench_decide import ACCOUNT, AS_OF, estate  # noqa: E402

from cuifei.commands.estate.ledger import invent  # noqa: E402
from cuifei.commands.flag import flag  # noqa: E402
from cuifei.commands.letters import letters  # noqa: E402
from cuifei.commands.select import Wanted  # noqa: E402
from cuifei.newbook import build  # noqa: E402
from cuifei.workbook import reading  # noqa: E402

NOW = bench_flag.NOW
FEW = 20  # letters of the peer that are timed


def make(path: Path, units: int) -> None:
    """Write a ledger whose settings let letters go."""
    typed = invent(date(2026, 11, 20))
    ledger = replace(
        estate(units), rungs=typed.rungs, accounts=(ACCOUNT,), settings=typed.settings, letters=()
    )
    build.build(path, ledger)


def seconds(task: Callable[[], object]) -> tuple[float, object]:
    """Return the processor seconds of a task, and what it gives."""
    gc.collect()
    start = time.process_time()
    found = task()
    return time.process_time() - start, found


def columns(path: Path) -> bench_patcher.Cells:
    """Return what stands in our columns of a flagged book, for the peer to write."""
    names = ("unpaid", "months", "bucket", "late_fee")
    rows = reading.read(path).tables["charges"].rows
    return {row: {name: cells[name] for name in names} for row, cells in rows.items()}


def main(units: int = 600, keep: bool = False) -> None:
    """Prove, measure, tell."""
    bench_letters.prepare()
    peers = bench_letters.peers()
    way = next((way for way, name in peers.items() if name == "docxtpl"), next(iter(peers)))
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "样例.xlsx"
        make(source, units)
        ours = Path(shutil.copy(source, Path(name, "ours.xlsx")))
        bench_flag.prove(Path(shutil.copy(source, Path(name, "proof.xlsx"))))
        flagged, _ = seconds(lambda: flag(ours, AS_OF, now=NOW))
        cells, book = columns(ours), reading.read(ours)
        written, report = seconds(lambda: letters(ours, AS_OF, Wanted(), now=NOW))
        count = len(report.data["letters"])
        with_openpyxl, _ = seconds(lambda: bench_patcher.with_openpyxl(book, cells))
        each = bench_letters.each(way, FEW)
    row = {
        "what": "a day: flag, and every letter with lint, statement, manifest and register",
        "size": f"{units:,} units, {units * 12:,} charges, {count:,} letters",
        "seconds": flagged + written,
        "against": f"{(with_openpyxl + count * each) / (flagged + written):.1f} × openpyxl with"
        f" {peers[way]}; the letters command alone {count * each / written:.1f} × {peers[way]}",
    }
    command = f"python tests/bench/bench_day.py {units}"
    figures.told("day", {"goal": "E1 ≥ 25, L1 ≥ 200", "command": command, "rows": [row]}, keep)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    main(*numbers, keep="--keep" in sys.argv)
