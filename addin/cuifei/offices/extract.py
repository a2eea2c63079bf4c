"""What do the records of one block say, in the words of our tables? Rows to entries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median

from cuifei.domain.codes import UseType
from cuifei.domain.problems import Problem, Unreadable, say
from cuifei.files.source import Sheet
from cuifei.offices import amounts, charging, dates, people, periods, reads
from cuifei.offices.mapping import BlockMap
from cuifei.offices.reads import Context
from cuifei.offices.sorting import Sorted, sort_rows
from cuifei.offices.words import PREVIOUS_PERIOD
from cuifei.ooxml.a1 import address
from cuifei.ooxml.values import Cell
from cuifei.tables.cells import normal
from cuifei.tables.faults import ERRORS
from cuifei.tables.layout import CODES

_USE = (
    (UseType.SHOP, "铺商shop"),
    (UseType.PARKING, "车parking"),
    (UseType.ENTRUSTED, "托entrust"),
)
_LOOK = say("Check that this is what was meant")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a table of ours as it follows from one row of theirs.

    `columns`: field -> their column. `faults`: field -> why its cell cannot be read.
    """

    table: str
    sheet: str
    row: int
    cells: Mapping[str, Cell]
    columns: Mapping[str, int]
    faults: Mapping[str, Unreadable] = field(default_factory=dict)


@dataclass(slots=True)
class Extract:
    """What one block gave: entries, sorted rows, and what must be looked at."""

    block: BlockMap
    entries: list[Entry] = field(default_factory=list)
    rows: list[Sorted] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def extract(sheet: Sheet, block: BlockMap, end: int, date1904: bool = False) -> Extract:
    """Return what a block says, read as its mapping tells."""
    out = Extract(block, rows=sort_rows(sheet, block, end))
    context = _context(sheet, block, out.rows, date1904)
    last: dict[str, str] = {}
    for row in out.rows:
        if row.kind == "unclear":
            message = say("this row has no unit; it is left out")
            remedy = say("Type the unit, or clear the row")
            out.problems.append(Problem(f"{sheet.name}!{row.row}", message, remedy))
        if row.kind == "record":
            _record(context, row.row, last, out)
    return out


def _context(sheet: Sheet, block: BlockMap, rows: Sequence[Sorted], date1904: bool) -> Context:
    by_column: dict[int, list[Decimal]] = defaultdict(list)
    area = block.columns.get("area")
    area_copies: dict[int, int] = defaultdict(int)
    records = [row for row in rows if row.kind == "record"]
    for row in records:
        size = amounts.read(sheet.at(row.row, area), "point") if area else None
        for n, value in (row.money or {}).items():
            by_column[n].append(abs(value))
            area_copies[n] += size is not None and value == size
    usual = {n: median(v) for n, v in by_column.items() if len(v) >= 5}
    copied = frozenset(n for n, k in area_copies.items() if 0 < k * 5 <= len(records))
    return Context(sheet, block, usual, date1904, copied)


def _record(context: Context, row: int, last: dict[str, str], out: Extract) -> None:
    sheet, block = context.sheet, context.block
    unit, fault = unit_of(sheet, block, row, last)
    columns = {"unit": block.columns["unit"]} if "unit" in block.columns else {}
    faults = {"unit": fault} if fault else {}
    base: dict[str, Cell] = {"unit": unit or None}
    if unit and people.several_rooms(unit):
        message = say("“{unit}” names several rooms; it is kept as one account", unit=unit)
        remedy = say("Give each room a row of its own if each has its own amount")
        out.problems.append(Problem(_place(context, row, "unit"), message, remedy))
    out.entries.append(_unit(context, row, base, columns, faults, out))
    if block.kind == "charges":
        for charge in charging.charges(context, row, out.problems):
            cells = {**base, **charge.cells}
            entry_columns = {**columns, **charge.columns}
            amount = charge.cells["amount"]
            if charge.credit and isinstance(amount, Decimal):
                out.entries.append(_credit(context, row, charge, base, columns, faults))
                continue
            entry = Entry(
                "charges", sheet.name, row, cells, entry_columns, {**faults, **charge.faults}
            )
            out.entries.append(entry)
    elif block.kind == "payments":
        out.entries.append(_payment(context, row, base, columns, faults))


def _credit(
    context: Context,
    row: int,
    charge: charging.Open,
    base: Mapping[str, Cell],
    columns: Mapping[str, int],
    faults: Mapping[str, Unreadable],
) -> Entry:
    """Return what was paid in advance as a payment, received when the period began."""
    begun = periods.start(str(charge.cells["period"] or ""))
    amount = Decimal(str(charge.cells["amount"]))
    cells = {**base, "amount": -amount, "date": begun or charge.cells["due"]}
    entry_faults = dict(faults)
    if cells["date"] is None and "due" in charge.faults:
        entry_faults["date"] = charge.faults["due"]
    entry_columns = {**columns, "amount": charge.columns["amount"]}
    return Entry("payments", context.sheet.name, row, cells, entry_columns, entry_faults)


def unit_of(
    sheet: Sheet, block: BlockMap, row: int, last: dict[str, str]
) -> tuple[str, Unreadable | None]:
    """Return a row's unit, its parts joined, and why it cannot be read."""
    parts = []
    alone = block.facts.get("join") == "no"
    for name in ("unit",) if alone else ("building", "entrance", "unit"):
        column = block.columns.get(name)
        cell = sheet.seen(row, column) if column else None
        if isinstance(cell, str) and cell.strip() in ERRORS:
            return "", reads.error(cell.strip())
        if column and name == "unit" and hasattr(cell, "year"):
            return "", _turned(cell)
        text = people.text_of(cell) if column else ""
        if name == "building" and not column:
            text = block.facts.get("building", "")
        if name in ("building", "entrance") and column:
            if not text and block.facts.get("blanks") == "above":
                text = last.get(name, "")
            if text != last.get(name) and name == "building":
                last.pop("entrance", None)
            last[name] = text
        parts.append(text)
    unit = people.joined(parts) if parts[-1] else ""
    return people.apart(_community(sheet, block, row), unit), None


def _community(sheet: Sheet, block: BlockMap, row: int) -> str:
    """Return the community that tells a unit apart from one of the same number; "" for none."""
    if block.facts.get("apart") != "yes":
        return ""
    column = block.columns.get("community")
    return people.text_of(sheet.seen(row, column)) if column else block.facts.get("community", "")


def _turned(cell: Cell) -> Unreadable:
    shown = people.text_of(cell)
    return Unreadable(
        say("Excel turned the unit into the date {day}", day=shown),
        say("Format the cell as text and type the unit again"),
    )


def _unit(
    context: Context,
    row: int,
    base: Mapping[str, Cell],
    columns: Mapping[str, int],
    faults: Mapping[str, Unreadable],
    out: Extract,
) -> Entry:
    sheet, block = context.sheet, context.block
    cells: dict[str, Cell] = dict(base)
    entry_columns = dict(columns)
    for name in ("community", "building", "area", "price", "address", "use_type", "note"):
        column = block.columns.get(name)
        cell = sheet.seen(row, column) if column else None
        if column and cell is not None and str(cell).strip() not in ("", *ERRORS):
            cells[name], entry_columns[name] = people.text_of(cell), column
    for name in ("community", "building"):
        cells.setdefault(name, block.facts.get(name) or None)
    if use := cells.get("use_type"):
        cells["use_type"] = _use_type(str(use))
    _people(context, row, cells, entry_columns, out)
    return Entry("units", sheet.name, row, cells, entry_columns, faults)


def _people(
    context: Context, row: int, cells: dict[str, Cell], entry_columns: dict[str, int], out: Extract
) -> None:
    block, sheet = context.block, context.sheet
    phone = ""
    for name in ("owner", "phone"):
        column = block.columns.get(name)
        cell = sheet.seen(row, column) if column else None
        if column and name == "owner":
            entry_columns[name] = column
        if not column or cell is None or str(cell).strip() in ("", *ERRORS):
            continue
        split = people.owners(cell) if name == "owner" else people.phones(cell)
        cells[name], entry_columns[name] = split.text or None, column
        phone = phone or split.phones
        if not split.sure:
            message = say(
                "“{value}” may name several people or numbers; it is kept as it stands",
                value=" ".join(people.text_of(cell).split()),
            )
            out.problems.append(Problem(_place(context, row, name), message, _LOOK))
    if phone and not cells.get("phone"):
        cells["phone"] = phone


def _use_type(typed: str) -> str:
    """Return the word of a use type that a longer word means, else the word as typed."""
    plain = normal(typed)
    for code, marks in _USE:
        if any(mark in plain for mark in marks[:2]) or marks[2:] in plain:
            return CODES["use_type"][code][0]
    homes = ("宅", "寓", "高层", "洋房", "别墅", "home", "resident", "flat")
    if any(word in plain for word in homes):
        return CODES["use_type"][UseType.RESIDENTIAL][0]
    return typed


def _payment(
    context: Context,
    row: int,
    base: Mapping[str, Cell],
    columns: Mapping[str, int],
    faults: Mapping[str, Unreadable],
) -> Entry:
    sheet, block = context.sheet, context.block
    cells, entry_columns, entry_faults = dict(base), dict(columns), dict(faults)
    for name in ("channel", "voucher"):
        if column := block.columns.get(name):
            cells[name], entry_columns[name] = people.text_of(sheet.at(row, column)) or None, column
    if column := block.columns.get("pay_date"):
        entry_columns["date"] = column
        cell = sheet.seen(row, column)
        day = dates.read(cell, block.reads.get(column, "ymd"), context.date1904)
        cells["date"] = day or cell
        if day is None and cell is not None:
            entry_faults["date"] = reads.not_a_date(cell)
    money = next((amount for amount in block.amounts if amount.role in ("paid", "charge")), None)
    if money:
        entry_columns["amount"] = money.column
        value = reads.money(context, row, money.column)
        cells["amount"] = sheet.at(row, money.column) if isinstance(value, Unreadable) else value
        if isinstance(value, Unreadable):
            entry_faults["amount"] = value
    period = reads.period_of(context, row)
    if period and period != PREVIOUS_PERIOD:
        cells["period"] = period
    return Entry("payments", sheet.name, row, cells, entry_columns, entry_faults)


def _place(context: Context, row: int, name: str) -> str:
    return f"{context.sheet.name}!{address(row, context.block.columns[name])}"
