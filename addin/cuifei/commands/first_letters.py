"""After a cold start hundreds of letters are due at once: over which days do they go out?

Nothing is written and nothing is sent. The plan is what a person sees before
the first letter leaves; `cuifei letters --unit` writes each day's share.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cuifei.commands.opened import open_book
from cuifei.commands.report import Data, Report
from cuifei.commands.select import Wanted, choose
from cuifei.commands.store import Where
from cuifei.domain import money
from cuifei.domain.dates import Calendar
from cuifei.domain.ladder import merging
from cuifei.domain.ladder.cases import Case
from cuifei.domain.ladder.merging import Together
from cuifei.domain.problems import CuifeiError, Message, Step, say, say_n


@dataclass(frozen=True, slots=True)
class Day:
    """One workday of the plan and the cases whose first letter goes out on it.

    Of a letter about several units it is the most pressing one.
    """

    day: date
    cases: tuple[Case, ...]


def first_letters(where: Where, as_of: date, *, per_day: int, per_community: int) -> Report[Data]:
    """Return the plan of the first letters; the workbook is only read.

    `per_day` letters at most go out on a day, `per_community` of them in one
    community. Raises CuifeiError where a cap lets nothing out.
    """
    if per_day < 1 or per_community < 1:
        raise CuifeiError(
            say("at least one letter must go out on a day"), say("Type a cap of 1 or more")
        )
    opened = open_book(where)
    docket = opened.docket(as_of)
    ready, held = choose(docket, Wanted())
    letters = {
        min(own, key=_pressing).unit.unit: own
        for own in merging.letters(ready)
        if not all(case.letters for case in own)
    }
    first = [docket.cases[unit] for unit in letters]
    days = spread(first, as_of, docket.calendar, per_day=per_day, per_community=per_community)
    data = {
        "book": opened.book.path.absolute(),
        "days": [
            {
                "day": day_plan.day,
                "letters": [_letter(letters[case.unit.unit]) for case in day_plan.cases],
            }
            for day_plan in days
        ],
        "held": len(held),
    }
    return Report(data, opened.problems, tuple(_sentences(days, len(first))))


def _sentences(days: Iterable[Day], count: int) -> Iterator[Message]:
    for day_plan in days:
        yield say_n(
            "{day}: {n} letter", "{day}: {n} letters", len(day_plan.cases), day=day_plan.day
        )
    yield say_n(
        "{n} first letter in all; nothing was written.",
        "{n} first letters in all; nothing was written.",
        count,
    )
    if count:
        yield say("On each of these days: {step}", step=Step("letters"))


def spread(
    cases: Iterable[Case],
    start: date,
    calendar: Calendar,
    *,
    per_day: int,
    per_community: int,
) -> Sequence[Day]:
    """Return the days of a plan, from the first workday on: the most pressing cases first (R5.3).

    Whom a community's cap keeps back goes on the next day, before all others.
    """
    waiting = sorted(cases, key=_pressing)
    days: list[Day] = []
    day = calendar.next_workday(start)
    while waiting:
        chosen: list[Case] = []
        left: list[Case] = []
        count: Counter[str] = Counter()
        for case in waiting:
            free = len(chosen) < per_day and count[case.unit.community] < per_community
            (chosen if free else left).append(case)
            count[case.unit.community] += free
        days.append(Day(day, tuple(chosen)))
        waiting, day = left, calendar.next_workday(day + timedelta(1))
    return days


def _pressing(case: Case) -> tuple[date, str, int, int, str]:
    owing = case.arrears
    months = owing.months_overdue or 0
    return case.limitation or date.max, owing.class_, -months, -owing.owed, case.unit.unit


def _letter(cases: Together) -> dict[str, object]:
    rung = cases[0].step.rung
    return {
        "unit": cases[0].unit.unit,
        "units": [case.unit.unit for case in cases],
        "community": cases[0].unit.community,
        "document": rung.document if rung else None,
        "owed": money.plain(sum(case.arrears.owed for case in cases)),
        "oldest_due": min(case.arrears.oldest_due for case in cases if case.arrears.oldest_due),
        "limitation": min((case.limitation for case in cases if case.limitation), default=None),
    }
