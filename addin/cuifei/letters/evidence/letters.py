"""What does counsel read about the letters of a unit, and in the index of the bundle? (R3.3)"""

from collections.abc import Sequence
from dataclasses import dataclass

from cuifei.domain.codes import Document, LetterState
from cuifei.domain.money import text
from cuifei.domain.records import Letter
from cuifei.letters import plain_sheet as page
from cuifei.letters.case_file import File, iso
from cuifei.letters.wording import WORDINGS


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A file that goes with a letter. `state`: same, changed, missing, unproved, disagrees."""

    name: str
    state: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter of the register: its files as they were checked, and scans that prove delivery."""

    letter: Letter
    files: tuple[Exhibit, ...]
    proofs: tuple[Exhibit, ...]


@dataclass(frozen=True, slots=True)
class IndexLine:
    """A line of the index: what it is, what it shows, and its first page (0: it has none)."""

    title: str
    shows: str
    page: int = 0


def register(file: File, letters: Sequence[Sent]) -> bytes:
    """Return the list of all letters of the unit, voided ones too."""
    paper = file.sheet("letters")
    rows = [
        (
            str(number),
            sent.letter.number,
            file.word("document", sent.letter.document),
            iso(sent.letter.date),
            text(sent.letter.amount),
            file.word("letter_state", sent.letter.state),
            file.word("delivery", sent.letter.delivery) or "—",
            iso(sent.letter.served),
            file.said(sent.files[0].state),
        )
        for number, sent in enumerate(letters, 1)
    ]
    if rows:
        columns = file.columns("letters_heads", (6, 22, 12, 12, 10, 8, 10, 12, 18), "clccrcccl")
        page.table(paper, columns, rows)
    else:
        day = WORDINGS[file.lang].day(file.case.arrears.as_of)
        page.text(paper, file.said("no_letters", as_of=day))
    return page.content(paper)


def letter_page(file: File, sent: Sent) -> bytes:
    """Return the sheet that lies on a letter: its row, its files' hashes, its proofs."""
    letter = sent.letter
    paper = file.sheet("letter_of", f" {letter.number}")
    words = {
        "number": letter.number,
        "document": file.word("document", letter.document),
        "date": iso(letter.date),
        "as_of": iso(letter.as_of),
        "last_date": iso(letter.last_date),
        "amount": text(letter.amount),
        "state": file.word("letter_state", letter.state),
        "sent": iso(letter.sent),
        "delivery": file.word("delivery", letter.delivery),
        "waybill": letter.waybill,
        "served": iso(letter.served),
        "result": file.word("letter_result", letter.result),
        "approved_by": letter.approved_by,
        "note": letter.note,
    }
    page.facts(paper, [(file.said(key), value) for key, value in words.items()])
    page.heading(paper, file.said("files_of"))
    files = [(each.name, file.said(each.state), each.sha256) for each in sent.files]
    page.table(paper, file.columns("files_heads", (38, 20, 42), "lll"), files)
    page.heading(paper, file.said("proofs_of"))
    if sent.proofs:
        proofs = [(each.name, each.sha256) for each in sent.proofs]
        page.table(paper, file.columns("proofs_heads", (50, 50), "ll"), proofs)
    else:
        page.text(paper, file.said("no_proof"))
    return page.content(paper)


def shows(file: File, letter: Letter) -> str:
    """Return what a letter shows, for the index."""
    state = file.word("letter_state", letter.state)
    if letter.served and letter.state in (
        LetterState.SERVED,
        LetterState.REFUSED,
        LetterState.RETURNED,
    ):
        state = f"{iso(letter.served)} {state}"
    key = "agreement_shows" if letter.document == Document.INSTALMENT_AGREEMENT else "letter_shows"
    return file.said(key, day=iso(letter.date), amount=text(letter.amount), state=state)


def index(file: File, entries: Sequence[IndexLine], notes: Sequence[str]) -> bytes:
    """Return the index of the bundle; `notes`: what has to be checked, in sentences."""
    paper, case, words = file.sheet("index"), file.case, WORDINGS[file.lang]
    account = case.arrears
    facts = {
        "company": file.policy.company,
        "owner": case.unit.owner,
        "unit": case.unit.unit,
        "as_of": words.day(account.as_of),
        "through": words.day(file.through) if file.through else "",
        "owed": text(account.owed),
        "late_fee": text(account.late_fee),
    }
    page.facts(paper, [(file.said(key), value) for key, value in facts.items()])
    columns = file.columns("index_heads", (7, 42, 42, 9), "cllc")
    rows = [
        (str(number), entry.title, entry.shows, str(entry.page) if entry.page else "—")
        for number, entry in enumerate(entries, 1)
    ]
    page.table(paper, columns, rows)
    if notes:
        page.heading(paper, file.said("to_check"))
        for note in notes:
            page.text(paper, f"★ {note}")
    page.text(paper, file.said("help"))
    return page.content(paper)


def scan(file: File, number: str, name: str, image: bytes) -> bytes:
    """Return a page with one scanned picture. CuifeiError where it cannot be read."""
    paper = file.sheet("proof", f" {number}")
    page.text(paper, name)
    page.picture(paper, image)
    return page.content(paper)
