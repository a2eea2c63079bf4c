"""Which of its two texts does an IF field print?

Readings where Word's documentation is silent:
- two numbers are compared as numbers ("1,000.00" = 1000), two days as days; everything else
  as text, character by character, capitals counting.
- `?` (one character) and `*` (any) are wildcards in the second expression only, with = and <>.
- a blank value is text: it is less than any number, and equal only to a blank. The dash that
  our tables print for "none" counts as a blank before <, >, <= and >=.
"""

import operator
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from cuifei.letters import printed

OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
}


def holds(first: str, sign: str, second: str) -> bool:
    """Return whether a comparison is true.

    >>> holds("1,000.00", ">", "999"), holds("甲一苑3-101", "=", "甲一苑*")
    (True, True)
    """
    if sign in ("=", "<>") and re.search(r"[*?]", second):
        return bool(_wildcards(second).fullmatch(first)) == (sign == "=")
    for read in (printed.number, printed.day):
        left, right = read(first), read(second)
        if left is not None and right is not None:
            return OPERATORS[sign](left, right)
    if sign not in ("=", "<>"):
        first, second = first.replace("—", ""), second.replace("—", "")
    return OPERATORS[sign](first, second)


@lru_cache(maxsize=256)
def _wildcards(pattern: str) -> re.Pattern[str]:
    return re.compile("".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in pattern), re.S)
