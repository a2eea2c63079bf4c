"""Which of the markup that a pack must look at is in a letter at all? Told in one pass.

Looking for a short word that is not there costs Python fifty microseconds in a letter of two
pages, and there are a dozen such words; this looks once for all of them.
"""

import re
from functools import lru_cache

PICTURE, BOOKMARK, CONTROL = b":docPr", b":bookmarkStart", b":sdtPr>"
SECTION, LIST, FIELD = b":sectPr", b":numId ", b":instr"
FOOTNOTE, ENDNOTE = b":footnoteRef", b":endnoteRef"
LABELS = frozenset({b":paraId", b":textId"})
_MARKS = re.compile(
    rb":[bdefinpst](?:ookmarkStart|ocPr|ndnoteRef|ootnoteRef|umId |nstr|araId|dtPr>|ectPr|extId)"
)


@lru_cache(maxsize=8)
def marks(xml: bytes) -> frozenset[bytes]:
    """Return what is there: a word that is not among them is nowhere in the XML.

    >>> sorted(marks(b'<w:p w14:paraId="1"><wp:docPr id="1"/></w:p>'))
    [b':docPr', b':paraId']
    """
    return frozenset(_MARKS.findall(xml))
