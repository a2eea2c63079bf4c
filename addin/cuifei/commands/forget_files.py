"""Which letters and papers are about one unit, and what do their lists say without their files?

A list keeps number, day and amount of a letter, without its file; the seals of the lists are
made anew from there on, because the name of a file bore the owner's.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

from cuifei.commands import batch
from cuifei.commands.enclosures import STATEMENT
from cuifei.commands.seal import seal
from cuifei.domain.account.former import Sale, addressee, holder, sales
from cuifei.domain.problems import Problem, say
from cuifei.domain.records import Unit
from cuifei.letters import files

Sales: TypeAlias = "Mapping[str, tuple[Sale, ...]]"


@dataclass(frozen=True, slots=True)
class Going:
    """What goes of one batch: its list as it was and as it will be, and the files to delete."""

    before: batch.Batch
    after: batch.Batch
    files: tuple[Path, ...]


def planned(
    book: Path, units: Mapping[str, Unit], unit: str
) -> tuple[tuple[Going, ...], tuple[Problem, ...]]:
    """Return what goes of each batch, and the letters that stay because they name other units.

    Of a sold unit each owner has their own. A print pack holds the letters of others as well;
    it goes, and can be made again.
    """
    sold = sales(units)
    going, problems = [], []
    for run in batch.batches(book):
        about = [(letter, _holders(letter, sold)) for letter in run.letters if letter.sha256]
        gone = [letter for letter, holders in about if holders == {unit}]
        problems += [_shared(run, letter) for letter, own in about if unit in own and own != {unit}]
        papers = [paper for paper in run.enclosed if _is_of(paper, run.as_of, unit, sold)]
        if gone or papers:
            going.append(_going(run, gone, papers))
    return tuple(going), tuple(problems)


def _holders(letter: batch.Planned, sold: Sales) -> set[str]:
    return {addressee(sold, replace(row, file=letter.file)) for row in letter.rows}


def _is_of(paper: batch.Enclosed, day: date, unit: str, sold: Sales) -> bool:
    """Return whether a bill or a statement is of the unit; older lists say it in names alone."""
    base = (base for base, own in sold.items() if unit in (sale.seller for sale in own))
    for typed in (unit, *base):
        named = f"{files.begins(paper.number, typed)} "
        if paper.unit == typed or (paper.kind == STATEMENT and paper.file.startswith(named)):
            return holder(sold, typed, day, paper.file) == unit
    return False


def _going(
    run: batch.Batch, gone: Sequence[batch.Planned], papers: Sequence[batch.Enclosed]
) -> Going:
    """Return what goes with these; packs, which hold others too, and the PDF of each as well."""
    numbers = {"", *(letter.letter.number for letter in gone)}
    stems = {Path(paper.file).stem for paper in papers}
    enclosed = [
        paper for paper in run.enclosed if paper.number in numbers or Path(paper.file).stem in stems
    ]
    letters = tuple(_bare(letter) if letter in gone else letter for letter in run.letters)
    staying = tuple(paper for paper in run.enclosed if paper not in enclosed)
    names = (*(paper.file for paper in gone), *(paper.file for paper in enclosed))
    paths = tuple(run.folder / name for name in names)
    return Going(run, replace(run, letters=letters, enclosed=staying), paths)


def _bare(letter: batch.Planned) -> batch.Planned:
    """Return a letter without its file: no name, no hash."""
    file = f"{letter.letter.number}.docx"
    return batch.Planned(file, "", replace(letter.letter, file="", digest=""))


def _shared(run: batch.Batch, letter: batch.Planned) -> Problem:
    return Problem(
        f"{run.folder.name}/{letter.file}",
        say("this letter is about other units as well, and stays"),
        say("Forget the other units too, when their time has come, then delete it by hand"),
    )


def carry_out(book: Path, going: Sequence[Going]) -> None:
    """Delete the files, and write the lists anew, each seal over the one before."""
    for batch_going in going:
        for file in batch_going.files:
            file.unlink(missing_ok=True)
    altered = {batch_going.before.folder: batch_going.after for batch_going in going}
    for run in _resealed([altered.get(x.folder, x) for x in batch.batches(book)], set(altered)):
        batch.save(run)


def _resealed(runs: Sequence[batch.Batch], altered: set[Path]) -> Iterator[batch.Batch]:
    """Yield the batches whose seal changes: those that were altered, and all that follow them."""
    followers: dict[str, list[batch.Batch]] = {}
    for run in runs:
        followers.setdefault(run.previous, []).append(run)
    known = {run.sealed for run in runs}
    waiting = [(run, run.previous) for run in runs if run.previous not in known or not run.previous]
    visited: set[Path] = set()
    while waiting:
        run, previous = waiting.pop()
        if run.folder in visited:
            continue
        visited.add(run.folder)
        changed = run.folder in altered or previous != run.previous
        sealed = seal(run.described(), previous) if changed and run.sealed else run.sealed
        if changed:
            yield replace(run, previous=previous, sealed=sealed)
        if run.sealed:
            waiting += [(after, sealed) for after in followers.get(run.sealed, ())]
