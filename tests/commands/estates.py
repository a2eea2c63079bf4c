"""The demo estate for tests of commands: built once, copied for each."""

import json
import pickle
import shutil
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

from python_calamine import CalamineWorkbook

from commands import pen
from cuifei.commands.estate import ledger as demo_ledger
from cuifei.domain.ladder.cases import Case, decide
from cuifei.domain.language import DEFAULT
from cuifei.domain.policy import Policy
from cuifei.domain.records import Charge, Ledger, Payment
from cuifei.newbook import build
from cuifei.tables.layout import BY_NAME, SETTINGS
from cuifei.tables.rows import cells
from size import FULL

# What people type row by row: field of a Ledger -> its table.
TYPED = {
    **{name: name for name in ("units", "charges", "payments", "contacts", "holds")},
    **{name: name for name in ("instalments", "decisions", "accounts")},
    "letters": "register",
}
AS_OF = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 30)


def build_once(path: Path, ledger: Ledger, lang: str = DEFAULT) -> None:
    """Write the workbook of a ledger: a new one of its settings and ladders, and rows typed in.

    That takes a tenth of the time in which openpyxl makes one like it. What was made is kept.
    """
    path.write_bytes(_filled(pickle.dumps(ledger), lang))


@cache
def _filled(pickled: bytes, lang: str) -> bytes:
    ledger: Ledger = pickle.loads(pickled)
    none = {name: type(getattr(ledger, name))() for name in TYPED}
    with TemporaryDirectory() as folder:
        path = Path(folder, "book.xlsx")
        path.write_bytes(_built(pickle.dumps(replace(ledger, **none)), lang))
        sheets = {
            BY_NAME[table].called(lang): _rows(ledger, name, lang) for name, table in TYPED.items()
        }
        pen.fill(path, sheets)
        return path.read_bytes()


@cache
def _built(pickled: bytes, lang: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder, "book.xlsx")
        build.build(path, pickle.loads(pickled), lang)
        return path.read_bytes()


def _rows(ledger: Ledger, name: str, lang: str) -> list[dict[str, object]]:
    """Return the records of a table as rows: header -> value."""
    headers = {column.field: column.called(lang) for column in BY_NAME[TYPED[name]].columns}
    records = getattr(ledger, name)
    return [
        {headers[field]: value for field, value in cells(record, lang).items()}
        for record in (records.values() if name == "units" else records)
    ]


@cache
def few() -> Ledger:
    """Return a few units of every kind of the demo estate."""
    return few_of_each_kind(a_part_of(invent(AS_OF)))


@cache
def invent(as_of: date) -> Ledger:
    """Return the ledger of the demo estate, which is made once for a day."""
    return demo_ledger.invent(as_of)


@cache
def original() -> Path:
    """Return the demo workbook with a few units of every kind."""
    path = Path(mkdtemp()) / "demo.xlsx"
    build.build(path, few())
    return path


@cache
def part() -> Path:
    """Return the demo workbook with every unit that owes or was written to."""
    path = Path(mkdtemp()) / "part.xlsx"
    build.build(path, a_part_of(invent(AS_OF)))
    return path


def a_part_of(ledger: Ledger) -> Ledger:
    """Return the units with letters or debts and their recent rows: a third of the estate."""
    owing = {letter.unit for letter in ledger.letters}
    owing |= {hold.unit for hold in ledger.holds} | {row.unit for row in ledger.instalments}
    docket = decide(ledger, AS_OF, Policy())
    owing |= {unit for unit, case in docket.cases.items() if case.arrears.owed}
    return recent(_only(ledger, owing))


def few_of_each_kind(ledger: Ledger, ready: int = 4) -> Ledger:
    """Return some units that show together whatever the units of the ledger show.

    Of those to which a document may go there are `ready` for each document and use.
    """
    cases = decide(ledger, AS_OF, _policy(ledger)).cases
    shown = {unit: frozenset(_kinds(case)) for unit, case in cases.items()}
    wanted = Counter(kind for kinds in shown.values() for kind in kinds)
    for kind, count in wanted.items():
        wanted[kind] = min(ready if kind[0] == "may send" else 1, count)
    kept: list[str] = []
    while +wanted:
        news = {unit: sum(wanted[kind] > 0 for kind in shown[unit]) for unit in {*shown} - {*kept}}
        kept.append(max(sorted(news), key=lambda u: news[u] / (3 + len(cases[u].arrears.lines))))
        wanted.subtract(shown[kept[-1]])
    return _only(ledger, kept)


def _policy(ledger: Ledger) -> Policy:
    """Return what the demo workbook says in 参数, as far as it makes units differ."""
    caps = {row.key: row.value for row in ledger.settings if row.key.startswith("co")}
    through = AS_OF - timedelta(1)
    return replace(Policy(), rungs=ledger.rungs, receipts_through=through, **caps)


def _kinds(case: Case) -> Iterator[tuple[object, ...]]:
    """Yield what is to be seen in a unit: its step, what keeps its letter back, what it got."""
    rung, owed = case.step.rung, case.arrears.owed
    ready = "may send" if case.readiness.may_send and owed else "may not"
    yield ready, case.unit.use_type, rung and rung.document, bool(owed)
    yield from (("blocker", blocker.code) for blocker in case.readiness.blockers)
    yield from (("letter", row.document, row.state, row.result) for row in case.letters)
    yield from (("hold", row.reason, bool(row.item), bool(row.until)) for row in case.holds)
    yield from (("contact", row.channel, row.result) for row in case.contacts)
    yield from (("limitation", bool(c.restarts), c.ends < AS_OF) for c in case.clocks)
    yield "agreed", bool(case.plans), bool(case.promises), bool(case.arrears.waived)
    yield from (
        (name, getattr(case.unit, name)) for name in ("language", "community", "steward", "cohort")
    )
    yield "bucket", case.arrears.bucket


def _only(ledger: Ledger, units: Collection[str]) -> Ledger:
    of_units = ("charges", "payments", "contacts", "holds", "instalments", "decisions", "letters")
    kept = {
        name: tuple(row for row in getattr(ledger, name) if row.unit in units) for name in of_units
    }
    found = {unit: row for unit, row in ledger.units.items() if unit in units}
    return replace(ledger, units=found, **kept)


def recent(ledger: Ledger) -> Ledger:
    """Return the ledger without what was charged and paid in full before this year.

    That changes no debt, no letter and no clock, and halves the length of a workbook.
    """
    start = date(AS_OF.year, 1, 1)
    old: set[int] = set()
    for unit in ledger.units:
        charges = [row for row in ledger.charges if row.unit == unit and row.due < start]
        payments = [row for row in ledger.payments if row.unit == unit and row.date < start]
        old |= _settled(charges, payments)
    return replace(
        ledger,
        charges=tuple(row for row in ledger.charges if id(row) not in old),
        payments=tuple(row for row in ledger.payments if id(row) not in old),
    )


def _settled(charges: list[Charge], payments: list[Payment]) -> set[int]:
    """Return the most first charges, and first payments, that come to the same sum."""
    due = sorted(charges, key=lambda row: row.due)
    paid = sorted(payments, key=lambda row: row.date)
    sums = {sum(p.amount for p in paid[:n]): n for n in range(len(paid) + 1)}
    for count in range(len(due), 0, -1):
        if (number := sums.get(sum(c.amount for c in due[:count]))) is not None:
            return {id(row) for row in (*due[:count], *paid[:number])}
    return set()


def copy_to(folder: Path) -> Path:
    """Return a fresh copy of the demo workbook in `folder`."""
    return Path(shutil.copy(original(), folder / "demo.xlsx"))


def widest(folder: Path) -> Path:
    """Return a copy with every unit that owes, in the full size; else `copy_to`."""
    return Path(shutil.copy(part() if FULL else original(), folder / "demo.xlsx"))


def copy_with_all(path: Path, folder: Path) -> Path:
    """Copy a workbook with all that a command made beside it; return the copy in `folder`."""
    shutil.copytree(path.parent, folder, dirs_exist_ok=True)
    return folder / path.name


def told_of_copy(path: Path, said: str, folder: Path) -> tuple[Path, Any]:
    """Return such a copy, and what was said as JSON with the places of the copy."""
    return copy_with_all(path, folder), json.loads(said.replace(str(path.parent), str(folder)))


def rows(path: Path, sheet: str) -> list[dict[str, object]]:
    """Return the rows of a sheet as a clerk sees them: header -> value. Only this sheet is read."""
    page = CalamineWorkbook.from_path(path).get_sheet_by_name(sheet)
    header, *body = ([_shown(cell) for cell in row] for row in page.to_python())
    width = 1 + max(place for place, cell in enumerate(header) if cell is not None)
    assert all(cell is None for row in body for cell in row[width:]), "a value beside the table"
    return [
        dict(zip(header[:width], row[:width], strict=True))
        for row in body
        if any(cell is not None for cell in row)
    ]


def _shown(cell: object) -> object:
    """Return a cell's value as openpyxl has it: nothing is None, a day is the moment it begins."""
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return datetime(cell.year, cell.month, cell.day)
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return None if cell == "" else cell


def type_row(path: Path, sheet: str, **cells: object) -> None:
    """Type a row below the last one, as a clerk does in Excel, and save."""
    pen.type_below(path, sheet, "房号", cells)


def type_setting(path: Path, name: str, value: object) -> None:
    """Type the value of a setting (its name or key) into 参数, as a clerk does, and save."""
    pen.change(path, "参数", SETTINGS.get(name, (name,))[0], value)
