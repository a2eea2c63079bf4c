"""Every reason against a letter says what to do next, in both languages, wherever it is read."""

import ast
import re
from pathlib import Path

import pytest

import cuifei
from cuifei.commands.report import plain
from cuifei.domain.ladder.next_steps import NEXT_STEPS, SAY_IT
from cuifei.domain.ladder.readiness import Blocker
from cuifei.domain.problems import say
from cuifei.locale import catalogue, translator

PACKAGE = Path(cuifei.__file__).parent
# How a sentence tells somebody to do something.
DO = {
    "en": re.compile(r"(: |, or |; |, and |: first )(go on|do so|see to|call|fill|record|send|type|"
                     r"let|look up|correct|void)\b|, see to|: {step}"),
    "zh": re.compile("请|填写|登记|继续|先|：{step}"),
}  # fmt: skip


def trees():
    """Return the syntax of the modules that can make a blocker: none does without naming it."""
    sources = (path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    return [ast.parse(source) for source in sources if "locker(" in source or "_PAUSES" in source]


def functions(trees):
    """Return every function of the package by its name."""
    return {
        node.name: node for tree in trees for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    }  # fmt: skip


def sites(trees):
    """Yield (code, function, what stands there as the text) of every blocker that is made."""
    for tree in trees:
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                for call in ast.walk(function):
                    name = getattr(getattr(call, "func", None), "id", "")
                    if name in {"Blocker", "_blocker"} and isinstance(call.args[0], ast.Constant):
                        yield call.args[0].value, function, call.args[-1]
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "_PAUSES":
                for key, value in zip(node.value.keys, node.value.values, strict=True):
                    yield key.value, tree, value


def texts(function, text, known):
    """Return the English sentences that may stand there."""
    if isinstance(text, ast.Name):
        before = [
            node.value for node in ast.walk(function)
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == text.id
            and node.lineno < text.lineno
        ]  # fmt: skip
        values = sorted(before, key=lambda node: node.lineno)
        own = [v for v in values if isinstance(v, ast.Call)]
        return [one for value in own for one in texts(function, value, known)]
    name = getattr(getattr(text, "func", None), "id", "")
    if name in {"say", "say_n"}:
        return [text.args[0].value]
    return [
        call.args[0].value for call in ast.walk(known[name])
        if getattr(getattr(call, "func", None), "id", "") == "say"
    ] if name in known else []  # fmt: skip


TREES = trees()
SITES = list(sites(TREES))
KNOWN = functions(TREES)


def test_every_code_that_is_made_has_a_step_and_no_other():
    assert {code for code, *_ in SITES} == set(NEXT_STEPS)
    assert set(NEXT_STEPS) >= SAY_IT


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("code", sorted(NEXT_STEPS))
def test_the_step_stands_in_the_document_and_in_the_sentence(code, lang):
    tell = translator(lang)
    blocker = Blocker(code, None, say("none of it may be demanded"))
    step = tell(NEXT_STEPS[code])
    assert plain(blocker, tell)["text"] == tell(blocker.told)
    assert step and (lang == "en") == (not re.search("[\u4e00-\u9fff]", step))
    assert code in SAY_IT or tell(blocker.told).endswith(f" → {step}")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("code", sorted(SAY_IT))
def test_a_sentence_that_needs_no_step_beside_it_says_it_itself(code, lang):
    every = [x for made, where, text in SITES if made == code for x in texts(where, text, KNOWN)]
    assert every
    for english in every:
        told = english if lang == "en" else catalogue("zh").gettext(english)
        assert DO[lang].search(told), told


def test_a_sentence_without_a_step_is_found():
    assert not DO["en"].search("letter {number} was never sent and is out of date")
    assert not DO["zh"].search("{number}没有寄出，已过期")
