"""What is there to do, by whom, on which day? (待办, 跟催箱)"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from cuifei.commands import collector_lists
from cuifei.commands.begin import begin
from cuifei.commands.collector_lists import Given
from cuifei.commands.home_rows import home_rows
from cuifei.commands.opened import Opened
from cuifei.commands.outcomes import Taken, moved, take
from cuifei.commands.report import Data, Report
from cuifei.commands.store import Where
from cuifei.commands.tickler_sheet import tickler_rows
from cuifei.commands.worklist_sheet import in_order, last_contact, reasons, talk, way, worklist_rows
from cuifei.domain.ladder.cases import Docket
from cuifei.domain.money import Fen
from cuifei.domain.problems import Message, Step, say, say_n
from cuifei.domain.words import sheet
from cuifei.domain.work import tickler
from cuifei.domain.work.day_rows import Batch, Entry, Row
from cuifei.domain.work.day_rows import rows as day_rows
from cuifei.domain.work.worklist import group, tasks
from cuifei.tables.port import Change, Replace, Written

# A worklist looks a week ahead: what comes later changes before it comes.
AHEAD = timedelta(6)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """What is to do about one owner, as `todo --json` says it; `unit` is the most pressing one."""

    unit: str
    units: Sequence[str]
    owner: str
    phone: str
    kind: str
    kinds: Sequence[str]
    due: date
    urgent: bool
    collector: str
    amount: Fen
    likelihood: int
    why: Message
    how: Message
    move: int | None
    slot: int
    group: str
    script: Message | None
    last_contact: Data | None


@dataclass(frozen=True, slots=True)
class TextsOfDay:
    """The texts of a day, as `todo --json` says them."""

    due: date
    group: str
    forecast: bool
    owners: int
    units: Sequence[str]
    kinds: Mapping[str, int]
    without_phone: int


@dataclass(frozen=True, slots=True)
class Worklist:
    """What was recorded of 待办, and what is to do from a day on."""

    book: Path
    as_of: date
    recorded: Sequence[Data]
    tasks: Sequence[TaskRow]
    batches: Sequence[TextsOfDay]
    tickler: Data
    lists: Sequence[Given]


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is to do: the work of the day and the week after it, and the month's tickler."""

    week: tuple[Row, ...]
    box: tickler.Tickler[Row]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The owners that are turned to, or looked after, one by one."""
        return tuple(row for row in self.week if isinstance(row, Entry))

    @property
    def batches(self) -> tuple[Batch, ...]:
        """The texts of a day."""
        return tuple(row for row in self.week if isinstance(row, Batch))


def todo(
    where: Where,
    as_of: date,
    *,
    now: datetime,
    dry_run: bool = False,
    collectors: Sequence[str] = (),
    posts: bool = False,
) -> Report[Worklist]:
    """Write 待办, the tasks of the day and of the week after it, and 跟催箱, the month (R8.6).

    Outcomes that were typed beside the tasks become rows of 跟催 in the same write. `collectors`
    get a list each, as files, and the `posts` theirs (collector_lists.py).
    """
    with begin(where, now=now, dry_run=dry_run) as begun:
        taken = take(begun.opened, as_of)
        taken = taken if dry_run else moved(taken)
        opened, docket = taken.opened.decided(as_of)
        plan = agenda(opened, docket)
        lists = collector_lists.write(
            opened, plan.entries, docket, collectors=collectors, posts=posts, dry_run=dry_run
        )
        home = Replace("home", home_rows(opened, docket, plan.week))
        written = opened.write(
            (*taken.changes, *changes(plan, taken, docket), home),
            command="todo",
            now=now,
            dry_run=dry_run,
        )
    result = _result(opened, docket, plan, taken, lists)
    sentences = (
        *begun.recovered,
        *taken.said,
        owners(result),
        _texts(result),
        *_ending(written, dry_run=dry_run),
        *map(_list_sentence, lists),
    )
    return Report(result, opened.problems, sentences)


def agenda(opened: Opened, docket: Docket) -> Agenda:
    """Return what is to do from the docket's day on, in the order of the sheet."""
    as_of = docket.as_of
    month_end = (as_of.replace(day=1) + timedelta(31)).replace(day=1) - timedelta(1)
    every = tasks(docket, max(as_of + AHEAD, month_end), opened.ledger.priorities)
    ordered = in_order(day_rows(every, docket), docket)
    week = tuple(row for row in ordered if row.due <= as_of + AHEAD)
    return Agenda(week, tickler.month(ordered, as_of.year, as_of.month))


def changes(plan: Agenda, taken: Taken, docket: Docket) -> tuple[Change, ...]:
    """Return what 待办 and 跟催箱 hold."""
    return (
        Replace("worklist", worklist_rows(plan.week, taken.opened.book, docket, taken.left)),
        Replace("tickler", tickler_rows(plan.box, docket, taken.opened.book.lang)),
    )


def owners(worklist: Worklist) -> Message:
    """Return how many owners there is something to do about, and how soon."""
    count = Counter(task.group for task in worklist.tasks)
    return say_n(
        "{n} owner until {day}: {urgent} urgent, {today} for today, {later} later this week.",
        "{n} owners until {day}: {urgent} urgent, {today} for today, {later} later this week.",
        len(worklist.tasks),
        day=worklist.as_of + AHEAD,
        urgent=count["urgent"],
        today=count["today"],
        later=count["week"],
    )


def _texts(worklist: Worklist) -> Message:
    return say_n(
        "Reminders by text today: {n} owner, one line of the list ({step}).",
        "Reminders by text today: {n} owners, one line of the list ({step}).",
        sum(batch.owners for batch in worklist.batches if batch.due <= worklist.as_of),
        step=Step("texts"),
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


def _list_sentence(given: Given) -> Message:
    return say_n("{n} line in {file}", "{n} lines in {file}", given.rows, file=str(given.file))


def _result(
    opened: Opened, docket: Docket, plan: Agenda, taken: Taken, lists: Sequence[Given]
) -> Worklist:
    box = plan.box
    return Worklist(
        book=opened.book.path.absolute(),
        as_of=docket.as_of,
        recorded=[
            {
                "unit": contact.unit,
                "date": contact.date,
                "channel": contact.channel,
                "result": contact.result,
            }
            for contact in taken.contacts
        ],
        tasks=[_task(entry, docket) for entry in plan.entries],
        batches=[_batch(batch, docket) for batch in plan.batches],
        tickler={
            "year": box.year,
            "month": box.month,
            "slots": box.slots,
            "urgent": box.urgent,
        },
        lists=lists,
    )


def _task(entry: Entry, docket: Docket) -> TaskRow:
    case, task = docket.cases[entry.units[0]], entry.first
    owner, last = case.unit, last_contact(case)
    return TaskRow(
        unit=owner.unit,
        units=entry.units,
        owner=owner.owner,
        phone=owner.phone,
        kind=task.kind,
        kinds=tuple(dict.fromkeys(task.kind for task in entry.tasks)),
        due=entry.due,
        urgent=entry.urgent,
        collector=task.collector,
        amount=Fen(entry.amount),
        likelihood=entry.chance.percent,
        why=reasons(entry),
        how=way(entry, docket),
        move=task.move,
        slot=tickler.slot(entry),
        group=group(entry, docket.as_of),
        script=talk(entry, docket),
        last_contact=dict(zip(("date", "channel", "result"), last, strict=True)) if last else None,
    )


def _batch(batch: Batch, docket: Docket) -> TextsOfDay:
    return TextsOfDay(
        due=batch.due,
        group=group(batch, docket.as_of),
        forecast=batch.due > docket.as_of,
        owners=batch.owners,
        units=batch.units,
        kinds=batch.kinds,
        without_phone=batch.without_phone,
    )
