"""How do the rows of a table change places, with all that stands in them?"""

from collections.abc import Sequence

from cuifei.ooxml import a1, cell_xml, package, sheet_xml
from cuifei.ooxml.cell_xml import Content, Formula
from cuifei.workbook.grid import Grid


def arrange(grid: Grid, order: Sequence[int | None]) -> None:
    """Let the body consist of these rows as they were read, in this order; None is a new one.

    Each row moves with all its cells, styles and formulas. One blank row
    stays where the order is empty: Excel opens no table without it.
    """
    order = order or [None]
    model = _formulas(grid, [row for row in order if row is not None])
    grid.end_at(grid.top + len(order))
    grid.sorted = grid.sorted or list(order) != list(grid.body())
    sources = [*order, *range(grid.old_bottom + 1, grid.old_bottom + grid.totals + 1)]
    for row, source in enumerate(sources, grid.top + 1):
        for column in range(grid.left, grid.right + 1):
            grid.set(row, column, _cell(grid, row, column, source, model))
    for row in range(grid.bottom + grid.totals + 1, grid.old_bottom + grid.totals + 1):
        for column in grid.old.get(row, {}):
            if column <= grid.right:
                grid.set(row, column, b"")
    if grid.sorted:
        grid.sheet.shown |= set(range(grid.top + 1, max(grid.bottom, grid.old_bottom) + 1))


def open_row(grid: Grid, row: int, used: Sequence[int]) -> None:
    """Let a row that is filled for the first time compute what the last of the `used` ones does."""
    model = _formulas(grid, used[-1:])
    for column in model:
        if not isinstance(grid.at(row, column), Formula):
            grid.set(row, column, _cell(grid, row, column, None, model))


def _formulas(grid: Grid, rows: Sequence[int]) -> dict[int, int]:
    """Return the columns in which every row computes -> a row whose formula a new row takes."""
    out = {}
    for column in set(range(grid.left, grid.old_right + 1)) - grid.ours():
        raws = [grid.old.get(row, {}).get(column) for row in rows]
        if raws and all(raw is not None and cell_xml.has_formula(raw) for raw in raws):
            out[column] = rows[0]
    return out


def _cell(grid: Grid, row: int, column: int, source: int | None, model: dict[int, int]) -> bytes:
    """Return the cell that shall stand there: from the row `source`, or for a new row."""
    target = a1.address(row, column)
    if source is not None:
        raw = grid.old.get(source, {}).get(column, b"")
        return _moved(grid, raw, target) if raw and source != row else raw
    if column not in model:
        return _blank(grid, row, column)
    raw = grid.old[model[column]][column]
    formula = cell_xml.content(raw, grid.tools.string)
    text = cell_xml.translated(
        _text(grid, formula, model[column], column),
        a1.address(model[column], column),
        target,
    )
    return cell_xml.written(target, cell_xml.style(raw), Formula(text))


def _blank(grid: Grid, row: int, column: int) -> bytes:
    """Return the cell with nothing in it, as it is where nothing stands there."""
    raw = grid.old.get(row, {}).get(column)
    if raw is not None and not sheet_xml.holds(raw):
        return raw
    style = grid.style(column)
    blank = cell_xml.written(a1.address(row, column), style, None)
    return blank if style or raw else b""


def _moved(grid: Grid, raw: bytes, target: str) -> bytes:
    def text(formula: Formula, origin: str) -> str:
        row, column, _, _ = package.read_ref(origin)
        return _text(grid, formula, row, column)

    return cell_xml.moved(raw, target, text)


def _text(grid: Grid, formula: Content, row: int, column: int) -> str:
    """Return a formula's own text, also where it shares another cell's."""
    if not isinstance(formula, Formula) or formula.text:
        return formula.text if isinstance(formula, Formula) else ""
    origin, raw = grid.sheet.shared()[formula.shared]
    master = cell_xml.content(raw, grid.tools.string)
    text = master.text if isinstance(master, Formula) else ""
    return cell_xml.translated(text, origin, a1.address(row, column))
