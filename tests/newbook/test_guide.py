"""使用说明 explains every button, colour, bucket, sheet and blocker, in both languages."""

import ast
import re
from pathlib import Path

import pytest
import typer.main
from openpyxl import load_workbook

from code_nodes import nodes
from cuifei.cli import app
from cuifei.menu.command_table import BY_ID
from cuifei.newbook import build, dress
from cuifei.newbook.guide.rows import TAB, rows
from cuifei.newbook.guide.tasks import TASKS
from cuifei.newbook.guide.words import WORDS
from cuifei.tables.layout import BY_NAME, CODES, GUIDE, SETTINGS

PACKAGE = Path(__file__).parents[2] / "addin" / "cuifei"
SECTIONS = (*TASKS, *WORDS)
ENTRIES = [entry for section in SECTIONS for entry in section.entries]
TASK_ENTRIES = [entry for section in TASKS for entry in section.entries]
CHINESE = re.compile("[\u4e00-\u9fff]")
STEP = re.compile(r"(\d+)\. \S.*[。.]")
# What has a Chinese name in an English workbook, too: our folders, and the language button.
OTHERS = set(
    "草稿 另一次运行正在写 只读 命令提示符 接管自己的台账 不是 催费 催费备份 催费文书 催费证据"
    " 对账单：".split()
)
NAMES = re.compile("催费(备份|文书|证据)|文书模板|中文")


def explained(kind):
    return {entry.key.split(":", 1)[1] for entry in ENTRIES if entry.key.startswith(f"{kind}:")}


def codes_in(source):
    """Return the codes of the blockers that a module makes."""
    found = set()
    for node in nodes(source) if "locker" in source or "_PAUSES" in source else ():
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"Blocker", "_blocker"}:
            code = node.args[0]
            found |= {code.value} if isinstance(code, ast.Constant) else set()
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "_PAUSES":
            found |= {key.value for key in node.value.keys}
    return found


def test_every_blocker_is_explained_and_none_that_there_is_not():
    made = set()
    for path in PACKAGE.rglob("*.py"):
        made |= codes_in(path.read_text(encoding="utf-8"))
    assert explained("blocker") == made


def test_a_planted_blocker_is_found():
    assert codes_in('Blocker("planted", None, text)') == {"planted"}
    assert codes_in('_PAUSES = {"quiet": say("x")}') == {"quiet"}


def test_every_bucket_group_class_and_colour_is_explained():
    assert explained("bucket") == set(CODES["bucket"])
    assert explained("urgency") == set(CODES["urgency"])
    assert explained("class") == {"A", "B", "C"}
    assert explained("months") == {str(age[0]) for age in dress.AGES}


def test_every_sheet_is_explained():
    assert explained("sheet") == set(BY_NAME)


def test_every_button_that_is_named_is_on_the_ribbon():
    labels = {(command.label.zh, command.label.en) for command in BY_ID.values()}
    assert {entry.click for entry in ENTRIES if entry.click[0]} <= labels


def test_every_button_that_does_work_is_explained_where_it_is():
    named = {entry.click: entry.menu for entry in ENTRIES if entry.click[0]}
    for command in BY_ID.values():
        if command.cli or command.menus:
            words = (command.label.zh, command.label.en)
            assert named[words] == (command.group == ""), command.id


def test_every_command_that_is_named_exists():
    known = typer.main.get_command(app).commands
    for entry in ENTRIES:
        for line in filter(None, entry.command.split(" / ")):
            name, *rest = line.split()
            assert name in known, line
            if hasattr(known[name], "commands"):
                assert rest[0] in known[name].commands, line
            options = set(re.findall(r"--[a-z-]+", line))
            command = known[name].commands[rest[0]] if hasattr(known[name], "commands") else None
            taken = {o for p in (command or known[name]).params for o in p.opts}
            assert options <= taken, line


def steps(text):
    """Return the numbers of the steps of a procedure, one for each of its lines."""
    return [int(found[1]) if (found := STEP.fullmatch(line)) else 0 for line in text.split("\n")]


@pytest.mark.parametrize("entry", TASK_ENTRIES, ids=lambda entry: entry.key)
def test_every_task_is_a_procedure_of_as_many_steps_in_both_languages(entry):
    chinese, english = map(steps, entry.meaning)
    assert chinese == english == list(range(1, len(chinese) + 1))
    assert 3 <= len(chinese) <= 6


def test_a_line_that_is_no_step_is_found():
    assert steps("1. Open it.\nClick.\n3. Look.") == [1, 0, 3]


@pytest.mark.parametrize("entry", TASK_ENTRIES, ids=lambda entry: entry.key)
def test_every_sheet_that_is_named_in_quotes_is_a_word_of_the_program(entry):
    known = {name for table in BY_NAME.values() for name in words_of(table)}
    known |= {command.label.zh for command in BY_ID.values()}
    known |= {word for names in CODES.values() for codes in names.values() for word in codes}
    known |= {names[0] for names in SETTINGS.values()} | OTHERS | {"已在 Excel 中打开"}
    assert set(re.findall("“([^“”]+)”", entry.meaning[0])) <= known


def words_of(table):
    """Return the Chinese names of a table and its columns."""
    return (table.zh, *(column.zh for column in table.columns))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_every_line_is_said_in_both_languages(entry):
    for chinese, english in (entry.topic, entry.meaning):
        assert english and not CHINESE.search(NAMES.sub("", english))
        assert CHINESE.search(chinese) or re.search("[ABC]$", chinese)


def test_no_line_is_there_twice():
    keys = [entry.key for entry in ENTRIES]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_new_ledger_holds_it(tmp_path, lang):
    build.build(tmp_path / "ledger.xlsx", lang=lang)
    page = load_workbook(tmp_path / "ledger.xlsx")[GUIDE.en if lang == "en" else GUIDE.zh]
    found = [[cell or "" for cell in row] for row in page.iter_rows(min_row=2, values_only=True)]
    assert found == [list(row.values()) for row in rows(lang)]
    assert found[1][3].startswith(TAB[lang == "en"])
    assert page.page_setup.fitToWidth == 1
