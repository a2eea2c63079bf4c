"""Where are the rows and cells in a worksheet's XML, and how is one swapped for another?

A sheet is read as a stream: bytes that do not change go through as they are.
That holds for plain XML, as Excel, LibreOffice, WPS and openpyxl write it. XML
may legally look otherwise (prefixes, other attribute order, no `r`, CDATA):
then `Unusual` is raised, and the sheet goes through `normal` once, a real parser.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from lxml import etree

from cuifei.ooxml.a1 import address, column_letters, column_number

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"

Piece = tuple[int, bytes]

_ROW = re.compile(rb'<row r="(\d+)"([^<>]*?)(/?)>')
_DATA = re.compile(rb"<sheetData\s*(/?)>")
_SPANS = re.compile(rb'\sspans="[^"]*"')
_CELL = re.compile(rb'<c r="([A-Z]+)\d+"')
_CONTENT = re.compile(rb"<(?:v|t)(?:\s[^<>]*)?>[^<]|<f\b")
_LONGEST_TAG = 1 << 16


class Unusual(Exception):
    """Legal XML that the stream reader does not follow; `normal` makes it plain."""


class Malformed(Exception):
    """XML that no program writes: a number that is none, a text or a part that is not there."""


def number(node: etree._Element, name: str) -> int:
    """Return the whole number that an attribute says, 0 where it is missing. Raises Malformed.

    >>> number(parse(b'<a id="7"/>'), "id")
    7
    """
    text = str(node.get(name, "0"))
    if not re.fullmatch(r"\s*\d{1,9}\s*", text):
        raise Malformed(f"{name}={text[:20]}")
    return int(text)


def split(chunks: Iterable[bytes]) -> Iterator[Piece]:
    """Yield (0, head), then (row number, that row), then (0, tail); together the same bytes.

    White space between rows comes as (0, …) too. Raises Unusual.
    """
    source = iter(chunks)
    buffer = b""
    for chunk in source:
        buffer += chunk
        if opening := _DATA.search(buffer):
            break
    else:
        raise Unusual("no sheetData")
    if b"<!" in buffer[: opening.start()] or b"<worksheet" not in buffer[: opening.start()]:
        raise Unusual("head")
    if opening[1]:
        yield 0, buffer[: opening.start()] + b"<sheetData>"
        yield 0, b"</sheetData>" + buffer[opening.end() :] + b"".join(source)
        return
    yield 0, buffer[: opening.end()]
    yield from _rows(buffer[opening.end() :], source)


def _rows(buffer: bytes, source: Iterator[bytes]) -> Iterator[Piece]:
    last = 0
    while True:
        position = 0
        while (piece := _next(buffer, position)) is not None:
            start, end, number = piece
            if start > position:
                yield 0, buffer[position:start]
            if not number:
                yield 0, buffer[start:] + b"".join(source)
                return
            row = buffer[start:end]
            if number <= last or b"<!" in row:
                raise Unusual(f"row {number}")
            last = number
            yield number, row
            position = end
        chunk = next(source, None)
        if chunk is None:
            raise Unusual("no end of sheetData")
        buffer = buffer[position:] + chunk


def _next(buffer: bytes, position: int) -> tuple[int, int, int] | None:
    """Return start, end and number of the next row (0: the end of the data), None: read on."""
    start = buffer.find(b"<", position)
    if start < 0:
        return None
    if buffer.startswith(b"</sheetData>", start):
        return start, start, 0
    match = _ROW.match(buffer, start)
    if match is None:
        if len(buffer) - start > _LONGEST_TAG or buffer.find(b">", start) >= 0:
            raise Unusual("between rows")
        return None
    if match[3]:
        return start, match.end(), int(match[1])
    end = buffer.find(b"</row>", match.end())
    return None if end < 0 else (start, end + 6, int(match[1]))


def is_plain(row: bytes) -> bool:
    """Return whether every cell of the row starts with its `r`, so that it can be found by it."""
    return row.count(b"<c") == row.count(b'<c r="')


def holds(raw: bytes) -> bool:
    """Return whether a cell holds something, and not only a style.

    >>> holds(b'<c r="A1" s="2"><v>3</v></c>'), holds(b'<c r="A1" s="2"></c>')
    (True, False)
    """
    if raw[-8:] == b"</v></c>" and raw[-9:-8] != b">":
        return True  # as nearly every number is stored
    return raw[-2:] != b"/>" and _CONTENT.search(raw) is not None


def cells(row: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield column number and bytes of each cell of a plain row. Raises Unusual."""
    if not is_plain(row):
        raise Unusual("cells")
    position = 0
    while match := _CELL.search(row, position):
        close = row.index(b">", match.end() - 1)
        position = close + 1 if row[close - 1] == 0x2F else row.index(b"</c>", close) + 4
        yield column_number(match[1].decode()), row[match.start() : position]


@lru_cache(maxsize=1 << 10)
def start_of(column: int) -> bytes:
    """Return how a cell of that column begins, up to its row."""
    return b'<c r="' + column_letters(column).encode()


def patched(row: bytes, number: int, edits: Mapping[int, bytes]) -> bytes:
    """Return the row with those cells (column -> whole cell, b"" to remove it) in their places."""
    match = _ROW.match(row)
    if match is None or not is_plain(row):
        raise Unusual(f"row {number}")
    head, body = row[: match.end()], b"" if match[3] else row[match.end() : -6]
    if match[3]:
        head = head[:-2] + b">"
    pieces: list[bytes] = []
    position, inserted, place = 0, False, b'%d"' % number
    for column in sorted(edits):
        cell = edits[column]
        start = body.find(start_of(column) + place, position)
        if start < 0:
            start = end = _insertion(body, position, column)
            inserted = inserted or bool(cell)
        else:
            close = body.index(b">", start)
            end = close + 1 if body[close - 1] == 0x2F else body.index(b"</c>", close) + 4
        pieces += (body[position:start], cell)
        position = end
    pieces.append(body[position:])
    if inserted:
        head = _SPANS.sub(b"", head)
    return head + b"".join(pieces) + b"</row>"


def _insertion(body: bytes, position: int, column: int) -> int:
    """Return where a cell that is not there belongs, behind `position`."""
    match = _CELL.match(body, position)
    if match and column_number(match[1].decode()) > column:
        return position
    last = body.rfind(b'<c r="')
    if last < position:
        return len(body)
    match = _CELL.match(body, last)
    if match and column_number(match[1].decode()) < column:
        return len(body)
    for match in _CELL.finditer(body, position):
        if column_number(match[1].decode()) > column:
            return match.start()
    return len(body)


def new_row(number: int, edits: Mapping[int, bytes]) -> bytes:
    """Return a row that was not there yet; b"" where nothing stands in it."""
    body = b"".join(edits[column] for column in sorted(edits))
    return b'<row r="%d">%b</row>' % (number, body) if body else b""


def patch(
    pieces: Iterable[Piece],
    edits: Mapping[int, Mapping[int, bytes]],
    head: Callable[[bytes], bytes],
    tail: Callable[[bytes], bytes],
    row_head: Callable[[int, bytes], bytes],
) -> Iterator[bytes]:
    """Yield the sheet with `edits` (row -> column -> whole cell) in it, rows in order.

    `head` and `tail` change what stands before and after the rows; `row_head`
    changes a row, there before or new. Raises Unusual.
    """
    waiting = sorted(edits, reverse=True)
    first = True
    for number, piece in pieces:
        if first:
            first = False
            yield head(piece)
        elif number:
            while waiting and waiting[-1] < number:
                due = waiting.pop()
                yield row_head(due, new_row(due, edits[due]))
            if waiting and waiting[-1] == number:
                waiting.pop()
                piece = patched(piece, number, edits[number])
            yield row_head(number, piece)
        elif piece.startswith(b"</sheetData>"):
            yield b"".join(row_head(due, new_row(due, edits[due])) for due in reversed(waiting))
            yield tail(piece)
        else:
            yield piece


_PLAIN = etree.XSLT(
    etree.XML(
        f"""<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
 xmlns:m="{MAIN}"><xsl:template match="m:*"><xsl:element name="{{local-name()}}"
 namespace="{MAIN}"><xsl:copy-of select="namespace::*[. != '{MAIN}']"/><xsl:apply-templates
 select="@*|node()"/></xsl:element></xsl:template><xsl:template match="@*|*"><xsl:copy
><xsl:apply-templates select="@*|node()"/></xsl:copy></xsl:template><xsl:template
 match="comment()|processing-instruction()"/></xsl:stylesheet>"""
    )
)


def parse(data: bytes) -> etree._Element:
    """Return the root of an XML part; entities and the network stay out."""
    return etree.fromstring(
        data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    )


def normal(data: bytes) -> bytes:
    """Return the sheet in plain spelling: no prefix, `r` first on every row and cell."""
    root = _PLAIN(parse(data)).getroot()
    row_number = 0
    for row in root.iterfind(f"{{{MAIN}}}sheetData/{{{MAIN}}}row"):
        row_number = int(row.get("r", row_number + 1))
        _first(row, str(row_number))
        column = 0
        for cell in row.iterfind(f"{{{MAIN}}}c"):
            name = cell.get("r", "").rstrip("0123456789")
            column = column_number(name) if name else column + 1
            _first(cell, address(row_number, column))
    return serialised(root)


def serialised(root: etree._Element) -> bytes:
    """Return a part's XML as it is stored."""
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))


def _first(element: etree._Element, reference: str) -> None:
    others = {name: value for name, value in element.attrib.items() if name != "r"}
    element.attrib.clear()
    element.set("r", reference)
    for name, value in others.items():
        element.set(name, value)
