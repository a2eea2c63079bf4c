"""Which texts would Excel turn into something else when they are written to a cell?

Excel reads a text that it is given as if it had been typed: "0101" becomes
101, "3-2" a day, an id of 18 digits loses its end. A cell with the number
format `@` keeps what it is given. LibreOffice keeps everything, so a macro
that forgets `@` would pass every test here and spoil a workbook there.
"""

import re
import unicodedata

_NUMBER = r"[+-]?[¥$€£￥]?[+-]?(\d[\d,]*\.?\d*|\.\d+)(e[+-]?\d+)?%?"
_TIME = r"(上午|下午)?\d{1,4}(:\d{0,2}){1,2}(\.\d*)?( ?[ap]m?)?"
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_SHAPES = re.compile(
    "|".join(
        (
            _NUMBER,
            rf"\({_NUMBER}\)",  # a negative amount
            r"\d+ \d+/\d+",  # a fraction
            # A day, and perhaps a time of it.
            rf"\d{{1,4}}[-/.]\d{{1,2}}([-/.](\d{{1,2}}|\d{{4}}))?( ({_TIME}|\d+ ?[ap]m?))?",
            r"\d{2,4}年(\d{1,2}月(\d{1,2}日)?)?|\d{1,2}月(\d{1,2}日)?",
            rf"\d{{1,4}}[- ]?({_MONTHS})[a-z]*([- ,]*\d{{1,4}})?",
            rf"({_MONTHS})[a-z]*[- ]?\d{{1,4}}(, *\d{{4}})?",
            rf"{_TIME}|\d{{1,2}} ?[ap]m?|(上午|下午)?\d{{1,2}}时(\d{{1,2}}分(\d{{1,2}}秒)?)?",
            r"true|false",
            r"#(n/a|ref!|value!|div/0!|name\?|num!|null!|spill!|calc!)",
        )
    )
)


def reparsed(text: str) -> bool:
    """Return whether Excel would not keep this text in a cell that is not formatted as text.

    >>> [reparsed(text) for text in ("0101", "3-2", "=1+1", "+86", "@x", "2026年3月", "'a")]
    [True, True, True, True, True, True, True]
    >>> [reparsed(text) for text in ("甲一", "3-2-101", "1#201", "A-101", "", "（1）欠费")]
    [False, False, False, False, False, False]
    >>> reparsed("2026-11-06 9:30"), reparsed("2026-11-06 上门"), reparsed("9:30来访")
    (True, False, False)
    """
    if text[:1] in ("=", "+", "-", "@", "'"):
        return len(text) > 1
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    return _SHAPES.fullmatch(plain) is not None


class WouldReparse(ValueError):
    """Something was written that Excel would not keep as it is."""
