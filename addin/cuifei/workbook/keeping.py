"""Which backups of a workbook stay, and for how long?

By count, age and size. The first stays for good: it is the office's own workbook, as it was
before we ever wrote into it. The newest stay too, however old or large, and always a whole one.
"""

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from cuifei.domain.problems import Problem, say, say_n
from cuifei.workbook import journal_files, run_log

OLDEST = timedelta(days=366)
MOST_BYTES = 1 << 30  # of all copies but the first together
ALWAYS = 5  # the newest, whatever their age and size


def prune(path: Path, now: datetime) -> None:
    """Delete the backups of a workbook that need not stay, where the system lets us.

    More than that is told: those that are deleted for age or size, and those that cannot be.
    """
    with suppress(OSError):
        # By the numbers of the runs: a clock that was wrong once makes no other one the first.
        heads = journal_files.heads(path)
        journals = tuple(head if isinstance(head, Path) else head.path for head in heads)[:-1]
        going = dict(_going(path, journals, now))
        staying = [name for name in journals if name not in going]
        if not any(_is_whole(name.with_suffix(path.suffix)) for name in staying):
            spared = (x for x in going if _is_whole(x.with_suffix(path.suffix)))
            going.pop(next(spared, path), None)
        deleted = sum(_deleted(path, name) and announced for name, announced in going.items())
        if deleted:
            run_log.note_tidied(
                say_n(
                    "{n} backup older than a year, or too large together, is deleted.",
                    "{n} backups older than a year, or too large together, are deleted.",
                    deleted,
                )
            )


def _going(path: Path, journals: Sequence[Path], now: datetime) -> Iterator[tuple[Path, bool]]:
    """Yield what may go of all but the first, newest first, and whether it is told."""
    # One wrong clock makes no backup old: the run before this one has to say so too.
    today = min([now, *map(journal_files.when, journals[1:2])])
    size = 0
    for place, name in enumerate(journals):
        backup = name.with_suffix(path.suffix)
        size += backup.stat().st_size if backup.exists() else 0
        if place >= journal_files.KEPT - 1:
            yield name, False
        elif place >= ALWAYS and (size > MOST_BYTES or today - journal_files.when(name) > OLDEST):
            yield name, True


def _is_whole(backup: Path) -> bool:
    with suppress(OSError):
        return zipfile.is_zipfile(backup)
    return False


def _deleted(path: Path, name: Path) -> bool:
    try:
        name.with_suffix(path.suffix).unlink(missing_ok=True)
        name.unlink(missing_ok=True)
    except OSError:
        run_log.note_left(
            Problem(
                f"{journal_files.FOLDER}/{name.stem}",
                say("this old backup cannot be deleted"),
                say("Close it where it is open; the next run tries again"),
            )
        )
        return False
    return True
