"""What do the lines of a statement say? Rows to lines: a day, money in or out, who, what for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from cuifei.domain.problems import CuifeiError, Message, Problem, listed, say, say_n
from cuifei.files.source import Sheet, Source
from cuifei.ooxml.a1 import column_letters
from cuifei.statements import cells, currency, money_columns
from cuifei.statements.columns import Head, repeats
from cuifei.statements.money_columns import Columns
from cuifei.statements.words import RULE, SUM, TOTAL
from cuifei.tables.cells import normal

MOST_LINES = 100_000
_BY_HAND = say("Look at this line, and enter it by hand")
_LABEL = re.compile("[\u4e00-\u9fff][:：]")
_PIECE = 3
_NAME = re.compile("[\u4e00-\u9fff]{2}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `money` in yuan, above zero where it came in; `way`: "", in, out, neutral, unknown.

    A line that sums up others has the way "sum"; one without money moved nothing.
    """

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

    def tells(self, name: str, row: int) -> bool:
        """Return whether the last Problem is about a row."""
        return bool(self.problems) and self.problems[-1].where == f"{name}!{row}"


@dataclass(frozen=True, slots=True)
class _Days:
    """Which column holds the days, in which order, and which one the times of day.

    `written`: days are written out, so that five digits are the rest of one, not Excel's number.
    """

    column: int
    order: str
    time: int
    date1904: bool
    written: bool

    def of(self, sheet: Sheet, row: int) -> date | None:
        """Return the day of a row, None where it has none."""
        cell = sheet.at(row, self.column)
        if self.written and cells.is_serial_text(cell):
            return None
        return cells.day(cell, self.order, self.date1904)


def lines(source: Source, sheet: Sheet, head: Head, name: str) -> Lines:
    """Return the lines below a header; `name` says which table this is in a Problem.

    Raises CuifeiError where the days or amounts of a column may be read in two ways.
    """
    rows = list(_body(sheet, head))
    if len(rows) > MOST_LINES:
        raise CuifeiError(
            say("the statement holds {n} lines (at most {most})", n=len(rows), most=MOST_LINES),
            say("Download it in parts, a month each; no line is taken twice"),
            name,
        )
    days = _day_columns(source, sheet, head, rows, name)
    dated = [row for row in rows if days.of(sheet, row)]
    columns = money_columns.chosen(sheet, head, dated, name)
    out = Lines(unsigned=not (columns.credit or columns.direction))
    out.problems += _above(sheet, head, days, columns, name)
    inside = range(head.last + 1, dated[-1]) if dated else range(0)
    for row in rows:
        day = days.of(sheet, row)
        if day is None:
            _no_day(sheet, row, days, columns, out, name)
            piece = _is_piece(sheet, row) if row in inside else _is_half(sheet, head, row)
            if piece and not out.tells(name, row):
                message = say("a line that is not whole; it is left out")
                out.problems.append(Problem(f"{name}!{row}", message, _BY_HAND))
            continue
        broken = _unwhole(sheet, head, row, days, columns)
        money = broken or money_columns.money(sheet, row, columns)
        if isinstance(money, Message):
            message = say("{what}; the line is left out", what=money)
            out.problems.append(Problem(f"{name}!{row}", message, _BY_HAND))
        else:
            out.lines.append(_line(sheet, head, row, day, money, days, columns))
    if any(line.money < 0 for line in out.lines):
        out.unsigned = False
    if dated and not any(line.money or line.refund for line in out.lines):
        out.problems += _nothing_read(dated, columns, out, name)
    return out


def _above(sheet: Sheet, head: Head, days: _Days, columns: Columns, name: str) -> Iterator[Problem]:
    """Yield the Problem that lines stand above the heading, which is then not the first one."""
    rows = [
        row
        for row in range(head.begin, head.first)
        if days.of(sheet, row)
        and any(cells.money(sheet.at(row, n), columns.styles[n]) for n in columns.read)
    ]
    if rows:
        yield Problem(
            f"{name}!{rows[0]}",
            say_n(
                "{n} line with a day and an amount stands above the headings; it is not read",
                "{n} lines with a day and an amount stand above the headings; they are not read",
                len(rows),
            ),
            say("Put the headings right above the first line, or enter these by hand"),
        )


def _is_piece(sheet: Sheet, row: int) -> bool:
    """Return whether a row between lines holds several cells, and is no sum and no title."""
    filled = [cell for cell in sheet.rows[row - 1] if cell is not None]
    texts = [normal(cell) for cell in filled if isinstance(cell, str)]
    is_sum = any(TOTAL.fullmatch(text) or RULE.fullmatch(text) for text in texts[:3])
    return len(filled) >= _PIECE and not is_sum and not any(map(_LABEL.search, texts))


def _is_half(sheet: Sheet, head: Head, row: int) -> bool:
    """Return whether a line of a text and its neighbour are together one line of the table."""
    above = row - 1 > head.last and _are_halves(sheet, head, row - 1)
    return (above or _are_halves(sheet, head, row)) and _is_piece(sheet, row)


def _are_halves(sheet: Sheet, head: Head, row: int) -> bool:
    """Return whether a line and the next one have together the cells of one line."""
    width = len(sheet.rows[head.last - 1])
    first, second = (len(cells) for cells in (*sheet.rows[row - 1 : row + 1], (), ())[:2])
    return 1 < first < width and 1 < second < width and first + second - 1 == width


def _unwhole(sheet: Sheet, head: Head, row: int, days: _Days, columns: Columns) -> Message | None:
    """Return that a line of a text breaks off, so that its amount may too; None for a whole one."""
    if len(sheet.rows[row - 1]) < min(columns.read):
        return say("the line breaks off before its amount")
    cut = row < len(sheet.rows) and _are_halves(sheet, head, row)
    if cut and days.of(sheet, row + 1) is None:
        return say("the line goes on in the next one")
    return None


def _nothing_read(
    dated: Sequence[int], columns: Columns, out: Lines, name: str
) -> Iterator[Problem]:
    """Yield the Problem that a statement has lines, and no money in any of them."""
    if out.problems:
        return
    yield Problem(
        f"{name}!{dated[0]}",
        say_n(
            "{n} line has a day and no money in column {columns}; nothing is read",
            "{n} lines have a day and no money in column {columns}; nothing is read",
            len(dated),
            columns=listed(column_letters(n) for n in columns.read),
        ),
        say("Look at the file, and download the statement again in another form"),
    )


def _body(sheet: Sheet, head: Head) -> Iterator[int]:
    for row in range(head.last + 1, head.end + 1):
        filled = [cell for cell in sheet.rows[row - 1] if cell is not None]
        if filled and not repeats(head, sheet.rows[row - 1]):
            yield row


def _day_columns(source: Source, sheet: Sheet, head: Head, rows: Sequence[int], name: str) -> _Days:
    """Return the column of days, their order, and another one that holds times of day."""
    candidates: dict[int, tuple[int, str]] = {}
    for column in head.columns["date"]:
        order = cells.order_of(sheet.at(row, column) for row in rows)
        days_read = (cells.day(sheet.at(r, column), order or "dmy", source.date1904) for r in rows)
        candidates[column] = (sum(day is not None for day in days_read), order)
    most = max(count for count, _ in candidates.values())
    best = next(n for n, (count, _) in candidates.items() if count * 2 >= most)
    if most and not candidates[best][1]:
        raise CuifeiError(
            say("nobody can know whether the days or the months come first in this column"),
            say("Save the statement with dates as year-month-day, such as 2026-03-31"),
            f"{name}!{column_letters(best)}",
        )
    times = [n for n, (count, _) in candidates.items() if not count]
    days = _Days(best, candidates[best][1], times[0] if times else best, source.date1904, False)
    texts = [row for row in rows if isinstance(sheet.at(row, best), str) and days.of(sheet, row)]
    written = not all(cells.is_serial_text(sheet.at(row, best)) for row in texts)
    return replace(days, written=written)


def _line(
    sheet: Sheet, head: Head, row: int, day: date, money: Decimal, days: _Days, columns: Columns
) -> Line:
    notes = [cells.text(sheet.at(row, n)) for n in sorted(head.columns.get("note", ()))]
    payer, account = (_first(sheet, head, row, name) for name in ("payer", "payer_account"))
    if not payer and _NAME.search(account):
        payer = account  # Alipay's merchants see the payer's name where others see a number
    summed = not payer and any(SUM.fullmatch(normal(note)) for note in notes)
    return Line(
        row,
        day,
        cells.time_of(sheet.at(row, days.column)) or cells.time_of(sheet.at(row, days.time)),
        money,
        "sum" if summed else money_columns.way(sheet, row, columns),
        _scaled(sheet, row, columns.balance, columns),
        payer=payer,
        payer_account=account,
        note=" ".join(dict.fromkeys(note for note in notes if note)),
        serial=_serial(sheet, head, row),
        state=_first(sheet, head, row, "state"),
        kind=_first(sheet, head, row, "kind"),
        refund=abs(_value(sheet, head, row, "refund")),
        currency=currency.foreign(_first(sheet, head, row, "currency")),
    )


def _scaled(sheet: Sheet, row: int, column: int, columns: Columns) -> Decimal | None:
    """Return the balance in a row, in yuan; None where there is none."""
    value = cells.money(sheet.at(row, column), columns.styles[column]) if column else None
    return None if value is None else value * columns.scales[column]


def _first(sheet: Sheet, head: Head, row: int, name: str) -> str:
    """Return the first column of a field that says anything in this row."""
    texts = (cells.text(sheet.at(row, n)) for n in head.columns.get(name, ()))
    return next((text for text in texts if text), "")


def _serial(sheet: Sheet, head: Head, row: int) -> str:
    serials = (cells.serial(sheet.at(row, n)) for n in head.columns.get("serial", ()))
    return next((text for text in serials if text), "")


def _value(sheet: Sheet, head: Head, row: int, name: str) -> Decimal:
    column = head.column(name)
    value = cells.money(sheet.at(row, column), "point") if column else None
    return (value or Decimal(0)) * currency.scale(sheet, head.first, head.last, column)


def _no_day(sheet: Sheet, row: int, days: _Days, columns: Columns, out: Lines, name: str) -> None:
    """Pass over sums and notes; a line with money and without a day is a Problem."""
    texts = [normal(cell) for cell in sheet.rows[row - 1] if isinstance(cell, str)]
    if any(TOTAL.fullmatch(text) or RULE.fullmatch(text) for text in texts[:3]):
        return
    values = [cells.money(sheet.at(row, n), columns.styles[n]) for n in columns.read]
    if any(values):
        shown = cells.text(sheet.at(row, days.column))
        message = say("“{value}” is not a date; the line is left out", value=shown)
        if not shown:
            message = say("a line with an amount and no date; it may be a sum and is left out")
        out.problems.append(Problem(f"{name}!{row}", message, _BY_HAND))


def turned(line: Line) -> Line:
    """Return a line whose money went the other way."""
    return replace(line, money=-line.money)
