"""Which cells of a sheet change, as what, and in which rectangles are they best written?

One call of the program per rectangle: cells that change are joined down a
column, and columns that change in the same rows side by side.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import groupby

from cuifei.domain.plain_text import half_width
from cuifei.ooxml import cell_xml, styles_xml
from cuifei.ooxml.cell_xml import Content, Fault, Formula
from cuifei.tables.formats import format_of
from cuifei.tables.layout import Column
from cuifei.workbook.draft import Draft
from cuifei.workbook.grid import Grid
from cuifei.workbook.sheet_draft import SheetDraft

_EPOCH = datetime(1899, 12, 30)
# Rows that stay as they are may be written along, where that joins two runs of our column.
_BRIDGE = 200

# What no number, day or time has in it: any letters but those of months, hours and exponents.
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_OTHER_WORDS = re.compile(
    rf"(?<![a-z])(?!(?:(?:{_MONTHS})[a-z]*|am?|pm?|[ed])(?![a-z]))[a-z]+"
    r"|[^\W\d_a-z年月日号时点分秒上下午星期周一二三四五六元圆]"
)

# ANY: a header, or a text that stays itself whatever the number format of its cell.
TEXT, DAY, NUMBER, ANY, OTHER = "text", "day", "number", "any", "other"


@dataclass(frozen=True, slots=True)
class CellValue:
    """One cell as it shall stand: a value for the program, and what kind of value it is.

    `value` is str, float, bool, datetime or None; a formula starts with "=".
    """

    kind: str
    value: object


Reader = Callable[[bytes | None], CellValue]


@dataclass(frozen=True, slots=True)
class Stripe:
    """Cells of one column, without gaps. `old` is what stands there, `column` is ours or None."""

    number: int
    top: int
    new: Sequence[CellValue]
    old: Sequence[CellValue]
    column: Column | None

    @property
    def bottom(self) -> int:
        """The last row."""
        return self.top + len(self.new) - 1

    def before(self) -> "Stripe":
        """The same cells with what stands in them as what shall stand."""
        return replace(self, new=self.old)


def stripes(draft: Draft, sheet: SheetDraft, *, bare: bool = False) -> list[Stripe]:
    """Return the changes of one sheet, column by column.

    `bare`: the open sheet was just made and holds nothing but headers, whatever
    the draft's own copy of it holds already.
    """
    grids = [grid for grid in draft.grids.values() if grid.sheet is sheet]
    read = _reader(draft)
    places = {(row, number) for row, edits in sheet.edits.items() for number in edits}
    if bare:
        places |= {
            (row, number)
            for grid in grids
            for row, cells in grid.old.items()
            for number in cells
            if row > grid.top
        }
    changed: dict[int, list[int]] = {}
    for row, number in sorted(places):
        before = None if bare else _old(grids, row, number)
        if read(before) != read(_new(grids, row, number)):
            changed.setdefault(number, []).append(row)
    return [
        _stripe(read, grids, number, top, bottom)
        for number in sorted(changed)
        for top, bottom in _runs(grids, number, changed[number])
    ]


def _old(grids: Iterable[Grid], row: int, number: int) -> bytes | None:
    raws = (grid.old.get(row, {}).get(number) for grid in grids)
    return next((raw for raw in raws if raw is not None), None)


def _new(grids: Sequence[Grid], row: int, number: int) -> bytes | None:
    planned = grids[0].sheet.edits.get(row, {}).get(number)
    return _old(grids, row, number) if planned is None else planned or None


def _column(grids: Iterable[Grid], number: int) -> Column | None:
    for grid in grids:
        for name, place in grid.columns.items():
            if place == number:
                return grid.table.column(name)
    return None


def _runs(grids: Sequence[Grid], number: int, rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last row of each run; small gaps in a column of ours are bridged."""
    column = _column(grids, number)
    reach = _BRIDGE if column is not None and column.ours else 1
    top = bottom = rows[0]
    for row in rows[1:]:
        if row - bottom > reach or not _plain(grids, number, range(bottom + 1, row)):
            yield top, bottom
            top = row
        bottom = row
    yield top, bottom


def _plain(grids: Sequence[Grid], number: int, rows: range) -> bool:
    """Return whether writing these cells again leaves them as they are."""
    raws = (_old(grids, row, number) for row in rows)
    return not any(raw and (cell_xml.has_formula(raw) or b't="e"' in raw) for raw in raws)


def _stripe(read: Reader, grids: Sequence[Grid], number: int, top: int, bottom: int) -> Stripe:
    rows = range(top, bottom + 1)
    heads = {grid.top for grid in grids}
    new = [read(_new(grids, row, number)) for row in rows]
    return Stripe(
        number,
        top,
        # A header stands above its column and has no part in its format.
        [
            replace(item, kind=ANY) if row in heads else item
            for row, item in zip(rows, new, strict=True)
        ],
        [read(_old(grids, row, number)) for row in rows],
        _column(grids, number),
    )


def _reader(draft: Draft) -> Reader:
    """Return what makes an entry of a cell's bytes; each style is looked at once."""
    days: dict[int, bool] = {}

    def read(raw: bytes | None) -> CellValue:
        value = cell_xml.content(raw, draft.tools.string)
        if raw is None or not isinstance(value, Decimal):
            return cell_value(value)
        style = cell_xml.style(raw)
        if style not in days:
            days[style] = draft.tools.styles.is_date(style)
        return CellValue(DAY, _moment(value)) if days[style] else cell_value(value)

    return read


def cell_value(value: Content) -> CellValue:
    """Return a content as a spreadsheet program takes it."""
    if isinstance(value, str):
        return CellValue(TEXT, value)
    if isinstance(value, Decimal):
        return CellValue(NUMBER, float(value))
    if isinstance(value, (Formula, Fault)):
        return CellValue(OTHER, f"={value.text}")
    return CellValue(OTHER if value is None else NUMBER, value)


def _moment(serial: Decimal) -> datetime:
    whole = int(serial)
    return _EPOCH + timedelta(days=whole, seconds=round((serial - whole) * 86_400))


def formats(stripe: Stripe) -> Iterator[tuple[int, int, str, str]]:
    """Yield runs of rows that need a number format: first and last row, kind, code.

    Text columns of ours are text throughout. Elsewhere only a text that might
    be taken for a number, a day or a formula needs it.
    """
    code = format_of(stripe.column) if stripe.column else styles_xml.GENERAL
    kinds: list[tuple[int, str]] = []
    for place, item in enumerate(stripe.new):
        kind = item.kind
        if kind == TEXT and code != styles_xml.TEXT and not risky(str(item.value)):
            kind = ANY
        if item.value is not None:
            kinds.append((place, kind))
    for kind, group in groupby(kinds, key=lambda pair: pair[1]):
        if kind == ANY:
            continue
        places = [place for place, _ in group]
        if kind == TEXT:
            wanted = styles_xml.TEXT
        elif kind == DAY:
            wanted = styles_xml.DAY
        else:
            wanted = code if code not in (styles_xml.TEXT, styles_xml.DAY) else styles_xml.GENERAL
        yield stripe.top + places[0], stripe.top + places[-1], kind, wanted


def risky_runs(stripe: Stripe, top: int, bottom: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of rows, within these, whose texts the program might read anew."""
    rows = range(top, bottom + 1)
    flags = [risky(str(stripe.new[row - stripe.top].value)) for row in rows]
    for flag, group in groupby(zip(flags, rows, strict=True), key=lambda pair: pair[0]):
        run = [row for _, row in group]
        if flag:
            yield run[0], run[-1]


def risky(text: str) -> bool:
    """Return whether Excel might read a text as something else; rather once too often.

    A sentence that names a day or an amount is none of these, and must not be
    formatted as text: Excel shows a long one as ####.

    >>> risky("甲一"), risky("2026年3月"), risky("=1+1"), risky("TRUE"), risky("1 Jan")
    (False, True, True, True, True)
    >>> risky("到2026年3月欠3,200.00元"), risky("since 1 Jan 2026"), risky("B-101")
    (False, False, False)
    """
    plain = half_width(text).strip().lower()
    if plain[:1] in ("=", "+", "-", "@", "'", "#") or plain in ("true", "false"):
        return True
    return any(sign.isdigit() for sign in plain) and not _OTHER_WORDS.search(plain)


def rectangles(columns: Sequence[Stripe]) -> Iterator[Sequence[Stripe]]:
    """Yield neighbouring columns that change in the same rows: each is one write."""
    ordered = sorted(columns, key=lambda stripe: (stripe.top, stripe.bottom, stripe.number))
    block: list[Stripe] = []
    for stripe in ordered:
        last = block[-1] if block else None
        if last and (last.top, last.bottom, last.number + 1) == (
            stripe.top,
            stripe.bottom,
            stripe.number,
        ):
            block.append(stripe)
            continue
        if block:
            yield block
        block = [stripe]
    if block:
        yield block


def values(block: Sequence[Stripe], *, old: bool = False) -> list[list[object]]:
    """Return the rows of a rectangle as the program takes them."""
    columns: Mapping[int, Sequence[CellValue]] = {
        place: stripe.old if old else stripe.new for place, stripe in enumerate(block)
    }
    height = len(columns[0])
    return [[columns[place][row].value for place in columns] for row in range(height)]
