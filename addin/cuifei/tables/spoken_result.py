"""One cell that says it all: 承诺 11-28 200元 is the result, the day and the amount.

Read only where one reading is possible: the word of a result first, then a day, an
amount (of a promise), and nothing else. A day without a year is the next one to come.
"""

import re
from collections.abc import Mapping
from datetime import date

from cuifei.domain.dates import add_months
from cuifei.ooxml.values import Cell
from cuifei.tables.layout import CODES

_WORDS = sorted(
    ((word.casefold(), code) for code, words in CODES["result"].items() for word in words),
    key=lambda pair: -len(pair[0]),
)
_DAY = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/月](\d{1,2})日?(?!\d)")
_AMOUNT = re.compile(r"(?<![\d.])(\d[\d,]*(?:\.\d{1,2})?)元?(?![\d.])")
# What people write between the parts, and what it says is said by the parts.
_FILLING = re.compile(r"[\s,，。;；:：、缴付交清还款前在于到约再联系回访打电话来上门]*")


def parts(cell: Cell, as_of: date) -> Mapping[str, Cell]:
    """Return field -> what a cell of 结果 says beside the bare word; nothing where it does not.

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
    rest = text[len(word) :]
    days, promised = _DAY.findall(rest), code == "promised"
    left = _DAY.sub(" ", rest)
    amounts = _AMOUNT.findall(left) if promised else []
    left = _AMOUNT.sub(" ", left) if promised else left
    if not word or len(days) != 1 or len(amounts) > 1 or not _FILLING.fullmatch(left):
        return {}
    day = _day(days[0], as_of)
    if day is None:
        return {}
    found: dict[str, Cell] = {"result": text[: len(word)]}
    found["promise_date" if promised else "next_date"] = day
    return {**found, **({"promise_amount": amounts[0]} if amounts else {})}


def _day(found: tuple[str, str, str], as_of: date) -> date | None:
    year, month, day = found
    try:
        if year:
            return date(int(year), int(month), int(day))
        this = date(as_of.year, int(month), int(day))
    except ValueError:
        return None
    return this if this >= as_of else add_months(this, 12)
