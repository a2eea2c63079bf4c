"""Who are meant by a cell with several owners or phones, and is a room key one room?"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from cuifei.domain.plain_text import half_width
from cuifei.ooxml.values import Cell
from cuifei.tables.cells import blank, number_of, number_text

_SPLIT = re.compile(r"[、,，;；/\n|&＆+]|(?<=[\u4e00-\u9fff]{2})和(?=[\u4e00-\u9fff]{2})")
_PHONE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?(1\d{2}[- ]?\d{4}[- ]?\d{4}|0\d{2,3}-?\d{7,8})(?!\d)")
_LABEL = re.compile(r"^[^:：\d]{1,8}[:：]")
_ROOMS = re.compile(r"(?<!\d)(\d{3,5})\s*[-~～—–至到]\s*(\d{3,5})(?!\d)")
_LIST = re.compile(r"\d\s*[、,，;；/&+和及]\s*[A-Za-z]?\d")


@dataclass(frozen=True, slots=True)
class Split:
    """Names or phones of a cell, joined by 、. `sure` False: a person must look."""

    text: str
    sure: bool = True
    phones: str = ""


def text_of(cell: Cell) -> str:
    """Return a cell as it was typed: 101.0 is 101, a full-width letter stays full-width."""
    if isinstance(cell, str):
        return cell.strip()
    if blank(cell):
        return ""
    number = number_of(cell)
    if number is not None:
        return number_text(number)
    return cell.isoformat()[:10] if isinstance(cell, date) else str(cell)


def owners(cell: Cell) -> Split:
    """Return the owners that a cell names, and phones that stand among them.

    >>> owners("甲一样例,甲二样例").text, owners("甲一样例 13000000001").phones
    ('甲一样例、甲二样例', '13000000001')
    >>> owners("甲:13000000001 乙:13000000002").text, owners("甲一  乙二样例").sure
    ('甲、乙', False)
    """
    typed = text_of(cell)
    plain = half_width(typed)
    numbers = _numbers(plain)
    if numbers:
        without_phones = re.sub(r"[:：](?=、|\s|$)", "、", _PHONE.sub("、", plain))
        names = [part.strip(" :：()") for part in _SPLIT.split(without_phones)]
    elif re.search("[\u4e00-\u9fff]", typed):
        names = [part.strip() for part in _SPLIT.split(typed)]
    else:
        names = [typed]  # Smith & Sons Ltd, Doe, Jane: one name
    names = [name for name in names if name]
    spaced = any(re.search(r"[\u4e00-\u9fff]{2,}\s+[\u4e00-\u9fff]{2,}", name) for name in names)
    numbered = any(re.search(r"\d{5,}", name) for name in names)
    return Split("、".join(names), not spaced and not numbered, "、".join(numbers))


def phones(cell: Cell) -> Split:
    """Return the phone numbers of a cell; what holds none is kept as typed.

    >>> phones(13000000001.0).text, phones("甲:130-0000-0001 乙:13000000002").text
    ('13000000001', '13000000001、13000000002')
    """
    typed = text_of(cell)
    plain = half_width(typed)
    numbers = _numbers(plain)
    without_phones = _PHONE.sub("", plain)
    if not numbers:
        return Split(typed, not re.search(r"\d{12,}", plain))
    left = re.sub(r"[\s、,，;；/:：()|&.-]", "", _LABEL.sub("", without_phones))
    return Split("、".join(numbers), not re.search(r"\d{5,}", left))


def _numbers(plain: str) -> list[str]:
    return [re.sub(r"[ -]", "", number) for number in _PHONE.findall(plain)]


def several_rooms(key: str) -> bool:
    """Return whether a room's key names several rooms.

    >>> several_rooms("B座2511-2513"), several_rooms("101、102"), several_rooms("505-6")
    (True, True, False)
    """
    plain = half_width(key)
    if _LIST.search(plain):
        return True
    return any(
        len(a) == len(b) and int(a) < int(b) and int(b) - int(a) <= 20
        for a, b in _ROOMS.findall(plain)
    )


def joined(parts: list[str]) -> str:
    """Return building, entrance and room as one key.

    >>> joined(["3", "2", "0101"]), joined(["3栋", "2单元", "0101"])
    ('3-2-0101', '3栋2单元0101')
    """
    out = ""
    for part in (p for p in parts if p):
        plain = not out or unicodedata.category(out[-1]) == "Lo"
        out += part if plain else f"-{part}"
    return out


def apart(community: str, unit: str) -> str:
    """Return the key of a unit that its community tells apart.

    >>> apart("样例苑", "1-101"), apart("", "1-101")
    ('样例苑-1-101', '1-101')
    """
    return f"{community}-{unit}" if community and unit else unit
