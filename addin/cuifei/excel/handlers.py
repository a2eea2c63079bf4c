"""What happens when a clerk clicks: ask with counts, run the command, hand back its report."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TypeAlias

from cuifei.commands import check, flag, kpi, legal, letters, mark, todo, undo
from cuifei.commands.report import Report
from cuifei.commands.select import Wanted
from cuifei.domain.letter_life import Move
from cuifei.domain.problems import CuifeiError, Message, Unreadable, say, say_n
from cuifei.excel import doctor, machine
from cuifei.excel.command_table import BY_ID
from cuifei.excel.complaints import Finding
from cuifei.excel.host import Host
from cuifei.locale import translator
from cuifei.workbook.cells import read_code
from cuifei.workbook.layout import CODES

Handler: TypeAlias = Callable[[Host], Report | None]
NOTICES = ("payment_notice", "reminder_notice", "final_notice")
GUIDE_SHEETS = ("使用说明", "How to use")


def _agreed(host: Host, *sentences: Message) -> bool:
    tell = translator(host.lang)
    return host.alert("\n".join(tell(sentence) for sentence in sentences), ask=True)


def _check(host: Host) -> Report:
    return check.check(host.store)


def _flag(host: Host) -> Report | None:
    preview = flag.flag(host.store, host.as_of, now=host.now, dry_run=True)
    if not _agreed(host, *preview.said, say("Write this into the workbook?")):
        return None
    return flag.flag(host.store, host.as_of, now=host.now)


def _undo(host: Host) -> Report | None:
    preview = undo.undo(host.store, now=host.now, dry_run=True)
    if not _agreed(host, *preview.said, say("Take the last run back?")):
        return None
    return undo.undo(host.store, now=host.now)


def _letters(host: Host, wanted: Wanted, documents: Sequence[str] = ()) -> Report | None:
    """Write letters after the clerk has seen how many; of `documents` only, where given."""
    preview = letters.letters(host.store, host.as_of, wanted, now=host.now, dry_run=True)
    made = [x for x in _rows(preview, "letters") if not documents or x["document"] in documents]
    count, held = len(made), len(_rows(preview, "held"))
    if not count:
        return replace(preview, said=(_nothing(held),))
    question = say_n(
        "{n} letter will be written; {held} units may not get one yet. Go on?",
        "{n} letters will be written; {held} units may not get one yet. Go on?",
        count,
        held=held,
    )
    if not _agreed(host, question):
        return None
    chosen = replace(wanted, units=tuple(str(item["unit"]) for item in made))
    return letters.letters(host.store, host.as_of, chosen, now=host.now, progress=_progress(host))


def _rows(report: Report, name: str) -> list[Mapping[str, object]]:
    rows = report.data[name]
    assert isinstance(rows, list), name
    return rows


def _nothing(held: int) -> Message:
    return say_n(
        "No letter may go out today; {n} unit is held. The sheet 欠费 says why and until when.",
        "No letter may go out today; {n} units are held. The sheet 欠费 says why and until when.",
        held,
    )


def _progress(host: Host) -> Callable[[int, int], None]:
    tell = translator(host.lang)

    def show(done: int, of: int) -> None:
        host.status(tell(say("{done} of {of} letters", done=done, of=of)))

    return show


def _notices(host: Host) -> Report | None:
    return _letters(host, Wanted(), NOTICES)


def _collection(host: Host) -> Report | None:
    return _letters(host, Wanted(document="collection_letter"))


def _selected(host: Host) -> Report | None:
    return _letters(host, Wanted(units=_chosen(host, "unit")))


def _chosen(host: Host, field: str) -> tuple[str, ...]:
    found = host.selected(field)
    if not found:
        raise CuifeiError(
            say("no row of ours is selected"),
            say("Select one or more rows of 欠费, 房产 or 发函, then click again"),
        )
    return found


def _posted(host: Host) -> Report | None:
    numbers = _chosen(host, "number")
    move = Move("sent", host.as_of)
    for number in numbers:
        mark.mark(host.store, number, move, now=host.now, dry_run=True)
    question = say_n(
        "Record {n} letter as sent on {day}?",
        "Record {n} letters as sent on {day}?",
        len(numbers),
        day=host.as_of,
    )
    if not _agreed(host, question):
        return None
    reports = [mark.mark(host.store, number, move, now=host.now) for number in numbers]
    return replace(reports[-1], said=tuple(said for report in reports for said in report.said))


def _queue(host: Host) -> Report:
    return legal.plan(host.store, host.as_of, now=host.now)


def _draft(host: Host) -> Report | None:
    preview = legal.draft(host.store, host.as_of, now=host.now, dry_run=True)
    count = len(_rows(preview, "letters"))
    question = say_n(
        "{n} lawyer letter will be drafted, at most one in a cohort. Go on?",
        "{n} lawyer letters will be drafted, at most one in a cohort. Go on?",
        count,
    )
    if not count:
        return preview
    if not _agreed(host, question):
        return None
    return legal.draft(host.store, host.as_of, now=host.now, progress=_progress(host))


def _settle(host: Host) -> Report | None:
    units = _chosen(host, "unit")
    if len(units) > 1:
        raise CuifeiError(
            say("{n} units are selected", n=len(units)),
            say("Select one: every lawyer letter has an outcome of its own"),
        )
    words = "、".join(names[host.lang == "en"] for names in CODES["letter_result"].values())
    tell = translator(host.lang)
    typed = host.ask(
        tell(say("What became of the letter to {unit}? ({words})", unit=units[0], words=words))
    )
    if not typed:
        return None
    try:
        result = read_code("letter_result", typed, host.lang)
    except Unreadable as error:
        raise CuifeiError(error.what, error.remedy) from error
    return legal.settle(host.store, host.as_of, unit=units[0], result=result, now=host.now)


def _todo(host: Host) -> Report:
    return todo.todo(host.store, host.as_of, now=host.now)


def _board(host: Host) -> Report:
    return kpi.kpi(host.store, host.as_of)


def _doctor(host: Host) -> None:
    tell = translator(host.lang)
    try:
        findings = doctor.examine(machine.this(), host.path)
    except CuifeiError as error:
        # A workbook without a folder is one more finding, and no reason to stop here.
        unsaved = Finding("workbook", False, error.what, error.remedy)
        findings = (*doctor.examine(machine.this()), unsaved)
    host.show_table(BY_ID["doctor"].label.say(host.lang), doctor.table(findings, tell))


def _guide(host: Host) -> None:
    if not host.show_sheet(GUIDE_SHEETS):
        raise CuifeiError(
            say("this workbook has no sheet with instructions"),
            say("Make a ledger that has one with: cuifei new"),
        )


HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        "check": _check,
        "flag": _flag,
        "undo": _undo,
        "notices": _notices,
        "collection": _collection,
        "selected": _selected,
        "posted": _posted,
        "queue": _queue,
        "draft": _draft,
        "settle": _settle,
        "todo": _todo,
        "board": _board,
        "doctor": _doctor,
        "guide": _guide,
    }
)
