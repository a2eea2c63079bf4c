"""How does an open workbook get a sheet of ours that looks as in a new ledger, charts and all?

Excel copies it out of a small workbook that holds nothing else. Sheets that
are copied together keep pointing at each other, so the dashboard and its
numbers go in one copy, without their tables (newbook/dashboard/bare.py); only
Excel on Windows can be asked for that.
"""

import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import xlwings as xw

from cuifei.domain.problems import CuifeiError, say
from cuifei.domain.words import sheet as word_of
from cuifei.newbook.dashboard import transplant
from cuifei.newbook.dashboard.bare import bare
from cuifei.ooxml.package import Ref
from cuifei.tables.layout import DASHBOARD, DASHBOARD_DATA
from cuifei.workbook.grid import Grid

_CHARTED = (DASHBOARD, DASHBOARD_DATA)


def ensure_possible(grids: Iterable[Grid]) -> None:
    """Raise CuifeiError where one of these new sheets has charts that cannot be drawn here."""
    charted = {grid.table.name: grid.sheet.name for grid in grids if grid.table in _CHARTED}
    if not charted:
        return
    sheet = charted.get(DASHBOARD.name, charted.get(DASHBOARD_DATA.name, ""))
    what = say(
        "there is no sheet {sheet} yet, and its charts cannot be drawn while the workbook is open",
        sheet=sheet,
    )
    if sys.platform != "win32":
        # Charts of a sheet that is copied alone would draw the numbers of another workbook.
        remedy = say("Save and close the workbook, run cuifei kpi, and open it again")
        raise CuifeiError(what, remedy, sheet)
    if len(charted) < len(_CHARTED):
        remedy = say(
            "Delete the sheet {sheet} too, and click again", sheet=word_of(DASHBOARD_DATA.name)
        )
        raise CuifeiError(what, remedy, sheet)


def plant(book: xw.Book, grids: Iterable[Grid], lang: str) -> list[xw.Sheet]:
    """Add the sheets of these new tables at the end, as far as the program can; return them.

    What is not added is made plain by the caller. The clerk's sheet stays in view.
    """
    if sys.platform not in ("win32", "darwin"):
        return []
    wanted = [grid for grid in grids if grid.table.name in transplant.SHEETS]
    charted = [grid for grid in wanted if grid.table in _CHARTED]
    others = [[grid] for grid in wanted if grid.table not in _CHARTED]
    active, planted = book.sheets.active, []
    try:
        for group in [*([charted] if charted else []), *others]:
            planted += _copied(book, group, lang)
    except BaseException:
        for sheet in planted:
            sheet.delete()
        raise
    finally:
        book.activate()
        active.activate()
    return planted


def _copied(book: xw.Book, grids: Sequence[Grid], lang: str) -> list[xw.Sheet]:
    with tempfile.TemporaryDirectory(prefix="cuifei-", ignore_cleanup_errors=True) as place:
        path = Path(place, "cuifei-new-sheet.xlsx")
        path.write_bytes(transplant.donor(grids[0].table, lang))
        left: Mapping[str, tuple[Ref, str]] = {}
        if len(grids) > 1:
            stripped = bare(path)
            path.write_bytes(stripped.content)
            left = stripped.tables
        donor = book.app.books.open(str(path), update_links=False)
        try:
            return _taken(book, donor, grids, lang, left)
        finally:
            donor.close()


def _taken(
    book: xw.Book,
    donor: xw.Book,
    grids: Sequence[Grid],
    lang: str,
    left: Mapping[str, tuple[Ref, str]],
) -> list[xw.Sheet]:
    """Copy the sheets of these tables in one go, and give them and their tables their names.

    `left`: the tables that stayed behind, by the donor's sheets; they are made anew.
    """
    wanted = {grid.table.called(lang): grid for grid in grids}
    last = len(book.sheets)
    if len(wanted) == 1:
        donor.sheets[next(iter(wanted))].copy(after=book.sheets[-1])
    else:
        donor.api.Worksheets(list(wanted)).Copy(Before=None, After=book.sheets[-1].api)
    copies = [book.sheets[number] for number in range(last, len(book.sheets))]
    for sheet in copies:
        # Excel adds a number to a name that is taken: 看板 (2).
        name, grid = next(
            (name, g) for name, g in wanted.items() if sheet.name.partition(" (")[0] == name
        )
        assert grid.part is not None
        if name in left:
            ref, style = left[name]
            area = sheet.range(ref[:2], ref[2:])
            sheet.tables.add(area, name=grid.part.name, table_style_name=style)
        if sheet.name != grid.sheet.name:
            sheet.name = grid.sheet.name
        table = sheet.tables[0]
        if table.name != grid.part.name:
            table.name = grid.part.name
    return copies
