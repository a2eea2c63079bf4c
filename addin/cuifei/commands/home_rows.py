"""What stands on the sheet 首页: the day, figures, what to do in order, what changed, problems.

One look in the morning. Figures are compared with those of a month ago, as on 看板; what
changed is what was recorded since the workday before. Every line of work
leads to the sheet on which it is done.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from operator import attrgetter
from typing import TypeAlias

from cuifei.commands.opened import Opened
from cuifei.commands.select import Wanted, choose, choose_drafts
from cuifei.commands.sheets import sentence
from cuifei.domain import money
from cuifei.domain.account.delivery import is_unsent
from cuifei.domain.dates import add_months
from cuifei.domain.figures.kpi_data import percent
from cuifei.domain.figures.kpis import kpis
from cuifei.domain.ladder import merging
from cuifei.domain.ladder.cases import Docket
from cuifei.domain.problems import Message, Problem, Step, say, say_n
from cuifei.domain.words import sheet
from cuifei.domain.work.day_rows import Batch, Entry, Row
from cuifei.domain.work.worklist import group
from cuifei.locale import Say, translator
from cuifei.ooxml.values import Cell, RowLink
from cuifei.tables.layout import BY_NAME
from cuifei.tables.port import Book

HomeRow: TypeAlias = "Mapping[str, Cell | RowLink]"
Line: TypeAlias = "tuple[Message, str, str, str]"  # topic, value, change, sheet to open
SHOWN = 8  # problems that are named; the others are counted


def day_before(docket: Docket) -> date:
    """Return the workday before the docket's day."""
    day = docket.as_of - timedelta(1)
    while not docket.calendar.is_workday(day):
        day -= timedelta(1)
    return day


def home_rows(opened: Opened, docket: Docket, week: Sequence[Row]) -> list[HomeRow]:
    """Return the rows of 首页 for the docket's day; `week` is the work of 待办."""
    tell = translator(opened.book.lang)
    before = opened.docket(day_before(docket))
    earlier = opened.docket(add_months(docket.as_of, -1))
    parts: tuple[tuple[Message, Iterator[Line]], ...] = (
        (say("Figures"), _figures(docket, earlier, tell)),
        (say("To do today, in this order"), work(opened, docket, week)),
        (say("Since {day}", day=before.as_of), changed(opened, docket, before)),
        (say("Problems"), _problems(opened.problems, tell)),
    )
    since = tell(say("from {day}", day=earlier.as_of))
    day: Line = (say("as of {day}", day=docket.as_of), "", since, "")
    rows = [_row(say("Day"), day, opened.book, tell)]
    for part, lines in parts:
        rows += [_row(part, line, opened.book, tell) for line in lines]
    return rows


def _row(part: Message, line: Line, book: Book, tell: Say) -> HomeRow:
    topic, value, change, target = line
    return {
        "part": tell(part),
        "topic": sentence(tell(topic)),
        "value": value or None,
        "change": change or None,
        "open": _link(target, book) if target else None,
    }


def _link(name: str, book: Book) -> RowLink:
    table = book.tables.get(name)
    default = BY_NAME[name].called(book.lang)
    where = table.sheet if table else default
    return RowLink(where, where, "A", "")


def _figures(docket: Docket, before: Docket, tell: Say) -> Iterator[Line]:
    now, then = kpis(docket), kpis(before)
    moved = _moved(now.owed - then.owed, tell)
    yield say("Arrears (yuan)"), money.text(now.owed), moved, "arrears"
    count, units = now.units_in_arrears, now.units_in_arrears - then.units_in_arrears
    yield say("Units in arrears"), str(count), _arrow(units, str(abs(units)), tell), "arrears"
    for topic, find in _RATES:
        yield topic, _percent(find(now)), _points(find(now), find(then), tell), "dashboard"
    received = now.month.received
    moved = _moved(received - then.month.received, tell)
    yield say("Received this month (yuan)"), money.text(received), moved, "payments"


_RATES = (
    (say("Arrears rate, 12 months"), attrgetter("recent_arrears_rate")),
    (say("Collection success"), attrgetter("success_rate")),
)


def _percent(rate: Fraction | None) -> str:
    return "—" if rate is None else percent(rate)


def _points(now: Fraction | None, then: Fraction | None, tell: Say) -> str:
    if now is None or then is None:
        return ""
    moved = round((now - then) * 1000)  # of the rates themselves, as 看板 has it
    points = f"{abs(moved) / 10:.1f}"
    return _arrow(moved, tell(say("{number} points", number=points)), tell)


def _moved(fen: int, tell: Say) -> str:
    return _arrow(fen, money.text(abs(fen)), tell)


def _arrow(moved: int, text: str, tell: Say) -> str:
    if not moved:
        return tell(say("unchanged"))
    return f"{'▲' if moved > 0 else '▼'} {text}"


def work(opened: Opened, docket: Docket, week: Sequence[Row]) -> Iterator[Line]:
    """Yield what is to do, in the order of the day: put right, money first, people, papers."""
    as_of, done = docket.as_of, 0
    for count, topic, target in _lines(opened, docket, week):
        if count:
            done += 1
            yield say("step {n}: {what}", n=str(done), what=topic), str(count), "", target
    if not done:
        yield say("Nothing is to be done on {day}.", day=as_of), "", "", ""


def _lines(
    opened: Opened, docket: Docket, week: Sequence[Row]
) -> Iterator[tuple[int, Message, str]]:
    as_of = docket.as_of
    today = [row for row in week if row.due <= as_of or row.urgent]
    urgent = [row for row in today if group(row, as_of) == "urgent"]
    people = [row for row in today if isinstance(row, Entry) and row not in urgent]
    texts = sum(row.owners for row in today if isinstance(row, Batch))
    may = merging.one_each(choose(docket, Wanted())[0])
    unsent = [x for x in opened.ledger.letters if is_unsent(x) and x.date <= as_of]
    drafts = merging.one_each(choose_drafts(docket, opened.ledger.priorities)[0])
    waiting = opened.book.tables.get("undecided")
    letters, draft = Step("letters"), Step("legal draft")
    money_waits = len(waiting.rows) if waiting else 0
    to_go = len({letter.number for letter in unsent})
    wrong = say("Put right what {problems_sheet} names", problems_sheet=sheet("problems"))
    yield len(opened.problems), wrong, "problems"
    yield money_waits, say("Place money that waits for its unit"), "undecided"
    yield len(urgent), say("See to urgent owners"), "worklist"
    yield texts, say("Send the day's texts: {step}", step=Step("texts")), "worklist"
    yield len(people), say("Call, visit or look after these owners"), "worklist"
    yield len(may), say("Write the letters that may go today: {step}", step=letters), "arrears"
    yield to_go, say("Print, seal and send letters, and record it"), "register"
    yield len(drafts), say("Lawyer letters whose turn is next: {step}", step=draft), "queue"


def changed(opened: Opened, docket: Docket, before: Docket) -> Iterator[Line]:
    """Yield what happened since the workday before, that day left out."""
    first, last = before.as_of, docket.as_of
    paid = [p for p in opened.ledger.payments if first < p.date <= last]
    owing = {unit for unit, case in docket.cases.items() if case.arrears.owed}
    earlier = {unit for unit, case in before.cases.items() if case.arrears.owed}
    contacts = [c for c in opened.ledger.contacts if first < c.date <= last]
    gone = {x.number for x in opened.ledger.letters if x.sent and first < x.sent <= last}
    amount = money.text(sum(p.amount for p in paid))
    lines = (
        (len(paid), say("Payments received: {amount} yuan", amount=amount), "payments"),
        (len(earlier - owing), say("Units that owe nothing any more"), "arrears"),
        (len(owing - earlier), say("Units newly in arrears"), "arrears"),
        (len(gone), say("Letters sent"), "register"),
        (len(contacts), say("Contacts recorded"), "contacts"),
    )
    yield from ((topic, str(count), "", target) for count, topic, target in lines if count)
    if not any(count for count, _, _ in lines):
        yield say("Nothing was recorded since."), "", "", ""


def _problems(problems: Sequence[Problem], tell: Say) -> Iterator[Line]:
    for problem in problems[:SHOWN]:
        yield say("at {where}: {what}", where=problem.where, what=problem.what), "", "", "problems"
    if len(problems) > SHOWN:
        more = say_n("and {n} more", "and {n} more", len(problems) - SHOWN)
        yield more, "", "", "problems"
    if not problems:
        yield say("None; {problems_sheet} is empty.", problems_sheet=sheet("problems")), "", "", ""
