"""Every command of the command line that writes, as it is broken off: office.py's laws hold too.

A command is run through its door with `--json`; besides what office.py asks of each, the door
must end with one JSON document and an exit code that says what happened.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from typer.testing import CliRunner

from commands.estates import AS_OF, rows, type_row
from cuifei.cli import app
from faults import office
from faults.office import Told
from workbook import books

DAY = ("--as-of", AS_OF.isoformat())
FIRM = ("--by", "样例律师", "--firm-number", "样律〔2026〕1号", "--date", AS_OF.isoformat())
DRAFTED, MARKED, SOLD, OWN = "{drafted}", "{number}", "{sold}", "{folder}/自己的台账.xlsx"
OWN_LEDGER = [
    ["房间号", "姓名", "收费项目", "所属月份", "欠费金额", "应缴日期"],
    *([f"1-10{n}", f"样例{n}", "物业费", "2026-09", 120.5, date(2026, 9, 30)] for n in (1, 2, 3)),
]

# What is run, and what was run before it. {drafted}: the unit whose lawyer letter waits for its
# approval; {number}: a letter; {owing}: a unit that owes; {sold}: one that changed hands.
COMMANDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "texts": (("texts", *DAY),),
    "kpi": (("kpi", *DAY),),
    "kpi --html": (("kpi", "--html", *DAY),),
    "charges": (("charges", "--period", "2026-12", *DAY),),
    "charges --bills": (("charges", "--period", "2026-12", "--bills", *DAY),),
    "late-fees --book": (("late-fees", "--book", *DAY),),
    "late-fees --waive": (("late-fees", "--waive", "--by", "样例", "--reason", "样例", *DAY),),
    "debits": (("debits", *DAY),),
    "committee": (("committee", *DAY),),
    "post": (("post", *DAY),),
    "pack": (("pack", *DAY),),
    "templates": (("templates",),),
    "first-letters": (("first-letters", *DAY),),
    "letters --review": (("letters", "--review", "--reviewed-by", "样例", *DAY),),
    "letters --pack": (("letters", "--limit", "3", "--pack", *DAY),),
    "reprint": (("reprint", "--number", MARKED, "--to", "{folder}/again.docx", *DAY),),
    "mark void": (("mark", "--number", MARKED, "--state", "voided", "--reason", "样例"),),
    "evidence": (("evidence", "--unit", "{owing}", *DAY),),
    "history": (("history", "--unit", "{owing}", *DAY),),
    "verify": (("verify",),),
    "forget": (("forget", "--unit", SOLD, "--backups", "--as-of", "2040-01-01"),),
    "adopt": (("adopt", OWN, "--yes"),),
    "legal approve": (("legal", "draft", *DAY), ("legal", "approve", "--unit", DRAFTED, *FIRM)),
    "legal settle": (
        ("legal", "draft", *DAY),
        ("legal", "approve", "--unit", DRAFTED, *FIRM),
        ("legal", "settle", "--unit", DRAFTED, "--result", "withdrawn", "--reason", "样例", *DAY),
    ),
    "fleet flag": (("fleet", "flag", *DAY),),
}


def begin(start: Path, folder: Path, name: str) -> Path:
    """Return the book of a copy of the office where all that comes before a command was run."""
    shutil.copytree(start, folder)
    books.write(folder / Path(OWN).name, {"台账": OWN_LEDGER})
    book = folder / "small.xlsx"
    if name == "forget":
        letter = rows(book, "发函")[-1]
        type_row(book, "暂缓", 房号=letter["房号"], 原因="已过户", 起=AS_OF)
    *before, _ = COMMANDS[name]
    for words in before:
        ended = told(book, words)
        assert ended.exit_code < 2, (name, words, ended)
    return book


def task(book: Path, name: str) -> Callable[[], Told]:
    """Return a command that is ready to be run in a copy of the office that begin() made."""
    words = COMMANDS[name][-1]
    filled = [_filled(book, word) for word in words]
    return lambda: _through_the_door(book, filled)


def told(book: Path, words: tuple[str, ...]) -> Told:
    """Run a command through its door."""
    return _through_the_door(book, [_filled(book, word) for word in words])


def _filled(book: Path, word: str) -> str:
    return next(_fill(book, word)) if "{" in word else word


def _fill(book: Path, word: str) -> Iterator[str]:
    if "{folder}" in word:
        yield word.replace("{folder}", str(book.parent))
    if word == DRAFTED:
        lawyers = [row for row in rows(book, "发函") if row["文书"] == "律师函"]
        yield str(max(lawyers, key=lambda row: str(row["函号"]))["房号"])
    if word == MARKED:
        yield office.first_number(book)
    if word == SOLD:
        yield str(next(row["房号"] for row in rows(book, "暂缓") if row["原因"] == "已过户"))
    yield str(next(row["房号"] for row in rows(book, "欠费") if row["欠费合计"]))


def _through_the_door(book: Path, words: list[str]) -> Told:
    """Run words on a command line; anything but one JSON document and 0, 1, 2 is a traceback."""
    head = words[:2] if words[0] in ("legal", "fleet") else words[:1]
    named = [] if words[0] == "adopt" else [str(book)]
    ran = CliRunner().invoke(app, [*head, *named, *words[len(head) :], "--json"])
    if ran.exit_code not in (0, 1, 2):
        raise AssertionError(f"exit {ran.exit_code}: {ran.output[:2000]} {ran.exception}")
    data = json.loads(ran.stdout)
    error = data.get("error", "")
    return Told(ran.exit_code, tuple(data.get("written", ())) if error else (), str(error))
