"""Which billing period does a header, a title or a sheet's name speak of?"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from cuifei.domain.dates import add_months, day_of_month
from cuifei.domain.keys import period_key, period_start
from cuifei.domain.plain_text import half_width as plain
from cuifei.offices.words import OTHER_TITLE

_YEAR = r"(20\d\d|19\d\d)"
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
# The whole names only: "Market Rent" is not March.
_NAMES = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_QUARTERS = "一二三四"
_FULL = re.compile(rf"{_YEAR}\s*[年\-./]\s*(\d{{1,2}})\s*月?份?(?!\d|\s*[-/.年]\s*\d)")
_SOLID = re.compile(rf"(?<!\d){_YEAR}(0[1-9]|1[0-2])(?!\d)")
_SHORT = re.compile(r"(?<!\d)(\d\d)年\s*(\d{1,2})\s*月份?")
_STRETCH = re.compile(rf"{_YEAR}\s*[年.]\s*(\d{{1,2}})\s*月?\s*[-~至到—–]\s*(\d{{1,2}})\s*月份?")
_QUARTER = re.compile(rf"{_YEAR}\s*年?度?\s*(?:第|Q|-Q)\s*([1-4{_QUARTERS}])\s*(?:季度?)?", re.I)
_ENGLISH = re.compile(rf"\b({_NAMES})[\s\-.,']*{_YEAR}|{_YEAR}[\s\-]*({_NAMES})\b", re.I)
# As Excel shows a month in English, and as its text files hold it.
_SHOWN = re.compile(rf"\s*({_NAMES})\s*[\-']\s*([1-3]\d)\s*", re.I)
_BARE = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s*月份?")
_HALF = re.compile(rf"(?:{_YEAR}\s*年?\s*)?([上下])半年")
_MONTHS_LONG = re.compile(
    r"(?<!\d)(1[0-2]|0?[1-9])\s*月?份?\s*[-~～至到—–]+\s*(1[0-2]|0?[1-9])\s*月份?"
)
_MONTHS_LISTED = re.compile(
    r"(?<!\d)((?:(?:1[0-2]|0?[1-9])\s*月?[、,，])+(?:1[0-2]|0?[1-9]))\s*月份?"
)
_QUARTER_ALONE = re.compile(rf"(?<!\d)(?:第\s*)?([1-4{_QUARTERS}])\s*季度?|\bQ([1-4])\b", re.I)
_RANGE = re.compile(
    r"(\d{4})[年\-./](\d{1,2})(?:[月\-./](\d{1,2})日?)?月?份?\s*[-~～至到—–]+\s*"
    r"(?:(\d{4})[年\-./])?(\d{1,2})(?:[月\-./](\d{1,2})日?)?月?份?"
)


def full(text: str) -> tuple[str, str]:
    """Return the period that a text names with its year, and the text without it; "" for none.

    >>> full("2025年3月应收"), full("Mar 2025"), full("2025年第1季度")
    (('2025-03', '应收'), ('2025-03', ''), ('2025-Q1', ''))
    >>> full("25年3月"), full("2025年1-6月欠费"), full("2024年欠费"), full("Mar-25")
    (('2025-03', ''), ('2025-01~2025-06', '欠费'), ('2024', '欠费'), ('2025-03', ''))
    """
    text = plain(text)
    if (match := _HALF.search(text)) and match[1]:
        half = 1 if match[2] == "上" else 7
        return of_months(int(match[1]), half, half + 5), _without(text, match)
    if (match := _STRETCH.search(text)) and 1 <= int(match[2]) < int(match[3]) <= 12:
        first, last = (date(int(match[1]), int(match[n]), 1) for n in (2, 3))
        return between(first, last), _without(text, match)
    if match := _QUARTER.search(text):
        number = _QUARTERS.find(match[2]) + 1 or int(match[2])
        return f"{match[1]}-Q{number}", _without(text, match)
    for pattern in (_FULL, _SOLID):
        match = pattern.search(text)
        if match and 1 <= int(match[2]) <= 12:
            return f"{match[1]}-{int(match[2]):02d}", _without(text, match)
    if match := _ENGLISH.search(text):
        name, year = match[1] or match[4], match[2] or match[3]
        return f"{year}-{_MONTHS.index(name[:3].lower()) + 1:02d}", _without(text, match)
    if match := _SHOWN.fullmatch(text):
        return f"20{match[2]}-{_MONTHS.index(match[1][:3].lower()) + 1:02d}", ""
    if (match := _SHORT.search(text)) and 1 <= int(match[2]) <= 12:
        return f"20{match[1]}-{int(match[2]):02d}", _without(text, match)
    if (match := re.search(rf"(?<!\d){_YEAR}\s*年度?", text)) and not _BARE.search(text):
        return match[1], _without(text, match)
    return "", text


def month(text: str) -> tuple[int, str]:
    """Return the month that a text names without a year, and the rest; 0 for none.

    >>> month("3月应收"), month("Mar"), month("逾期3个月")
    ((3, '应收'), (3, ''), (0, '逾期3个月'))
    """
    text = plain(text)
    if match := _BARE.search(text):
        return int(match[1]), _without(text, match)
    if match := re.fullmatch(rf"\s*({_NAMES})\.?\s*", text, re.I):
        return _MONTHS.index(match[1][:3].lower()) + 1, ""
    return 0, text


def months(text: str) -> tuple[int, int, str]:
    """Return the first and the last month that a text names without a year, and the rest.

    >>> months("1-3月应收"), months("二季度"), months("1、2、3月"), months("3月")
    ((1, 3, '应收'), (4, 6, ''), (1, 3, ''), (3, 3, ''))
    >>> months("上半年"), months("1、3月"), months("11月-2月")
    ((1, 6, ''), (0, 0, '1、3月'), (0, 0, '11月-2月'))
    """
    text = plain(text)
    if match := _HALF.search(text):
        first = 1 if match[2] == "上" else 7
        return first, first + 5, _without(text, match)
    if match := _MONTHS_LONG.search(text):
        first, last = int(match[1]), int(match[2])
        return (first, last, _without(text, match)) if first < last else (0, 0, text)
    if match := _MONTHS_LISTED.search(text):
        numbers = [int(n) for n in re.findall(r"\d+", match[1])]
        consecutive = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        return (numbers[0], numbers[-1], _without(text, match)) if consecutive else (0, 0, text)
    if match := _QUARTER_ALONE.search(text):
        number = _QUARTERS.find(match[1]) + 1 if match[1] else 0
        number = number or int(match[1] or match[2])
        return number * 3 - 2, number * 3, _without(text, match)
    number, remainder = month(text)
    return number, number, remainder


def of_months(year: int, first: int, last: int) -> str:
    """Return the period of some months of a year.

    >>> of_months(2025, 3, 3), of_months(2025, 1, 3), of_months(2025, 1, 6)
    ('2025-03', '2025-Q1', '2025-01~2025-06')
    """
    return between(date(year, first, 1), date(year, last, 1))


def years(text: str) -> list[int]:
    """Return the years that a text names, in order.

    >>> years("2024-2025年度物业费"), years("2025年物业费明细")
    ([2024, 2025], [2025])
    """
    return [int(y) for y in re.findall(r"(?<!\d)(20\d\d)(?!\d)", plain(text))]


def years_of(title: str) -> list[int]:
    """Return the years that a title names; a day of printing names none."""
    return [] if OTHER_TITLE.search(plain(title)) else years(title)


def of_title(text: str) -> str:
    """Return the period of a title or of a sheet's name; a day of printing names none.

    A day in figures counts only where the title names no other period.

    >>> of_title("甲一花园2025年3月物业费欠费表"), of_title("制表日期:2025年7月3日")
    ('2025-03', '')
    >>> of_title("As of 10/31/2026"), of_title("截至2026-10-31"), of_title("As of 10/11/2026")
    ('2026-10', '2026-10', '')
    >>> of_title("2025年3月物业费欠费表  2025-04-02"), of_title("2025年度明细（制于2026.3.5）")
    ('2025-03', '2025')
    """
    if OTHER_TITLE.search(plain(text)):
        return ""
    days = list(_DAY.finditer(plain(text)))
    text = _DAY.sub(" ", plain(text)) if days else text
    period, _ = full(text)
    if period or month(text)[0]:
        return period
    title_years = years(text)
    if len(title_years) == 1 and not _BARE.search(plain(text)):
        return str(title_years[0])
    return _month_of(days[0]) if len(days) == 1 and not title_years else ""


# A day in figures, the year first or last: 2026-10-31, 10/31/2026.
_DAY = re.compile(
    r"(?<!\d)(?:(20\d\d)[-./](\d{1,2})[-./]\d{1,2}|(\d{1,2})[-./](\d{1,2})[-./](20\d\d))(?!\d)"
)


def _month_of(day: re.Match[str]) -> str:
    """Return the month of a day; "" where day and month may be exchanged."""
    if day[1]:
        return f"{day[1]}-{int(day[2]):02d}" if 1 <= int(day[2]) <= 12 else ""
    months = {int(part) for part in (day[3], day[4]) if 1 <= int(part) <= 12}
    return f"{day[5]}-{months.pop():02d}" if len(months) == 1 else ""


def named_by(titles: Iterable[str]) -> str:
    """Return the periods and the years that titles name, in one text; "" where they name none.

    >>> named_by(["甲一花园2025年3月物业费", "台账"]), named_by(["2024-2025年度"])
    ('2025-03; 2025', '2025; 2024')
    """
    names = [str(name) for title in titles for name in (of_title(title), *years_of(title)) if name]
    return "; ".join(dict.fromkeys(names))


def of_cell(cell: object) -> str:
    """Return the period of a header cell that holds a date or a number such as 202503."""
    if isinstance(cell, date):
        return f"{cell.year}-{cell.month:02d}"
    if isinstance(cell, int | float) and not isinstance(cell, bool) and cell == int(cell):
        match = _SOLID.fullmatch(str(int(cell)))
        return f"{match[1]}-{match[2]}" if match else ""
    return ""


def end(period: str) -> date | None:
    """Return a period's last day, None where its text names no calendar period.

    >>> end("2025-03"), end("2025-Q1"), end("2024-11~2025-02")
    (datetime.date(2025, 3, 31), datetime.date(2025, 3, 31), datetime.date(2025, 2, 28))
    """
    last = period.rpartition("~")[2]
    start = period_start(last)
    if start is None:
        return None
    months = 3 if "Q" in last else 1 if "-" in last else 12
    return add_months(start, months) - timedelta(1)


def start(period: str) -> date | None:
    """Return a period's first day, None where its text names no calendar period."""
    return period_start(period.partition("~")[0])


def between(first: date, last: date) -> str:
    """Return the period from one day to another: a month, a quarter, a year, or "from~to".

    >>> between(date(2025, 1, 1), date(2025, 3, 31)), between(date(2025, 3, 1), date(2025, 3, 31))
    ('2025-Q1', '2025-03')
    """
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months == 1:
        return f"{first.year}-{first.month:02d}"
    if first.year == last.year and months == 3 and first.month % 3 == 1:
        return f"{first.year}-Q{first.month // 3 + 1}"
    if first.year == last.year and months == 12:
        return str(first.year)
    return f"{first.year}-{first.month:02d}~{last.year}-{last.month:02d}"


def span(text: str) -> str:
    """Return the period of a text that names a range of months or days; "" for none.

    >>> span("2025.1-2025.3"), span("2024年11月至2025年2月"), span("2025-01-01~2025-01-31")
    ('2025-Q1', '2024-11~2025-02', '2025-01')
    """
    match = _RANGE.fullmatch(re.sub(r"\s", "", plain(text)))
    if not match:
        return ""
    try:
        first = date(int(match[1]), int(match[2]), 1)
        last = day_of_month(int(match[4] or match[1]), int(match[5]), 28)
    except ValueError:
        return ""
    return between(first, last) if first <= last and int(match[5]) <= 12 else ""


def of_text(text: str, year: int = 0) -> str:
    """Return the period that a cell's text names; "" where it names none, or no year is known.

    >>> of_text("2025年3月"), of_text("3月", 2025), of_text("3月")
    ('2025-03', '2025-03', '')
    >>> of_text("1-3月", 2025), of_text("2025年上半年"), of_text("一季度", 2025)
    ('2025-Q1', '2025-01~2025-06', '2025-Q1')
    """
    key = period_key(text)
    if period_start(key) is not None:
        return key
    if period := span(text) or full(text)[0]:
        return period if not full(text)[1].strip() or span(text) else ""
    first, last, remainder = months(text)
    return of_months(year, first, last) if first and year and not remainder.strip() else ""


def _without(text: str, match: re.Match[str]) -> str:
    return (text[: match.start()] + text[match.end() :]).strip()
