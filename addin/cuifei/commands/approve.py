"""Record that counsel approved a lawyer letter, and make the letter without its draft marks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from cuifei.commands import batch
from cuifei.commands.begin import begin
from cuifei.commands.mark import find, rewrite
from cuifei.commands.opened import Opened
from cuifei.commands.report import Report
from cuifei.commands.select import case_of
from cuifei.commands.store import Where
from cuifei.domain.account.delivery import reckoned
from cuifei.domain.account.dossier import dossiers
from cuifei.domain.codes import Document, LetterState
from cuifei.domain.keys import name_key
from cuifei.domain.ladder.cases import Docket
from cuifei.domain.ladder.letter_rows import whole
from cuifei.domain.papers import approval
from cuifei.domain.papers.letter_life import is_draft
from cuifei.domain.policy import Policy
from cuifei.domain.problems import CuifeiError, Message, Step, say
from cuifei.domain.records import Letter, Unit
from cuifei.domain.words import sheet
from cuifei.letters import clean_copy, files, redating
from cuifei.locale import languages, translator
from cuifei.tables.layout import word
from cuifei.workbook import run_log

APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Approval:
    """A lawyer letter that counsel approved, and the file that is to be signed."""

    number: str
    unit: str
    units: Sequence[str]
    approved_by: str
    letter_date: date
    last_date: date | None
    file: Path
    sha256: str
    date: date
    firm_number: str
    draft: Path
    draft_edited: str


def approve(
    where: Where,
    day: date,
    *,
    unit: str,
    by: str,
    firm_number: str,
    now: datetime,
    dry_run: bool = False,
) -> Report[Approval]:
    """Record who approved the live draft of `unit` on `day`, and write the letter to be signed.

    It is dated on `day`, and so is its last date (R4.3); the draft's file stays.
    Raises CuifeiError, with nothing written, where no draft of the unit is live, where
    firm, lawyer, licence or the firm's number is missing, or the draft is no longer true.
    """
    with begin(where, now=now, dry_run=dry_run) as begun:
        opened, recovered = begun.opened, begun.recovered
        given = _given(opened, by, firm_number)
        docket = opened.docket(day)
        drafts = find(opened, _draft(docket, unit).number)
        _check(opened, docket, drafts)
        letters = tuple(approval.dated(row, day) for row in drafts)
        file, edited = _read(opened.book.path, letters[0])
        draft = redating.redated(file.read_bytes(), drafts[0], letters[0], docket.calendar)
        content = _clean(whole(letters), draft, given)
        unit_row = docket.about(drafts)[letters[0].unit].unit
        target = file.with_name(_name(letters, unit_row, firm_number))
        rows = tuple(_after(opened, x, target, content, by, firm_number, day) for x in letters)
        if not dry_run:
            _write(opened, rows, target, content, now=now)
    result = _result(rows, target, day, firm_number, file, "yes" if edited else "no")
    sentences = (*recovered, *_sentences(rows[0], target, edited, dry_run=dry_run))
    return Report(result, opened.problems, sentences)


def _result(
    rows: Sequence[Letter], file: Path, day: date, firm_number: str, draft: Path, edited: str
) -> Approval:
    after, units = rows[0], [row.unit for row in rows]
    return Approval(
        *(after.number, after.unit, units, after.approved_by, after.date, after.last_date),
        *(file, after.digest, day, firm_number, draft, edited),
    )


def _given(opened: Opened, by: str, firm_number: str) -> dict[str, str]:
    """Return who signs, by style; CuifeiError names what nobody gave. No name is ever guessed."""
    policy: Policy = opened.policy
    needed = (
        (
            clean_copy.LAW_FIRM,
            policy.law_firm,
            say("the law firm (in {settings_sheet})", settings_sheet=sheet("settings")),
        ),
        (
            clean_copy.LAWYER,
            policy.lawyer,
            say("the lawyer (in {settings_sheet})", settings_sheet=sheet("settings")),
        ),
        (
            clean_copy.LICENCE,
            policy.lawyer_licence,
            say("the lawyer's licence (in {settings_sheet})", settings_sheet=sheet("settings")),
        ),
        (clean_copy.NUMBER, firm_number, say("the firm's letter number (--firm-number)")),
        ("", by, say("who approved it (--by)")),
    )
    for _, value, label in needed:
        if not value.strip():
            raise CuifeiError(
                say("a lawyer letter cannot be approved without {what}", what=label),
                say("Give it, then approve again"),
                str(opened.book.path),
            )
    for letter in opened.ledger.letters:
        if _same(firm_number, firm_number_in(letter.note)) and letter.state != LetterState.VOIDED:
            raise CuifeiError(
                say(
                    "the firm's number {firm_number} stands with letter {number} already",
                    firm_number=firm_number,
                    number=letter.number,
                ),
                say("Give each letter its own number"),
            )
    return {style: value.strip() for style, value, _ in needed if style}


def _same(number: str, other: str) -> bool:
    return name_key(number) == name_key(other)


def _draft(docket: Docket, unit: str) -> Letter:
    """Return the one draft of a unit that is live."""
    case = case_of(docket, unit)
    live = {letter.number for letters in docket.live.values() for letter in letters}
    own = [letter for letter in case.letters if letter.document == Document.LAWYER_LETTER]
    drafts = [letter for letter in own if is_draft(letter) and letter.number in live]
    if len(drafts) != 1:
        raise CuifeiError(
            say(
                "{unit} has {n} lawyer letters that wait to be approved",
                unit=case.unit.unit,
                n=len(drafts),
            ),
            say(
                "There must be one: void what is too much, or draft it: {step}",
                step=Step("legal draft"),
            ),
        )
    return drafts[0]


def _check(opened: Opened, docket: Docket, letters: Sequence[Letter]) -> None:
    """Raise CuifeiError where the draft may not be approved, for any of its units."""
    then, now = opened.docket(reckoned(letters[0])).about(letters), docket.about(letters)
    rows = dossiers(opened.ledger)
    for row in letters:
        case = now.get(row.unit) or case_of(docket, row.unit)  # gone from 房产: no account to agree
        key, stale = case.unit.unit, opened.policy.stale_days
        approval.check(row, then[row.unit], case, rows[key].decisions, docket.as_of, stale)


def _read(path: Path, letter: Letter) -> tuple[Path, bool]:
    """Return the draft's file, and whether somebody edited it since it was made."""
    file = path.absolute().parent / letter.file
    if not letter.file or not file.is_file():
        raise CuifeiError(
            say(
                "the draft of {number} is not where {register_sheet} says",
                number=letter.number,
                register_sheet=sheet("register"),
            ),
            say("Put the file back: {file}", file=letter.file or "?"),
        )
    return file, batch.digest(file.read_bytes()) != letter.digest


def _clean(letter: Letter, draft: bytes, given: dict[str, str]) -> bytes:
    content = clean_copy.clean_copy(draft, given)
    for problem in clean_copy.lint(letter, content, given):
        raise CuifeiError(problem.what, problem.remedy, problem.where)
    return content


def _name(letters: Sequence[Letter], unit: Unit, firm_number: str) -> str:
    document = f"{word('document', Document.LAWYER_LETTER, unit.language)} {firm_number}"
    units = files.several([row.unit for row in letters])
    return files.name(letters[0].number, units, unit.owner, document)


def _approved(day: str, firm_number: str, digest: str) -> Message:
    return say(
        "approved on {day}, the firm's number {firm_number}; draft {digest}",
        day=day,
        firm_number=firm_number,
        digest=digest,
    )


def firm_number_in(note: str) -> str:
    """Return the firm's own number that the note of an approved letter gives, whole; "": none."""
    for lang in languages():
        marks = translator(lang)(_approved("\0", "\1", "\2"))
        pattern = re.escape(marks).replace("\0", r"\d{4}-\d{2}-\d{2}")
        pattern = pattern.replace("\1", "(.+?)").replace("\2", "[0-9a-f]{16}")
        if match := re.search(pattern, note):
            return match[1]
    return ""


def _after(
    opened: Opened,
    letter: Letter,
    target: Path,
    content: bytes,
    by: str,
    firm_number: str,
    day: date,
) -> Letter:
    """Return the row as it is from now on: the new file, and in the note where it came from."""
    home = opened.book.path.absolute().parent
    approved = _approved(day.isoformat(), firm_number.strip(), letter.digest[:16])
    note = "; ".join(part for part in (letter.note, translator(opened.book.lang)(approved)) if part)
    return replace(
        letter,
        approved_by=by.strip(),
        file=target.relative_to(home).as_posix(),
        digest=batch.digest(content),
        note=note,
    )


def _write(
    opened: Opened, rows: Sequence[Letter], target: Path, content: bytes, *, now: datetime
) -> None:
    """Write the letter, its line in the manifest, and its rows; without these all goes again."""
    with run_log.whole():
        _written(opened, rows, target, content, now=now)


def _written(
    opened: Opened, rows: Sequence[Letter], target: Path, content: bytes, *, now: datetime
) -> None:
    after = rows[0]
    part = target.with_name(target.name + batch.PART)
    part.write_bytes(content)
    part.replace(target)
    manifest = target.with_name(batch.MANIFEST)
    before = batch.load(manifest) if manifest.is_file() else None
    if before:
        others = (paper for paper in before.enclosed if paper.file != target.name)
        own = batch.Enclosed(target.name, after.digest, APPROVED, after.number)
        batch.save(replace(before, enclosed=(*others, own)))
    try:
        rewrite(opened, rows, command="legal approve", now=now, dry_run=False)
    except Exception:
        target.unlink()
        if before:
            batch.save(before)
        raise


def _sentences(after: Letter, target: Path, edited: bool, *, dry_run: bool) -> list[Message]:
    sentences = [
        say(
            "Dry run: lawyer letter {number} would be approved; nothing was written.",
            number=after.number,
        )
        if dry_run
        else say(
            "Lawyer letter {number} to {unit} is approved by {by}; it is dated {day}, its last"
            " date is {last}. To be printed and signed, and sent soon: {file}",
            number=after.number,
            unit=after.unit,
            by=after.approved_by,
            day=after.date,
            last=after.last_date or "?",
            file=str(target),
        )
    ]
    if edited:
        sentences.append(
            say("The draft was edited after it was made; the letter is as it was edited.")
        )
    return sentences
