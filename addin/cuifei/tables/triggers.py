"""When may a rung of the ladder be climbed, and how is that written in 阶梯?

In a record a trigger is "months N" (months overdue; 0: as soon as it is
overdue), "day N" (of the month in which the debt fell due) or "next N" (that
day of the month after).

>>> read_trigger("逾期3个月"), read_trigger("当月25日"), read_trigger("次月5日")
('months 3', 'day 25', 'next 5')
>>> write_trigger("next 5", "zh"), write_trigger("months 0", "en")
('次月5日', 'After due')
"""

import re
from functools import cache
from types import MappingProxyType

from cuifei.domain.language import DEFAULT
from cuifei.domain.problems import Unreadable, say
from cuifei.locale import phrase, phrases
from cuifei.tables.cells import normal

# How each kind is written in (Chinese, English).
_WRITTEN = MappingProxyType(
    {
        "months": ("逾期{n}个月", "{n} months overdue"),
        "day": ("当月{n}日", "Day {n} of the month"),
        "next": ("次月{n}日", "Day {n} of the next month"),
    }
)
_AFTER_DUE = ("到期后", "After due")
# All that is understood, as `cells.normal` leaves it.
_READ = (
    ("months", r"逾期满?(\d+)个?月|months(\d+)|(\d+)months?(?:overdue)?"),
    ("day", r"(?:当月|本月)(\d+)[日号]|day(\d+)(?:ofthemonth)?"),
    ("next", r"(?:次月|下月|下个月)(\d+)[日号]|next(\d+)|day(\d+)ofthenextmonth"),
    ("months 0", r"到期后|到期日后|逾期后?|afterdue|overdue"),
)


def read_trigger(words: str, lang: str = DEFAULT) -> str:
    """Return the trigger that 触发条件 names; Unreadable, with words of `lang`, where none."""
    plain = normal(words)
    for kind, pattern in (*_READ, *_as_written()):
        if match := re.fullmatch(pattern, plain):
            number = next((int(part) for part in match.groups() if part), None)
            if number is None:
                return kind
            if kind == "months" or 1 <= number <= 31:
                return f"{kind} {number}"
    raise Unreadable(
        say("“{value}” is no trigger that a ladder can have", value=words),
        say(
            "Type one of: {months}, {day}, {next}, {due}",
            months=phrase(_WRITTEN["months"], lang).format(n=3),
            day=phrase(_WRITTEN["day"], lang).format(n=25),
            next=phrase(_WRITTEN["next"], lang).format(n=5),
            due=phrase(_AFTER_DUE, lang),
        ),
    )


def write_trigger(trigger: str, lang: str) -> str:
    """Return how a trigger is written in a cell of 阶梯."""
    kind, number = trigger.split()
    if trigger == "months 0":
        return phrase(_AFTER_DUE, lang)
    return phrase(_WRITTEN[kind], lang).format(n=number)


@cache
def _as_written() -> tuple[tuple[str, str], ...]:
    """Return (kind, pattern) of what every language writes; most are in _READ as well."""
    written = [
        (kind, re.escape(normal(text)).replace(re.escape("{n}"), r"(\d+)"))
        for kind, pair in _WRITTEN.items()
        for text in phrases(pair)
    ]
    return (*written, *(("months 0", re.escape(normal(text))) for text in phrases(_AFTER_DUE)))
