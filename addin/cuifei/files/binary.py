"""Which whole numbers does an .xlsb workbook show as something else (see shown.py)?

Its parts are records: a number, a length and bytes ([MS-XLSB] 2.1.4).
"""

import posixpath
import struct
import zipfile
from collections.abc import Iterator, Mapping

from cuifei.files.limits import Extent
from cuifei.files.shown import Place, text_of
from cuifei.ooxml import package
from cuifei.ooxml.a1 import address

_SHEET, _FORMAT, _STYLE, _STYLES, _STYLES_END = 156, 44, 47, 617, 618
_ROW, _RK, _REAL, _FORMULA = 0, 2, 5, 9
_CONTENT = frozenset(range(2, 12))  # numbers, texts and formulas; 1 is a blank with a style
_LONGEST = 10**15


def shown(file: zipfile.ZipFile) -> dict[str, dict[Place, str]]:
    """Return sheet -> place -> text of the whole numbers that a format shows otherwise."""
    book = next(name for name in file.namelist() if name.endswith("workbook.bin"))
    links = {link.id: link.target for link in package.relations(file, book)}
    styles = posixpath.join(posixpath.dirname(book), "styles.bin")
    codes = _codes(file.read(styles)) if styles in file.namelist() else {}
    if not codes:
        return {}
    sheets = {_text(body, 8)[0]: body for kind, body in records(file.read(book)) if kind == _SHEET}
    return {
        _text(body, _text(body, 8)[1])[0]: dict(_cells(file.read(links[link]), codes))
        for link, body in sheets.items()
        if link in links
    }


def extents(file: zipfile.ZipFile) -> Iterator[tuple[str, Extent]]:
    """Yield each sheet's part, and how far its cells with content reach."""
    for name in file.namelist():
        if "/worksheets/" in name and name.endswith(".bin"):
            extent, row = Extent(), 0
            for kind, body in records(file.read(name)):
                if kind == _ROW:
                    row = int.from_bytes(body[:4], "little") + 1
                elif kind in _CONTENT:
                    column = int.from_bytes(body[:4], "little") + 1
                    extent.reach(row, column, address(row, column))
            yield name, extent


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the bytes of each record of a part."""
    offset = 0
    while offset < len(data):
        kind, offset = _number(data, offset, 2)
        size, offset = _number(data, offset, 4)
        yield kind, data[offset : offset + size]
        offset += size


def _number(data: bytes, offset: int, longest: int) -> tuple[int, int]:
    """Return a number of 7 bits a byte, least first, and the place behind it."""
    value = 0
    for step in range(longest):
        byte = data[offset + step]
        value |= (byte & 0x7F) << 7 * step
        if not byte & 0x80:
            return value, offset + step + 1
    return value, offset + longest


def _text(body: bytes, offset: int) -> tuple[str, int]:
    """Return a text with its length before it, and the place behind it."""
    (length,) = struct.unpack_from("<I", body, offset)
    if length == 0xFFFFFFFF:
        return "", offset + 4
    end = offset + 4 + 2 * length
    return body[offset + 4 : end].decode("utf-16-le"), end


def _codes(data: bytes) -> dict[int, str]:
    formats: dict[int, str] = {}
    used: list[int] = []
    inside = False
    for kind, body in records(data):
        if kind == _FORMAT:
            formats[int.from_bytes(body[:2], "little")] = _text(body, 2)[0]
        inside = (inside or kind == _STYLES) and kind != _STYLES_END
        if inside and kind == _STYLE:
            used.append(int.from_bytes(body[2:4], "little"))
    codes = {n: formats.get(code, "") for n, code in enumerate(used)}
    return {n: code for n, code in codes.items() if text_of(1, code)}


def _cells(data: bytes, codes: Mapping[int, str]) -> Iterator[tuple[Place, str]]:
    row = 0
    for kind, body in records(data):
        if kind == _ROW:
            row = int.from_bytes(body[:4], "little") + 1
        elif kind in (_RK, _REAL, _FORMULA):
            column = int.from_bytes(body[:4], "little") + 1
            code = codes.get(int.from_bytes(body[4:7], "little"), "")
            value = rk(body[8:12]) if kind == _RK else struct.unpack_from("<d", body, 8)[0]
            is_whole = value == int(value) and 0 <= value < _LONGEST
            if code and is_whole and (text := text_of(int(value), code)):
                yield (row, column), text


def rk(raw: bytes) -> float:
    """Return a number that is packed into four bytes ([MS-XLSB] 2.5.123, [MS-XLS] 2.5.217).

    >>> rk((101 << 2 | 2).to_bytes(4, "little")), rk((10150 << 2 | 3).to_bytes(4, "little"))
    (101.0, 101.5)
    """
    (bits,) = struct.unpack("<i", raw)
    if bits & 2:
        value = float(bits >> 2)
    else:
        (value,) = struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", bits & 0xFFFFFFFC))
    return value / 100 if bits & 1 else value
