"""How do the parts of one letter hang together: kinds, relations, contents?"""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from cuifei.letters import package
from cuifei.letters.wordxml import Element

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_MAIN = "document.main+xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of a part: its kind (a URI), and a part's name, or an address `outside`."""

    kind: str
    target: str
    outside: bool = False

    @property
    def word(self) -> str:
        """The last word of the kind: header, footer, image, hyperlink …"""
        return self.kind.rpartition("/")[2]


class Source:
    """The parts of one letter. The caller knows that the file is whole (by its hash)."""

    def __init__(self, content: bytes) -> None:
        self.parts = package.read(content, tested=True)
        self._links: dict[str, Mapping[str, Relation]] = {}
        self._words: dict[str, str | None] = {}
        self._types, self._defaults = _types(package.unpacked(self.parts["[Content_Types].xml"]))
        self.main = next(name for name, kind in self._types.items() if kind.endswith(_MAIN))

    def content(self, name: str) -> bytes:
        """Return a part's content."""
        return package.unpacked(self.parts[name])

    def kind(self, name: str) -> str:
        """Return a part's content type."""
        return self._types.get(name) or self._defaults[name.rpartition(".")[2].lower()]

    def relations(self, name: str) -> Mapping[str, Relation]:
        """Return a part's relations by id, their targets as part names."""
        if name not in self._links:
            folder, _, base = name.rpartition("/")
            part = self.parts.get(f"{folder}/_rels/{base}.rels")
            relations = {} if part is None else _relations(package.unpacked(part), folder)
            self._links[name] = relations
        return self._links[name]

    def related(self, word: str) -> str | None:
        """Return the part that the document has as its `word` (styles, numbering …), if any."""
        if word not in self._words:
            targets = (r.target for r in self.relations(self.main).values() if r.word == word)
            self._words[word] = next((part for part in targets if part in self.parts), None)
        return self._words[word]


@lru_cache(maxsize=256)
def _types(xml: bytes) -> tuple[Mapping[str, str], Mapping[str, str]]:
    root: Element = etree.fromstring(xml)
    types = {e.get("PartName")[1:]: e.get("ContentType") for e in root.iter(_TYPE + "Override")}
    defaults = {
        e.get("Extension").lower(): e.get("ContentType") for e in root.iter(_TYPE + "Default")
    }
    return types, defaults


@lru_cache(maxsize=1024)
def _relations(xml: bytes, folder: str) -> Mapping[str, Relation]:
    relations = {}
    root: Element = etree.fromstring(xml)
    for entry in root.iter(_RELATION):
        target, outside = entry.get("Target"), entry.get("TargetMode") == "External"
        if not outside:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        relations[entry.get("Id")] = Relation(entry.get("Type"), target, outside)
    return relations
