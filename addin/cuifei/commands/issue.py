"""Turn cases into letters on disk and rows in the register, both or neither."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from cuifei.commands import batch, flags, pay_codes, template_problems
from cuifei.commands.enclosures import Enclosure, Statements
from cuifei.commands.numbers import given, identity, letter_numbers
from cuifei.commands.opened import Opened
from cuifei.commands.report import BEHIND, Data
from cuifei.commands.select import Held
from cuifei.domain import money
from cuifei.domain.ladder import merging
from cuifei.domain.ladder.cases import Case, Docket
from cuifei.domain.ladder.merging import Together
from cuifei.domain.ladder.readiness import Blocker
from cuifei.domain.money import Fen
from cuifei.domain.papers.demand import Demand, Paper, demand, merged
from cuifei.domain.problems import CuifeiError, Problem, listed, say
from cuifei.domain.records import Letter
from cuifei.letters import files, own_templates, print_letter
from cuifei.locale import translator
from cuifei.tables.layout import word
from cuifei.tables.port import Written
from cuifei.workbook import run_log

Progress = Callable[[int, int], None]


def silent(done: int, of: int) -> None:
    """Report no progress."""


@dataclass(frozen=True, slots=True)
class Made:
    """A letter that is ready to be written: what it says, its file, its register rows."""

    demand: Demand
    name: str
    content: bytes
    rows: tuple[Letter, ...]
    enclosures: tuple[Enclosure, ...] = ()

    @property
    def row(self) -> Letter:
        """Its first row, which says all but the other units and their amounts."""
        return self.rows[0]


@dataclass(frozen=True, slots=True)
class Issued:
    """What a run wrote: the letters, those that the lint refused, and where it all is."""

    made: tuple[Made, ...]
    unfit: tuple[Held, ...]
    problems: tuple[Problem, ...]
    folder: Path | None
    written: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLetter:
    """A letter or paper as `letters --json` says it; a paper has no `community`, no `enclosed`."""

    number: str
    document: str
    unit: str
    units: Sequence[str]
    community: str | None = None
    owner: str
    total: Fen
    last_date: date | None
    file: Path
    sha256: str
    enclosed: Sequence[Path] | None = None


@dataclass(frozen=True, slots=True)
class NewLetters:
    """What a run of letters wrote, or would write, who gets none, and what was printed."""

    batch: str | None
    folder: Path | None
    letters: Sequence[NewLetter]
    held: Sequence[Held]
    packs: Sequence[Path] | None = field(default=None, metadata=BEHIND)
    pdfs: Sequence[Path] | None = field(default=None, metadata=BEHIND)


@dataclass(frozen=True, slots=True)
class Place:
    """Where letters are made: their folder, and the office's own templates."""

    folder: Path
    templates: Path


def issue(
    opened: Opened,
    docket: Docket,
    cases: Sequence[Case],
    title: str,
    *,
    now: datetime,
    dry_run: bool,
    progress: Progress,
    limit: int = 0,
) -> Issued:
    """Write a letter for each case, or one for those of one owner (合并发函), at most `limit`.

    The caller holds the book's lock and chose the cases. A letter that fails
    the lint is held with a Problem and uses up no number.
    """
    path = opened.book.path
    folder = batch.new_folder(path, docket.as_of, title)
    place = Place(folder, own_templates.beside(path))
    run_log.stage(say("making letters"))
    letters, unfit, problems = _make(opened, docket, cases, place, progress, limit)
    if not letters:
        return Issued((), tuple(unfit), tuple(problems), None, Written())
    located = tuple(_located(letter, folder, path) for letter in letters)
    written = _write(opened, docket, located, folder, now=now, dry_run=dry_run)
    return Issued(located, tuple(unfit), tuple(problems), folder, written)


def _make(
    opened: Opened,
    docket: Docket,
    cases: Sequence[Case],
    place: Place,
    progress: Progress,
    limit: int,
) -> tuple[list[Made], list[Held], list[Problem]]:
    """Return the letters that are fit to go, who is held by the lint, and its Problems."""
    numbers = letter_numbers(given(opened), docket.as_of)
    number = next(numbers)
    letters: list[Made] = []
    unfit: list[Held] = []
    problems: list[Problem] = []
    statements = Statements(opened.ledger, docket, place.templates)
    problems += own_templates.strangers(place.templates)
    problems += template_problems.printed_alone(_documents(cases), place.templates)
    wanted = merging.letters(cases)
    for done, own in enumerate(wanted):
        if limit and len(letters) == limit:
            break
        progress(done, len(wanted))
        try:
            demanded = _demand(opened, docket, own, number)
        except CuifeiError as error:
            problems.append(Problem(own[0].unit.unit, error.what, error.remedy))
            unfit += (Held(case.unit.unit, (unfit_letter(problems[-1:]),)) for case in own)
            continue
        content, wrong = _printed(demanded, own[0].unit.language, place)
        letter = _made(demanded, own, content, _reviewed(opened, docket, own))
        enclosures, unfit_statement = statements.with_letter(own, demanded)
        wrong += unfit_statement + files.too_long(place.folder / letter.name, own[0].unit.unit)
        if wrong:
            problems += wrong
            unfit += (Held(case.unit.unit, (unfit_letter(wrong),)) for case in own)
            continue
        letters.append(replace(letter, enclosures=enclosures))
        number = next(numbers)
    progress(len(wanted), len(wanted))
    return letters, unfit, template_problems.once(problems)


def _documents(cases: Sequence[Case]) -> Iterator[tuple[str, str]]:
    for case in cases:
        if case.step.rung is not None:
            yield case.step.rung.document, case.unit.language


def _printed(demanded: Demand, lang: str, place: Place) -> tuple[bytes, tuple[Problem, ...]]:
    """Return a letter and what is wrong with it; a template that fails stops this letter only."""
    try:
        return print_letter.print_letter(demanded, lang, place.templates)
    except CuifeiError as error:
        return b"", print_letter.unusable(error, f"{demanded.unit.unit} {demanded.number}")


def unfit_letter(wrong: Sequence[Problem]) -> Blocker:
    """Return the lint's verdict as a reason against sending."""
    return Blocker("letter_lint", None, wrong[0].what)


def demand_data(letter: Made) -> Data:
    """Return what a letter that is only reviewed asks of whom, for JSON."""
    return {
        "document": letter.row.document,
        "unit": letter.row.unit,
        "units": letter.demand.units,
        "community": letter.demand.unit.community,
        "owner": letter.demand.unit.owner,
        "total": money.plain(letter.demand.total),
        "last_date": letter.demand.last_date,
    }


def new_letter(letter: Made, folder: Path) -> NewLetter:
    """Return one letter as it is reported."""
    return NewLetter(
        number=letter.row.number,
        document=letter.row.document,
        unit=letter.row.unit,
        units=letter.demand.units,
        community=letter.demand.unit.community,
        owner=letter.demand.unit.owner,
        total=letter.demand.total,
        last_date=letter.demand.last_date,
        file=folder / letter.name,
        sha256=letter.row.digest,
        enclosed=[folder / enclosure.file.file for enclosure in letter.enclosures],
    )


def _demand(opened: Opened, docket: Docket, cases: Together, number: str) -> Demand:
    through = docket.receipts_through
    assert through is not None, "readiness lets no such case through"
    accounts = pay_codes.accounts(opened, cases[0].unit.community)
    last_date_days, parts = merging.last_date_days(cases), []
    for case in cases:
        assert case.step.rung is not None, "readiness lets no such case through"
        rung = replace(case.step.rung, last_date_days=last_date_days)
        paper = Paper(number, rung, docket.as_of, through, accounts)
        parts.append(demand(case, paper, docket.policy, docket.calendar))
    return merged(parts)


def _reviewed(opened: Opened, docket: Docket, cases: Together) -> str:
    """Return the note of a letter that somebody reviewed on the day; "" where nobody did."""
    reviews = (opened.ledger.reviews.get(case.unit.unit) for case in cases)
    names = dict.fromkeys(by for by, day in filter(None, reviews) if day == docket.as_of)
    tell = translator(opened.book.lang)
    return tell(say("Reviewed by {names}", names=listed(list(names)))) if names else ""


def _made(demanded: Demand, cases: Together, content: bytes, note: str) -> Made:
    document = word("document", demanded.document, cases[0].unit.language)
    rows = tuple(
        Letter(
            number=demanded.number,
            document=demanded.document,
            unit=part.unit.unit,
            date=demanded.date,
            as_of=demanded.as_of,
            last_date=demanded.last_date,
            amount=part.total,
            digest=batch.digest(content),
            level=case.step.rung.level if case.step.rung else 0,
            note=note,
        )
        for part, case in zip(demanded.each, cases, strict=True)
    )
    name = files.name(demanded.number, files.several(demanded.units), demanded.unit.owner, document)
    return Made(demanded, name, content, rows)


def _located(letter: Made, folder: Path, book: Path) -> Made:
    file = (folder / letter.name).relative_to(book.absolute().parent).as_posix()
    return replace(letter, rows=tuple(replace(row, file=file) for row in letter.rows))


def _write(
    opened: Opened,
    docket: Docket,
    letters: Sequence[Made],
    folder: Path,
    *,
    now: datetime,
    dry_run: bool,
) -> Written:
    """Write files and rows in three recorded steps (see batch.py)."""
    register_rows = tuple(row for letter in letters for row in letter.rows)

    own = "" if dry_run else identity(opened)

    def register() -> Written:
        changes = flags.with_letters(opened, register_rows, docket, own)
        return opened.write(changes, command="letters", now=now, dry_run=dry_run)

    if dry_run:
        return register()
    planned = tuple(batch.Planned(x.name, x.row.digest, x.row, x.rows[1:]) for x in letters)
    enclosures = [enclosure for letter in letters for enclosure in letter.enclosures]
    run = batch.Batch(
        folder,
        opened.book.path.name,
        docket.as_of,
        batch.WRITING,
        planned,
        tuple(enclosure.file for enclosure in enclosures),
        book_id=own,
    )
    contents = [letter.content for letter in letters] + [letter.content for letter in enclosures]
    return batch.carry_out(run, contents, register)
