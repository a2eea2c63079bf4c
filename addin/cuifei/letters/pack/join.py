"""How do many letters become one Word file that prints as they would one by one?

Each letter is a section of its own: its pages count from 1, its headers and
footers are its own, and what must be unique in a document is. The pack is made
from the finished letters, not from the data again, so it says what they say.
Settings that belong to a whole document (such as the compatibility mode) are
those of the first letter.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from cuifei.domain.problems import CuifeiError, say
from cuifei.letters import package
from cuifei.letters.pack.cutting import Cut, cut, ended, marked
from cuifei.letters.pack.notes import Notes
from cuifei.letters.pack.numbering import Numbering
from cuifei.letters.pack.section import EMPTY_FOOTER, EMPTY_HEADER, begun, continued
from cuifei.letters.pack.shelf import DOCUMENT, Shelf, related_anew
from cuifei.letters.pack.source import OFFICE, Relation, Source
from cuifei.letters.pack.styles import Styles
from cuifei.letters.pack.unique import Counters, counted, made_unique
from cuifei.letters.wordxml import W

_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_SPACE = re.compile(rb'\s(xmlns:?[^=\s]*)="([^"]*)"')
_IGNORABLE = re.compile(rb'\smc:Ignorable="([^"]*)"')
# Relations of a document that its letter brings along; all others come once, with the first.
_OWN = ("header", "footer", "image", "hyperlink", "footnotes", "endnotes", "numbering", "styles")
_ONCE = ("settings", "theme", "fontTable", "webSettings")
START, END = b"cuifei_%d", b"cuifei_end_%d"  # bookmarks: where letter n begins and ends


@dataclass(frozen=True, slots=True)
class Kind:
    """What a pack is for.

    `duplex`: each letter begins on an odd page, so that both sides may be printed.
    `marks`: each letter's first and last place are bookmarked, and its page count is
    the number of its last page: for a program that knows no SECTIONPAGES and whose
    output is split again.
    """

    duplex: bool = False
    marks: bool = False


def pack(letters: Sequence[bytes], kind: Kind = Kind()) -> bytes:
    """Return one .docx that holds `letters` (each a whole .docx) in this order.

    Equal letters give equal bytes. Raises CuifeiError where there is no letter, or one cannot
    be put into a pack.
    """
    if not letters:
        raise CuifeiError(say("there is no letter to print"), say("Write letters first"))
    joiner = _Joiner(kind)
    bodies = [joiner.body(number, Source(content)) for number, content in enumerate(letters, 1)]
    return joiner.close(bodies)
