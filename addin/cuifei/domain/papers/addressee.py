"""Is the owner a firm, which a letter calls 贵单位 and not 您?

Only a name without 称呼 can be one; a name that is doubtful is a person's, whom 贵单位 would
offend more than 您 offends a firm.
"""

import re

from cuifei.domain.records import Unit

_ANYWHERE = re.compile(
    "公司|集团|企业|银行|学校|幼儿园|医院|诊所|事务所|合作社|委员会|协会|基金会|研究院|工作室"
    "|服务中心|经营部|商行|超市|便利店|酒店|宾馆"
    r"|(?i:\b(?:co|ltd|limited|llc|llp|inc|corp|corporation|company|gmbh|plc|school|bank)\b)"
)
# What a firm's name may end with; a person's name of so many characters does not.
_AT_END = re.compile(".{3,}(?:店|厂|坊|馆|院|所|社|部|中心|门市)")
_NOTE = re.compile(r"[（(][^（）()]*[）)]$")


def is_firm(unit: Unit) -> bool:
    """Return whether the owner of a unit is a firm or another body.

    >>> [is_firm(Unit("1", name)) for name in ("样例便利店（虚构）", "甲一物业公司", "张三样例")]
    [True, True, False]
    >>> is_firm(Unit("1", "甲一物业公司", salutation="先生"))
    False
    """
    name = _NOTE.sub("", unit.owner.strip())
    if unit.salutation or not name:
        return False
    return bool(_ANYWHERE.search(unit.owner) or _AT_END.fullmatch(name))
