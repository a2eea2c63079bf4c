"""What do the folders of letters beside a workbook say: which numbers are used, what is wrong?"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cuifei.commands import batch
from cuifei.domain.problems import Problem, Step, say
from cuifei.domain.words import sheet


def findings(book: Path, runs: Iterable[batch.Batch]) -> Iterator[Problem]:
    """Yield what is wrong with the folders of letters: damaged manifests, `runs` that died.

    Every command that writes settles the latter when it begins (recover.py).
    """
    if not book.is_file():
        return
    for manifest in batch.loaded(book):
        if isinstance(manifest, Problem):
            yield manifest
    for run in runs:
        if run.state in batch.UNFINISHED:
            yield Problem(
                run.folder.name,
                say("a run died here: its letters are not in {sheet}", sheet=sheet("register")),
                say("The next run settles it: {step}", step=Step("flag")),
            )


def used_numbers(book: Path) -> Sequence[str]:
    """Return every number beside the workbook: in manifests, undone ones too, and in file names.

    A file begins with its letter's number, so a damaged manifest hides none.
    """
    runs = [run for run in batch.loaded(book) if isinstance(run, batch.Batch)]
    files = (book.absolute().parent / batch.FOLDER).glob("*/*.docx")
    return [
        *(planned.letter.number for run in runs for planned in run.letters),
        *(paper.number for run in runs for paper in run.enclosed),
        *(file.name.partition(" ")[0] for file in files),
    ]
