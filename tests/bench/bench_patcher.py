"""How much faster is the patcher than openpyxl's load and save? `bench_patcher.py [ROWS] [TIMES]`

Both write the same four columns of ours into 应收 with ROWS charges and as many
other columns as make 20. First the results are read back and proved equal,
then both run in turns, so that a noisy machine is noisy for both.
"""

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

from cuifei.newbook import build
from cuifei.ooxml.values import Cell
from cuifei.tables import layout
from cuifei.tables.port import Book, Fill
from cuifei.workbook import closed, reading

NOW = datetime(2026, 4, 1, 9, 0, 0)
WIDTH = 20
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
    """Return the seconds that one write took (reading aside), and the book that it wrote."""
    path = Path(tempfile.mkdtemp(dir=source.parent)) / source.name
    shutil.copy(source, path)
    book, cells = reading.read(path), values(rows)
    start = time.perf_counter()
    write(book, cells)
    return time.perf_counter() - start, path


def contents(path: Path) -> dict[str, list[list[object]]]:
    book = python_calamine.load_workbook(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def main(rows: int = 20_000, times: int = 3) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "样例.xlsx"
        make(source, rows)
        _, patched = timed(with_patcher, source, rows)
        _, saved = timed(with_openpyxl, source, rows)
        if contents(patched) != contents(saved):
            raise SystemExit("the two books differ")
        print(f"{rows} x {WIDTH}: both books read back equal, {rows * 4} cells written")
        ratios = []
        for _ in range(times):
            mine, other = (timed(w, source, rows)[0] for w in (with_patcher, with_openpyxl))
            ratios.append(other / mine)
            print(f"patcher {mine:.2f} s, openpyxl {other:.2f} s, ratio {other / mine:.1f}")
        print(f"median ratio {statistics.median(ratios):.1f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
