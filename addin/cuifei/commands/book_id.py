"""Which workbook is this, whatever its file is called?

Beside the numbers that were given (已用函号 in 参数) stands the workbook's own number, from its
first letter on. Lists of letters bear it too: so letters, backups and journals follow a workbook
that is renamed, and a copy is told from it.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

from cuifei.commands import batch
from cuifei.domain.language import DEFAULT
from cuifei.domain.problems import Message, Problem, listed, say
from cuifei.domain.records import Ledger
from cuifei.domain.words import sheet
from cuifei.locale import phrase, phrases
from cuifei.tables.layout import BOOK_ID, SETTINGS
from cuifei.workbook import renamed

_WRITTEN = re.compile(rf"(?:{'|'.join(map(re.escape, phrases(BOOK_ID)))})\s*([0-9A-F]{{10}})")


def written(text: str) -> str:
    """Return the workbook's number in what 参数 keeps; blank where there is none.

    >>> written(with_id("催函〔2026〕41号", "0123456789"))
    '0123456789'
    """
    match = _WRITTEN.search(text)
    return match[1] if match else ""


def with_id(numbers: str, own: str, lang: str = DEFAULT) -> str:
    """Return what 参数 keeps: the highest letter numbers, and the workbook's own."""
    return f"{numbers} ({phrase(BOOK_ID, lang)} {own})"


def own_id(path: Path, ledger: Ledger, last_numbers: str) -> str:
    """Return the number of a workbook; `last_numbers` is what its 参数 keeps.

    One without a number gets it from what it holds: so a run that died before its first number
    was written still knows its workbook, and a copy whose number was taken out gets another.
    """
    if own := written(last_numbers):
        return own
    taken = {run.book_id for run in _of_others(path) if path.with_name(run.book).is_file()}
    content = repr((sorted(ledger.units), ledger.charges, ledger.payments))
    candidates = (
        hashlib.sha256(f"{number} {content}".encode()).hexdigest()[:10].upper()
        for number in count()
    )
    return next(number for number in candidates if number not in taken)


def _of_others(path: Path) -> Iterator[batch.Batch]:
    """Yield the batches beside a workbook that are of a workbook with another name."""
    if path.is_file():
        for run in batch.loaded(path):
            if isinstance(run, batch.Batch) and run.book_id and run.book != path.name:
                yield run


def batches(path: Path, own: str) -> Iterator[batch.Batch]:
    """Yield the batches of a workbook whose number is `own`, oldest folder first; writes nothing.

    Those from before it was renamed are its own too: the next run that writes lets them follow.
    """
    if not path.is_file():
        return
    for run in batch.loaded(path):
        if isinstance(run, batch.Batch) and (
            run.book == path.name
            or (own and run.book_id == own and not path.with_name(run.book).is_file())
        ):
            yield run


def has_strays(path: Path) -> bool:
    """Return whether letters or runs lie here of a workbook that is gone: perhaps this one's."""
    if not path.is_file():
        return False
    gone = any(not path.with_name(run.book).is_file() for run in _of_others(path))
    return gone or bool(renamed.left_alone(path))


def former_names(path: Path, own: str) -> list[str]:
    """Return what a workbook whose number is `own` was called before; writes nothing."""
    gone = (run for run in _of_others(path) if not path.with_name(run.book).is_file())
    return sorted({*renamed.left_alone(path), *(r.book for r in gone if r.book_id == own)})


def follow(path: Path, own: str) -> tuple[Message, ...]:
    """Let letters, backups and journals go with a workbook that was renamed; say so.

    The caller holds its lock.
    """
    former = former_names(path, own)
    for run in tuple(_of_others(path)):
        if run.book_id == own and run.book in former:
            batch.save(replace(run, book=path.name))
    for name in former:
        renamed.follow(path, name)
    return tuple(
        say(
            "{name} was called {former}: its letters, backups and runs go with it.",
            name=path.name,
            former=name,
        )
        for name in former
    )


def doubts(path: Path, last_numbers: str, lang: str) -> Iterator[Problem]:
    """Yield that a workbook is a copy of another one here, or has another name than its letters."""
    if not (match := _WRITTEN.search(last_numbers)):
        return
    others = sorted({run.book for run in _of_others(path) if run.book_id == match[1]})
    copies = [name for name in others if path.with_name(name).is_file()]
    if copies:
        yield Problem(
            path.name,
            say("this workbook is a copy of {others}, or they of it", others=listed(copies)),
            say(
                "Work on in one of them, so that no owner gets two letters; if this is to be a"
                " ledger of its own, delete “{own}” from “{setting}” in {settings_sheet}",
                own=match[0],
                setting=phrase(SETTINGS["last_numbers"], lang),
                settings_sheet=sheet("settings"),
            ),
        )
