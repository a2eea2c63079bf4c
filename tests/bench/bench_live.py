"""Flag N charges in a workbook open in LibreOffice, against a macro that writes cell by cell.

`python tests/bench/bench_live.py [N [ROUNDS]]`: N rows (10,000 by default) by our
port and by the peer, in turn, each on a fresh copy; then the medians. The
peer is the usual xlwings macro: screen off, and for each cell its number format
where it holds text, then its value. After each round both must have left the
same cells. Reading, planning, journal and status bar are in our time; the peer
only writes. One round of 10,000 takes a few minutes, nearly all of it the peer's.
"""

import shutil
import sys
import tempfile
import time
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from statistics import median

import xlwings as xw

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "addin"), str(ROOT / "tests")]

from cuifei.commands import flags  # noqa: E402
from cuifei.commands.opened import Opened  # noqa: E402
from cuifei.domain.records import Charge, Ledger, Unit  # noqa: E402
from cuifei.newbook import build  # noqa: E402
from cuifei.tables import rows, settings_rows  # noqa: E402
from cuifei.tables.port import Fill  # noqa: E402
from cuifei.workbook.live import book as live  # noqa: E402
from cuifei.workbook.live.store import LiveStore  # noqa: E402
from libreoffice import engine  # noqa: E402

AS_OF, NOW = date(2026, 11, 20), datetime(2026, 11, 20, 9, 0)
PERIODS = 20


def ledger(path: Path, count: int) -> Path:
    """Write a ledger of `count` unpaid charges, 20 periods for each unit."""
    names = [f"{n // 100 + 1}-{n % 100 + 101}" for n in range(-(-count // PERIODS))]
    charges = [
        Charge(name, "物业费", f"{2025 + m // 12}-{m % 12 + 1:02d}", 24780, due(m))
        for name in names
        for m in range(PERIODS)
    ]
    units = {name: Unit(name, "甲一样例", "甲一花园") for name in names}
    build.build(path, Ledger(units=units, charges=tuple(charges[:count])))
    return path


def due(month: int) -> date:
    """Return the due date of the n-th period."""
    return date(2025 + month // 12, month % 12 + 1, 28)


def fill(book: xw.Book) -> tuple[Fill, object]:
    """Return what flagging writes beside the charges, and the workbook as it was read."""
    found = live.read(book)
    records, _ = rows.ledger(found)
    policy, _ = settings_rows.policy(found, records)
    opened = Opened(LiveStore(book), found, records, policy, ())
    (change,) = (c for c in flags.changes(opened, opened.docket(AS_OF)) if c.table == "charges")
    return change, found


def ours(book: xw.Book) -> float:
    """Write through the port; return the seconds from the first read to the last cell."""
    change, found = fill(book)
    before = time.perf_counter()
    live.write(book, found, (change,), command="flag", now=NOW)
    return time.perf_counter() - before


def cell_by_cell(book: xw.Book) -> float:
    """Write each cell by itself; return the seconds."""
    change, found = fill(book)
    table = found.tables["charges"]
    sheet = book.sheets[table.sheet]
    before = time.perf_counter()
    with book.app.properties(screen_updating=False, enable_events=False, calculation="manual"):
        for row, cells in change.cells.items():
            for name, value in cells.items():
                cell = sheet.range((row, table.columns[name]))
                if isinstance(value, str):
                    cell.number_format = "@"
                cell.value = float(value) if isinstance(value, Decimal) else value
    return time.perf_counter() - before


def timed(app: xw.App, original: Path, write) -> tuple[float, object]:
    """Return the seconds of one way on a fresh copy, and the cells that it left."""
    place = original.with_name(f"{write.__name__}.xlsx")
    shutil.copy(original, place)
    book = app.books.open(str(place))
    try:
        return write(book), live.read(book).tables["charges"].rows
    finally:
        book.close()


def main(count: int, rounds: int) -> None:
    """Let both flag the same workbook in turn, prove them equal, and print the medians."""
    engine.activate()
    fast, slow = [], []
    with tempfile.TemporaryDirectory() as place, xw.App(add_book=False) as app:
        original = ledger(Path(place, "original.xlsx"), count)
        for number in range(1, rounds + 1):
            mine, left = timed(app, original, ours)
            theirs, same = timed(app, original, cell_by_cell)
            assert left == same, "the two ways must leave the same cells"
            assert len(left) == count
            assert left[2]["unpaid"] == 247.8
            assert left[2]["bucket"]
            fast.append(mine)
            slow.append(theirs)
            print(f"round {number}: ours {mine:.2f} s, cell by cell {theirs:.2f} s", flush=True)
    one, other = median(fast), median(slow)
    print(
        f"{count:,} rows: ours {one:.2f} s ({count / one:,.0f} rows/s), "
        f"cell by cell {other:.1f} s, ratio {other / one:.0f}"
    )


if __name__ == "__main__":
    sizes = [int(word.replace(",", "")) for word in sys.argv[1:]]
    main(*sizes, *(10_000, 1)[len(sizes) :])
