"""Which texts stand in the source as a pair, Chinese and English?

Two texts beside each other, the first mostly Chinese and the second not; two lists of such texts;
the two records of a `Both`, text by text; and a help text “English / 中文”.
"""

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise, zip_longest
from pathlib import Path

from code_nodes import below

PACKAGE = Path(__file__).parent.parent / "addin"
CHINESE = re.compile("[\u3400-\u9fff]")
_FIELD = re.compile(r"\{[^{}]*\}|«[^«»]*»")
_QUOTED = re.compile("[\"'][^\"'\n]*[\u3400-\u9fff]")

Pair = tuple[str, str]


def pairs_of(path: Path) -> Iterator[Pair]:
    """Yield the pairs (Chinese, English) of a module; some may stand there more than once."""
    if not _QUOTED.search(path.read_text(encoding="utf-8")):
        return
    for node in below(_tree(path)):
        if isinstance(node, ast.Tuple | ast.List):
            yield from _beside(node.elts)
        elif isinstance(node, ast.Call):
            yield from _beside(node.args)
            if isinstance(node.func, ast.Name) and node.func.id == "Both":
                yield from _twins(node.args[0], node.args[1], path)
        elif isinstance(node, ast.Dict):
            yield from _by_chinese(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            left, mark, right = node.value.rpartition(" / ")
            short = "\n" not in node.value
            if mark and short and CHINESE.search(right) and re.search("[A-Za-z]", left):
                yield right, left


def _beside(nodes: list[ast.expr]) -> Iterator[Pair]:
    """Yield texts that stand beside each other, and lists of as many texts that do."""
    for first, second in pairwise(nodes):
        if isinstance(first, ast.Tuple) and isinstance(second, ast.Tuple):
            texts = list(zip_longest(map(_text, first.elts), map(_text, second.elts)))
        else:
            texts = [(_text(first), _text(second))]
        if all(a and b and _is_pair(a, b) for a, b in texts):
            yield from ((a, b) for a, b in texts if a and b)


def _is_pair(chinese: str, english: str) -> bool:
    """Whether the one is mostly Chinese and the other not; fields and blanks say nothing."""
    one, two = _FIELD.sub("", chinese), _FIELD.sub("", english)
    if not CHINESE.search(two):
        return bool(CHINESE.search(one))
    return _share(one) > 0.5 > _share(two)


def _share(text: str) -> float:
    chinese, latin = len(CHINESE.findall(text)), len(re.findall("[A-Za-z]{2}", text))
    return chinese / ((chinese + latin) or 1)


def _by_chinese(node: ast.Dict) -> Iterator[Pair]:
    """Yield of a table of English words by Chinese ones."""
    for key, value in zip(node.keys, node.values, strict=True):
        chinese, english = (key and _text(key)), _text(value)
        if chinese and english and CHINESE.search(chinese) and not CHINESE.search(english):
            yield chinese, english


def _twins(first: ast.AST, second: ast.AST, path: Path) -> Iterator[Pair]:
    """Yield the texts of two records of one form, nothing where their forms differ."""
    one, two = _resolved(first, path), _resolved(second, path)
    a, b = _text(one), _text(two)
    if a is not None and b is not None:
        if b and a != b:
            yield a, b
    elif isinstance(one, ast.Dict) and isinstance(two, ast.Dict):
        there = {_key(k): value for k, value in zip(two.keys, two.values, strict=True)}
        here = {_key(k): value for k, value in zip(one.keys, one.values, strict=True)}
        for key, value in there.items():
            if key in here:
                yield from _twins(here[key], value, path)
            elif key is not None and CHINESE.search(key) and _text(value):
                yield key, _text(value) or ""
    elif isinstance(one, ast.Tuple) and isinstance(two, ast.Tuple):
        for a_part, b_part in zip_longest(one.elts, two.elts, fillvalue=ast.Constant("")):
            yield from _twins(a_part, b_part, path)
    elif (
        isinstance(one, ast.Call)
        and isinstance(two, ast.Call)
        and ast.unparse(one.func) == ast.unparse(two.func)
    ):
        for a_part, b_part in zip(one.args, two.args, strict=False):
            yield from _twins(a_part, b_part, path)
        named = {keyword.arg: keyword.value for keyword in one.keywords}
        for keyword in two.keywords:
            if keyword.arg in named:
                yield from _twins(named[keyword.arg], keyword.value, path)


def _text(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _key(node: ast.AST | None) -> str | None:
    return None if node is None else _text(node) or ast.unparse(node)


def _resolved(node: ast.AST, path: Path) -> ast.AST:
    """Return what a name stands for: a constant of its module, or of the one it comes from."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "MappingProxyType":
        return _resolved(node.args[0], path)
    if not isinstance(node, ast.Name):
        return node
    for part in _tree(path).body:
        if isinstance(part, ast.ImportFrom) and any(a.name == node.id for a in part.names):
            other = PACKAGE.joinpath(*str(part.module).split(".")).with_suffix(".py")
            return _resolved(node, other) if other.exists() else node
        if isinstance(part, ast.Assign | ast.AnnAssign) and part.value is not None:
            targets = part.targets if isinstance(part, ast.Assign) else [part.target]
            if any(isinstance(t, ast.Name) and t.id == node.id for t in targets):
                return _resolved(part.value, path)
    return node


@lru_cache(maxsize=4)  # all kept would be looked through at every collection of garbage
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))
