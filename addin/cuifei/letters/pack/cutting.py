"""Where does a letter's text end and its last section begin? Bytes, not trees: packs are long."""

import re
from dataclasses import dataclass

from cuifei.domain.problems import CuifeiError, say

_BODY, _END = b"<w:body>", b"</w:body>"
_PARAGRAPH = re.compile(rb"<w:p(?:\s[^>]*?)?(/?)>|</w:p>")
# Marks that Word leaves behind the last paragraph; they may as well stand in it.
_STRAY = re.compile(rb"</w:p>((?:<w:(?:bookmarkStart|bookmarkEnd|proofErr)\b[^>]*/>)+)$")


@dataclass(frozen=True, slots=True)
class Cut:
    """A document in three: the tag of its root, what the body says, and its last section."""

    root: bytes
    inside: bytes
    section: bytes


def cut(xml: bytes) -> Cut:
    """Return a document.xml in three pieces; CuifeiError where it is not as Word writes it."""
    start, end = xml.find(_BODY), xml.rfind(_END)
    root = xml[xml.find(b"<w:document") : start]
    if start < 0 or end < 0 or not root.rstrip().endswith(b">"):
        raise CuifeiError(
            say("a letter cannot be put into the print pack: its file is not as Word writes it"),
            say("Open its template in Word and save it, then make the letter anew"),
        )
    inside = xml[start + len(_BODY) : end].rstrip()
    place = inside.rfind(b"<w:sectPr")
    section = inside[place:]
    if place < 0 or b"</w:p>" in section:
        place, section = len(inside), b"<w:sectPr/>"
    inside = inside[:place].rstrip()
    if inside.endswith(b"/>"):
        inside = _STRAY.sub(rb"\1</w:p>", inside)
    return Cut(root, inside, section)


def ended(inside: bytes, section: bytes, mark: bytes = b"") -> bytes:
    """Return a body whose last paragraph holds `section` and `mark`.

    No paragraph is added where the text ends with one: an empty one more could
    fill a page of its own.
    """
    start = _last_paragraph(inside)
    if start is None:
        return b"%s<w:p><w:pPr>%s</w:pPr>%s</w:p>" % (inside, section, mark)
    paragraph = _opened(inside[start:])
    head = paragraph.index(b">") + 1
    if paragraph.startswith(b"<w:pPr/>", head):
        look, content = b"", paragraph[head + 8 :]
    elif paragraph.startswith(b"<w:pPr>", head):
        close = paragraph.index(b"</w:pPr>")
        look, content = paragraph[head + 7 : close], paragraph[close + 8 :]
    else:
        look, content = b"", paragraph[head:]
    content = content[: -len(b"</w:p>")] + mark + b"</w:p>"
    look = b"<w:pPr>" + look + section + b"</w:pPr>"
    return b"".join((inside[:start], paragraph[:head], look, content))


def opened(inside: bytes, mark: bytes) -> bytes:
    """Return a body whose first paragraph, be it in a table, begins with `mark`.

    Between two paragraphs LibreOffice would give the mark to the one before.
    """
    first = _PARAGRAPH.search(inside)
    if first is None:
        return inside
    if first[1] == b"/":
        whole = first[0][:-2] + b">" + mark + b"</w:p>"
        return inside[: first.start()] + whole + inside[first.end() :]
    place = first.end()
    if inside.startswith(b"<w:pPr/>", place):
        place += len(b"<w:pPr/>")
    elif inside.startswith(b"<w:pPr>", place):
        place = inside.index(b"</w:pPr>", place) + len(b"</w:pPr>")
    return inside[:place] + mark + inside[place:]


def marked(inside: bytes, mark: bytes) -> bytes:
    """Return a body whose end carries `mark` (a bookmark), in its last paragraph if it has one."""
    start = _last_paragraph(inside)
    if start is None:
        return inside + mark
    paragraph = _opened(inside[start:])
    return inside[:start] + paragraph[: -len(b"</w:p>")] + mark + b"</w:p>"


def _opened(paragraph: bytes) -> bytes:
    """Return <w:p/> as <w:p></w:p>."""
    return paragraph[:-2] + b"></w:p>" if paragraph.endswith(b"/>") else paragraph


def _last_paragraph(inside: bytes) -> int | None:
    """Return where the last block begins, if it is a paragraph that holds no section yet.

    A text box in it holds paragraphs too, so ends and beginnings are counted
    from behind.
    """
    reach = 4096
    while True:
        base, depth = max(0, len(inside) - reach), 0
        for tag in reversed(list(_PARAGRAPH.finditer(inside, base))):
            if depth == 0 and tag.end() != len(inside):
                return None
            if tag[0] == b"</w:p>":
                depth += 1
            elif tag[1] != b"/":
                depth -= 1
            if depth == 0:
                return None if b"<w:sectPr" in inside[tag.start() :] else tag.start()
        if base == 0:
            return None
        reach *= 4
