"""Write the letters that may go out today, and their rows in the register."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from cuifei.commands import reviewed
from cuifei.commands.begin import begin
from cuifei.commands.issue import Issued, NewLetters, Progress, issue, new_letter, silent
from cuifei.commands.opened import Opened, Seen, unseen
from cuifei.commands.pack import (
    NO_WISH,
    NOT_PRINTED,
    Printed,
    Wish,
    print_issued,
    printed_said,
)
from cuifei.commands.papers import PAPERS, papers
from cuifei.commands.report import Report
from cuifei.commands.select import LADDER_DOCUMENTS, Held, Wanted, choose
from cuifei.commands.store import Where
from cuifei.domain import money
from cuifei.domain.codes import Document, LetterState
from cuifei.domain.problems import CuifeiError, Message, Step, say, say_n
from cuifei.domain.words import sheet
from cuifei.locale import phrase
from cuifei.tables.layout import word


def letters(
    where: Where,
    as_of: date,
    wanted: Wanted,
    *,
    now: datetime,
    dry_run: bool = False,
    progress: Progress = silent,
    wish: Wish = NO_WISH,
    seen: Seen = unseen,
) -> Report[NewLetters]:
    """Write one letter for each unit whose next document may go out on `as_of`.

    The others are held, each with every reason. Letters go into a folder of
    their own beside the workbook, their rows into 发函; a second run on the
    same day finds nothing left to write. Raises CuifeiError, with nothing
    written, for a day before the last letter in the register. Statements and
    agreements are no step of a ladder (`papers`). `seen` is shown what was decided.
    """
    if wanted.document in PAPERS:
        return papers(where, as_of, wanted, now=now, dry_run=dry_run)
    refuse_other(wanted.document, PAPERS)
    with begin(where, now=now, dry_run=dry_run) as begun:
        refuse_back_dating(begun.opened, as_of)
        asked = reviewed.asked(begun.opened.ledger, wanted, as_of)
        opened, docket = begun.opened.decided(as_of)
        seen(opened, docket)
        cases, held = reviewed.as_read(opened.ledger, wanted, *choose(docket, asked))
        issued = issue(
            reviewed.by_name(opened, cases, wanted, as_of),
            docket,
            cases,
            _title(wanted.document, opened.book.lang),
            now=now,
            dry_run=dry_run,
            progress=progress,
            limit=wanted.limit,
        )
        printed = NOT_PRINTED if dry_run else print_issued(issued, opened, wish, progress)
    return letters_report(opened, issued, held, begun.recovered, printed, dry_run=dry_run)


def refuse_other(document: str, papers: Sequence[str] = ()) -> None:
    """Raise CuifeiError for a document that is no letter; `papers` may be asked for as well."""
    if document and document not in (*LADDER_DOCUMENTS, Document.LAWYER_LETTER):
        raise CuifeiError(
            say("{document} is no letter of the ladder", document=document),
            say("Choose one of: {names}", names=", ".join((*LADDER_DOCUMENTS, *papers))),
        )


def _title(document: str, lang: str) -> str:
    return word("document", document, lang) or batch_title(lang)


def batch_title(lang: str) -> str:
    """Return what a batch of different documents is called in its folder's name."""
    return phrase(("文书", "letters"), lang)


def refuse_back_dating(opened: Opened, as_of: date) -> None:
    """Raise CuifeiError where a letter of a later day is already in the register.

    Ladder and silence are reckoned forward; a run in the past would skip them.
    """
    last = max(
        (letter.date for letter in opened.ledger.letters if letter.state != LetterState.VOIDED),
        default=as_of,
    )
    if last > as_of:
        raise CuifeiError(
            say("the register already holds a letter of {last}", last=last),
            say("Letters are written for that day or later; leave out --as-of"),
            str(opened.book.path),
        )


# Of so few units a report says each reason.
FEW = 3


def letters_report(
    opened: Opened,
    issued: Issued,
    held: Sequence[Held],
    recovered: Sequence[Message] = (),
    printed: Printed = NOT_PRINTED,
    *,
    dry_run: bool,
) -> Report[NewLetters]:
    """Return what a run of letters is reported as, to machines and people."""
    problems = (*opened.problems, *issued.problems, *printed.problems)
    everyone = (*held, *issued.unfit)
    result = NewLetters(
        issued.folder.name if issued.folder else None,
        issued.folder,
        [new_letter(letter, issued.folder) for letter in issued.made if issued.folder],
        everyone,
    )
    if printed.packs or printed.pdfs:
        result = replace(result, packs=printed.packs, pdfs=printed.pdfs)
    sentences = [*recovered, *_sentences(issued, everyone, dry_run=dry_run)]
    if issued.folder:
        sentences += printed_said(printed, issued.folder)
    return Report(result, problems, tuple(sentences))


def _sentences(issued: Issued, held: Sequence[Held], *, dry_run: bool) -> tuple[Message, ...]:
    total = money.text(sum(letter.demand.total for letter in issued.made))
    count = len(issued.made)
    if dry_run:
        first = say_n(
            "Dry run: {n} letter over {total} yuan would be written; nothing was.",
            "Dry run: {n} letters over {total} yuan would be written; nothing was.",
            count,
            total=total,
        )
    elif issued.folder:
        first = say_n(
            "{n} letter over {total} yuan in {folder}. {next}",
            "{n} letters over {total} yuan in {folder}. {next}",
            count,
            total=total,
            folder=str(issued.folder),
            next=_next(issued),
        )
    else:
        first = say("No letter may go out today.")
    return first, *reasons(held), waiting(len(held))


def reasons(held: Sequence[Held]) -> tuple[Message, ...]:
    """Return for each unit why it gets no letter and what to do; many have them in 欠费 alone."""
    if len(held) > FEW:
        return ()
    return tuple(
        say("{where}: {said}", where=held_unit.unit, said=blocker.told)
        for held_unit in held
        for blocker in held_unit.blockers
    )


def waiting(held: int) -> Message:
    """Return how many units get no letter, and where the reasons are."""
    return say_n(
        "{n} unit is held; the sheet {arrears_sheet} says why and until when.",
        "{n} units are held; the sheet {arrears_sheet} says why and until when.",
        held,
        arrears_sheet=sheet("arrears"),
    )


def _next(issued: Issued) -> Message:
    """Return what comes after writing: a lawyer letter is a draft until counsel approves it."""
    if all(letter.row.document == Document.LAWYER_LETTER for letter in issued.made):
        return say(
            "Next: let counsel read the draft, and record the approval: {step}",
            step=Step("legal approve"),
        )
    return say("Next: print, seal and send, and record that: {step}", step=Step("mark"))
