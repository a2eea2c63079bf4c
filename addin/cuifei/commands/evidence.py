"""All evidence on a unit for counsel: a folder of papers and files, and one PDF of all of it.

Nothing in the workbook changes. The folder holds copies; what is not as it
was made is marked in the papers and reported.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from cuifei.commands import batch
from cuifei.commands.court_case import costs, court_data
from cuifei.commands.evidence_bundle import Bundle, put_together
from cuifei.commands.evidence_folder import free_place, write
from cuifei.commands.issue import Progress, silent
from cuifei.commands.opened import open_book
from cuifei.commands.report import Data, Report
from cuifei.commands.select import case_of
from cuifei.commands.store import Where
from cuifei.domain import money
from cuifei.domain.problems import CuifeiError, Message, Problem, listed, say
from cuifei.domain.queue.court import Weighing
from cuifei.letters import bind, files


def evidence(
    where: Where,
    as_of: date,
    units: Sequence[str],
    *,
    as_pdf: bool = False,
    dry_run: bool = False,
    progress: Progress = silent,
) -> Report[Data]:
    """Write the evidence on each unit into `催费证据/<date> <unit>` beside the workbook.

    A file that is missing or was changed is a Problem, and marked in the
    bundle; so is a PDF that cannot be made: the folder is written all the
    same. Raises CuifeiError, with nothing written, for a unit that is not there.
    """
    opened = open_book(where)
    docket = opened.docket(as_of)
    keys = dict.fromkeys(case_of(docket, unit).unit.unit for unit in units)
    problems = list(opened.problems)
    bundles: list[dict[str, object]] = []
    sentences: list[Message] = []
    for key in keys:
        bundle = put_together(opened, docket, key)
        folder = free_place(opened.book.path, as_of, key)
        pages = None
        contents = [
            ("00 " + bundle.file.said("index") + ".docx", bundle.index(_none(bundle)).content)
        ]
        contents += [(part.path, part.content) for part in bundle.parts]
        if as_pdf and not dry_run:
            pages = _bound(bundle, contents, progress)
        if not dry_run:
            write(folder, contents)
        problems += bundle.problems
        bundles.append(_data(bundle, folder, contents, pages))
        sentences.append(_sentence(key, folder, pages, dry_run=dry_run))
        if bundle.weighing and bundle.weighing.claim:
            sentences.append(_weighed(bundle.weighing))
    data = {"as_of": as_of, "bundles": bundles}
    return Report(data, tuple(problems), tuple(sentences))


def _none(bundle: Bundle) -> list[int]:
    return [0 for part in bundle.parts if part.leaf]


def _bound(bundle: Bundle, contents: list[tuple[str, bytes]], progress: Progress) -> int | None:
    """Add the PDF and the index with its pages; return how many, None where there is no PDF."""
    leaves = [part.leaf for part in bundle.parts if part.leaf]
    unit = bundle.file.case.unit.unit
    try:
        bound = bind.bind(leaves, bundle.index, progress)
    except CuifeiError as error:
        what = say("the PDF for {unit} is missing: {why}", unit=unit, why=error.what)
        bundle.problems.append(Problem(unit, what, error.remedy))
        return None
    contents[0] = (contents[0][0], bundle.index(bound.starts).content)
    name = files.name(bundle.file.said("bundle"), unit, bundle.file.case.unit.owner, "", ".pdf")
    contents.append((name, bound.content))
    return bound.pages


def _data(
    bundle: Bundle, folder: Path, contents: Sequence[tuple[str, bytes]], pages: int | None
) -> dict[str, object]:
    return {
        "unit": bundle.file.case.unit.unit,
        "folder": folder,
        "pdf": folder / contents[-1][0] if pages else None,
        "pages": pages,
        "court": court_data(bundle.weighing) if bundle.weighing else None,
        "files": [{"file": name, "sha256": batch.digest(content)} for name, content in contents],
        "letters": [
            {
                "number": proof.sent.letter.number,
                "state": proof.sent.files[0].state,
                "sha256": proof.sent.files[0].sha256,
                "proofs": [exhibit.name for exhibit in proof.sent.proofs],
            }
            for proof in bundle.proofs
        ],
    }


def _weighed(weighing: Weighing) -> Message:
    return say(
        "A suit over {claim} yuan: {costs}. {advice}. Still missing: {names}.",
        claim=money.text(weighing.claim),
        costs=costs(weighing),
        advice=weighing.advice,
        names=listed(weighing.missing),
    )


def _sentence(unit: str, folder: Path, pages: int | None, *, dry_run: bool) -> Message:
    if dry_run:
        return say(
            "Dry run: the evidence on {unit} would be put into {folder}.",
            unit=unit,
            folder=str(folder),
        )
    if pages:
        return say(
            "The evidence on {unit} is in {folder}, with a PDF of {pages} pages. It names the"
            " owner: give it to counsel only.",
            unit=unit,
            folder=str(folder),
            pages=pages,
        )
    return say(
        "The evidence on {unit} is in {folder}. It names the owner: give it to counsel only.",
        unit=unit,
        folder=str(folder),
    )
