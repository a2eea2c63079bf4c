"""One worksheet while a change is planned: what it holds, and what shall stand there instead."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cuifei.ooxml import a1, package, sheet_tail, sheet_xml
from cuifei.ooxml.package import Ref
from cuifei.ooxml.sheet_xml import Piece, Unusual

_DIMENSION = re.compile(rb'(<dimension\b[^>]*?\sref=")([^"]*)(")')
_COLUMN = re.compile(rb"<col\s[^>]*>")
_NUMBER = re.compile(rb'\s(min|max|style)="(\d+)"')
_MERGE = re.compile(rb'<mergeCell\s[^>]*?ref="([^"]+)"')
_RANGES = re.compile(
    rb'(<(?:conditionalFormatting|dataValidation)\b[^>]*?\ssqref=")([^"]*)(")'
    rb"|(<(?:\w+:)?sqref>)([^<]*)(</)"
)
_HEIGHT = re.compile(rb'\sht="[^"]*"')
_OWN_HEIGHT = re.compile(rb'\s(?:ht|customHeight)="[^"]*"')
_HINTING = b'<selection pane="bottomLeft" activeCell="A2" sqref="A2"/>'
_HIDDEN = re.compile(rb'\shidden="[^"]*"')
_SHARED = re.compile(rb'<f\b[^<>]*\st="shared"[^<>]*')
_GROUP = re.compile(rb'\ssi="(\d+)"')


@dataclass(frozen=True, slots=True)
class Stretch:
    """A table's body (rows top to bottom, columns left to right) that ends elsewhere now."""

    top: int
    left: int
    right: int
    old_bottom: int
    bottom: int


@dataclass
class SheetDraft:
    """A worksheet and the changes that are planned for it.

    `source` opens the sheet's pieces anew. `edits`: row -> column -> whole cell
    (b"" removes it). `widths` are those of new columns, `heights` in points those
    of rows whose text wraps, `shown` rows that a filter must not hide any more,
    `uncovered` those of charts that now have something to draw; `fixed`: programs
    keep the heights; `filled`: it has rows now, and need not open on the cell that
    says how it fills; `colours` are conditional formats to be added.
    """

    name: str
    part: str
    source: Callable[[], Iterator[Piece]]
    taken: Sequence[Ref] = ()
    edits: dict[int, dict[int, bytes]] = field(default_factory=dict)
    stretches: list[Stretch] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, int] = field(default_factory=dict)
    shown: set[int] = field(default_factory=set)
    uncovered: Sequence[int] = ()
    fixed: bool = False
    filled: bool = False
    head: bytes = b""
    tail: bytes = b""
    colours: list[bytes] = field(default_factory=list)
    masters: dict[str, tuple[str, bytes]] | None = None

    def load(
        self, top: int, bottom: int, columns: Sequence[int]
    ) -> tuple[dict[int, dict[int, bytes]], dict[int, int]]:
        """Return the cells of these rows and columns, and the first row in use below, by column."""
        loaded: dict[int, dict[int, bytes]] = {}
        below: dict[int, int] = {}
        starts = [(column, sheet_xml.start_of(column)) for column in columns]
        for number, piece in self.source():
            if not number:
                self.head, self.tail = self.head or piece, piece
            elif number >= top:
                if not sheet_xml.is_plain(piece):
                    raise Unusual(f"row {number}")
                cells = _pick(piece, number, starts)
                if number <= bottom:
                    loaded[number] = cells
                    continue
                for column, raw in cells.items():
                    if column not in below and sheet_xml.holds(raw):
                        below[column] = number
        return loaded, below

    def column_style(self, column: int) -> int:
        """Return the style of a whole column; 0 where it has none."""
        for match in _COLUMN.finditer(self.head):
            marks = {name: int(value) for name, value in _NUMBER.findall(match[0])}
            if marks.get(b"min", 0) <= column <= marks.get(b"max", 0):
                return marks.get(b"style", 0)
        return 0

    def merged(self) -> list[Ref]:
        """Return the merged ranges."""
        return [package.read_ref(m[1].decode()) for m in _MERGE.finditer(self.tail)]

    def blocked(self, ref: Ref, own: Ref) -> Ref | None:
        """Return a merged range or another table that reaches into `ref`, or None."""
        for other in (*self.merged(), *self.taken):
            if other != own and _meet(other, ref) and not _meet(other, own):
                return other
        return None

    def shared(self) -> dict[str, tuple[str, bytes]]:
        """Return the first cell of each shared formula: group -> (its address, its bytes)."""
        if self.masters is None:
            self.masters = {
                group: (a1.address(row, column), raw)
                for group, row, column, raw, first in self._shared_cells()
                if first
            }
        return self.masters

    def sharing(self, groups: set[str]) -> list[tuple[str, int, int, bytes]]:
        """Return group, row, column and bytes of the cells that take their formula from another."""
        cells = self._shared_cells()
        return [cell[:4] for cell in cells if cell[0] in groups and not cell[4]]

    def _shared_cells(self) -> Iterator[tuple[str, int, int, bytes, bool]]:
        for number, piece in self.source():
            if not number or not _SHARED.search(piece):
                continue
            for column, raw in sheet_xml.cells(piece):
                formula = _SHARED.search(raw)
                if formula and (group := _GROUP.search(formula[0])):
                    yield group[1].decode(), number, column, raw, b' ref="' in formula[0]

    def patched(self) -> Iterator[bytes]:
        """Yield the bytes of the sheet with the changes in it."""
        return sheet_xml.patch(self.source(), self.edits, self._head, self._tail, self._row_head)

    def _row_head(self, number: int, row: bytes) -> bytes:
        end = row.index(b">")
        head = row[:end]
        if number in self.shown or number in self.uncovered:
            head = _HIDDEN.sub(b"", head)
        if number in self.heights and self.fixed:
            chosen = b' ht="%d" customHeight="1"' % self.heights[number]
            return _OWN_HEIGHT.sub(b"", head) + chosen + row[end:]
        # A height that a person chose (customHeight) stays.
        if number in self.heights and b"customHeight" not in head:
            head = _HEIGHT.sub(b"", head) + b' ht="%d"' % self.heights[number]
        return head + row[end:]

    def _head(self, head: bytes) -> bytes:
        rows = [row for row, edits in self.edits.items() if any(edits.values())]
        columns = [column for edits in self.edits.values() for column, raw in edits.items() if raw]
        if self.filled:
            head = head.replace(_HINTING, _HINTING.replace(b"A2", b"A1"))
        if rows:
            head = _DIMENSION.sub(lambda m: m[1] + _wider(m[2], rows, columns) + m[3], head)
        for column in sorted(self.widths):
            head = _with_width(head, column, self.widths[column])
        return head

    def _tail(self, tail: bytes) -> bytes:
        def ranges(match: re.Match[bytes]) -> bytes:
            start, text, end = (match[i] or match[i + 3] for i in (1, 2, 3))
            moved = " ".join(self._stretched(area) for area in text.decode().split())
            return start + moved.encode() + end

        tail = _RANGES.sub(ranges, tail) if self.stretches else tail
        place = sheet_tail.place_of_formats(tail) if self.colours else 0
        return tail[:place] + b"".join(self.colours) + tail[place:]

    def _stretched(self, text: str) -> str:
        try:
            top, left, bottom, right = package.read_ref(text)
        except KeyError:  # whole columns, such as A:C
            return text
        for stretch in self.stretches:
            body = top <= stretch.top and bottom == stretch.old_bottom
            if body and left <= stretch.right and right >= stretch.left:
                return package.write_ref((top, left, stretch.bottom, right))
        return text


def _pick(row: bytes, number: int, starts: Iterable[tuple[int, bytes]]) -> dict[int, bytes]:
    """Return the cells of a plain row that begin so, by column.

    This runs for every cell that a command may write, so it makes no calls of its own.
    """
    row_suffix = b'%d"' % number
    out: dict[int, bytes] = {}
    position = 0
    for column, start in starts:
        begin = row.find(start + row_suffix, position)
        if begin >= 0:
            close = row.index(b">", begin)
            empty = row[close - 1] == 0x2F
            position = close + 1 if empty else row.index(b"</c>", close) + 4
            out[column] = row[begin:position]
    return out


def _meet(area: Ref, other: Ref) -> bool:
    rows = area[0] <= other[2] and other[0] <= area[2]
    return rows and area[1] <= other[3] and other[1] <= area[3]


def _wider(text: bytes, rows: Sequence[int], columns: Sequence[int]) -> bytes:
    try:
        ref = package.read_ref(text.decode())
    except KeyError:
        return text
    wide = (
        min(ref[0], *rows),
        min(ref[1], *columns),
        max(ref[2], *rows),
        max(ref[3], *columns),
    )
    return text if wide == ref else package.write_ref(wide).encode()


def _with_width(head: bytes, column: int, width: float) -> bytes:
    """Return the head with that column's width, unless the sheet says something about it."""
    new = b'<col min="%d" max="%d" width="%g" customWidth="1"/>' % (column, column, width)
    known: list[Mapping[bytes, int]] = []
    for match in _COLUMN.finditer(head):
        known.append({name: int(value) for name, value in _NUMBER.findall(match[0])})
        if known[-1].get(b"max", 0) >= column:
            covered = known[-1].get(b"min", 0) <= column
            return head if covered else head[: match.start()] + new + head[match.start() :]
    if known:
        return head.replace(b"</cols>", new + b"</cols>", 1)
    return head.replace(b"<sheetData>", b"<cols>" + new + b"</cols><sheetData>", 1)
