"""What is in a Word file, and how is it written again without packing what did not change?

A .docx is a zip of parts. Parts that stay the same are copied as they lie,
still compressed; a new part is deflated once. Every time stamp is fixed, so
equal content gives equal bytes (R3.3: a copy of a letter can be proved).
"""

import contextlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

from cuifei.domain.problems import CuifeiError, say

codec: Any = zlib  # where isal has no wheel: slower, and a little smaller
with contextlib.suppress(ImportError):
    from isal import isal_zlib

    codec = isal_zlib

_LOCAL = struct.Struct("<IHHHHHIIIHH")
_CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
_END = struct.Struct("<IHHHHIIH")
# 1980-01-01 00:00, the first moment that a zip can name; bit 11: names are UTF-8.
_TIME, _DATE, _UTF8 = 0, 0x21, 0x800
_MOST_BYTES = 200 << 20  # unpacked; a letter with photographs has a tenth of it
_SHARED_BYTES = 1 << 17
# What Python's zip reader raises on damaged, locked or unusual files.
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError),
    *(EOFError, OSError, ValueError, OverflowError, KeyError),
)
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_SAFE = etree.XMLParser(resolve_entities=False, no_network=True)
_WORD_TYPE = re.compile(
    r"application/vnd\.openxmlformats-officedocument\.wordprocessingml\."
    r"(document\.main|header|footer|footnotes|endnotes|comments)\+xml"
)


@dataclass(frozen=True, slots=True)
class Member:
    """One part as it lies in the zip: `packed` bytes by `method`, `crc` and `size` unpacked."""

    name: str
    method: int
    crc: int
    size: int
    packed: bytes


def member(name: str, content: bytes) -> Member:
    """Return a part freshly deflated."""
    squeeze = codec.compressobj(1, codec.DEFLATED, -15)
    packed = squeeze.compress(content) + squeeze.flush()
    return Member(name, zipfile.ZIP_DEFLATED, codec.crc32(content), len(content), packed)


def read(content: bytes, tested: bool = False) -> dict[str, Member]:
    """Return the members of a Word file in their order; CuifeiError where it is none.

    `tested`: the caller knows that the file is whole, as by its hash.
    """
    try:
        if tested and (listed := _listed(content)):
            return listed
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            if sum(info.file_size for info in infos) > _MOST_BYTES:
                raise _too_large()
            if not tested and (broken := archive.testzip()):
                raise zipfile.BadZipFile(broken)
        members = {info.filename: _member(content, info) for info in infos}
    except _DAMAGED as error:
        raise no_word_file() from error
    if "[Content_Types].xml" not in members:
        raise no_word_file()
    return members


def _listed(content: bytes) -> dict[str, Member] | None:
    """Return the members of a file as we write it, from its directory; None: ask a zip reader."""
    members: dict[str, Member] = {}
    *_, count, size, at, comment = _END.unpack_from(content, max(len(content) - _END.size, 0))
    if comment or at + size + _END.size != len(content):
        return None
    for _ in range(count):
        mark, _, _, flags, method, _, _, crc, packed, unpacked_size, length, *extras, offset = (
            _CENTRAL.unpack_from(content, at)
        )
        if (mark, flags, method, extras) != (0x02014B50, _UTF8, zipfile.ZIP_DEFLATED, [0] * 5):
            return None
        name = content[at + _CENTRAL.size : at + _CENTRAL.size + length]
        start = offset + _LOCAL.size + length
        if content[start - length : start] != name:
            return None
        text = name.decode()
        members[text] = Member(text, method, crc, unpacked_size, content[start : start + packed])
        at += _CENTRAL.size + length
    whole = len(members) == count and "[Content_Types].xml" in members
    return members if whole and sum(part.size for part in members.values()) <= _MOST_BYTES else None


def _member(content: bytes, info: zipfile.ZipInfo) -> Member:
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile(info.filename)
    name_length, extra = struct.unpack_from("<HH", content, info.header_offset + 26)
    start = info.header_offset + _LOCAL.size + name_length + extra
    packed = content[start : start + info.compress_size]
    return Member(info.filename, info.compress_type, info.CRC, info.file_size, packed)


def _too_large() -> CuifeiError:
    return CuifeiError(
        say("this Word document holds more than {n} MB", n=_MOST_BYTES >> 20),
        say("Make its pictures smaller (Picture Format, Compress Pictures), and save it"),
    )


def no_word_file() -> CuifeiError:
    """Return what is said of a file that Word itself would not open."""
    return CuifeiError(
        say("this is not a Word document (.docx), or it is damaged or protected by a password"),
        say("Open it in Word and save it again as a Word document (.docx) without a password"),
    )


def unpacked(part: Member) -> bytes:
    """Return the part's content."""
    if part.method == zipfile.ZIP_STORED:
        return part.packed
    small = part.size <= _SHARED_BYTES
    return (_inflated if small else _inflated.__wrapped__)(part.packed, part.size)


# The letters of a batch have nearly all of their parts in common.
@lru_cache(maxsize=64)
def _inflated(packed: bytes, size: int) -> bytes:
    content: bytes = codec.decompressobj(-15).decompress(packed, size + 1)
    if len(content) != size:
        raise no_word_file()
    return content


def parsed(part: Member) -> Any:
    """Return the root of a part's XML; CuifeiError names a part that is damaged or has a DTD.

    Entities are left alone: a part of Word's has none, and one that somebody made may read files.
    """
    try:
        root = etree.fromstring(unpacked(part), _SAFE)
    except (etree.XMLSyntaxError, ValueError, codec.error, zlib.error) as error:
        raise damaged(part.name) from error
    if root is None or root.getroottree().docinfo.doctype:
        raise damaged(part.name)
    return root


def damaged(name: str) -> CuifeiError:
    """Return the error for a part that cannot be read."""
    return CuifeiError(
        say("this Word document is damaged: its part {part} cannot be read", part=name),
        say("Open it in Word and save it again, or take the copy of a day when it was whole"),
    )


def word_parts(parts: Mapping[str, Member]) -> dict[str, str]:
    """Return the parts that hold text, by name: document.main, header, footer, footnotes …"""
    kinds = {}
    for entry in parsed(parts["[Content_Types].xml"]).iter(_OVERRIDE):
        if match := _WORD_TYPE.fullmatch(entry.get("ContentType", "")):
            kinds[entry.get("PartName", "").removeprefix("/")] = match[1]
    if "document.main" not in kinds.values():
        raise no_word_file()
    return {name: kind for name, kind in kinds.items() if name in parts}


@dataclass(frozen=True, slots=True)
class Frame:
    """The unchanging parts of many letters, headers written once."""

    body: bytes
    directory: bytes
    count: int

    def close(self, changed: Iterable[Member]) -> bytes:
        """Return the whole file: the unchanging parts, then the `changed` ones."""
        return _write(self.body, self.directory, self.count, changed)


def frame(parts: Iterable[Member]) -> Frame:
    """Return the frame that holds these unchanging parts."""
    body, directory, count = bytearray(), bytearray(), 0
    for part in parts:
        local, central = _headers(part, len(body))
        body += local + part.packed
        directory += central
        count += 1
    return Frame(bytes(body), bytes(directory), count)


def _headers(part: Member, offset: int) -> tuple[bytes, bytes]:
    name = part.name.encode()
    sizes = (part.crc, len(part.packed), part.size, len(name), 0)
    local = _LOCAL.pack(0x04034B50, 20, _UTF8, part.method, _TIME, _DATE, *sizes)
    central = _CENTRAL.pack(
        0x02014B50, 20, 20, _UTF8, part.method, _TIME, _DATE, *sizes, 0, 0, 0, 0, offset
    )
    return local + name, central + name


def _write(body: bytes, directory: bytes, count: int, changed: Iterable[Member]) -> bytes:
    pieces, centrals, offset = [body], [directory], len(body)
    for part in changed:
        local, central = _headers(part, offset)
        pieces += (local, part.packed)
        centrals.append(central)
        offset += len(local) + len(part.packed)
        count += 1
    ends = b"".join(centrals)
    end = _END.pack(0x06054B50, 0, 0, count, count, len(ends), offset, 0)
    return b"".join((*pieces, ends, end))
