"""How long does a clerk wait for a click, and for functions in cells?

`python tests/bench/bench_clicks.py [UNITS]`: in a live LibreOffice, 登记寄送 for 50 letters,
标记欠费 for UNITS (240 by default; 5,000 is the estate twenty times over), the selected 2 of
100,000 rows; functions on 100,000 cells as Excel hands them over, and on A:A of a sheet with so
many, whose last row the add-in's own VBA looks for. Clicks go the way of the ribbon: the line that
VBA runs.

Seconds on two slow cores that others used as well; before, as issue 16 measured it, in brackets:
登记寄送 for 50 letters 17.4 (66 for three), 标记欠费 for 240 units 12.3 (20 to 28), the selected 2
of 100,000 rows 0.0 (14 of 7,532), all of 100,000 selected 4.0; CF_MONTHS_OVERDUE on 100,000 cells
1.8, CF_LATE_FEE 2.5; the last row of A:A below 0.1: A:A costs what its filled cells cost.
With 5,000 units 登记寄送 463 and 标记欠费 317, at a load of 12 to 19 on the two cores: an upper
bound, which nobody has measured on a machine of its own.
"""

import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import xlwings as xw

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "addin"), str(ROOT / "tests")]

from commands.estates import AS_OF, NOW  # noqa: E402
from cuifei.commands.estate.ledger import invent  # noqa: E402
from cuifei.domain.records import Ledger, Letter  # noqa: E402
from cuifei.excel.book_host import BookHost  # noqa: E402
from cuifei.newbook import build  # noqa: E402
from excel.meant_cells import cells_in_basic  # noqa: E402
from excel.open_desk import OpenDesk, clocks_stopped  # noqa: E402
from excel.small_estate import OF_UNITS, only  # noqa: E402
from excel.udf_host import MISSING, excel  # noqa: E402
from libreoffice import engine  # noqa: E402

LETTERS, ROWS = 50, 100_000


@contextmanager
def timed(what: str):
    """Print how long it took."""
    start = time.perf_counter()
    yield
    print(f"{time.perf_counter() - start:8.1f} s  {what}", flush=True)


def ledger(path: Path, units: int) -> Path:
    """Write a part of the demo estate with 50 letters that are not sent yet."""
    whole = many(invent(AS_OF), units)
    part = only(whole, set(list(whole.units)[:units]))
    letters = tuple(
        Letter(f"催函〔2026〕{n}号", "collection_letter", unit, AS_OF, AS_OF, amount=9, level=4)
        for n, unit in enumerate(list(part.units)[:LETTERS], 9001)
    )
    build.build(path, replace(part, letters=letters))
    return path


def many(estate: Ledger, units: int) -> Ledger:
    """Return the estate as often as it takes for so many units, each time with names of its own."""
    times = range(-(-units // len(estate.units)))
    if len(times) == 1:
        return estate

    def again(n: int, row: Any) -> Any:
        return replace(row, unit=f"{row.unit}甲{n}") if n else row

    rows = {
        name: tuple(again(n, row) for n in times for row in getattr(estate, name))
        for name in OF_UNITS
        if name != "letters"
    }
    found = (again(n, unit) for n in times for unit in estate.units.values())
    return replace(estate, units={unit.unit: unit for unit in found}, letters=(), **rows)


def clicks(app: xw.App, folder: Path, units: int) -> None:
    """Time the clicks."""
    desk = OpenDesk(app, ledger(folder / "样例.xlsx", units))
    page = desk.book.sheets["发函"]
    page.activate()
    page.range((2, 1), (1 + LETTERS, 1)).select()
    with timed(f"登记寄送, {LETTERS} letters in a ledger of {units} units"):
        desk.click("posted", "2", "yes")
    with timed(f"标记欠费, {units} units"):
        desk.click("flag", "yes")
    desk.close()


def selection(app: xw.App) -> None:
    """Time which units are selected in a long table."""
    book = app.books.add()
    sheet = book.sheets[0]
    sheet["A1:B1"].value = ["房号", "业主"]
    sheet.range((2, 1), (ROWS + 1, 2)).value = [[f"单元{n}", "样例"] for n in range(ROWS)]
    sheet.tables.add(sheet.range((1, 1), (ROWS + 1, 2)), name="房产")
    sheet["B50000:B50001"].select()
    host = BookHost(book, "zh", NOW)
    with timed(f"2 selected of {ROWS:,} rows"):
        assert len(host.selected("unit")) == 2
    sheet.range((2, 1), (ROWS + 1, 1)).select()
    with timed(f"all of {ROWS:,} rows selected"):
        assert len(host.selected("unit")) == ROWS
    book.close()


def functions() -> None:
    """Time the functions, without Excel's own part."""
    first = datetime(2020, 1, 1)
    dues = {"v": tuple((first + timedelta(n % 2500),) for n in range(ROWS))}
    amounts = {"v": tuple((float(n % 5000),) for n in range(ROWS))}
    with excel() as call:
        with timed(f"CF_MONTHS_OVERDUE on {ROWS:,} cells"):
            call("CF_MONTHS_OVERDUE", dues, datetime(2026, 11, 20), MISSING)
        with timed(f"CF_LATE_FEE on {ROWS:,} cells"):
            call("CF_LATE_FEE", amounts, dues, datetime(2026, 11, 20), 0.0005, 0.3, 0.0, MISSING)


def whole_column() -> None:
    """Time A:A: the last filled row by the add-in's VBA in Basic, then the function on its rows."""
    with tempfile.TemporaryDirectory() as place, cells_in_basic(Path(place)) as basic:
        basic.call("Fill", f"A1:A{ROWS}")
        with timed(f"the last filled row of A:A, {ROWS:,} cells"):
            assert basic.call("Meant", "E1", "A:A", True, False) == f"$A$1:$A${ROWS}"


def main(units: int) -> None:
    """Time everything."""
    functions()
    whole_column()
    engine.activate()
    place = tempfile.TemporaryDirectory()
    with clocks_stopped(), place as folder, xw.App(add_book=False) as app:
        clicks(app, Path(folder), units)
        selection(app)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 240)
