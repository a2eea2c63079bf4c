"""How does a planned change reach the open workbook, and what if it fails half way?

Tables grow first, then each rectangle is written at once (its number formats
before its values), then tables shrink. If anything fails, what was written is
put back.
"""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import groupby

import xlwings as xw
from xlwings.main import Table

from cuifei.domain.problems import CuifeiError, Message, say
from cuifei.ooxml import a1, styles_xml
from cuifei.ooxml.package import Ref
from cuifei.tables.layout import HIDDEN
from cuifei.workbook.draft import Draft
from cuifei.workbook.grid import Grid
from cuifei.workbook.live import cells as live_cells
from cuifei.workbook.live import colours, filters, host, merged, plant, snapshot
from cuifei.workbook.live.cells import DAY, NUMBER, TEXT, Stripe
from cuifei.workbook.sheet_draft import SheetDraft

Tell = Callable[[Message], None]


def ensure_possible(book: xw.Book, draft: Draft) -> None:
    """Raise CuifeiError where the open workbook would not take these changes."""
    names, known = [sheet.name for sheet in draft.sheets()], _known(draft)
    host.ensure_changeable(book, known, adds_sheets=known != names)
    plant.ensure_possible(_new(draft))
    for grid in draft.grids.values():
        if not _is_new(draft, grid.sheet.name):
            _ensure_room(book.sheets[grid.sheet.name], grid)
        if grid.totals and (grid.stretch() or grid.added):
            raise CuifeiError(
                say("the table {table} has a totals row, so it cannot grow", table=grid.sheet.name),
                say("Switch its totals row off (Table Design > Total Row), and run again"),
                grid.sheet.name,
            )


def _ensure_room(sheet: xw.Sheet, grid: Grid) -> None:
    """Raise CuifeiError where merged cells below stand in the way, blank as they may be."""
    if grid.bottom <= grid.old_bottom:
        return
    new = (grid.old_bottom + 1, grid.left, grid.bottom, grid.right)
    for area in merged.merged(sheet, new):
        place = f"{grid.sheet.name}!{a1.address(*area[:2])}"
        raise CuifeiError(
            say(
                "the table {table} has to grow, but {place} is in use",
                table=grid.spot.sheet,
                place=place,
            ),
            say("Move what stands there to another place, and run again"),
            place,
        )


def apply(book: xw.Book, draft: Draft, tell: Tell) -> None:
    """Write a draft's changes into the open workbook, all or none."""
    with quiet(book), ExitStack() as back:
        for sheet in plant.plant(book, _new(draft), draft.book.lang):
            back.callback(sheet.delete)
        existing = {sheet.name for sheet in book.sheets}
        bare = [grid for grid in draft.grids.values() if grid.sheet.name not in existing]
        for grid in bare:
            back.callback(_add_table(book, grid).delete)
        for grid in _new(draft):
            if grid.table in HIDDEN:
                book.sheets[grid.sheet.name].visible = False
        for grid in draft.grids.values():
            _grow(book, grid, back)
        with filters.shown(_tables(book, draft), [book.sheets[name] for name in _known(draft)]):
            _write(book, draft, {grid.sheet.name: grid.sheet for grid in bare}, tell, back)
        for grid in draft.grids.values():
            _shrink(book, grid, back)
        back.pop_all()


def _write(
    book: xw.Book, draft: Draft, bare: dict[str, SheetDraft], tell: Tell, back: ExitStack
) -> None:
    """Write all that changes; of `bare` sheets, just made, also what a new ledger has there."""
    sheets = list(({sheet.name: sheet for sheet in draft.sheets()} | bare).values())
    for number, sheet in enumerate(sheets, 1):
        tell(
            say(
                "cuifei: writing {sheet} ({n} of {all})",
                sheet=sheet.name,
                n=number,
                all=len(sheets),
            )
        )
        cells = book.sheets[sheet.name]
        for column, width in sheet.widths.items():
            cells.range((1, column)).column_width = width
        if rows := sheet.uncovered:
            cells.range((rows[0], 1), (rows[-1], 1)).rows.hidden = False
        stripes = live_cells.stripes(draft, sheet, bare=sheet.name in bare)
        for block in live_cells.rectangles(stripes):
            back.callback(_put_back, cells, block)
            for stripe in block:
                _format(cells, stripe)
            _area(cells, block).value = live_cells.values(block)
        if sheet.fixed:
            for points, run in groupby(sorted(sheet.heights), sheet.heights.__getitem__):
                top, *below = run
                cells.range((top, 1), ([top, *below][-1], 1)).row_height = points
        colours.colour(cells, sheet.colours)


def _area(sheet: xw.Sheet, block: Sequence[Stripe]) -> xw.Range:
    first, last = block[0], block[-1]
    return sheet.range((first.top, first.number), (last.bottom, last.number))


def _put_back(sheet: xw.Sheet, block: Sequence[Stripe]) -> None:
    """Write what stood there; texts are safe, because their cells hold text by now."""
    for stripe in block:
        _format(sheet, stripe.before())
    _area(sheet, block).value = live_cells.values(block, old=True)


def _format(sheet: xw.Sheet, stripe: Stripe) -> None:
    """Set the number formats that a column's new values need, where they have others."""
    for top, bottom, kind, code in live_cells.formats(stripe):
        cells = sheet.range((top, stripe.number), (bottom, stripe.number))
        now = cells.number_format
        if now == code or (kind == DAY and now is not None and _is_day(now)):
            continue
        if kind == TEXT and now is None:
            # Of cells that differ, as on a page with days above names, each keeps what will do.
            for first, last in live_cells.risky_runs(stripe, top, bottom):
                sheet.range((first, stripe.number), (last, stripe.number)).number_format = code
            continue
        unfit = now in (None, styles_xml.TEXT) or (now == styles_xml.GENERAL and kind == NUMBER)
        if unfit or kind in (TEXT, DAY):
            cells.number_format = code


def _is_day(code: str) -> bool:
    """Return whether a number format shows a day.

    >>> _is_day("yyyy/m/d"), _is_day("0.00;[Red]-0.00"), _is_day("General")
    (True, False, False)
    """
    plain = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code)
    return re.search("[yd]", plain, re.I) is not None


def _is_new(draft: Draft, sheet: str) -> bool:
    """Return whether the open workbook has no such sheet yet."""
    return sheet not in draft.pack.sheets


def _new(draft: Draft) -> list[Grid]:
    """Return the tables whose sheet the open workbook does not have yet."""
    return [grid for grid in draft.grids.values() if _is_new(draft, grid.sheet.name)]


def _known(draft: Draft) -> list[str]:
    """Return the sheets that change and that the open workbook has."""
    return [sheet.name for sheet in draft.sheets() if not _is_new(draft, sheet.name)]


def _tables(book: xw.Book, draft: Draft) -> list[Table]:
    """Return the tables of the sheets that change."""
    tables = (_table(book, grid) for grid in draft.grids.values() if grid.sheet in draft.sheets())
    return [table for table in tables if table is not None]


def _grow(book: xw.Book, grid: Grid, back: ExitStack) -> None:
    """Let a table grow to where its rows will end."""
    table = _table(book, grid)
    if table is not None:
        height, width = table.range.shape
        taller = max(grid.bottom + grid.totals, grid.top + height - 1)
        wider = max(grid.right, grid.left + width - 1)
        _resize(table, (grid.top, grid.left, taller, wider), back)


def _shrink(book: xw.Book, grid: Grid, back: ExitStack) -> None:
    table = _table(book, grid)
    if table is not None:
        bottom = grid.top + table.range.shape[0] - 1
        _resize(table, grid.ref, back)
        if bottom > grid.ref[2]:
            _clear_orphans(table.parent, (grid.ref[2] + 1, grid.ref[1], bottom, grid.ref[3]), back)


def _clear_orphans(sheet: xw.Sheet, box: Ref, back: ExitStack) -> None:
    """Clear the formulas of rows that a table gave up: Excel filled them when it grew."""
    for column in range(box[1], box[3] + 1):
        cells = sheet.range((box[0], column), (box[2], column))
        formulas = [row[0] for row in snapshot.rows_of(cells.formula)]
        filled = [text for text in formulas if text not in ("", None)]
        if filled and all(isinstance(text, str) and text.startswith("=") for text in filled):
            back.callback(setattr, cells, "formula", [[text or ""] for text in formulas])
            cells.clear_contents()


def _resize(table: Table, ref: Ref, back: ExitStack) -> None:
    sheet, old = table.parent, table.range
    new = sheet.range(ref[:2], ref[2:])
    if new.address != old.address:
        table.resize(new)
        back.callback(table.resize, old)


def _table(book: xw.Book, grid: Grid) -> Table | None:
    if grid.part is None:
        return None
    return book.sheets[grid.sheet.name].tables[grid.part.name]


def _add_table(book: xw.Book, grid: Grid) -> xw.Sheet:
    """Add a sheet with the headers of a new table; what the user looks at stays in view."""
    assert grid.part is not None
    active = book.sheets.active
    sheet = book.sheets.add(grid.sheet.name, after=book.sheets[-1])
    active.activate()
    head = sheet.range((grid.top, grid.left), (grid.top, grid.right))
    head.value = [list(grid.part.columns)]
    head.font.bold = True
    area = sheet.range((grid.top, grid.left), grid.ref[2:])
    sheet.tables.add(area, name=grid.part.name)
    for column in grid.table.columns:
        sheet.range((1, grid.columns[column.field])).column_width = column.width
    return sheet


@contextmanager
def quiet(book: xw.Book) -> Iterator[None]:
    """Stop drawing, computing and events for a while; all of it is as it was afterwards."""
    app = book.app
    off = app.properties(screen_updating=False, enable_events=False, calculation="manual")
    with off, _formulas_left_alone(app):
        try:
            yield
        finally:
            app.status_bar = False


@contextmanager
def _formulas_left_alone(app: xw.App) -> Iterator[None]:
    """Let Excel make no calculated column of what we write into one."""
    if sys.platform != "win32":
        yield
        return
    options = app.api.AutoCorrect
    before = options.AutoFillFormulasInLists
    options.AutoFillFormulasInLists = False
    try:
        yield
    finally:
        options.AutoFillFormulasInLists = before
