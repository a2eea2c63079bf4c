"""Every line in its room: the arrows of DESIGN.md, checked.

A guard that guards nothing passes too, so each rule must also bite on a
planted breach (at the end).
"""

import ast
import sys
from functools import cache
from pathlib import Path

import pytest

from code_nodes import nodes

PACKAGE = Path(__file__).parent.parent / "addin" / "cuifei"

# A room may import the rooms named here, and itself.
MAY_IMPORT = {
    "domain": set(),
    "locale": {"domain"},
    "ooxml": {"domain"},
    "files": {"domain", "ooxml"},
    "tables": {"domain", "files", "locale", "ooxml"},
    "newbook": {"domain", "locale", "ooxml", "tables"},
    "offices": {"domain", "files", "locale", "newbook", "ooxml", "tables"},
    "statements": {"domain", "files", "locale", "offices", "ooxml", "tables"},
    "workbook": {"domain", "files", "locale", "newbook", "offices", "ooxml", "tables"},
    "letters": {"domain", "locale", "ooxml"},
    "commands": {
        "domain",
        "files",
        "letters",
        "locale",
        "newbook",
        "offices",
        "ooxml",
        "statements",
        "tables",
        "workbook",
    },
    "fleet": {"commands", "domain", "letters", "locale", "newbook", "ooxml", "tables", "workbook"},
    "menu": {"domain", "locale"},
    "excel": {"commands", "domain", "locale", "menu", "tables", "workbook"},
    "cli": {"commands", "domain", "excel", "fleet", "locale", "menu"},
    "__main__": {"cli"},
}

# Inside the domain a topic builds on the ground (the modules that lie in no folder) and on the
# topics named here; inside a folder modules build on each other without a circle.
TOPICS = {
    "account": set(),
    "ladder": {"account"},
    "papers": {"account", "ladder"},
    "queue": {"account", "ladder"},
    "work": {"account", "ladder", "queue"},
    "figures": {"account", "ladder", "queue"},
    "receipts": {"account"},
}

# A library is known in these rooms or modules and nowhere else.
ONLY_IN = {
    "openpyxl": {"newbook", "offices", "ooxml", "tables"},
    "python_calamine": {"files", "tables", "workbook"},
    "docx": {"letters"},
    "isal": {"ooxml", "letters"},
    "lxml": {"files", "letters", "newbook", "offices", "ooxml", "workbook"},
    "babel": {"locale", "letters"},
    "gettext": {"locale"},
    "typer": {"cli"},
    "rich": {"cli"},
    "chinese_calendar": {"commands"},
    "xlwings": {"excel", "workbook"},
    "segno": {"letters"},
    "pypdf": {"letters"},
    "filelock": {"workbook"},
    "dask": {"fleet"},
    "distributed": {"fleet"},
}

# Here a result becomes a JSON document, and here the document leaves; all others read the result.
DOCUMENTS = {"commands.report", "cli.speak"}
# Only doors read the clock, print or show a box.
DOORS = {"cli", "excel"}
LONGEST_MODULE, LONGEST_FUNCTION = 300, 40
# Tables of data, not code: one screen per table is what makes them readable.
DATA = {"tables.layout"}


def module_name(path: Path) -> str:
    """Return "domain.late_fee" for cuifei/domain/late_fee.py."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


@cache
def imported(source: str) -> set[str]:
    """Return the dotted name of everything a module imports."""
    names = set()
    for node in nodes(source):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "write imports in full"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def breaches(name: str, source: str) -> list[str]:
    """Return what the module called `name` does that its room forbids."""
    every = nodes(source)
    found = [*import_breaches(name, source), *door_breaches(name, every), *digging(name, every)]
    if name.startswith("domain."):
        found += purity_breaches(name, every)
    for node in every:
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= LONGEST_FUNCTION:
            found.append(f"{name}.{node.name} is too long")
    if len(source.splitlines()) > LONGEST_MODULE and name not in DATA:
        found.append(f"{name} is too long")
    if not ast.get_docstring(every[0]):
        found.append(f"{name} does not say what it is for")
    return found


def import_breaches(name: str, source: str) -> list[str]:
    room = name.partition(".")[0]
    found = []
    for target in sorted(imported(source)):
        top, *rest = target.split(".")
        if top == "cuifei" and rest:
            if rest[0] != room and rest[0] not in MAY_IMPORT[room]:
                found.append(f"{name} must not import {target}")
            if rest[0] == room == "domain" and rest[1:] and not may_build_on(name, rest[1]):
                found.append(f"{name} must not import {target}: it is not above")
        elif room not in ONLY_IN.get(top, {room}):
            found.append(f"{name} must not know {top}")
        elif room == "domain" and top not in {"cuifei", *sys.stdlib_module_names}:
            found.append(f"{name} must need nothing installed, not even {top}")
    return found


def may_build_on(name: str, folder: str) -> bool:
    """Say whether the domain module `name` may import from `domain.<folder>`."""
    own = name.split(".")[1]
    if folder not in TOPICS:
        return True
    return own in TOPICS and (own == folder or folder in TOPICS[own])


def circles(modules: dict[str, str]) -> list[str]:
    """Return the modules that import each other in a circle."""
    arrows = {name: set() for name in modules}
    for name, source in modules.items():
        for target in imported(source):
            path = target.removeprefix("cuifei.")
            while path and path not in modules:
                path = path.rpartition(".")[0]
            if path and path != name:
                arrows[name].add(path)
    free = True
    while free:
        free = [name for name, targets in arrows.items() if not targets & arrows.keys()]
        for name in free:
            del arrows[name]
    return sorted(arrows)


def door_breaches(name: str, every: list[ast.AST]) -> list[str]:
    """Return where a room that is no door reads the clock or prints."""
    if name.partition(".")[0] in DOORS:
        return []
    found = []
    for node in every:
        if isinstance(node, ast.Attribute) and node.attr in {"today", "now", "utcnow"}:
            found.append(f"{name} line {node.lineno}: only doors read the clock")
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"print", "input"}:
            found.append(f"{name} line {node.lineno}: only doors speak")
    return found


def digging(name: str, every: list[ast.AST]) -> list[str]:
    """Return where a room that knows reports digs in one: in JSON, or in sentences by place."""
    if name.partition(".")[0] not in {"commands", "fleet", *DOORS}:
        return []
    called = {node.func for node in every if isinstance(node, ast.Call)}
    found = []
    for node in every:
        read = isinstance(node, ast.Attribute) and node not in called
        if read and node.attr == "data" and name not in DOCUMENTS:
            found.append(f"{name} line {node.lineno}: read the report's result by name")
        if not isinstance(node, ast.Subscript):
            continue
        place = isinstance(node.slice, (ast.Slice, ast.UnaryOp)) or (
            isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, int)
        )
        of = getattr(node.value, "attr", getattr(node.value, "id", ""))
        if of == "said" and place:
            found.append(f"{name} line {node.lineno}: ask for the sentence where it is made")
        if getattr(node.value, "attr", "") == "result" and not place:
            found.append(f"{name} line {node.lineno}: give the result a record with names")
    return found


def purity_breaches(name: str, every: list[ast.AST]) -> list[str]:
    found = []
    for node in every:
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            found.append(f"{name} line {node.lineno}: money is int fen, rates are fractions")
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "open":
            found.append(f"{name} line {node.lineno}: the domain does no I/O")
    return found


MODULES = {
    module_name(path): path.read_text(encoding="utf-8")
    for path in PACKAGE.rglob("*.py")
    if module_name(path)
}


def test_every_module_keeps_to_its_room():
    every = {name: breaches(name, source) for name, source in MODULES.items()}
    assert len(every) > 400
    assert {name: found for name, found in every.items() if found} == {}


def test_every_topic_of_the_domain_has_its_place():
    domain = {n.split(".")[1] for n in MODULES if n.startswith("domain.") and n.count(".") == 2}
    assert domain == set(TOPICS)


def test_no_modules_import_each_other_in_a_circle():
    assert not circles(MODULES)


def test_a_planted_circle_is_found():
    planted = {
        "a.x": "from cuifei.b import y",
        "b.y": "from cuifei.b.z import f",
        "b.z": "import cuifei.a.x",
        "c": "from cuifei.a import x",
    }
    assert circles(planted) == ["a.x", "b.y", "b.z", "c"]
    assert not circles(planted | {"b.z": ""})


def test_no_two_rooms_import_each_other():
    for room, others in MAY_IMPORT.items():
        assert not [other for other in others if room in MAY_IMPORT[other]]
    for topic, others in TOPICS.items():
        assert not [other for other in others if topic in TOPICS[other]]


def test_every_room_is_still_where_the_rules_look():
    assert {name.partition(".")[0] for name in MODULES} == set(MAY_IMPORT)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("domain.ladder.ladder", "from cuifei.domain.account.arrears import Arrears"),
        ("newbook.build", "import openpyxl"),
        ("commands.flag", "from cuifei.letters import fields\nfrom cuifei.workbook import rows"),
        ("cli", "from datetime import date; date.today(); print('x')"),
        ("workbook.closed", "rate = 0.5"),
        ("commands.report", "found = report.data['rows']"),
        ("commands.flag", "found = report.result.rows[0]; bills = papers.data(made)"),
        ("letters.bill_paper", "title = said[0]"),
        ("excel.clicks", "said = (*report.said, *taken.said); row = said[key]"),
    ],
)
def test_what_is_allowed_is_left_alone(name, source):
    assert not breaches(name, f'"""Planted."""\n{source}\n')


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("domain.ladder", "from cuifei.workbook import rows"),
        ("domain.ladder.ladder", "from cuifei.domain.work import worklist"),
        ("domain.ladder.ladder", "from cuifei.domain.figures.kpis import rate"),
        ("domain.money", "from cuifei.domain.account import arrears"),
        ("domain.ladder", "import openpyxl"),
        ("domain.ladder", "import numpy"),
        ("domain.ladder", "rate = 0.05"),
        ("domain.ladder", "from datetime import date; date.today()"),
        ("domain.ladder", "open('x')"),
        ("letters.fields", "import cuifei.tables.rows"),
        ("letters.fields", "import openpyxl"),
        ("workbook.rows", "from cuifei.letters import fields"),
        ("workbook.rows", "from cuifei.commands import flag"),
        ("workbook.rows", "print('x')"),
        ("commands.flag", "from datetime import datetime; datetime.now()"),
        ("commands.flag", "import docx"),
        ("commands.flag", "from cuifei import cli"),
        ("cli", "from cuifei.workbook import rows"),
        ("commands.demo", "folder = written.data['folder']"),
        ("commands.demo", "folder = written.data.get('folder')"),
        ("commands.demo", "whole = {**written.data}"),
        ("excel.clicks", "known = 'proposal' in found.data"),
        ("excel.clicks", "number = preview.result['number']"),
        ("excel.clicks", "question = preview.said[:-1]"),
        ("excel.clicks", "said = report.said; first = said[0]"),
        ("cli.fleet", "last = report.said[-1]"),
        ("commands", "def long():\n" + "    pass\n" * LONGEST_FUNCTION),
        ("commands", "pass\n" * LONGEST_MODULE),
    ],
)
def test_a_planted_breach_is_found(name, source):
    assert breaches(name, f'"""Planted."""\n{source}\n')


def test_a_module_without_a_purpose_is_found():
    assert breaches("commands", "pass\n")
