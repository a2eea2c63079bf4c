"""Which commands does the ribbon offer? The one table.

Ribbon XML, the add-in's text sheet, the dispatch in VBA, the entry point in
Python, the picture in README and the hints of the command line come from here.
"""

from collections.abc import Mapping
from types import MappingProxyType

from cuifei.excel.command import MENUS, Command
from cuifei.excel.words import Words

_LEDGER = (
    Command(
        "check",
        Words("检查", "Check"),
        Words("检查账本", "Check the ledger"),
        Words(
            "找出读不懂的单元格，并写明在哪里、怎么改。只看不写。",
            "Finds the cells that cannot be understood and says where they are and what to do."
            " Writes nothing.",
        ),
        "ErrorChecking",
        "ledger",
        large=True,
        cli="check",
    ),
    Command(
        "flag",
        Words("标记欠费", "Flag arrears"),
        Words("标记逾期月数，写出欠费表", "Flag months overdue, write the arrears sheet"),
        Words(
            "给每笔应收标上逾期月数、账龄和违约金，并在“欠费”表写明每户今天能发什么、不能发的原因。",
            "Gives every charge its months overdue, ageing and late fee, and says on the arrears"
            " sheet what may go out today to each unit, or why not.",
        ),
        "FlagMessage",
        "ledger",
        large=True,
        cli="flag",
    ),
    Command(
        "undo",
        Words("撤销", "Undo"),
        Words("撤销上一次写入", "Take back the last run"),
        Words(
            "把上一次运行改过的单元格恢复原样；您之后自己填写的内容不动。",
            "Puts back the cells that the last run wrote over; what you typed since stays.",
        ),
        "Undo",
        "ledger",
        cli="undo",
    ),
)
_PAPERS = (
    Command(
        "notices",
        Words("通知书", "Notices"),
        Words("生成今天可发的通知书", "Write the notices that may go today"),
        Words(
            "收费、催费、限期三种通知书，按每户所处的一级生成；写之前先告诉您有多少户。",
            "Payment, reminder and final notices, each unit at its own level. You are told how"
            " many before anything is written.",
        ),
        "EnvelopesAndLabelsDialog",
        "papers",
        large=True,
        cli="letters",
    ),
    Command(
        "collection",
        Words("催费函", "Collection letters"),
        Words("生成今天可发的催费函", "Write the collection letters that may go today"),
        Words(
            "只写今天可以发的；其余各户在“欠费”表写明原因和最早可发日。",
            "Only those that may go today; the arrears sheet gives reason and first day of the"
            " others.",
        ),
        "EditDocument",
        "papers",
        large=True,
        cli="letters --document collection_letter",
    ),
    Command(
        "pack",
        Words("打印包", "Print pack"),
        Words("把上一批文书合成一个打印文件", "Put the last batch into one file to print"),
        Words(
            "一封一节，页码各自从 1 开始，顺序与登记表相同。",
            "One section for each letter, its pages counted from 1, in the register's order.",
        ),
        "FilePrint",
        "papers",
        cli="letters --pack",
    ),
    Command(
        "pdf",
        Words("PDF", "PDF"),
        Words("把上一批文书转成 PDF", "Turn the last batch into PDF"),
        Words(
            "在后台转换，Excel 可以继续使用，进度显示在状态栏。",
            "Runs in the background; Excel stays free and the status bar shows the progress.",
        ),
        "FileSaveAsPdfOrXps",
        "papers",
        cli="letters --pdf",
    ),
    Command(
        "posted",
        Words("登记寄送", "Record posting"),
        Words("登记所选文书已寄出", "Record the selected letters as sent"),
        Words(
            "在“发函”表选中若干行再点；登记之前，文书不算寄出。",
            "Select rows of the register first. A letter counts as sent only once that is"
            " recorded.",
        ),
        "ForwardTask",
        "papers",
        cli="mark --state sent",
    ),
    Command(
        "selected",
        Words("为所选户生成文书", "Letters for the selected units"),
        Words("只为选中的各户生成文书", "Letters for the selected units only"),
        Words(
            "只为选中的各户写今天可发的一封。",
            "Writes the one letter that may go today, for the selected units only.",
        ),
        "EnvelopesAndLabelsDialog",
        menus=MENUS,
        cli="letters --unit",
    ),
)
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
    ),
    Command(
        "guide",
        Words("使用说明", "How to use"),
        Words("打开使用说明", "Open the instructions"),
        Words("转到账本里的“使用说明”表。", "Goes to the instructions in the ledger."),
        "Help",
        "help",
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
COMMANDS: tuple[Command, ...] = (*_LEDGER, *_PAPERS, *_LEGAL, *_TODAY, *_OTHERS)
BY_ID: Mapping[str, Command] = MappingProxyType({command.id: command for command in COMMANDS})
