"""How does Excel say what to do next? It names a button, where others name a command."""

from functools import partial

from cuifei.domain.problems import Step, say
from cuifei.locale import Say, translator
from cuifei.menu.command_table import COMMANDS


def teller(lang: str) -> Say:
    """Return a translator that names buttons; what has no button is named as it is typed.

    >>> teller("en")(say("Next: {step}", step=Step("flag")))
    'Next: click “Flag arrears”'
    """
    return translator(lang, partial(_button, lang))


def _button(lang: str, step: Step) -> str:
    offered = [command for command in COMMANDS if command.cli]
    exact = [command for command in offered if command.cli == step.command]
    near = [command for command in offered if command.cli.startswith(f"{step.command} ")]
    for command in (*exact, *near):
        return translator(lang)(say("click “{button}”", button=command.label.say(lang)))
    return str(step)
