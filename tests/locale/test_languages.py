"""No line of the product asks for a language by its name: a new one needs no line of Python."""

import ast
from pathlib import Path

import pytest

from code_nodes import below, nodes
from cuifei.domain.language import DEFAULT
from cuifei.locale import like, phrase, translated
from cuifei.locale.languages import languages, places

PACKAGE = Path(__file__).parents[2] / "addin" / "cuifei"
TAGS = {"zh", "en", "zh_CN", "zh-CN", "en_GB", "en-GB"}
# Module -> why it may name one.
NAMING = {
    "domain/language.py": "the language of who names none",
    "commands/estate/units.py": "data: what is typed for some invented owners",
}
# How the cells of a code are written: data of the column 语言, by the code in them.
WRITTEN = ("tables/layout.py", "_LANGUAGES")
# Where a pair is made of its halves.
PAIRED = {"tables/layout.py", "menu/words.py", "menu/command_lookup.py", "newbook/guide/sheets.py"}


def asked(name, source):
    """Return the lines of a module that name a language, or take one half of a pair."""
    every = nodes(source)
    kept = [part for part in every if _is_docstring(part) or _is_data(name, part)]
    free = {id(child) for part in kept for child in below(part)}
    lines = []
    for node in every:
        named = isinstance(node, ast.Constant) and node.value in TAGS and name not in NAMING
        half = isinstance(node, ast.Attribute) and node.attr in ("zh", "en") and name not in PAIRED
        if (named or half) and id(node) not in free:
            lines.append(node.lineno)
    return lines


def _is_docstring(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_data(name, node):
    target = node.target if isinstance(node, ast.AnnAssign) else None
    return isinstance(target, ast.Name) and (name, target.id) == WRITTEN


def test_no_module_asks_for_a_language_by_its_name():
    found = {}
    for path in PACKAGE.rglob("*.py"):
        name = path.relative_to(PACKAGE).as_posix()
        if lines := asked(name, path.read_text(encoding="utf-8")):
            found[name] = lines
    assert not found


@pytest.mark.parametrize(
    "line",
    [
        "mark = ', ' if lang == 'en' else '、'",
        "if book.lang != 'zh': pass",
        "title = TITLE[lang == 'en']",
        "title = {'zh': '账单', 'en': 'Bill'}[lang]",
        "for lang in ('zh', 'en'): pass",
        "def build(path, lang='zh'): pass",
        "locale = 'en_GB'",
        "head = column.en if english else column.zh",
    ],
)
def test_a_planted_line_is_found(line):
    assert set(asked("commands/planted.py", line)) == {1}


def test_what_asks_for_none_is_left_alone():
    source = "'''zh and en.'''\ndef f(lang=DEFAULT):\n    '''en'''\n    return phrase(PAIR, lang)"
    assert not asked("commands/planted.py", source)


def test_the_languages_are_those_that_have_a_catalogue():
    assert languages() == (DEFAULT, *sorted(set(places()) - {DEFAULT}))
    assert {tag for tag, _ in places().values()} >= {"zh_CN", "en"}


def test_what_a_translator_left_out_is_said_as_in_the_language_that_it_is_like():
    assert [phrase(("没有这样的词", "no such word"), lang) for lang in ("zh", "en")] == [
        "没有这样的词",
        "no such word",
    ]
    assert [like((1, 2), lang) for lang in ("zh", "en")] == [1, 2]


@pytest.mark.parametrize(("lang", "half"), [("zh", 0), ("en", 1)])
def test_a_record_is_said_as_it_stands_in_the_source(lang, half):
    """Forms may differ: a language has the form of the half that it is like."""
    pair = (
        {"a": ("甲", ""), "n": 5, "b": {}},
        {"a": ("One", "more", "x"), "n": 7, "b": {"先生": "Mr"}},
    )
    assert translated(pair, lang) == pair[half]
