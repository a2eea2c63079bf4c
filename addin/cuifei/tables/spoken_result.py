"""One cell that says it all: 承诺 11-28 200元 is the result, the day and the amount.

Read only where one reading is possible: the word of a result first, then a day, an
amount (of a promise), and nothing else. A day without a year is the nearest one, which has to
lie ahead: what has just passed is asked about, and never becomes a day of next year unasked.
"""

import re
from collections.abc import Mapping
from datetime import date

from cuifei.domain.codes import ContactResult
from cuifei.domain.dates import add_months
from cuifei.domain.problems import Unreadable, say
from cuifei.locale import phrases
from cuifei.ooxml.values import Cell
from cuifei.tables.layout import CODES

_WORDS = sorted(
    (
        (word.casefold(), code)
        for code, words in CODES["result"].items()
        for word in (*words, *phrases(words))
    ),
    key=lambda pair: -len(pair[0]),
)
# A day begins and ends within no number: 112-5 is none.
_DAY = re.compile(r"(?<![\d./年月-])(?:(\d{4})[-/.年])?(\d{1,2})[-/月](\d{1,2})日?(?!\d)")
_AMOUNT = re.compile(r"(?<![\d.])((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?)\s*元?(?![\d.])")
# What people write between the parts, and what it says is said by the parts.
_FILLING = re.compile(r"[\s,，。;；:：、缴付交清还款前在于到约再联系回访打电话来上门]*")

_NEAR = 6  # months: the nearest day without a year lies at most so far ahead
_NAME_THE_YEAR = say(
    "Type the day with its year; the day on which something was done goes under Done on"
)


def parts(cell: Cell, talk: date) -> Mapping[str, Cell]:
    """Return field -> what a cell of 结果 says beside the bare word; nothing where it does not.

    `talk`: the day from which a day without a year is reckoned. Raises Unreadable where such a
    day has just passed.

    >>> parts("承诺 11-28 缴200元", date(2026, 11, 20))
    {'result': '承诺', 'promise_date': datetime.date(2026, 11, 28), 'promise_amount': '200'}
    >>> parts("未接通，12月1日再打", date(2026, 11, 20))
    {'result': '未接通', 'next_date': datetime.date(2026, 12, 1)}
    >>> parts("No answer 12-1", date(2026, 11, 20))
    {'result': 'No answer', 'next_date': datetime.date(2026, 12, 1)}
    >>> parts("承诺缴费", date(2026, 11, 20)), parts("也许 11-28", date(2026, 11, 20))
    ({}, {})
    """
    if not isinstance(cell, str):
        return {}
    text = cell.strip()
    word = next((w for w, _ in _WORDS if text.casefold().startswith(w)), "")
    code = dict(_WORDS).get(word, "")
    remark = text[len(word) :]
    days, promised = _DAY.findall(remark), code == ContactResult.PROMISED
    left = _DAY.sub(" ", remark)
    amounts = _AMOUNT.findall(left) if promised else []
    left = _AMOUNT.sub(" ", left) if promised else left
    if not word or len(days) != 1 or len(amounts) > 1 or not _FILLING.fullmatch(left):
        return {}
    day = _day(days[0], talk)
    if day is None:
        return {}
    fields: dict[str, Cell] = {"result": text[: len(word)]}
    fields["promise_date" if promised else "next_date"] = day
    return {**fields, **({"promise_amount": amounts[0]} if amounts else {})}


def _day(digits: tuple[str, str, str], talk: date) -> date | None:
    """Return the day, where there is such a day; without a year the nearest, if it lies ahead."""
    year, month, day = digits
    if year:
        return _date(year, month, day)
    years = (talk.year, talk.year + 1)
    ahead = [candidate for y in years if (candidate := _date(y, month, day)) and candidate >= talk]
    if not ahead:
        return None
    if min(ahead) > add_months(talk, _NEAR):
        named = f"{month}-{day}"
        what = say("the day {day} has just passed, and no year is named", day=named)
        raise Unreadable(what, _NAME_THE_YEAR)
    return min(ahead)


def _date(year: int | str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
