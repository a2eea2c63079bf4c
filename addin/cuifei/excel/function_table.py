"""Which functions may a clerk type into a cell, with which arguments? The one table.

Names are ASCII, because they are names in VBA; their help is in both languages.
"""

from dataclasses import dataclass

from cuifei.menu.words import Words

CATEGORY = Words("催费", "Fee collection")


@dataclass(frozen=True, slots=True)
class Arg:
    """One argument, with the help that Excel's function wizard shows (255 characters at most)."""

    name: str
    help: Words


@dataclass(frozen=True, slots=True)
class Function:
    """One function: its name in Excel, what it gives, its arguments."""

    name: str
    help: Words
    args: tuple[Arg, ...]


_DUE = Arg("due", Words("到期日：一个单元格或一整列", "Due date: a cell or a whole column"))
_AS_OF = Arg("as_of", Words("截至日，例如 TODAY()", "As-of date, such as TODAY()"))
_LANG = Arg("lang", Words("语言：zh（不填即中文）或 en", "Language: zh (if left out) or en"))
_AMOUNT = Arg(
    "amount", Words("金额（元）：一个单元格或一整列", "Amount in yuan: a cell or a whole column")
)
FUNCTIONS: tuple[Function, ...] = (
    Function(
        "CF_MONTHS_OVERDUE",
        Words(
            "逾期的整月数：按对应日计，没有对应日的按月末。未到期为空。",
            "Whole months overdue, by the corresponding day or the month's last day."
            " Blank before the due date.",
        ),
        (_DUE, _AS_OF, _LANG),
    ),
    Function(
        "CF_AGEING",
        Words("账龄段，例如“3–6个月”。", "Ageing bucket, such as 3–6 months."),
        (_DUE, _AS_OF, _LANG),
    ),
    Function(
        "CF_LATE_FEE",
        Words(
            "违约金（元）：按日单利，从到期日和宽限期之后起算，不超过上限。没有约定就不要用。",
            "Late fee in yuan: simple daily rate from due date and grace on, up to the cap."
            " Only where the contract has one.",
        ),
        (
            _AMOUNT,
            _DUE,
            _AS_OF,
            Arg("rate", Words("日利率，例如 0.0005", "Rate per day, such as 0.0005")),
            Arg(
                "cap",
                Words("上限：占本金的份额，例如 30%", "Cap: share of the amount, such as 30%"),
            ),
            Arg("grace", Words("宽限天数，不填即 0", "Days of grace, 0 if left out")),
            _LANG,
        ),
    ),
    Function(
        "CF_RMB",
        Words("人民币大写金额。", "The amount in Chinese capitals."),
        (_AMOUNT, _LANG),
    ),
    Function(
        "CF_LIMITATION",
        Words(
            "诉讼时效的最后一天。仅供参考，不是法律意见。",
            "Last day of the limitation period. Help, not legal advice.",
        ),
        (
            _DUE,
            Arg(
                "restarted",
                Words(
                    "最近一次可证明的催告、承认或部分付款的日期；没有就不填",
                    "Day of the latest proven demand, acknowledgement or part payment; blank if"
                    " none",
                ),
            ),
            Arg("months", Words("时效月数，不填即 36", "Months of the period, 36 if left out")),
            _LANG,
        ),
    ),
    Function(
        "CF_NEXT",
        Words(
            "今天到了哪一级文书；还没到日子或已到最高一级为空。能不能发，看“欠费”表。",
            "The document whose day has come; blank before that day or at the top. Whether it may"
            " go, the arrears sheet says.",
        ),
        (
            _DUE,
            _AS_OF,
            Arg(
                "last",
                Words(
                    "上一次已送达的文书或它的级别（数字）；没有就不填",
                    "The last document served, or its level (a number); blank if none",
                ),
            ),
            Arg(
                "preset",
                Words(
                    "阶梯：residential、residential-monthly、shop、nine-moves、express，"
                    "或业态，例如“住宅”",
                    "Ladder: residential, residential-monthly, shop, nine-moves or express, or"
                    " the use type",
                ),
            ),
            _LANG,
        ),
    ),
)
