"""How is one part of a zip file replaced while all others keep their very bytes?

Members that do not change are copied compressed as they are, in their order,
with their times. (zipfile can only write them anew.)
"""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Protocol

try:
    from isal import isal_zlib
except ImportError:  # another Python than CPython
    isal_zlib = None  # type: ignore[assignment]

_LOCAL = struct.Struct("<IHHHHHIIIHH")
_CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
_END = struct.Struct("<IHHHHIIH")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = 0x04034B50, 0x02014B50, 0x06054B50
_SIZES = 14  # where the sum and the sizes stand in a local header
_DESCRIPTOR, _ENCRYPTED, _UTF8 = 0x8, 0x1, 0x800
_LARGEST = 0xFFFFFFFF
_BLOCK = 1 << 20

Source = Callable[[], Iterable[bytes]]


class Compressor(Protocol):
    """What zlib and isal give alike."""

    def compress(self, data: bytes, /) -> bytes: ...  # noqa: D102
    def flush(self) -> bytes: ...  # noqa: D102


def _compressor() -> Compressor:
    if isal_zlib is None:
        return zlib.compressobj(6, zlib.DEFLATED, -15)
    return isal_zlib.compressobj(1, zlib.DEFLATED, -15)  # ten times as fast, nearly as small


def rewrite(
    source: Path,
    target: BinaryIO,
    replaced: Mapping[str, Source],
    added: Mapping[str, Source],
    dropped: frozenset[str] = frozenset(),
) -> None:
    """Write the zip `source` to `target` with these members replaced, added at the end, dropped.

    Raises ValueError where a member is encrypted or larger than 4 GB.
    """
    central: list[bytes] = []
    with zipfile.ZipFile(source) as old, source.open("rb") as stream:
        infos = old.infolist()
        for info in infos:
            if info.filename in dropped:
                continue
            if info.flag_bits & _ENCRYPTED or info.file_size > _LARGEST:
                raise ValueError(f"cannot copy {info.filename}")
            if info.filename in replaced:
                central.append(_write(target, info, replaced[info.filename]()))
            else:
                central.append(_copy(stream, target, info))
        for name, content in added.items():
            info = zipfile.ZipInfo(name, infos[0].date_time)
            info.external_attr = 0o600 << 16
            central.append(_write(target, info, content()))
    start = target.tell()
    target.write(b"".join(central))
    size = target.tell() - start
    if start > _LARGEST:
        raise ValueError("the file is larger than 4 GB")
    target.write(_END.pack(_END_MARK, 0, 0, len(central), len(central), size, start, 0))


def _time(info: zipfile.ZipInfo) -> tuple[int, int]:
    year, month, day, hour, minute, second = info.date_time
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day


def _name(info: zipfile.ZipInfo) -> tuple[bytes, int]:
    flags = info.flag_bits & ~_DESCRIPTOR
    try:
        return info.filename.encode("utf-8" if flags & _UTF8 else "cp437"), flags
    except UnicodeEncodeError:
        return info.filename.encode(), flags | _UTF8


def _header(info: zipfile.ZipInfo, method: int, crc: int, packed: int, size: int) -> bytes:
    name, flags = _name(info)
    fields = (_LOCAL_MARK, 20, flags, method, *_time(info), crc, packed, size, len(name), 0)
    return _LOCAL.pack(*fields) + name


def _entry(info: zipfile.ZipInfo, method: int, sums: tuple[int, int, int], offset: int) -> bytes:
    name, flags = _name(info)
    made_by = info.create_version | info.create_system << 8
    fields = (_CENTRAL_MARK, made_by, 20, flags, method, *_time(info), *sums, len(name), 0, 0, 0)
    return _CENTRAL.pack(*fields, info.internal_attr, info.external_attr, offset) + name


def _copy(stream: BinaryIO, target: BinaryIO, info: zipfile.ZipInfo) -> bytes:
    stream.seek(info.header_offset)
    header = _LOCAL.unpack(stream.read(_LOCAL.size))
    stream.seek(header[-2] + header[-1], 1)
    offset = target.tell()
    sums = (info.CRC, info.compress_size, info.file_size)
    target.write(_header(info, info.compress_type, *sums))
    left = info.compress_size
    while left:
        block = stream.read(min(left, _BLOCK))
        if not block:
            raise EOFError(info.filename)
        target.write(block)
        left -= len(block)
    return _entry(info, info.compress_type, sums, offset)


def _blocks(content: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in blocks: a call of the compressor for each row costs more than it."""
    waiting: list[bytes] = []
    size = 0
    for piece in content:
        waiting.append(piece)
        size += len(piece)
        if size >= _BLOCK:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


def _write(target: BinaryIO, info: zipfile.ZipInfo, content: Iterable[bytes]) -> bytes:
    offset = target.tell()
    target.write(_header(info, zipfile.ZIP_DEFLATED, 0, 0, 0))
    crc = packed = size = 0
    compressor = _compressor()
    for block in _blocks(content):
        crc, size = zlib.crc32(block, crc), size + len(block)
        packed += target.write(compressor.compress(block))
    packed += target.write(compressor.flush())
    if size > _LARGEST:
        raise ValueError(f"{info.filename} is larger than 4 GB")
    target.seek(offset + _SIZES)
    target.write(struct.pack("<III", crc, packed, size))
    target.seek(0, 2)
    return _entry(info, zipfile.ZIP_DEFLATED, (crc, packed, size), offset)
