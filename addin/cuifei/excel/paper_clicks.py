"""Clicks in the group 文书: write letters, print them, record that they went out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from cuifei.commands import letters, mark, pack, review, templates
from cuifei.commands.pack import Packed, Wish
from cuifei.commands.report import Report
from cuifei.commands.select import Wanted
from cuifei.domain.codes import Delivery, Document, LetterState
from cuifei.domain.papers.letter_life import Move
from cuifei.domain.problems import Message, say, say_n
from cuifei.domain.words import sheet
from cuifei.excel import asking, letter_choice, pdf_run
from cuifei.excel.host import Host
from cuifei.excel.letter_choice import Plan
from cuifei.excel.speaking import teller
from cuifei.tables.layout import ARREARS

NOTICES = (Document.PAYMENT_NOTICE, Document.REMINDER_NOTICE, Document.FINAL_NOTICE)


def notices(host: Host) -> Report[object] | None:
    """Write the notices that may go today."""
    return _letters(host, Wanted(), NOTICES)


def collection(host: Host) -> Report[object] | None:
    """Write the collection letters that may go today."""
    return _letters(host, Wanted(document=Document.COLLECTION_LETTER))


def selected(host: Host) -> Report[object] | None:
    """Write the letters that may go today to the selected units."""
    return _letters(host, Wanted(units=asking.chosen(host, "unit")))


def _letters(host: Host, wanted: Wanted, documents: Sequence[str] = ()) -> Report[object] | None:
    """Write letters after the clerk has seen how many; of `documents` only, where given."""
    meant = wanted if wanted.units else letter_choice.marked(host, wanted)
    if meant is None:
        return None
    whole = letter_choice.plan(host, host.as_of, meant, documents)
    if not whole.items:
        return replace(whole.preview, said=(_nothing(whole.held), *whole.reasons))
    other = say("Yes writes them. No: first choose day, document, community or how many.")
    tell = teller(host.lang)
    yes = host.decide(f"{tell(_go_on(whole))}\n{tell(other)}")
    if yes is None:
        return None
    return _written(host, whole) if yes else _narrowed(host, whole)


def _narrowed(host: Host, whole: Plan) -> Report[object] | None:
    """Write those of the letters that the clerk chooses."""
    left = letter_choice.narrowed(host, whole)
    if left is None:
        return None
    if left.review:
        return _reviewed(host, left)
    if not left.items:
        return replace(left.preview, said=(_none_on(left.day, left.held), *left.reasons))
    if not asking.agreed(host, say("Day of the letters: {day}", day=left.day), _go_on(left)):
        return None
    return _written(host, left)


def _reviewed(host: Host, plan: Plan) -> Report[object] | None:
    """Tick in 欠费 whose letter would be written, and go there; the next click writes those."""
    tell = teller(host.lang)
    by = host.ask(tell(say("Who reviews the letters? The register says so of each."))).strip()
    if not by:
        return None
    wanted = replace(plan.wanted, units=_units(plan), reviewed_by=by)
    report = review.review(host.store, plan.day, wanted, now=host.now)
    host.show_sheet(ARREARS.names)
    return report


def _units(plan: Plan) -> tuple[str, ...]:
    return tuple(unit for item in plan.items for unit in item.units)


def _go_on(plan: Plan) -> Message:
    return say_n(
        "{n} letter will be written; {held} units may not get one yet. Go on?",
        "{n} letters will be written; {held} units may not get one yet. Go on?",
        len(plan.items),
        held=plan.held,
    )


def _written(host: Host, plan: Plan) -> Report[object]:
    # The command line has no word for some of the letters: there the units say what is meant.
    wanted = replace(plan.wanted, units=_units(plan)) if plan.chosen else plan.wanted
    bar = asking.progress(host, written)
    report = letters.letters(host.store, plan.day, wanted, now=host.now, progress=bar)
    if not plan.chosen:
        return report
    # It counts who is held among these units, where nobody is.
    own = letters.waiting(len(report.result.held))
    sentences = (
        letters.waiting(plan.held) if sentence == own else sentence for sentence in report.said
    )
    return replace(report, said=tuple(sentences))


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


def _none_on(day: date, held: int) -> Message:
    return say_n(
        "No letter may go out on {day}; {n} unit is held.",
        "No letter may go out on {day}; {n} units are held.",
        held,
        day=day,
    )


def print_pack(host: Host) -> Report[object] | None:
    """Put the newest batch into one file to print."""
    newest = pack.counted(pack.newest(host.store))
    question = say("{letters} Put them into one file to print?", letters=newest)
    if not asking.agreed(host, question):
        return None
    return pack.pack(host.store, "", Wish(pack=True, as_of=host.as_of))


def pdf(host: Host) -> Report[object] | None:
    """Start the process that turns the newest batch into PDF; Excel stays free."""
    newest = pack.newest(host.store)
    folder, counted = newest.folder, pack.counted(newest)
    pdf_run.ensure_none(folder)
    question = [say("{letters} Turn them into PDF, in the background?", letters=counted)]
    if failed := pdf_run.failure(folder):
        question.insert(0, say("Last time: {why}", why=failed))
    if not asking.agreed(host, *question):
        return None
    pdf_run.start(folder, host.lang, host.pid)
    sentence = say(
        "The PDF files are being made. You can go on working: the status bar shows how far it"
        " is, and a box says when they are done."
    )
    return Report(Packed(folder.name, folder), said=(sentence,))


def posted(host: Host) -> Report[object] | None:
    """Record the selected letters as sent today, and how: nobody knows how is no proof."""
    numbers = asking.chosen(host, "number")
    sent = Move(LetterState.SENT, host.as_of)
    preview = mark.mark_several(host.store, numbers, sent, now=host.now, dry_run=True)
    fit = tuple(letter.number for letter in preview.result.letters)
    set_aside = mark.aside(preview.result)
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
    if not asking.agreed(host, *set_aside, *mark.late(preview.result), question):
        return None
    move = replace(sent, delivery=Delivery(delivery))
    report = mark.mark_several(host.store, fit, move, now=host.now)
    # That a last date is past stood in the question; a check would not find it.
    new_problems = tuple(problem for problem in report.problems if problem.where not in numbers)
    return replace(report, said=(*report.said, *set_aside), problems=new_problems)


def own_templates(host: Host) -> Report[object] | None:
    """Put our templates beside the workbook, where the office can change them."""
    preview = templates.templates(host.store, lang=host.lang, dry_run=True)
    planned = preview.result
    if not planned.written:
        return replace(preview, said=(templates.kept(planned),))
    question = say_n(
        "Put {n} file into the folder {folder}?",
        "Put {n} files into the folder {folder}?",
        len(planned.written),
        folder=str(planned.folder),
    )
    if not asking.agreed(host, question):
        return None
    return templates.templates(host.store, lang=host.lang)
