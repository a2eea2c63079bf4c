"""How does a letter's section say that it begins a letter, with headers of its own?

A section without a header prints that of the section before it, so what a
letter does not have is named as empty here. Page numbers begin at 1.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from lxml import etree

from cuifei.letters.pack.source import OFFICE
from cuifei.letters.wordxml import Element, W

EMPTY_HEADER, EMPTY_FOOTER = "cuifei-header", "cuifei-footer"
_R = f"{{{OFFICE}}}"
_SPACES = f' xmlns:w="{W[1:-1]}" xmlns:r="{OFFICE}"'
# What comes after w:type, and what comes after w:pgNumType, in the order of the standard.
_AFTER_NUMBERS = (
    "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid"
    " printerSettings sectPrChange"
).split()
_AFTER_TYPE = "pgSz pgMar paperSrc pgBorders lnNumType pgNumType".split() + _AFTER_NUMBERS
_REFERENCE = re.compile(rb' r:id="([^"]+)"')


def begun(section: bytes, odd: bool, ids: Callable[[str], str]) -> bytes:
    """Return a letter's first section, beginning on a new page (`odd`: on an odd one)."""
    prepared = _prepared(section, odd)
    return _REFERENCE.sub(lambda m: b' r:id="%s"' % ids(m[1].decode()).encode(), prepared)


def continued(section: bytes, ids: Callable[[str], str]) -> bytes:
    """Return a later section of the same letter, its headers under their new names."""
    return _REFERENCE.sub(lambda m: b' r:id="%s"' % ids(m[1].decode()).encode(), section)


@lru_cache(maxsize=256)
def _prepared(section: bytes, odd: bool) -> bytes:
    wrapped = b"<x%s>%s</x>" % (_SPACES.encode(), section)
    root = etree.fromstring(wrapped)[0]
    _name_what_is_missing(root)
    for old in root.findall(W + "type"):
        root.remove(old)
    kind = etree.Element(W + "type")
    kind.set(W + "val", "oddPage" if odd else "nextPage")
    _insert(root, kind, _AFTER_TYPE)
    numbers = root.find(W + "pgNumType")
    if numbers is None:
        numbers = etree.Element(W + "pgNumType")
        _insert(root, numbers, _AFTER_NUMBERS)
    numbers.set(W + "start", "1")
    xml: bytes = etree.tostring(root)
    return xml.replace(_SPACES.encode(), b"", 1)


def _name_what_is_missing(root: Element) -> None:
    wanted = ["default", *(["first"] if root.find(W + "titlePg") is not None else [])]
    for tag, empty in (("headerReference", EMPTY_HEADER), ("footerReference", EMPTY_FOOTER)):
        there = {entry.get(W + "type") for entry in root.findall(W + tag)}
        for place in wanted:
            if place not in there:
                entry = etree.Element(W + tag)
                entry.set(W + "type", place)
                entry.set(_R + "id", empty)
                root.insert(0, entry)


def _insert(root: Element, new: Element, before: list[str]) -> None:
    followers = {W + name for name in before}
    for place, child in enumerate(root):
        if child.tag in followers:
            root.insert(place, new)
            return
    root.append(new)
