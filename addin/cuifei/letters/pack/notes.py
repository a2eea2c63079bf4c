"""Do footnotes stay with their letters, counted from 1 in each?

Their numbers are written out: LibreOffice knows no count that begins anew with a section.
Endnotes would all print behind the last letter, so a letter with endnotes is refused.
"""

import re
from collections.abc import Mapping
from itertools import count

from lxml import etree

from cuifei.domain.problems import CuifeiError, say
from cuifei.letters.pack.marks import ENDNOTE, FOOTNOTE, marks
from cuifei.letters.pack.shelf import Shelf, related_anew
from cuifei.letters.pack.source import Relation, Source
from cuifei.letters.pack.styles import Restyled
from cuifei.letters.wordxml import Element, W

_REFERENCE = re.compile(rb'(<w:footnoteReference\b[^>]*?w:id=")(-?\d+)("[^>]*?)\s*/>')
_OWN_MARK = re.compile(rb"<w:footnoteRef\s*/>")
# Word prints a note's own mark as the note says it, LibreOffice the one of the reference: each
# gets what it needs.
_IN_NOTE = (
    b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    b'<mc:Choice xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex"'
    b' Requires="w16se">%s</mc:Choice><mc:Fallback/></mc:AlternateContent>'
)
_ID = re.compile(rb'(w:id=")-?\d+(")')
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


class Notes:
    """The footnotes of a pack."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._notes: list[bytes] = []
        self._numbers = count(2)  # the lines above footnotes have -1 to 1
        self._related: dict[Relation, str] = {}

    def collected(self, inside: bytes, source: Source, restyled: Restyled) -> bytes:
        """Return a letter's body whose footnotes have their numbers in the pack."""
        if ENDNOTE in marks(inside):
            raise CuifeiError(
                say("a letter with endnotes cannot be put into the print pack"),
                say("Turn them into footnotes in its template: References, Convert"),
            )
        name = source.related("footnotes")
        if FOOTNOTE not in marks(inside) or name is None:
            return inside
        root: Element = etree.fromstring(source.content(name))
        notes = {entry.get(W + "id").encode(): entry for entry in root}
        if not self._notes:
            lines = [e for e in root if e.get(W + "type") in _SEPARATORS]
            self._notes += [etree.tostring(line, with_tail=False) for line in lines]

        shown = count(1)

        def anew(m: re.Match[bytes]) -> bytes:
            number = b"%d" % next(self._numbers)
            xml = restyled(etree.tostring(notes[m[2]], with_tail=False))
            xml = _ID.sub(lambda old: old[1] + number + old[2], xml, count=1)
            mark = b""
            if b"customMarkFollows" not in m[0]:
                mark = b"<w:t>%d</w:t>" % next(shown)
                xml = _OWN_MARK.sub(_IN_NOTE % mark, xml, count=1)
            self._notes.append(related_anew(xml, lambda key: self._id(source, name, key)))
            custom = b' w:customMarkFollows="1"' if mark else b""
            return b"%s%s%s%s/>%s" % (m[1], number, m[3], custom, mark)

        return _REFERENCE.sub(anew, inside)

    def _id(self, source: Source, name: str, key: str) -> str:
        relation = source.relations(name)[key]
        if not relation.outside:
            relation = Relation(relation.kind, self._shelf.carry(source, relation.target))
        return self._related.setdefault(relation, f"rId{len(self._related) + 1}")

    def part(self) -> tuple[bytes, Mapping[str, Relation]] | None:
        """Return the pack's footnotes and what they relate to, or None where there are none."""
        if not self._notes:
            return None
        head = b'<w:footnotes xmlns:w="%s">' % W[1:-1].encode()
        xml = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + head
        whole = xml + b"".join(self._notes) + b"</w:footnotes>"
        return whole, {key: relation for relation, key in self._related.items()}
