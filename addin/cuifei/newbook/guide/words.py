"""What do the words and colours on our sheets mean, in a clerk's words?"""

from cuifei.newbook.guide.blockers import HELD
from cuifei.newbook.guide.entry import Entry, Section
from cuifei.newbook.guide.sheets import SHEETS

_MARKS = Section(
    ("颜色和等级", "Colours and classes"),
    (
        Entry(
            "months:1",
            ("逾期 1 个月起：最浅", "From 1 month: lightest"),
            (
                "最早一笔欠费到期已满 1 个月。颜色越深，欠得越久；黑白打印也分得清。",
                "The oldest unpaid charge has been due for a month. The darker, the older; this"
                " can be told in a black-and-white print, too.",
            ),
        ),
        Entry(
            "months:3",
            ("逾期 3 个月起：浅", "From 3 months: light"),
            ("逾期已满 3 个月。", "Overdue for three months or more."),
        ),
        Entry(
            "months:6",
            ("逾期 6 个月起：深、加粗", "From 6 months: dark, bold"),
            ("逾期已满 6 个月。", "Overdue for six months or more."),
        ),
        Entry(
            "months:12",
            ("逾期 12 个月起：最深、白字", "From 12 months: darkest, white"),
            ("逾期已满 12 个月。", "Overdue for twelve months or more."),
        ),
        Entry(
            "class:A",
            ("等级 A", "Class A"),
            (
                "金额达到“参数”里的 A 类标准，或金额够 B 类且拖得久：先催，上门。小额再久也不算。",
                "The amount of class A in Settings, or that of class B and old: first, and by"
                " visit. A small sum is none, however old.",
            ),
        ),
        Entry(
            "class:B",
            ("等级 B", "Class B"),
            (
                "达到 B 类标准：打电话，再书面告知金额和账号。",
                "Reaches class B: a call, then amount and account in writing.",
            ),
        ),
        Entry(
            "class:C",
            ("等级 C", "Class C"),
            ("其余：发短信或微信。", "All others: a text message."),
        ),
        Entry(
            "send:yes",
            ("今天可发：是", "May go today: yes"),
            (
                "“下一步”写的文书今天可以生成、寄出。",
                "The document under Next step may be written and sent today.",
            ),
        ),
        Entry(
            "send:no",
            ("今天可发：否", "May go today: no"),
            (
                "“不可发原因”写明每一条原因，“最早可发日”写明哪天起可以发；空着表示要等有人处理。",
                "Why not gives every reason, and Earliest day from when on it may go; blank: not"
                " before somebody acts.",
            ),
        ),
    ),
)
_AGES = Section(
    ("账龄", "Ageing"),
    (
        Entry(
            "bucket:not due",
            ("未到期", "Not due"),
            ("到期日还没有过。", "The due date has not passed."),
        ),
        Entry(
            "bucket:≤1",
            ("1个月以内", "≤1 month"),
            (
                "到期不满或刚满 1 个月。刚满几个月的那一天，仍算较短的一档。",
                "Due for one month at most. On the very day of the month it still counts as"
                " the younger.",
            ),
        ),
        Entry(
            "bucket:1–3",
            ("1–3个月", "1–3 months"),
            ("超过 1 个月，不超过 3 个月。", "Over 1, up to 3 months."),
        ),
        Entry(
            "bucket:3–6",
            ("3–6个月", "3–6 months"),
            ("超过 3 个月，不超过 6 个月。", "Over 3, up to 6 months."),
        ),
        Entry(
            "bucket:6–12",
            ("6–12个月", "6–12 months"),
            ("超过 6 个月，不超过 12 个月。", "Over 6, up to 12 months."),
        ),
        Entry(
            "bucket:12–24",
            ("12–24个月", "12–24 months"),
            ("超过 1 年，不超过 2 年。", "Over 1, up to 2 years."),
        ),
        Entry(
            "bucket:24–36",
            ("24–36个月", "24–36 months"),
            (
                "超过 2 年，不超过 3 年：注意诉讼时效。",
                "Over 2, up to 3 years: mind the limitation period.",
            ),
        ),
        Entry(
            "bucket:>36",
            ("36个月以上", ">36 months"),
            (
                "超过 3 年：看“时效到期”，必要时请教律师。",
                "Over 3 years: see Limitation ends, and ask counsel if in doubt.",
            ),
        ),
    ),
)
_URGENCY = Section(
    ("急缓", "Urgency"),
    (
        Entry(
            "urgency:correct",
            ("待改", "To correct"),
            (
                "这一行填的结果有一格读不懂，没有记入“跟催”。原因见“问题”；改好后再运行。",
                "A cell of the outcome cannot be read, so nothing was recorded. The run says which;"
                " correct it and run again.",
            ),
        ),
        Entry(
            "urgency:urgent",
            ("紧急", "Urgent"),
            (
                "不能再等：承诺落空、时效将到、律师函被退回等。",
                "Cannot wait: a broken promise, a limitation period about to end, a lawyer letter"
                " that came back.",
            ),
        ),
        Entry(
            "urgency:today",
            ("今天", "Today"),
            ("今天该做，或前几天没做成的。", "For today, or left over from earlier days."),
        ),
        Entry(
            "urgency:week",
            ("本周", "This week"),
            ("今后六天里该做的。", "For the six days to come."),
        ),
    ),
)

WORDS = (_MARKS, _AGES, _URGENCY, HELD, SHEETS)
