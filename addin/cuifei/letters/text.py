"""What does a letter say, as plain text: headers, body, notes, footers, in reading order?

For the lint and for golden files. Cells of a row are parted by tabs; a text
box is read once, though Word stores it twice; a watermark counts as text.
Hidden text does not: it is not on the paper.
"""

from collections.abc import Mapping

from lxml import etree

from cuifei.letters import package
from cuifei.letters.wordxml import Element, W

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WORDART = "{urn:schemas-microsoft-com:vml}textpath"
ORDER = ("header", "document.main", "footnotes", "endnotes", "footer")
_BOXES = tuple(W + n for n in ("tbl", "sdt", "sdtContent", "tc", "footnote", "endnote"))
# The lines above footnotes are stored as footnotes too.
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")
_OFF = ("0", "false", "off")
_STYLES = "word/styles.xml"


def plain(content: bytes) -> str:
    """Return the text of a .docx, a line for each paragraph and for each table row."""
    parts = package.read(content)
    kinds = sorted(
        (ORDER.index(kind), name)
        for name, kind in package.word_parts(parts).items()
        if kind in ORDER
    )
    unseen = hidden_styles(parts)
    return tidy("".join(of(package.parsed(parts[name]), unseen) for _, name in kinds))


def tidy(text: str) -> str:
    """Return the text without blanks at the ends of its lines."""
    return "\n".join(map(str.rstrip, text.split("\n")))


def hidden_styles(parts: Mapping[str, package.Member]) -> frozenset[str]:
    """Return the styles whose text is hidden, by themselves or by what they build on."""
    if _STYLES not in parts:
        return frozenset()
    styles = {s.get(W + "styleId"): s for s in package.parsed(parts[_STYLES]).iter(W + "style")}

    def hidden(style: Element, depth: int = 0) -> bool:
        if (own := _vanishes(style.find(W + "rPr"))) is not None:
            return own
        based = style.find(W + "basedOn")
        below = None if based is None else styles.get(based.get(W + "val"))
        return below is not None and depth < len(styles) and hidden(below, depth + 1)

    return frozenset(name for name, style in styles.items() if name and hidden(style))


def style_ids(parts: Mapping[str, package.Member]) -> dict[str, str]:
    """Return the ids of the styles by their names in small letters."""
    ids = {}
    for style in package.parsed(parts[_STYLES]).iter(W + "style") if _STYLES in parts else ():
        if (name := style.find(W + "name")) is not None:
            ids[name.get(W + "val", "").lower()] = style.get(W + "styleId", "")
    return ids


def of(root: Element, unseen: frozenset[str] = frozenset()) -> str:
    """Return the text of one part, each line ended; marks of a template stay in their places.

    `unseen`: the styles whose text is hidden.
    """
    body = root.find(W + "body")
    return _Reader(unseen).inside(root if body is None else body)


def _vanishes(look: Element) -> bool | None:
    """Return whether a look hides its text; None where it does not say."""
    mark = None if look is None else look.find(W + "vanish")
    return None if mark is None else mark.get(W + "val") not in _OFF


class _Reader:
    def __init__(self, unseen: frozenset[str]) -> None:
        self._unseen = unseen

    def inside(self, parent: Element) -> str:
        out = ""
        for child in parent:
            if child.tag is etree.PI:
                out += etree.tostring(child, encoding="unicode", with_tail=False)
            elif child.tag == W + "p":
                out += self._paragraph(child, self._of_style(child.find(f"{W}pPr/{W}pStyle")))
                out += "\n"
            elif child.tag == W + "tr":
                hidden = child.find(f"{W}trPr/{W}hidden")
                if hidden is not None and hidden.get(W + "val") not in _OFF:
                    continue
                own = (c for c in child.iter(W + "tc") if next(c.iterancestors(W + "tr")) is child)
                out += "\t".join(self.inside(cell).removesuffix("\n") for cell in own) + "\n"
            elif child.tag in _BOXES and child.get(W + "type") not in _SEPARATORS:
                out += self.inside(child)
        return out

    def _of_style(self, style: Element) -> bool:
        return style is not None and style.get(W + "val") in self._unseen

    def _hidden(self, run: Element, paragraph: bool) -> bool:
        look = run.find(W + "rPr")
        if look is not None and _unreadable(run, look):
            return True
        if (own := _vanishes(look)) is not None:
            return own
        return paragraph or (look is not None and self._of_style(look.find(W + "rStyle")))

    def _paragraph(self, node: Element, hidden: bool) -> str:
        out = ""
        for child in node:
            if child.tag == W + "r":
                if not self._hidden(child, hidden):
                    out += self._paragraph(child, hidden)
            elif child.tag == W + "t":
                out += child.text or ""
                for mark in child:
                    out += etree.tostring(mark, encoding="unicode")
            elif child.tag == W + "tab" and node.tag == W + "r":
                out += "\t"
            elif child.tag == W + "noBreakHyphen":
                out += "\u2011"
            elif child.tag in (W + "br", W + "cr"):
                out += "\n"
            elif child.tag == W + "txbxContent":
                out += "\n" * bool(out) + self.inside(child)
            elif child.tag == _WORDART:
                out += child.get("string", "")
            elif child.tag != _FALLBACK:
                out += self._paragraph(child, hidden)
        return out


def _unreadable(run: Element, look: Element) -> bool:
    """Return whether words are white on white paper, or too small for any eye (2 pt and less)."""
    size, colour = look.find(W + "sz"), look.find(W + "color")
    if size is not None and size.get(W + "val", "99") in ("1", "2", "3", "4"):
        return True
    if colour is None or colour.get(W + "val", "").upper() != "FFFFFF":
        return False
    above = (look, *(a for a in run.iterancestors()))
    behind = ("shd", "highlight", "tblStyle", "txbxContent")
    return not any(
        a.tag == W + "txbxContent" or any(a.find(f"{path}{W}{n}") is not None for n in behind)
        for a in above
        for path in ("", f"{W}pPr/", f"{W}tcPr/", f"{W}tblPr/")
    )
