"""The demo estate for tests of commands: built once, copied for each."""

import shutil
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from openpyxl import load_workbook

from cuifei.commands.estate.ledger import invent
from cuifei.domain.ladder.cases import decide
from cuifei.domain.policy import Policy
from cuifei.domain.records import Ledger
from cuifei.newbook import build

AS_OF = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 30)


@cache
def original() -> Path:
    path = Path(mkdtemp()) / "demo.xlsx"
    build.build(path, a_part_of(invent(AS_OF)))
    return path


def a_part_of(ledger: Ledger) -> Ledger:
    """Return the units with letters or debts and their rows: a third of the estate."""
    owing = {letter.unit for letter in ledger.letters}
    owing |= {hold.unit for hold in ledger.holds} | {row.unit for row in ledger.instalments}
    docket = decide(ledger, AS_OF, Policy())
    owing |= {unit for unit, case in docket.cases.items() if case.arrears.owed}
    kept = {
        name: tuple(row for row in getattr(ledger, name) if row.unit in owing)
        for name in ("charges", "payments", "contacts", "holds", "instalments", "decisions")
    }
    units = {unit: row for unit, row in ledger.units.items() if unit in owing}
    return replace(ledger, units=units, **kept)


def copy_to(folder: Path) -> Path:
    """Return a fresh copy of the demo workbook in `folder`."""
    return Path(shutil.copy(original(), folder / "demo.xlsx"))


def rows(path: Path, sheet: str) -> list[dict[str, object]]:
    """Return the rows of a sheet as a clerk sees them: header -> value."""
    book = load_workbook(path, read_only=False, data_only=True)
    header, *body = book[sheet].iter_rows(values_only=True)
    return [
        dict(zip(header, row, strict=True)) for row in body if any(cell is not None for cell in row)
    ]


def type_row(path: Path, sheet: str, **cells: object) -> None:
    """Type a row below the last one, as a clerk does in Excel, and save."""
    book = load_workbook(path)
    page = book[sheet]
    header = {cell.value: cell.column for cell in page[1]}
    table = next(iter(page.tables.values()))
    first, last = table.ref.split(":")
    at = 1 + max(r for r in range(1, page.max_row + 1) if page.cell(r, header["房号"]).value)
    for name, value in cells.items():
        page.cell(at, header[name], value)
    width = "".join(letter for letter in last if letter.isalpha())
    table.ref = f"{first}:{width}{max(at, int(last[len(width) :]))}"
    if table.autoFilter:
        table.autoFilter.ref = table.ref
    book.save(path)
