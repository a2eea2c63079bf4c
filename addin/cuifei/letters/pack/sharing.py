"""Which letters may share one document, so that each looks in it as it does alone?

A document has one of each: settings (compatibility mode, tab stops, even pages …), default
looks, theme. Letters may share it where all of these are equal; what belongs to an editor and
not to the page (proof state, ids of revisions, the window's zoom) is left out of the comparison.
Styles, lists, headers and notes a pack keeps apart by itself. Even pages it can give to all.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from cuifei.letters.pack.source import Source
from cuifei.letters.wordxml import Element, W

_EVEN = re.compile(rb'<w:evenAndOddHeaders\b(?:\s+w:val="([^"]*)")?\s*/>')
_SETTINGS = b'<w:settings xmlns:w="%s"/>' % W[1:-1].encode()
# Settings of the editor, and even pages, which all letters of a pack can have.
_OF_EDITOR = frozenset(
    W + name
    for name in (
        *("rsids", "zoom", "proofState", "view", "evenAndOddHeaders", "docVars", "mailMerge"),
        *("attachedTemplate", "activeWritingStyle", "hideSpellingErrors", "trackRevisions"),
        *("hideGrammaticalErrors", "stylePaneFormatFilter", "stylePaneSortMethod", "linkStyles"),
        *("clickAndTypeStyle", "revisionView", "saveSubsetFonts", "embedTrueTypeFonts"),
        *(
            "embedSystemFonts",
            "shapeDefaults",
            "hdrShapeDefaults",
            "schemaLibrary",
            "decimalSymbol",
        ),
        *("listSeparator", "doNotTrackMoves", "doNotTrackFormatting", "defaultTableStyle"),
        *(
            "noPunctuationKerning",
            "removePersonalInformation",
            "removeDateAndTime",
            "writeProtection",
        ),
        *("savePreviewPicture", "doNotValidateAgainstSchema", "saveInvalidXml", "captions"),
        *("ignoreMixedContent", "alwaysShowPlaceholderText", "doNotDemarcateInvalidXml"),
        *("showXMLTags", "alwaysMergeEmptyNamespace", "doNotIncludeSubdocsInStats"),
    )
)
_OF_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What stands in a part that takes its looks from the theme.
_THEMED = re.compile(rb'Theme(?:|Color|Fill|Shade|Tint)="|themeColor="|schemeClr\b')
# What LibreOffice counts or looks up through a whole document.
_THROUGH = re.compile(rb"\b(?:SEQ|STYLEREF|TOC|REF|NOTEREF|INDEX|SECTION|DOCPROPERTY)\b")


def even_pages(source: Source) -> bool:
    """Return whether a letter's even pages have headers and footers of their own."""
    name = source.related("settings")
    match = _EVEN.search(source.content(name)) if name else None
    return match is not None and match[1] not in (b"0", b"false", b"off")


def with_even_pages(settings: bytes, even: bool) -> bytes:
    """Return a document's settings (b"": it has none) that say whether even pages differ."""
    root = etree.fromstring(settings or _SETTINGS)
    for old in root.findall(W + "evenAndOddHeaders"):
        root.remove(old)
    if even:
        before = [child for child in root if child.tag in _BEFORE_EVEN]
        root.insert(len(before), etree.Element(W + "evenAndOddHeaders"))
    xml: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return xml


_BEFORE_EVEN = frozenset(
    W + name
    for name in (
        *("writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime"),
        *("doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText"),
        *("printFractionalCharacterWidth", "printFormsData", "embedTrueTypeFonts"),
        *("embedSystemFonts", "saveSubsetFonts", "saveFormsData", "mirrorMargins"),
        *("alignBordersAndEdges", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter"),
        *("gutterAtTop", "hideSpellingErrors", "hideGrammaticalErrors", "activeWritingStyle"),
        *("proofState", "formsDesign", "attachedTemplate", "linkStyles", "stylePaneFormatFilter"),
        *("stylePaneSortMethod", "documentType", "mailMerge", "revisionView", "trackRevisions"),
        *("doNotTrackMoves", "doNotTrackFormatting", "documentProtection", "autoFormatOverride"),
        *("styleLockTheme", "styleLockQFSet", "defaultTabStop", "autoHyphenation"),
        *("consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps", "showEnvelope"),
        *("summaryLength", "clickAndTypeStyle", "defaultTableStyle"),
    )
)


def house(source: Source) -> str:
    """Return a name for what a letter shares with its document: equal for those that may share."""
    digest = hashlib.sha256()
    for piece in (_settings(source), _defaults(source), _theme(source)):
        digest.update(piece + b"\0")
    return digest.hexdigest()


def twin(source: Source) -> str:
    """Return a name that is equal only for letters of which all that is not text is equal.

    Blank for a letter that counts or looks something up through its whole document: as a PDF
    file it is made by itself.
    """
    xml = b"".join(
        source.content(name) for name in source.parts if name.startswith("word/") and _is_text(name)
    )
    if even_pages(source) or b"<w:footnoteReference" in xml or b"<w:numId " in xml:
        return ""
    if _THROUGH.search(b"".join(_instructions(xml))) or _numbered(source):
        return ""
    parts = [source.parts[n] for w in ("styles", "fontTable") if (n := source.related(w))]
    return house(source) + "".join(f" {part.crc:x} {part.size}" for part in parts)


def _is_text(name: str) -> bool:
    return re.match(r"word/(?:document|header|footer)[^/]*\.xml$", name) is not None


def _instructions(xml: bytes) -> Iterator[bytes]:
    for match in re.finditer(rb'<w:instrText\b[^>]*>([^<]*)<|w:instr="([^"]*)"', xml):
        yield match[1] or match[2] or b""


def _numbered(source: Source) -> bool:
    name = source.related("styles")
    return name is not None and b"<w:numId " in source.content(name)


def _settings(source: Source) -> bytes:
    name = source.related("settings")
    return _compared(source.content(name)) if name else b""


@lru_cache(maxsize=64)
def _compared(xml: bytes) -> bytes:
    out = []
    for child in etree.fromstring(xml):
        if child.tag in _OF_EDITOR or not str(child.tag).startswith(_OF_WORD):
            continue
        for note in child.findall(W + "footnote") + child.findall(W + "endnote"):
            child.remove(note)  # which lines stand above notes: a pack brings its own
        if len(child) or child.attrib or child.tag not in (W + "footnotePr", W + "endnotePr"):
            out.append(_spelt(child))
    return b"".join(out)


def _defaults(source: Source) -> bytes:
    name = source.related("styles")
    return _default_looks(source.content(name)) if name else b""


@lru_cache(maxsize=64)
def _default_looks(xml: bytes) -> bytes:
    defaults: Element = etree.fromstring(xml).find(W + "docDefaults")
    return b"" if defaults is None else _spelt(defaults)


def _theme(source: Source) -> bytes:
    """Return the theme of a letter that takes looks from it; blank for others."""
    theme = source.related("theme")
    if theme is None:
        return b""
    styles = source.related("styles")
    names = [n for n in source.parts if _is_text(n)] + ([styles] if styles else [])
    if any(_THEMED.search(source.content(name)) for name in names):
        part = source.parts[theme]
        return b"%x %d" % (part.crc, part.size)
    return b""


def _spelt(element: Element) -> bytes:
    """Return an element in one spelling, whatever its prefixes and the blanks around it."""
    element.tail = None
    text: bytes = etree.tostring(element, method="c14n", exclusive=True)
    return text
