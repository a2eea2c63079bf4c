"""Which letters are printed by themselves, because no print pack could hold them as they are?

Word and LibreOffice print the endnotes of a document behind its last letter, and paint one
background behind all of its pages; LibreOffice numbers lines through the whole document. A
letter whose file names things in a way of its own (other prefixes than Word's) is not cut apart
and joined either.
"""

import re

from cuifei.domain.problems import CuifeiError, Message, say
from cuifei.letters.pack.cutting import cut
from cuifei.letters.pack.source import OFFICE, Source

_PREFIX = re.compile(rb'xmlns:([^=\s]+)="' + re.escape(OFFICE.encode()) + rb'"')
_NOTE = re.compile(rb"<w:footnotePr\b(?:[^>]*/>|.*?</w:footnotePr>)", re.S)


def reason(content: bytes) -> Message | None:
    """Return why a letter goes into no print pack; None where it does."""
    return of(Source(content))


def of(source: Source) -> Message | None:
    """Return why the letter whose parts are known goes into no print pack, or None."""
    xml = source.content(source.main)
    if b"<w:endnoteReference" in xml:
        return say("it has endnotes (in Word: References, Convert, turns them into footnotes)")
    if b"<w:background" in xml:
        return say("its pages have a background of their own")
    if b"<w:lnNumType" in xml:
        return say("its lines are numbered")
    if b"<w:footnoteReference" in xml and not _plain_notes(source, xml):
        return say("its footnotes are numbered in a way of their own")
    if any(prefix != b"r" for prefix in _PREFIX.findall(xml)):
        return say("its file is not as Word writes it")
    try:
        cut(xml)
    except CuifeiError:
        return say("its file is not as Word writes it")
    return None


def _plain_notes(source: Source, xml: bytes) -> bool:
    """Return whether footnotes are counted 1, 2, 3 through the whole letter."""
    settings = source.related("settings")
    contents = [xml, *([source.content(settings)] if settings else [])]
    for content in contents:
        for look in _NOTE.findall(content):
            if b"numFmt" in look and b'"decimal"' not in look:
                return False
            if b"numStart" in look or b"eachPage" in look:
                return False
    return True
