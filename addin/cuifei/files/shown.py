"""Which whole numbers does a workbook show as something else: 101 as 0101, 3 as 3栋?

A number format may give a room its leading zeros or its letter. What people
see is the key that they mean, so such a cell is read as it is shown.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence

from cuifei.ooxml import package, sheet_xml

Place = tuple[int, int]
_PARTS = re.compile(r'"([^"]*)"|\\(.)|([0#?]+)|([-()#/:: ]|[^\x00-\x7f])')
_STYLE = re.compile(rb'\ss="(\d+)"')
_TEXT = re.compile(rb'\st="[^n]')
_WHOLE = re.compile(rb"<v>(\d{1,15})(?:\.0+)?</v>")


def text_of(number: int, code: str) -> str | None:
    """Return how a format shows a whole number; None where it says nothing but the number.

    >>> text_of(101, "0000"), text_of(101, '"A"000'), text_of(13000000001, "000-0000-0000")
    ('0101', 'A101', '130-0000-0001')
    >>> text_of(101, "0"), text_of(101, "#,##0.00"), text_of(45000, "yyyy-mm-dd")
    (None, None, None)
    """
    parts = _split(code.partition(";")[0])
    slots = sum(len(text) for kind, text in parts if kind == "digits")
    if not slots:
        return None
    digits = str(number)
    if len(digits) > slots:
        head, digits = digits[: len(digits) - slots], digits[len(digits) - slots :]
    else:
        head, digits = "", digits.rjust(slots, " ")
    out: list[str] = []
    for kind, text in parts:
        if kind == "digits":
            slot_digits, digits = digits[: len(text)], digits[len(text) :]
            shown = (_digit(d, slot) for d, slot in zip(slot_digits, text, strict=True))
            text, head = head + "".join(shown), ""
        out.append(text)
    displayed = "".join(out).strip()
    return None if displayed == str(number) else displayed


def _digit(digit: str, slot: str) -> str:
    return digit if digit != " " else "0" if slot == "0" else ""


def _split(code: str) -> list[tuple[str, str]]:
    """Return the pieces of a format: digits, or text as shown; none where it is another kind."""
    parts: list[tuple[str, str]] = []
    position = 0
    code = re.sub(r"_.|\[\$?[^\]]*\]", "", code)
    while match := _PARTS.match(code, position):
        quoted, escaped, digits, plain = match.groups()
        kind = "digits" if digits else "text"
        parts.append((kind, digits or quoted or escaped or plain or ""))
        position = match.end()
    return parts if position == len(code) else []


def shown(
    file: zipfile.ZipFile, styles: str, sheets: Mapping[str, str]
) -> dict[str, dict[Place, str]]:
    """Return sheet -> place -> text of the whole numbers that an Open XML workbook shows so."""
    codes = _codes(file, styles)
    if not codes:
        return {}
    return {name: dict(_cells(file, part, codes)) for name, part in sheets.items()}


def _codes(file: zipfile.ZipFile, styles: str) -> dict[int, str]:
    """Return the formats that may show a whole number as more than itself, by style number."""
    if not styles:
        return {}
    root = sheet_xml.parse(file.read(styles))
    formats = {
        str(node.get("numFmtId")): str(node.get("formatCode", ""))
        for node in root.iterfind("{*}numFmts/{*}numFmt")
    }
    used = enumerate(str(node.get("numFmtId")) for node in root.iterfind("{*}cellXfs/{*}xf"))
    return {n: formats[code] for n, code in used if code in formats and text_of(1, formats[code])}


def _cells(
    file: zipfile.ZipFile, part: str, codes: Mapping[int, str]
) -> Iterator[tuple[Place, str]]:
    marks = [f' s="{number}"'.encode() for number in codes]
    try:
        yield from _of(package.pieces(file, part), marks, codes)
    except sheet_xml.Unusual:
        plain = sheet_xml.normal(file.read(part))
        yield from _of(sheet_xml.split([plain]), marks, codes)


def _of(
    pieces: Iterator[sheet_xml.Piece], marks: Sequence[bytes], codes: Mapping[int, str]
) -> Iterator[tuple[Place, str]]:
    for number, row in pieces:
        if not number or not any(mark in row for mark in marks):
            continue
        for column, cell in sheet_xml.cells(row):
            style = _STYLE.search(cell, 0, cell.index(b">"))
            value = _WHOLE.search(cell)
            if style is None or value is None or _TEXT.search(cell, 0, cell.index(b">")):
                continue
            code = codes.get(int(style[1]))
            if code and (text := text_of(int(value[1]), code)):
                yield (number, column), text
