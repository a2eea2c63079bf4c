"""Which parts does the pack hold, under which names? Each content once.

Pictures that all letters share are one part; a header that differs is a part
of its own. Names are new, so those of two letters can never meet.
"""

import posixpath
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from xml.sax.saxutils import quoteattr

from cuifei.letters import package
from cuifei.letters.pack.source import OFFICE, Relation, Source

DOCUMENT = "word/document.xml"
_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_DIGITS = re.compile(r"\d+$")
# An attribute that names a relation, of whatever element.
_REFERENCE = re.compile(rb' r:([a-zA-Z]+)="([^"]+)"')

_NONE: Mapping[str, Relation] = MappingProxyType({})

Change = Callable[[bytes], bytes]


class Shelf:
    """The parts of the pack but its document, and the document's relations."""

    def __init__(self) -> None:
        self._members: dict[str, package.Member] = {}
        self._types: dict[str, str] = {}
        self._related: dict[str, Mapping[str, Relation]] = {}
        self._known: dict[object, str] = {}
        self._counts: dict[str, int] = {}
        self._ids: dict[Relation, str] = {}

    def relate(self, relation: Relation) -> str:
        """Return the id by which the pack's document knows a relation."""
        return self._ids.setdefault(relation, f"rId{len(self._ids) + 1}")

    def take(self, source: Source, relation: Relation) -> str:
        """Carry what a letter's document relates to into the pack, and return its id there."""
        if relation.outside:
            return self.relate(relation)
        return self.relate(Relation(relation.kind, self.carry(source, relation.target)))

    def carry(self, source: Source, name: str, change: Change | None = None) -> str:
        """Copy a part and all that it relates to; return its name. Equal parts are one part."""
        own = {
            key: r if r.outside else Relation(r.kind, self.carry(source, r.target))
            for key, r in source.relations(name).items()
        }
        part, kind = source.parts[name], source.kind(name)
        if change is None and not own:
            return self._put(name, kind, (kind, part.crc, part.size, part.packed), part, own)
        content = source.content(name)
        content = change(content) if change else content
        key = (kind, content, tuple(own.items()))
        return self._put(name, kind, key, content, own)

    def add(self, name: str, kind: str, content: bytes, own: Mapping[str, Relation] = _NONE) -> str:
        """Add a part of our own making with the relations that it uses; return its name."""
        return self._put(name, kind, (kind, content), content, own)

    def _put(
        self,
        name: str,
        kind: str,
        key: object,
        content: bytes | package.Member,
        own: Mapping[str, Relation],
    ) -> str:
        if (known := self._known.get(key)) is not None:
            return known
        new = self._free(name)
        if isinstance(content, bytes):
            self._members[new] = package.member(new, content)
        else:
            self._members[new] = package.Member(
                new, content.method, content.crc, content.size, content.packed
            )
        self._types[new], self._related[new], self._known[key] = kind, own, new
        return new

    def _free(self, name: str) -> str:
        """Return word/header7.xml for word/header1.xml where six are there."""
        if name not in self._members:
            return name
        stem, _, ending = name.rpartition(".")
        stem = _DIGITS.sub("", stem)
        while True:
            self._counts[stem] = self._counts.get(stem, 0) + 1
            new = f"{stem}{self._counts[stem]}.{ending}"
            if new not in self._members:
                return new

    def close(self, document: package.Member, main_type: str) -> bytes:
        """Return the whole pack as the bytes of a .docx."""
        related = {**self._related, DOCUMENT: {key: r for r, key in self._ids.items()}}
        parts = [package.member("[Content_Types].xml", self._content_types(main_type))]
        parts.append(package.member("_rels/.rels", _relations_xml("", _ROOT)))
        parts += self._members.values()
        for name, own in related.items():
            if own:
                folder, _, base = name.rpartition("/")
                parts.append(
                    package.member(f"{folder}/_rels/{base}.rels", _relations_xml(folder, own))
                )
        return package.frame(parts).close((document,))

    def _content_types(self, main_type: str) -> bytes:
        entries = "".join(
            f"<Override PartName={quoteattr('/' + name)} ContentType={quoteattr(kind)}/>"
            for name, kind in {DOCUMENT: main_type, **self._types}.items()
        )
        defaults = (
            f'<Default Extension="rels" ContentType="{_RELATIONS_TYPE}"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
        )
        return _XML + f'<Types xmlns="{_TYPES}">{defaults}{entries}</Types>'.encode()


_ROOT = {"rId1": Relation(f"{OFFICE}/officeDocument", DOCUMENT)}


def _relations_xml(folder: str, own: Mapping[str, Relation]) -> bytes:
    entries = "".join(
        f"<Relationship Id={quoteattr(key)} Type={quoteattr(r.kind)}"
        + (
            f' Target={quoteattr(r.target)} TargetMode="External"/>'
            if r.outside
            else f" Target={quoteattr(posixpath.relpath(r.target, folder or '.'))}/>"
        )
        for key, r in own.items()
    )
    return _XML + f'<Relationships xmlns="{_RELATIONS}">{entries}</Relationships>'.encode()


def related_anew(content: bytes, ids: Callable[[str], str]) -> bytes:
    """Return XML whose references to relations have the ids that `ids` gives for the old ones."""
    if b" r:" not in content:
        return content
    return _REFERENCE.sub(lambda m: b' r:%s="%s"' % (m[1], ids(m[2].decode()).encode()), content)
