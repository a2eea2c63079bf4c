"""One table while a change is planned: its cells as they stand, and as they shall stand."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from cuifei.domain.problems import CuifeiError, say
from cuifei.ooxml import a1, cell_xml, package, styles_xml
from cuifei.ooxml.cell_xml import Content, Value
from cuifei.ooxml.package import TablePart
from cuifei.tables import layout
from cuifei.tables.formats import format_of
from cuifei.tables.port import TableRows
from cuifei.workbook.plain import Plain, plain
from cuifei.workbook.sheet_draft import SheetDraft, Stretch


@dataclass(frozen=True, slots=True)
class Tools:
    """What every table of one workbook needs: its shared strings, its styles, its calendar."""

    string: Callable[[int], str]
    styles: styles_xml.Styles
    date1904: bool


@dataclass
class Grid:
    """A table on its sheet. Rows and columns are those of the sheet (1-based).

    `bottom` is the last row of the body, without a totals row. `old` are the
    cells as they were read, changes go into the sheet's `edits`. `taken`: what people
    had typed in a row as it was read, by field, and a command took out. `said`: what the cells
    of a row held and shall hold, by field, where `put` wrote all of them: the journal's own words.
    """

    table: layout.Table
    spot: TableRows
    part: TablePart | None
    sheet: SheetDraft
    tools: Tools
    top: int = 0
    left: int = 0
    right: int = 0
    bottom: int = 0
    columns: dict[str, int] = field(default_factory=dict)
    old: dict[int, dict[int, bytes]] = field(default_factory=dict)
    below: dict[int, int] = field(default_factory=dict)
    added: list[layout.Column] = field(default_factory=list)
    old_bottom: int = 0
    old_right: int = 0
    sorted: bool = False
    taken: dict[int, dict[str, Content]] = field(default_factory=dict)
    said: dict[int, dict[str, tuple[Plain, Plain]]] = field(default_factory=dict)
    _styles: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.columns = dict(self.spot.columns)
        ref = self.part.ref if self.part else block(self.spot)
        self.top, self.left, last, self.right = ref
        self.bottom = last - self.totals
        self.old_bottom, self.old_right = self.bottom, self.right

    @property
    def totals(self) -> int:
        """1 where the table has a totals row, else 0."""
        return int(self.part is not None and self.part.totals_row)

    @property
    def ref(self) -> package.Ref:
        """The range of the table as it shall be, with header and totals row."""
        return self.top, self.left, self.bottom + self.totals, self.right

    def load(self, fields: Sequence[str], whole: bool) -> None:
        """Read the cells: all columns, or those of `fields`; and room for the missing ones."""
        missing = [name for name in fields if name not in self.columns]
        wanted = {self.columns[name] for name in (*fields, *self.table.key) if name in self.columns}
        if whole:
            wanted |= set(range(self.left, self.right + 1))
        wanted |= set(range(self.right, self.right + 1 + len(missing)))
        last = self.bottom + self.totals
        self.old, self.below = self.sheet.load(self.top, last, sorted(wanted))
        for name in (column.field for column in self.table.columns if column.field in missing):
            self._add_column(self.table.column(name))

    def body(self) -> range:
        """Return the rows of the body as it was read."""
        return range(self.top + 1, self.old_bottom + 1)

    def planned_body(self) -> range:
        """Return the rows of the body as it shall be."""
        return range(self.top + 1, self.bottom + 1)

    def raw(self, row: int, column: int) -> bytes | None:
        """Return the cell as planned so far, or None where there is none."""
        edits = self.sheet.edits.get(row)
        if edits and (planned := edits.get(column)) is not None:
            return planned or None
        cells = self.old.get(row)
        return cells.get(column) if cells else None

    def content(self, row: int, name: str) -> Content:
        """Return what a field of that row holds, as planned so far."""
        column = self.columns.get(name)
        return None if column is None else self.at(row, column)

    def at(self, row: int, column: int) -> Content:
        """Return what a cell holds, as planned so far; a shared formula with its text."""
        return cell_xml.content(self.raw(row, column), self.tools.string)

    def was(self, row: int, column: int) -> Content:
        """Return what a cell held when the sheet was read."""
        return cell_xml.content(self.old.get(row, {}).get(column), self.tools.string)

    def put(self, row: int, name: str, value: Value) -> None:
        """Let a field of that row hold `value`; nothing happens where it does already."""
        if pair := self._put(row, self.columns[name], value):
            self.said.setdefault(row, {})[name] = pair

    def put_at(self, row: int, column: int, value: Value) -> None:
        """Let a cell hold `value`."""
        if self._put(row, column, value):
            self.said.pop(row, None)

    def _put(self, row: int, column: int, value: Value) -> tuple[Plain, Plain] | None:
        """Plan a cell; return what it held and shall hold, None where that is the same."""
        raw = self.raw(row, column)
        new = cell_xml.stored(value, self.tools.date1904)
        held = cell_xml.content(raw, self.tools.string)
        if cell_xml.same(held, new):
            return None
        style = cell_xml.style(raw) if raw else self.style(column)
        if isinstance(value, date) and not self.tools.styles.is_date(style):
            style = self.tools.styles.variant(style, styles_xml.DAY)
        if (edits := self.sheet.edits.get(row)) and column in edits:
            held = self.was(row, column)
        self._set(row, column, cell_xml.written(a1.address(row, column), style, new))
        return plain(held), plain(new)

    def set(self, row: int, column: int, raw: bytes) -> None:
        """Let a cell be these bytes (b"" for none)."""
        self.said.pop(row, None)
        self._set(row, column, raw)

    def _set(self, row: int, column: int, raw: bytes) -> None:
        edits = self.sheet.edits.get(row)
        cells = self.old.get(row)
        if raw != (cells.get(column, b"") if cells else b""):
            if edits is None:
                edits = self.sheet.edits[row] = {}
            edits[column] = raw
        elif edits:
            edits.pop(column, None)

    def style(self, column: int) -> int:
        """Return the style of a new cell: its column's, else its neighbours' above, else one
        that fits its kind and looks like the column before it."""
        if column not in self._styles:
            style = self.sheet.column_style(column) or self._usual(column)
            if not style:
                base = self._usual(column - 1) if column > self.left else 0
                style = self.tools.styles.variant(base, self._format(column))
            self._styles[column] = style
        return self._styles[column]

    def _usual(self, column: int) -> int:
        rows = (self.old.get(row, {}).get(column) for row in self.body())
        styles = Counter(cell_xml.style(raw) for raw in rows if raw)
        return styles.most_common(1)[0][0] if styles else 0

    def _format(self, column: int) -> str:
        for name, place in self.columns.items():
            if place == column:
                return format_of(self.table.column(name))
        return styles_xml.GENERAL

    def _add_column(self, column: layout.Column) -> None:
        """Append one of our columns right of the table; the cells there must be free."""
        place = self.right + 1
        for row in range(self.top, self.bottom + self.totals + 1):
            if self.was(row, place) is not None:
                raise self._no_room(row, place)
        wide = (self.top, place, self.bottom + self.totals, place)
        self._check_blocked(wide)
        self.right = place
        self.columns[column.field] = place
        self.added.append(column)
        self.sheet.widths[place] = column.width
        above = self.old.get(self.top, {}).get(place - 1) or self.raw(self.top, place - 1)
        style = cell_xml.style(above) if above else 0
        word = column.called(self.spot.lang)
        header = cell_xml.written(a1.address(self.top, place), style, word)
        self.set(self.top, place, header)

    def _check_blocked(self, ref: package.Ref) -> None:
        if other := self.sheet.blocked(ref, self.part.ref if self.part else block(self.spot)):
            raise self._no_room(max(other[0], ref[0]), max(other[1], ref[1]))

    def _no_room(self, row: int, column: int) -> CuifeiError:
        place = f"{self.sheet.name}!{a1.address(row, column)}"
        return CuifeiError(
            say(
                "the table {table} has to grow, but {place} is in use",
                table=self.spot.sheet,
                place=place,
            ),
            say("Move what stands there to another place, and run again"),
            place,
        )

    def end_at(self, bottom: int) -> None:
        """Let the body end at that row; what stands below the table must leave room for it."""
        bottom = max(bottom, self.top + 1)
        last = bottom + self.totals
        for column in range(self.left, self.right + 1):
            if (used := self.below.get(column, last + 1)) <= last:
                raise self._no_room(used, column)
        if bottom > self.old_bottom:
            self._check_blocked((self.old_bottom + self.totals + 1, self.left, last, self.right))
        self.bottom = bottom

    def ours(self) -> frozenset[int]:
        """Return the columns that we fill."""
        columns = (column.field for column in self.table.columns if column.ours)
        return frozenset(self.columns[name] for name in columns if name in self.columns)

    def user_columns(self) -> Iterator[tuple[int, str]]:
        """Yield column number and header of the columns that people fill."""
        ours = self.ours()
        for column in range(self.left, self.right + 1):
            if column not in ours:
                header = self.was(self.top, column)
                yield column, header if isinstance(header, str) else a1.column_letters(column)

    def stretch(self) -> Stretch | None:
        """Return how the body grew or shrank, or None."""
        if self.bottom == self.old_bottom:
            return None
        return Stretch(self.top + 1, self.left, self.right, self.old_bottom, self.bottom)


def block(spot: TableRows) -> package.Ref:
    """Return the range of rows that are no Excel table."""
    columns = spot.columns.values()
    last = max(spot.rows, default=spot.header_row)
    return spot.header_row, min(columns), last, max(*columns, spot.right)
