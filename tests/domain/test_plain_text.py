"""One function folds the widths of characters."""

import ast
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from code_nodes import nodes
from cuifei.domain import plain_text
from cuifei.domain.plain_text import half_width, unspaced

HOME = Path(plain_text.__file__)


def folds(source: str) -> bool:
    """Return whether a module names a form that folds widths."""
    every = nodes(source)
    return any(isinstance(n, ast.Constant) and n.value in ("NFKC", "NFKD") for n in every)


def test_widths_are_folded_in_one_module():
    modules = list(HOME.parent.parent.rglob("*.py"))
    assert len(modules) > 400
    assert [path for path in modules if folds(path.read_text(encoding="utf-8"))] == [HOME]


def test_a_planted_fold_is_found():
    assert folds('plain = unicodedata.normalize("NFKC", text)')
    assert not folds('plain = unicodedata.normalize("NFC", text)')


@given(st.text())
@example("t¨")  # its blank gone, the accent stands on the letter
def test_what_is_plain_stays(text):
    assert half_width(half_width(text)) == half_width(text)
    assert unspaced(unspaced(text)) == unspaced(text)
    assert unspaced(text) == half_width("".join(half_width(text).split()))
