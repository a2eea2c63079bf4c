"""Do these two cells name the same unit, and which billing period is meant?

Keys are printed as they were typed and compared by `unit_key`; leading zeros
stay, because 0101 and 101 may be two rooms.

>>> unit_key("Ａ－０１０１ ") == unit_key("a-0101")
True
"""

import re
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from cuifei.domain.dates import day_of_month
from cuifei.domain.plain_text import DASHES, half_width, unspaced

Natural: TypeAlias = "tuple[tuple[int, str], ...]"

# Blanks, and what nobody sees: controls, zero-width characters, fillers, soft hyphens, marks of
# direction and of variants.
_UNSEEN = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


def unit_key(typed: str) -> str:
    """Return the form in which two spellings of one unit are equal."""
    plain = half_width(typed.translate(DASHES))
    return _UNSEEN.sub("", plain).upper()


def name_key(typed: str) -> str:
    """Return the form in which two spellings of a community or a cohort are equal.

    >>> name_key("甲 园") == name_key("甲\u200b园") == name_key("甲园")
    True
    """
    return _UNSEEN.sub("", half_width(typed)).casefold()


@lru_cache(maxsize=1 << 15)  # units are put in order several times in a run
def natural(text: str) -> Natural:
    """Return the key by which people order names with numbers in them: 2-10 comes before 10-2.

    >>> sorted(["10-2", "2-10", "2-9", "B座"], key=natural)
    ['2-9', '2-10', '10-2', 'B座']
    """
    pieces = re.findall(r"\d+|\D+", half_width(text))
    return tuple((int(p), "") if p.isdecimal() else (10**9, p) for p in pieces)


def period_key(typed: str) -> str:
    """Return a billing period as "2026-03", "2026-Q1" or "2026"; other text as it stands.

    >>> period_key("2026年3月"), period_key("202603"), period_key("2026年第1季度")
    ('2026-03', '2026-03', '2026-Q1')
    """
    plain = unspaced(typed.translate(DASHES))
    if match := re.fullmatch(r"(\d{4})(?:[-/.年])?(\d{1,2})月?", plain):
        if 1 <= int(match[2]) <= 12:
            return f"{match[1]}-{int(match[2]):02d}"
    elif match := re.fullmatch(r"(\d{4})[-/年]?(?:第|Q)?([1-4一二三四])(?:季度?)?", plain, re.I):
        return f"{match[1]}-Q{'一二三四'.find(match[2]) + 1 or match[2]}"
    elif match := re.fullmatch(r"(\d{4})年?度?", plain):
        return match[1]
    return plain


def period_start(period: str) -> date | None:
    """Return a period's first day, or None where its text names no calendar period.

    >>> period_start("2026-Q2")
    datetime.date(2026, 4, 1)
    """
    match = re.fullmatch(r"(\d{4})(?:-(Q?)(\d{1,2}))?", period)
    if not match:
        return None
    number = int(match[3] or 1)
    month = number * 3 - 2 if match[2] else number
    return day_of_month(int(match[1]), month, 1) if 1 <= month <= 12 else None


# How the row of who sold a unit is named in 房产 (account/former.py).
_SOLD = re.compile(r"\s*[（(](?:原业主|former owner)\s*\d*[)）]$", re.IGNORECASE)


def sold_unit(unit: str) -> str:
    """Return the unit that a row of a former owner is about; "" where it is no such row.

    >>> sold_unit("样例-1-302（原业主）"), sold_unit("样例-1-302")
    ('样例-1-302', '')
    """
    plain = _SOLD.sub("", unit)
    return plain if plain != unit else ""
