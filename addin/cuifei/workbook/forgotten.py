"""What beside the workbook still knows what was deleted from it? Journals, and older copies.

A run that deletes personal data is never taken back, nor is any run before it: their journals
keep that they were, and nothing of the cells. Copies from before are whole workbooks; they go
only when that is asked for, and never without a new copy in their place.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from cuifei.domain.problems import Problem, say
from cuifei.workbook import guard, journal_files, private_file, run_log, swap
from cuifei.workbook.journal import Run


def backups(path: Path) -> Sequence[Path]:
    """Return the copies of a workbook from before its runs, oldest first."""
    found = [name.with_suffix(path.suffix) for name in journal_files.names(path)]
    return tuple(backup for backup in found if backup.is_file())


def close_runs(path: Path, own: Path | None) -> None:
    """Empty the journals of a workbook's runs, and delete `own`, the copy of the last one."""
    for journal in journal_files.names(path):
        if own is not None and journal.stem == own.stem:
            for file in (own, journal):
                _delete(file)
        elif journal.is_file():
            _empty(journal)


def replace_backups(path: Path, now: datetime) -> None:
    """Put a copy of the workbook as it is now in the place of all copies from before."""
    before = tuple(journal_files.names(path))
    backup, digest = journal_files.free_name(path, now), guard.digest(path)
    swap.copy(path, backup)
    run = Run("forget", now, digest, digest, backup.name, undone=True)
    journal_files.record(path, run, backup)
    for journal in before:
        _delete(journal.with_suffix(path.suffix))
        _delete(journal)


def _empty(journal: Path) -> None:
    """Let a journal say that its run was, and nothing of the cells; a damaged one goes."""
    try:
        data = json.loads(journal.read_text(encoding="utf-8"))
        data |= {"undone": True, "tables": []}
    except (OSError, ValueError, TypeError):
        _delete(journal)
        return
    private_file.write(journal, json.dumps(data, ensure_ascii=False).encode())


def _delete(file: Path) -> None:
    with suppress(FileNotFoundError):
        try:
            file.unlink()
        except PermissionError:
            run_log.note_left(
                Problem(
                    f"{journal_files.FOLDER}/{file.name}",
                    say("this file cannot be deleted"),
                    say("Close it where it is open, and delete it by hand"),
                )
            )
