"""Is the evidence whole? Every letter against its hash, every manifest against its seal. (R3.3)"""

from collections.abc import Iterator
from pathlib import Path

from cuifei.commands import batch, check_letters, folders, seal
from cuifei.commands.opened import open_book
from cuifei.commands.report import Data, Report
from cuifei.commands.store import Where
from cuifei.domain.problems import Problem, say, say_n


def verify(where: Where) -> Report[Data]:
    """Return every letter and manifest that is changed, missing or extra; nothing is written.

    Manifests are compared with their seals, files with the manifests' hashes, 发函 with both.
    """
    opened = open_book(where)
    path = opened.book.path
    runs = tuple(opened.batches())
    chain = ((run.folder.name, run.previous, run.sealed, _reckoned(run)) for run in runs)
    # What is wrong with the workbook itself is what `check` says; unfinished folders are both.
    problems = (
        *folders.findings(path, runs),
        *seal.breaks(chain),
        *check_letters.problems(opened),
        *(problem for run in runs for problem in _extra(run)),
    )
    letters = sum(len(run.letters) for run in runs if run.state == batch.REGISTERED)
    sentence = say_n(
        "{n} letter verified, {wrong} places are not as they were.",
        "{n} letters verified, {wrong} places are not as they were.",
        letters,
        wrong=len(problems),
    )
    data = {
        "book": path.absolute(),
        "batches": len(runs),
        "letters": letters,
    }
    return Report(data, problems, (sentence,))


def _reckoned(run: batch.Batch) -> str:
    return seal.seal(run.described(), run.previous)


def _extra(run: batch.Batch) -> Iterator[Problem]:
    """Yield the Word files of a folder that its manifest does not name."""
    known = {Path(paper.file).name for paper in run.files}
    for file in sorted(run.folder.glob("*.docx")):
        if file.name not in known and not file.name.startswith("~$"):
            yield Problem(
                f"{run.folder.name}/{file.name}",
                say("this file is not one that was made here"),
                say("Take it out of the folder, or keep it as a letter of its own elsewhere"),
            )
