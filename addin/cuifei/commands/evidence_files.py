"""Which files prove a letter, and are they still what the register and the manifests say? (R3.3)"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cuifei.commands import batch
from cuifei.commands.enclosures import STATEMENT
from cuifei.commands.numbers import enclosure_number
from cuifei.domain.problems import Problem, say
from cuifei.domain.records import Letter
from cuifei.domain.words import column, sheet
from cuifei.letters.evidence.letters import Exhibit, Sent

PICTURES = frozenset({".jpg", ".jpeg", ".png"})
SCANS = PICTURES | {".pdf"}


@dataclass(frozen=True, slots=True)
class Proof:
    """A letter with its files and scans, and the bytes of each that is there, by name."""

    sent: Sent
    contents: dict[str, bytes]
    problems: tuple[Problem, ...]


def proof(home: Path, runs: Sequence[batch.Batch], letter: Letter, numbers: set[str]) -> Proof:
    """Return the files of a letter. `home`: the workbook's folder; `numbers`: all of 发函.

    A file that is missing, or is not as it was made, is a Problem; it is shown with its mark.
    """
    contents: dict[str, bytes] = {}
    problems: list[Problem] = []
    file = (home / letter.file).resolve() if letter.file else None
    if file is not None and not file.is_relative_to(home.resolve()):
        file = None
    run = next((r for r in runs if file and r.folder.resolve() == file.parent), None)
    exhibits = [_letter(letter, file, run, contents, problems)]
    exhibits += _enclosed(letter, run, contents, problems)
    places = [file.parent] if file and file.parent.is_dir() else []
    known = {paper.file for paper in run.files} if run else set()
    scans = list(dict.fromkeys(_scans(letter.number, places, home, numbers, known)))
    proofs = []
    for scan in scans:
        if scan.suffix.lower() not in SCANS:
            what = say("this is no .jpg, .png or .pdf; it was not taken in")
            problems.append(Problem(f"{scan.parent.name}/{scan.name}", what, _SAVE))
            continue
        content = scan.read_bytes()
        contents[scan.name] = content
        proofs.append(Exhibit(scan.name, "same", batch.digest(content)))
    return Proof(Sent(letter, tuple(exhibits), tuple(proofs)), contents, tuple(problems))


_BACKUP = say("Put it back from a backup; a letter that was sent must be kept")
_ORIGINAL = say("Put the original back from a backup; make changes in a letter of its own")
_SAVE = say("Save the scan as .jpg, .png or .pdf")


def _letter(
    letter: Letter,
    file: Path | None,
    run: batch.Batch | None,
    contents: dict[str, bytes],
    problems: list[Problem],
) -> Exhibit:
    where = f"{letter.unit} {letter.number}"
    if file is None or not file.is_file():
        what = say("the register names no file of letter {number}", number=letter.number)
        if letter.file:
            what = say("the letter's file is missing: {file}", file=letter.file)
        problems.append(Problem(where, what, _BACKUP))
        return Exhibit(file.name if file else letter.file or "—", "missing")
    content = file.read_bytes()
    contents[file.name] = content
    sha256 = batch.digest(content)
    planned = {paper.file: paper.sha256 for paper in run.files} if run else {}
    state = "same"
    if not letter.digest:
        state = "unproved"
        what = say("the register has no digest of the letter's file: nothing proves it")
        problems.append(Problem(where, what, say("Compare it with the signed copy")))
    elif letter.digest != sha256:
        state = "changed"
        what = say("the file was changed after it was made: {file}", file=file.name)
        problems.append(Problem(where, what, _ORIGINAL))
    elif planned.get(file.name, sha256) != sha256:
        state = "disagrees"
        what = say("the register and the manifest of {batch} disagree", batch=file.parent.name)
        remedy = say(
            "Compare {file_column} and {digest_column} in {register_sheet}"
            " with a backup of the workbook",
            file_column=column("file"),
            digest_column=column("digest"),
            register_sheet=sheet("register"),
        )
        problems.append(Problem(where, what, remedy))
    return Exhibit(file.name, state, sha256)


def _enclosed(
    letter: Letter,
    run: batch.Batch | None,
    contents: dict[str, bytes],
    problems: list[Problem],
) -> Iterator[Exhibit]:
    """Yield the statement that went along with the letter."""
    number = enclosure_number(letter.number)
    for paper in run.enclosed if run else ():
        if paper.kind != STATEMENT or paper.number != number or run is None:
            continue
        file = run.folder / paper.file
        where = f"{run.folder.name}/{paper.file}"
        if not file.is_file():
            problems.append(Problem(where, say("the file is missing"), _BACKUP))
            yield Exhibit(paper.file, "missing")
            continue
        contents[paper.file] = content = file.read_bytes()
        sha256 = batch.digest(content)
        if sha256 != paper.sha256:
            what = say("the file was changed after it was made")
            problems.append(Problem(where, what, _ORIGINAL))
        yield Exhibit(paper.file, "same" if sha256 == paper.sha256 else "changed", sha256)


def _scans(
    number: str, places: Sequence[Path], home: Path, numbers: set[str], known: set[str]
) -> Iterator[Path]:
    """Yield files beside the letter that bear its number, and all in a folder of that name.

    A name that bears a longer number of another letter is that letter's.
    """
    longer = [other for other in numbers if number in other and other != number]
    for place in places:
        for file in sorted(place.iterdir()):
            if not file.is_file() or file.name in known or file.suffix.lower() not in SCANS:
                continue
            if _bears(file.stem, number) and not any(_bears(file.stem, x) for x in longer):
                yield file
    for place in dict.fromkeys((*places, home / batch.FOLDER)):
        folder = place / number
        if number and folder.is_dir():
            yield from sorted(f for f in folder.iterdir() if f.is_file() and f.name[0] not in ".~")


def _bears(stem: str, number: str) -> bool:
    pattern = rf"(?<![0-9A-Za-z]){re.escape(number)}(?![0-9A-Za-z])"
    return re.search(pattern, stem) is not None
