"""What of the backups belongs to a workbook that has another name now? They go with it."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from cuifei.domain.problems import CuifeiError
from cuifei.files import shape
from cuifei.workbook import guard, journal_files, private_file

_NAME = re.compile(r"(.+) (\d{8}-\d{6}(?:-\d+)?)")


def left_alone(path: Path) -> Sequence[str]:
    """Return the names of workbooks that are gone and whose last run left just this file."""
    folder = journal_files.folder(path)
    stems = {match[1] for file in folder.glob("*.json") if (match := _NAME.fullmatch(file.stem))}
    digest = ""
    names = []
    for stem in sorted(stems - {path.stem}):
        former = path.with_name(f"{stem}{path.suffix}")
        if not former.exists():
            digest = digest or guard.digest(path)
            if digest in _after(former):
                names.append(former.name)
    return tuple(names)


def _after(former: Path) -> Iterator[str]:
    """Yield the digest of the file that the last run of a workbook left."""
    for head in journal_files.heads(former)[:1]:
        if not isinstance(head, Path):
            try:
                yield journal_files.told(head.path, former).after
            except CuifeiError:  # its backup is gone: nothing to take along
                return


def follow(path: Path, former: str) -> None:
    """Give the journals and backups of a workbook's former name its name of today.

    One that is broken off between two steps is done again: the new journal is whole before the
    old one goes.
    """
    for journal in journal_files.names(path.with_name(former)):
        match = _NAME.fullmatch(journal.stem)
        target = journal.with_name(f"{path.stem} {match[2]}.json") if match else journal
        backup = target.with_suffix(path.suffix)
        if journal.is_file():
            private_file.write(target, _with_backup(journal.read_bytes(), backup.name))
        if journal.with_suffix(path.suffix).is_file():
            journal.with_suffix(path.suffix).rename(backup)
        journal.unlink(missing_ok=True)


def _with_backup(journal: bytes, name: str) -> bytes:
    """Return a journal with its backup's new name; a damaged one goes along as it is."""
    try:
        data = json.loads(journal)
        data["backup"] = name if data.get("backup") else ""
    except shape.DAMAGED:
        return journal
    return json.dumps(data, ensure_ascii=False).encode()
