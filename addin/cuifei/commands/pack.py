"""One Word file to print a whole batch from, and its letters as PDF files.

Both are made from the letters on disk, each checked by its hash, after the letters are registered:
whatever happens here, the letters are there, and `cuifei pack` makes pack and PDF again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from cuifei.commands import batch, last_dates
from cuifei.commands.enclosures import STATEMENT
from cuifei.commands.issue import Issued, Progress, silent
from cuifei.commands.lock import locked
from cuifei.commands.numbers import enclosure_number
from cuifei.commands.opened import Opened, open_book
from cuifei.commands.packs import Piece, packs, packs_said, volumes_of
from cuifei.commands.report import Report
from cuifei.commands.store import Where
from cuifei.domain.account.former import Sale, addressee, sales
from cuifei.domain.codes import Document
from cuifei.domain.keys import natural
from cuifei.domain.money import Fen
from cuifei.domain.problems import CuifeiError, Message, Problem, say, say_n
from cuifei.domain.records import Letter, Unit
from cuifei.domain.words import sheet
from cuifei.letters import pdf

PACK, PDF = "pack", "pdf"


@dataclass(frozen=True, slots=True)
class Wish:
    """How a batch is to be printed, on which day. `size`: letters in one pack; 0: all."""

    pack: bool = False
    pdf: bool = False
    duplex: bool = False
    by_community: bool = False
    size: int = 0
    as_of: date | None = None

    @property
    def any(self) -> bool:
        """Whether anything is wished for at all."""
        return self.pack or self.pdf


@dataclass(frozen=True, slots=True)
class Printed:
    """What was made of a batch: files in its folder, what went wrong, what to know of the packs."""

    packs: tuple[Path, ...] = ()
    pdfs: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Message, ...] = ()


NO_WISH, NOT_PRINTED = Wish(), Printed()


@dataclass(frozen=True, slots=True)
class Packed:
    """A batch, and what was made of it to print."""

    batch: str
    folder: Path
    packs: Sequence[Path] = ()
    pdfs: Sequence[Path] = ()


def pack(
    where: Where, name: str, wish: Wish, *, dry_run: bool = False, progress: Progress = silent
) -> Report[Packed]:
    """Print a batch that is there already (`name` "": the newest) as `wish` says.

    Raises CuifeiError where there is no such batch.
    """
    with locked(where, dry_run=dry_run):
        opened = open_book(where)
        run = find_batch(opened, name)
        printed = Printed() if dry_run else print_batch(opened, run, wish, progress)
    packed = Packed(run.folder.name, run.folder, printed.packs, printed.pdfs)
    numbers = {planned.letter.number for planned in run.letters}
    problems = *printed.problems, *last_dates.passed(opened.ledger.letters, wish.as_of, numbers)
    return Report(packed, problems, (counted(run), *printed_said(printed, run.folder)))


def newest(where: Where) -> batch.Batch:
    """Return the batch that was written last. Raises CuifeiError where there is none."""
    return find_batch(open_book(where))


def counted(run: batch.Batch) -> Message:
    """Return how many letters or bills a batch has."""
    return say(
        "{n} letters of {batch}.",
        n=len(run.letters) or sum(paper.kind == Document.BILL for paper in run.enclosed),
        batch=run.folder.name,
    )


def print_issued(issued: Issued, opened: Opened, wish: Wish, progress: Progress) -> Printed:
    """Print the batch that was just written, if any; the caller holds the lock."""
    if not wish.any or not issued.made or issued.folder is None:
        return Printed()
    return print_batch(opened, batch.load(issued.folder / batch.MANIFEST), wish, progress)


def find_batch(opened: Opened, name: str = "") -> batch.Batch:
    """Return a registered batch by its folder's name, or the newest. CuifeiError: there is none."""
    batch.ensure_saved(opened.book.path)
    known = [b for b in opened.batches() if b.state == batch.REGISTERED]
    for run in reversed(known):
        if name in ("", run.folder.name):
            return run
    raise CuifeiError(
        say("there is no batch {name} of this workbook", name=name)
        if name
        else say("no letters were written for this workbook yet"),
        say("See the folder {folder} beside the workbook", folder=batch.FOLDER),
    )


def printed_said(printed: Printed, folder: Path) -> Iterator[Message]:
    """Yield what a person is told about packs and PDF files."""
    if printed.packs:
        yield say_n(
            "Print {pack} in {folder}; the list on top is to tick off.",
            "Print {n} packs in {folder}, the first is {pack}; the list on top is to tick off.",
            len(printed.packs),
            pack=printed.packs[0].name,
            folder=str(folder),
        )
    yield from printed.notes
    if printed.pdfs:
        yield say_n(
            "{n} PDF file in {folder}.",
            "{n} PDF files in {folder}.",
            len(printed.pdfs),
            folder=str(folder),
        )


def print_batch(
    opened: Opened, run: batch.Batch, wish: Wish, progress: Progress = silent
) -> Printed:
    """Write pack and PDF of a batch into its folder and its manifest; the caller holds the lock.

    A letter that is missing or was changed, and a PDF that cannot be made, are Problems.
    """
    pieces, problems = pieces_of(opened.ledger.units.values(), run)
    outputs: list[tuple[batch.Enclosed, bytes]] = []
    notes: list[Message] = []
    kinds = ((PACK, wish.pack), (PDF, wish.pdf))
    for kind in (kind for kind, wanted in kinds if wanted and pieces):
        try:
            if kind == PACK:
                volumes = volumes_of(pieces, wish.by_community, wish.size)
                files = packs(opened, run, volumes, wish.duplex)
                notes += packs_said(volumes)
            else:
                files = pdf_files(pieces, progress)
            outputs += [enclosed(name, kind, number, content) for name, number, content in files]
        except CuifeiError as error:
            problems.append(Problem(run.folder.name, error.what, error.remedy))
    return replace(keep(run, outputs, problems), notes=tuple(notes))


def keep(
    run: batch.Batch, outputs: Sequence[tuple[batch.Enclosed, bytes]], problems: list[Problem]
) -> Printed:
    """Save what was made, and say what was saved; a file that is open in Word is a Problem."""
    try:
        _save(run, outputs)
    except PermissionError as error:
        what = say("{name} cannot be written", name=str(error.filename))
        problems.append(Problem(run.folder.name, what, say("Close it in Word and try again")))
        outputs = []
    written = {
        kind: tuple(run.folder / paper.file for paper, _ in outputs if paper.kind == kind)
        for kind in (PACK, PDF)
    }
    return Printed(written[PACK], written[PDF], tuple(problems))


def enclosed(name: str, kind: str, number: str, content: bytes) -> tuple[batch.Enclosed, bytes]:
    """Return a file as the manifest names it, with its content."""
    return batch.Enclosed(name, batch.digest(content), kind, number), content


def _save(run: batch.Batch, outputs: Sequence[tuple[batch.Enclosed, bytes]]) -> None:
    """Write the files, then the manifest that names them; packs of an older wish go."""
    if not outputs:
        return
    for paper, content in outputs:
        draft = run.folder / (paper.file + batch.PART)
        draft.write_bytes(content)
        draft.replace(run.folder / paper.file)
    kinds, names = {paper.kind for paper, _ in outputs}, {paper.file for paper, _ in outputs}
    gone = [paper for paper in run.enclosed if paper.kind in kinds and paper.file not in names]
    staying = [paper for paper in run.enclosed if paper.kind not in kinds]
    batch.save(replace(run, enclosed=(*staying, *(paper for paper, _ in outputs))))
    for paper in gone:
        file = run.folder / paper.file
        if file.is_file() and batch.digest(file.read_bytes()) == paper.sha256:
            file.unlink()


def pieces_of(known: Iterable[Unit], run: batch.Batch) -> tuple[list[Piece], list[Problem]]:
    """Return the letters of a batch in walking order, each with its statement behind it."""
    statements = {paper.number: paper for paper in run.enclosed if paper.kind == STATEMENT}
    units = {unit.unit: unit for unit in known}
    sold = sales(units)
    placed: list[tuple[tuple[object, ...], Piece]] = []
    problems: list[Problem] = []
    for planned in run.letters:
        along = statements.get(enclosure_number(planned.letter.number))
        files: list[batch.Planned | batch.Enclosed] = [planned, *([along] if along else [])]
        contents = []
        for paper in files:
            content = read_checked(run.folder / paper.file, paper.sha256, problems)
            if content is not None:
                contents.append(content)
        if len(contents) == len(files):
            names = tuple(paper.file for paper in files)
            placed.append(_placed(units, sold, planned, names, tuple(contents)))
    placed += _bills(units, sold, run, problems)
    placed.sort(key=lambda entry: entry[0])
    return [piece for _, piece in placed], problems


def _bills(
    units: Mapping[str, Unit],
    sold: Mapping[str, tuple[Sale, ...]],
    run: batch.Batch,
    problems: list[Problem],
) -> Iterator[tuple[tuple[object, ...], Piece]]:
    """Yield the bills of a batch, which have no rows in 发函, as if they had."""
    for bill in run.enclosed:
        if bill.kind != Document.BILL:
            continue
        content = read_checked(run.folder / bill.file, bill.sha256, problems)
        if content is not None:
            row = Letter(bill.number, Document.BILL, bill.unit, run.as_of, amount=Fen(bill.amount))
            planned = batch.Planned(bill.file, bill.sha256, row)
            yield _placed(units, sold, planned, (bill.file,), (content,))


def _placed(
    units: Mapping[str, Unit],
    sold: Mapping[str, tuple[Sale, ...]],
    planned: batch.Planned,
    names: tuple[str, ...],
    contents: tuple[bytes, ...],
) -> tuple[tuple[object, ...], Piece]:
    """Return a paper with its place in walking order."""
    key = addressee(sold, replace(planned.letter, file=planned.file))
    unit = units.get(key)
    owner, community, building = (unit.owner, unit.community, unit.building) if unit else [""] * 3
    order = (community, natural(building), natural(key))
    return order, Piece(planned, owner, community, names, contents)


def read_checked(file: Path, sha256: str, problems: list[Problem]) -> bytes | None:
    """Return a file's content; None, and a Problem, where it is missing or not as it was."""
    if not sha256:
        what = say("it was deleted with the owner's personal data")
        remedy = say(
            "Nothing is to be done; its row in {register_sheet} stays",
            register_sheet=sheet("register"),
        )
    elif not file.is_file():
        what = say("the file is missing")
        remedy = say("Put it back from a backup; a letter that was sent must be kept")
    elif batch.digest(content := file.read_bytes()) != sha256:
        what = say("the file was changed after it was made")
        remedy = say("Put the original back from a backup; make changes in a letter of its own")
    else:
        return content
    problems.append(Problem(f"{file.parent.name}/{file.name}", what, remedy))
    return None


def pdf_files(
    pieces: Sequence[Piece], progress: Progress = silent
) -> Iterator[tuple[str, str, bytes]]:
    """Yield a PDF for each letter and statement: its name, its number, its bytes.

    Raises CuifeiError where neither Word nor LibreOffice makes them.
    """
    files = [
        (name, piece.planned.letter.number, content)
        for piece in pieces
        for name, content in zip(piece.names, piece.contents, strict=True)
    ]
    pdf_contents = pdf.pdfs([content for _, _, content in files], progress)
    for (name, number, _), content in zip(files, pdf_contents, strict=True):
        yield Path(name).with_suffix(".pdf").name, number, content
