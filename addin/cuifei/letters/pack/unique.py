"""What must be unique in a document, and what counts pages, when letters become sections?"""

import re
from itertools import count

from lxml import etree

from cuifei.letters.pack.marks import BOOKMARK, CONTROL, FIELD, LABELS, PICTURE, marks
from cuifei.letters.wordxml import W

_PICTURE = re.compile(rb'(<wp:docPr\b[^>]*?\bid=")[^"]*(")')
_BOOKMARK = re.compile(rb'(<w:bookmark(?:Start|End)\b[^>]*?w:id=")([^"]*)(")')
_NAME = re.compile(rb'<w:bookmarkStart\b[^>]*?w:name="([^"]*)"')
# Numbers that Word gives paragraphs and content controls; it makes them anew.
_LABELS = re.compile(rb' w14:(?:paraId|textId)="[^"]*"|(?<=<w:sdtPr>)<w:id w:val="[^"]*"/>')
_PAGES = re.compile(rb'(<w:instrText\b[^>]*>|w:instr=")(\s*)NUMPAGES\b')
# The result of such a field, between the run that ends its instruction and the one that ends it.
_RESULT = re.compile(
    rb'(NUMPAGES[^<]*</w:instrText></w:r>\s*<w:r\b(?:(?!</w:r>).)*?w:fldCharType="separate"/></w:r>)'
    rb'(.*?)(<w:r\b(?:(?!</w:r>).)*?w:fldCharType="end"/></w:r>)',
    re.S,
)
_BEGIN = (
    b'<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    b'<w:r><w:instrText xml:space="preserve"> %s </w:instrText></w:r>'
    b'<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_CLOSE = b'<w:r><w:fldChar w:fldCharType="end"/></w:r>'
_COUNT = re.compile(rb"NUMPAGES")
_INSTRUCTION = re.compile(rb"<w:instrText\b[^>]*>([^<]*)<")


_SEQUENCE = re.compile(rb'((?:\bSEQ\s+|\bTOC\b[^<]*?\\c\s+)(?:"|&quot;)?)([^\s"<&\\]+)')


class Counters:
    """The numbers that are given out once in a pack."""

    def __init__(self) -> None:
        self.pictures, self.bookmarks = count(1), count(1)


def made_unique(inside: bytes, letter: int, counters: Counters) -> bytes:
    """Return a letter's body with ids of its own: pictures, bookmarks and what refers to them."""
    present = marks(inside)
    if PICTURE in present:
        inside = _PICTURE.sub(lambda m: b"%s%d%s" % (m[1], next(counters.pictures), m[2]), inside)
    if BOOKMARK in present:
        inside = _bookmarks(inside, letter, counters)
    if LABELS & present or CONTROL in present:
        inside = _LABELS.sub(b"", inside)
    return inside


def _bookmarks(inside: bytes, letter: int, counters: Counters) -> bytes:
    ids: dict[bytes, int] = {}

    def anew(m: re.Match[bytes]) -> bytes:
        if m[2] not in ids:
            ids[m[2]] = next(counters.bookmarks)
        return b"%s%d%s" % (m[1], ids[m[2]], m[3])

    inside = _BOOKMARK.sub(anew, inside)
    for name in set(_NAME.findall(inside)):
        new = name[:30] + b"_%d" % letter  # 40 characters is the most that Word takes
        word = re.compile(
            rb'(?<=w:name=")%s(?=")|(?<=w:anchor=")%s(?=")' % (2 * (re.escape(name),))
        )
        inside = word.sub(new.replace(b"\\", rb"\\"), inside)
        field = re.compile(rb'((?:REF|PAGEREF|HYPERLINK \\l)\s+"?)%s(?![\w])' % re.escape(name))
        inside = field.sub(rb"\g<1>" + new.replace(b"\\", rb"\\"), inside)
    return inside


def counted(xml: bytes, end: bytes, one_section: bool) -> bytes:
    """Return a part that counts its letter's pages where it counted the document's.

    Word knows SECTIONPAGES, for a letter of one section; others, such as LibreOffice
    before 24.8, show the field's last result: there stands a reference to the page of
    the bookmark `end`, behind which the letter ends, and which both understand.
    """
    if FIELD not in marks(xml) or b"NUMPAGES" not in xml:
        return xml
    page = b"PAGEREF " + end
    if one_section:
        inner = _BEGIN % page
        xml = _RESULT.sub(lambda m: m[1] + inner + m[2] + _CLOSE + m[3], xml)
    return _PAGES.sub(lambda m: m[1] + m[2] + (b"SECTIONPAGES" if one_section else page), xml)


def sequenced(xml: bytes, letter: int) -> bytes:
    """Return a part whose sequences (图 1, 图 2: the field SEQ) begin anew in this letter."""
    if FIELD not in marks(xml) or b"SEQ" not in xml:
        return xml
    return _SEQUENCE.sub(lambda m: b"%s%s_%d" % (m[1], m[2][:30], letter), xml)


def whole_instructions(xml: bytes) -> bytes:
    """Return a whole part in which each instruction that must change stands in one piece.

    Word splits NUM|PAGES where somebody once corrected it.
    """
    pieces = _INSTRUCTION.findall(xml) if b"instr" in xml else []
    joined = b"".join(pieces)
    if all(
        len(word.findall(joined)) == sum(len(word.findall(piece)) for piece in pieces)
        for word in (_COUNT, _SEQUENCE)
    ):
        return xml
    root = etree.fromstring(xml)
    first = None
    for node in root.iter(W + "fldChar", W + "instrText"):
        if node.tag == W + "fldChar":
            first = None
        elif first is None:
            first = node
        else:
            first.text = (first.text or "") + (node.text or "")
            node.text = ""
    whole: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return whole
