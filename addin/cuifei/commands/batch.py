"""One run of letters on disk: a folder, its manifest, and what to do when a run died.

A batch is written in three steps, each recorded in manifest.json before the
next begins: "writing" (files), "written" (all files there), "registered"
(rows in 发函). Whoever comes next completes or rolls back what is unfinished.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from cuifei.commands import manifest_shape
from cuifei.commands.seal import seal
from cuifei.domain.problems import CuifeiError, Problem, say
from cuifei.domain.records import Letter
from cuifei.files import shape
from cuifei.tables.port import Written
from cuifei.workbook import private_file, run_log

MANIFEST = "manifest.json"
PART = ".part"
FOLDER = "催费文书"
WRITING, WRITTEN, REGISTERED, UNDONE = "writing", "written", "registered", "undone"
FAILED = "failed"  # its rows could not be written: its files go, now or when the next run begins
UNFINISHED = (WRITING, WRITTEN, FAILED)


@dataclass(frozen=True, slots=True)
class Planned:
    """One letter of a batch: its file name and SHA-256, and its rows for 发函.

    `letter` is the first row, `also` the others of a letter about several units.
    """

    file: str
    sha256: str
    letter: Letter
    also: tuple[Letter, ...] = ()

    @property
    def rows(self) -> tuple[Letter, ...]:
        """The letter's rows of 发函, one for each unit."""
        return (self.letter, *self.also)

    @property
    def units(self) -> tuple[str, ...]:
        """The units that the letter is about."""
        return tuple(row.unit for row in self.rows)


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file of a batch that has no row in 发函 of its own, such as a statement.

    `kind`: statement, bill, approved (a lawyer letter without its draft marks), pack,
    pdf … `number`: the letter that it goes with, or its own; blank: all of them. Of a
    bill it is the period, with the `unit` and the `amount` (fen) that it was charged.
    """

    file: str
    sha256: str
    kind: str
    number: str = ""
    unit: str = ""
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as its manifest says. `book` is the workbook's file name, `book_id` its number.

    `sealed` is the seal that the manifest bears, `previous` that of the batch before (seal.py).
    """

    folder: Path
    book: str
    as_of: date
    state: str
    letters: tuple[Planned, ...]
    enclosed: tuple[Enclosed, ...] = ()
    previous: str = ""
    sealed: str = ""
    book_id: str = ""

    def described(self) -> list[dict[str, object]]:
        """Return what the manifest says of the letters: what is sealed."""
        return [
            {
                "file": planned.file,
                "sha256": planned.sha256,
                "row": _row(planned.letter),
                "units": list(planned.units),
                **({"also": [_row(row) for row in planned.also]} if planned.also else {}),
            }
            for planned in self.letters
        ]

    @property
    def files(self) -> tuple[Planned | Enclosed, ...]:
        """Every file of the batch: the letters, then what goes with them."""
        return (*self.letters, *self.enclosed)

    def complete(self) -> bool:
        """Return whether every file is there and is what was planned."""
        return all(
            (self.folder / paper.file).is_file()
            and digest((self.folder / paper.file).read_bytes()) == paper.sha256
            for paper in self.files
        )


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file's content, as hex."""
    return hashlib.sha256(content).hexdigest()


def new_folder(book: Path, day: date, title: str) -> Path:
    """Return the next free folder `催费文书/<date> <document> <nn>` beside the workbook.

    Raises CuifeiError where the workbook is open and was never saved.
    """
    ensure_saved(book)
    root = book.absolute().parent / FOLDER
    number = 1
    while (folder := root / f"{day.isoformat()} {title} {number:02d}").exists():
        number += 1
    return folder


def ensure_saved(book: Path) -> None:
    """Raise CuifeiError where a workbook lies in no folder, so that no file can go beside it."""
    if not book.is_file():
        raise CuifeiError(
            say("{name} is not saved in a folder of this computer", name=book.name),
            say(
                "Save it first (File > Save As); from OneDrive or SharePoint, save a copy on "
                "this computer or let OneDrive synchronise its folder"
            ),
            book.name,
        )


def save(batch: Batch) -> Batch:
    """Write the manifest of a batch, whole or not at all; return the batch."""
    batch.folder.mkdir(parents=True, exist_ok=True)
    letters = batch.described()
    content = {
        "book": batch.book,
        "book_id": batch.book_id,
        "as_of": batch.as_of.isoformat(),
        "state": batch.state,
        "previous": batch.previous,
        "seal": batch.sealed or seal(letters, batch.previous),
        "letters": letters,
        "enclosed": [_file(paper) for paper in batch.enclosed],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    private_file.write(batch.folder / MANIFEST, text.encode())
    return batch


def load(manifest: Path) -> Batch:
    """Return the batch that a manifest describes. Raises CuifeiError where it is damaged."""
    try:
        return _read(manifest, manifest_shape.read(manifest))
    except shape.DAMAGED as error:
        raise CuifeiError(
            say("the list {file} of this folder's letters cannot be read", file=MANIFEST),
            say("Put it back from a backup of the folder; until then its letters are left alone"),
            manifest.parent.name,
        ) from error


def _read(manifest: Path, content: Any) -> Batch:
    return Batch(
        manifest.parent,
        content["book"],
        date.fromisoformat(content["as_of"]),
        content["state"],
        tuple(
            Planned(
                item["file"],
                item["sha256"],
                _letter(item["row"]),
                tuple(_letter(row) for row in item.get("also", ())),
            )
            for item in content["letters"]
        ),
        tuple(Enclosed(**item) for item in content.get("enclosed", ())),
        content.get("previous", ""),
        content.get("seal", ""),
        content.get("book_id", ""),
    )


def _file(paper: Enclosed) -> Mapping[str, object]:
    """Return a file as the manifest names it; unit and amount only where they say something."""
    facts = asdict(paper)
    return {key: facts[key] for key in facts if facts[key] or key not in ("unit", "amount")}


def _row(letter: Letter) -> Mapping[str, object]:
    """Return what a new letter's row says, as JSON."""
    return {
        "number": letter.number,
        "document": letter.document,
        "unit": letter.unit,
        "date": letter.date.isoformat(),
        "as_of": letter.as_of.isoformat() if letter.as_of else None,
        "last_date": letter.last_date.isoformat() if letter.last_date else None,
        "amount": letter.amount,
        "file": letter.file,
        "digest": letter.digest,
        "level": letter.level,
        **({"note": letter.note} if letter.note else {}),
    }


def _letter(row: Mapping[str, Any]) -> Letter:
    names = ("date", "as_of", "last_date")
    days = {name: row[name] and date.fromisoformat(row[name]) for name in names}
    return Letter(**{**row, **days})


def batches(book: Path) -> Iterator[Batch]:
    """Yield the batches of a workbook, oldest folder first; one that is nowhere saved has none.

    A folder whose manifest is damaged is left out; `findings` names it.
    """
    if not book.is_file():
        return
    for run in loaded(book):
        if isinstance(run, Batch) and run.book == book.name:
            yield run


def loaded(book: Path) -> Iterator[Batch | Problem]:
    """Yield every batch beside a workbook, whoever's it is, or what is wrong with its manifest."""
    for manifest in sorted((book.absolute().parent / FOLDER).glob(f"*/{MANIFEST}")):
        try:
            yield load(manifest)
        except CuifeiError as error:
            yield Problem(error.where, error.what, error.remedy)


def _last_seal(batch: Batch) -> str:
    """Return the seal that no batch of the workbook follows yet; the caller holds its lock."""
    others = [run for run in batches(batch.folder.parent.parent / batch.book) if run.sealed]
    followed = {other.previous for other in others}
    return next((run.sealed for run in reversed(others) if run.sealed not in followed), "")


def write_files(batch: Batch, contents: Sequence[bytes]) -> None:
    """Write the files of a batch (`contents` as in Batch.files), each whole or not at all."""
    drafts = [batch.folder / (paper.file + PART) for paper in batch.files]
    for draft, content in zip(drafts, contents, strict=True):
        draft.write_bytes(content)
    for paper, draft in zip(batch.files, drafts, strict=True):
        with draft.open("r+b") as file:
            os.fsync(file.fileno())
        draft.replace(batch.folder / paper.file)


def carry_out(batch: Batch, contents: Sequence[bytes], register: Callable[[], Written]) -> Written:
    """Write the files of a batch, then their rows through `register`, each step recorded.

    Where the rows cannot be written the files go again: every letter that lies about is known.
    """
    with run_log.whole():
        batch = replace(batch, previous=_last_seal(batch))
        save(replace(batch, state=WRITING))
        write_files(batch, contents)
        save(replace(batch, state=WRITTEN))
        try:
            written = register()
        except Exception:
            with suppress(OSError):
                save(replace(batch, state=FAILED))
                roll_back(batch)
            raise
        save(replace(batch, state=REGISTERED))
        return written


def roll_back(batch: Batch) -> None:
    """Remove the files that an unfinished batch left; a file that differs from the plan stays."""
    for paper in batch.files:
        file = batch.folder / paper.file
        (batch.folder / (paper.file + PART)).unlink(missing_ok=True)
        if file.is_file() and digest(file.read_bytes()) == paper.sha256:
            file.unlink()
    (batch.folder / MANIFEST).unlink()
    if not any(batch.folder.iterdir()):
        batch.folder.rmdir()
