r"""How does a day look under a date picture, the switch \@ of a Word field?

Where Word's documentation leaves it open, this is the reading:
- names of days and months are Chinese where the value or the picture has a Chinese character,
  else English; Word takes the language of the field's run, which editors rarely see.
- E, O and A are year, month and day in Chinese figures, as the Chinese Word inserts them
  ("EEEE年O月A日"), if the picture has EEEE; else they are characters like others.
- our values are days without a time: hours, minutes and seconds are those of midnight.
"""

import re
from datetime import date as Day
from functools import lru_cache

from cuifei.letters.printed import MONTHS

_ITEM = re.compile(r"'[^']*'|[aA][mM]/[pP][mM]|d+|D+|M+|y+|Y+|h+|H+|m+|s+|S+|E{4}|O|A|.", re.S)
_HAN = re.compile("[\u3400-\u9fff]")
_DIGITS = "〇一二三四五六七八九"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@lru_cache(maxsize=1 << 12)  # due dates come again in every letter
def pictured(day: Day, picture: str, value: str = "") -> str:
    """Return the day as the picture shows it; `value`: how it is printed elsewhere.

    >>> pictured(Day(2026, 3, 5), "yyyy-MM-dd"), pictured(Day(2026, 3, 5), "EEEE年O月A日")
    ('2026-03-05', '二〇二六年三月五日')
    >>> pictured(Day(2026, 3, 5), "dddd, MMMM d, yyyy"), pictured(Day(2026, 3, 5), "M月d日 dddd")
    ('Thursday, March 5, 2026', '3月5日 星期四')
    """
    chinese = bool(_HAN.search(value + picture))
    figures = "EEEE" in picture
    return "".join(_item(item, day, chinese, figures) for item in _ITEM.findall(picture))


def _item(item: str, day: Day, chinese: bool, figures: bool) -> str:
    if item.startswith("'"):
        return item.strip("'")
    if "/" in item and len(item) == 5:
        return "上午" if chinese else "am" if item[0] == "a" else "AM"
    kind, width = item[0], len(item)
    if kind in "dD":
        return _day(day, width, chinese)
    if kind == "M":
        return _month(day, width, chinese)
    if kind in "yY":
        return f"{day.year % 100:02d}" if width <= 2 else f"{day.year:04d}"
    if kind in "hHmsS":
        return "12" if kind == "h" else "0" * min(width, 2)
    if figures and item in ("EEEE", "O", "A"):
        return {
            "EEEE": "".join(_DIGITS[int(figure)] for figure in str(day.year)),
            "O": _figure(day.month),
            "A": _figure(day.day),
        }[item]
    return item


def _day(day: Day, width: int, chinese: bool) -> str:
    if width <= 2:
        return f"{day.day:0{width}d}"
    if chinese:
        return ("周" if width == 3 else "星期") + "一二三四五六日"[day.weekday()]
    name = _DAYS[day.weekday()]
    return name[:3] if width == 3 else name


def _month(day: Day, width: int, chinese: bool) -> str:
    if width <= 2:
        return f"{day.month:0{width}d}"
    if chinese:
        return f"{day.month}月" if width == 3 else _figure(day.month) + "月"
    name = MONTHS[day.month - 1]
    return name[:3] if width == 3 else name


def _figure(number: int) -> str:
    """Return 1 to 31 in Chinese figures.

    >>> _figure(5), _figure(10), _figure(31)
    ('五', '十', '三十一')
    """
    tens, ones = divmod(number, 10)
    ten = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return ten + (_DIGITS[ones] if ones else "")
