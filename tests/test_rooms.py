"""Every line in its room: the arrows of DESIGN.md, checked.

A guard that guards nothing passes too, so each rule must also bite on a
planted breach (at the end).
"""

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "addin" / "cuifei"

# A room may import the rooms named here, and itself.
MAY_IMPORT = {
    "domain": set(),
    "locale": {"domain"},
    "workbook": {"domain"},
    "letters": {"domain"},
    "commands": {"domain", "workbook", "letters", "locale"},
    "excel": {"commands", "domain", "locale", "workbook"},
    "calc": {"commands", "domain", "locale"},
    "cli": {"commands", "domain", "locale", "excel"},
    "__main__": {"cli"},
}

# Inside the domain imports point up this list, so a cycle cannot be written.
DOMAIN_ORDER = """
problems money dates keys words records policy addresses late_fee allocation arrears promises
holds service limitation episodes letter_rows live household ladder dossier situation readiness
register cohort same_owner blockers cases merging demand statement history agreement letter_life
carrier settlement approval risk turns standing queue what_if task pauses reached texting channels
advice playbook reminders followups chasing worklist tickler scripts effects kpis warning board
kpi_data note_words room_names payers open_sums receipts splitting signs matching taking
""".split()

# A library is known in these rooms or modules and nowhere else.
ONLY_IN = {
    "openpyxl": {"workbook"},
    "python_calamine": {"workbook"},
    "docx": {"letters"},
    "isal": {"workbook", "letters"},
    "lxml": {"workbook", "letters"},
    "babel": {"locale", "letters"},
    "gettext": {"locale"},
    "typer": {"cli"},
    "rich": {"cli"},
    "chinese_calendar": {"commands"},
    "xlwings": {"excel", "calc", "workbook"},
    "uno": {"calc"},
    "segno": {"letters"},
    "pypdf": {"letters"},
    "filelock": {"workbook"},
}

# Only doors read the clock, print or show a box.
DOORS = {"cli", "excel", "calc"}
LONGEST_MODULE, LONGEST_FUNCTION = 300, 40
# Tables of data, not code: one screen per table is what makes them readable.
DATA = {"workbook.layout"}


def module_name(path: Path) -> str:
    """Return "domain.late_fee" for cuifei/domain/late_fee.py."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imported(tree: ast.AST) -> set[str]:
    """Return the dotted name of everything `tree` imports."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "write imports in full"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def breaches(name: str, source: str) -> list[str]:
    """Return what the module called `name` does that its room forbids."""
    tree = ast.parse(source)
    found = [*import_breaches(name, tree), *door_breaches(name, tree)]
    if name.startswith("domain."):
        found += purity_breaches(name, tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= LONGEST_FUNCTION:
            found.append(f"{name}.{node.name} is too long")
    if len(source.splitlines()) > LONGEST_MODULE and name not in DATA:
        found.append(f"{name} is too long")
    if not ast.get_docstring(tree):
        found.append(f"{name} does not say what it is for")
    return found


def import_breaches(name: str, tree: ast.AST) -> list[str]:
    room, _, leaf = name.partition(".")
    found = []
    for target in sorted(imported(tree)):
        top, *rest = target.split(".")
        if top == "cuifei" and rest:
            if rest[0] != room and rest[0] not in MAY_IMPORT[room]:
                found.append(f"{name} must not import {target}")
            if rest[0] == room == "domain" and not set(rest[1:2]) <= above(leaf):
                found.append(f"{name} must not import {target}: it is not above")
        elif room not in ONLY_IN.get(top, {room}):
            found.append(f"{name} must not know {top}")
        elif room == "domain" and top not in {"cuifei", *sys.stdlib_module_names}:
            found.append(f"{name} must need nothing installed, not even {top}")
    return found


def above(leaf: str) -> set[str]:
    """Return the domain modules that `leaf` may import."""
    return set(DOMAIN_ORDER[: DOMAIN_ORDER.index(leaf)]) if leaf in DOMAIN_ORDER else set()


def door_breaches(name: str, tree: ast.AST) -> list[str]:
    """Return where a room that is no door reads the clock or prints."""
    if name.partition(".")[0] in DOORS:
        return []
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in {"today", "now", "utcnow"}:
            found.append(f"{name} line {node.lineno}: only doors read the clock")
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"print", "input"}:
            found.append(f"{name} line {node.lineno}: only doors speak")
    return found


def purity_breaches(name: str, tree: ast.AST) -> list[str]:
    found = []
    for node in ast.walk(tree):
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


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_keeps_to_its_room(name):
    assert not breaches(name, MODULES[name])


def test_every_domain_module_has_its_place_in_the_order():
    listed = {name.partition(".")[2] for name in MODULES if name.startswith("domain.")}
    assert listed == set(DOMAIN_ORDER)


def test_every_room_is_still_where_the_rules_look():
    assert {name.partition(".")[0] for name in MODULES} == set(MAY_IMPORT)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("domain.ladder", "from cuifei.domain.arrears import Arrears"),
        ("workbook.build", "import openpyxl"),
        ("commands.flag", "from cuifei.letters import fields\nfrom cuifei.workbook import rows"),
        ("cli", "from datetime import date; date.today(); print('x')"),
        ("workbook.closed", "rate = 0.5"),
    ],
)
def test_what_is_allowed_is_left_alone(name, source):
    assert not breaches(name, f'"""Planted."""\n{source}\n')


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("domain.ladder", "from cuifei.workbook import rows"),
        ("domain.ladder", "from cuifei.domain import worklist"),
        ("domain.ladder", "from cuifei.domain.kpis import rate"),
        ("domain.ladder", "import openpyxl"),
        ("domain.ladder", "import numpy"),
        ("domain.ladder", "rate = 0.05"),
        ("domain.ladder", "from datetime import date; date.today()"),
        ("domain.ladder", "open('x')"),
        ("letters.fields", "import cuifei.workbook.rows"),
        ("letters.fields", "import openpyxl"),
        ("workbook.rows", "from cuifei.letters import fields"),
        ("workbook.rows", "from cuifei.commands import flag"),
        ("workbook.rows", "print('x')"),
        ("commands.flag", "from datetime import datetime; datetime.now()"),
        ("commands.flag", "import docx"),
        ("commands.flag", "from cuifei import cli"),
        ("cli", "from cuifei.workbook import rows"),
        ("commands", "def long():\n" + "    pass\n" * LONGEST_FUNCTION),
        ("commands", "pass\n" * LONGEST_MODULE),
    ],
)
def test_a_planted_breach_is_found(name, source):
    assert breaches(name, f'"""Planted."""\n{source}\n')


def test_a_module_without_a_purpose_is_found():
    assert breaches("commands", "pass\n")
