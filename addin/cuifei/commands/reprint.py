"""Print a letter again exactly as it was: from its own file, proved by its hash."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from cuifei.commands import last_dates
from cuifei.commands.mark import find
from cuifei.commands.opened import Opened, open_book
from cuifei.commands.pack import read_checked
from cuifei.commands.report import BEHIND, Report
from cuifei.commands.store import Where
from cuifei.domain.problems import CuifeiError, Problem, say
from cuifei.domain.records import Letter
from cuifei.domain.words import column, sheet


@dataclass(frozen=True, slots=True)
class Reprinted:
    """A letter, where its file is (None: it is not as it was made), and where it was copied to."""

    number: str
    unit: str
    units: Sequence[str]
    document: str
    file: Path | None
    sha256: str
    copy: Path | None = field(default=None, metadata=BEHIND)


def reprint(
    where: Where, number: str, to: Path | None = None, *, as_of: date | None = None
) -> Report[Reprinted]:
    """Return where a letter's file is, or copy it to `to` (a folder or a new file).

    The file must be as it was when it was made: one that is missing or changed
    is a Problem, and nothing is copied; a last date that is past on `as_of` is one too.
    Raises CuifeiError for an unknown number, or where `to` exists already.
    """
    opened = open_book(where)
    letter, *others = find(opened, number)
    problems: list[Problem] = []
    file = _file(opened, letter, problems)
    content = read_checked(file, letter.digest, problems) if file else None
    result = Reprinted(
        letter.number,
        letter.unit,
        [row.unit for row in (letter, *others)],
        letter.document,
        file if content is not None else None,
        letter.digest,
    )
    if content is None or file is None:
        sentence = say("Letter {number} was not printed again.", number=letter.number)
        return Report(result, tuple(problems), (sentence,))
    if to is not None:
        target = _target(file, to)
        target.write_bytes(content)
        result = replace(result, copy=target)
    late = last_dates.passed((letter,), as_of)
    sentence = say("Print {file}: it is as it was made.", file=str(result.copy or file))
    return Report(result, late, (sentence,))


def _file(opened: Opened, letter: Letter, problems: list[Problem]) -> Path | None:
    """Return where the register says the file is; a hash that differs from the manifest's is told.

    A name that leads out of the workbook's folder is not followed.
    """
    home = opened.book.path.absolute().parent
    file = (home / letter.file).resolve()
    if not letter.file or not letter.digest or not file.is_relative_to(home.resolve()):
        what = say("the register does not say where the letter's file is, or its hash")
        problems.append(Problem(letter.number, what, say("It was not written by this program")))
        return None
    for run in opened.batches():
        planned = {paper.file: paper.sha256 for paper in run.files}
        if run.folder.resolve() == file.parent and planned.get(file.name) != letter.digest:
            what = say("the register and the manifest of {batch} disagree", batch=run.folder.name)
            remedy = say(
                "Compare {file_column} and {digest_column} in"
                " {register_sheet} with a backup of the workbook",
                file_column=column("file"),
                digest_column=column("digest"),
                register_sheet=sheet("register"),
            )
            problems.append(Problem(letter.number, what, remedy))
            return None
    return file


def _target(file: Path, to: Path) -> Path:
    target = to / file.name if to.is_dir() else to
    if target.exists():
        raise CuifeiError(
            say("{name} is already there", name=str(target)), say("Choose another place")
        )
    if not target.absolute().parent.is_dir():
        raise CuifeiError(
            say("there is no folder {folder}", folder=str(target.absolute().parent)),
            say("Make the folder first, or choose another"),
        )
    return target
