"""Which commands does the ribbon offer? The one table.

Ribbon XML, the add-in's text sheet, the dispatch in VBA, the entry point in
Python, the picture in README and the hints of the command line come from here.
"""

from collections.abc import Mapping
from types import MappingProxyType

from cuifei.menu.command import MENUS, Command
from cuifei.menu.command_monthly import EVIDENCE, POSTING, STATEMENT
from cuifei.menu.command_rows import LEDGER, PAPERS
from cuifei.menu.words import Words

_LEGAL = (
    Command(
        "queue",
        Words("队列", "Queue"),
        Words("排出律师函的先后", "Plan the lawyer letters"),
        Words(
            "同一群业主同时只有一封律师函在途；写明轮到谁、哪一天、时效会不会来不及。",
            "One live lawyer letter in a cohort: who is next, on which day, and whether a"
            " limitation period is at risk.",
        ),
        "FollowUpMenu",
        "legal",
        large=True,
        cli="legal plan",
        keytip="Q",
    ),
    Command(
        "draft",
        Words("起草下一封", "Draft the next"),
        Words("起草下一封律师函", "Draft the next lawyer letter"),
        Words(
            "每群至多一封草稿，供律师审定；草稿上印有“草稿”字样。",
            "At most one draft in a cohort, for counsel to approve; it says DRAFT.",
        ),
        "AcceptTask",
        "legal",
        cli="legal draft",
        keytip="G",
    ),
    Command(
        "approve",
        Words("审定", "Approve"),
        Words("律师已审定所选草稿", "Counsel approved the selected draft"),
        Words(
            "登记审定人和日期，去掉“草稿”字样，才可以盖章寄出。",
            "Records who approved it and when, and takes the word DRAFT off.",
        ),
        "ReviewAcceptChange",
        "legal",
        cli="legal approve",
        keytip="Y",
    ),
    Command(
        "settle",
        Words("了结", "Settle"),
        Words("登记所选律师函的结果", "Record what became of the selected lawyer letter"),
        Words(
            "已缴、已签分期、撤回，或到期已跟进。了结之后才轮到下一户。",
            "Paid, plan signed, withdrawn, or followed up after its last date. Only then is it"
            " the next one's turn.",
        ),
        "PercentCompleteMenu",
        "legal",
        cli="legal settle",
        keytip="J",
    ),
)
_TODAY = (
    Command(
        "todo",
        Words("待办", "To do"),
        Words("列出今天和一周内的待办", "List the tasks of today and this week"),
        Words(
            "谁、哪一天、做什么、怎么说；急的在前。",
            "Who, when, what to do and how to say it; urgent ones first.",
        ),
        "AddReminder",
        "today",
        large=True,
        cli="todo",
        keytip="O",
    ),
    Command(
        "contact",
        Words("登记联系", "Log a contact"),
        Words("为所选户登记一次联系", "Log a contact with the selected unit"),
        Words(
            "在“跟催”表加一行，填好日期和房号，您只写渠道、结果和内容。",
            "Adds a row to the contact sheet with day and unit; you fill in channel, result and"
            " what was said.",
        ),
        "AddressBook",
        "today",
        menus=MENUS,
        keytip="C",
    ),
    Command(
        "promise",
        Words("登记承诺", "Log a promise"),
        Words("为所选户登记缴费承诺", "Log a promise to pay"),
        Words(
            "在“跟催”表加一行，结果为“承诺缴费”，您填承诺日期和金额；到期自动提醒。",
            "Adds a row to the contact sheet with the result “promised”; you fill in its date and"
            " amount, and are reminded on the day.",
        ),
        "GoToDate",
        "today",
        keytip="M",
    ),
)
_OTHERS = (
    Command(
        "board",
        Words("看板", "Board"),
        Words("更新看板", "Bring the board up to date"),
        Words(
            "欠费率、催缴成功率、各文书和各人的成效。",
            "Arrears rate, success rate, and what each document and collector brought in.",
        ),
        "ChartInsert",
        "board",
        large=True,
        cli="kpi",
        keytip="B",
    ),
    Command(
        "language",
        Words("English", "中文"),
        Words("切换语言", "Switch the language"),
        Words("功能区和提示改为英文。", "Ribbon and messages in Chinese."),
        "FontDialog",
        "help",
        runs="vba",
        when="always",
        keytip="X",
    ),
    Command(
        "doctor",
        Words("自检", "Self-check"),
        Words("检查加载项是否装好", "See whether the add-in is well installed"),
        Words(
            "在新工作簿里列出每一项：找到什么、该怎么办。您的账本不动。",
            "Lists in a new workbook what was found and what to do. Your ledger is left alone.",
        ),
        "AccessibilityChecker",
        "help",
        cli="addin doctor",
        keytip="H",
    ),
    Command(
        "guide",
        Words("使用说明", "How to use"),
        Words("打开使用说明", "Open the instructions"),
        Words("转到账本里的“使用说明”表。", "Goes to the instructions in the ledger."),
        "Help",
        "help",
        keytip="U",
    ),
    Command(
        "about",
        Words("关于", "About"),
        Words("关于催费", "About cuifei"),
        Words("版本和授权。", "Version and licence."),
        "About",
        "help",
        runs="vba",
        when="always",
        keytip="I",
    ),
    Command(
        "history",
        Words("显示往来", "Show the history"),
        Words("显示所选户的往来", "Show the selected unit's history"),
        Words(
            "应收、收款、联系、文书，按日期排列，写在新工作簿里。",
            "Charges, payments, contacts and letters by date, in a new workbook.",
        ),
        "FindRelatedMenu",
        menus=MENUS,
    ),
)
COMMANDS: tuple[Command, ...] = (
    *LEDGER,
    *STATEMENT,
    *PAPERS,
    *POSTING,
    *_LEGAL,
    *EVIDENCE,
    *_TODAY,
    *_OTHERS,
)
BY_ID: Mapping[str, Command] = MappingProxyType({command.id: command for command in COMMANDS})
