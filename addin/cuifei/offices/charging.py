"""What is still owed by one row of theirs: which amounts, of which period, due when?

Charged less paid, paid or unpaid by a word, or what stands as unpaid: each
group of columns (fee item and period) gives one charge of what is open.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from cuifei.domain.problems import Problem, Unreadable, say
from cuifei.offices import amounts, people, periods
from cuifei.offices.cell_words import (
    PAID_WORDS,
    SAYS_PAID,
    SAYS_UNPAID,
    SETTLED_WORDS,
    UNPAID_WORDS,
)
from cuifei.offices.headers import word
from cuifei.offices.mapping import Amount
from cuifei.offices.notes import against, fault
from cuifei.offices.reads import Context, Value, due_of, money, period_of
from cuifei.offices.words import BALANCE, DEFAULT_ITEM, PREVIOUS_ITEM, PREVIOUS_PERIOD
from cuifei.ooxml.a1 import address
from cuifei.ooxml.values import Cell
from cuifei.tables.cells import normal


@dataclass(frozen=True, slots=True)
class Open:
    """A charge as it follows from one group of columns in one row; a `credit` is below zero."""

    cells: Mapping[str, Cell]
    columns: Mapping[str, int]
    faults: Mapping[str, Unreadable] = field(default_factory=dict)
    credit: bool = False


Group = dict[str, Amount]
# How a Problem begins that a row's total is not the sum of its parts.
PARTS = "the row's total is {total}, but its parts make {parts}"


def charges(context: Context, row: int, problems: list[Problem]) -> Iterator[Open]:
    """Yield what a row leaves open, group by group; what cannot be read is in `faults`."""
    groups: dict[tuple[str, str], Group] = defaultdict(dict)
    for amount in context.block.amounts:
        if amount.role in ("unpaid", "charge", "paid", "waived"):
            groups[amount.item, amount.period].setdefault(amount.role, amount)
    pool: Value = _pool(context, row, groups)
    note = against(context.sheet, context.block, row)
    opened: list[tuple[str, str, Value, int]] = []
    for (item, period), group in sorted(groups.items(), key=_oldest):
        value, pool, column = _open(context, row, group, pool)
        _agree(context, row, group, problems)
        opened.append((item, period, value, column))
    total = sum((charge[2] for charge in opened if isinstance(charge[2], Decimal)), Decimal(0))
    typed = _typed(context)
    for item, period, value, column in _netted(opened, typed):
        counted = fault(note) if note and isinstance(value, Decimal) and value > 0 else value
        left = _charge(context, row, Amount(column, "", item, period), counted)
        below = isinstance(counted, Decimal) and counted < 0
        yield replace(left, credit=below and column not in typed)
    if not any(isinstance(charge[2], Unreadable) for charge in opened):
        _compare(context, row, total, problems)


def _netted(
    opened: list[tuple[str, str, Value, int]], typed: Set[int]
) -> Iterator[tuple[str, str, Value, int]]:
    """Yield what is open, the oldest first, with what was paid too much taken off the rest.

    What is still too much comes last, below zero: it was paid in advance. An amount below
    zero in a column that is no balance (`typed`) stays as it is: a refund, or a slip.
    """
    over = Decimal(0)
    credit: tuple[str, str, Value, int] | None = None
    for charge in opened:
        if isinstance(charge[2], Decimal) and charge[2] < 0 and charge[3] not in typed:
            over, credit = over - charge[2], charge
    for item, period, value, column in opened:
        if not isinstance(value, Decimal) or (value < 0 and column in typed):
            yield item, period, value, column
        elif value > 0:
            used = min(over, value)
            over -= used
            if value > used:
                yield item, period, value - used, column
    if credit and over:
        yield credit[0], credit[1], -over, credit[3]


def _typed(context: Context) -> Set[int]:
    """Return the columns of what is unpaid that are no balances, which may fall below zero."""
    block = context.block
    headers = dict(enumerate(block.headers, block.left))
    unpaid = (amount.column for amount in block.amounts if amount.role == "unpaid")
    return {n for n in unpaid if not BALANCE.search(word(headers.get(n, "")))}


def _oldest(pair: tuple[tuple[str, str], Group]) -> tuple[date, str]:
    (item, period), _ = pair
    first = date.min if period == PREVIOUS_PERIOD else periods.start(period)
    return first or date.max, item


def _pool(context: Context, row: int, groups: dict[tuple[str, str], Group]) -> Value:
    """Return what was paid on all charges together, where columns say it of no charge alone."""
    paid_only = [key for key, group in groups.items() if set(group) <= {"paid", "waived"}]
    if len(paid_only) == len(groups):
        return Decimal(0)
    total = Decimal(0)
    for key in paid_only:
        for amount in groups.pop(key).values():
            value = money(context, row, amount.column)
            if isinstance(value, Unreadable):
                return value
            total += value
    return total


def _open(context: Context, row: int, group: Group, pool: Value) -> tuple[Value, Value, int]:
    """Return what a group leaves open, what is left of the pool, and the column that says it."""
    if "unpaid" in group and not _blank_between(context, row, group):
        column = group["unpaid"].column
        return _owed(context, row, column), pool, column
    column = group.get("charge", next(iter(group.values()))).column
    taken = [group[role].column for role in ("paid", "waived") if role in group]
    read_amount = money if taken else _owed
    value = read_amount(context, row, column) if "charge" in group else Decimal(0)
    if isinstance(value, Decimal) and taken:
        for taken_column in taken:
            paid = money(context, row, taken_column)
            if isinstance(paid, Unreadable):
                return paid, pool, taken_column
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


def _owed(context: Context, row: int, column: int) -> Value:
    """Return the amount in a cell; nothing where it says 已缴 and the row has a total too."""
    cell = context.sheet.at(row, column)
    totals = [amount.column for amount in context.block.amounts if amount.role == "total"]
    proved = any(amounts.looks(context.sheet.at(row, n)) for n in totals)
    if proved and isinstance(cell, str) and normal(cell) in SETTLED_WORDS:
        return Decimal(0)
    return money(context, row, column)


def _agree(context: Context, row: int, group: Group, problems: list[Problem]) -> None:
    """Add a Problem where charged less paid is not what stands as unpaid."""
    if not {"charge", "paid", "unpaid"} <= set(group) or _blank_between(context, row, group):
        return
    values = [
        money(context, row, group[role].column)
        for role in ("unpaid", "charge", "paid", "waived")
        if role in group
    ]
    known = [value for value in values if isinstance(value, Decimal)]
    difference = (
        abs(known[1] - sum(known[2:]) - known[0]) if len(known) == len(values) else Decimal(1)
    )
    # Some lists waive before they charge: then only what was paid comes off.
    paid_alone = len(known) == 4 and abs(known[1] - known[2] - known[0]) < Decimal("0.01")
    if difference >= Decimal("0.01") and not paid_alone:
        place = f"{context.sheet.name}!{address(row, group['unpaid'].column)}"
        message = say("charged less paid is not what stands here as unpaid; this column is used")
        problems.append(Problem(place, message, say("Correct the amount that is wrong")))


def _blank_between(context: Context, row: int, group: Group) -> bool:
    """Return whether nothing stands as unpaid although charged and paid are both given."""
    both = "charge" in group and "paid" in group
    return both and amounts.nothing(context.sheet.at(row, group["unpaid"].column))


def _status(context: Context, row: int) -> "bool | Unreadable":
    """Return whether a row is unpaid by its word of state."""
    cell = context.sheet.at(row, context.block.columns["status"])
    text = normal(people.text_of(cell))
    if text in PAID_WORDS or SAYS_PAID.fullmatch(text):
        return False
    if text in UNPAID_WORDS or SAYS_UNPAID.fullmatch(text):
        return True
    if not text:
        return Unreadable(say("it is not said whether this was paid"), say("Type 已缴 or 未缴"))
    return Unreadable(
        say("“{value}” does not say whether all of it was paid", value=text),
        say("Type 已缴 or 未缴"),
    )


def _charge(context: Context, row: int, amount: Amount, value: Value) -> Open:
    block = context.block
    cells: dict[str, Cell] = {"amount": value if isinstance(value, Decimal) else None}
    columns = {"amount": amount.column}
    faults: dict[str, Unreadable] = {}
    if isinstance(value, Unreadable):
        faults["amount"] = value
    period = amount.period or period_of(context, row)
    item = amount.item or _item(context, row)
    due, fault = due_of(context, row, period)
    if not period and due:
        period = f"{due.year}-{due.month:02d}"
    if period == PREVIOUS_PERIOD and not amount.item:
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


def _compare(context: Context, row: int, ours: Decimal, problems: list[Problem]) -> None:
    """Add a Problem where the row's own total says something else than its parts."""
    roles: dict[str, Decimal] = defaultdict(Decimal)
    last: dict[str, int] = {}
    for amount in context.block.amounts:
        if amount.role == "total" and len(amount.period) > len("2025"):
            continue  # the total of a quarter says nothing of the whole row
        value = money(context, row, amount.column)
        if isinstance(value, Decimal):
            roles[amount.role] += value
            last[amount.role] = amount.column
    if "total" not in last or amounts.nothing(context.sheet.at(row, last["total"])):
        return
    stated = money(context, row, last["total"])
    sums: tuple[Decimal, ...] = (
        ours,
        *(roles[role] for role in ("charge", "unpaid") if role in last),
    )
    if "charge" in last:
        sums = (*sums, roles["charge"] - roles["paid"] - roles["waived"])
    sums = (*sums, *(total + roles["fee"] for total in sums))
    if isinstance(stated, Decimal) and not any(abs(stated - s) < Decimal("0.01") for s in sums):
        place = f"{context.sheet.name}!{address(row, last['total'])}"
        message = say(
            "the row's total is {total}, but its parts make {parts}",
            total=str(stated),
            parts=str(ours),
        )
        problems.append(Problem(place, message, say("Correct the total or its parts")))
