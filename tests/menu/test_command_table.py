"""The one table agrees with itself, with the handlers and with what the clerks were promised."""

import re

import pytest
import typer.main

from cuifei.cli import app
from cuifei.excel.build_addin import runnable
from cuifei.excel.handlers import HANDLERS
from cuifei.excel.texts import NOTICES, rows
from cuifei.menu.command import CELL_MENU, GROUPS, MENUS, TABLE_MENU
from cuifei.menu.command_lookup import cli_help, in_group, in_menu
from cuifei.menu.command_table import BY_ID, COMMANDS
from excel import known_controls

PROMISED = {
    "账": ["检查", "标记欠费", "撤销", "接管此台账", "导入对账单"],
    "文书": [
        "通知书",
        "催费函",
        "打印包",
        "PDF",
        "登记寄送",
        "文书模板",
        "登记送达",
        "寄送",
        "导入快递单号",
        "短信清单",
    ],
    "法务": ["队列", "起草下一封", "审定", "了结", "证据"],
    "今日": ["待办", "登记联系", "登记承诺"],
    "看板": ["看板"],
    "设置与帮助": ["English", "自检", "使用说明", "关于"],
}


def test_the_tab_has_the_groups_and_buttons_that_clerks_were_promised():
    assert {g.label.zh: [c.label.zh for c in in_group(g.id)] for g in GROUPS} == PROMISED


def test_every_context_menu_of_cells_and_rows_offers_the_same_three():
    assert {CELL_MENU, TABLE_MENU, "ContextMenuRow"} < known_controls.MENUS == set(MENUS)
    for menu in MENUS:
        assert [c.id for c in in_menu(menu)] == ["selected", "contact", "history"], menu


def test_every_command_is_run_by_somebody_and_none_is_greyed_out():
    assert set(HANDLERS) == {command.id for command in COMMANDS if command.runs == "python"}
    assert set(runnable()) == set(BY_ID)


def test_every_command_is_within_reach():
    for command in COMMANDS:
        assert command.group in {g.id for g in GROUPS} or command.menus, command.id
    assert len(BY_ID) == len(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.id)
def test_a_command_is_whole(command):
    assert re.fullmatch("[a-z_]+", command.id), "the id goes through VBA and a command line"
    assert command.icon in known_controls.IMAGES
    assert command.runs in {"python", "vba"} and command.when in {"workbook", "always"}
    needs = "workbook" if command.runs == "python" else "always"
    assert command.when == needs, "VBA asks for a workbook before it runs Python, and never else"


def test_every_text_is_there_in_both_languages():
    for key, words in rows("1.0"):
        assert words.zh.strip() and words.en.strip(), key
        assert not re.search("[一-鿿]", words.en) or key == "language.label", key
        assert words.zh == words.en == "PDF" or words.zh != words.en, key
        assert max(len(words.zh), len(words.en)) <= 1024, key


def test_every_button_has_a_key_of_its_own():
    keys = [command.keytip for command in COMMANDS if command.group]
    assert all(re.fullmatch("[A-Z0-9]", key) for key in keys)
    assert len(set(keys)) == len(keys)


def test_no_text_has_two_meanings():
    keys = [key for key, _ in rows("1.0")]
    assert len(keys) == len(set(keys))
    assert {"title", "unknown", "no_workbook", "no_interpreter"} <= set(NOTICES)


def test_the_command_line_says_what_the_button_says():
    known = typer.main.get_command(app)
    said = 0
    for command in COMMANDS:
        found = known
        for word in command.cli.split():
            found = getattr(found, "commands", {}).get(word)
        if command.cli and found is not None and command.cli != "letters":
            assert found.help == cli_help(command.cli), command.id
            said += 1
    assert said == 16
    # This button writes notices alone, the command whatever is next: it has words of its own.
    assert known.commands["letters"].help != cli_help("letters")
    with pytest.raises(KeyError):
        cli_help("no such")
