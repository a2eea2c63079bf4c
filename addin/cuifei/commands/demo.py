"""The main job on an invented estate: make it, flag it, write its letters, list what is to do."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cuifei.commands.dashboard import dashboard
from cuifei.commands.estate import bank as estate_bank
from cuifei.commands.estate.ledger import invent
from cuifei.commands.flag import Flagged, flag, owed
from cuifei.commands.issue import NewLetters, Progress, silent
from cuifei.commands.legal import Queue, plan
from cuifei.commands.letters import letters
from cuifei.commands.new import refuse_overwriting
from cuifei.commands.report import Data, Report
from cuifei.commands.select import Wanted
from cuifei.commands.texts import Texts, texts
from cuifei.commands.todo import Worklist, owners, todo
from cuifei.domain.ladder.cases import decide
from cuifei.domain.language import DEFAULT
from cuifei.domain.policy import Policy
from cuifei.domain.problems import Message, Step, say
from cuifei.domain.words import sheet
from cuifei.newbook import build

BOOK = "demo.xlsx"


@dataclass(frozen=True, slots=True)
class Demo:
    """The estate, the statement of its bank, and what the day's commands came to."""

    book: Path
    as_of: date
    statement: Path
    folder: Path | None
    flag: Report[Flagged]
    letters: Report[NewLetters]
    legal: Report[Queue]
    texts: Report[Texts]
    todo: Report[Worklist]
    kpi: Report[Data]


def demo(
    folder: Path,
    as_of: date,
    *,
    now: datetime,
    lang: str = DEFAULT,
    progress: Progress = silent,
) -> Report[Demo]:
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
    day = _day(path, bank, as_of, now, progress)
    opening = say(
        "An invented estate is in {book}, and a statement of its bank beside it.",
        book=str(path.absolute()),
    )
    own = (owed(day.flag.result), *day.letters.said, owners(day.todo.result))
    return Report(day, day.letters.problems, (opening, *own, *_look(path, bank)))


def _day(path: Path, bank: Path, as_of: date, now: datetime, progress: Progress) -> Demo:
    """Run the day's commands in their order; 首页 and 看板 come last, and see all of it."""
    flagged = flag(path, as_of, now=now)
    written = letters(path, as_of, Wanted(), now=now, progress=progress)
    return Demo(
        book=path.absolute(),
        as_of=as_of,
        statement=bank.absolute(),
        folder=written.result.folder,
        flag=flagged,
        letters=written,
        legal=plan(path, as_of, now=now),
        texts=texts(path, as_of, now=now),
        todo=todo(path, as_of, now=now),
        kpi=dashboard(path, as_of, now=now),
    )


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
