"""Which commands stand in a group, in a menu, or behind a command line?"""

from cuifei.excel.command import Command
from cuifei.excel.command_table import COMMANDS


def in_group(group: str) -> tuple[Command, ...]:
    """Return the commands of a group of the ribbon, from left to right."""
    return tuple(command for command in COMMANDS if command.group == group)


def in_menu(menu: str) -> tuple[Command, ...]:
    """Return the commands that a context menu offers."""
    return tuple(command for command in COMMANDS if menu in command.menus)


def cli_help(words: str, lang: str) -> str:
    """Return the help of a command line, as the ribbon says it; "" where the table has none.

    >>> cli_help("check", "en").splitlines()[0]
    'Check the ledger'
    """
    for command in COMMANDS:
        if command.cli == words:
            return f"{command.screentip.say(lang)}\n{command.supertip.say(lang)}"
    return ""
