"""Do the numbered lists of each letter begin at 1, as they did in the letter?

Each letter's lists are instances of their own that start anew, those of styles too (see
`style_lists`).
"""

import copy
import re
from collections.abc import Callable
from itertools import count

from lxml import etree

from cuifei.letters.pack import style_lists
from cuifei.letters.pack.marks import LIST, marks
from cuifei.letters.pack.source import Source
from cuifei.letters.wordxml import Element, W

_USED = re.compile(rb'(<w:numId w:val=")(\d+)(")')
_LEVELS = 9
_TIES = tuple(W + n for n in ("nsid", "lvlPicBulletId", "pStyle", "styleLink", "numStyleLink"))


class Numbering:
    """The lists of a pack."""

    def __init__(self) -> None:
        self._abstract: list[Element] = []
        self._instances: list[Element] = []
        self._known: dict[object, tuple[Element, dict[str, Element]]] = {}
        self._numbers = count(1)
        self._styles: dict[object, style_lists.Lists] = {}

    def anew(self, xml: bytes, source: Source, restyled: Callable[[bytes], bytes]) -> bytes:
        """Return a letter's XML, its lists begun anew; its styles are not yet renamed."""
        xml = style_lists.written_out(xml, self._of_styles(source))
        if LIST not in marks(xml) or (name := source.related("numbering")) is None:
            return xml
        root, abstract = self._kinds(source, name, restyled)
        new: dict[bytes, bytes] = {b"0": b"0"}  # no list at all
        for old in dict.fromkeys(m[2] for m in _USED.finditer(xml)):
            instance = root.find(f"{W}num[@{W}numId='{old.decode()}']")
            new[old] = b"0" if instance is None else self._instance(instance, abstract)
        return _USED.sub(lambda m: m[1] + new[m[2]] + m[3], xml)

    def part(self) -> tuple[bytes] | None:
        """Return the pack's lists, or None where there are none."""
        if not self._instances:
            return None
        root = etree.Element(W + "numbering", nsmap={"w": W[1:-1]})
        root.extend([*self._abstract, *self._instances])
        xml = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
        return (xml,)

    def _of_styles(self, source: Source) -> style_lists.Lists:
        names = (source.related("styles"), source.related("numbering"))
        key = tuple((source.parts[n].crc, source.parts[n].size) for n in names if n)
        if key not in self._styles:
            self._styles[key] = style_lists.lists_of(source)
        return self._styles[key]

    def _kinds(
        self, source: Source, name: str, restyled: Callable[[bytes], bytes]
    ) -> tuple[Element, dict[str, Element]]:
        part = source.parts[name]
        if (part.crc, part.size) not in self._known:
            root: Element = etree.fromstring(restyled(source.content(name)))
            abstract: dict[str, Element] = {}
            _follow_links(root)
            for entry in root.findall(W + "abstractNum"):
                abstract[entry.get(W + "abstractNumId")] = entry
                # Word takes two lists of one nsid for the same list.
                # What ties it to a style goes: paragraphs name their lists.
                for mark in list(entry.iter(*_TIES)):
                    _parent(mark).remove(mark)
                entry.set(W + "abstractNumId", str(len(self._abstract)))
                self._abstract.append(entry)
            self._known[part.crc, part.size] = root, abstract
        return self._known[part.crc, part.size]

    def _instance(self, instance: Element, abstract: dict[str, Element]) -> bytes:
        number = next(self._numbers)
        clone = copy.deepcopy(instance)
        clone.set(W + "numId", str(number))
        for mark in list(clone.iter(W + "pStyle")):
            _parent(mark).remove(mark)
        link = clone.find(W + "abstractNumId")
        kind = abstract[link.get(W + "val")]
        link.set(W + "val", kind.get(W + "abstractNumId"))
        overrides = {entry.get(W + "ilvl"): entry for entry in clone.findall(W + "lvlOverride")}
        for level in map(str, range(_LEVELS)):
            override = overrides.get(level)
            if override is None:
                override = etree.SubElement(clone, W + "lvlOverride")
                override.set(W + "ilvl", level)
            if override.find(W + "startOverride") is None:
                start = kind.find(f"{W}lvl[@{W}ilvl='{level}']/{W}start")
                first = etree.Element(W + "startOverride")
                first.set(W + "val", "1" if start is None else start.get(W + "val"))
                override.insert(0, first)
        self._instances.append(clone)
        return str(number).encode()


def _follow_links(root: Element) -> None:
    """Give a list that is another name for a list of styles the levels of that one."""
    linked = {m.get(W + "val"): _parent(m) for m in root.iter(W + "styleLink")}
    for mark in list(root.iter(W + "numStyleLink")):
        source = linked.get(mark.get(W + "val"))
        if source is not None and _parent(mark).find(W + "lvl") is None:
            _parent(mark).extend(copy.deepcopy(level) for level in source.findall(W + "lvl"))


def _parent(element: Element) -> Element:
    return element.getparent()
