"""Every sentence is in every catalogue, with the same names, and only literals are said."""

import ast
import gettext
import io
import string
from pathlib import Path

import pytest

from catalogues import SHORT, mo, read, said, said_compiled, sentences, updated
from code_nodes import nodes
from cuifei.domain.problems import say, say_n
from cuifei.locale import languages, translator
from cuifei.locale.languages import FOLDER

PACKAGE = Path(__file__).parents[2] / "addin" / "cuifei"


def texts(message):
    return message if isinstance(message, (list, tuple)) else [message]


def names(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def computed_texts(source):
    """Return the lines on which say() is given anything but a literal text."""
    found = []
    for node in nodes(source):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"say", "say_n"}:
            wanted = node.args[: 2 if node.func.id == "say_n" else 1]
            if not all(isinstance(a, ast.Constant) and isinstance(a.value, str) for a in wanted):
                found.append(node.lineno)
    return found


@pytest.mark.parametrize("lang", languages())
def test_a_catalogue_says_every_sentence(lang):
    catalogue = read(lang)
    missing = [
        m.id for m in sentences() if m.id and not all(texts(catalogue.get(m.id).string or [""]))
    ]
    assert not missing


@pytest.mark.parametrize("lang", languages())
def test_a_translation_names_what_its_key_names(lang):
    catalogue = read(lang)
    for message in sentences():
        if message.id:
            key = set().union(*(names(text) for text in texts(message.id)))
            for said in texts(catalogue.get(message.id).string):
                assert names(said) <= key, said
                assert names(said) >= key - {"n"}, said


@pytest.mark.parametrize("lang", languages())
def test_the_files_say_what_a_fresh_build_says(lang):
    """By what they say: bytes differ with Babel's version, and no reader sees that."""
    fresh = updated(lang, sentences())
    assert said(read(lang)) == said(fresh)
    assert said_compiled((FOLDER / f"{SHORT[lang]}.mo").read_bytes()) == said_compiled(mo(fresh))


@pytest.mark.parametrize("lang", languages())
def test_a_compiled_catalogue_names_no_version_and_no_day(lang):
    header = gettext.GNUTranslations(io.BytesIO(mo(read(lang)))).info()
    assert set(header) == {"language", "plural-forms", "content-type"}


def test_a_changed_translation_is_seen():
    catalogue = updated("zh", sentences())
    before = said_compiled(mo(catalogue))
    catalogue.get("Check the date").string = "核对"
    assert said_compiled(mo(catalogue)) != before


def test_only_literal_texts_are_said():
    for path in PACKAGE.rglob("*.py"):
        assert not computed_texts(path.read_text(encoding="utf-8")), path


def test_a_computed_text_is_found():
    assert computed_texts("say(TEXT)") == [1]
    assert computed_texts("say_n('one', many(), 2)") == [1]
    assert not computed_texts("say('one {unit}', unit=unit)")


def test_plurals_and_nested_messages_are_told():
    tell = translator("en")
    assert tell(say_n("{n} unit", "{n} units", 1)) == "1 unit"
    assert tell(say("no key of ours: {what}", what=say("no key"))) == "no key of ours: no key"
