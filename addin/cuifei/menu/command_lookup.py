"""Which commands stand in a group, in a menu, or behind a command line?"""

from cuifei.menu.command import Command
from cuifei.menu.command_table import COMMANDS


def in_group(group: str) -> tuple[Command, ...]:
    """Return the commands of a group of the ribbon, from left to right."""
    return tuple(command for command in COMMANDS if command.group == group)


def in_menu(menu: str) -> tuple[Command, ...]:
    """Return the commands that a context menu offers."""
    return tuple(command for command in COMMANDS if menu in command.menus)


def cli_help(words: str) -> str:
    """Return the help of a command line: what its button says, in English and Chinese.

    KeyError where no button does what these words do.

    >>> print(cli_help("check").splitlines()[0])
    Check the ledger / 检查账本
    """
    command = _BY_CLI[words]
    tip, more = command.screentip, command.supertip
    return f"{tip.en} / {tip.zh}\n\n{more.en}\n\n{more.zh}"


_BY_CLI = {command.cli: command for command in COMMANDS if command.cli}
