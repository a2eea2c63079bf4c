"""Which words must no letter carry, since when, and who says so (R9.1, R9.3)?

A pattern says more than it should rather than less: a letter that is stopped
is read again by a person; a letter that went out is not.
"""

import re
from dataclasses import dataclass
from datetime import date as Day
from functools import lru_cache

from cuifei.domain.problems import Message, say

# Digits as Chinese keyboards also write them.
_WIDE = re.compile("[０-９Ｘｘ]")
_NARROW = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789Xx")
_SUPPLY = "(?:水|电|气|热|暖|燃气|煤气)"


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Words that a letter must not carry, the reason, and its source with the day it began."""

    pattern: re.Pattern[str]
    why: Message
    source: str
    since: Day


FORBIDDEN: tuple[Forbidden, ...] = (
    Forbidden(
        # Citing article 944 itself ("不得采取停止供电…") is no threat.
        re.compile(f"(?<!不得采取)(?:停止供应?|切断|停供|停|断|限){_SUPPLY}"),
        say("water, power, heat or gas must not be cut off to make people pay"),
        "民法典944",
        Day(2021, 1, 1),
    ),
    Forbidden(
        re.compile(
            r"(?i)\b(?:cut|shut|turn)(?:ting|ning)? off (?:the |your )?"
            r"(?:water|power|electricity|heat|heating|gas)\b"
        ),
        say("water, power, heat or gas must not be cut off to make people pay"),
        "民法典944",
        Day(2021, 1, 1),
    ),
    Forbidden(
        re.compile("公示|曝光|(?:张贴|公布|公开).{0,6}(?:姓名|名单|房号|信息)|通报批评"),
        say("owners in arrears must not be named in public"),
        "民法典1032, 个人信息保护法25",
        Day(2021, 11, 1),
    ),
    Forbidden(
        re.compile(
            "后果自负|一切后果|黑名单|失信|征信|限制(?:高)?消费|拘留|坐牢|刑事责任|报警"
            "|(?:通知|联系|告知).{0,6}(?:单位|领导|同事|亲友|子女|学校)"
        ),
        say("a letter must not threaten"),
        "R9.3",
        Day(2021, 1, 1),
    ),
    Forbidden(
        re.compile(r"(?i)\bblack-?list|\bat your own peril\b|\bcredit record\b|\bpolice\b"),
        say("a letter must not threaten"),
        "R9.3",
        Day(2021, 1, 1),
    ),
    Forbidden(
        re.compile(
            r"(?<!\d)[1-9]\d{5}[ -]?(?:19|20)\d{2}[ -]?(?:0[1-9]|1[0-2])"
            r"[ -]?(?:0[1-9]|[12]\d|3[01])[ -]?\d{3}[\dXx](?!\d)"
        ),
        say("an identity number must not be printed"),
        "个人信息保护法6, 28",
        Day(2021, 11, 1),
    ),
)


def found(text: str, day: Day) -> list[tuple[str, Forbidden]]:
    """Return the forbidden words in a text of that day, each with its entry.

    >>> [(words, str(entry.why)) for words, entry in found("否则将停水停电", Day(2026, 1, 1))]
    [('停水', 'water, power, heat or gas must not be cut off to make people pay')]
    """
    first: dict[int, str] = {}
    for line in text.split("\n"):
        for number, words in _in_line(line):
            first.setdefault(number, words)
    every = ((first[number], FORBIDDEN[number]) for number in sorted(first))
    return [(words, entry) for words, entry in every if day >= entry.since]


# No pattern reaches over the end of a line, and letters share most of their lines.
@lru_cache(maxsize=1 << 12)
def _in_line(line: str) -> tuple[tuple[int, str], ...]:
    """Return the places in FORBIDDEN of what a line says, each with its words."""
    line = line.translate(_NARROW) if _WIDE.search(line) else line
    matches = ((number, entry.pattern.search(line)) for number, entry in enumerate(FORBIDDEN))
    return tuple((number, match[0]) for number, match in matches if match)
