"""`cuifei --help` speaks one language, and lists every command in the order of the day."""

import os
import re
import subprocess
import sys

import pytest
import typer

from cuifei.cli import app
from cuifei.cli.help_text import GROUPS, one_language
from size import FULL

ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"}
CHINESE = re.compile("[\u4e00-\u9fff]")


def helped(*words, lang=""):
    environment = {**ENVIRONMENT, "LC_ALL": lang, "COLUMNS": "160"}
    command = [sys.executable, "-m", "cuifei", *words, "--help"]
    done = subprocess.run(
        command, env=environment, capture_output=True, check=True, encoding="utf-8"
    )
    return done.stdout


@pytest.mark.parametrize("words", [(), ("todo",), ("legal",)])
def test_help_is_in_the_language_of_the_locale_or_the_option(words):
    both = [("", ("--lang", "en")), ("en_GB.UTF-8", ())]
    for lang, option in both if FULL else both[bool(words) :][:1]:
        said = helped(*words, *option, lang=lang)
        assert not CHINESE.search(said.replace("催费", "").replace("欠费", "")), said
    said = helped(*words, lang="zh_CN.UTF-8")
    lines = [line for line in said.splitlines() if "Usage" not in line]
    assert CHINESE.search(said) and not re.search("[a-z]{3,} [a-z]{3,} [a-z]{3,}", "".join(lines))


def test_every_command_stands_in_a_group():
    program = typer.main.get_command(app)
    assert set(program.commands) == {name for names in GROUPS.values() for name in names}


def test_every_help_has_two_halves():
    program = typer.main.get_command(app)
    pending = [program]
    while pending:
        command = pending.pop()
        pending += getattr(command, "commands", {}).values()
        for text in (command.help or "", *(getattr(p, "help", None) or "" for p in command.params)):
            if text:
                assert one_language(text, "zh") != one_language(text, "en"), text
