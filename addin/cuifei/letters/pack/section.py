"""How does a letter's section say that it begins a letter, with headers of its own?

A section without a header prints that of the section before it, so what a
letter does not have is named as empty here. Page numbers begin at 1.
"""

import re
from functools import lru_cache

from lxml import etree

from cuifei.letters.pack.source import OFFICE
from cuifei.letters.wordxml import Element, W

EMPTY_HEADER, EMPTY_FOOTER = "cuifei-header", "cuifei-footer"
_R = f"{{{OFFICE}}}"
_DECLARED = re.compile(rb'\sxmlns(?::[^=\s]+)?="[^"]*"')
# What comes after w:type, and what comes after w:pgNumType, in the order of the standard.
_AFTER_NUMBERS = (
    *("cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi"),
    *("rtlGutter", "docGrid", "printerSettings", "sectPrChange"),
)
_AFTER_TYPE = (
    *("pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType", "pgNumType"),
    *_AFTER_NUMBERS,
)
_AFTER_NOTES = ("endnotePr", "type", *_AFTER_TYPE)


@lru_cache(maxsize=256)
def begun(section: bytes, spaces: bytes, odd: bool, notes: bool) -> bytes:
    """Return a letter's first section, beginning on a new page (`odd`: on an odd one).

    `spaces`: the declarations under which it stood. `notes`: footnotes count from 1.
    """
    root = etree.fromstring(b"<x%s>%s</x>" % (spaces, section))[0]
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
    if notes and root.find(W + "footnotePr") is None:
        restart = etree.Element(W + "footnotePr")
        etree.SubElement(restart, W + "numRestart").set(W + "val", "eachSect")
        _insert(root, restart, _AFTER_NOTES)
    return _DECLARED.sub(b"", etree.tostring(root))


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


def _insert(root: Element, new: Element, before: tuple[str, ...]) -> None:
    followers = {W + name for name in before}
    for place, child in enumerate(root):
        if child.tag in followers:
            root.insert(place, new)
            return
    root.append(new)
