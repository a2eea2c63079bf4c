"""How much faster is the patcher than openpyxl's load and save? (goal W1)

`python tests/bench/bench_patcher.py [ROWS ...] [--keep]`.

Both write the same four columns of ours into 应收 with ROWS charges and as many
other columns as make 20. First the results are read back and proved equal,
then both run in turns, so that a noisy machine is noisy for both.
"""

import gc
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import python_calamine

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "addin"), str(Path(__file__).parent)]

import figures  # noqa: E402

from cuifei.commands.at_rest import collector_at_rest  # noqa: E402
from cuifei.newbook import build  # noqa: E402
from cuifei.ooxml.values import Cell  # noqa: E402
from cuifei.tables import layout  # noqa: E402
from cuifei.tables.port import Book, Fill  # noqa: E402
from cuifei.workbook import closed, reading  # noqa: E402

NOW = datetime(2026, 4, 1, 9, 0, 0)
WIDTH = 20
LARGE = 20_000  # a book of more rows is written once by each
Cells = dict[int, dict[str, Cell]]


def make(path: Path, rows: int) -> None:
    """Build a ledger with that many charges, 20 columns wide."""
    build.build(path)
    book = openpyxl.load_workbook(path)
    homes, sheet = book["房产"], book["应收"]
    for place, value in ((1, "1-0001"), (2, "样例园"), (7, "甲一")):
        homes.cell(2, place, value)
    (table,) = sheet.tables.values()
    for place in range(len(layout.CHARGES.columns) + 1, WIDTH + 1):
        header = f"列{place}"
        sheet.cell(1, place, header)
        column = openpyxl.worksheet.table.TableColumn(id=place, name=header)
        table.tableColumns.append(column)
    for row in range(2, rows + 2):
        typed = ["1-0001", "物业费", f"2026-{row:06d}", row / 4, date(2026, 1, 28), f"备注{row}"]
        typed += [None] * 4 + [row * place for place in range(11, WIDTH + 1)]
        for place, value in enumerate(typed, 1):
            sheet.cell(row, place, value)
    table.ref = table.autoFilter.ref = f"A1:T{rows + 1}"
    book.save(path)


def values(rows: int) -> Cells:
    """Return what shall stand in our columns."""
    return {
        row: {
            "unpaid": Decimal(row) / 4,
            "months": row % 40,
            "bucket": ("≤1 个月", "=1–3 个月")[row % 2],
            "late_fee": Decimal(row) / 100,
        }
        for row in range(2, rows + 2)
    }


def with_patcher(book: Book, cells: Cells) -> None:
    with collector_at_rest():  # as in every command that writes (commands/begin.py)
        closed.write(book, [Fill("charges", cells)], command="bench", now=NOW)


def with_openpyxl(book: Book, cells: Cells) -> None:
    loaded = openpyxl.load_workbook(book.path)
    sheet = loaded["应收"]
    columns = book.tables["charges"].columns
    for row, line in cells.items():
        for field, value in line.items():
            cell = sheet.cell(row, columns[field])
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    loaded.save(book.path)


def timed(write: Callable[[Book, Cells], None], source: Path, rows: int) -> tuple[float, Path]:
    """Return the processor seconds of one write (reading aside), and the book that it wrote."""
    path = Path(tempfile.mkdtemp(dir=source.parent)) / source.name
    shutil.copy(source, path)
    book, cells = reading.read(path), values(rows)
    gc.collect()
    start = time.process_time()
    write(book, cells)
    return time.process_time() - start, path


def contents(path: Path) -> dict[str, list[list[object]]]:
    book = python_calamine.load_workbook(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def measured(rows: int) -> tuple[list[float], list[float]]:
    """Return our seconds and the peer's, in turns, after the first two books were proved equal."""
    ours, peers = [], []
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "样例.xlsx"
        make(source, rows)
        for turn in range(1 if rows > LARGE else 3):
            seconds, patched = timed(with_patcher, source, rows)
            ours.append(seconds)
            seconds, saved = timed(with_openpyxl, source, rows)
            peers.append(seconds)
            if not turn and contents(patched) != contents(saved):
                raise SystemExit("the two books differ")
    return ours, peers


def main(sizes: tuple[int, ...], keep: bool = False) -> None:
    """Prove, take turns, tell."""
    found = []
    for rows in sizes:
        ours, peers = measured(rows)
        found.append(
            {
                "what": "write our columns into a closed book, with journal, backup and checks",
                "size": f"{rows:,} × {WIDTH} cells, {rows * 4:,} written",
                "seconds": statistics.median(ours),
                "against": f"{figures.ratio(ours, peers)} × openpyxl's load and save",
            }
        )
    command = " ".join(["python tests/bench/bench_patcher.py", *map(str, sizes)])
    figures.told("patcher", {"goal": "W1 ≥ 20", "command": command, "rows": found}, keep)


if __name__ == "__main__":
    numbers = tuple(int(word) for word in sys.argv[1:] if word.isdigit())
    main(numbers or (1_000, 10_000), keep="--keep" in sys.argv)
