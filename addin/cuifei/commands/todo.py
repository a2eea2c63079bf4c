"""What is there to do, by whom, on which day? (待办, 跟催箱)"""

from datetime import date, datetime, timedelta

from cuifei.commands.lock import locked
from cuifei.commands.opened import open_book
from cuifei.commands.report import Data, Report
from cuifei.commands.sheets import worklist_rows
from cuifei.commands.store import Where
from cuifei.domain import tickler
from cuifei.domain.cases import Docket
from cuifei.domain.problems import say_n
from cuifei.domain.task import Task
from cuifei.domain.worklist import tasks
from cuifei.workbook.port import Replace

# A worklist looks a week ahead: what comes later changes before it comes.
AHEAD = timedelta(6)


def todo(where: Where, as_of: date, *, now: datetime, dry_run: bool = False) -> Report:
    """Write the sheet 待办: the tasks of the day and of the week after it, urgent ones first.

    The tickler counts the tasks of the calendar month by day (R8.6).
    """
    with locked(where, dry_run=dry_run):
        opened = open_book(where)
        opened, docket = opened.decided(as_of)
        month_end = (as_of.replace(day=1) + timedelta(31)).replace(day=1) - timedelta(1)
        found = tasks(docket, max(as_of + AHEAD, month_end), opened.ledger.priorities)
        week = tuple(task for task in found if task.due <= as_of + AHEAD)
        rows = worklist_rows(week, docket, opened.book.lang)
        opened.write((Replace("worklist", rows),), command="todo", now=now, dry_run=dry_run)
    box = tickler.month(found, as_of.year, as_of.month)
    data = {
        "book": opened.book.path.absolute(),
        "as_of": as_of,
        "tasks": [task_data(task, docket) for task in week],
        "tickler": {
            "year": box.year,
            "month": box.month,
            "slots": box.slots,
            "urgent": box.urgent,
        },
        "problems": opened.problems,
    }
    said = say_n(
        "{n} task until {day}, {urgent} of them urgent; they stand in the sheet 待办.",
        "{n} tasks until {day}, {urgent} of them urgent; they stand in the sheet 待办.",
        len(week),
        day=as_of + AHEAD,
        urgent=sum(task.urgent for task in week),
    )
    return Report(data, opened.problems, (said,))


def task_data(task: Task, docket: Docket) -> Data:
    """Return one task as `todo --json` says it."""
    owner = docket.cases[task.unit].unit
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
    }
