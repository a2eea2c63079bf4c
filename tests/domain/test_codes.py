"""Codes stand in one place: every other module names the member."""

import ast
import json
import pickle
from pathlib import Path

import pytest

from code_nodes import below, nodes
from cuifei.domain import codes
from cuifei.domain.codes import Code, Document, LetterState
from cuifei.tables.cells import read_code
from cuifei.tables.layout import CODES

PACKAGE = Path(codes.__file__).parent.parent
OF_FIELD = {
    "document": codes.Document,
    "state": codes.LetterState,
    "result": (codes.ContactResult, codes.LetterResult),
    "channel": codes.Channel,
    "delivery": codes.Delivery,
    "use_type": codes.UseType,
    "reason": codes.HoldReason,
    "kind": codes.DecisionKind,
    "owner_type": codes.OwnerType,
}
EVERY = frozenset(code for enum in Code.__subclasses__() for code in enum)
# Codes whose word is also a column, a command, a ladder, an answer of an office or a kind of event.
ALSO = frozenset(
    "statement bill sealed sent served refused paid plan suit phone wechat visit counter post email"
    " express door residential shop hardship special sold other waiver discount points gift"
    " instalments".split()
)
# The home; a table of invented data that is read through the members; words that a payer writes.
HOMES = ("domain.codes", "commands.estate.", "domain.receipts.note_words")


def literals(source: str) -> list[str]:
    """Return the codes that a module spells out where it should name the member."""
    every = nodes(source)
    said = {id(n.value) for n in every if isinstance(n, ast.Expr)}
    for call in every:
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("say", "say_n"):
            said |= set(map(id, call.args))
    texts = [n for n in every if isinstance(n, ast.Constant) and id(n) not in said]
    found = [n.value for n in texts if isinstance(n.value, str) and n.value in EVERY - ALSO]
    for node in every:
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Attribute):
            found += of_field(node.left.attr, *node.comparators)
        if isinstance(node, ast.keyword):
            found += of_field(node.arg, node.value)
    return found


def of_field(field: str, *values: ast.expr) -> list[str]:
    """Return the words among `values` that are spelled-out codes of a record's field."""
    enums = OF_FIELD.get(field, ())
    own = {c for enum in (enums if isinstance(enums, tuple) else (enums,)) for c in enum}
    parts = [n for value in values for n in below(value) if isinstance(n, ast.Constant)]
    return [n.value for n in parts if n.value in own]


def test_no_module_spells_out_a_code():
    modules = {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path.read_text(encoding="utf-8")
        for path in PACKAGE.rglob("*.py")
    }
    assert len(modules) > 400
    elsewhere = {name: text for name, text in modules.items() if not name.startswith(HOMES)}
    assert {name: found for name, text in elsewhere.items() if (found := literals(text))} == {}


@pytest.mark.parametrize(
    "breach",
    [
        'if letter.document == "lawyer_letter": pass',
        'UNSENT = {"made", "printed"}',
        'x = letter.state == "sent"',
        'x = letter.state not in ("served", "refused")',
        'Letter("1", document, unit, day, delivery="hand")',
        'contacts(result="paid")',
        'x = hold.reason == "sold"',
        'x = made.kind == "waiver"',
        'x = unit.use_type == "shop"',
        'x = unit.owner_type != "evading"',
    ],
)
def test_a_planted_code_is_found(breach):
    assert literals(breach)


@pytest.mark.parametrize(
    "fair",
    [
        '"""A letter is lawyer_letter."""',
        'words = say("voided")',
        "x = letter.state == LetterState.SENT",
        'x = promise.state == "open"',
        'row["sent"]',
        'amount = row.get("paid")',
    ],
)
def test_what_is_no_code_is_left_alone(fair):
    assert not literals(fair)


def test_a_code_is_the_text_that_it_is():
    for code in EVERY:
        assert code == str(code) == f"{code}" == f"{code:s}" == json.loads(json.dumps(code))
        assert type(str(code)) is str
        assert repr(code) == repr(str(code))
        assert pickle.loads(pickle.dumps(code)) is code
        assert {str(code): 1}[code] == {code: 1}[str(code)] == 1
    assert json.dumps({LetterState.SENT: 1}) == '{"sent": 1}'


def test_the_sheets_have_a_word_for_every_code():
    named = {
        "use_type": codes.UseType,
        "channel": codes.Channel,
        "result": codes.ContactResult,
        "hold_reason": codes.HoldReason,
        "decision": codes.DecisionKind,
        "letter_state": codes.LetterState,
        "delivery": codes.Delivery,
        "letter_result": codes.LetterResult,
        "owner_type": codes.OwnerType,
    }
    for name, enum in named.items():
        assert list(CODES[name]) == list(enum)
        assert all(isinstance(code, enum) for code in CODES[name])
    assert [*CODES["document"], Document.BILL] == list(Document)


def test_what_is_read_from_a_cell_is_the_member():
    assert read_code("letter_state", "已寄出", "zh") is LetterState.SENT
