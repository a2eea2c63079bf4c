"""What is still owed by one row of theirs: which amounts, of which period, due when?

Charged less paid, paid or unpaid by a word, or what stands as unpaid: each
group of columns (fee item and period) gives one charge of what is open.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from cuifei.domain.problems import Problem, Unreadable, say
from cuifei.workbook.adopt import amounts, dates, people, periods
from cuifei.workbook.adopt.mapping import Amount, BlockMap
from cuifei.workbook.adopt.source import Sheet
from cuifei.workbook.adopt.words import (
    DEFAULT_ITEM,
    PAID_WORDS,
    PREVIOUS_ITEM,
    PREVIOUS_PERIOD,
    UNPAID_WORDS,
)
from cuifei.workbook.cells import ERRORS, normal, read_period
from cuifei.workbook.port import Cell
from cuifei.workbook.sheet_xml import address

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


@dataclass(frozen=True, slots=True)
class Open:
    """A charge as it follows from one group of columns in one row."""

    cells: Mapping[str, Cell]
    columns: Mapping[str, int]
    faults: Mapping[str, Unreadable] = field(default_factory=dict)


Value = Decimal | Unreadable
Group = dict[str, Amount]


def charges(context: Context, row: int, problems: list[Problem]) -> Iterator[Open]:
    """Yield what a row leaves open, group by group; what cannot be read is in `faults`."""
    groups: dict[tuple[str, str], Group] = defaultdict(dict)
    for one in context.block.amounts:
        if one.role in ("unpaid", "charge", "paid"):
            groups[one.item, one.period].setdefault(one.role, one)
    pool = _pool(context, row, groups)
    total = Decimal(0)
    readable = True
    for (item, period), group in sorted(groups.items(), key=_oldest):
        value, pool, column = _open(context, row, group, pool)
        if isinstance(value, Decimal) and value == 0:
            continue
        readable = readable and isinstance(value, Decimal)
        total += value if isinstance(value, Decimal) else 0
        yield _charge(context, row, Amount(column, "", item, period), value)
    if readable:
        _compare(context, row, total, problems)


def _oldest(pair: tuple[tuple[str, str], Group]) -> tuple[date, str]:
    (item, period), _ = pair
    first = date.min if period == PREVIOUS_PERIOD else periods.start(period)
    return first or date.max, item


def _pool(context: Context, row: int, groups: dict[tuple[str, str], Group]) -> Value:
    """Return what was paid on all groups together, where one column says it of them all."""
    alone = [key for key, group in groups.items() if set(group) == {"paid"}]
    if len(alone) != 1 or len(groups) < 2:
        return Decimal(0)
    return money(context, row, groups.pop(alone[0])["paid"].column)


def _open(context: Context, row: int, group: Group, pool: Decimal) -> tuple[Value, Decimal, int]:
    """Return what a group leaves open, what is left of the pool, and the column that says it."""
    if "unpaid" in group and not _blank_between(context, row, group):
        column = group["unpaid"].column
        return money(context, row, column), pool, column
    column = group.get("charge", next(iter(group.values()))).column
    value = money(context, row, column) if "charge" in group else Decimal(0)
    if isinstance(value, Decimal) and "paid" in group:
        paid = money(context, row, group["paid"].column)
        if isinstance(paid, Unreadable):
            return paid, pool, group["paid"].column
        value -= paid
    elif "status" in context.block.columns and not (isinstance(value, Decimal) and value == 0):
        state = _status(context, row)
        if isinstance(state, Unreadable):
            return state, pool, context.block.columns["status"]
        value = value if state else Decimal(0)
    if isinstance(pool, Unreadable):
        return pool if isinstance(value, Unreadable) or value > 0 else value, pool, column
    if isinstance(value, Decimal) and pool > 0 and value > 0:
        used = min(pool, value)
        return value - used, pool - used, column
    return value, pool, column


def _blank_between(context: Context, row: int, group: Group) -> bool:
    """Return whether nothing stands as unpaid although charged and paid are both given."""
    both = "charge" in group and "paid" in group
    return both and amounts.nothing(context.sheet.at(row, group["unpaid"].column))


def _status(context: Context, row: int) -> "bool | Unreadable":
    """Return whether a row is unpaid by its word of state."""
    cell = context.sheet.at(row, context.block.columns["status"])
    text = normal(people.text_of(cell))
    if text in PAID_WORDS:
        return False
    if text in UNPAID_WORDS:
        return True
    if not text:
        return Unreadable(say("it is not said whether this was paid"), say("Type 已缴 or 未缴"))
    return Unreadable(
        say("“{value}” does not say whether all of it was paid", value=text),
        say("Type 已缴 or 未缴"),
    )


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
        what = say("“{value}” is not an amount of money", value=people.text_of(cell))
        return Unreadable(what, _TYPE_MONEY)
    usual = context.usual.get(column)
    if usual and abs(value) > usual * _TIMES:
        what = say("the amount {value} is far above all others here", value=str(value))
        return Unreadable(what, _TYPE_MONEY)
    if column in context.copied and value == _area(context, row):
        what = say("the amount {value} is the same as the area", value=str(value))
        return Unreadable(what, say("Check whether the area was copied into the amount"))
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
    what = say("“{value}” is not a date that can be known", value=people.text_of(cell))
    return Unreadable(what, _TYPE_DATE)


def _charge(context: Context, row: int, one: Amount, value: Value) -> Open:
    block = context.block
    cells: dict[str, Cell] = {"amount": value if isinstance(value, Decimal) else None}
    columns = {"amount": one.column}
    faults: dict[str, Unreadable] = {}
    if isinstance(value, Unreadable):
        faults["amount"] = value
    period = one.period or period_of(context, row)
    item = one.item or _item(context, row)
    due, fault = _due(context, row, period)
    if not period and due:
        period = f"{due.year}-{due.month:02d}"
    if period == PREVIOUS_PERIOD and not one.item:
        item = PREVIOUS_ITEM
    cells |= {"period": period or None, "item": item, "due": due}
    for name, source in (("due", "due"), ("period", "period"), ("item", "item")):
        if source in block.columns:
            columns[name] = block.columns[source]
    if fault:
        faults["due"] = fault
    return Open(cells, columns, faults)


def _item(context: Context, row: int) -> str:
    column = context.block.columns.get("item")
    text = people.text_of(context.sheet.seen(row, column)) if column else ""
    return text or context.block.facts.get("item", "") or DEFAULT_ITEM


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
    found = []
    for name in ("from", "to"):
        column = context.block.columns.get(name)
        if not column:
            return None
        order = context.block.reads.get(column, "ymd")
        day = dates.read(context.sheet.seen(row, column), order, context.date1904)
        if day is None:
            return None
        found.append(day)
    return found[0], found[1]


def _due(context: Context, row: int, period: str) -> tuple[date | None, Unreadable | None]:
    block = context.block
    if column := block.columns.get("due"):
        cell = context.sheet.seen(row, column)
        if cell is None or not str(cell).strip():
            return None, Unreadable(say("the due date is blank"), _TYPE_DATE)
        day = dates.read(cell, block.reads.get(column, "ymd"), context.date1904)
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
        what = say("the period “{period}” does not say when it is due", period=period)
        return None, Unreadable(what, say("Type the period as year-month, such as 2026-03"))
    return day, None


def _typed(text: str) -> tuple[date | None, Unreadable | None]:
    day = dates.read(text, "ymd")
    return day, None if day else not_a_date(text)


def day_before(period: str) -> str:
    """Return the day before a period begins, as typed; "" where the period is no calendar one."""
    first = periods.start(period)
    return (first - timedelta(1)).isoformat() if first else ""


def _compare(context: Context, row: int, ours: Decimal, problems: list[Problem]) -> None:
    """Add a Problem where the row's own total says something else than its parts."""
    roles: dict[str, Decimal] = defaultdict(Decimal)
    last: dict[str, int] = {}
    for one in context.block.amounts:
        value = money(context, row, one.column)
        if isinstance(value, Decimal):
            roles[one.role] += value
            last[one.role] = one.column
    if "total" not in last or amounts.nothing(context.sheet.at(row, last["total"])):
        return
    stated = money(context, row, last["total"])
    sums = (ours, roles["charge"], roles["unpaid"], roles["charge"] - roles["paid"])
    sums = (*sums, *(one + roles["fee"] for one in sums))
    if isinstance(stated, Decimal) and not any(abs(stated - s) < Decimal("0.01") for s in sums):
        place = f"{context.sheet.name}!{address(row, last['total'])}"
        what = say(
            "the row's total is {total}, but its parts make {parts}",
            total=str(stated),
            parts=str(ours),
        )
        problems.append(Problem(place, what, say("Correct the total or its parts")))
