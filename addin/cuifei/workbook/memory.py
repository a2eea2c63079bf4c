"""Where do a clerk's notes go when their row goes, and how do they come back? (sheet 备忘)

A row of ours that disappears takes nothing with it that somebody typed: each
such cell becomes a line of the table 备忘, and returns with the row's key.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from cuifei.ooxml import cell_xml
from cuifei.ooxml.cell_xml import Content, Fault, Formula
from cuifei.ooxml.values import Cell
from cuifei.tables import layout
from cuifei.workbook import row_keys
from cuifei.workbook.arrange import arrange
from cuifei.workbook.draft import Draft
from cuifei.workbook.grid import Grid

_TABLE = layout.MEMORY
_BETWEEN = " | "


@dataclass(frozen=True, slots=True)
class Memo:
    """One typed cell of a row that went: its table, the row's key, its column's header."""

    table: str
    key: str
    column: str
    content: "Cell | Fault"


def typed(grid: Grid, row: int) -> list[Memo]:
    """Return what people typed into a row (formulas aside: new rows get them again)."""
    out = []
    key = row_keys.shown(grid, row, row_keys.of_row(grid, row))
    for column, header in grid.user_columns():
        value = grid.at(row, column)
        if value is not None and not isinstance(value, Formula):
            shown = _day(grid, row, column, value)
            out.append(Memo(grid.spot.sheet, _BETWEEN.join(key), header, shown))
    return out


def _day(grid: Grid, row: int, column: int, value: Content) -> "Cell | Fault":
    """Return the value as people see it: a number that is shown as a day is that day."""
    raw = grid.raw(row, column)
    days = isinstance(value, Decimal) and raw is not None
    if days and grid.tools.styles.is_date(cell_xml.style(raw or b"")):
        assert isinstance(value, Decimal)
        start = date(1904, 1, 1) if grid.tools.date1904 else date(1899, 12, 30)
        return start + timedelta(int(value)) if value == int(value) else value
    assert not isinstance(value, Formula)
    return value


def settle(draft: Draft, grid: Grid, lost: Sequence[Memo], new: Sequence[int]) -> None:
    """Write what was lost into 备忘, and give the new rows back what it holds for them."""
    if not lost and not (new and draft.has(_TABLE.name)):
        return
    store = draft.grid(_TABLE.name)
    memos = _read(store)
    back = _give_back(grid, memos, new)
    known = [memo for row, memo in memos.items() if row not in back]
    fresh = [memo for memo in dict.fromkeys(lost) if memo not in known]
    if not fresh and not back:
        return
    left: list[int | None] = [row for row in memos if row not in back]
    arrange(store, [*left, *([None] * len(fresh))])
    for row, memo in enumerate(fresh, store.top + 1 + len(left)):
        store.put(row, "table", memo.table)
        store.put(row, "key", memo.key)
        store.put(row, "column", memo.column)
        store.put(row, "content", memo.content)


def _read(store: Grid) -> dict[int, Memo]:
    """Return what the table holds, by row."""
    out = {}
    for row in store.body():
        value = store.at(row, store.columns["content"])
        if value is not None and not isinstance(value, Formula):
            table, key, column = (
                str(store.content(row, name) or "") for name in ("table", "key", "column")
            )
            out[row] = Memo(table, key, column, _day(store, row, store.columns["content"], value))
    return out


def _give_back(grid: Grid, memos: Mapping[int, Memo], new: Sequence[int]) -> set[int]:
    """Put memos into the blank cells of the rows that came back; return which were used."""
    names = {*grid.table.names, grid.spot.sheet}
    headers = {header: column for column, header in grid.user_columns()}
    rows: dict[str, int] = {}
    for place in new:
        rows.setdefault(_BETWEEN.join(row_keys.of_row(grid, place)), place)
    used = set()
    for origin, memo in memos.items():
        key = row_keys.kept(grid.table, tuple(memo.key.split(_BETWEEN)))
        row, column = rows.get(_BETWEEN.join(key)), headers.get(memo.column)
        if memo.table in names and row and column and _is_free(grid, row, column):
            grid.put_at(row, column, memo.content)
            used.add(origin)
    return used


def _is_free(grid: Grid, row: int, column: int) -> bool:
    content = grid.at(row, column)
    return content is None or isinstance(content, Formula)
