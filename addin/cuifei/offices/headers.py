"""What does a header mean? A field, or an amount with its role, fee item and period."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from cuifei.domain.plain_text import half_width
from cuifei.offices import periods
from cuifei.offices.header_patterns import PATTERNS
from cuifei.offices.words import (
    ACCOUNTS,
    AMOUNT_END,
    BUCKET,
    CLOSING,
    CURRENT,
    FIELDS,
    FILLER,
    ITEM,
    NO_AMOUNT,
    PREVIOUS,
    PREVIOUS_PERIOD,
    RATE,
    ROLES,
    STEMS,
)
from cuifei.tables.cells import normal

_FIELD_WORDS: Mapping[str, str] = {
    word: field for field, (zh, en, words) in FIELDS.items() for word in words.split()
}
_ROLE_WORDS: tuple[tuple[str, str], ...] = tuple(
    sorted(
        ((word, role) for role, (zh, en, words) in ROLES.items() for word in words.split()),
        key=lambda pair: -len(pair[0]),
    )
)
_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
# Inside of a longer header only these say what the column is.
_INSIDE = (
    "联系电话",
    "手机号码",
    "手机号",
    "联系方式",
    "业主姓名",
    "客户名称",
    "建筑面积",
    "收费面积",
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a header says. `field`: one of FIELDS, or "amount"; "" where nobody knows.

    Of an amount: `role` (ROLES, "" where not said), `item`, `period` as written
    in full, or `month` to `until` without their year, or `current`.
    `sure`: 3 the very word, 2 a word inside of it, 1 by what it ends in.
    """

    field: str = ""
    role: str = ""
    item: str = ""
    period: str = ""
    month: int = 0
    until: int = 0
    current: bool = False
    sure: int = 0

    @property
    def known(self) -> bool:
        """Whether the header says anything."""
        return bool(self.field)


# A list says the same words in every line.
@lru_cache(maxsize=1 << 14)
def word(text: str) -> str:
    """Return a header as it is compared: no blanks, no brackets, half-width, small letters.

    >>> word("应 收 金 额\\n（元）"), word("业 主\\n姓 名"), word("unit_no"), word("0_30")
    ('应收金额', '业主姓名', 'unitno', '0-30')
    """
    text = half_width(text)
    bare = normal(_BRACKETS.sub("", text))
    plain = re.sub(r"[‐‑‒–—−]|(?<=\d)_(?=\d)", "-", bare or normal(text)).strip(":*.、,_-")
    return plain.replace("_", "").rstrip("#") or plain


@lru_cache(maxsize=1 << 14, typed=True)
def meaning(cell: object, above: str = "") -> Meaning:
    """Return what a header means, with the group header that stands `above` it.

    >>> meaning("业 主\\n姓 名").field, meaning("3月", "应收").month, meaning("前期欠费").period
    ('owner', 3, '前期')
    >>> meaning("物业费(元)").item, meaning("2025年3月欠费").role, meaning("欠费月数").field
    ('物业费', 'unpaid', 'other')
    """
    if (bare := _bare_month(cell, above)).known:
        return bare
    if period := periods.of_cell(cell):
        group = _amount(word(above)) if above else Meaning()
        return Meaning("amount", group.role, group.item, period, sure=3)
    if not isinstance(cell, str) or not cell.strip():
        return Meaning()
    header_word = word(cell)
    for text in (header_word, word(above) + header_word):
        if field := _FIELD_WORDS.get(text):
            return Meaning(field, sure=3)
    if field := next((name for name, pattern in PATTERNS if pattern.fullmatch(header_word)), ""):
        return Meaning(field, sure=2)
    fields = {_FIELD_WORDS.get(part, "") for part in re.split(r"[/、或]", header_word)}
    if len(fields) == 1 and (field := fields.pop()):
        return Meaning(field, sure=3)  # 业主/租户
    if header_word in ACCOUNTS:
        return Meaning("unit", sure=2)
    for inside in _INSIDE:
        if inside in header_word and len(header_word) <= len(inside) + 4:
            return Meaning(_FIELD_WORDS[inside], sure=2)
    meant = _amount(header_word)
    if meant.field == "amount" and not meant.role:
        meant = replace(meant, role=_bracketed(cell))
    if meant.known and above:
        return _with_group(meant, above)
    if not meant.known and above and not NO_AMOUNT.search(header_word):
        return _by_group(header_word, above)
    return meant


def _bracketed(text: str) -> str:
    """Return the role that stands in brackets behind an item: 物业费（欠)."""
    plain = half_width(text)
    roles = {_stem(normal(part))[0] for part in re.findall(r"\(([^()]*)\)", plain)}
    return roles.pop() if len(roles) == 1 else ""


def _bare_month(cell: object, above: str) -> Meaning:
    """Return the month that a mere number names under the header of a year: 1 below 2025年欠费."""
    if isinstance(cell, bool) or not isinstance(cell, int | float) or cell not in range(1, 13):
        return Meaning()
    group = _amount(word(above)) if above else Meaning()
    if not re.fullmatch(r"\d{4}", group.period):
        return Meaning()
    period = periods.of_months(int(group.period), int(cell), int(cell))
    return Meaning("amount", group.role, group.item, period, sure=3)


def _amount(text: str) -> Meaning:
    """Return what an amount's header says by itself."""
    if BUCKET.fullmatch(text) and not periods.full(text)[0]:
        return Meaning("bucket", sure=1)
    if RATE.fullmatch(text):
        return Meaning("amount", "rate", sure=2)
    if NO_AMOUNT.search(text) and not re.search(r"(费|金额|租金)$", text):
        return Meaning("other", sure=1) if text else Meaning()
    period, remainder = periods.full(text)
    number, until, remainder = (0, 0, remainder) if period else periods.months(remainder)
    current = False
    closing = CLOSING.match(remainder)
    if closing:
        remainder = remainder[closing.end() :]
    for name in () if closing else PREVIOUS:
        if remainder.startswith(name):
            period, remainder = PREVIOUS_PERIOD, remainder.removeprefix(name)
            break
    for name in () if closing else CURRENT:
        if not period and remainder.startswith(name):
            current, remainder = True, remainder.removeprefix(name)
            break
    role, item = _role_and_item(remainder)
    if role == "?" or not (period or number or current or role or item):
        return Meaning()
    if closing and not item and role in ("", "unpaid", "charge"):
        role = "unpaid"
    if period == PREVIOUS_PERIOD and not role:
        role = "unpaid"
    sure = 3 if (role and not item) or period or number or current else 1
    return Meaning("amount", role, item, period, number, until, current, sure)


def _role_and_item(text: str) -> tuple[str, str]:
    """Return role and fee item of what is left of a header; role "?" where it is no amount.

    >>> _role_and_item("欠物业费"), _role_and_item("欠费余额"), _role_and_item("物业欠款")
    (('unpaid', '物业费'), ('unpaid', ''), ('unpaid', '物业'))
    """
    if not text:
        return "", ""
    for name, role in _ROLE_WORDS:
        if text == name:
            return role, ""
    for name, role in _ROLE_WORDS:
        if len(name) < 2 or name not in text:
            continue
        item = text.replace(name, "", 1).strip("-_/:·")
        if not item or FILLER.fullmatch(item):
            return role, ""
        if ITEM.fullmatch(item) and not _stem(item)[0]:
            return role, item
    stem, item = _stem(text)
    if stem:
        if not item or FILLER.fullmatch(item):
            return stem, ""
        item = AMOUNT_END.sub("", item) or item
        return (stem, item) if ITEM.fullmatch(item) and not _stem(item)[0] else ("?", "")
    if ITEM.fullmatch(text):
        return "", text
    return "?", ""


def _stem(text: str) -> tuple[str, str]:
    """Return the role whose stem stands at one end of a text, and the rest: 未交水费, 水费欠缴."""
    for role, stem in STEMS:
        for match in stem.finditer(text):
            if match.start() == 0 or match.end() == len(text):
                return role, text[: match.start()] + text[match.end() :]
    return "", text


def _with_group(meant: Meaning, above: str) -> Meaning:
    """Return an amount with what its group header adds."""
    group = _amount(word(above))
    if group.field != "amount":
        return meant
    dated = meant if meant.month else group
    period, month = meant.period or group.period, dated.month
    if month and not meant.period and re.fullmatch(r"\d{4}", group.period):
        period = periods.of_months(int(group.period), month, dated.until)
    elif meant.month and not meant.period:
        period = ""
    return replace(
        meant,
        role=meant.role or group.role,
        item=meant.item or group.item,
        period=period,
        month=0 if period else month,
        until=0 if period else dated.until,
        current=meant.current or group.current,
    )


def _by_group(header_word: str, above: str) -> Meaning:
    """Return an amount whose group says that it is one: 欠费情况 over 公共能耗."""
    group = _amount(word(above))
    if group.field == "amount" and 0 < len(header_word) <= 8 and not header_word.isdigit():
        return replace(group, item=header_word, sure=1)
    return Meaning()
