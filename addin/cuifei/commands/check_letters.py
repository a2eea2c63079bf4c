"""Are all letters still as they were made, and does any of them say what it must not?"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from cuifei.commands import batch
from cuifei.commands.opened import Opened
from cuifei.commands.pack import read_checked
from cuifei.domain.ladder.letter_rows import whole
from cuifei.domain.problems import CuifeiError, Problem, say
from cuifei.domain.records import Letter
from cuifei.domain.words import sheet
from cuifei.letters import lint_file


def problems(opened: Opened) -> tuple[Problem, ...]:
    """Return what is wrong with the files of every batch, and with what the letters say.

    Files are compared with the manifests, the manifests with 发函.
    """
    faults: list[Problem] = []
    known: dict[str, list[Letter]] = {}
    for letter in opened.ledger.letters:
        known.setdefault(letter.number, []).append(letter)
    numbers: set[str] = set()
    for run in opened.batches():
        if run.state != batch.REGISTERED:
            continue
        for paper in run.files:
            if not paper.sha256:
                continue  # deleted with the owner's personal data (forget.py)
            content = read_checked(run.folder / paper.file, paper.sha256, faults)
            if content is not None and isinstance(paper, batch.Planned):
                faults += _lint(run, paper, content)
        for planned in run.letters:
            numbers.add(planned.letter.number)
            faults += _registered(run, planned, known.get(planned.letter.number, []))
    faults += _without_file(opened, numbers)
    return tuple(faults)


def _lint(run: batch.Batch, planned: batch.Planned, content: bytes) -> Iterator[Problem]:
    place = f"{run.folder.name}/{planned.file}"
    try:
        yield from lint_file.lint(content, whole(planned.rows), place)
    except CuifeiError as error:
        yield Problem(place, error.what, error.remedy)


def _registered(
    run: batch.Batch, planned: batch.Planned, letters: Sequence[Letter]
) -> Iterator[Problem]:
    """Yield what 发函 says otherwise of a letter, row by row."""
    place = f"{run.folder.name}/{planned.file}"
    if not letters:
        what = say("letter {number} is not in the register", number=planned.letter.number)
        yield Problem(
            place,
            what,
            say(
                "Put its row back into {register_sheet}, or take the file away",
                register_sheet=sheet("register"),
            ),
        )
        return
    registered = {(row.amount, row.unit, row.date) for row in letters}
    if any((row.amount, row.unit, row.date) not in registered for row in planned.rows):
        number = planned.letter.number
        what = say("the register says other things of {number} than the letter", number=number)
        yield Problem(
            place,
            what,
            say(
                "Put unit, date and amount in {register_sheet} back as they were",
                register_sheet=sheet("register"),
            ),
        )


def _without_file(opened: Opened, numbers: set[str]) -> Iterator[Problem]:
    home = opened.book.path.absolute().parent
    for letter in opened.ledger.letters:
        if letter.file and letter.number not in numbers and not Path(home / letter.file).is_file():
            what = say("the letter's file is missing: {file}", file=letter.file)
            yield Problem(f"{letter.unit} {letter.number}", what, say("Put it back from a backup"))
