"""Which whole numbers does an old .xls workbook show as something else (see shown.py)?

The file is a small file system of its own ([MS-CFB]); in it the stream
Workbook is a row of records ([MS-XLS]). Only formats and numbers are read.
"""

import struct
from collections.abc import Iterator, Mapping

from cuifei.files.binary import rk
from cuifei.files.limits import Extent
from cuifei.files.shown import Place, text_of
from cuifei.ooxml.a1 import address

_BOF, _SHEET, _FORMAT, _STYLE = 0x809, 0x85, 0x41E, 0xE0
_NUMBER, _RK, _RKS, _FORMULA = 0x203, 0x27E, 0xBD, 0x06
_CONTENT = frozenset((_NUMBER, _RK, _RKS, _FORMULA, 0xFD, 0x204, 0x205, 0xD6))
_BIFF8 = 0x600
_END = 0xFFFFFFFA  # this and above are marks and no sectors
_SMALL = 64  # bytes of a small sector


def shown(data: bytes) -> dict[str, dict[Place, str]]:
    """Return sheet -> place -> text of the whole numbers that a format shows otherwise.

    A file of another make than Excel 97 to 2003 says nothing here.
    """
    stream = _stream(data, ("Workbook", "Book"))
    if len(stream) < 8 or struct.unpack_from("<HHH", stream)[0::2] != (_BOF, _BIFF8):
        return {}
    formats: dict[int, str] = {}
    used: list[int] = []
    sheets: dict[int, str] = {}
    for kind, body in _records(stream, 0):
        if kind == _FORMAT:
            formats[int.from_bytes(body[:2], "little")] = _text(body[2:], 2)
        elif kind == _STYLE:
            used.append(int.from_bytes(body[2:4], "little"))
        elif kind == _SHEET:
            sheets[int.from_bytes(body[:4], "little")] = _text(body[6:], 1)
    codes = {n: formats.get(code, "") for n, code in enumerate(used)}
    codes = {n: code for n, code in codes.items() if text_of(1, code)}
    if not codes:
        return {}
    return {name: dict(_cells(stream, start, codes)) for start, name in sheets.items()}


def ensure_ends(data: bytes) -> None:
    """Raise ValueError where sectors follow each other in a circle: a reader would never end."""
    size = 1 << min(int.from_bytes(data[30:32], "little"), 16)
    table = _table(data, size)
    for following in (table, _small_table(data, table, size)):
        passed = [0] * len(following)  # by which walk a sector was passed
        for start in range(len(following)):
            sector = start
            while sector < len(following) and not passed[sector]:
                passed[sector], sector = start + 1, following[sector]
            if sector < len(following) and passed[sector] == start + 1:
                raise ValueError("sectors follow each other in a circle")


def extents(data: bytes) -> Iterator[tuple[str, Extent]]:
    """Yield each sheet's name, and how far its cells with content reach."""
    stream = _stream(data, ("Workbook", "Book"))
    if len(stream) < 8:
        return
    for kind, body in _records(stream, 0):
        if kind != _SHEET:
            continue
        extent = Extent()
        for cell_kind, cell_body in _records(stream, int.from_bytes(body[:4], "little")):
            if cell_kind in _CONTENT and len(cell_body) >= 4:
                row, column = struct.unpack_from("<HH", cell_body)
                if cell_kind == _RKS:
                    column += max(len(cell_body) - 6, 0) // 6
                extent.reach(row + 1, column + 1, address(row + 1, column + 1))
        yield _text(body[6:], 1), extent


def _records(stream: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of one part of the stream, up to its end."""
    while offset + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, offset)
        if kind == 0x0A:
            return
        yield kind, stream[offset + 4 : offset + 4 + size]
        offset += 4 + size


def _text(body: bytes, width: int) -> str:
    length = int.from_bytes(body[:width], "little")
    wide = body[width] & 1
    raw = body[width + 1 : width + 1 + length * (2 if wide else 1)]
    return raw.decode("utf-16-le" if wide else "latin-1")


def _cells(stream: bytes, start: int, codes: Mapping[int, str]) -> Iterator[tuple[Place, str]]:
    for kind, body in _records(stream, start):
        if kind not in (_NUMBER, _RK, _RKS, _FORMULA):
            continue
        row, column = struct.unpack_from("<HH", body)
        if kind == _RKS:
            numbers = [
                (body[n : n + 2], rk(body[n + 2 : n + 6])) for n in range(4, len(body) - 2, 6)
            ]
        else:
            value = rk(body[6:10]) if kind == _RK else struct.unpack_from("<d", body, 6)[0]
            numbers = [(body[4:6], value)]
        for step, (style, value) in enumerate(numbers):
            code = codes.get(int.from_bytes(style, "little"), "")
            is_whole = value == value and abs(value) < 10**15 and value == int(value) and value >= 0
            if code and is_whole and (text := text_of(int(value), code)):
                yield (row + 1, column + step + 1), text


def _stream(data: bytes, names: tuple[str, ...]) -> bytes:
    """Return a stream of the file system; b"" where it has none of that name."""
    size = 1 << int.from_bytes(data[30:32], "little")
    table = _table(data, size)
    directory = _chain(data, int.from_bytes(data[48:52], "little"), table, size)
    for offset in range(0, len(directory) - 127, 128):
        entry = directory[offset : offset + 128]
        length = max(0, int.from_bytes(entry[64:66], "little") - 2)
        if entry[:length].decode("utf-16-le", "replace") in names:
            start, total = struct.unpack_from("<IQ", entry, 116)
            total &= 0xFFFFFFFF
            if total < int.from_bytes(data[56:60], "little"):
                return _small(data, directory, start, table, size)[:total]
            return _chain(data, start, table, size)[:total]
    return b""


def _small_table(data: bytes, table: list[int], size: int) -> list[int]:
    """Return for each small sector the one that follows it."""
    packed = _chain(data, int.from_bytes(data[60:64], "little"), table, size)
    return list(struct.unpack(f"<{len(packed) // 4}I", packed[: len(packed) // 4 * 4]))


def _small(data: bytes, directory: bytes, start: int, table: list[int], size: int) -> bytes:
    """Return a stream of small sectors, which lie in the stream of the directory's first entry."""
    holder = _chain(data, int.from_bytes(directory[116:120], "little"), table, size)
    return _chain(bytes(_SMALL) + holder, start, _small_table(data, table, size), _SMALL)


def _table(data: bytes, size: int) -> list[int]:
    """Return for each sector the one that follows it."""
    numbers = list(struct.unpack_from("<109I", data, 76))
    more = int.from_bytes(data[68:72], "little")
    visited = set()
    while more < _END:
        if more in visited:
            raise ValueError("lists of sectors follow each other in a circle")
        visited.add(more)
        block = _sector(data, more, size)
        numbers += struct.unpack(f"<{size // 4}I", block)[:-1]
        more = int.from_bytes(block[-4:], "little")
    sectors = (_sector(data, number, size) for number in numbers if number < _END)
    return [n for block in sectors for n in struct.unpack(f"<{len(block) // 4}I", block)]


def _sector(data: bytes, number: int, size: int) -> bytes:
    start = (number + 1) * size
    return data[start : start + size]


def _chain(data: bytes, sector: int, table: list[int], size: int) -> bytes:
    sectors: list[bytes] = []
    while sector < len(table) and len(sectors) <= len(table):
        sectors.append(_sector(data, sector, size))
        sector = table[sector]
    return b"".join(sectors)
