"""How do many letters become one Word file that prints as they would one by one?

Each letter is a section of its own: its pages count from 1, its headers and
footers are its own, and what must be unique in a document is. The pack is made
from the finished letters, not from the data again, so it says what they say.
Settings that belong to a whole document (such as the compatibility mode) are those of the first
letter; which letters may share them is said in `sharing`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml import etree

from cuifei.domain.problems import CuifeiError, say
from cuifei.letters import package
from cuifei.letters.pack.cutting import Cut, cut, ended, marked, opened
from cuifei.letters.pack.marks import FIELD, FOOTNOTE, SECTION, marks
from cuifei.letters.pack.notes import Notes
from cuifei.letters.pack.numbering import Numbering
from cuifei.letters.pack.section import EMPTY_FOOTER, EMPTY_HEADER, Named, PackPlace, begun
from cuifei.letters.pack.sharing import even_pages, with_even_pages
from cuifei.letters.pack.shelf import DOCUMENT, Shelf, related_anew
from cuifei.letters.pack.source import OFFICE, Relation, Source
from cuifei.letters.pack.styles import Styles
from cuifei.letters.pack.unique import Counters, counted, made_unique, sequenced, whole_instructions
from cuifei.letters.wordxml import Element, W

_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_SPACE = re.compile(rb'\s(xmlns:?[^=\s]*)="([^"]*)"')
_IGNORABLE = re.compile(rb'\smc:Ignorable="([^"]*)"')
# Relations of a document that come once, with the first letter; each brings its others along.
_ONCE = ("settings", "theme", "fontTable", "webSettings")
# An empty header must not push the text down.
_THIN = (
    b'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr>'
    b"</w:p>"
)
_NOTHING = "<w:r><w:t>\u200b</w:t></w:r>".encode()
START, END = b"cuifei%d", b"cuifeiend%d"  # bookmarks: where letter n begins and ends


@dataclass(frozen=True, slots=True)
class Kind:
    """What a pack is for.

    `duplex`: each letter begins on an odd page, so that both sides may be printed.
    `marks`: the place where each letter begins is bookmarked, for output that is split again.
    """

    duplex: bool = False
    marks: bool = False


_PLAIN = Kind()


def pack(letters: Sequence[bytes], kind: Kind = _PLAIN, cover: bytes = b"") -> bytes:
    """Return one .docx that holds `letters` (each a whole .docx) in this order.

    `cover`: a paper to lie on top, for which nothing of the letters changes. Equal letters give
    equal bytes. Raises CuifeiError where there is no letter, or one cannot be put into a pack.
    """
    if not letters:
        raise CuifeiError(say("there is no letter to print"), say("Write letters first"))
    sources = [Source(content) for content in (*([cover] if cover else []), *letters)]
    joiner = _Joiner(kind, any(even_pages(source) for source in sources))
    joiner.house(sources[bool(cover)])
    bodies = [joiner.body(number, source) for number, source in enumerate(sources, 1)]
    return joiner.close(bodies)


class _Joiner:
    """What all letters of one pack share while it is made."""

    def __init__(self, kind: Kind, even: bool) -> None:
        self._even = even
        self._kind, self._shelf, self._counters = kind, Shelf(), Counters()
        self._styles, self._numbering = Styles(), Numbering()
        self._notes = Notes(self._shelf)
        self._spaces: dict[bytes, bytes] = {}
        self._roots: set[bytes] = set()
        self._ignorable: dict[bytes, None] = {}
        self._main_type = ""

    def house(self, source: Source) -> None:
        """Take what belongs to a whole document from its first letter."""
        self._main_type = source.kind(source.main)
        self._styles.of(source)
        relations = {r.word: r for r in source.relations(source.main).values() if r.word in _ONCE}
        for word, relation in relations.items():
            if word != "settings":
                self._shelf.take(source, relation)
        settings = source.related("settings")
        xml = with_even_pages(source.content(settings) if settings else b"", self._even)
        if settings:
            name = self._shelf.carry(source, settings, lambda _: xml)
        else:
            name = self._shelf.add("word/settings.xml", f"{_WORD}settings+xml", xml)
        self._shelf.relate(Relation(f"{OFFICE}/settings", name))

    def body(self, number: int, source: Source) -> tuple[bytes, bytes, bytes]:
        """Return a letter's body, its last section, and the mark at its end."""
        piece = self._cut(source)
        inside, section = _sections(piece, self._kind.duplex, even_pages(source), self._even)
        several = SECTION in marks(inside)
        restyled = self._styles.of(source)

        def ours(xml: bytes) -> bytes:
            xml = sequenced(counted(xml, END % number, not several), number)
            return restyled(self._numbering.anew(xml, source, restyled))

        ids = self._ids(source, ours)
        inside = ours(made_unique(inside, number, self._counters))
        inside = related_anew(self._notes.collected(inside, source, ours), ids)
        mark = self._mark(END % number)
        if self._kind.marks:
            inside = opened(inside, self._mark(START % number))
        return inside, related_anew(section, ids), mark

    def _mark(self, name: bytes) -> bytes:
        number = next(self._counters.bookmarks)
        return b'<w:bookmarkStart w:id="%d" w:name="%s"/><w:bookmarkEnd w:id="%d"/>' % (
            number,
            name,
            number,
        )

    def _cut(self, source: Source) -> Cut:
        """Cut a letter's document; where its prefixes mean something else, spell them out."""
        xml = source.content(source.main)
        piece = cut(xml)
        if FIELD in marks(piece.inside) and (whole := whole_instructions(xml)) is not xml:
            piece, xml = cut(whole), whole
        if piece.root in self._roots:
            return piece
        declared = dict(_SPACE.findall(piece.root))
        if any(self._spaces.get(prefix, uri) != uri for prefix, uri in declared.items()):
            body: Element = etree.fromstring(xml).find(W + "body")
            spelt = b"".join(etree.tostring(child, with_tail=False) for child in body)
            return cut(b"%s<w:body>%s</w:body>" % (piece.root, spelt))
        self._roots.add(piece.root)
        self._spaces |= declared
        for names in _IGNORABLE.findall(piece.root):
            self._ignorable |= dict.fromkeys(names.split())
        return piece

    def _ids(self, source: Source, ours: Callable[[bytes], bytes]) -> Callable[[str], str]:
        relations = source.relations(source.main)

        def anew(key: str) -> str:
            if key in (EMPTY_HEADER, EMPTY_FOOTER):
                return self._empty(key)
            relation = relations.get(key)
            if relation is None:
                raise CuifeiError(
                    say("a letter refers to something that is not in its file"),
                    say("Open its template in Word and save it, then make the letter anew"),
                )
            if relation.word in ("header", "footer"):
                name = self._shelf.carry(
                    source, relation.target, lambda xml: ours(whole_instructions(xml))
                )
                return self._shelf.relate(Relation(relation.kind, name))
            return self._shelf.take(source, relation)

        return anew

    def _empty(self, key: str) -> str:
        word, tag = ("header", b"hdr") if key == EMPTY_HEADER else ("footer", b"ftr")
        content = b'<w:%s xmlns:w="%s">%s</w:%s>' % (tag, W[1:-1].encode(), _THIN, tag)
        name = self._shelf.add(f"word/{word}1.xml", f"{_WORD}{word}+xml", _XML + content)
        return self._shelf.relate(Relation(f"{OFFICE}/{word}", name))

    def close(self, bodies: list[tuple[bytes, bytes, bytes]]) -> bytes:
        """Return the whole pack. The last letter's section is the document's own."""
        for word, part in (
            ("styles", self._styles.part()),
            ("numbering", self._numbering.part()),
            ("footnotes", self._notes.part()),
        ):
            if part is not None:
                name = self._shelf.add(f"word/{word}.xml", f"{_WORD}{word}+xml", *part)
                self._shelf.relate(Relation(f"{OFFICE}/{word}", name))
        texts = [ended(inside, section, mark) for inside, section, mark in bodies[:-1]]
        inside, section, mark = bodies[-1]
        if b"PAGEREF " + END % len(bodies) in inside:
            mark += _NOTHING  # at the very end LibreOffice would lose the mark
        texts += [marked(inside, mark), section]
        texts = [_XML, self._root(), b"<w:body>", *texts, b"</w:body></w:document>"]
        document = b"".join(texts)
        return self._shelf.close(package.member(DOCUMENT, document), self._main_type)

    def _root(self) -> bytes:
        declared = b"".join(b' %s="%s"' % entry for entry in self._spaces.items())
        ignorable = b" ".join(self._ignorable)
        return b"<w:document%s%s>" % (
            declared,
            b' mc:Ignorable="%s"' % ignorable if ignorable else b"",
        )


_SECTION = re.compile(rb"<w:sectPr\b(?:[^>]*/>|.*?</w:sectPr>)", re.S)


def _sections(piece: Cut, odd: bool, even: bool, any_even: bool) -> tuple[bytes, bytes]:
    """Return a letter's body and last section, none printing what another letter does."""
    spaces = b"".join(b' %s="%s"' % entry for entry in _SPACE.findall(piece.root))
    present = marks(piece.inside)
    sections = [m[0] for m in _SECTION.finditer(piece.inside)] if SECTION in present else []
    sections.append(piece.section)
    first = any(b"<w:titlePg" in section for section in sections)
    place = PackPlace(odd, FOOTNOTE in present, first, even, any_even)
    above: Named | None = None
    rewritten = []
    for section in sections:
        new, above = begun(section, spaces, place, above)
        rewritten.append(new)
    inner = iter(rewritten)
    inside = piece.inside
    if len(rewritten) > 1:
        inside = _SECTION.sub(lambda _: next(inner), inside)
    return inside, rewritten[-1]
