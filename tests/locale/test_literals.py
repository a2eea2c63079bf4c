"""No sentence for a user stands outside of the catalogues; each kind of slip is planted and found.

What people read is either a Message (say), a table in both languages, or the
help of the command line, which is said in both at once.
"""

import ast
import re
from pathlib import Path

import pytest

from code_nodes import below, nodes
from cuifei.domain.words import COLUMN_WORDS, SHEET_WORDS
from cuifei.locale import translator
from cuifei.tables.layout import BY_NAME, SETTINGS
from cuifei.tables.layout import TABLES as TABLES_OF_OURS

PACKAGE = Path(__file__).parents[2] / "addin" / "cuifei"
CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
WORD = re.compile("[A-Za-z\u4e00-\u9fff]{2}")
# Callable -> places of its arguments that are sentences.
SENTENCES = {
    "CuifeiError": (0, 1),
    "Unreadable": (0, 1),
    "Problem": (1, 2),
    "Blocker": (2,),
    "Move": (1,),
    "alert": (0,),
    "status": (0,),
    "print": (0,),
    "echo": (0,),
    "secho": (0,),
    "write": (0,),
}
# Modules that hold what is read, not what is said: patterns and words of other people's files,
# an invented estate, a picture of the ribbon, an XML namespace.
READING = re.compile(
    r"domain/(dates|keys|money|policy|addresses|account/(charging|outcomes)|papers/addressee"
    r"|receipts/(note_words|payers|room_names))"
    r"|commands/(estate\w*|numbers|next_month|charges|text_lists)|excel/package_parts"
)
OUR_NAMES = {table.zh for table in BY_NAME.values()} | {
    column.zh for table in TABLES_OF_OURS for column in table.columns if len(column.zh) > 1
}
# What is typed or shown as it stands, in any language.
QUOTED = re.compile("“[^”]*”|\\(such as [^)]*\\)|\\([一-鿿]+\\)|the tab 催费")
# The rooms whose modules are tables in both languages.
TABLES = ("workbook", "letters", "tables", "newbook", "offices", "statements", "files", "ooxml")
# A code's or a document's words, with what else is accepted on reading.
CODES = ("tables/layout.py", "letters/document_names.py")
# What says its texts in the user's language.
SAYING = {"say", "say_n", "Words", "Both", "phrase"}
# The button that changes the language is named by the language it changes to.
LANGUAGES = ("English", "中文")
# Names of folders and files that stay the same, so that every run finds what another one made.
PLACES = {"催费演示", "催费文书", "催费证据"}


def slips(name, source):
    """Return "line: text" of every sentence in a module that no catalogue has."""
    every = nodes(source)
    found = [*_sentences(name, every), *_helps(name, every), *_pairs(name, every), *_named(every)]
    if not name.startswith(TABLES) and not READING.match(name):
        found += _chinese(name, every)
    return found


def _literal(node):
    """Return the text that an expression says itself, "" where it takes it from elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_literal(part) for part in node.values)
    if isinstance(node, ast.BinOp):
        return _literal(node.left) + _literal(node.right)
    if isinstance(node, ast.IfExp):
        return _literal(node.body) + _literal(node.orelse)
    return ""


def _called(node):
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def _sentences(name, every):
    for node in every:
        if isinstance(node, ast.Call):
            places = SENTENCES.get(_called(node), ())
            if name.startswith("excel/") and "sys.stderr" in map(_file, node.keywords):
                continue  # the log of a process that nobody sees
            if _called(node) == "write" and not re.search(r"std(out|err)", ast.unparse(node.func)):
                continue
            told = [node.args[place] for place in places if place < len(node.args)]
            told += [k.value for k in node.keywords if k.arg in {"what", "remedy", "prompt"}]
            if _called(node) == "setattr" and _literal(node.args[1]) == "status_bar":
                told.append(node.args[2])
        elif isinstance(node, ast.Assign):
            bar = any(getattr(target, "attr", "") == "status_bar" for target in node.targets)
            told = [node.value] if bar else []
        else:
            continue
        for argument in told:
            if WORD.search(_literal(argument)):
                yield f"{name} {node.lineno}: {_literal(argument)}"


def _file(keyword):
    return ast.unparse(keyword.value) if keyword.arg == "file" else ""


def _helps(name, every):
    """Yield help texts and docstrings of commands that are not said in both languages."""
    for node in every:
        if isinstance(node, ast.Call):
            for keyword in (k for k in node.keywords if k.arg == "help"):
                text = _literal(keyword.value)
                # What the buttons say comes from the command table, which has both.
                button = ast.unparse(keyword.value).startswith("cli_help(")
                if not button and not _both(text):
                    yield f"{name} {node.lineno}: {text}"
        if isinstance(node, ast.FunctionDef) and name.startswith("cli/"):
            commands = [d for d in node.decorator_list if "command" in ast.unparse(d)]
            doc = (ast.get_docstring(node) or "").split("\n\n")[0]
            if commands and not _both(doc):
                yield f"{name} {node.lineno}: {doc}"


def _both(text):
    english, _, chinese = text.partition(" / ")
    return bool(WORD.search(english) and (CHINESE.search(chinese) or CHINESE.search(english)))


def _pairs(name, every):
    """Yield tables that say something in one language only."""
    for node in every:
        if isinstance(node, ast.Dict):
            by_key = {_literal(k): v for k, v in zip(node.keys, node.values, strict=True) if k}
            if "zh" in by_key and "en" not in by_key:
                yield f"{node.lineno}: nothing in English"
            elif "zh" in by_key and name not in CODES and not _alike(by_key["zh"], by_key["en"]):
                yield f"{node.lineno}: not as much in English"
        both = isinstance(node, ast.Call) and _called(node) == "Both" and name not in CODES
        if both and (len(node.args) < 2 or not _alike(*node.args[:2])):
            yield f"{node.lineno}: not as much in English"
        if isinstance(node, ast.Call) and _called(node) == "Words" and name.startswith("excel/"):
            said = [_literal(argument) for argument in node.args]
            if len(said) != 2 or not all(said) or not _told(*said):
                yield f"{node.lineno}: {said}"
        if isinstance(node, ast.Tuple) and len(node.elts) == 2:
            chinese, english = node.elts
            blank = isinstance(english, ast.Constant) and english.value == ""
            if CHINESE.search(_literal(chinese)) and blank:
                yield f"{node.lineno}: {_literal(chinese)} has no English"


def _told(chinese, english):
    return not CHINESE.search(english) or (chinese, english) == LANGUAGES


def _alike(chinese, english):
    shapes = _shape(chinese), _shape(english)
    return None in shapes or shapes[0] == shapes[1]


def _shape(node):
    """Return how much a table says, as far as that can be seen."""
    if isinstance(node, (ast.Tuple, ast.List)):
        return len(node.elts)
    return sorted(_literal(k) for k in node.keys) if isinstance(node, ast.Dict) else None


def _named(every):
    """Yield keys that name a sheet or a column in Chinese: English users read it otherwise."""
    for node in every:
        if isinstance(node, ast.Call) and _called(node) in {"say", "say_n"}:
            for text in map(_literal, node.args[:2]):
                if any(name in QUOTED.sub("", text) for name in OUR_NAMES):
                    yield f"{node.lineno}: {text}"


def _chinese(name, every):
    """Yield Chinese that stands neither in a Message, in a table of both, nor in a help text."""
    allowed = set()
    for node in every:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            allowed.add(id(node.value))
        if isinstance(node, ast.Call):
            inside = below(node) if _called(node) in SAYING else ()
            allowed |= {id(part) for part in inside}
            for keyword in node.keywords:
                allowed |= {id(p) for p in below(keyword.value)} if keyword.arg == "help" else set()
        if isinstance(node, ast.Dict) and {"zh", "en"} <= {_literal(k) for k in node.keys if k}:
            allowed |= {id(part) for part in below(node)}
    for node in every:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value.strip()
            if CHINESE.search(text) and id(node) not in allowed and text not in PLACES:
                yield f"{name} {node.lineno}: {text}"


def modules():
    return {path.relative_to(PACKAGE).as_posix(): path for path in PACKAGE.rglob("*.py")}


def test_every_sentence_is_in_the_catalogues():
    every = {
        name: slips(name, path.read_text(encoding="utf-8")) for name, path in modules().items()
    }
    assert len(every) > 400
    assert {name: found for name, found in every.items() if found} == {}


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("commands/planted.py", "raise CuifeiError('no such book', say('Look'))"),
        ("commands/planted.py", "raise CuifeiError(say('no'), f'Look at {name}')"),
        ("commands/planted.py", "Problem(where, 'wrong ' + what, remedy)"),
        ("domain/planted.py", "Blocker('hold', None, 'on hold' if held else text)"),
        ("workbook/planted.py", "raise Unreadable(what='bad cell', remedy=say('Type it'))"),
        ("excel/planted.py", "host.alert('Done')"),
        ("excel/planted.py", "host.status(f'{n} letters')"),
        ("excel/planted.py", "app.status_bar = 'busy'"),
        ("excel/planted.py", "setattr(app, 'status_bar', 'busy')"),
        ("excel/planted.py", "Words('检查', '')"),
        ("excel/planted.py", "Words('Check', '检查')"),
        ("cli/planted.py", "typer.echo('written')"),
        ("cli/planted.py", "print(f'{n} cells written')"),
        ("cli/planted.py", "Console().print('written')"),
        ("cli/planted.py", "sys.stdout.write('written')"),
        ("cli/planted.py", "typer.Option('--x', help='Only these')"),
        ("cli/planted.py", "@app.command('x')\ndef x():\n    '''Write it.'''"),
        ("commands/planted.py", "where = f'发函 {number}'"),
        ("commands/planted.py", "NAMES = {'zh': ('寄送', '信封')}"),
        ("commands/planted.py", "NAMES = {'zh': ('寄送', '信封'), 'en': ('posting',)}"),
        ("commands/planted.py", "NAMES = Both(('寄送', '信封'), ('posting',))"),
        ("commands/planted.py", "NAMES = Both({'a': '寄送', 'b': '信封'}, {'a': 'posting'})"),
        ("commands/planted.py", "TITLE = phrase(('看板', ''), lang)"),
        ("workbook/planted.py", "TITLE = ('看板', '')"),
        ("domain/planted.py", "say('fill in 通讯地址')"),
        ("excel/planted.py", "say_n('{n} place: see 问题', '{n} places: see 问题', n)"),
    ],
)
def test_a_planted_slip_is_found(name, source):
    assert slips(name, source)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("commands/planted.py", "raise CuifeiError(say('no such book'), say('Look'), where)"),
        ("commands/planted.py", "'''What 待办 says.'''\nNAMES = {'zh': '寄送', 'en': 'posting'}"),
        ("commands/planted.py", "NAMES = Both(('寄送', '信封'), ('posting', 'envelopes'))"),
        ("commands/planted.py", "name = phrase(('文书', 'letters'), lang)"),
        ("excel/planted.py", "host.alert(tell(message)); host.status('')"),
        ("excel/planted.py", "Words('检查', 'Check')"),
        ("cli/planted.py", "typer.Option('--unit', help='Only these / 房号')"),
        ("cli/planted.py", "app.command('flag', help=cli_help('flag'))"),
        ("cli/planted.py", "sys.stdout.write('\\n'); file.write('text')"),
        ("workbook/planted.py", "TITLE = ('看板', 'Dashboard')"),
    ],
)
def test_what_is_said_as_it_should_be_is_left_alone(name, source):
    assert not slips(name, source)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sheets_and_columns_are_called_in_sentences_as_they_are_in_the_workbook(lang):
    tell, english = translator(lang), lang == "en"
    assert SHEET_WORDS.keys() == BY_NAME.keys()
    for name, word in SHEET_WORDS.items():
        assert tell(word) == (BY_NAME[name].en if english else BY_NAME[name].zh)
    for field, word in COLUMN_WORDS.items():
        called = [(c.zh, c.en) for t in BY_NAME.values() for c in t.columns if c.field == field]
        assert tell(word) in {pair[english] for pair in (*called, SETTINGS.get(field, ("", "")))}
