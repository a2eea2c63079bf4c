"""What does this one cell hold, if its column asks for a key, a code, a count or a share?

Every reader takes a raw cell that is not blank and returns the value with a
note where it had to be understood; a cell that cannot be read raises
`Unreadable`. Amounts and days are read in the domain (money, dates).
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from types import MappingProxyType

from cuifei.domain.dates import read_date
from cuifei.domain.keys import name_key, period_key
from cuifei.domain.money import read_fen
from cuifei.domain.problems import Message, Unreadable, listed, say
from cuifei.locale import phrase, phrases
from cuifei.ooxml import escapes
from cuifei.ooxml.values import Cell
from cuifei.tables.layout import CODES, Column

Reader = Callable[[Column, Cell, str], tuple[object, Message | None]]

# How a row is labelled that sums up others.
TOTALS = frozenset(("合计", "总计", "小计", "共计", "本页合计", "total", "grandtotal", "subtotal"))
# Excel keeps 15 digits of a number; of an account number the rest is lost for good.
DIGITS_KEPT = 10**15


@lru_cache(maxsize=50_000)
def normal(text: str) -> str:
    """Return a word in the form in which headers, codes and setting names are compared.

    >>> normal("业 主\\n姓 名"), normal("Ｕｎ\\u200bｉｔ")
    ('业主姓名', 'unit')
    """
    return name_key(text)


def blank(cell: Cell) -> bool:
    """Return whether nothing is typed there; blanks and line breaks alone are nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def number_of(cell: Cell) -> int | float | Decimal | None:
    """Return a cell that holds a number, None else; TRUE and FALSE are no numbers."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        return None
    return cell


def number_text(number: int | float | Decimal) -> str:
    """Return a number as it would be typed: 101.0 is 101, 88.5 stays 88.5."""
    if isinstance(number, float) and number.is_integer() and abs(number) < DIGITS_KEPT:
        return str(int(number))
    return format(number.normalize(), "f") if isinstance(number, Decimal) else repr(number)


def read_text(cell: Cell) -> tuple[str, Message | None]:
    """Return a cell as text; a number is written as it would be typed.

    Signs that no program shows, and no list or letter can hold, are left out.

    >>> read_text(13000000001.0), read_text("张\x0b三 ")
    (('13000000001', None), ('张三', None))
    """
    if isinstance(cell, str):
        return escapes.ILLEGAL.sub("", cell).strip(), None
    if isinstance(cell, date):
        day = date(cell.year, cell.month, cell.day).isoformat()
        return day, say("the text is stored as a date; it was read as “{value}”", value=day)
    number = number_of(cell)
    if number is not None:
        if not -DIGITS_KEPT < number < DIGITS_KEPT:
            raise Unreadable(
                say("“{value}” is a number too long for Excel; digits are lost", value=str(cell)),
                say("Format the cell as text and type all digits again"),
            )
        return number_text(number), None
    return str(cell).upper(), None


def read_key(cell: Cell) -> tuple[str, Message | None]:
    """Return a unit as typed; a number is read with a note, a date is refused.

    >>> read_key("3-2"), str(read_key(101.0)[1])
    (('3-2', None), 'the unit is stored as a number; it was read as “101”')
    """
    if isinstance(cell, date):
        guess = f"{cell.month}-{cell.day}"
        raise Unreadable(
            say("Excel turned the unit into the date {day}", day=date(*cell.timetuple()[:3])),
            say("Format the cell as text and type the unit again, such as {unit}", unit=guess),
        )
    key, note = read_text(cell)
    if not isinstance(cell, str):
        note = say("the unit is stored as a number; it was read as “{value}”", value=key)
    return key, note


def read_code(codes: str, cell: Cell, lang: str) -> str:
    """Return the code that a word stands for; words of every language are understood.

    >>> read_code("use_type", "商 铺", "zh"), read_code("use_type", "Shop", "zh")
    ('shop', 'shop')
    """
    code = _code_words(codes).get(normal(str(cell)))
    if code is None:
        allowed = listed(phrase(words, lang) for words in CODES[codes].values())
        raise Unreadable(
            say("“{value}” is not one of the words for this column", value=str(cell)),
            say("Type one of: {allowed}", allowed=allowed),
        )
    return code


@cache
def _code_words(codes: str) -> dict[str, str]:
    return {
        normal(word): code
        for code, words in CODES[codes].items()
        for word in (code, *words, *phrases(words))
    }


def read_period(cell: Cell) -> tuple[str, Message | None]:
    """Return a billing period in the form of `keys.period_key`.

    A date names its month. Of numbers, 2026, 202603 and 2026.03 are read;
    2026.1 may be January or October, so it is refused.

    >>> read_period("2026年3月")[0], read_period(202603.0)[0], read_period(2026.03)[0]
    ('2026-03', '2026-03', '2026-03')
    """
    if isinstance(cell, str):
        return _period(cell), None
    if isinstance(cell, date):
        return f"{cell.year}-{cell.month:02d}", None
    number = number_of(cell)
    if number is not None:
        plain = number_text(number)
        if re.fullmatch(r"(19|20)\d\d(\.?(0[1-9]|1[0-2]))?", plain):
            return period_key(plain), None
        if re.fullmatch(r"(19|20)\d\d\.1", plain):
            raise Unreadable(
                say("the period {value} may be January or October", value=plain),
                say("Format the cell as text and type the period as year-month, such as 2026-03"),
            )
    raise Unreadable(
        say("“{value}” is not a billing period", value=str(cell)),
        say("Type the period as year-month, such as 2026-03"),
    )


# A book names a few dozen periods, a hundred thousand times.
_period = lru_cache(maxsize=10_000)(period_key)


def read_count(cell: Cell) -> tuple[int, Message | None]:
    """Return a whole number, zero or more.

    >>> read_count(7.0), read_count("7")[0]
    ((7, None), 7)
    """
    note = None
    if isinstance(cell, str) and re.fullmatch(r"\d{1,9}", normal(cell)):
        note = say("the number “{value}” is stored as text", value=cell)
        cell = int(normal(cell))
    number = number_of(cell)
    if number is not None and 0 <= number < 10**9 and number == int(number):
        return int(number), note
    raise Unreadable(
        say("“{value}” is not a whole number", value=str(cell)),
        say("Type a whole number, such as 7"),
    )


_CHINESE = "零一二三四五六七八九"
_PARTS = MappingProxyType({"万分之": 10_000, "千分之": 1000, "百分之": 100})
_SIGNS = MappingProxyType({"%": 100, "‰": 1000, "‱": 10_000})


def read_share(cell: Cell) -> Fraction:
    """Return a share exactly: "0.05%", "万分之五", "5‱", "0.0005" and 0.0005 are the same.

    A cell formatted as percent holds the share itself. Numbers go through
    their shortest repr, so no binary noise enters the fraction.

    >>> read_share("万分之五") == read_share("0.05%") == read_share(0.0005) == Fraction(5, 10000)
    True
    """
    if number_of(cell) is not None:
        plain, parts = (repr(cell) if isinstance(cell, float) else str(cell)), 1
    else:
        plain, parts = normal(str(cell)).removeprefix("每").removeprefix("日"), 1
        for word, size in _PARTS.items():
            if plain.startswith(word):
                plain, parts = _arabic(plain.removeprefix(word)), size
        if plain[-1:] in _SIGNS:
            plain, parts = plain[:-1], _SIGNS[plain[-1]]
    if not re.fullmatch(r"\d+(\.\d+)?(e-?\d{1,2})?", plain):
        raise Unreadable(
            say("“{value}” is not a share", value=str(cell)),
            say("Type a share such as 30% or 0.05%"),
        )
    return Fraction(plain) / parts


def _arabic(words: str) -> str:
    """Return 五 as 5, 二点五 as 2.5, 三十 as 30; what is written in figures stays."""
    plain = words.replace("点", ".")
    if tens := re.fullmatch(f"([{_CHINESE}]?)十([{_CHINESE}]?)", plain):
        plain = f"{tens[1] or '一'}{tens[2] or '零'}"
    return "".join(str(_CHINESE.index(c)) if c in _CHINESE else c for c in plain)


# The reader of each column kind (layout.Column.kind).
READERS: MappingProxyType[str, Reader] = MappingProxyType(
    {
        "key": lambda column, cell, lang: read_key(cell),
        "text": lambda column, cell, lang: read_text(cell),
        "any": lambda column, cell, lang: read_text(cell),
        "code": lambda column, cell, lang: (read_code(column.codes, cell, lang), None),
        "date": lambda column, cell, lang: read_date(cell),
        "money": lambda column, cell, lang: read_fen(cell),
        "count": lambda column, cell, lang: read_count(cell),
        "period": lambda column, cell, lang: read_period(cell),
    }
)
