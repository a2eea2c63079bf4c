"""Which days of the week does a cell name: "周六日", "周一至周五", "Sat, Sun"?"""

import re

from cuifei.domain.plain_text import half_width
from cuifei.domain.problems import Unreadable, say

_ZH, _CODES = "一二三四五六日", "ABCDEFG"  # each day becomes one capital, the rest is lower case
_EN = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PREFIX = "周|星期|礼拜"
_DAY = re.compile(
    rf"(?:{_PREFIX})?([{_ZH}])"
    r"|(?<![a-z])(mon|tue|wed|thu|fri|sat|sun)(?:sday|nesday|r|rsday|urday|day)?s?(?![a-z])"
)
_WORDS = (
    ("天", "日"),
    ("周末|双休日?", "周六日"),
    (r"\bweekends?\b", "sat sun"),
    ("工作日", "周一至五"),
    (r"\bweekdays\b", "mon to fri"),
    (f"每(?:{_PREFIX})", "周"),
    (r"\s*(?:[到~—–-]|\bto\b|\bthrough\b)\s*", "至"),
    (r"\band\b|[\s,、;/和及与.&]+", " "),
)


def read_weekdays(text: str) -> tuple[int, ...]:
    """Return the days that a text names, 0 for Monday. Raises Unreadable.

    >>> read_weekdays("周六日"), read_weekdays("周一至周五"), read_weekdays("Sat, Sun")
    ((5, 6), (0, 1, 2, 3, 4), (5, 6))
    """
    plain = half_width(text).casefold()
    for words, instead in _WORDS:
        plain = re.sub(words, instead, plain)
    without = not re.search(_PREFIX, plain)  # a bare 五日 may be the fifth day of the month
    coded = _DAY.sub(lambda m: m[0] if m[1] and without else f"{_code(m)} ", plain)
    coded = re.sub(r"\s*至\s*", "至", coded).replace(" ", "")
    if not re.fullmatch("(?:[A-G](?:至[A-G])?)+", coded):
        raise Unreadable(
            say("“{word}” is no day of the week", word=text),
            say("Type days such as Sat, Sun, with commas between"),
        )
    days: set[int] = set()
    for first, last in re.findall("([A-G])(?:至([A-G]))?", coded):
        start, end = _CODES.index(first), _CODES.index(last or first)
        days.update((start + step) % 7 for step in range((end - start) % 7 + 1))
    return tuple(sorted(days))


def _code(match: re.Match[str]) -> str:
    return _CODES[_ZH.index(match[1]) if match[1] else _EN.index(match[2])]
