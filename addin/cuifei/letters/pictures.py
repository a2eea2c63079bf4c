"""Which pictures can a field print, and what is in them?

In a template a picture is a merge field whose name is 图片. and the picture's name, and, if it
shall not have its usual width, a point and its width in millimetres: «图片.收款码»,
«图片.收款码.30». In a repeating row the list comes first: «扫码.图片.收款码».

收款码  the payment link of the field 收款码链接 as a QR code; nothing where it is blank
盖章处  a dashed circle where the seal goes

The height of the paragraph's line follows the picture, whatever its style says.
"""

import io
import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import atan2, hypot, pi

import segno

from cuifei.domain.problems import CuifeiError, say

# Around a picture's place in the text, until it is drawn; no keyboard types them.
BEGIN, END = "\ue002", "\ue003"
TOKEN = re.compile(f"{BEGIN}([^{END}]*){END}")
_NAME = re.compile(r"(?:(?P<row>[^.]+)\.)?图片\.(?P<kind>[^.]*)(?:\.(?P<width>\d{1,3}))?")
_WIDTHS = {"收款码": 25, "盖章处": 40}
QR, SEAL = _WIDTHS


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture field: `row` its list with a point, or blank; `width` in millimetres."""

    row: str
    kind: str
    width: int

    @property
    def names(self) -> tuple[str, ...]:
        """The fields whose values it needs."""
        return (f"{self.row}收款码链接",) if self.kind == QR else ()

    def value(self, get: Callable[[str], str]) -> str:
        """Return what stands in the text until the picture is drawn."""
        content = get(self.names[0]).strip() if self.names else SEAL
        return f"{BEGIN}{self.kind} {self.width} {content}{END}" if content else ""


def picture(name: str) -> Picture | None:
    """Return the picture of a field's name, None for other fields; CuifeiError for an unknown one.

    >>> picture("扫码.图片.收款码.30")
    Picture(row='扫码.', kind='收款码', width=30)
    """
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    width = int(match["width"] or _WIDTHS.get(match["kind"], 0))
    if match["kind"] not in _WIDTHS or not 5 <= width <= 170:
        raise CuifeiError(
            say("there is no such picture: {name}", name=f"«{name}»"),
            say("Use one of {names}; a width is 5 to 170 mm", names="、".join(_WIDTHS)),
        )
    return Picture(f"{match['row']}." if match["row"] else "", match["kind"], width)


@lru_cache(maxsize=256)
def png(kind: str, content: str) -> bytes:
    """Return a picture as the bytes of a PNG; CuifeiError where a link is too long for a code."""
    if kind == SEAL:
        return _seal()
    try:
        code = segno.make(content, error="m", micro=False)
    except segno.DataOverflowError as error:
        raise CuifeiError(
            say("the payment link is too long for a QR code: {link}", link=content[:60]),
            say("Type a shorter link on the sheet Accounts"),
        ) from error
    out = io.BytesIO()
    code.save(out, kind="png", scale=8, border=4)
    return out.getvalue()


def _seal(size: int = 320, dashes: int = 48) -> bytes:
    """Draw a grey dashed circle on white."""
    middle, rows = (size - 1) / 2, bytearray()
    for y in range(size):
        rows.append(0)
        for x in range(size):
            across, down = x - middle, y - middle
            on = abs(hypot(across, down) - (middle - 4)) <= 2
            dash = int((atan2(down, across) + pi) / (2 * pi) * dashes * 2) % 2
            rows.append(150 if on and dash else 255)

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", size, size, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(rows), 9))
        + chunk(b"IEND", b"")
    )
