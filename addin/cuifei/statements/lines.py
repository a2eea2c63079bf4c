"""What do the lines of a statement say? Rows to lines: a day, money in or out, who, what for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from cuifei.domain.problems import CuifeiError, Message, Problem, say
from cuifei.files.source import Sheet, Source
from cuifei.ooxml.a1 import column_letters
from cuifei.statements import cells, currency
from cuifei.statements.columns import Head, repeats
from cuifei.statements.words import COMING, GOING, NEUTRAL, RULE, TOTAL
from cuifei.tables.cells import normal


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `money` in yuan, above zero where it came in; `way`: "", in, out, neutral."""

    row: int
    date: date
    time: str
    money: Decimal
    way: str = ""
    balance: Decimal | None = None
    payer: str = ""
    payer_account: str = ""
    note: str = ""
    serial: str = ""
    state: str = ""
    kind: str = ""
    refund: Decimal = Decimal(0)
    currency: str = ""


@dataclass(slots=True)
class Lines:
    """What the rows of one table gave. `unsigned`: nothing says which way the money went."""

    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unsigned: bool = False


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column is read for what, and how. 0: there is none.

    `scales`: what an amount of a column is multiplied by to be yuan.
    """

    day: int
    order: str
    time: int
    credit: int
    debit: int
    amount: int
    direction: int
    styles: dict[int, str]
    scales: dict[int, Decimal]


def lines(source: Source, sheet: Sheet, head: Head, name: str) -> Lines:
    """Return the lines below a header; `name` says which table this is in a Problem.

    Raises CuifeiError where the days or amounts of a column may be read in two ways.
    """
    rows = list(_body(sheet, head))
    columns = _chosen(source, sheet, head, rows, name)
    out = Lines(unsigned=not (columns.credit or columns.direction))
    for row in rows:
        day = cells.day(sheet.at(row, columns.day), columns.order, source.date1904)
        if day is None:
            _no_day(sheet, head, row, columns, out, name)
            continue
        money = _money(sheet, row, columns)
        if isinstance(money, Message):
            what = say("{what}; the line is left out", what=money)
            remedy = say("Look at this line, and enter it by hand")
            out.problems.append(Problem(f"{name}!{row}", what, remedy))
        elif money or _value(sheet, head, row, "refund"):
            out.lines.append(_line(sheet, head, row, day, money, columns))
    if any(line.money < 0 for line in out.lines):
        out.unsigned = False
    return out


def _body(sheet: Sheet, head: Head) -> Iterator[int]:
    for row in range(head.last + 1, len(sheet.rows) + 1):
        filled = [cell for cell in sheet.rows[row - 1] if cell is not None]
        if filled and not repeats(head, sheet.rows[row - 1]):
            yield row


def _chosen(source: Source, sheet: Sheet, head: Head, rows: Sequence[int], name: str) -> _Columns:
    day, order, clock = _day_columns(source, sheet, head, rows, name)
    dated = [r for r in rows if cells.day(sheet.at(r, day), order, source.date1904)]
    credit, debit = head.column("credit"), head.column("debit")
    amount = 0 if credit else head.column("amount")
    styles = {
        n: _style(sheet, dated, n, name) for n in (credit, debit, amount, _balance(head)) if n
    }
    direction = head.column("direction") or _kind_as_direction(sheet, head, dated)
    scales = {n: currency.scale(sheet, head.first, head.last, n) for n in styles}
    return _Columns(day, order, clock, credit, debit, amount, direction, styles, scales)


def _day_columns(
    source: Source, sheet: Sheet, head: Head, rows: Sequence[int], name: str
) -> tuple[int, str, int]:
    """Return the column of days, their order, and another one that holds times of day."""
    seen: dict[int, tuple[int, str]] = {}
    for column in head.columns["date"]:
        order = cells.order_of(sheet.at(row, column) for row in rows)
        read = (cells.day(sheet.at(r, column), order or "dmy", source.date1904) for r in rows)
        seen[column] = (sum(day is not None for day in read), order)
    most = max(count for count, _ in seen.values())
    best = next(n for n, (count, _) in seen.items() if count * 2 >= most)
    if most and not seen[best][1]:
        raise CuifeiError(
            say("nobody can know whether the days or the months come first in this column"),
            say("Save the statement with dates as year-month-day, such as 2026-03-31"),
            f"{name}!{column_letters(best)}",
        )
    times = [n for n, (count, _) in seen.items() if not count]
    return best, seen[best][1], times[0] if times else best


def _style(sheet: Sheet, rows: Sequence[int], column: int, name: str) -> str:
    style = cells.style_of(sheet.at(row, column) for row in rows)
    if not style:
        raise CuifeiError(
            say("nobody can know where the decimals begin in this column"),
            say("Save the statement with amounts such as 1234.50"),
            f"{name}!{column_letters(column)}",
        )
    return style


def _kind_as_direction(sheet: Sheet, head: Head, rows: Sequence[int]) -> int:
    """Return the column of kinds where it says nothing but in and out (来账, 往账)."""
    column = head.column("kind")
    said = {normal(cells.text(sheet.at(row, column))) for row in rows} if column else set()
    return column if said and said <= COMING | GOING else 0


def _balance(head: Head) -> int:
    return head.column("balance")


def _money(sheet: Sheet, row: int, columns: _Columns) -> Decimal | Message:
    """Return what came in (above zero) or went out, or why that cannot be known."""
    values = {}
    for n in (columns.credit, columns.debit, columns.amount):
        if n:
            value = cells.money(sheet.at(row, n), columns.styles[n])
            if value is None:
                shown = str(sheet.at(row, n))
                return say("“{value}” is not an amount of money", value=shown)
            values[n] = value * columns.scales[n]
    if columns.credit:
        credit, debit = values[columns.credit], values.get(columns.debit, Decimal(0))
        if credit and debit:
            return say("money came in and went out in one line")
        # A bank books a payment back below zero in the column where it stood.
        return credit - debit if debit >= 0 else credit + debit
    amount = values[columns.amount]
    way = normal(cells.text(sheet.at(row, columns.direction))) if columns.direction else ""
    return -abs(amount) if way in GOING else amount


def _line(sheet: Sheet, head: Head, row: int, day: date, money: Decimal, columns: _Columns) -> Line:
    notes = [cells.text(sheet.at(row, n)) for n in sorted(head.columns.get("note", ()))]
    balance = _balance(head)
    return Line(
        row,
        day,
        cells.time_of(sheet.at(row, columns.day)) or cells.time_of(sheet.at(row, columns.time)),
        money,
        _way(sheet, row, columns),
        _scaled(sheet, row, balance, columns),
        payer=_first(sheet, head, row, "payer"),
        payer_account=_first(sheet, head, row, "payer_account"),
        note=" ".join(dict.fromkeys(note for note in notes if note)),
        serial=_serial(sheet, head, row),
        state=_first(sheet, head, row, "state"),
        kind=_first(sheet, head, row, "kind"),
        refund=abs(_value(sheet, head, row, "refund")),
        currency=currency.foreign(_first(sheet, head, row, "currency")),
    )


def _scaled(sheet: Sheet, row: int, column: int, columns: _Columns) -> Decimal | None:
    """Return the balance in a row, in yuan; None where there is none."""
    value = cells.money(sheet.at(row, column), columns.styles[column]) if column else None
    return None if value is None else value * columns.scales[column]


def _way(sheet: Sheet, row: int, columns: _Columns) -> str:
    if not columns.direction or columns.credit:
        return ""
    cell = sheet.at(row, columns.direction)
    said = normal(cell) if isinstance(cell, str) else ""
    if said in COMING:
        return "in"
    return "out" if said in GOING else "neutral" if said in NEUTRAL else "unknown"


def _first(sheet: Sheet, head: Head, row: int, name: str) -> str:
    """Return the first column of a field that says anything in this row."""
    said = (cells.text(sheet.at(row, n)) for n in head.columns.get(name, ()))
    return next((text for text in said if text), "")


def _serial(sheet: Sheet, head: Head, row: int) -> str:
    found = (cells.serial(sheet.at(row, n)) for n in head.columns.get("serial", ()))
    return next((text for text in found if text), "")


def _value(sheet: Sheet, head: Head, row: int, name: str) -> Decimal:
    column = head.column(name)
    value = cells.money(sheet.at(row, column), "point") if column else None
    return (value or Decimal(0)) * currency.scale(sheet, head.first, head.last, column)


def _no_day(sheet: Sheet, head: Head, row: int, columns: _Columns, out: Lines, name: str) -> None:
    """Pass over sums and notes; a line with money and without a day is a Problem."""
    said = [normal(cell) for cell in sheet.rows[row - 1] if isinstance(cell, str)]
    if any(TOTAL.fullmatch(text) or RULE.fullmatch(text) for text in said[:3]):
        return
    places = [n for n in (columns.credit, columns.debit, columns.amount) if n]
    values = [cells.money(sheet.at(row, n), columns.styles[n]) for n in places]
    if any(values):
        shown = cells.text(sheet.at(row, columns.day))
        what = say("“{value}” is not a date; the line is left out", value=shown)
        if not shown:
            what = say("a line with an amount and no date; it may be a sum and is left out")
        out.problems.append(
            Problem(f"{name}!{row}", what, say("Look at this line, and enter it by hand"))
        )


def turned(line: Line) -> Line:
    """Return a line whose money went the other way."""
    return replace(line, money=-line.money)
