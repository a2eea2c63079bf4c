"""What belongs into the evidence on one unit, and in which order? (R9.4)"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cuifei.commands.court_case import weighing
from cuifei.commands.enclosures import Statements, printed
from cuifei.commands.evidence_drafts import drafts
from cuifei.commands.evidence_files import PICTURES, Proof, proof
from cuifei.commands.evidence_terms import agreed
from cuifei.commands.opened import Opened
from cuifei.domain.account.delivery import is_void
from cuifei.domain.account.dossier import dossiers
from cuifei.domain.addresses import pay_accounts
from cuifei.domain.ladder.cases import Docket
from cuifei.domain.money import text
from cuifei.domain.problems import CuifeiError, Problem
from cuifei.domain.queue.court import Weighing
from cuifei.letters import bind, files, package
from cuifei.letters.bind import Leaf
from cuifei.letters.case_file import File
from cuifei.letters.evidence import arrears as evidence_arrears
from cuifei.letters.evidence import letters as evidence_letters
from cuifei.letters.evidence import papers as evidence_papers
from cuifei.letters.evidence.letters import Exhibit, IndexLine
from cuifei.letters.wording import WORDINGS
from cuifei.locale import Say, translator
from cuifei.tables.layout import word


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a bundle: its place in the folder, its line in the index, its pages."""

    path: str
    content: bytes
    entry: IndexLine | None = None
    leaf: Leaf | None = None


@dataclass(slots=True)
class Bundle:
    """One unit's bundle while it is put together."""

    file: File
    proofs: tuple[Proof, ...]
    tell: Say
    parts: list[Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    weighing: Weighing | None = None

    def index(self, starts: Sequence[int]) -> Leaf:
        """Return the index; `starts`: the first page of each part that has pages, 0 unknown."""
        pages = dict(zip((p.path for p in self.parts if p.leaf), starts, strict=True))
        entries = [
            IndexLine(part.entry.title, part.entry.shows, pages.get(part.path, 0))
            for part in self.parts
            if part.entry
        ]
        notes = [f"{problem.where}　{self.tell(problem.what)}" for problem in self.problems]
        content = evidence_letters.index(self.file, entries, notes)
        return Leaf(self.file.said("index"), content)


def case_file(opened: Opened, docket: Docket, key: str) -> File:
    """Return what the papers about a unit need."""
    lang = opened.book.lang
    case = docket.cases[key]
    return File(
        case,
        dossiers(opened.ledger)[key],
        docket.policy,
        docket.receipts_through,
        agreed(opened),
        pay_accounts(opened.ledger.accounts, case.unit.community),
        lambda codes, code: word(codes, code, lang),
        lang,
    )


def put_together(opened: Opened, docket: Docket, key: str) -> Bundle:
    """Return the bundle of a unit; nothing is written yet."""
    home = opened.book.path.absolute().parent
    file = case_file(opened, docket, key)
    runs = tuple(opened.batches())
    numbers = {letter.number for letter in opened.ledger.letters}
    proofs = tuple(proof(home, runs, letter, numbers) for letter in file.case.letters)
    bundle = Bundle(file, proofs, translator(file.lang))
    for letter_proof in proofs:
        bundle.problems += letter_proof.problems
    for number, (title, shows, make) in enumerate(_papers(opened, docket, bundle), 1):
        content = make()
        if content is None:
            continue
        name = f"{number:02d} {title}"
        bundle.parts.append(
            Part(f"{name}.docx", content, IndexLine(title, shows), Leaf(title, content))
        )
        if title == file.said("letters"):
            _letters(bundle, name)
    bundle.weighing = weighing([file.case], docket)
    for name, content in drafts(file, docket, bundle.weighing, bundle.tell):
        bundle.parts.append(Part(name, content))
    return bundle


def _papers(
    opened: Opened, docket: Docket, bundle: Bundle
) -> Iterator[tuple[str, str, Callable[[], bytes | None]]]:
    """Yield the papers in the order of the bundle: title, what it shows, who makes it."""
    file, case = bundle.file, bundle.file.case
    account, words = case.arrears, WORDINGS[file.lang]
    yield file.said("parties"), file.said("parties_shows"), lambda: evidence_papers.parties(file)
    statement = Statements(opened.ledger, docket)
    shows = file.said("statement_shows", since="…", as_of=account.as_of)
    if docket.receipts_through:
        since = statement.of(case, "").since
        shows = file.said("statement_shows", since=since, as_of=account.as_of)
    yield file.said("statement"), shows, lambda: _statement(statement, bundle)
    shows = file.said(
        "arrears_shows",
        periods=words.count(account.unpaid_periods),
        owed=text(account.owed),
        fee=text(account.late_fee),
    )
    yield file.said("arrears"), shows, lambda: evidence_arrears.arrears(file)
    sent = [letter_proof.sent for letter_proof in bundle.proofs]
    shows = file.said("letters_shows", n=len(sent))
    yield file.said("letters"), shows, lambda: evidence_letters.register(file, sent)
    yield file.said("log"), file.said("log_shows"), lambda: evidence_papers.log(file)
    shows = file.said("limitation_shows")
    yield file.said("limitation"), shows, lambda: evidence_papers.limitation(file)


def _statement(statements: Statements, bundle: Bundle) -> bytes | None:
    """Return the unit's statement of the day, as it goes along with letters."""
    case = bundle.file.case
    try:
        record = statements.of(case, f"{case.arrears.as_of.isoformat()} {case.unit.unit}")
    except CuifeiError as error:
        bundle.problems.append(Problem(case.unit.unit, error.what, error.remedy))
        return None
    content, problems = printed(record)
    bundle.problems += problems
    return content or None


def _letters(bundle: Bundle, folder: str) -> None:
    """Add each letter that was not voided: its sheet, its files, its scans."""
    file = bundle.file
    for number, letter_proof in enumerate(bundle.proofs, 1):
        letter = letter_proof.sent.letter
        if is_void(letter):
            continue
        inside = f"{folder}/{files.name(f'{number:02d}', letter.number, '', '', '')}"
        content = evidence_letters.letter_page(file, letter_proof.sent)
        title = f"{file.word('document', letter.document)} {letter.number}"
        entry = IndexLine(title, evidence_letters.shows(file, letter))
        name = f"{inside}/00 {file.said('letter_of')}.docx"
        bundle.parts.append(Part(name, content, entry, Leaf(title, content, 1)))
        for exhibit in (*letter_proof.sent.files, *letter_proof.sent.proofs):
            if (content := letter_proof.contents.get(exhibit.name, b"")) or exhibit.sha256:
                leaf = _leaf(bundle, letter.number, exhibit, content)
                bundle.parts.append(Part(f"{inside}/{exhibit.name}", content, None, leaf))


def _leaf(bundle: Bundle, number: str, exhibit: Exhibit, content: bytes) -> Leaf | None:
    """Return a file as pages of the bundle; one that cannot be read is a Problem."""
    suffix = Path(exhibit.name).suffix.lower()
    try:
        if suffix in PICTURES:
            page = evidence_letters.scan(bundle.file, number, exhibit.name, content)
            return Leaf(exhibit.name, page, 1)
        if suffix == ".pdf":
            bind.readable(content)
            return Leaf(exhibit.name, content, 1, is_pdf=True)
        package.word_parts(package.read(content))
    except CuifeiError as error:
        bundle.problems.append(Problem(exhibit.name, error.what, error.remedy))
        return None
    return Leaf(exhibit.name, content, 1)
