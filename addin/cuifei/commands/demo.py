"""The main job on an invented estate: make it, flag it, write its letters, list what is to do."""

from datetime import date, datetime
from pathlib import Path

from cuifei.commands.dashboard import dashboard
from cuifei.commands.estate import bank as estate_bank
from cuifei.commands.estate.ledger import invent
from cuifei.commands.flag import flag
from cuifei.commands.issue import Progress, silent
from cuifei.commands.legal import plan
from cuifei.commands.letters import letters
from cuifei.commands.new import refuse_overwriting
from cuifei.commands.report import Report
from cuifei.commands.select import Wanted
from cuifei.commands.texts import texts
from cuifei.commands.todo import todo
from cuifei.domain.ladder.cases import decide
from cuifei.domain.language import DEFAULT
from cuifei.domain.policy import Policy
from cuifei.domain.problems import Message, Step, say
from cuifei.domain.words import sheet
from cuifei.newbook import build

BOOK = "demo.xlsx"


def demo(
    folder: Path,
    as_of: date,
    *,
    now: datetime,
    lang: str = DEFAULT,
    progress: Progress = silent,
) -> Report:
    """Build the demo estate as of a day in `folder`, flag it, write the letters that may go.

    The whole day is run: 队列, the texts, 待办, 跟催箱, 首页 and 看板 are filled in too, and a
    statement of its bank lies beside it, to be taken with `receipts`.

    Raises CuifeiError where the folder already holds a demo workbook.
    """
    path = folder / BOOK
    refuse_overwriting(path)
    folder.mkdir(parents=True, exist_ok=True)
    ledger = invent(as_of)
    build.build(path, ledger, lang=lang)
    bank = estate_bank.write(folder, decide(ledger, as_of, Policy()), lang)
    done = _day(path, as_of, now, progress)
    written, planned = done["letters"], done["todo"]
    data = {
        "book": path.absolute(),
        "as_of": as_of,
        "statement": bank.absolute(),
        "folder": written.data["folder"],
        **{name: run.data for name, run in done.items()},
        "problems": written.problems,
    }
    opening = say(
        "An invented estate is in {book}, and a statement of its bank beside it.",
        book=str(path.absolute()),
    )
    first = done["flag"].said[:1]
    said = (opening, *first, *written.said, *planned.said[:1], *_look(path, bank))
    return Report(data, written.problems, said)


def _day(path: Path, as_of: date, now: datetime, progress: Progress) -> dict[str, Report]:
    """Run the day's commands in their order; 首页 and 看板 come last, and see all of it."""
    return {
        "flag": flag(path, as_of, now=now),
        "letters": letters(path, as_of, Wanted(), now=now, progress=progress),
        "legal": plan(path, as_of, now=now),
        "texts": texts(path, as_of, now=now),
        "todo": todo(path, as_of, now=now),
        "kpi": dashboard(path, as_of, now=now),
    }


def _look(book: Path, bank: Path) -> tuple[Message, ...]:
    """Say what to open first, and what to try then."""
    return (
        say(
            "Open the workbook: its first sheet, {home_sheet}, leads to {arrears_sheet},"
            " {worklist_sheet} and the others; the letters are in the folder above.",
            home_sheet=sheet("home"),
            arrears_sheet=sheet("arrears"),
            worklist_sheet=sheet("worklist"),
        ),
        say(
            "Then close it and take the bank's statement: {step}",
            step=Step(f'receipts "{book}" "{bank}"'),
        ),
    )


def free_folder(folder: Path) -> Path:
    """Return `folder`, or the first of folder-2, folder-3 … that holds no demo yet."""
    number, candidate = 1, folder
    while (candidate / BOOK).exists():
        number += 1
        candidate = folder.with_name(f"{folder.name}-{number}")
    return candidate
