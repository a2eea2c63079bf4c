"""Break off every command at many of its calls to the system, and see what is left.

`PYTHONPATH=addin:tests:. python -m faults.prove [FAULTS [COMMAND …]]`: so many kills and as many
injected errors for each command (60 by default), spread over all of its calls. Commands are those
of office.py, and those of doors.py, which are run through the command line.
"""

import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from faults import doors, injector, office


def broken_off(
    start: Path, folder: Path, name: str, fault: str, chance: random.Random, size: int
) -> Iterator[Sequence[str]]:
    """Yield what is wrong after each of `size` faults at different calls of a command."""
    trial = fresh(start, folder / "count")
    calls = injector.run(trial.parent, task(trial, name)).calls
    picks = sorted(chance.sample(range(1, len(calls) + 1), min(size, len(calls))))
    for nth in picks:
        book = fresh(start, folder / f"{fault}{nth}")
        code = chance.choice(injector.ERRORS)
        place = f"{name}: {fault} {code if fault == 'error' else ''} at {calls[nth - 1]} ({nth})"
        yield [f"{place}: {wrong}" for wrong in one_fault(book, name, nth, fault, code)]
        shutil.rmtree(book.parent)


def task(book: Path, name: str) -> Callable[[], office.Told]:
    """Return the command of a name, ready to be run in a copy of the office."""
    return doors.task(book, name) if name in doors.COMMANDS else office.tasks(book)[name]


def fresh(start: Path, folder: Path) -> Path:
    """Return the book of a copy of the office."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(start, folder)
    return folder / "small.xlsx"


def one_fault(book: Path, name: str, nth: int, fault: str, code: int) -> Iterator[str]:
    """Yield what is wrong after one fault, at once and after the next command."""
    before, letters = office.digest(book), office.rows(book, "发函")
    ended = injector.run(book.parent, task(book, name), nth=nth, fault=fault, code=code)
    if ended.traceback:
        yield f"traceback\n{ended.traceback}"
    changed = office.digest(book) != before
    if ended.result and ended.result.exit_code == 2 and changed:
        yield "says that nothing was written"
    if ended.result and ended.result.written and not changed:
        yield "says that something was written"
    numbers = {row["函号"] for row in office.rows(book, "发函")}
    if name != "undo" and not {row["函号"] for row in letters} <= numbers:
        yield "a row of 发函 is gone"
    # What was broken off is run once more, or any other command of the same workbook tidies up.
    following = name if name in ("undo", "forget", "adopt") else "flag"
    after = injector.run(book.parent, task(book, following))
    if after.traceback or after.result.exit_code == 2:
        yield f"the next command fails: {after.result} {after.traceback}"
    yield from office.breaches(book)
    done = ended.result is not None and ended.result.exit_code == 0
    if name == "undo" and not done and len(office.rows(book, "欠费")) == 0:
        yield "a second run was taken back"


def main(size: int, names: list[str]) -> None:
    """Break off these commands (none: all of them) and print what was found."""
    breaches, faults = 0, Counter[str]()
    with tempfile.TemporaryDirectory() as place:
        home = Path(place, "start")
        home.mkdir()
        start = office.office(home)
        for name in names or [*office.tasks(start), *doors.COMMANDS]:
            begun = home
            if name in doors.COMMANDS:
                begun = doors.begin(home, Path(place, f"begun {name}"), name).parent
            for fault in ("kill", "error"):
                chance = random.Random(f"{name} {fault} {size}")
                for wrong in broken_off(begun, Path(place), name, fault, chance, size):
                    faults[fault] += 1
                    breaches += len(wrong)
                    for line in wrong:
                        print(line, flush=True)
            print(f"{name}: done", flush=True)
    print(f"{faults['kill']} kills, {faults['error']} errors, {breaches} things wrong")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60, sys.argv[2:])
