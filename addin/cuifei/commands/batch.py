"""One run of letters on disk: a folder, its manifest, and what to do when a run died.

A batch is written in three steps, each recorded in manifest.json before the
next begins: "writing" (files), "written" (all files there), "registered"
(rows in 发函). Whoever comes next completes or rolls back what is unfinished.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from cuifei.domain.problems import CuifeiError, say
from cuifei.domain.records import Letter
from cuifei.tables.port import Written

MANIFEST = "manifest.json"
PART = ".part"
FOLDER = "催费文书"
WRITING, WRITTEN, REGISTERED, UNDONE = "writing", "written", "registered", "undone"


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

    `kind`: statement, approved (a lawyer letter without its draft marks), pack,
    pdf … `number`: the letter that it goes with, or its own; blank: all of them.
    """

    file: str
    sha256: str
    kind: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as its manifest says. `book` is the workbook's file name."""

    folder: Path
    book: str
    as_of: date
    state: str
    letters: tuple[Planned, ...]
    enclosed: tuple[Enclosed, ...] = ()

    @property
    def files(self) -> tuple[Planned | Enclosed, ...]:
        """Every file of the batch: the letters, then what goes with them."""
        return (*self.letters, *self.enclosed)

    def complete(self) -> bool:
        """Return whether every file is there and is what was planned."""
        return all(
            (self.folder / item.file).is_file()
            and digest((self.folder / item.file).read_bytes()) == item.sha256
            for item in self.files
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
    content = {
        "book": batch.book,
        "as_of": batch.as_of.isoformat(),
        "state": batch.state,
        "letters": [
            {
                "file": item.file,
                "sha256": item.sha256,
                "row": _row(item.letter),
                "units": item.units,
                **({"also": [_row(row) for row in item.also]} if item.also else {}),
            }
            for item in batch.letters
        ],
        "enclosed": [asdict(item) for item in batch.enclosed],
    }
    target = batch.folder / MANIFEST
    draft = target.with_suffix(PART)
    with draft.open("w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)
    return batch


def load(manifest: Path) -> Batch:
    """Return the batch that a manifest describes."""
    content = json.loads(manifest.read_text(encoding="utf-8"))
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
    )


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
    }


def _letter(row: Mapping[str, Any]) -> Letter:
    days = {
        name: date.fromisoformat(row[name]) if row[name] else None
        for name in ("date", "as_of", "last_date")
    }
    return Letter(**{**row, **days})


def batches(book: Path) -> Iterator[Batch]:
    """Yield the batches of a workbook, oldest folder first; one that is nowhere saved has none."""
    if not book.is_file():
        return
    for manifest in sorted((book.absolute().parent / FOLDER).glob(f"*/{MANIFEST}")):
        batch = load(manifest)
        if batch.book == book.name:
            yield batch


def used_numbers(book: Path) -> Sequence[str]:
    """Return every number that stands in a manifest beside the workbook, undone ones too."""
    manifests = (book.absolute().parent / FOLDER).glob(f"*/{MANIFEST}")
    found = [load(manifest) for manifest in manifests]
    return [
        *(item.letter.number for batch in found for item in batch.letters),
        *(item.number for batch in found for item in batch.enclosed),
    ]


def write_files(batch: Batch, contents: Sequence[bytes]) -> None:
    """Write the files of a batch (`contents` as in Batch.files), each whole or not at all."""
    for item, content in zip(batch.files, contents, strict=True):
        draft = batch.folder / (item.file + PART)
        draft.write_bytes(content)
        draft.replace(batch.folder / item.file)


def carry_out(batch: Batch, contents: Sequence[bytes], register: Callable[[], Written]) -> Written:
    """Write the files of a batch, then their rows through `register`, each step recorded.

    Where the rows cannot be written the files go again: no letter may lie about
    that nobody registered.
    """
    save(replace(batch, state=WRITING))
    write_files(batch, contents)
    save(replace(batch, state=WRITTEN))
    try:
        written = register()
    except Exception:
        roll_back(batch)
        raise
    save(replace(batch, state=REGISTERED))
    return written


def roll_back(batch: Batch) -> None:
    """Remove the files that an unfinished batch left; a file that differs from the plan stays."""
    for item in batch.files:
        file = batch.folder / item.file
        (batch.folder / (item.file + PART)).unlink(missing_ok=True)
        if file.is_file() and digest(file.read_bytes()) == item.sha256:
            file.unlink()
    (batch.folder / MANIFEST).unlink()
    if not any(batch.folder.iterdir()):
        batch.folder.rmdir()
