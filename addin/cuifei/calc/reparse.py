"""Which texts would Excel turn into something else when they are written to a cell?

Excel reads a text that it is given as if it had been typed: "0101" becomes
101, "3-2" a day, an id of 18 digits loses its end. A cell with the number
format `@` keeps what it is given. LibreOffice keeps everything, so a macro
that forgets `@` would pass every test here and spoil a workbook there.
"""

import re
import unicodedata

_NUMBER = r"[+-]?[¥$€£￥]?[+-]?(\d[\d,]*\.?\d*|\.\d+)(e[+-]?\d+)?%?"
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_SHAPES = re.compile(
    "|".join(
        (
            _NUMBER,
            rf"\({_NUMBER}\)",  # a negative amount
            r"\d+ \d+/\d+",  # a fraction
            r"\d{1,4}[-/.]\d{1,2}([-/.](\d{1,2}|\d{4}))?( .*)?",  # a day
            r"\d{2,4}年(\d{1,2}月(\d{1,2}日)?)?|\d{1,2}月(\d{1,2}日)?",
            rf"\d{{1,4}}[- ]?({_MONTHS})[a-z]*([- ,]*\d{{1,4}})?",
            rf"({_MONTHS})[a-z]*[- ]?\d{{1,4}}(, *\d{{4}})?",
            r"(上午|下午)?\d{1,4}(:|时)\d{0,2}.*",  # a time
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
    """
    if text[:1] in ("=", "+", "-", "@", "'"):
        return len(text) > 1
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    return _SHAPES.fullmatch(plain) is not None


class WouldReparse(ValueError):
    """Something was written that Excel would not keep as it is."""
