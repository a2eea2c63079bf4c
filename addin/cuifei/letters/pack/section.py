"""How does a letter's section say that it begins a letter, with headers of its own?

A section without a header prints that of the section before it, so what a
letter does not have is named as empty here. Where any letter of the pack has even pages of
their own, those of the others print what their odd pages do. Page numbers begin at 1.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from cuifei.letters.pack.source import OFFICE
from cuifei.letters.wordxml import Element, W

EMPTY_HEADER, EMPTY_FOOTER = "cuifei-header", "cuifei-footer"
_EMPTY = {"headerReference": EMPTY_HEADER, "footerReference": EMPTY_FOOTER}
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


# What a section prints above and below its pages: (element, type) -> id of a relation.
Named = tuple[tuple[tuple[str, str], str], ...]


@dataclass(frozen=True, slots=True)
class PackPlace:
    """How a letter stands in the pack.

    `odd`: it begins on an odd page. `notes`: its footnotes count from 1. `first`: a section of
    it has a first page of its own. `even`: its even pages do; `any_even`: those of some letter.
    """

    odd: bool
    notes: bool
    first: bool
    even: bool
    any_even: bool


@lru_cache(maxsize=256)
def begun(
    section: bytes, spaces: bytes, place: PackPlace, above: Named | None
) -> tuple[bytes, Named]:
    """Return a section of a letter and what it prints above and below its pages.

    `spaces`: the declarations under which it stood. `above`: what the section before it
    printed; None: it is the letter's first, begins on a new page, and takes nothing over.
    """
    root = etree.fromstring(b"<x%s>%s</x>" % (spaces, section))[0]
    named = _name_all(root, place, dict(above or ()))
    if above is None:
        _begin_letter(root, place)
    return _DECLARED.sub(b"", etree.tostring(root)), tuple(named.items())


def _begin_letter(root: Element, place: PackPlace) -> None:
    for old in root.findall(W + "type"):
        root.remove(old)
    kind = etree.Element(W + "type")
    kind.set(W + "val", "oddPage" if place.odd else "nextPage")
    _insert(root, kind, _AFTER_TYPE)
    numbers = root.find(W + "pgNumType")
    if numbers is None:
        numbers = etree.Element(W + "pgNumType")
        _insert(root, numbers, _AFTER_NUMBERS)
    numbers.set(W + "start", "1")
    if place.notes and root.find(W + "footnotePr") is None:
        restart = etree.Element(W + "footnotePr")
        etree.SubElement(restart, W + "numRestart").set(W + "val", "eachSect")
        _insert(root, restart, _AFTER_NOTES)


def _name_all(
    root: Element, place: PackPlace, named: dict[tuple[str, str], str]
) -> dict[tuple[str, str], str]:
    """Name every header and footer that may be printed; what the letter lacks is an empty one."""
    for tag in _EMPTY:
        for entry in root.findall(W + tag):
            named[tag, entry.get(W + "type", "default")] = entry.get(_R + "id")
            root.remove(entry)
    kinds = ["default", *["first"] * place.first, *["even"] * place.any_even]
    for tag, empty in _EMPTY.items():
        for kind in kinds:
            if kind == "even" and not place.even:
                named[tag, kind] = named[tag, "default"]
            entry = etree.Element(W + tag)
            entry.set(W + "type", kind)
            entry.set(_R + "id", named.setdefault((tag, kind), empty))
            root.insert(0, entry)
    return named


def _insert(root: Element, new: Element, before: tuple[str, ...]) -> None:
    followers = {W + name for name in before}
    for place, child in enumerate(root):
        if child.tag in followers:
            root.insert(place, new)
            return
    root.append(new)
