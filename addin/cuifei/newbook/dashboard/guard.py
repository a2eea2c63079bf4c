"""Is what stands in the workbook really our dashboard, and whole?"""

from cuifei.domain.problems import CuifeiError, say
from cuifei.tables.layout import DASHBOARD, DASHBOARD_DATA, Table
from cuifei.tables.port import Book


def ensure_ours(book: Book) -> None:
    """Raise CuifeiError where a sheet of that name holds something else, or lost a column.

    Charts point to cells, so a table that was rebuilt would be drawn wrongly.
    """
    for table in (DASHBOARD, DASHBOARD_DATA):
        _check(book, table)


def _check(book: Book, table: Table) -> None:
    spot = book.tables.get(table.name)
    if spot is None:
        return
    order = sorted(spot.columns, key=lambda field: spot.columns[field])
    if spot.part and order == [column.field for column in table.columns]:
        return
    raise CuifeiError(
        say("the sheet {sheet} is not the dashboard as cuifei made it", sheet=spot.sheet),
        say("Give that sheet another name or delete it, and run again: it is made anew"),
        spot.sheet,
    )
