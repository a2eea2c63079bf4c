"""In which words do payers write rooms, periods and purposes into the note of a payment?

Data and patterns only. Texts are compared as `plain` gives them.
"""

import re

from cuifei.domain.plain_text import DASHES, half_width

_NUMERALS = "一二三四五六七八九"
_COUNTED = re.compile(r"([一二三四五六七八九十]{1,3})(?=号楼|号院|栋|幢|座|单元|期)")
# Blanks inside a spelt-out room mean nothing: 3 栋 2 单元 301.
_LOOSE = re.compile(r"\s*(号楼|号院|栋|幢|座|单元|梯|-)\s*")

BUILDING = "号楼|号院|#楼|栋|幢|座|单元|梯|#|弄|号(?=\\d)"
ROOM = "号房|房间|室|户|号|房(?![产屋租款费])"
FLOOR = "层"
# 3楼301 may be building 3 or the third floor.
BUILDING_OR_FLOOR = "楼"
KINDS = {
    "车": r"(?:地下|停)?车(?:位|库)(?!费|管|租)|车(?=-?\d)",
    "铺": r"(?:商铺|店铺|铺位|门面|铺)(?=-?[\dA-Z])",
}
LIST = r"[、,;&+]|和|及|与"
RANGE = r"[~至到]"
# A number before one of these counts something and is no room.
COUNTED = "月年元天期%度个次日块人"

LETTER_NUMBER = re.compile(
    r"(?:[〔\[({【](20\d\d)[〕\])}】]|函\s*(20\d\d)[-\s])\s*第?\s*0*(\d{1,5})\s*号?"
)
PHONE = re.compile(r"(?<!\d)1\d{2}[- ]?\d{4}[- ]?\d{4}(?!\d)")
_MONTH = r"(?:0?[1-9]|1[0-2])"
MONTHS = re.compile(
    rf"(?<![\d-])(?:(20\d\d)[-/.年])?({_MONTH})月?[-~至到](?:(20\d\d)[-/.年])?({_MONTH})月份?"
)
MONTH = re.compile(
    rf"(?:(?<!\d)(?=20\d\d年)|(?<![\d-]))(20\d\d)(?:年|[-/.])({_MONTH})(?:月份?|(?![\d-]))"
    rf"|(?<!\d)(20\d\d)(0[1-9]|1[0-2])(?!\d)|(?<![\d-])()({_MONTH})月份?(?!\d)"
)
# What holds figures and is no room, in the order in which it is taken out.
NO_ROOM = (
    LETTER_NUMBER,
    re.compile(
        r"¥\s*\d[\d,]*(?:\.\d+)?|\d[\d,]*(?:\.\d+)?\s*[元块]|(?<![\d.-])\d+\.\d{1,2}(?![\d.])"
    ),
    PHONE,
    re.compile(r"\d{7,}"),
    re.compile(r"(?<![\d-])20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?![\d-])"),
    MONTHS,
    MONTH,
    re.compile(r"(?<![\d-])20\d\d(?:年度?|(?=物业))|第?[一二三四1-4]季度?|(?<![A-Z])Q[1-4](?!\d)"),
)

# What money may be for that is no property fee: a unit must be charged for it, or a person decides.
PURPOSES = (
    "押金",
    "保证金",
    "定金",
    "房租",
    "租金",
    "水费",
    "电费",
    "水电",
    "燃气",
    "暖",
    "装修",
    "广告",
    "场地",
    "停车",
    "车位",
    "门禁",
    "维修基金",
    "赔偿",
    "deposit",
    "parking",
)
# The part of a purpose by which a fee item speaks of the same thing.
SAME_PURPOSE = {"水费": "水", "电费": "电", "水电": "水", "停车": "车", "车位": "车", "暖": "暖"}

# Somebody pays for somebody else; a bank that collects (代扣, 代收) does not.
FOR_ANOTHER = re.compile("代(?![扣收发理码])|(?<!交)替(?!代)|帮")

# An owner's name in a note stands by itself, or beside one of these. None of them is a character
# that people are called by: 王明 is not named by 王明水.
BEFORE_NAME = (
    *(
        "业主",
        "户主",
        "姓名",
        "户名",
        "业费",
        "管费",
        "车费",
        "租户",
        "房东",
        "室",
        "号",
        "栋",
        "代",
        "替",
    ),
    *("交", "缴", "为", "月", "年", "座"),
)
AFTER_NAME = (
    *("物业", "先生", "女士", "业主", "车位", "停车", "水费", "电费", "付款", "转账", "家的", "的"),
    *("交", "缴", "代交", "代缴"),
)
# What stands in the owner's column where nobody is named.
NO_NAMES = frozenset(
    ("物业", "业主", "租户", "住户", "空置", "开发商", "待定", "未知", "未售", "无名")
)

# An estate in front of a room: 样例花园3-101.
ESTATE = re.compile(
    "[\u4e00-\u9fff]{2,8}(?:小区|花园|家园|花苑|公寓|大厦|广场|新城|新村|山庄|名苑|苑|城|府)$"
)


def plain(text: str) -> str:
    """Return a note in the form in which rooms are looked for.

    >>> plain("三 号楼 ２单元３０１室"), plain("Ａ座－１０１")
    ('3号楼2单元301室', 'A座-101')
    >>> plain("十二栋301")
    '12栋301'
    """
    upper_case = half_width(text).translate(DASHES).upper()
    return _COUNTED.sub(_counted, _LOOSE.sub(r"\1", upper_case))


def _counted(match: re.Match[str]) -> str:
    tens, ten, ones = match[1].rpartition("十")
    if not ten:
        return str(_NUMERALS.index(ones) + 1) if len(ones) == 1 else match[1]
    if len(tens) > 1 or len(ones) > 1:
        return match[1]
    head = _NUMERALS.index(tens) + 1 if tens else 1
    return str(head * 10 + (_NUMERALS.index(ones) + 1 if ones else 0))


def without_figures(text: str) -> str:
    """Return a plain note in which amounts, days, periods and numbers of papers are a bar.

    >>> without_figures("3-101 2026年3月物业费1234.50元")
    '3-101 |物业费|'
    >>> without_figures("5-1-3月"), without_figures("13-1010"), without_figures("2026-3-101")
    ('5-1-3月', '13-1010', '2026-3-101')
    """
    for pattern in NO_ROOM:
        text = pattern.sub("|", text)
    return text


def months_named(text: str) -> tuple[tuple[str, int], ...]:
    """Return (year or "", month) of each single month that a plain note names; () for a range.

    >>> months_named("2026年3月物业费"), months_named("3月"), months_named("1-3月")
    ((('2026', 3),), (('', 3),), ())
    """
    if MONTHS.search(text):
        return ()
    months = []
    for match in MONTH.finditer(text):
        year, month = match[1] or match[3] or "", match[2] or match[4] or match[6]
        months.append((year, int(month)))
    return tuple(dict.fromkeys(months))
