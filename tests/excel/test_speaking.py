"""What comes next is a command at the command line, and a button in Excel."""

import ast
from pathlib import Path

import typer.main

from cuifei.cli import app
from cuifei.domain.problems import Done, Step, say
from cuifei.excel.speaking import teller
from cuifei.locale import translator
from cuifei.menu.command_table import BY_ID

PACKAGE = Path(__file__).parents[2] / "addin" / "cuifei"
NEXT = say("Next: {step}", step=Step("flag"))


def steps():
    """Return every step that the package names."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Step"
            if named and isinstance(node.args[0], ast.Constant):
                yield node.args[0].value


def test_the_command_line_says_what_to_type_and_excel_what_to_click():
    assert translator("en")(NEXT) == "Next: cuifei flag"
    assert teller("en")(NEXT) == f"Next: click “{BY_ID['flag'].label.en}”"
    assert BY_ID["flag"].label.zh in teller("zh")(NEXT)


def test_a_step_with_options_that_have_no_button_is_the_commands_own():
    step = say("Next: {step}", step=Step("letters --review"))
    assert BY_ID["notices"].label.zh in teller("zh")(step)


def test_a_step_inside_of_another_sentence_is_named_too():
    assert teller("en")(say("{what}. Done", what=NEXT)).endswith("”. Done")


def test_what_has_no_button_is_named_as_it_is_typed():
    assert teller("en")(say("Next: {step}", step=Step("verify"))) == "Next: cuifei verify"


def test_every_step_that_is_named_is_a_command():
    known = typer.main.get_command(app).commands
    found = set(steps())
    assert len(found) > 5
    for step in found:
        name, *rest = step.split()
        assert name in known, step
        if rest and not rest[0].startswith("-"):
            assert rest[0] in known[name].commands, step
        elif rest:
            assert rest[0] in {o for p in known[name].params for o in p.opts}, step


def runs():
    """Return the name of every run that a command writes into the journal."""
    for path in (PACKAGE / "commands").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.keyword) and node.arg == "command"
            if named and isinstance(node.value, ast.Constant):
                yield node.value.value


def test_a_run_is_called_by_its_button_and_never_by_its_command():
    found = set(runs())
    assert {"mark", "letters", "log contact", "flag"} <= found
    for run in found:
        assert translator("en")(say("“{run}”", run=Done(run))) == f"“{run}”"
        for lang in ("zh", "en"):
            said = teller(lang)(say("“{run}”", run=Done(run)))
            assert said != f"“{run}”", (run, lang)
    assert teller("zh")(say("{run}", run=Done("mark"))) == BY_ID["posted"].label.zh
