"""How does a formula in Excel's spelling become one of LibreOffice, and back?"""

import re
from typing import Any

from libreoffice import bridge

# com.sun.star.sheet.AddressConvention
_OWN, _EXCEL = 0, 3
_REFERENCE = re.compile(r"=?('(?:[^']|'')+'|[^!]+)!(.+)")


def to_own(doc: Any, text: str) -> str:
    """Return Excel's formula as LibreOffice takes it: "," becomes ";" and "!" becomes "."."""
    if "[" in text:  # the parser loses the table's name
        return _swapped(text, ",", ";")
    return _translated(doc, text, _EXCEL, _OWN)


def from_own(doc: Any, text: str) -> str:
    """Return LibreOffice's formula as Excel writes it."""
    if "[" in text:
        return _swapped(text, ";", ",")
    return _translated(doc, text, _OWN, _EXCEL)


def _swapped(text: str, old: str, new: str) -> str:
    """Return a formula with another separator, outside of brackets and texts.

    >>> _swapped("=SUM(欠费[[#Data],[欠费合计]],1)", ",", ";")
    '=SUM(欠费[[#Data],[欠费合计]];1)'
    """
    parts = re.split(r'("[^"]*"|\[(?:[^\[\]]|\[[^\]]*\])*\])', text)
    return "".join(
        part if place % 2 else part.replace(old, new) for place, part in enumerate(parts)
    )


def _translated(doc: Any, text: str, source: int, target: int) -> str:
    parser = doc.createInstance("com.sun.star.sheet.FormulaParser")
    parser.CompileEnglish = True
    parser.FormulaConvention = source
    origin = bridge.struct("table.CellAddress")
    tokens = parser.parseFormula(text[1:], origin)
    parser.FormulaConvention = target
    return f"={parser.printFormula(tokens, origin)}"


def shown(doc: Any, stored: str) -> str:
    """Return what Excel's `Formula` gives for LibreOffice's: a text has no apostrophe before it."""
    if stored.startswith("="):
        return from_own(doc, stored)
    return stored[1:] if stored.startswith("'") else stored


def write(doc: Any, cells: Any, rows: list[list[str]]) -> None:
    """Write formulas and plain entries cell by cell; only this way structured references work."""
    for down, row in enumerate(rows):
        for across, text in enumerate(row):
            cell = cells.getCellByPosition(across, down)
            cell.setFormula(to_own(doc, text) if text.startswith("=") else text)


def reference(text: str) -> str:
    """Return a reference of a name as LibreOffice writes it.

    >>> reference("=Sheet1!$A$1:$B$2")
    '$Sheet1.$A$1:$B$2'
    """
    found = _REFERENCE.fullmatch(text)
    return f"${found[1]}.{found[2]}" if found else text.removeprefix("=")
