"""What does a letter say, as plain text: headers, body, notes, footers, in reading order?

For the lint and for golden files. Cells of a row are parted by tabs; a text
box is read once, though Word stores it twice; a watermark counts as text.
"""

from lxml import etree

from cuifei.letters import package
from cuifei.letters.wordxml import Element, W

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WORDART = "{urn:schemas-microsoft-com:vml}textpath"
ORDER = ("header", "document.main", "footnotes", "endnotes", "footer")
_BOXES = tuple(W + n for n in ("tbl", "sdt", "sdtContent", "tc", "footnote", "endnote"))
# The lines above footnotes are stored as footnotes too.
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def plain(content: bytes) -> str:
    """Return the text of a .docx, a line for each paragraph and for each table row."""
    parts = package.read(content)
    kinds = sorted(
        (ORDER.index(kind), name)
        for name, kind in package.word_parts(parts).items()
        if kind in ORDER
    )
    return tidy("".join(of(etree.fromstring(package.unpacked(parts[name]))) for _, name in kinds))


def tidy(text: str) -> str:
    """Return the text without blanks at the ends of its lines."""
    return "\n".join(line.rstrip() for line in text.split("\n"))


def of(root: Element) -> str:
    """Return the text of one part, each line ended; marks of a template stay in their places."""
    body = root.find(W + "body")
    return _inside(root if body is None else body)


def _inside(parent: Element) -> str:
    out = ""
    for child in parent:
        if child.tag is etree.PI:
            out += etree.tostring(child, encoding="unicode", with_tail=False)
        elif child.tag == W + "p":
            out += _paragraph(child) + "\n"
        elif child.tag == W + "tr":
            own = (c for c in child.iter(W + "tc") if next(c.iterancestors(W + "tr")) is child)
            out += "\t".join(_inside(cell).removesuffix("\n") for cell in own) + "\n"
        elif child.tag in _BOXES and child.get(W + "type") not in _SEPARATORS:
            out += _inside(child)
    return out


def _paragraph(node: Element) -> str:
    out = ""
    for child in node:
        if child.tag == W + "t":
            out += child.text or ""
            for mark in child:
                out += etree.tostring(mark, encoding="unicode")
        elif child.tag == W + "tab" and node.tag == W + "r":
            out += "\t"
        elif child.tag in (W + "br", W + "cr"):
            out += "\n"
        elif child.tag == _WORDART:
            out += child.get("string", "")
        elif child.tag != _FALLBACK:
            out += _paragraph(child)
    return out
