"""Where does evidence lie, and how is it written: whole or not at all, with its hashes?"""

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from cuifei.commands import batch
from cuifei.domain.problems import CuifeiError, say
from cuifei.letters import files

FOLDER = "催费证据"
SUMS = "SHA256SUMS.txt"


def free_place(book: Path, day: date, unit: str, suffix: str = "") -> Path:
    """Return the next free `催费证据/<date> <unit>` beside the workbook (see batch.new_folder)."""
    batch.ensure_saved(book)
    root = book.absolute().parent / FOLDER
    number, title = 1, files.name(day.isoformat(), unit, "", "", "")
    while (place := root / f"{title}{f' {number:02d}' if number > 1 else ''}{suffix}").exists():
        number += 1
    return place


def write(folder: Path, contents: Sequence[tuple[str, bytes]]) -> None:
    """Write the files of a bundle, and a list of their hashes that `sha256sum -c` reads.

    CuifeiError, with nothing left behind, where the folder cannot be written.
    """
    draft = folder.with_name(folder.name + batch.PART)
    try:
        shutil.rmtree(draft, ignore_errors=True)
        for name, content in contents:
            file = draft / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        sums = (f"{batch.digest(content)}  {name}\n" for name, content in contents)
        (draft / SUMS).write_text("".join(sums), encoding="utf-8", newline="\n")
        draft.rename(folder)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise CuifeiError(
            say("{name} cannot be written", name=str(error.filename or folder)),
            say("Check the disk and your rights in that folder, then try again"),
        ) from error


def write_file(file: Path, content: bytes) -> None:
    """Write one file, whole or not at all. CuifeiError where it cannot be written."""
    draft = file.with_name(file.name + batch.PART)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
        draft.rename(file)
    except OSError as error:
        raise CuifeiError(
            say("{name} cannot be written", name=str(error.filename or file)),
            say("Check the disk and your rights in that folder, then try again"),
        ) from error
