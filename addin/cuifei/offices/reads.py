"""What do the cells of one row say, read as their columns are: an amount, a period, a due date?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from cuifei.domain.problems import Unreadable, say
from cuifei.files.source import Sheet
from cuifei.offices import amounts, dates, people, periods
from cuifei.offices.mapping import BlockMap
from cuifei.offices.words import PREVIOUS_PERIOD
from cuifei.ooxml.values import Cell
from cuifei.tables.cells import read_period
from cuifei.tables.faults import ERRORS

_TIMES = 1000  # so many times the usual amount is a slip of the keyboard
_TYPE_DATE = say("Type the date as year-month-day, such as 2026-03-31")
_TYPE_MONEY = say("Type the amount as a plain number, such as 1234.50")


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for all rows of a block: usual amounts, by column, and the calendar."""

    sheet: Sheet
    block: BlockMap
    usual: Mapping[int, Decimal]
    date1904: bool
    copied: frozenset[int]


Value = Decimal | Unreadable


def money(context: Context, row: int, column: int) -> Value:
    """Return the amount in a cell (nothing is 0), or why it cannot be known."""
    cell = context.sheet.at(row, column)
    if (row, column) in context.sheet.uncomputed:
        return Unreadable(
            say("the formula in this cell was never computed"),
            say("Open the workbook in Excel, press F9, save it, and try again"),
        )
    if amounts.nothing(cell):
        return Decimal(0)
    if isinstance(cell, str) and cell.strip() in ERRORS:
        return error(cell.strip())
    value = amounts.read(cell, context.block.reads.get(column, "point"))
    if value is None:
        message = say("“{value}” is not an amount of money", value=people.text_of(cell))
        return Unreadable(message, _TYPE_MONEY)
    if context.block.facts.get("round") == "yes":
        value = amounts.to_fen(value)
    usual = context.usual.get(column)
    if usual and abs(value) > usual * _TIMES:
        message = say("the amount {value} is far above all others here", value=str(value))
        return Unreadable(message, _TYPE_MONEY)
    if column in context.copied and value == _area(context, row):
        message = say("the amount {value} is the same as the area", value=str(value))
        return Unreadable(message, say("Check whether the area was copied into the amount"))
    return value


def _area(context: Context, row: int) -> Decimal | None:
    column = context.block.columns.get("area")
    return amounts.read(context.sheet.at(row, column), "point") if column else None


def error(shown: str) -> Unreadable:
    """Return why a cell with an error cannot be read."""
    return Unreadable(
        say("the cell shows the error {error}", error=shown),
        say("Correct the formula, or type the value"),
    )


def not_a_date(cell: Cell) -> Unreadable:
    """Return why a cell is no date that can be known."""
    message = say("“{value}” is not a date that can be known", value=people.text_of(cell))
    return Unreadable(message, _TYPE_DATE)


def period_of(context: Context, row: int) -> str:
    """Return the period that a row's own cells, or the block, name; "" for none."""
    block, sheet = context.block, context.sheet
    if column := block.columns.get("period"):
        cell = sheet.seen(row, column)
        year = int(block.facts.get("year", "0") or 0)
        text = people.text_of(cell)
        if isinstance(cell, str) or not text:
            return periods.of_text(text, year) or text
        if year and isinstance(cell, int | float) and 1 <= cell <= 12:
            return f"{year}-{int(cell):02d}"
        try:
            return read_period(cell)[0]
        except Unreadable:
            return ""
    days = _ends(context, row)
    if days and days[0] <= days[1]:
        return periods.between(*days)
    return block.facts.get("period", "")


def _ends(context: Context, row: int) -> tuple[date, date] | None:
    days = []
    for name in ("from", "to"):
        column = context.block.columns.get(name)
        if not column:
            return None
        order = context.block.reads.get(column, "ymd")
        day = dates.read(context.sheet.seen(row, column), order, context.date1904)
        if day is None:
            return None
        days.append(day)
    return days[0], days[1]


def due_of(context: Context, row: int, period: str) -> tuple[date | None, Unreadable | None]:
    """Return when a row's amount of that period was due, or why nobody can know."""
    block = context.block
    if column := block.columns.get("due"):
        cell = context.sheet.seen(row, column)
        if cell is None or not str(cell).strip():
            return None, Unreadable(say("the due date is blank"), _TYPE_DATE)
        style = block.reads.get(column, "ymd")
        bare = dates.no_year(cell) if style == "md" else None
        first = periods.start(period) if bare else None
        if bare and first:
            day = dates.next_from(first, *bare)
        else:
            day = dates.read(cell, style, context.date1904)
        return day, None if day else not_a_date(cell)
    if period == PREVIOUS_PERIOD:
        return _typed(block.facts.get("previous_due", ""))
    days = _ends(context, row)
    if days:
        return days[1], None
    rule = block.facts.get("due", "period_end")
    if rule != "period_end":
        return _typed(rule)
    day = periods.end(period)
    if day is None:
        message = say("the period “{period}” does not say when it is due", period=period)
        return None, Unreadable(message, say("Type the period as year-month, such as 2026-03"))
    return day, None


def _typed(text: str) -> tuple[date | None, Unreadable | None]:
    day = dates.read(text, "ymd")
    return day, None if day else not_a_date(text)


def day_before(period: str) -> str:
    """Return the day before a period begins, as typed; "" where the period is no calendar one."""
    first = periods.start(period)
    return (first - timedelta(1)).isoformat() if first else ""
