"""Lawyer letters, one at a time (R5): who is next, draft the next, settle the live one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from cuifei.commands.begin import begin
from cuifei.commands.court_case import court_data, weighed
from cuifei.commands.issue import NewLetters, Progress, issue, silent
from cuifei.commands.letters import letters_report, reasons, refuse_back_dating
from cuifei.commands.mark import find, rewrite
from cuifei.commands.opened import open_book
from cuifei.commands.report import Data, Report
from cuifei.commands.select import Held, case_of, choose_drafts
from cuifei.commands.sheets import queue_rows
from cuifei.commands.store import Where
from cuifei.domain import money
from cuifei.domain.codes import Document, LetterResult, LetterState
from cuifei.domain.ladder.cases import Case, Docket
from cuifei.domain.ladder.household import named
from cuifei.domain.ladder.letter_rows import identity
from cuifei.domain.money import Fen
from cuifei.domain.papers import settlement
from cuifei.domain.problems import CuifeiError, Message, Step, say, say_n
from cuifei.domain.queue.queue import Place, held_back
from cuifei.domain.queue.queue import plan as queue_plan
from cuifei.domain.queue.what_if import compare
from cuifei.domain.records import Letter
from cuifei.domain.words import sheet
from cuifei.tables.layout import word
from cuifei.tables.port import Replace


@dataclass(frozen=True, slots=True)
class Waits:
    """A place in the queue, as `legal plan --json` says it, and what a suit is worth there."""

    unit: str
    units: Sequence[str]
    cohort: str
    position: int
    state: str
    planned: date | None
    owed: Fen
    why: Message
    limitation: date | None
    limitation_risk: Message | None
    court: Data


@dataclass(frozen=True, slots=True)
class Queue:
    """Who waits for a lawyer letter, and whose next step it is though something else is first."""

    book: Path
    as_of: date
    queue: Sequence[Waits]
    held: Sequence[Held]


def plan(where: Where, as_of: date, *, now: datetime, dry_run: bool = False) -> Report[Queue]:
    """Write the sheet 队列: who waits, in which order, with planned dates and limitation risks."""
    with begin(where, now=now, dry_run=dry_run) as begun:
        opened, docket = begun.opened.decided(as_of)
        places = queue_plan(docket, opened.ledger.priorities)
        held = [Held(case.unit.unit, case.readiness.blockers) for case in held_back(docket)]
        rows = queue_rows(places, docket, opened.book.lang)
        opened.write((Replace("queue", rows),), command="legal plan", now=now, dry_run=dry_run)
    waits = [_waits(place, docket) for place in places]
    queue = Queue(opened.book.path.absolute(), as_of, waits, held)
    return Report(queue, opened.problems, (*begun.recovered, *_plan_sentences(places, held)))


def _waits(place: Place, docket: Docket) -> Waits:
    return Waits(
        unit=place.unit,
        units=place.units,
        cohort=place.cohort,
        position=place.position,
        state=place.state,
        planned=place.planned,
        owed=Fen(place.owed),
        why=place.why,
        limitation=place.limitation,
        limitation_risk=place.limitation_risk,
        court=court_data(weighed(place, docket)),
    )


def _plan_sentences(places: Sequence[Place], held: Sequence[Held]) -> tuple[Message, ...]:
    live = sum(place.state == "live" for place in places)
    risks = sum(place.limitation_risk is not None for place in places)
    sentences = [
        say_n(
            "{n} lawyer letter is live, {waiting} units wait.",
            "{n} lawyer letters are live, {waiting} units wait.",
            live,
            waiting=len(places) - live,
        )
    ]
    if risks:
        sentences.append(
            say_n(
                "{n} limitation period is at risk; the sheet {queue_sheet} says whose.",
                "{n} limitation periods are at risk; the sheet {queue_sheet} says whose.",
                risks,
                queue_sheet=sheet("queue"),
            )
        )
    if held:
        sentences += reasons(held)
        sentences.append(
            say_n(
                "{n} unit whose next step is a lawyer letter is not in the queue; the sheet"
                " {arrears_sheet} says why, and what to do first.",
                "{n} units whose next step is a lawyer letter are not in the queue; the sheet"
                " {arrears_sheet} says why, and what to do first.",
                len(held),
                arrears_sheet=sheet("arrears"),
            )
        )
    if len(places) > live:
        sentences.append(say("Next: {step}", step=Step("legal draft")))
    return tuple(sentences)


def what_if(where: Where, as_of: date) -> Report[Data]:
    """Compare slots per cohort and gap days; nothing is written."""
    opened, docket = open_book(where).decided(as_of)
    outcomes = compare(docket, opened.ledger.priorities)
    data = {
        "what_if": [
            {
                "slots": scenario.slots,
                "gap_days": scenario.gap,
                "clear": scenario.clear,
                "past_limitation": money.plain(scenario.lost),
                "neighbours_at_once": scenario.most_at_once,
            }
            for scenario in outcomes
        ],
    }
    sentences = [
        say(
            "{slots} per cohort, {gap} days apart: clear on {clear}, {lost} yuan past its"
            " limitation date, at most {most} neighbours with a letter at once.",
            slots=scenario.slots,
            gap=scenario.gap,
            clear=scenario.clear or say("no day"),
            lost=money.text(scenario.lost),
            most=scenario.most_at_once,
        )
        for scenario in outcomes
    ]
    return Report(data, opened.problems, tuple(sentences))


def draft(
    where: Where,
    as_of: date,
    *,
    now: datetime,
    unit: str = "",
    dry_run: bool = False,
    progress: Progress = silent,
) -> Report[NewLetters]:
    """Write the next lawyer-letter draft of each free cohort, or that of one `unit`.

    At most one per cohort; a draft occupies the slot. For a unit that may not
    have one the report is refused: it says who is live and until when, or
    what else stands against it, and nothing is written.
    """
    with begin(where, now=now, dry_run=dry_run) as begun:
        opened, recovered = begun.opened, begun.recovered
        refuse_back_dating(opened, as_of)
        opened, docket = opened.decided(as_of)
        cases, held = choose_drafts(docket, opened.ledger.priorities, unit)
        title = word("document", Document.LAWYER_LETTER, opened.book.lang)
        issued = issue(opened, docket, cases, title, now=now, dry_run=dry_run, progress=progress)
    report = letters_report(opened, issued, held, recovered, dry_run=dry_run)
    return replace(report, refused=bool(unit) and not issued.made)


def settle(
    where: Where,
    as_of: date,
    *,
    unit: str,
    result: str,
    now: datetime,
    reason: str = "",
    dry_run: bool = False,
) -> Report[Data]:
    """Record the outcome of a unit's lawyer letter: a code of layout's letter_result.

    `reason` goes into the note; for followed_up it may be the outcome itself. Raises
    CuifeiError, with nothing written, where the facts of the workbook say otherwise
    (R5.2), or no letter of the unit is live.
    """
    with begin(where, now=now, dry_run=dry_run) as begun:
        opened, docket = begun.opened.decided(as_of)
        case = case_of(docket, unit)
        letters = find(opened, _unsettled(docket, case).number)
        settlement.check_each(docket.about(letters), letters, result, as_of, reason)
        rows = tuple(_settled(row, result, reason) for row in letters)
        rewrite(opened, rows, command="legal settle", now=now, dry_run=dry_run)
    after, units = rows[0], tuple(row.unit for row in rows)
    data = {
        "number": after.number,
        "unit": after.unit,
        "units": units,
        "result": after.result,
    }
    sentence = say(
        "The lawyer letter to {unit} is settled: {result}. The next may go: {step}",
        unit=named(units),
        result=word("letter_result", result, opened.book.lang),
        step=Step("legal plan"),
    )
    return Report(data, opened.problems, (*begun.recovered, sentence))


def _settled(letter: Letter, result: str, reason: str) -> Letter:
    note = "; ".join(part for part in (letter.note, reason) if part)
    return replace(letter, result=LetterResult(result), note=note)


def _unsettled(docket: Docket, case: Case) -> Letter:
    """Return the unit's live letter, or the last one that the facts ended and nobody closed."""
    live = {identity(letter) for letters in docket.live.values() for letter in letters}
    open_ended = [
        letter
        for letter in case.letters
        if letter.document == Document.LAWYER_LETTER
        and letter.state != LetterState.VOIDED
        and not letter.result
    ]
    if running := [letter for letter in open_ended if identity(letter) in live]:
        return running[0]
    if open_ended:
        return open_ended[-1]
    raise CuifeiError(
        say("no lawyer letter of {unit} is live", unit=case.unit.unit),
        say("To see the queue: {step}", step=Step("legal plan")),
    )
