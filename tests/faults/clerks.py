"""Two clerks at one workbook, their clocks minutes apart, and Excel in between.

    PYTHONPATH=addin:tests:. python -m faults.clerks ROUNDS [SEED]

A round: two processes run commands on one book at the same time while a third opens it, types and
saves; then it is renamed in every other round, and all three go on. Afterwards nothing that was
typed is lost, no letter is lost or there twice, and `undo` takes back the newest run alone.
"""

import json
import multiprocessing
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

from filelock import FileLock

from cuifei.commands import check, flag, legal, letters, mark, receipts, todo, undo
from cuifei.commands.boundary import Failed, attempt
from cuifei.commands.select import Wanted
from cuifei.commands.verify import verify
from cuifei.domain.papers.letter_life import Move
from faults import estate, office
from faults.hand import typed

AS_OF, HOMES, APART = date(2026, 1, 20), 12, timedelta(minutes=-11)
STATEMENT = "交易日期,交易流水号,对方户名,收入,支出,余额,摘要\n2026-01-19,V1,{},100.00,,100.00,{}\n"
COMMANDS = ("flag", "letters", "letters", "mark", "receipts", "todo", "legal plan", "undo", "check")


def later(minutes: int) -> datetime:
    return datetime(2026, 1, 20, 9) + timedelta(minutes=minutes)


def an_office(folder: Path) -> Path:
    """Return a book of twelve homes that was flagged and has letters."""
    book = folder / "台账.xlsx"
    estate.build(book, HOMES, Random(1), {"receipts_through": AS_OF})
    unit = estate.name(3)
    statement = STATEMENT.format(estate.owner(unit), f"{unit} 物业费")
    book.with_name("流水.csv").write_text(statement, encoding="utf-8")
    flag.flag(book, AS_OF, now=later(0))
    made = letters.letters(book, AS_OF, Wanted("", limit=1), now=later(1))
    assert made.data["letters"], made
    return book


def clerk(book: Path, seed: str, second: bool) -> list[str]:
    """Run some commands as one clerk; return what no clerk should see."""
    rng, seen = Random(f"{seed} {second}"), []
    for minute in range(rng.randint(1, 3)):
        time.sleep(rng.random() / 20)
        now = later(20 + minute) + second * APART
        name = rng.choice(COMMANDS)
        try:
            outcome = attempt(partial(command, name, book, rng, now))
        except Exception as error:
            seen.append(f"{name}: {type(error).__name__} {error}")
            continue
        if isinstance(outcome, Failed) and not str(outcome.error.remedy):
            seen.append(f"{name}: no remedy")
    return seen


def command(name, book, rng, now):
    match name:
        case "letters":
            wanted = Wanted("", limit=rng.randint(1, 2))
            return letters.letters(book, AS_OF, wanted, now=now)
        case "mark":
            move = Move("printed", AS_OF, "", "", "")
            return mark.mark(book, office.first_number(book), move, now=now)
        case "receipts":
            return receipts.receipts(book, book.with_name("流水.csv"), AS_OF, now=now)
        case "undo":
            return undo.undo(book, now=now)
        case "check":
            return check.check(book)
    run = {"flag": flag.flag, "todo": todo.todo, "legal plan": legal.plan}[name]
    return run(book, AS_OF, now=now)


def excel(book: Path, seed: str, mark_of_row: str) -> list[str]:
    """Open the book as Excel does, type a payment and a call, save and close it.

    Windows lets nobody open a file while a run swaps it: the run's own lock stands for that.
    """
    rng = Random(f"{seed} excel")
    time.sleep(rng.random() / 4)
    owner = book.with_name(f"~${book.name}")
    with FileLock(book.parent / "催费备份" / f".{book.name}.lock"):
        owner.touch()
    unit = rng.choice([row["房号"] for row in office.rows(book, "房产")])
    paid = {"收款日期": AS_OF, "房号": unit, "金额": 0.01, "方式": "现金", "备注": mark_of_row}
    call = {"日期": AS_OF, "房号": unit, "渠道": "电话", "结果": "其他", "内容": mark_of_row}
    typed(book, {"收款": [paid], "跟催": [call]})
    owner.unlink()
    return []


def a_round(pool, start: Path, folder: Path, seed: str) -> Iterator[str]:
    """Yield what is wrong after one round."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(start, folder)
    book, rng = folder / "台账.xlsx", Random(seed)
    for part in ("a", "b"):
        words = f"{seed} {part}"
        waiting = [
            pool.apply_async(clerk, (book, words, False)),
            pool.apply_async(clerk, (book, words, True)),
            pool.apply_async(excel, (book, words, words)),
        ]
        for one in waiting:
            yield from one.get(120)
        if part == "a" and rng.random() < 0.5:
            book = book.rename(book.with_name("改名后.xlsx"))
    yield from settled(book, seed)
    yield from last_run_alone(book)


def settled(book: Path, seed: str) -> Iterator[str]:
    """Yield what is not as it must be once the next command has run."""
    outcome = attempt(lambda: flag.flag(book, AS_OF, now=later(60)))
    if isinstance(outcome, Failed):
        yield f"flag: {outcome.error.what}"
    yield from office.breaches(book, AS_OF)
    for sheet, column in (("收款", "备注"), ("跟催", "内容")):
        notes = Counter(row[column] for row in office.rows(book, sheet))
        for part in ("a", "b"):
            if notes[f"{seed} {part}"] != 1:
                yield f"typed in {sheet}: {notes[f'{seed} {part}']} times"
    same = Counter((r["房号"], r["文书"], r["函日期"]) for r in office.rows(book, "发函"))
    yield from (f"a letter twice: {key}" for key, times in same.items() if times > 1)
    yield from (f"verify: {p.where} {p.what}" for p in verify(book).problems)


def last_run_alone(book: Path) -> Iterator[str]:
    """Yield what else goes when the newest run is taken back."""
    journals = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in book.parent.glob(f"催费备份/{book.stem} *.json")
    ]
    standing = [run for run in journals if not run["undone"]]
    if not standing:
        return
    newest = max(standing, key=lambda run: run["number"])
    added = {
        row[2]["number"]
        for line in newest["tables"]
        if line["table"] == "register"
        for row in line["appended"]
    }
    before = {str(row["函号"]) for row in office.rows(book, "发函")}
    outcome = attempt(lambda: undo.undo(book, now=later(61)))
    if isinstance(outcome, Failed):
        yield f"undo: {outcome.error.what}"
        return
    if outcome.data["undone"] != newest["command"]:
        yield f"undo took back {outcome.data['undone']}, the newest is {newest['command']}"
    gone = before - {str(row["函号"]) for row in office.rows(book, "发函")}
    if gone != added:
        yield f"undo of {newest['command']} took {gone}, it had added {added}"


def main(rounds: int, seed: int = 1) -> int:
    """Play rounds, print what was wrong, and return how much was."""
    wrong, begin = 0, time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        home = Path(place, "start")
        home.mkdir()
        an_office(home)
        with multiprocessing.get_context("fork").Pool(3) as pool:
            for number in range(rounds):
                for breach in a_round(pool, home, Path(place, "round"), f"{seed}-{number}"):
                    wrong += 1
                    print(f"{seed}-{number}: {breach}", flush=True)
    took = time.monotonic() - begin
    print(f"{rounds} rounds, {took:.0f} s, {wrong} things wrong")
    return wrong


if __name__ == "__main__":
    sys.exit(bool(main(*map(int, sys.argv[1:]))))
