"""What is there to do, by whom, on which day? (待办, 跟催箱)"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cuifei.commands.begin import begin
from cuifei.commands.opened import Opened
from cuifei.commands.outcomes import Taken, moved, take
from cuifei.commands.report import Data, Report
from cuifei.commands.store import Where
from cuifei.commands.tickler_sheet import tickler_rows
from cuifei.commands.worklist_sheet import in_order, last_contact, worklist_rows
from cuifei.domain.ladder.cases import Docket
from cuifei.domain.problems import Message, say, say_n
from cuifei.domain.words import sheet
from cuifei.domain.work import tickler
from cuifei.domain.work.scripts import script
from cuifei.domain.work.task import Task
from cuifei.domain.work.worklist import group, tasks
from cuifei.tables.port import Change, Replace, Written

# A worklist looks a week ahead: what comes later changes before it comes.
AHEAD = timedelta(6)


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is to do: the tasks of the day and the week after it, and the month's tickler."""

    week: tuple[Task, ...]
    box: tickler.Tickler


def todo(where: Where, as_of: date, *, now: datetime, dry_run: bool = False) -> Report:
    """Write 待办, the tasks of the day and of the week after it, and 跟催箱, the month (R8.6).

    Outcomes that were typed beside the tasks become rows of 跟催 in the same write.
    """
    with begin(where, now=now, dry_run=dry_run) as begun:
        taken = take(begun.opened, as_of)
        taken = taken if dry_run else moved(taken)
        opened, docket = taken.opened.decided(as_of)
        plan = agenda(opened, docket)
        written = opened.write(
            (*taken.changes, *changes(plan, taken, docket)),
            command="todo",
            now=now,
            dry_run=dry_run,
        )
    said = (
        *begun.recovered,
        *taken.said,
        *_summary(plan, as_of),
        *_ending(written, dry_run=dry_run),
    )
    return Report(_data(opened, docket, plan, taken), opened.problems, said)


def agenda(opened: Opened, docket: Docket) -> Agenda:
    """Return what is to do from the docket's day on, in the order of the sheet."""
    as_of = docket.as_of
    month_end = (as_of.replace(day=1) + timedelta(31)).replace(day=1) - timedelta(1)
    every = tasks(docket, max(as_of + AHEAD, month_end), opened.ledger.priorities)
    found = in_order(every, docket)
    week = tuple(task for task in found if task.due <= as_of + AHEAD)
    return Agenda(week, tickler.month(found, as_of.year, as_of.month))


def changes(plan: Agenda, taken: Taken, docket: Docket) -> tuple[Change, ...]:
    """Return what 待办 and 跟催箱 hold."""
    return (
        Replace("worklist", worklist_rows(plan.week, taken.opened.book, docket, taken.left)),
        Replace("tickler", tickler_rows(plan.box, docket, taken.opened.book.lang)),
    )


def _summary(plan: Agenda, as_of: date) -> tuple[Message, ...]:
    count = dict.fromkeys(("urgent", "today", "week"), 0)
    for task in plan.week:
        count[group(task, as_of)] += 1
    return (
        say_n(
            "{n} task until {day}: {urgent} urgent, {today} for today, {later} later this week.",
            "{n} tasks until {day}: {urgent} urgent, {today} for today, {later} later this week.",
            len(plan.week),
            day=as_of + AHEAD,
            urgent=count["urgent"],
            today=count["today"],
            later=count["week"],
        ),
    )


def _ending(written: Written, *, dry_run: bool) -> tuple[Message, ...]:
    if dry_run:
        return (
            say_n(
                "Dry run: {n} cell would change; nothing was written.",
                "Dry run: {n} cells would change; nothing was written.",
                written.cells,
            ),
        )
    return (
        say(
            "They stand in the sheets {worklist_sheet} and {tickler_sheet}. Type"
            " what came of each beside it; the next run records it.",
            worklist_sheet=sheet("worklist"),
            tickler_sheet=sheet("tickler"),
        ),
    )


def _data(opened: Opened, docket: Docket, plan: Agenda, taken: Taken) -> Data:
    """Return the JSON document of `todo`."""
    box = plan.box
    return {
        "book": opened.book.path.absolute(),
        "as_of": docket.as_of,
        "recorded": [
            {
                "unit": contact.unit,
                "date": contact.date,
                "channel": contact.channel,
                "result": contact.result,
            }
            for contact in taken.contacts
        ],
        "tasks": [task_data(task, docket) for task in plan.week],
        "tickler": {
            "year": box.year,
            "month": box.month,
            "slots": box.slots,
            "urgent": box.urgent,
        },
        "problems": opened.problems,
    }


def task_data(task: Task, docket: Docket) -> Data:
    """Return one task as `todo --json` says it."""
    case = docket.cases[task.unit]
    owner, last = case.unit, last_contact(case)
    return {
        "unit": task.unit,
        "owner": owner.owner,
        "phone": owner.phone,
        "kind": task.kind,
        "due": task.due,
        "urgent": task.urgent,
        "collector": task.collector,
        "why": task.why,
        "how": task.how,
        "move": task.move,
        "slot": tickler.slot(task),
        "group": group(task, docket.as_of),
        "script": script(case, task),
        "last_contact": dict(zip(("date", "channel", "result"), last, strict=True))
        if last
        else None,
    }
