"""The main job on an invented estate: make it, flag it, write its letters."""

from datetime import date, datetime
from pathlib import Path

from cuifei.commands import estate_bank
from cuifei.commands.estate import invent
from cuifei.commands.flag import flag
from cuifei.commands.issue import Progress, silent
from cuifei.commands.letters import letters
from cuifei.commands.new import refuse_overwriting
from cuifei.commands.report import Report
from cuifei.commands.select import Wanted
from cuifei.domain.cases import decide
from cuifei.domain.policy import Policy
from cuifei.domain.problems import say
from cuifei.workbook import build

BOOK = "demo.xlsx"


def demo(
    folder: Path,
    as_of: date,
    *,
    now: datetime,
    lang: str = "zh",
    progress: Progress = silent,
) -> Report:
    """Build the demo estate as of a day in `folder`, flag it and write the letters that may go.

    A statement of its bank lies beside it, to be taken with `receipts`.

    Raises CuifeiError where the folder already holds a demo workbook.
    """
    path = folder / BOOK
    refuse_overwriting(path)
    folder.mkdir(parents=True, exist_ok=True)
    ledger = invent(as_of)
    build.build(path, ledger, lang=lang)
    bank = estate_bank.write(folder, decide(ledger, as_of, Policy()), lang)
    flagged = flag(path, as_of, now=now)
    written = letters(path, as_of, Wanted(), now=now, progress=progress)
    data = {
        "book": path.absolute(),
        "as_of": as_of,
        "statement": bank.absolute(),
        "folder": written.data["folder"],
        "flag": flagged.data,
        "letters": written.data,
        "problems": written.problems,
    }
    opening = say(
        "An invented estate is in {book}, and a statement of its bank beside it.",
        book=str(path.absolute()),
    )
    return Report(data, written.problems, (opening, *flagged.said[:1], *written.said))


def free_folder(folder: Path) -> Path:
    """Return `folder`, or the first of folder-2, folder-3 … that holds no demo yet."""
    number, candidate = 1, folder
    while (candidate / BOOK).exists():
        number += 1
        candidate = folder.with_name(f"{folder.name}-{number}")
    return candidate
