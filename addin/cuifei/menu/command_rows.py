"""The rows of the command table for the groups 账 and 文书 (command_table.py has the others)."""

from cuifei.menu.command import MENUS, Command
from cuifei.menu.words import Words

LEDGER = (
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
        keytip="K",
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
        keytip="F",
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
        keytip="Z",
    ),
    Command(
        "adopt",
        Words("接管此台账", "Take over"),
        Words("接管您自己的台账", "Take over the office's own ledger"),
        Words(
            "看懂现有的表，写在“映射”表给您核对；有疑问的，在“内容”列作答后再点一次。原有内容不动。",
            "Works out how your own sheets are to be read and shows it on the mapping sheet."
            " Answer what is doubtful in its second column and click again. Nothing of"
            " yours is changed.",
        ),
        "ImportExcel",
        "ledger",
        cli="adopt",
        keytip="A",
    ),
)
PAPERS = (
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
        keytip="N",
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
        keytip="L",
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
        keytip="P",
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
        keytip="D",
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
        keytip="S",
    ),
    Command(
        "templates",
        Words("文书模板", "Templates"),
        Words("把文书模板放到工作簿旁边", "Put the letter templates beside the workbook"),
        Words(
            "想改文书的措辞，从这里开始：“文书模板”文件夹里放好中英文模板和域名清单，"
            "用 Word 修改即可。已有的文件一个不动。",
            "To word letters your own way, begin here: templates in both languages and a list of"
            " their fields, to be edited in Word. Files that are there stay as they are.",
        ),
        "FormatPainter",
        "papers",
        cli="templates",
        keytip="2",
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
