"""Papers that are no demand: a statement on request, an instalment agreement.

Neither has a place on a ladder. An agreement gets a row in 发函, because it is
signed and kept as evidence; a statement on request gets none, because nothing
counts from it: its number and hash are in the manifest of its folder.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from cuifei.commands import batch, pay_codes
from cuifei.commands.begin import begin
from cuifei.commands.enclosures import STATEMENT, Statements, enclosed, printed
from cuifei.commands.issue import NewLetter, NewLetters
from cuifei.commands.numbers import given, identity, letter_numbers, remembered
from cuifei.commands.opened import Opened
from cuifei.commands.report import Report
from cuifei.commands.select import Held, Wanted, case_of, of_ticks
from cuifei.commands.store import Where
from cuifei.domain.account.delivery import is_void
from cuifei.domain.account.dossier import dossiers
from cuifei.domain.codes import Document
from cuifei.domain.ladder.cases import Case, Docket
from cuifei.domain.ladder.readiness import Blocker
from cuifei.domain.money import Fen
from cuifei.domain.papers import agreement as agreements
from cuifei.domain.papers.agreement import Agreement
from cuifei.domain.problems import CuifeiError, Message, Problem, say, say_n
from cuifei.domain.records import Instalment, Letter
from cuifei.domain.words import sheet
from cuifei.letters import files, own_templates, print_letter
from cuifei.tables import rows
from cuifei.tables.layout import word
from cuifei.tables.port import Append, Written
from cuifei.workbook.journal import NEVER_BACK

AGREEMENT = Document.INSTALMENT_AGREEMENT
PAPERS = (AGREEMENT, STATEMENT)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper that is ready to be written. `total` in fen; an agreement is registered."""

    letter: Letter
    owner: str
    total: int
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Unfit:
    """A unit for which the paper cannot be made, and why."""

    unit: str
    problems: tuple[Problem, ...]


def papers(
    where: Where, as_of: date, wanted: Wanted, *, now: datetime, dry_run: bool = False
) -> Report[NewLetters]:
    """Write the statement or the agreement of each unit that was named.

    A unit for which it cannot be made is held, with the reason as a Problem.
    Raises CuifeiError, with nothing written, where no unit was named.
    """
    if not wanted.units and not wanted.ticked:
        raise CuifeiError(say("this paper is made for single units"), say("Name them with --unit"))
    with begin(where, now=now, dry_run=dry_run) as begun:
        opened, recovered = begun.opened, begun.recovered
        wanted = of_ticks(opened.ledger, wanted)
        outcomes = _make(opened, opened.docket(as_of), wanted)
        sheets = [paper for paper in outcomes if isinstance(paper, Sheet)]
        unfit = [paper for paper in outcomes if isinstance(paper, Unfit)]
        title = word("document", wanted.document, opened.book.lang)
        folder = batch.new_folder(opened.book.path, as_of, title) if sheets else None
        if folder and not dry_run:
            _write(opened, as_of, sheets, folder, now=now)
    sentences = (*recovered, *_sentences(sheets, folder, dry_run=dry_run))
    problems = (*opened.problems, *(problem for paper in unfit for problem in paper.problems))
    return Report(_result(sheets, unfit, folder), problems, sentences)


def _make(opened: Opened, docket: Docket, wanted: Wanted) -> list[Sheet | Unfit]:
    numbers = letter_numbers(given(opened), docket.as_of)
    number = next(numbers)
    units = dict.fromkeys(case_of(docket, unit).unit.unit for unit in wanted.units)
    outcomes: list[Sheet | Unfit] = []
    for unit in units:
        make = _statement if wanted.document == STATEMENT else _agreement
        outcomes.append(make(opened, docket, docket.cases[unit], number))
        if isinstance(outcomes[-1], Sheet):
            number = next(numbers)
    return outcomes


def _statement(opened: Opened, docket: Docket, case: Case, number: str) -> Sheet | Unfit:
    templates = own_templates.beside(opened.book.path)
    record = Statements(opened.ledger, docket, templates).of(case, number)
    content, problems = printed(record, templates)
    if problems:
        return Unfit(case.unit.unit, problems)
    file = enclosed(record, content).file
    row = Letter(number, STATEMENT, case.unit.unit, docket.as_of, digest=file.sha256)
    return Sheet(row, case.unit.owner, record.total, file.file, content)


def _agreement(opened: Opened, docket: Docket, case: Case, number: str) -> Sheet | Unfit:
    unit = case.unit
    rows_of_unit = dossiers(opened.ledger)[unit.unit]
    parts = agreements.chosen_rows(rows_of_unit.instalments)
    day, made_on = agreements.signing_day(parts, docket.as_of), docket.as_of
    if day < made_on:  # what was owed when they agreed, whatever was paid since
        docket = opened.docket(day)
        case = docket.cases[unit.unit]
    against = _already(rows_of_unit.letters, parts)
    against = against or agreements.objection(case, parts, day)
    through = docket.receipts_through
    if against or through is None:
        against = against or say("it is not known up to which day receipts are recorded")
        remedy = say(
            "Correct the rows of {instalments_sheet}, or what they rest"
            " on; then make the agreement",
            instalments_sheet=sheet("instalments"),
        )
        return Unfit(unit.unit, (Problem(unit.unit, against, remedy),))
    if setting := agreements.undecided(case, docket.policy):
        return Unfit(unit.unit, (Problem(unit.unit, *_open_question(setting)),))
    accounts = pay_codes.accounts(opened, unit.community)
    agreement = agreements.agreement(case, parts, number, day, accounts, through, docket.policy)
    content, problems = _printed(agreement, own_templates.beside(opened.book.path))
    if problems:
        return Unfit(unit.unit, problems)
    row = Letter(
        number,
        AGREEMENT,
        unit.unit,
        made_on,
        as_of=agreement.as_of,
        last_date=parts[-1].due,
        amount=agreement.total,
        digest=batch.digest(content),
    )
    name = files.name(number, unit.unit, unit.owner, word("document", AGREEMENT, unit.language))
    return Sheet(row, unit.owner, agreement.total, name, content)


def _open_question(setting: Message) -> tuple[Message, Message]:
    what = say(
        "{settings_sheet} does not say what the agreement should: {setting}",
        settings_sheet=sheet("settings"),
        setting=setting,
    )
    return what, say("Type yes or no beside it, as your company decides")


def _already(letters: Iterable[Letter], parts: Sequence[Instalment]) -> Message | None:
    """Return the agreement on the same parts that stands in 发函, as a reason against another."""
    total = sum(part.amount for part in parts)
    for letter in letters:
        same = (letter.document, letter.amount) == (AGREEMENT, total)
        if same and not is_void(letter) and letter.last_date == parts[-1].due:
            return say(
                "agreement {number} of {day} was made from these parts; void it first",
                number=letter.number,
                day=letter.date,
            )
    return None


def _printed(agreement: Agreement, templates: Path) -> tuple[bytes, tuple[Problem, ...]]:
    try:
        return print_letter.print_agreement(agreement, agreement.unit.language, templates)
    except CuifeiError as error:
        return b"", print_letter.unusable(error, f"{agreement.unit.unit} {agreement.number}")


def _write(
    opened: Opened, as_of: date, sheets: Sequence[Sheet], folder: Path, *, now: datetime
) -> Written:
    """Write the files, and the rows of agreements; a statement is in the manifest alone."""
    home = opened.book.path.absolute().parent
    planned, contents, enclosures = [], [], []
    for paper in sheets:
        file = (folder / paper.name).relative_to(home).as_posix()
        row = replace(paper.letter, file=file)
        if row.document == STATEMENT:
            enclosures.append(
                batch.Enclosed(paper.name, row.digest, STATEMENT, row.number, row.unit)
            )
        else:
            planned.append(batch.Planned(paper.name, row.digest, row))
        contents.append(paper.content)
    book = opened.book.path.name
    run = batch.Batch(
        folder,
        book,
        as_of,
        batch.WRITING,
        tuple(planned),
        tuple(enclosures),
        book_id=identity(opened),
    )
    added = [rows.cells(letter.letter, opened.book.lang) for letter in planned]

    def register() -> Written:
        changes = remembered(opened, [paper.letter.number for paper in sheets])
        if not added:  # a statement leaves nothing to undo but its number, which stays given
            return opened.write(changes, command=NEVER_BACK, now=now)
        return opened.write((*changes, Append("register", added)), command="letters", now=now)

    return batch.carry_out(run, contents, register)


def _result(sheets: Sequence[Sheet], unfit: Sequence[Unfit], folder: Path | None) -> NewLetters:
    letters = [
        NewLetter(
            number=sheet.letter.number,
            document=sheet.letter.document,
            unit=sheet.letter.unit,
            units=(sheet.letter.unit,),
            owner=sheet.owner,
            total=Fen(sheet.total),
            last_date=sheet.letter.last_date,
            file=folder / sheet.name,
            sha256=sheet.letter.digest,
        )
        for sheet in sheets
        if folder
    ]
    held = [
        Held(each.unit, tuple(Blocker("not_possible", None, p.what) for p in each.problems))
        for each in unfit
    ]
    return NewLetters(folder.name if folder else None, folder, letters, held)


def _sentences(
    sheets: Sequence[Sheet], folder: Path | None, *, dry_run: bool
) -> tuple[Message, ...]:
    if not folder:
        return (say("Nothing was made."),)
    if dry_run:
        return (
            say_n(
                "Dry run: {n} paper would be written; nothing was.",
                "Dry run: {n} papers would be written; nothing was.",
                len(sheets),
            ),
        )
    return (
        say_n(
            "{n} paper in {folder}. Next: print, seal, hand over",
            "{n} papers in {folder}. Next: print, seal, hand over",
            len(sheets),
            folder=str(folder),
        ),
    )
