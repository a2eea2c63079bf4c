"""Which pictures can a field print, and what is in them?

In a template a picture is a merge field whose name is 图片. and the picture's name, and, if it
shall not have its usual width, a point and its width in millimetres: «图片.收款码»,
«图片.收款码.30». In a repeating row the list comes first: «扫码.图片.收款码».

收款码  the payment link of the field 收款码链接 as a QR code, or the office's own picture of a code
        in the field 收款码图片 (a data URI); nothing where both are blank
盖章处  a dashed circle where the seal goes

The height of the paragraph's line follows the picture, whatever its style says.
"""

import base64
import io
import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import atan2, hypot, pi
from pathlib import Path

import segno
from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.image.image import Image

from cuifei.domain.problems import CuifeiError, say

# Around a picture's place in the text, until it is drawn; no keyboard types them.
BEGIN, END = "\ue002", "\ue003"
TOKEN = re.compile(f"{BEGIN}([^{END}]*){END}")
_NAME = re.compile(r"(?:(?P<row>[^.]+)\.)?图片\.(?P<kind>[^.]*)(?:\.(?P<width>\d{1,3}))?")
_WIDTHS = {"收款码": 25, "盖章处": 40}
QR, SEAL = _WIDTHS
_DATA, _KINDS = "data:", ("image/png", "image/jpeg")
NO_PICTURE = (
    UnrecognizedImageError,
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    ZeroDivisionError,
    KeyError,
    struct.error,
)


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
        content = self._code(get) if self.names else SEAL
        return f"{BEGIN}{self.kind} {self.width} {content}{END}" if content else ""

    def _code(self, get: Callable[[str], str]) -> str:
        """Return the link, or the picture where there is one instead."""
        if link := get(self.names[0]).strip():
            return link
        try:
            return get(f"{self.row}收款码图片")
        except KeyError:  # few have one
            return ""


def of_file(path: Path) -> str:
    """Return an office's own picture of a code as a data URI; CuifeiError where it is none."""
    try:
        content = path.read_bytes()
        kind = Image.from_blob(content).content_type
    except (OSError, *NO_PICTURE):
        kind = ""
    if kind not in _KINDS:
        raise CuifeiError(
            say("the picture of the payment code cannot be read: {file}", file=path.name),
            say("Put it beside the workbook as .png or .jpg, and type its name as the link"),
        )
    return f"{_DATA}{kind};base64,{base64.b64encode(content).decode()}"


def suffix(image: bytes) -> str:
    """Return the file ending of a picture."""
    return "png" if image.startswith(b"\x89PNG") else "jpeg"


def shares(image: bytes) -> tuple[float, float]:
    """Return width and height of a picture as shares of its longer side."""
    if suffix(image) == "png":
        wide, high = struct.unpack(">II", image[16:24])
    else:
        image_part = Image.from_blob(image)
        wide, high = image_part.px_width, image_part.px_height
    return wide / max(wide, high), high / max(wide, high)


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
    """Return the bytes of a picture's file; CuifeiError where a link is too long for a code."""
    if kind == SEAL:
        return _seal()
    if content.startswith(_DATA):
        return base64.b64decode(content.partition(",")[2])
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
