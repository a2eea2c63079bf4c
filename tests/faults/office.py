"""A little office whose commands are broken off: what must hold whatever broke, and when."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from commands.estates import AS_OF, NOW, rows
from cuifei.commands import check, flag, legal, letters, mark, receipts, todo, undo
from cuifei.commands.boundary import Failed, attempt
from cuifei.commands.select import Wanted
from cuifei.domain.papers.letter_life import Move
from excel.small_estate import copy_to

STATEMENT = "交易日期,对方户名,收入,支出,余额,摘要\n2026-11-19,样例公司,100.00,,100.00,样例\n"


@dataclass(frozen=True)
class Told:
    """What a command told its door."""

    exit_code: int
    written: tuple[str, ...] = ()
    error: str = ""


def told(task: Callable[[], object]) -> Told:
    """Run a command as the command line does; a bug goes through as a traceback."""
    outcome = attempt(task)
    if isinstance(outcome, Failed):
        return Told(outcome.exit_code, outcome.written, str(outcome.error))
    return Told(outcome.exit_code)


def later(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def tasks(book: Path) -> dict[str, Callable[[], Told]]:
    """Return the commands that are broken off, by name."""
    number = first_number(book)

    def marked() -> object:
        move = Move("printed", AS_OF, "", "", "")
        return mark.mark(book, number, move, now=later(9))

    def statement() -> object:
        return receipts.receipts(book, book.parent / "流水.csv", AS_OF, now=later(9))

    commands = {
        "flag": lambda: flag.flag(book, AS_OF, now=later(9)),
        "letters": lambda: letters.letters(book, AS_OF, Wanted("collection_letter"), now=later(9)),
        "mark": marked,
        "todo": lambda: todo.todo(book, AS_OF, now=later(9)),
        "legal plan": lambda: legal.plan(book, AS_OF, now=later(9)),
        "legal draft": lambda: legal.draft(book, AS_OF, now=later(9)),
        "receipts": statement,
        "undo": lambda: undo.undo(book, now=later(9)),
        "check": lambda: check.check(book, letters=True),
    }
    return {name: (lambda task=task: told(task)) for name, task in commands.items()}


def first_number(book: Path) -> str:
    for row in rows(book, "发函"):
        if row["状态"] == "已生成":
            return str(row["函号"])
    return ""


def office(folder: Path) -> Path:
    """Return a book that was flagged and has letters, so that every command has something to do."""
    book = copy_to(folder)
    (folder / "流水.csv").write_text(STATEMENT, encoding="utf-8")
    flag.flag(book, AS_OF, now=later(0))
    letters.letters(book, AS_OF, Wanted("", limit=3), now=later(1))
    return book


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def manifests(book: Path) -> Iterator[tuple[Path, dict]]:
    for file in sorted((book.parent / "催费文书").glob("*/manifest.json")):
        yield file.parent, json.loads(file.read_text(encoding="utf-8"))


def breaches(book: Path, day: date = AS_OF) -> list[str]:
    """Return what is not as it must be once the next command has begun and ended well."""
    found = []
    register = Counter(str(row["函号"]) for row in rows(book, "发函"))
    found += [f"number twice: {number}" for number, times in register.items() if times > 1]
    for folder, manifest in manifests(book):
        for letter in manifest["letters"]:
            file, number = folder / letter["file"], letter["row"]["number"]
            # `forget` leaves a letter in its list without a file and without a hash.
            whole = not letter["sha256"] or (file.is_file() and digest(file) == letter["sha256"])
            if manifest["state"] == "registered" and not (whole and number in register):
                found.append(f"letter lost: {number}")
            if manifest["state"] in ("writing", "written", "failed"):
                found.append(f"never settled: {folder.name}")
    beside = book.parent.glob(".cuifei-*")  # but for what `fleet --resume` goes by
    found += [f"left over: {p.name}" for p in beside if "-fleet-" not in p.name]
    standing = [r for r in rows(book, "发函") if r["状态"] != "已作废" and not r["结果"]]
    registered_today = {r["房号"] for r in standing if str(r["函日期"])[:10] == day.isoformat()}
    for row in rows(book, "欠费"):
        if row["房号"] in registered_today and row["今天可发"] == "是":
            found.append(f"欠费 lets a registered unit go: {row['房号']}")
    return found
