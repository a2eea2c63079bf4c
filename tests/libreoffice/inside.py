"""What would take many questions is asked inside LibreOffice: a few lines of Basic answer in one.

Each object that LibreOffice gives away costs a dozen messages until Python knows what it is.
"""

import re
from collections.abc import Iterator
from typing import Any

from libreoffice.addresses import CELLS, Box, number

_BASIC = """
Function Looks(cells As Object) As Variant
    Dim found As Object, alike As Object, last As Long, n As Long
    found = cells.getUniqueCellFormatRanges()
    last = found.Count - 1
    Dim out(last) As Variant
    For n = 0 To last
        alike = found.getByIndex(n)
        out(n) = Array(alike.RangeAddressesAsString, alike.NumberFormat)
    Next
    Looks = out
End Function
"""
_SHEET = re.compile(r"('([^']|'')*'|[^.]*)\.")
_PLACE = "vnd.sun.star.script:Standard.Cuifei.Looks?language=Basic&location=application"


class Inside:
    """The Basic of one office; `context` is its UNO component context."""

    def __init__(self, context: Any) -> None:
        services = context.ServiceManager
        libraries = services.createInstanceWithContext(
            "com.sun.star.script.ApplicationScriptLibraryContainer", context
        )
        if not libraries.hasByName("Standard"):
            libraries.createLibrary("Standard")
        libraries.loadLibrary("Standard")
        libraries.getByName("Standard").insertByName("Cuifei", _BASIC)
        providers = services.createInstanceWithContext(
            "com.sun.star.script.provider.MasterScriptProviderFactory", context
        )
        self._looks = providers.createScriptProvider("").getScript(_PLACE)

    def looks(self, cells: Any) -> Iterator[tuple[list[Box], int]]:
        """Yield the boxes of cells that look alike, with the key of their number format.

        They come in the order of the cells' `getUniqueCellFormatRanges`.
        """
        for addresses, code in self._looks.invoke((cells,), (), ())[0]:
            yield boxes(addresses), code


def boxes(text: str) -> list[Box]:
    """Return the boxes of addresses as LibreOffice writes them, all in one sheet.

    >>> boxes("欠费.A1:S1,欠费.T2"), boxes("'a.b,''c'.B2:XFD1048576")
    ([(0, 0, 0, 18), (1, 19, 1, 19)], [(1, 1, 1048575, 16383)])
    """
    sheet = _SHEET.match(text)
    assert sheet, text
    found = []
    for address in text[sheet.end() :].split(f",{sheet[0]}"):
        first, top, last, bottom = CELLS.fullmatch(address).groups()
        corner = int(top) - 1, number(first) - 1
        found.append((*corner, int(bottom) - 1, number(last) - 1) if last else corner * 2)
    return found
