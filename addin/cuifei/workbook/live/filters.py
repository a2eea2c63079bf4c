"""Which rows does a filter hide, and how is it asked again after we have written to all of them?

Excel's own criteria go back as they came: “contains 样例” is the text =*样例*, and xlwings, which
takes every * for a sign of the text, would ask for =~*样例~* and show no row.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import xlwings as xw
from xlwings.main import AutoFilter, AutoFilterCriteria, Table

# XlAutoFilterOperator: of the highest and lowest, Excel gives what they came to, not what was
# asked; an icon is an object that cannot be handed back.
_RANKED, _COLOURS, _ICON = frozenset((3, 4, 5, 6)), frozenset((8, 9)), 10

Again = Callable[[], object]


@contextmanager
def shown(tables: Iterable[Table], sheets: Iterable[xw.Sheet]) -> Iterator[None]:
    """Show all rows of these tables and sheets, and filter them again afterwards.

    A filter that cannot be asked for again is left alone: hidden rows are written, too.
    """
    again: list[Again] = []
    for table in tables:
        if table.show_autofilter:
            again += _lifted(table)
    if sys.platform == "win32":
        for sheet in sheets:
            # Of a list that is no table; a filter of tables is asked of the table.
            if sheet.api.AutoFilterMode:
                again += _native(sheet.api.AutoFilter, {})
    try:
        yield
    finally:
        for ask in again:
            ask()


def _lifted(table: Table) -> list[Again]:
    """Lift a table's filter, and return what asks for it again; nothing where it stays."""
    criteria = [criterion for criterion in table.autofilter.criteria if criterion.type != "none"]
    if sys.platform == "win32":
        ranked = {
            criterion.field: _asking(table.autofilter, criterion)
            for criterion in criteria
            if criterion.count or criterion.percent
        }
        return _native(table.api.AutoFilter, ranked)
    if not criteria or not all(_can_ask(criterion) for criterion in criteria):
        return []
    table.autofilter.clear()
    return [_asking(table.autofilter, criterion) for criterion in criteria]


def _native(autofilter: Any, ranked: dict[int, Again]) -> list[Again]:
    """Lift a filter of Excel, and return what asks for it again in Excel's own words."""
    again: list[Again] = []
    for field in range(1, autofilter.Filters.Count + 1):
        column_filter = autofilter.Filters.Item(field)
        if not column_filter.On:
            continue
        ask = (
            ranked.get(field)
            if column_filter.Operator in _RANKED
            else _words(autofilter, field, column_filter)
        )
        if ask is None:
            return []
        again.append(ask)
    if again:
        autofilter.ShowAllData()
    return again


def _words(autofilter: Any, field: int, column_filter: Any) -> Again | None:
    """Return what asks for one column's criteria again; None where Excel does not tell them."""
    words: dict[str, Any] = {"Field": field}
    try:
        first = column_filter.Criteria1
        if column_filter.Operator in _COLOURS:
            first = int(first.Color)
    except Exception as error:
        if not hasattr(error, "hresult"):
            raise
        return None  # days that were ticked by month or year
    if column_filter.Operator == _ICON:
        return None
    words["Criteria1"] = list(first) if isinstance(first, tuple) else first
    if column_filter.Operator:
        words["Operator"] = column_filter.Operator
    if column_filter.Operator in (1, 2):  # and, or: there is a second one
        words["Criteria2"] = column_filter.Criteria2
    return lambda: autofilter.Range.AutoFilter(**words)


def _can_ask(criterion: AutoFilterCriteria) -> bool:
    askable = (criterion.values, criterion.operator, criterion.count, criterion.percent)
    return criterion.type != "unknown" and any(askable)


def _asking(autofilter: AutoFilter, criterion: AutoFilterCriteria) -> Again:
    return lambda: _ask(autofilter, criterion)


def _ask(autofilter: AutoFilter, criterion: AutoFilterCriteria) -> None:
    """Set a column's filter as it was, in xlwings' words."""
    if criterion.operator is not None:
        autofilter.apply_comparison(
            criterion.field, criterion.operator, criterion.value1, criterion.value2
        )
    elif criterion.type == "top_items" and criterion.count:
        autofilter.apply_top_items(criterion.field, criterion.count)
    elif criterion.type == "bottom_items" and criterion.count:
        autofilter.apply_bottom_items(criterion.field, criterion.count)
    elif criterion.type == "top_percent" and criterion.percent:
        autofilter.apply_top_percent(criterion.field, criterion.percent)
    elif criterion.type == "bottom_percent" and criterion.percent:
        autofilter.apply_bottom_percent(criterion.field, criterion.percent)
    else:
        autofilter.apply_values(criterion.field, criterion.values or [])
