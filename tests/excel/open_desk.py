"""A clerk before an open workbook: selects, clicks, answers; and the same asked at a command line.

A click goes the way that it goes in Excel: the very line that the ribbon's VBA
hands to Python is run, and `xw.Book.caller()` is the open workbook.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from itertools import product
from pathlib import Path
from pkgutil import iter_modules

import pytest
import xlwings as xw
from openpyxl import load_workbook
from openpyxl.styles.numbers import is_date_format
from typer.testing import CliRunner

from commands.estates import NOW
from cuifei import cli
from cuifei.excel import entry, vba
from cuifei.ooxml import a1
from cuifei.workbook.live.cells import risky
from libreoffice import bridge, formats, formulas, values
from libreoffice.sheets import Sheet as CalcSheet

DAY = NOW.date().isoformat()


class Clock(datetime):
    """Stands where the doors read the clock."""

    @classmethod
    def now(cls, tz=None):
        return NOW


@contextmanager
def clocks_stopped() -> Iterator[None]:
    """Let both doors, add-in and command line, read NOW."""
    doors = [import_module(f"cuifei.cli.{one.name}") for one in iter_modules(cli.__path__)]
    with pytest.MonkeyPatch.context() as patch:
        for door in (*doors, entry):
            if hasattr(door, "datetime"):
                patch.setattr(door, "datetime", Clock)
        yield


def line(tag: str, lang: str) -> str:
    """Return the Python that the ribbon's VBA runs for a button."""
    (found,) = re.findall(r'RunPython "(.+)"$', vba.ribbon_module(), re.M)
    return found.replace('" & tag & "', tag).replace('" & Language() & "', lang)


@dataclass
class Shown:
    """What a click showed: boxes as (prompt, buttons), and each text of the status bar."""

    boxes: list[tuple[str, str]] = field(default_factory=list)
    bar: list[str | bool] = field(default_factory=list)

    @property
    def asked(self) -> list[str]:
        return [prompt for prompt, buttons in self.boxes if buttons != "ok"]

    @property
    def told(self) -> list[str]:
        return [prompt for prompt, buttons in self.boxes if buttons == "ok"]


class OpenDesk:
    """One workbook, open in the program that xlwings drives."""

    def __init__(self, app: xw.App, path: Path, **how):
        self.app, self.path = app, path
        self.book = app.books.open(str(path), **how)

    def click(self, tag: str, *answers: str, lang: str = "zh") -> Shown:
        """Click a button; questions are answered in turn, and every answer must be asked for."""
        program = self.app.impl
        program.alerts.clear()
        program.status_log.clear()
        program.answers[:] = answers
        self.book.set_mock_caller()
        try:
            exec(line(tag, lang), {})
        finally:
            del xw.Book._mock_caller
        assert program.answers == [], "asked less than it was answered"
        return Shown([(p, buttons) for p, _, buttons in program.alerts], list(program.status_log))

    def select(self, sheet: str, header: str, value: object) -> None:
        """Select the first cell below a header of a sheet's table that holds `value`."""
        page = self.book.sheets[sheet]
        (table,) = page.tables
        at = table.header_row_range.options(ndim=1).value.index(header)
        column = table.data_body_range.columns[at]
        page.activate()
        column[column.options(ndim=1).value.index(value)].select()

    def copied(self, place: Path) -> Path:
        """Save a copy to `place`; the workbook itself is not saved."""
        how = bridge.properties(FilterName="Calc MS Excel 2007 XML")
        self.book.impl.doc.storeToURL(bridge.url(place), how)
        return place

    def cells(self) -> "Sheets":
        """Return what stands in the workbook, as `cells` finds it in a file."""
        return {sheet.name: _standing(sheet.impl) for sheet in self.book.sheets}

    def view(self) -> tuple[object, ...]:
        """Return what the clerk looks at: sheet, selection, first row and column in sight."""
        controller = self.book.impl.doc.CurrentController
        return (
            self.book.sheets.active.name,
            self.app.selection.address,
            controller.getFirstVisibleRow(),
            controller.getFirstVisibleColumn(),
        )

    @property
    def unsaved(self) -> bool:
        """Return whether the program would ask before it closes the workbook."""
        return bool(self.book.impl.doc.isModified())

    def close(self) -> None:
        self.book.close()


@dataclass(frozen=True)
class Cell:
    """What a cell holds, and whether its number format makes it text, a day, or neither."""

    value: object
    kind: str


KINDS = {formats.TEXT: "text", formats.DAY: "day"}
Sheets = dict[str, dict[str, Cell]]


def cells(path: Path) -> Sheets:
    """Return every cell of a file that holds something, sheet by sheet."""
    book = load_workbook(path, read_only=True)
    found = {}
    for sheet in book:
        sheet.reset_dimensions()
        found[sheet.title] = {
            cell.coordinate: Cell(cell.value, _kind(cell.number_format))
            for row in sheet.iter_rows()
            for cell in row
            if cell.value not in (None, "")
        }
    book.close()
    return found


def _standing(sheet: CalcSheet) -> dict[str, Cell]:
    """Return every cell of an open sheet that holds something."""
    area = sheet.filled()
    shown, entered = values.read(sheet.book, area), area.getFormulaArray()
    start, kinds = area.RangeAddress, {}
    for kind, boxes in formats.boxes(sheet.book, area, formats.TEXT, formats.DAY).items():
        for top, left, bottom, right in boxes:
            for row in range(max(top, 0), min(bottom, len(shown) - 1) + 1):
                kinds |= dict.fromkeys(((row, c) for c in range(left, right + 1)), KINDS[kind])
    found = {}
    for row, column in product(range(len(shown)), range(len(shown[0]))):
        value = shown[row][column]
        if entered[row][column].startswith("="):
            value = formulas.shown(sheet.book.doc, entered[row][column])
        if value is not None:
            place = a1.address(start.StartRow + row + 1, start.StartColumn + column + 1)
            found[place] = Cell(value, kinds.get((row, column), "other"))
    return found


def _kind(code: str) -> str:
    return "text" if code == "@" else "day" if is_date_format(code) else "other"


def differences(opened: Sheets, closed: Sheets) -> list[tuple[str, str, Cell | None, Cell | None]]:
    """Return sheet, cell and what stands there on either side, where they differ.

    An open workbook may format as text what the program would else read anew.
    """

    def alike(here: Cell | None, there: Cell | None) -> bool:
        kept = here is not None and here.kind == "text" and risky(str(here.value))
        return here == there or (kept and there is not None and here.value == there.value)

    found = []
    for sheet in sorted(opened.keys() | closed.keys()):
        one, other = opened.get(sheet, {}), closed.get(sheet, {})
        places = sorted(one.keys() | other.keys())
        found += [(sheet, p, one.get(p), other.get(p)) for p in places]
    return [line for line in found if not alike(*line[2:])]


def files(book: Path) -> dict[str, bytes]:
    """Return every file of the folders beside a workbook but the backups, by its name there."""
    return {
        str(found.relative_to(book.parent)): found.read_bytes()
        for folder in book.parent.iterdir()
        if folder.is_dir() and folder.name != "催费备份"
        for found in folder.rglob("*")
        if found.is_file()
    }


def sentences(said: str) -> list[str]:
    """Return the lines of an outcome; what comes next is a button or a command in each, and so
    is what was taken back."""
    pattern = r"(click |点|before |到)“[^”]+”|cuifei( (--)?[a-z][a-z-]*)+"
    return re.sub(pattern, "→", said).strip().splitlines()


def cuifei(*words: object) -> str:
    """Run the command line and return what it said; a task that is not done is loud here."""
    result = CliRunner().invoke(cli.app, [str(word) for word in words])
    if result.exit_code not in (0, 1):
        raise AssertionError(result.output) from result.exception
    return result.stdout
