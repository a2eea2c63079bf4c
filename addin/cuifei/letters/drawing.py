"""How does a picture get into a letter: its drawing, its part, and how both find each other?

What must be unique is so by itself: a picture's part and its relation are named after its
content, so equal pictures are one part in a letter, and a print pack of many letters (which
renames parts and relations, and numbers drawings anew) shares them too. Numbers of drawings
(wp:docPr) begin far above those that Word gives to pictures of the template.
"""

import hashlib
import html
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import count

from lxml import etree

from cuifei.letters import package, pictures
from cuifei.letters.wordxml import Element, W

_FIRST = 900_001
_MILLIMETRE = 36_000
_TYPES = "[Content_Types].xml"
_RELATIONS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships'
    b' xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_BEGIN, _END, _CLOSE = pictures.BEGIN.encode(), pictures.END.encode(), b"</w:t>"
# What may stand before w:spacing in a paragraph's look, in the order of the standard.
_BEFORE = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr"),
    *("widowControl", "numPr", "suppressLineNumbers", "pBdr", "shd"),
    *("tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct"),
    *("topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd"),
    *("snapToGrid",),
)


def make_room(paragraph: Element) -> None:
    """Let the paragraph's lines grow with what stands in them, whatever its style says."""
    look = paragraph.find(W + "pPr")
    if look is None:
        look = etree.Element(W + "pPr")
        paragraph.insert(0, look)
    spacing = look.find(W + "spacing")
    if spacing is None:
        spacing = etree.Element(W + "spacing")
        place = sum(child.tag in {W + name for name in _BEFORE} for child in look)
        look.insert(place, spacing)
    spacing.set(W + "line", "240")
    spacing.set(W + "lineRule", "auto")


class Album:
    """The pictures of a template's letters: takes out the parts that change with them."""

    def __init__(self, parts: dict[str, package.Member], pages: Iterable[str]) -> None:
        self._relations: dict[str, tuple[str, bytes]] = {}
        for page in pages:
            folder, _, base = page.rpartition("/")
            name = f"{folder}/_rels/{base}.rels"
            part = parts.pop(name, None)
            self._relations[page] = (name, package.unpacked(part) if part else _RELATIONS)
        if self._relations:
            content = package.unpacked(parts[_TYPES])
            parts[_TYPES] = package.member(_TYPES, _with_type(content))

    def drawn(self, filled: Mapping[str, bytes]) -> list[package.Member]:
        """Return the parts of a letter that changed, pictures drawn, and what they relate to."""
        parts: list[package.Member] = []
        media: dict[str, package.Member] = {}
        numbers = count(_FIRST)
        for page, xml in filled.items():
            used: dict[str, str] = {}
            # One byte is looked for much faster than three; only private characters have it.
            if _BEGIN[0] in xml and _BEGIN in xml:
                xml = _with_drawings(xml, media, used, numbers)
            parts.append(package.member(page, xml))
            if page in self._relations:
                parts.append(_related(*self._relations[page], tuple(used.items())))
        return [*parts, *media.values()]


def _with_drawings(
    xml: bytes, media: dict[str, package.Member], used: dict[str, str], numbers: Iterator[int]
) -> bytes:
    """Return a page with its pictures drawn; what it uses is added to `media` and `used`."""
    before, *places = xml.split(_BEGIN)
    out = [before]
    for place in places:
        token, _, after = place.partition(_END)
        part, key, drawing = _drawn(token)
        media[part.name], used[key] = part, part.name
        number = next(numbers)
        # The text element that held the place goes; nothing else stands in it.
        out[-1] = out[-1][: out[-1].rindex(b"<w:t")]
        out += (drawing % (number, number, key.encode()), after.removeprefix(_CLOSE))
    return b"".join(out)


def _with_type(content: bytes) -> bytes:
    for kind in (b"png", b"jpeg"):
        if not re.search(rb'Extension="%s"' % kind, content, re.I):
            entry = b'<Default Extension="%s" ContentType="image/%s"/>' % (kind, kind)
            content = re.sub(rb"(<Types\b[^>]*>)", rb"\1" + entry, content, count=1)
    return content


@lru_cache(maxsize=1024)
def _related(name: str, content: bytes, used: tuple[tuple[str, str], ...]) -> package.Member:
    entries = "".join(
        f'<Relationship Id="{key}" Type="{_IMAGE}" Target="/{part}"/>' for key, part in used
    )
    end = b"</Relationships>"
    return package.member(name, content.replace(end, entries.encode() + end))


@lru_cache(maxsize=1024)
def _drawn(token: bytes) -> tuple[package.Member, str, bytes]:
    """Return a picture's part, the id of its relation, and its drawing without its numbers."""
    kind, width, content = html.unescape(token.decode()).split(" ", 2)
    image = pictures.png(kind, content)
    name = hashlib.sha256(image).hexdigest()[:12]
    wide, high = (b"%d" % (int(width) * _MILLIMETRE * share) for share in pictures.shares(image))
    drawing = _DRAWING.replace(b'cx="@"', b'cx="%s"' % wide).replace(b'cy="@"', b'cy="%s"' % high)
    part = f"word/media/cuifei-{name}.{pictures.suffix(image)}"
    return package.member(part, image), f"cuifei{name}", drawing.replace(b"~", kind.encode())


_DRAWING = (
    b'<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    b'wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
    b'<wp:extent cx="@" cy="@"/><wp:docPr id="%d" name="~ %d" descr="~"/>'
    b'<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData'
    b' uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic='
    b'"http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
    b'<pic:cNvPr id="0" name="~"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    b'<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    b' r:embed="%s"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
    b'<a:off x="0" y="0"/><a:ext cx="@" cy="@"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
    b"</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
)
