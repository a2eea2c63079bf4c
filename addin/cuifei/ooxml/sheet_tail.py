"""Where in what follows the rows of a sheet do conditional formats belong?"""

import re

from cuifei.ooxml import sheet_xml

# What comes after conditional formats in a sheet (ISO 29500, CT_Worksheet); all else is before.
_AFTER_FORMATS = frozenset(
    b"""dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks
    colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing
    legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst
    worksheet mc:AlternateContent""".split()
)
_TAG = re.compile(rb"""<!--.*?-->|<(/?)([\w:]+)(?:\s(?:[^<>"']|"[^"]*"|'[^']*')*?)?(/?)>""", re.S)


def place_of_formats(tail: bytes) -> int:
    """Return where in the tail of a sheet conditional formats are to be added.

    >>> place_of_formats(b'</sheetData><autoFilter ref="A1"/><pageMargins/></worksheet>')
    34
    """
    depth = 1  # inside of sheetData, which the tail closes
    for match in _TAG.finditer(tail):
        if match[2] is None:
            continue
        if depth == 0 and match[2] in _AFTER_FORMATS:
            return match.start()
        depth += -1 if match[1] else 0 if match[3] else 1
    raise sheet_xml.Unusual("tail")
