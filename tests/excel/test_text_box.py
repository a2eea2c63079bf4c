"""One question, answered in the box that each system has."""

import subprocess
from types import SimpleNamespace

import pytest

from cuifei.domain.problems import CuifeiError
from cuifei.excel import text_box


def program(answer):
    asked = []

    def box(prompt, title, Type):
        asked.append((prompt, title, Type))
        return answer

    return SimpleNamespace(api=SimpleNamespace(InputBox=box)), asked


@pytest.fixture(autouse=True)
def windows(monkeypatch):
    monkeypatch.setattr(text_box.sys, "platform", "win32")


@pytest.mark.parametrize(("answer", "typed"), [(" 已缴 ", "已缴"), (False, ""), ("", "")])
def test_excel_asks_for_a_text_and_gives_false_where_it_was_cancelled(answer, typed):
    app, asked = program(answer)
    assert text_box.ask(app, "结果？", "催费") == typed
    assert asked == [("结果？", "催费", 2)]


@pytest.fixture
def apple(monkeypatch):
    monkeypatch.setattr(text_box.sys, "platform", "darwin")
    calls = []

    def answers(code, out="", err=""):
        def run(command, **how):
            calls.append(command)
            return subprocess.CompletedProcess(command, code, out, err)

        monkeypatch.setattr(text_box.subprocess, "run", run)
        return calls

    return answers


def test_a_mac_asks_by_itself(apple):
    calls = apple(0, "张三样例\n")
    assert text_box.ask(None, '谁 "审定"？', "催费") == "张三样例"
    (command,) = calls
    assert command[0] == "osascript" and command[-2:] == ['谁 "审定"？', "催费"]


def test_a_mac_knows_a_cancelled_question_from_a_refused_one(apple):
    apple(1, err="execution error: User canceled. (-128)")
    assert text_box.ask(None, "谁？", "催费") == ""
    apple(1, err="execution error: not allowed (-1743)")
    with pytest.raises(CuifeiError, match="no box to type into"):
        text_box.ask(None, "谁？", "催费")


def test_a_program_without_any_box_says_so():
    with pytest.raises(CuifeiError, match="no box to type into"):
        text_box.ask(SimpleNamespace(api=object()), "谁？", "催费")


@pytest.mark.parametrize(("answer", "taken"), [(" 2 ", "2"), ("", "0"), (False, None)])
def test_enter_takes_what_stands_in_the_box_and_cancel_is_told_from_it(answer, taken):
    asked = []

    def box(prompt, title, Default, Type):
        asked.append((prompt, title, Default, Type))
        return answer

    app = SimpleNamespace(api=SimpleNamespace(InputBox=box))
    assert text_box.offer(app, "哪个小区？", "催费", "0") == taken
    assert asked == [("哪个小区？", "催费", "0", 2)]


def test_a_mac_fills_in_the_answer_too(apple):
    calls = apple(0, "\n")
    assert text_box.offer(None, "哪个小区？", "催费", "0") == "0"
    assert calls[0][-3:] == ["哪个小区？", "催费", "0"]
    apple(1, err="execution error: User canceled. (-128)")
    assert text_box.offer(None, "哪个小区？", "催费", "0") is None
