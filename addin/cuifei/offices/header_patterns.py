"""What do headers say that nobody lists word by word? Asked after the very words of `words`."""

import re

# A fee's name before 起始, 截止; a contract's begin and end say nothing of a debt.
_FEE = r"(?:欠[缴费款交]?|费用|费款|计费|收费|账期|帐期|所属期?|物业费|物业服务|服务|周期|期间)"
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "due",
        re.compile(
            r"应(?:缴|交|付|收)(?:费|款|租)?(?:日|日期|时间)"
            r"|(?:最晚|最迟|最后)(?:缴|交|付)(?:费|款|纳|租)?(?:日|日期|时间|期限)"
            r"|(?:缴|交|付)(?:费|款|纳|租)?(?:截止|限期|期限|时限)(?:日|日期|时间)?"
        ),
    ),
    ("from", re.compile(_FEE + r"(?:起始|开始|起)(?:日期|时间|日|月份?)?")),
    ("to", re.compile(_FEE + r"(?:截止|终止|结束|止)(?:日期|时间|日|月份?)?")),
    (
        "period",
        re.compile(
            r"(?:费用|费款|款项|应收|收费|欠费|物业费)?(?:所属|归属|计费|账单|账款)"
            r"(?:期|期间|月|月份|年月|周期|账期)"
        ),
    ),
)
