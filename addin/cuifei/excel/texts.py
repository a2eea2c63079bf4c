"""Which texts does the add-in carry for its VBA? The rows of its sheet "text"."""

from collections.abc import Iterator

from cuifei.excel.function_table import CATEGORY, FUNCTIONS
from cuifei.locale import language, languages
from cuifei.menu.command import GROUPS, TAB
from cuifei.menu.command_table import COMMANDS
from cuifei.menu.words import Words

# What VBA itself has to say, because Python is not there yet.
NOTICES = {
    "title": Words("催费", "Fee collection"),
    "working": Words("催费：正在处理……", "Fee collection: working …"),
    "no_workbook": Words(
        "没有打开的工作簿。请先打开账本再点。",
        "No workbook is open. Open the ledger first.",
    ),
    "no_interpreter": Words(
        "找不到 Python，可能被移动、升级或被杀毒软件隔离。"
        "请在命令行运行：cuifei addin doctor，再运行：cuifei addin install",
        "Python was not found: it was moved, upgraded or put in quarantine."
        " On the command line run: cuifei addin doctor, then: cuifei addin install",
    ),
    "python_sheet": Words(
        "有一张工作表的名称以“.py”结尾，xlwings 会把它当作程序。请改名后再点。",
        "A sheet's name ends in .py, and xlwings would take it for a program."
        " Give it another name.",
    ),
    "protected_view": Words(
        "这个文件在“受保护的视图”里（聊天或邮件里收到的都是）。"
        "请先点上方黄色栏里的“启用编辑”，再点一次。",
        "This file is in Protected View, as every file from a chat or a mail is."
        " Click “Enable Editing” in the yellow bar first, then click again.",
    ),
    "odd_name": Words(
        "文件名里有等号、成对的百分号之类的符号，会被当成命令。请另存为普通的名字再点。",
        "The file's name has a sign, such as = or a pair of %, that would be read as a command."
        " Save it under a plain name, then click again.",
    ),
    "failed": Words(
        "没有做成：Excel 或 Python 中途停止了。请看一下账本，再点一次；还不行就点“自检”。",
        "Not done: Excel or Python stopped half way. Look at the ledger and click again;"
        " if it goes on, click “Self-check”.",
    ),
    "mac_functions": Words(
        "CF 函数只在 Windows 的 Excel 里可用；请点按钮“标记欠费”",
        "CF functions work in Excel for Windows only; click “Flag arrears”",
    ),
    "unknown": Words(
        "加载项与程序版本不一致。请在命令行运行：cuifei addin install",
        "Add-in and program do not match. On the command line run: cuifei addin install",
    ),
}


# What the button 关于 says.
_ABOUT = Words(
    "催费 {version}\n在账本里标记欠费、生成文书，律师函一封一封地发。\n"
    "MIT 许可。内含 xlwings（BSD 许可）。法律提示仅供参考，不是法律意见。",
    "cuifei {version}\nFlags arrears in the ledger, writes the papers,"
    " lets lawyer letters out one at a time.\n"
    "MIT licence. Contains xlwings (BSD licence). Legal hints are help, not advice.",
)


def said(version: str) -> Iterator[tuple[str, ...]]:
    """Yield every key with its text in each language; the button of the language names the next."""
    codes = languages()
    for key, words in rows(version):
        if key == "language.label":
            yield key, *(language(code).name for code in (*codes[1:], codes[0]))
        elif key == "about":
            yield key, *(_ABOUT.say(code).format(version=version) for code in codes)
        else:
            yield key, *(words.say(code) for code in codes)


def rows(version: str) -> Iterator[tuple[str, Words]]:
    """Yield every text with the key that VBA looks it up by."""
    yield "tab.label", TAB
    for group in GROUPS:
        yield f"group_{group.id}.label", group.label
    for command in COMMANDS:
        yield f"{command.id}.label", command.label
        yield f"{command.id}.screentip", command.screentip
        yield f"{command.id}.supertip", command.supertip
    yield from NOTICES.items()
    yield "about", _ABOUT.filled(version=version)
    yield "category", CATEGORY
    for function in FUNCTIONS:
        yield function.name, function.help
        for arg in function.args:
            yield f"{function.name}.{arg.name}", arg.help
