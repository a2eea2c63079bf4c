"""A corner of the demo estate: enough for every button, small enough for many clicks."""

import shutil
from collections.abc import Collection
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from openpyxl import load_workbook

from commands.estates import AS_OF, build_once, invent, part, recent
from cuifei.commands.opened import open_book
from cuifei.domain.records import Ledger

# Four that owe, for a collection letter and for notices, and one that owes nothing.
FEW = ("演示-1-502", "示范-1-303", "样例-2-1801", "示范-S-07", "样例-1-301")
# A live program opens, reads and saves every sheet: these are what most clicks need.
SHEETS = frozenset(
    ("欠费", "发函", "房产", "应收", "收款", "跟催", "账户", "参数", "阶梯", "问题", "备忘")
)
OF_UNITS = ("charges", "payments", "contacts", "holds", "instalments", "decisions", "letters")


@cache
def original() -> Path:
    path = Path(mkdtemp()) / "small.xlsx"
    ledger = invent(AS_OF)
    lawyers = {item.unit for item in ledger.letters if item.document == "lawyer_letter"}
    build_once(path, only(ledger, lawyers | ready() | set(list(ledger.units)[::20])))
    return path


def few(path: Path, *more: str) -> Path:
    """Write a ledger of five units with the sheets of most clicks, and `more`, to `path`."""
    path.write_bytes(_few(frozenset(more) - SHEETS))
    return path


@cache
def _few(more: frozenset[str]) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder, "few.xlsx")
        build_slim(path, only(invent(AS_OF), FEW), *more)
        return path.read_bytes()


def build_slim(path: Path, ledger: Ledger, *more: str) -> None:
    """Build the workbook of a ledger with the sheets of most clicks, and `more`, and no others."""
    build_once(path, ledger)
    book = load_workbook(path)
    for name in set(book.sheetnames) - SHEETS.union(more):
        del book[name]
    book.save(path)


def ready(most: int = 3) -> set[str]:
    """Return some units of the estate to which each document may go: every button has its work."""
    _, docket = open_book(part()).decided(AS_OF)
    by_document: dict[str, list[str]] = {}
    for unit, case in docket.cases.items():
        if case.arrears.owed and case.readiness.may_send:
            by_document.setdefault(case.step.rung.document, []).append(unit)
    return {unit for units in by_document.values() for unit in units[:most]}


def only(ledger: Ledger, keep: Collection[str]) -> Ledger:
    """Return some units of a ledger with what is known of them, but what was settled long ago."""
    parts = {
        field.name: tuple(row for row in getattr(ledger, field.name) if row.unit in keep)
        for field in fields(ledger)
        if field.name in OF_UNITS
    }
    units = {name: unit for name, unit in ledger.units.items() if name in keep}
    return recent(replace(ledger, units=units, **parts))


def copy_to(folder: Path) -> Path:
    """Return a fresh copy of the small ledger in `folder`."""
    return Path(shutil.copy(original(), folder / "small.xlsx"))
