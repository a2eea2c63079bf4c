"""What stands in the cells of the dashboard? Key figures and chart numbers, in the book's language.

What a chart has no room for is summed up in its last place, which says so. No
owner is named; units appear in the queue only (R9.3).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from cuifei.domain import money
from cuifei.domain.figures.board import EXPIRED, LATER, Board, Stretch
from cuifei.domain.figures.kpi_data import rate
from cuifei.domain.figures.kpis import Group, Kpis, Target
from cuifei.domain.problems import Message, say, say_n
from cuifei.locale import Say, phrase, translator
from cuifei.newbook.dashboard import blocks
from cuifei.newbook.dashboard.data import Filled, Row, rows
from cuifei.newbook.dashboard.sheet import LINES
from cuifei.ooxml.values import Cell
from cuifei.tables.layout import word

# A legend shows this for a community that is not there, and would call a blank one “Series 4”.
NO_NAME = "\u00a0"
Lines = Sequence[tuple[str, Sequence[Cell]]]


def chart_rows(board: Board, lang: str) -> list[Row]:
    """Return the rows of 看板数据."""
    return rows(filled(board, lang), lang)


def filled(board: Board, lang: str, whole: bool = False) -> Mapping[str, Filled]:
    """Return the numbers of every chart by its name; `whole`: nothing is summed up."""
    figures, tell = board.figures, translator(lang)
    return {
        "trend": Filled(
            [(f"{p.day:%y-%m}", (share(p.arrears_rate), share(p.target))) for p in board.trend]
        ),
        "ageing": _ageing(board, tell, lang, whole),
        "success": Filled(_success(figures, lang)),
        "matrix": Filled(_matrix(figures)),
        "documents": Filled(_documents(figures, lang)),
        "collectors": Filled(_collectors(figures.collectors, tell, whole)),
        "promises": Filled(
            [
                (phrase(label, lang), (getattr(figures.promises, state),))
                for state, label in blocks.PROMISES.items()
            ]
        ),
        "horizon": Filled(_horizon(board, tell)),
        "queue": Filled(_queue(board.queue, figures.as_of, tell, whole)),
    }


def share(value: Fraction | None) -> Decimal | None:
    """Return a rate as its cell holds it: with four decimals, as kpi --json says it."""
    return None if value is None else Decimal(rate(value))


def nobody() -> Message:
    """Return the name of the group that has none: a unit without a steward or community."""
    return say("(none)")


def _ageing(board: Board, tell: Say, lang: str, whole: bool) -> Filled:
    """Return a column for each community, the last one for all the others."""
    names = list(dict.fromkeys(ageing.community for ageing in board.ageing_by_community))
    room = len(names) if whole else len(blocks.BY_NAME["ageing"].series)
    shown = names if len(names) <= room else names[: room - 1]
    sums = {age: [0] * room for age in blocks.BUCKETS}
    for ageing in board.ageing_by_community:
        place = shown.index(ageing.community) if ageing.community in shown else room - 1
        sums[ageing.bucket][place] += ageing.owed
    series = [name or tell(nobody()) for name in shown]
    if len(shown) < len(names):
        series.append(tell(others(len(names) - len(shown))))
    used = len(series)
    lines = [
        (word("bucket", age, lang), [money.yuan(fen) for fen in line[:used]])
        for age, line in sums.items()
    ]
    return Filled(lines, [*series, *([NO_NAME] * (room - used))])


def others(n: int) -> Message:
    """Return the name of what is summed up because a chart has no room for it."""
    return say_n("{n} other", "{n} others", n)


def _success(figures: Kpis, lang: str) -> Lines:
    target = share(_target(figures, "success_rate").target)
    rates = {effect.document: effect.rate for effect in figures.documents}
    lines: list[tuple[str, Sequence[Cell]]] = [
        (word("document", document, lang), (share(rates.get(document)), target))
        for document in blocks.DOCUMENTS
    ]
    everything = phrase(blocks.BY_NAME["success"].names[-1], lang)
    return [*lines, (everything, (share(figures.success_rate), target))]


def _target(figures: Kpis, name: str) -> Target:
    return next(target for target in figures.targets if target.name == name)


def _matrix(figures: Kpis) -> Lines:
    units = {(cell.class_, cell.bucket): cell.units for cell in figures.matrix}
    return [(name, [units[name, age] for age in blocks.BUCKETS]) for name in blocks.CLASSES]


def _documents(figures: Kpis, lang: str) -> Lines:
    brought = {effect.document: effect.brought_in for effect in figures.documents}
    return [
        (word("document", document, lang), (money.yuan(brought.get(document, 0)),))
        for document in blocks.DOCUMENTS
    ]


def _collectors(groups: Sequence[Group], tell: Say, whole: bool) -> Lines:
    room = len(groups) if whole else blocks.BY_NAME["collectors"].size
    shown = groups if len(groups) <= room else groups[: room - 1]
    unshown = groups[len(shown) :]
    lines = [(group.name or tell(nobody()), _group_money((group,))) for group in shown]
    return [*lines, *([(tell(others(len(unshown))), _group_money(unshown))] if unshown else [])]


def _group_money(groups: Iterable[Group]) -> Sequence[Cell]:
    members = tuple(groups)
    owed, received = (
        sum(group.owed for group in members),
        sum(group.received_quarter for group in members),
    )
    return money.yuan(owed), money.yuan(received)


def _horizon(board: Board, tell: Say) -> Lines:
    return [
        (
            quarter_name(quarter.quarter, tell),
            (None, money.yuan(quarter.owed))
            if quarter.quarter == EXPIRED
            else (money.yuan(quarter.owed),),
        )
        for quarter in board.horizon
    ]


def quarter_name(quarter: str, tell: Say) -> str:
    """Return what a quarter of the horizon is called."""
    names = {EXPIRED: say("ended"), LATER: say("later")}
    return tell(names[quarter]) if quarter in names else quarter[2:]


def _queue(queue: Sequence[Stretch], as_of: date, tell: Say, whole: bool) -> Lines:
    """Return days from the day on: until the letter goes out, and while it is live."""
    room = len(queue) if whole else blocks.BY_NAME["queue"].size
    shown, left = fitting(queue, room)
    lines = [(tell(stretch_name(stretch)), _span(stretch, as_of)) for stretch in shown]
    return [*lines, *([(tell(left_out(left)), ())] if left else [])]


def left_out(n: int) -> Message:
    """Return what stands in the place of letters for which there is no room."""
    return say_n("{n} more letter", "{n} more letters", n)


def fitting(queue: Sequence[Stretch], room: int) -> tuple[Sequence[Stretch], int]:
    """Return the places that fit, every cohort's first ones in turn, and how many are left out.

    They stay in the order of the queue.
    """
    if len(queue) <= room:
        return queue, 0
    first = sorted(range(len(queue)), key=lambda n: (queue[n].position, n))[: room - 1]
    return [queue[n] for n in sorted(first)], len(queue) - len(first)


def stretch_name(stretch: Stretch) -> Message:
    """Return a row's name in the timeline: where, and when the letter goes out."""
    if stretch.planned is None:
        return say("{cohort} {unit}, stopped", cohort=stretch.cohort, unit=stretch.unit)
    day = f"{stretch.planned:%m-%d}"
    return say("{cohort} {unit}, {day}", cohort=stretch.cohort, unit=stretch.unit, day=day)


def _span(stretch: Stretch, as_of: date) -> Sequence[Cell]:
    """Return (days of waiting, then days of the letter in its state's column)."""
    start, days = span_days(stretch, as_of)
    return [start, *(days if state == stretch.state else None for state in blocks.STATES)]


def span_days(stretch: Stretch, as_of: date) -> tuple[int, int]:
    """Return the days until the letter goes out, and those of it that lie ahead.

    A letter that is out and past its last date still shows one day: it waits to
    be followed up.
    """
    if stretch.planned is None or stretch.last_date is None:
        return 0, 0
    start = max((stretch.planned - as_of).days, 0)
    return start, max((stretch.last_date - as_of).days - start, 1)


def figure_rows(board: Board, lang: str) -> list[Row]:
    """Return the lines of 看板: the figures, the change since a month ago, and what to know."""
    now, before = _figures(board.figures), _figures(board.month_ago)
    change: dict[str, Cell] = {"as_of": board.month_ago.as_of}
    for field, value in now.items():
        change[field] = _change(field, value, before[field])
    tell = translator(lang)
    notes: dict[str, Cell] = {field: tell(note) for field, note in _notes(board.figures).items()}
    shown: dict[str, Cell] = {"as_of": board.figures.as_of}
    shown.update({field: _cell(field, value) for field, value in now.items()})
    lines = (shown, change, notes)
    return [{"line": phrase(words, lang), **line} for words, line in zip(LINES, lines, strict=True)]


_MONEY = frozenset({"owed", "received"})
Figure = int | Fraction | None


def _figures(figures: Kpis) -> dict[str, Figure]:
    return {
        "owed": figures.owed,
        "units": figures.units_in_arrears,
        "arrears_rate": figures.recent_arrears_rate,
        "success_rate": figures.success_rate,
        "kept_rate": figures.promises.kept_rate,
        "received": figures.month.received,
    }


def _cell(field: str, value: Figure) -> Cell:
    if isinstance(value, Fraction):
        return share(value)
    return money.yuan(value) if value is not None and field in _MONEY else value


def _change(field: str, value: Figure, before: Figure) -> Cell:
    """Return the difference: yuan, units, or percentage points of the rates as they are shown."""
    if value is None or before is None:
        return None
    if isinstance(value, Fraction) and isinstance(before, Fraction):
        return (Decimal(rate(value)) - Decimal(rate(before))) * 100
    assert isinstance(value, int) and isinstance(before, int)
    return money.yuan(value - before) if field in _MONEY else value - before


def _notes(figures: Kpis) -> dict[str, Message]:
    quarter = sum(group.received_quarter for group in figures.communities)
    return {
        "owed": say("of {due} that fell due", due=money.text(figures.due)),
        "units": say("of {n} units", n=figures.units),
        "arrears_rate": _verdict(figures, "arrears_rate"),
        "success_rate": _verdict(figures, "success_rate"),
        "kept_rate": say(
            "{kept} kept, {broken} broken",
            kept=figures.promises.kept,
            broken=figures.promises.broken,
        ),
        "received": say("this quarter {amount}", amount=money.text(quarter)),
    }


def _verdict(figures: Kpis, name: str) -> Message:
    target = _target(figures, name)
    wanted = f"{Decimal(rate(target.target)):.0%}"
    if name == "arrears_rate":
        text = say("target at most {target}", target=wanted)
    else:
        text = say("target at least {target}", target=wanted)
    if target.met is None:
        return text
    verdict = say("met") if target.met else say("not met")
    return say("{target}: {verdict}", target=text, verdict=verdict)
