"""What if two letters' templates call different looks by one name?

Letters made from the same styles share them. Those of a template that somebody
edited come into the pack under names of their own, with the defaults of its
document written into its default style, so that each letter looks as it did.
"""

import copy
import re
from collections.abc import Callable

from lxml import etree

from cuifei.letters.pack.source import Source
from cuifei.letters.wordxml import Element, W

Restyled = Callable[[bytes], bytes]
_NO_STYLES = b'<w:styles xmlns:w="%s"/>' % W[1:-1].encode()
# What a document without defaults of its own looks like, where another's defaults say more.
_PLAIN = {
    "rFonts": dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), "Times New Roman"),
    "sz": {"val": "20"},
    "szCs": {"val": "20"},
    "spacing": {"before": "0", "after": "0", "line": "240", "lineRule": "auto"},
}
_NAMED = re.compile(rb'(<w:(?:pStyle|rStyle|tblStyle|numStyleLink|styleLink) w:val=")')
_PARAGRAPH = re.compile(rb"<w:p((?:\s[^>]*?)?)(/?)>(<w:pPr/>|<w:pPr>)?(<w:pStyle )?")
_TABLE = re.compile(rb"<w:tblPr(/?)>(<w:tblStyle )?")


def unchanged(xml: bytes) -> bytes:
    """Return a letter's XML as it is: its styles are those of the pack."""
    return xml


class Styles:
    """The styles of a pack: those of its first letter, and others as letters bring them."""

    def __init__(self) -> None:
        self._root: Element = None
        self._known: dict[object, Restyled] = {}

    def of(self, source: Source) -> Restyled:
        """Return how a letter's XML is to be changed so that it names its own styles."""
        name = source.related("styles")
        part = source.parts[name] if name else None
        key = (part.crc, part.size) if part else None
        if key not in self._known:
            xml = source.content(name) if name else _NO_STYLES
            self._known[key] = self._add(etree.fromstring(xml))
        return self._known[key]

    def part(self) -> tuple[bytes]:
        """Return the pack's styles."""
        xml = etree.tostring(self._root, encoding="UTF-8", xml_declaration=True, standalone=True)
        return (xml,)

    def _add(self, root: Element) -> Restyled:
        # The lists of styles are named in their paragraphs, where each letter's begin anew.
        for look in list(root.iter(W + "numPr")):
            look.getparent().remove(look)
        if self._root is None:
            self._root = root
            return unchanged
        prefix = f"t{len(self._known) + 1}_"
        defaults = _folded(root.find(W + "docDefaults"), self._root.find(W + "docDefaults"))
        default = {"paragraph": b"", "table": b""}
        for style in root.findall(W + "style"):
            kind = style.get(W + "type")
            if style.attrib.pop(W + "default", "0") in ("1", "true", "on"):
                default[kind] = (prefix + style.get(W + "styleId")).encode()
                if kind == "paragraph":
                    _lay_under(style, defaults)
            _rename(style, prefix)
            self._root.append(style)
        return _restyling(prefix.encode(), default["paragraph"], default["table"])


def _rename(style: Element, prefix: str) -> None:
    style.set(W + "styleId", prefix + style.get(W + "styleId"))
    for tag in ("basedOn", "next", "link"):
        if (other := style.find(W + tag)) is not None:
            other.set(W + "val", prefix + other.get(W + "val"))
    name = style.find(W + "name")
    if name is not None:
        name.set(W + "val", f"{name.get(W + 'val')} ({prefix.strip('_')})")
    if (aliases := style.find(W + "aliases")) is not None:
        style.remove(aliases)


def _folded(theirs: Element, ours: Element) -> dict[str, Element]:
    """Return a document's default looks, saying everything that the pack's defaults say."""
    defaults = {}
    for part, place in (("rPr", "rPrDefault"), ("pPr", "pPrDefault")):
        look = _inner(theirs, place, part)
        look = etree.Element(W + part) if look is None else copy.deepcopy(look)
        base = _inner(ours, place, part)
        for entry in () if base is None else base:
            word = etree.QName(entry).localname
            if look.find(entry.tag) is None and word in _PLAIN:
                plain = etree.SubElement(look, entry.tag)
                for name, value in _PLAIN[word].items():
                    plain.set(W + name, value)
        defaults[part] = look
    return defaults


def _inner(defaults: Element, place: str, part: str) -> Element:
    return None if defaults is None else defaults.find(f"{W}{place}/{W}{part}")


def _lay_under(style: Element, defaults: dict[str, Element]) -> None:
    """Write the defaults into the default style, below what it says itself."""
    for part in ("pPr", "rPr"):
        own = style.find(W + part)
        under = defaults[part]
        if own is None:
            style.append(under)
            continue
        for entry in own:
            old = under.find(entry.tag)
            if old is not None:
                merged = dict(old.attrib) | dict(entry.attrib)
                entry.attrib.update(merged)
                under.remove(old)
        for entry in reversed(list(under)):
            own.insert(0, entry)


def _restyling(prefix: bytes, paragraph: bytes, table: bytes) -> Restyled:
    look = b'<w:pStyle w:val="%s"/>' % paragraph

    def on_paragraph(m: re.Match[bytes]) -> bytes:
        if m[4]:
            return m[0]
        head = b"<w:p%s>" % m[1]
        if m[3] == b"<w:pPr>":
            return head + b"<w:pPr>" + look
        return head + b"<w:pPr>%s</w:pPr>" % look + (b"</w:p>" if m[2] else b"")

    def on_table(m: re.Match[bytes]) -> bytes:
        if m[2]:
            return m[0]
        own = b'<w:tblStyle w:val="%s"/>' % table
        return b"<w:tblPr>%s%s" % (own, b"</w:tblPr>" if m[1] else b"")

    def restyled(xml: bytes) -> bytes:
        xml = _NAMED.sub(lambda m: m[1] + prefix, xml)
        if paragraph:
            xml = _PARAGRAPH.sub(on_paragraph, xml)
        return _TABLE.sub(on_table, xml) if table else xml

    return restyled
