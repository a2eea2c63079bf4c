"""Which columns of a statement hold its money, and which way did the money of a line go?

ICBC exports two pairs of columns of which the first is "-" on most lines; other banks one amount
beside 借 or 贷. The pair that holds money is read. What stands in another column of money, and not
in the one that is read, is told: nothing that moved is passed over.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from cuifei.domain.problems import CuifeiError, Message, say
from cuifei.files.source import Sheet
from cuifei.ooxml.a1 import column_letters
from cuifei.statements import cells, currency
from cuifei.statements.columns import Head
from cuifei.statements.words import COMING, GOING, NEUTRAL

_DIGIT = re.compile("[1-9]")
_TOKENS = re.compile(r"[a-z]+|[\u4e00-\u9fff]+|^[+-]$")
_CAME, _WENT = re.compile("贷|收入|存入|转入|来账"), re.compile("借|支出|支取|转出|往账|付款")
_BACK = re.compile("退|冲|撤")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of money, 0 where there is none; `others` are all that are not read.

    `styles`: how the numbers of a column are written; `scales`: what makes them yuan.
    """

    credit: int
    debit: int
    amount: int
    direction: int
    balance: int
    others: tuple[int, ...]
    styles: dict[int, str] = field(default_factory=dict)
    scales: dict[int, Decimal] = field(default_factory=dict)

    @property
    def read(self) -> tuple[int, ...]:
        """The columns that say how much money moved."""
        return tuple(n for n in (self.credit, self.debit, self.amount) if n)


def chosen(sheet: Sheet, head: Head, dated: Sequence[int], name: str) -> Columns:
    """Return which columns are read on these rows.

    Raises CuifeiError where nobody can know where the decimals of a column begin.
    """
    credit, debit, amount = _best(sheet, head, dated)
    balance = head.column("balance")
    used = [n for n in (credit, debit, amount, balance) if n]
    candidates = {n for kind in ("credit", "debit", "amount") for n in head.columns.get(kind, ())}
    return Columns(
        credit,
        debit,
        amount,
        head.column("direction") or _kind_as_direction(sheet, head, dated),
        balance,
        tuple(sorted(candidates - set(used))),
        {n: _style(sheet, dated, n, name) for n in used},
        {n: currency.scale(sheet, head.first, head.last, n) for n in used},
    )


def _best(sheet: Sheet, head: Head, dated: Sequence[int]) -> tuple[int, int, int]:
    """Return the columns of money in, money out, or of one amount, that hold the most."""

    def held(*columns: int) -> int:
        return sum(any(_moved(sheet, row, n) for n in columns) for row in dated)

    pairs = list(_pairs(head))
    best = max(pairs, key=lambda pair: held(*pair), default=(0, 0))
    amounts = head.columns.get("amount", ())
    amount = max(amounts, key=held, default=0)
    if best[0] and (held(*best) or not held(amount)):
        return *best, 0
    return 0, head.column("debit"), amount


def _pairs(head: Head) -> Iterator[tuple[int, int]]:
    """Yield each column of money in with its column of money out, the surest first."""
    debits = sorted(head.columns.get("debit", ()))
    credits_ = head.columns.get("credit", ())
    for credit in credits_:
        if len(credits_) == len(debits):
            yield credit, debits[sorted(credits_).index(credit)]
        else:
            yield credit, min(debits, key=lambda n, c=credit: abs(n - c), default=0)  # type: ignore[misc]


def _moved(sheet: Sheet, row: int, column: int) -> bool:
    """Return whether a cell holds a number that is not zero."""
    cell = sheet.at(row, column) if column else None
    if isinstance(cell, str):
        return bool(_DIGIT.search(cell))
    return isinstance(cell, int | float) and not isinstance(cell, bool) and bool(cell)


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
    """Return a column that says nothing but in and out, whatever it is called (来账, 往账; C, D).

    One that says in alone tells nothing, unless it is that of kinds.
    """
    kind = head.column("kind")
    named_columns = {n for columns in head.columns.values() for n in columns}
    width = max((len(sheet.rows[row - 1]) for row in rows), default=0)
    for column in (kind, *(n for n in range(1, width + 1) if n not in named_columns)):
        ways = {way_of(cells.text(sheet.at(row, column))) for row in rows} if column else set()
        if ways == {"in", "out"} or (column == kind and ways and ways <= {"in", "out"}):
            return column
    return 0


def money(sheet: Sheet, row: int, columns: Columns) -> Decimal | Message:
    """Return what came in (above zero) or went out, or why that cannot be known."""
    values = {}
    for n in columns.read:
        value = cells.money(sheet.at(row, n), columns.styles[n])
        if value is None:
            shown = str(sheet.at(row, n))
            return say("“{value}” is not an amount of money", value=shown)
        values[n] = value * columns.scales[n]
    other = next((n for n in columns.others if _moved(sheet, row, n)), 0)
    if other and not any(values.values()):
        return say(
            "“{value}” stands in column {column}, and nothing in the columns of money that are"
            " read",
            value=str(sheet.at(row, other)),
            column=column_letters(other),
        )
    if columns.credit:
        credit, debit = values[columns.credit], values.get(columns.debit, Decimal(0))
        if credit and debit:
            return say("money came in and went out in one line")
        # A bank books a payment back below zero in the column where it stood.
        return credit - debit if debit >= 0 else credit + debit
    amount, debit = values[columns.amount], values.get(columns.debit, Decimal(0))
    if debit and abs(amount) in (0, abs(debit)):
        return -abs(debit)
    if debit:
        return say("money came in and went out in one line")
    return -abs(amount) if way(sheet, row, columns) == "out" else amount


def way(sheet: Sheet, row: int, columns: Columns) -> str:
    """Return which way the money of a row went, as its column says: in, out, neutral, unknown."""
    if not columns.direction or columns.credit:
        return ""
    cell = sheet.at(row, columns.direction)
    return way_of(cell) if isinstance(cell, str) else "unknown"


def way_of(text: str) -> str:
    """Return which way money went, by the words of a bank.

    >>> way_of("贷 Cr"), way_of("借（支出）"), way_of("/"), way_of("收支")
    ('in', 'out', 'neutral', 'unknown')
    """
    plain = re.sub(r"\s", "", text).casefold()
    if plain in NEUTRAL:
        return "neutral"
    tokens = [plain] if plain in COMING | GOING else _TOKENS.findall(text.casefold())
    ways = set(map(_token, tokens)) - {""}
    return ways.pop() if len(ways) == 1 else "unknown"


def _token(text: str) -> str:
    if text in COMING:
        return "in"
    if text in GOING:
        return "out"
    comes, goes = bool(_CAME.search(text)), bool(_WENT.search(text))
    if _BACK.search(text) or (comes and goes):
        return "unknown"
    return "in" if comes else "out" if goes else ""
