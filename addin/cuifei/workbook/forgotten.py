"""What beside the workbook still knows what was deleted from it? Journals, and older copies.

A run that deletes personal data is never taken back, nor is any run before it: their journals
keep that they were, and nothing of the cells. Copies from before are whole workbooks; they go
only when that is asked for, and never without a new copy in their place.
"""

import json
import re
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path

from cuifei.domain.problems import Problem, say
from cuifei.ooxml import package
from cuifei.workbook import guard, journal_files, private_file, run_log, swap
from cuifei.workbook.draft import Parts
from cuifei.workbook.journal import Run


def backups(path: Path) -> Sequence[Path]:
    """Return the copies of a workbook from before its runs, oldest first."""
    candidates = [name.with_suffix(path.suffix) for name in journal_files.names(path)]
    return tuple(backup for backup in candidates if backup.is_file())


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


_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*[^/])>(.*?)</(?:\w+:)?c>", re.DOTALL)
_SHARED = re.compile(rb"""\bt=["']s["']""")
_NUMBER = re.compile(rb"<(?:\w+:)?v[^>]*>\s*(\d+)\s*</")
_ITEM = re.compile(rb"<((?:\w+:)?)si\b[^>]*?(?:/>|>.*?</(?:\w+:)?si>)", re.DOTALL)


def scrub(path: Path) -> None:
    """Blank the shared texts that no cell shows any more: Excel keeps texts beside the sheets."""
    pack = package.parts(path)
    if not pack.strings:
        return
    with zipfile.ZipFile(path) as file:
        used: set[int] = set()
        for part in pack.sheets.values():
            for attributes, inside in _CELL.findall(file.read(part)):
                if _SHARED.search(attributes) and (number := _NUMBER.search(inside)):
                    used.add(int(number[1]))
        before = file.read(pack.strings)
    places = count()
    after = _ITEM.sub(lambda item: item[0] if next(places) in used else _blank(item), before)
    if after != before:
        with swap.new_file(path) as fresh:
            parts = Parts(replaced={pack.strings: lambda: (after,)})
            swap.build(path, fresh, parts)
            swap.check(path, fresh, parts, ())
            guard.ensure_closed(path)
            swap.replace(path, fresh)


def _blank(item: re.Match[bytes]) -> bytes:
    return b"<%ssi><%st/></%ssi>" % (item[1], item[1], item[1])


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
