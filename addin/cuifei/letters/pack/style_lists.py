"""What if a style numbers its paragraphs (一、二、三 before the headings of a law firm)?

A style has one list for the whole document: in a pack the second letter would count on. So the
list is named in each paragraph of such a style, where each letter's can begin anew, together
with the indent of the style, which a list named in a paragraph would override.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from cuifei.letters.pack.source import Source
from cuifei.letters.wordxml import Element, W

_LOOK = re.compile(rb"<w:pPr>((?:(?!</w:pPr>).)*)</w:pPr>", re.S)
_STYLE = re.compile(rb'<w:pStyle w:val="([^"]*)"\s*/>')
_LIST = re.compile(rb"<w:numPr\s*>((?:(?!</w:numPr>).)*)</w:numPr>|<w:numPr\s*/>", re.S)
_BEFORE_LIST = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
_BEFORE_INDENT = (
    *_BEFORE_LIST,
    *("numPr", "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku"),
    *("wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi"),
    *("adjustRightInd", "snapToGrid", "spacing"),
)


@dataclass(frozen=True, slots=True)
class ListOfStyle:
    """The list of a style: its number, the level, and the style's own indent as XML or blank."""

    number: bytes
    level: bytes
    indent: bytes


Lists = Mapping[bytes, ListOfStyle]


def lists_of(source: Source) -> Lists:
    """Return the lists of a letter's paragraph styles, by the styles' ids."""
    name, numbering = source.related("styles"), source.related("numbering")
    if name is None or numbering is None or b"<w:numId " not in source.content(name):
        return {}
    styles = {s.get(W + "styleId"): s for s in etree.fromstring(source.content(name))}
    levels = _levels(etree.fromstring(source.content(numbering)))
    lists = {}
    for key, style in styles.items():
        if key and style.get(W + "type") == "paragraph" and (own := _of(style, styles, levels)):
            lists[key.encode()] = own
    return lists


def _levels(numbering: Element) -> dict[tuple[str, str], str]:
    """Return which level of which list is a style's: (number, style) -> level."""
    kinds = {a.get(W + "abstractNumId"): a for a in numbering.findall(W + "abstractNum")}
    levels = {}
    for instance in numbering.findall(W + "num"):
        link = instance.find(W + "abstractNumId")
        kind = None if link is None else kinds.get(link.get(W + "val"))
        for level in () if kind is None else kind.findall(W + "lvl"):
            if (style := level.find(W + "pStyle")) is not None:
                key = instance.get(W + "numId"), style.get(W + "val")
                levels[key] = level.get(W + "ilvl")
    return levels


def _of(
    style: Element, styles: Mapping[str, Element], levels: Mapping[tuple[str, str], str]
) -> ListOfStyle | None:
    number = level = indent = ""
    chain: list[Element] = []
    at: Element = style
    while at is not None and at not in chain and not number:
        chain.append(at)
        look = at.find(W + "pPr")
        if look is not None:
            own, left = look.find(W + "numPr"), look.find(W + "ind")
            if left is not None and not indent:
                indent = _spelt(left)
            if own is not None:
                number, level = _val(own, "numId"), level or _val(own, "ilvl")
        based = at.find(W + "basedOn")
        at = None if based is None else styles.get(based.get(W + "val"))
    if not number or number == "0":
        return None
    linked = (
        levels[number, s.get(W + "styleId")]
        for s in chain
        if (number, s.get(W + "styleId")) in levels
    )
    level = next(linked, level or "0")
    return ListOfStyle(number.encode(), level.encode(), indent.encode())


def _val(look: Element, name: str) -> str:
    entry = look.find(W + name)
    return "" if entry is None else entry.get(W + "val", "")


def _spelt(indent: Element) -> str:
    attributes = "".join(f' w:{etree.QName(k).localname}="{v}"' for k, v in indent.attrib.items())
    return f"<w:ind{attributes}/>"


def written_out(xml: bytes, lists: Lists) -> bytes:
    """Return a part whose paragraphs name the lists of their styles themselves."""

    def look(m: re.Match[bytes]) -> bytes:
        style = _STYLE.search(m[1])
        own = lists.get(style[1]) if style else None
        if own is None:
            return m[0]
        return b"<w:pPr>%s</w:pPr>" % _with_list(m[1], own)

    return _LOOK.sub(look, xml) if lists else xml


def _with_list(look: bytes, own: ListOfStyle) -> bytes:
    match = _LIST.search(look)
    level = own.level
    if match:
        if b"<w:numId " in match[0]:
            return look
        if inner := re.search(rb'<w:ilvl w:val="(\d+)"', match[0]):
            level = inner[1]
        look = look[: match.start()] + look[match.end() :]
    numbered = b'<w:numPr><w:ilvl w:val="%s"/><w:numId w:val="%s"/></w:numPr>' % (level, own.number)
    look = _inserted(look, numbered, _BEFORE_LIST)
    if own.indent and b"<w:ind " not in look:
        look = _inserted(look, own.indent, _BEFORE_INDENT)
    return look


def _inserted(look: bytes, piece: bytes, before: tuple[str, ...]) -> bytes:
    names = "|".join(before).encode()
    at = 0
    entry = re.compile(rb"\s*<w:(%s)\b(?:[^>]*/>|[^>]*>.*?</w:\1>)" % names, re.S)
    while match := entry.match(look, at):
        at = match.end()
    return look[:at] + piece + look[at:]
