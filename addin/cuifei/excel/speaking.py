"""How does Excel say what to do next? It names a button, where others name a command."""

from functools import partial

from cuifei.domain.problems import Done, Step, say
from cuifei.locale import Say, translator
from cuifei.menu.command_table import BY_ID, COMMANDS
from cuifei.menu.words import Words

# Runs of the journal whose name is that of no button's command.
_RUNS = {
    "charges": Words("下期应收", "Next charges"),
    "debits": Words("代扣结果", "Direct debits"),
    "late-fees": Words("已清违约金", "Settled late fees"),
    "fleet": Words("律师函停发小区", "Frozen communities"),
    "forget": Words("删除个人信息", "Personal data deleted"),
    "letters": Words("生成文书", "Letters"),
    "mark": BY_ID["posted"].label,
    "log contact": BY_ID["contact"].label,
    "review": Words("复核文书", "Review of letters"),
    "recover": Words("补登上次的文书", "Registering the last letters"),
    "post": BY_ID["waybills"].label,
}


def teller(lang: str) -> Say:
    """Return a translator that names buttons; what has no button is named as it is typed.

    >>> teller("en")(say("Next: {step}", step=Step("flag")))
    'Next: click “Flag arrears”'
    """
    return translator(lang, partial(_button, lang))


def _button(lang: str, step: Step) -> str:
    if isinstance(step, Done):
        return _run(step.command, lang)
    offered = [command for command in COMMANDS if command.cli]
    exact = [command for command in offered if command.cli == step.command]
    prefixed = [command for command in offered if command.cli.startswith(f"{step.command} ")]
    # Where no button is for the options alone, the command's own button asks for them.
    plain = [command for command in offered if command.cli == step.command.partition(" --")[0]]
    for command in (*exact, *prefixed, *plain):
        return translator(lang)(say("click “{button}”", button=command.label.say(lang)))
    return str(step)


def _run(command: str, lang: str) -> str:
    """Return what a run is called where people click: its button, and never `mark`."""
    if command in _RUNS:
        return _RUNS[command].say(lang)
    buttons = (button.label.say(lang) for button in COMMANDS if button.cli == command)
    return next(buttons, command)
