"""Which columns does the arithmetic of the rows explain? Opening + charged - paid = what is left.

What such an identity proves, to the fen and in 95 of 100 rows, need not be asked, whatever
the headers say; a column that it explains is no debt of its own.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, product

from cuifei.files.source import Sheet
from cuifei.offices import amounts
from cuifei.offices.blocks import Block
from cuifei.offices.cell_words import SETTLED_WORDS, TOTAL_ROW
from cuifei.offices.headers import Meaning, word
from cuifei.offices.words import PREVIOUS_PERIOD
from cuifei.ooxml.values import Cell
from cuifei.tables.cells import normal

_PROBE = 400  # rows that are looked at
_FAILING = Decimal("0.05")  # share of rows in which an identity may fail
_CENT = Decimal("0.01")
_WITNESSES = 4  # rows that prove what no header says
_MOST_TERMS, _MOST_COLUMNS = 4, 9

Figures = Mapping[int, Sequence[Decimal | None]]
Terms = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """The column `result` is the sum of `terms` (column, sign), or the product of their columns.

    `kind`: closing (opening + charged - paid), left (charged - paid), sum (of parts), product.
    """

    kind: str
    result: int
    terms: Terms

    @property
    def explains(self) -> frozenset[int]:
        """The columns that are explained by it."""
        return frozenset(column for column, _ in self.terms)


def figures(sheet: Sheet, block: Block, unit: int) -> Figures:
    """Return the numbers of each column in the rows that name a unit; None is unreadable."""
    last = min(block.end, block.last + _PROBE)
    head = word(block.headers.get(unit, ""))
    rows = [
        row
        for row in range(block.last + 1, last + 1)
        if _is_record(sheet, row, unit, head) and _says_how_much(sheet, row, block, unit)
    ]
    by_column: dict[int, list[Decimal | None]] = {}
    for column in range(block.left, block.right + 1):
        cells = [sheet.at(row, column) for row in rows]
        values = [_number(cell) for cell in cells]
        numbers = sum(value is not None for value in values)
        if any(values) and numbers * 10 >= len(values) * 9:
            by_column[column] = values
    return by_column


def _number(cell: Cell) -> Decimal | None:
    """Return the amount in a cell, nothing where it is blank or says that it was paid."""
    if amounts.nothing(cell) or (isinstance(cell, str) and normal(cell) in SETTLED_WORDS):
        return Decimal(0)
    return amounts.read(cell, "point")


def _says_how_much(sheet: Sheet, row: int, block: Block, unit: int) -> bool:
    columns = range(block.left, block.right + 1)
    return any(amounts.looks(sheet.at(row, n)) for n in columns if n != unit)


def _is_record(sheet: Sheet, row: int, unit: int, head: str) -> bool:
    """Return whether a row names a unit, and is neither a total nor the header `head` once more."""
    cell = sheet.seen(row, unit) if unit else "?"
    text = "" if cell is None else word(str(cell))
    return bool(text) and text != head and not TOTAL_ROW.fullmatch(normal(str(cell)))


def prove(numbers: Figures, meanings: Mapping[int, Meaning]) -> tuple[Proof, ...]:
    """Return what the rows prove of the columns; `meanings`: what their headers say."""
    money = {n: m for n, m in meanings.items() if m.field == "amount" and n in numbers}
    proofs: list[Proof] = []
    for column, meant in sorted(money.items(), reverse=True):
        if meant.role in ("unpaid", "total", "") and not meant.month and not meant.period:
            proof = _by_words(numbers, money, column) or _product(numbers, meanings, column)
            proofs += [proof] if proof else []
    explained = {n for proof in proofs for n in (*proof.explains, proof.result)}
    unknown = [n for n in numbers if not meanings.get(n, Meaning()).known]
    if unknown and len(explained) < len(money) + len(unknown):
        proofs += _by_search(numbers, money, unknown, explained)
    return tuple(proofs)


def _opens(meant: Meaning) -> bool:
    return meant.period == PREVIOUS_PERIOD


def _by_words(numbers: Figures, money: Mapping[int, Meaning], column: int) -> Proof | None:
    """Return how a column follows from those whose headers say what they are."""
    others = {n: m for n, m in money.items() if n != column}
    opening = [n for n, m in others.items() if _opens(m)]
    charged = [n for n, m in others.items() if m.role == "charge"]
    deductions = [n for n, m in others.items() if m.role in ("paid", "waived")]
    waived = [n for n in deductions if others[n].role == "waived"]
    for less in (deductions, [n for n in deductions if n not in waived]):
        terms = _signed([*opening, *charged], less)
        if charged and opening and holds(numbers, column, terms):
            return Proof("closing", column, terms)
        if charged and less and holds(numbers, column, _signed(charged, less)):
            single = not any(others[n].month or others[n].period or others[n].item for n in charged)
            kind = "left" if single else "sum"
            return Proof(kind, column, _signed(charged, less))
    months = [n for n, m in others.items() if m.month and m.role == ""]
    if charged and months and holds(numbers, column, _signed(charged, [*deductions, *months])):
        return Proof("left", column, _signed(charged, [*deductions, *months]))
    for parts in () if money[column].item else _parts(others):
        if len(parts) > 1 and holds(numbers, column, _signed(parts, ())):
            return Proof("sum", column, _signed(parts, ()))
    return None


def _parts(others: Mapping[int, Meaning]) -> Iterator[list[int]]:
    """Yield the columns that may make up a total: what is unpaid, then whatever has its own fee."""
    labelled = {n: m for n, m in others.items() if m.item or m.month or m.period or m.current}
    yield [n for n, m in labelled.items() if m.role == "unpaid"]
    yield [n for n, m in labelled.items() if m.role in ("unpaid", "")]
    yield [n for n, m in labelled.items() if m.role in ("unpaid", "", "fee")]
    yield [n for n, m in others.items() if m.role in ("unpaid", "fee")]
    yield [n for n, m in others.items() if m.role in ("unpaid", "charge", "")]


def _signed(plus: Sequence[int], minus: Sequence[int]) -> Terms:
    return (*((n, 1) for n in plus), *((n, -1) for n in minus))


def holds(numbers: Figures, result: int, terms: Terms) -> bool:
    """Return whether a column is the sum of others in all but few rows, and not only nothing."""
    columns = (numbers[result], *(numbers[n] for n, _ in terms))
    signs = [sign for _, sign in terms]
    failures = witnesses = 0
    rows = len(columns[0])
    for values in zip(*columns, strict=True):
        readable = [value for value in values if value is not None]
        if len(readable) < len(values):
            continue
        total = sum(s * v for s, v in zip(signs, readable[1:], strict=True))
        failures += abs(total - readable[0]) >= _CENT
        witnesses += any(readable[1:])
        if failures > rows * _FAILING:
            return False
    return witnesses > 0


def _product(numbers: Figures, meanings: Mapping[int, Meaning], column: int) -> Proof | None:
    """Return the factors of a column: a rate and a number of months, an area and a price."""
    factors = [n for n in numbers if n != column and _may_be_factor(meanings.get(n, Meaning()))]
    for count in (2, 3):
        for chosen in combinations(factors[:_MOST_COLUMNS], count):
            if _multiplies(numbers, column, chosen):
                return Proof("product", column, _signed(chosen, ()))
    return None


def _may_be_factor(meant: Meaning) -> bool:
    return meant.field in ("", "other", "area", "price") or meant.role in ("rate", "")


def _multiplies(numbers: Figures, column: int, chosen: Sequence[int]) -> bool:
    failures = witnesses = 0
    for row, total in enumerate(numbers[column]):
        factors = [numbers[n][row] for n in chosen]
        if total is None or any(factor is None for factor in factors):
            continue
        multiplied = Decimal(1)
        for factor in factors:
            multiplied *= factor or Decimal(0)
        failures += abs(multiplied - total) >= _CENT
        witnesses += total > 0 and sum(factor != 1 for factor in factors) > 1
    return witnesses >= 2 and failures <= len(numbers[column]) * _FAILING


def _by_search(
    numbers: Figures, money: Mapping[int, Meaning], unknown: Sequence[int], explained: set[int]
) -> Iterator[Proof]:
    """Yield how a debt follows from columns of which no header says what they are."""
    results = [n for n in sorted(money, reverse=True) if money[n].role in ("unpaid", "total", "")]
    terms = [n for n in numbers if n in money or n in unknown]
    for result in results if len(terms) <= _MOST_COLUMNS else ():
        if result in explained or money[result].item or _opens(money[result]):
            continue
        pool = [n for n in terms if n != result]
        for count in range(2, _MOST_TERMS + 1):
            proof = _search(numbers, result, pool, count, set(unknown))
            if proof and proof.explains & set(unknown):
                yield proof
                return


def _search(
    numbers: Figures, result: int, pool: Sequence[int], count: int, unknown: Set[int]
) -> Proof | None:
    for chosen in combinations(pool, count):
        for signs in product((1, -1), repeat=count):
            terms = tuple(zip(chosen, signs, strict=True))
            witnessed = _witnessed(numbers, result, chosen, set(chosen) & unknown)
            if 1 in signs and witnessed and holds(numbers, result, terms):
                return Proof("closing" if -1 in signs else "sum", result, terms)
    return None


def _witnessed(numbers: Figures, result: int, chosen: Sequence[int], unknown: Set[int]) -> bool:
    """Return whether enough rows tell, and each unknown column in more than one of them."""
    witnesses = sum(any(values) for values in zip(*(numbers[n] for n in chosen), strict=True))
    twice = (result, *unknown)
    return witnesses >= _WITNESSES and all(sum(bool(v) for v in numbers[n]) >= 2 for n in twice)
