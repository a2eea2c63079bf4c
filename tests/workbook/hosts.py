"""The programs that answer the workbook port: the closed file, LibreOffice, Excel.

Each host holds one workbook and does what a person and a command do with it.
"""

import atexit
import tempfile
from datetime import datetime
from functools import cache
from pathlib import Path

import openpyxl
import xlwings as xw

from cuifei.workbook import closed, reading
from cuifei.workbook import undo as closed_undo
from cuifei.workbook.live import book as live
from workbook import foreign

NOW = datetime(2026, 4, 1, 9, 0, 0)


class ClosedFile:
    """The file itself; a person types with another program that saves it."""

    def __init__(self, path):
        self.path = path

    def read(self):
        return reading.read(self.path)

    def write(self, *changes, command="flag", dry_run=False):
        return closed.write(self.read(), changes, command=command, now=NOW, dry_run=dry_run)

    def undo(self):
        return closed_undo.undo(self.path, now=NOW)

    def type_into(self, sheet, **cells):
        book = openpyxl.load_workbook(self.path)
        for place, value in cells.items():
            book[sheet][place] = value
            if isinstance(value, str) and not value.startswith("="):
                book[sheet][place].data_type = "s"
        book.save(self.path)

    def merge(self, sheet, place):
        book = openpyxl.load_workbook(self.path)
        book[sheet].merge_cells(place)
        book.save(self.path)

    def formula(self, sheet, place):
        cell = openpyxl.load_workbook(self.path)[sheet][place]
        return cell.value if cell.data_type == "f" else None

    def table(self, sheet):
        (table,) = openpyxl.load_workbook(self.path)[sheet].tables.values()
        return table.ref

    def close(self):
        """Nothing is open."""


class OpenBook:
    """A workbook that is open in a program which xlwings drives."""

    def __init__(self, app, path):
        self.app, self.path = app, path
        self.reopen()

    def reopen(self):
        self.book = self.app.books.open(str(self.path))

    def read(self):
        return live.read(self.book)

    def write(self, *changes, command="flag", dry_run=False):
        return live.write(
            self.book, self.read(), changes, command=command, now=NOW, dry_run=dry_run
        )

    def undo(self):
        return live.undo(self.book, now=NOW)

    def type_into(self, sheet, **cells):
        for place, value in cells.items():
            cell = self.book.sheets[sheet][place]
            if isinstance(value, str) and not value.startswith("="):
                cell.number_format = "@"
            elif cell.number_format == "@":
                cell.number_format = "General"
            cell.value = value

    def merge(self, sheet, place):
        self.book.sheets[sheet][place].merge()

    def formula(self, sheet, place):
        cell = self.book.sheets[sheet][place]
        return cell.formula if cell.formula.startswith("=") and cell.value != cell.formula else None

    def table(self, sheet):
        (table,) = self.book.sheets[sheet].tables
        return table.range.get_address(False, False)

    def close(self):
        self.book.close()


# A live program opens, reads and saves every sheet, so the tests keep only those that they look at.
SHEETS = frozenset(("欠费", "房产", "应收", "收款", "参数", "备忘"))
_SETTINGS = 3


@cache
def _ledger(sheets):
    with tempfile.TemporaryDirectory() as folder:
        path = foreign.ledger(Path(folder, "样例.xlsx"))
        book = openpyxl.load_workbook(path)
        for name in set(book.sheetnames) - sheets:
            del book[name]
        settings = book["参数"]
        settings.delete_rows(_SETTINGS + 2, settings.max_row)
        foreign.resize(settings, _SETTINGS + 1, settings.max_column)
        book.save(path)
        return path.read_bytes()


def ledger(path, *more):
    """Write the small ledger of foreign.py, with `more` sheets; each is built only once."""
    path.write_bytes(_ledger(SHEETS | set(more)))
    return path


def calc():
    """Return the one LibreOffice of all tests."""
    from libreoffice import shared

    return shared.app()


@cache
def excel():
    """Return the one Excel of all tests; it is started at the first call, and quits in the end."""
    xw.engines["excel"].activate()
    started = xw.App(visible=False, add_book=False)
    atexit.register(started.quit)
    return started


PROGRAMS = {"calc": calc, "excel": excel}
