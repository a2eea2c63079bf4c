"""In which language does `--help` speak, and in which order does it list the commands?

What is registered says both languages (“English / 中文”); who asks for help reads one:
that of `--lang`, else of the computer's locale, else Chinese. Commands stand in groups, in
the order of a day's work.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import typer
from typer import rich_utils

from cuifei.domain.language import DEFAULT
from cuifei.locale import languages, like, phrase
from cuifei.menu.words import Words

GROUPS: Mapping[Words, tuple[str, ...]] = MappingProxyType(
    {
        Words("开始使用", "To begin"): ("demo", "new", "adopt", "check", "first-letters"),
        Words("每天先做", "Each morning"): ("receipts", "flag", "todo", "texts"),
        Words("文书", "Letters"): (
            *("letters", "pack", "post", "mark", "reprint", "templates", "committee"),
        ),
        Words("律师函", "Lawyer letters"): ("legal", "evidence", "history"),
        Words("账和看板", "Accounts and figures"): (
            "charges",
            "debits",
            "late-fees",
            "kpi",
            "fleet",
        ),
        Words("撤销和核对", "Back and safe"): ("undo", "verify", "forget"),
        Words("加载项", "Excel"): ("addin",),
    }
)
_ASKING = ("--help", "-h")
_HELP = Words("显示本说明", "Show this message and exit.")
_TITLES = (
    ("OPTIONS_PANEL_TITLE", Words("选项", "Options")),
    ("ARGUMENTS_PANEL_TITLE", Words("参数", "Arguments")),
    ("COMMANDS_PANEL_TITLE", Words("命令", "Commands")),
    ("REQUIRED_LONG_STRING", Words("[必填]", "[required]")),
    ("DEFAULT_STRING", Words("[默认：{}]", "[default: {}]")),
)


def asked(argv: Sequence[str]) -> bool:
    """Whether these words of a command line ask for help."""
    return not argv or any(word in _ASKING for word in argv)


def language(argv: Sequence[str], environ: Mapping[str, str]) -> str:
    """Return the language of help.

    >>> language(["flag", "--help", "--lang", "en"], {"LANG": "zh_CN.UTF-8"})
    'en'
    >>> language(["--help"], {"LANG": "en_GB.UTF-8"}), language(["--help"], {"LANG": "C"})
    ('en', 'zh')
    """
    for index, word in enumerate(argv):
        value = word.partition("=")[2] if word.startswith("--lang=") else ""
        value = argv[index + 1] if word == "--lang" and index + 1 < len(argv) else value
        if value in languages():
            return value
    locale_name = next(
        (environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), ""
    )
    return next(
        (code for code in languages() if locale_name.lower().startswith(code.lower())), DEFAULT
    )


def one_language(text: str, lang: str) -> str:
    """Return a help text, which is in English and Chinese, in one language; else as it stands.

    >>> one_language("The day; default today / 截至日", "zh")
    '截至日'
    >>> one_language("Check / 检查\\n\\nReads all.\\n\\n只看不写。", "en")
    'Check\\n\\nReads all.'
    """
    chinese: list[str] = []
    english: list[str] = []
    for part in re.split(r"\n\s*\n", text.strip()):
        left, mark, right = part.rpartition(" / ")
        if mark and _chinese(right) and re.search("[A-Za-z]", left):
            chinese.append(right.rstrip("."))
            english.append(left)
        else:
            (chinese if _chinese(part) > len(part) // 4 else english).append(part)
    if len(chinese) == len(english):
        pairs = zip(chinese, english, strict=True)
        return "\n\n".join(phrase(pair, lang) for pair in pairs) or text
    return "\n\n".join(like((chinese, english), lang)) or text


def _chinese(text: str) -> int:
    return sum(0x3400 <= ord(character) <= 0x9FFF for character in text)


def show(app: typer.Typer, argv: Sequence[str]) -> None:
    """Run the command line in one language; it asks for help, so nothing else happens."""
    lang = language(argv, os.environ)
    for name, words in _TITLES:
        setattr(rich_utils, name, words.say(lang))
    program: Any = typer.main.get_command(app)
    for command in _every(program):
        command.help = one_language(command.help or "", lang)
        option = command.get_help_option(typer.Context(command))
        if option is not None:
            option.help = _HELP.say(lang)
        for parameter in command.params:
            if getattr(parameter, "help", None):
                parameter.help = one_language(parameter.help, lang)
    listed: dict[str, Any] = {}
    for words, names in GROUPS.items():
        for name in names:
            listed[name] = program.commands[name]
            listed[name].rich_help_panel = words.say(lang)
    program.commands = {**listed, **program.commands}
    program(args=list(_without_language(argv)), prog_name="cuifei")


def _without_language(argv: Sequence[str]) -> Iterator[str]:
    """Yield the words but for `--lang`, which the program itself does not take."""
    words = iter(argv)
    for word in words:
        if word == "--lang":
            next(words, None)
        elif not word.startswith("--lang="):
            yield word


def _every(command: Any) -> Iterator[Any]:
    yield command
    for child in getattr(command, "commands", {}).values():
        yield from _every(child)
