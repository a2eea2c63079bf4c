"""Clicks in the group 文书: write letters, print them, record that they went out."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from cuifei.commands import letters, mark, pack, templates
from cuifei.commands.pack import Wish
from cuifei.commands.report import Report
from cuifei.commands.select import Wanted
from cuifei.domain.papers.letter_life import Move
from cuifei.domain.problems import Message, say, say_n
from cuifei.domain.words import sheet
from cuifei.excel import asking, pdf_run
from cuifei.excel.host import Host

NOTICES = ("payment_notice", "reminder_notice", "final_notice")


def notices(host: Host) -> Report | None:
    """Write the notices that may go today."""
    return _letters(host, Wanted(), NOTICES)


def collection(host: Host) -> Report | None:
    """Write the collection letters that may go today."""
    return _letters(host, Wanted(document="collection_letter"))


def selected(host: Host) -> Report | None:
    """Write the letters that may go today to the selected units."""
    return _letters(host, Wanted(units=asking.chosen(host, "unit")))


def _letters(host: Host, wanted: Wanted, documents: Sequence[str] = ()) -> Report | None:
    """Write letters after the clerk has seen how many; of `documents` only, where given."""
    preview = letters.letters(host.store, host.as_of, wanted, now=host.now, dry_run=True)
    found = asking.rows(preview, "letters")
    made = [item for item in found if not documents or item["document"] in documents]
    count, held = len(made), len(asking.rows(preview, "held"))
    if not count:
        return replace(preview, said=(_nothing(held),))
    question = say_n(
        "{n} letter will be written; {held} units may not get one yet. Go on?",
        "{n} letters will be written; {held} units may not get one yet. Go on?",
        count,
        held=held,
    )
    if not asking.agreed(host, question):
        return None
    # The command line has no word for several documents: there the units say what is meant.
    units = tuple(str(item["unit"]) for item in made)
    chosen = replace(wanted, units=units) if documents else wanted
    bar = asking.progress(host, written)
    report = letters.letters(host.store, host.as_of, chosen, now=host.now, progress=bar)
    if not documents:
        return report
    # Its last sentence counts who is held among these units, where nobody is.
    return replace(report, said=(*report.said[:-1], letters.waiting(held)))


def written(done: int, of: int) -> Message:
    """Return how many letters are written."""
    return say("{done} of {of} letters", done=done, of=of)


def _nothing(held: int) -> Message:
    return say_n(
        "No letter may go out today; {n} unit is held. The sheet {arrears_sheet}"
        " says why and until when.",
        "No letter may go out today; {n} units are held. The sheet {arrears_sheet}"
        " says why and until when.",
        held,
        arrears_sheet=sheet("arrears"),
    )


def print_pack(host: Host) -> Report | None:
    """Put the newest batch into one file to print."""
    newest = pack.pack(host.store, "", Wish(pack=True), dry_run=True)
    question = say("{letters} Put them into one file to print?", letters=newest.said[0])
    if not asking.agreed(host, question):
        return None
    return pack.pack(host.store, "", Wish(pack=True, as_of=host.as_of))


def pdf(host: Host) -> Report | None:
    """Start the process that turns the newest batch into PDF; Excel stays free."""
    newest = pack.pack(host.store, "", Wish(pdf=True), dry_run=True)
    folder = Path(str(newest.data["folder"]))
    pdf_run.ensure_none(folder)
    question = [say("{letters} Turn them into PDF, in the background?", letters=newest.said[0])]
    if failed := pdf_run.failure(folder):
        question.insert(0, say("Last time: {why}", why=failed))
    if not asking.agreed(host, *question):
        return None
    pdf_run.start(folder, host.lang, host.pid)
    said = say(
        "The PDF files are being made. You can go on working: the status bar shows how far it"
        " is, and a box says when they are done."
    )
    return replace(newest, said=(said,), problems=())


def posted(host: Host) -> Report | None:
    """Record the selected letters as sent today, and how: nobody knows how is no proof."""
    numbers = asking.chosen(host, "number")
    sent = Move("sent", host.as_of)
    preview = mark.mark_several(host.store, numbers, sent, now=host.now, dry_run=True)
    fit = tuple(str(item["number"]) for item in asking.rows(preview, "letters"))
    delivery = asking.code(
        host, "delivery", lambda words: say("How do they go out?{words}", words=words)
    )
    if not delivery:
        return None
    question = say_n(
        "Record {n} letter as sent on {day}?",
        "Record {n} letters as sent on {day}?",
        len(fit),
        day=host.as_of,
    )
    if not asking.agreed(host, *mark.aside(preview), *mark.late(preview), question):
        return None
    move = replace(sent, delivery=delivery)
    report = mark.mark_several(host.store, fit, move, now=host.now)
    # That a last date is past stood in the question; a check would not find it.
    rest = tuple(problem for problem in report.problems if problem.where not in numbers)
    return replace(report, said=(*report.said, *mark.aside(preview)), problems=rest)


def own_templates(host: Host) -> Report | None:
    """Put our templates beside the workbook, where the office can change them."""
    preview = templates.templates(host.store, lang=host.lang, dry_run=True)
    if not preview.data["written"]:
        return replace(preview, said=preview.said[1:])
    question = say_n(
        "Put {n} file into the folder {folder}?",
        "Put {n} files into the folder {folder}?",
        len(asking.rows(preview, "written")),
        folder=str(preview.data["folder"]),
    )
    if not asking.agreed(host, question):
        return None
    return templates.templates(host.store, lang=host.lang)
