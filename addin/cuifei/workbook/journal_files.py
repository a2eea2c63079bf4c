"""Where are a workbook's backups and journals, which run was the last, and which may go?

Beside the workbook stands the folder 催费备份 with a copy of the file from before each run, and
the run's journal (JSON). Runs are numbered, so their order needs no clock; a journal or backup
that is missing or damaged is named and never passed over, for the run before it is not the last.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from cuifei.domain.problems import CuifeiError, say
from cuifei.files import shape
from cuifei.workbook import guard, journal_shape, private_file, sealed
from cuifei.workbook.journal import NEVER_BACK, CellsLine, RowLine, Run, TableLine

FOLDER = "催费备份"
KEPT = 30
_STAMP = "%Y%m%d-%H%M%S"
_VERSION = 3
_ROWS = 1_000  # that are put into a journal at once


# A journal begins with what tells its place among the others, so that only one is read whole.
_HEAD = re.compile(
    rb'\{"number": (\d+), "undone": (true|false), "undoing": "(\w*)", "before": "(\w*)"'
)
_HEAD_BYTES = 512


@dataclass(frozen=True, slots=True)
class Head:
    """What the beginning of a journal says of its run (see journal.Run)."""

    path: Path
    number: int
    undone: bool
    undoing: str
    before: str


def folder(path: Path) -> Path:
    """Return the folder of a workbook's backups."""
    return path.parent / FOLDER


def free_name(path: Path, now: datetime) -> Path:
    """Return where the next backup of a workbook goes: "<stem> <yyyymmdd-hhmmss>.xlsx"."""
    stem = f"{path.stem} {now.strftime(_STAMP)}"
    number, backup = 1, folder(path) / f"{stem}{path.suffix}"
    while backup.exists() or backup.with_suffix(".json").exists():
        number += 1
        backup = folder(path) / f"{stem}-{number}{path.suffix}"
    return backup


def record(path: Path, run: Run, backup: Path) -> None:
    """Write the journal of a new run; it is numbered after every run of the workbook."""
    every = [head for head in heads(path) if head != backup.with_suffix(".json")]
    number = max((head.number for head in every if isinstance(head, Head)), default=0) + 1
    number += sum(isinstance(head, Path) for head in every)  # whose own number nobody can read
    save(replace(run, number=number), backup.with_suffix(".json"))


def save(run: Run, target: Path) -> None:
    """Write a run's journal whole or not at all, and let the disk have it."""
    head = ("number", "undone", "undoing", "before", "after", "backup", "command")
    data: dict[str, object] = {name: getattr(run, name) for name in head}
    data |= {"version": _VERSION, "time": run.time.isoformat()}
    seal = sealed.Seal(target.with_name(run.backup)) if run.tables else None
    private_file.write(target, _streamed(data, run, seal))


def _streamed(data: Mapping[str, object], run: Run, seal: sealed.Seal | None) -> Iterator[bytes]:
    """Yield a journal's JSON: a run over a large ledger would fill the memory twice over."""
    yield _json(data)[:-1] + b', "tables": ['
    for place, line in enumerate(run.tables if seal else ()):
        assert seal
        opening = _json({"table": line.table, "replaced": line.replaced})[:-1]
        yield (b", " if place else b"") + opening
        for name, rows in _closed(seal, line).items():
            yield b', "%b": [' % name.encode()
            for number, batch in enumerate(_batches(rows)):
                yield (b", " if number else b"") + _json(batch)[1:-1]
            yield b"]"
        yield b"}"
    yield b"]}"


def _batches(rows: Iterator[object]) -> Iterator[list[object]]:
    while batch := list(islice(rows, _ROWS)):
        yield batch


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _closed(seal: sealed.Seal, line: TableLine) -> dict[str, Iterator[object]]:
    """Return the rows that a journal tells of a table, their texts sealed with the backup."""
    close = partial(seal.closed, line.table)
    return {
        "cells": ((cells.key, cells.nth, cells.row, close(cells.cells)) for cells in line.cells),
        "appended": ((row.key, row.row, close(row.cells)) for row in line.appended),
        "rows": map(close, line.rows),
        "written": map(close, line.written),
    }


def heads(path: Path) -> list[Head | Path]:
    """Return the heads of a workbook's journals, newest first; a damaged one is its name alone."""
    last, placed = 0, []
    for index, name in enumerate(names(path)):
        head = _head(name)
        last = head.number if head else last
        placed.append((last, index, head or name))
    return [head for *_, head in sorted(placed, key=lambda entry: entry[:2], reverse=True)]


def last(path: Path, current: str | None) -> Run:
    """Return the newest run that was not undone, in a file whose SHA-256 is `current`.

    A run that left the file as it was never happened, or is not in a backup that was put back;
    None: the workbook is open, and no file tells. Raises CuifeiError where there is no run,
    or where its journal or backup is missing or damaged.
    """
    for head in heads(path):
        if isinstance(head, Path):
            if not _never_happened(head.with_suffix(path.suffix), current):
                raise damaged(head, path)
        elif not head.undone and head.before != current:
            return load(head.path, path)
    raise CuifeiError(
        say("there is nothing to undo in {name}", name=path.name),
        say("Older states are in the folder {folder}", folder=FOLDER),
    )


def load(journal: Path, path: Path) -> Run:
    """Return the run of a journal. Raises CuifeiError where it or its backup is damaged."""
    run = told(journal, path)
    try:
        return _opened(run)
    except shape.DAMAGED as error:
        raise damaged(journal.with_name(run.backup), path) from error


def told(journal: Path, path: Path) -> Run:
    """Return the run of a journal as it lies there, its texts sealed. Raises as `load` does."""
    try:
        run = _read(journal, json.loads(journal.read_text(encoding="utf-8")))
    except shape.DAMAGED as error:
        raise damaged(journal, path) from error
    if run.backup and not journal.with_name(run.backup).is_file():
        raise damaged(journal.with_name(run.backup), path)
    return run


def _opened(run: Run) -> Run:
    """Return a run with its texts read. Raises ValueError where the backup is another."""
    if not run.tables:
        return run
    seal = sealed.Seal(run.path.with_name(run.backup))
    opened = replace(
        run,
        tables=tuple(
            replace(
                line,
                cells=tuple(replace(x, cells=seal.opened(x.cells)) for x in line.cells),
                appended=tuple(replace(x, cells=seal.opened(x.cells)) for x in line.appended),
                rows=tuple(map(seal.opened, line.rows)),
                written=tuple(map(seal.opened, line.written)),
            )
            for line in run.tables
        ),
    )
    for line in opened.tables:
        rows = (*(x.cells for x in line.appended), *line.rows, *line.written)
        journal_shape.ensure_opened([x.cells for x in line.cells], *rows)
    return opened


def damaged(file: Path, path: Path) -> CuifeiError:
    """Return the error for a journal or backup of a workbook that is missing or damaged."""
    return CuifeiError(
        say("{file} of the last run is missing or damaged", file=file.name),
        say(
            "Put it back into {folder} and try again; nothing is undone without it,"
            " for the run before it was not the last",
            folder=FOLDER,
        ),
        path.name,
    )


def _never_happened(backup: Path, current: str | None) -> bool:
    """Return whether a run died between its backup and its journal: the file is still the same."""
    return backup.is_file() and guard.digest(backup) == current


def intend(run: Run, after: str) -> None:
    """Note, before the swap, that an undo of the run is about to make the file `after`."""
    save(replace(run, undoing=after), run.path)


def mark_undone(run: Run) -> None:
    """Note that a run was undone: the next undo takes the one before it."""
    save(replace(run, undone=True), run.path)


def finish(path: Path, then: Callable[[Run], None]) -> str:
    """Complete an undo that was killed between its swap and its mark: `then`, and the mark.

    Return the command that it undid, or "" where no undo died.
    """
    known = [head for head in heads(path) if isinstance(head, Head)]
    for head in known:
        if head.undoing and not head.undone:
            run = load(head.path, path)
            if head.undoing in _swapped(known[0], path):
                then(run)
                mark_undone(run)
                return run.command
            save(replace(run, undoing=""), run.path)
    return ""


def _swapped(newest: Head, path: Path) -> set[str]:
    """Return the file's digest, and the one that it had before numbers were remembered in it."""
    digest = guard.digest(path)
    if newest.undone:
        run = told(newest.path, path)
        if run.command == NEVER_BACK and run.after == digest:
            return {digest, run.before}
    return {digest}


def _head(name: Path) -> Head | None:
    try:
        with name.open("rb") as file:
            match = _HEAD.match(file.read(_HEAD_BYTES))
        if match:
            number, undone, undoing, before = (group.decode() for group in match.groups())
            return Head(name, int(number), undone == "true", undoing, before)
        run = _read(name, json.loads(name.read_text(encoding="utf-8")))
    except shape.DAMAGED:
        return None
    return Head(name, run.number, run.undone, run.undoing, run.before)


def _read(name: Path, data: Any) -> Run:
    journal_shape.ensure(data)
    lines = tuple(
        TableLine(
            line["table"],
            line["replaced"],
            tuple(CellsLine(tuple(key), *fields) for key, *fields in line["cells"]),
            tuple(RowLine(tuple(key), *fields) for key, *fields in line["appended"]),
            tuple(line["rows"]),
            tuple(line["written"]),
        )
        for line in data["tables"]
    )
    known = {field: data[field] for field in ("command", "before", "after", "backup", "undone")}
    # Journals of version 1 have no number; the names of their files say the order.
    known |= {"number": data.get("number", 0), "undoing": data.get("undoing", "")}
    return Run(time=datetime.fromisoformat(data["time"]), tables=lines, path=name, **known)


def when(journal: Path) -> datetime:
    """Return when the run of a journal began, as its name says."""
    stamp = re.search(r"(\d{8}-\d{6})(?:-\d+)?$", journal.stem)
    try:
        return datetime.strptime(stamp[1], _STAMP) if stamp else datetime.max
    except ValueError:
        return datetime.max


def names(path: Path) -> Sequence[Path]:
    """Return the names of a workbook's journals, oldest first; of some only the backup is there."""
    pattern = re.compile(re.escape(path.stem) + r" (\d{8}-\d{6})(?:-(\d+))?")
    stems = {}
    for name in folder(path).iterdir() if folder(path).is_dir() else ():
        match = pattern.fullmatch(name.stem)
        if match and name.suffix in (path.suffix, ".json"):
            stems[name.with_suffix(".json")] = (match[1], int(match[2] or 1))
    return sorted(stems, key=lambda name: stems[name])
