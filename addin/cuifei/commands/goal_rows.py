"""What stands in 目标 and 成效: goals beside what came of them, effects, rates and definitions.

Rows of 目标 that are there stay, with the figures of today: a goal of last month keeps its place.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from cuifei.commands.opened import Opened
from cuifei.domain import money
from cuifei.domain.figures.board import Board
from cuifei.domain.figures.contact_effects import ContactEffect
from cuifei.domain.figures.effects import Effect
from cuifei.domain.figures.goals import Goal, current, goals
from cuifei.domain.keys import natural, period_key
from cuifei.domain.ladder.cases import Docket
from cuifei.domain.money import read_fen
from cuifei.domain.problems import Unreadable, say
from cuifei.locale import Say, translator
from cuifei.ooxml.values import Cell
from cuifei.tables.layout import EVERYBODY, word

Row = Mapping[str, Cell]


def reckoned(opened: Opened, docket: Docket) -> tuple[Goal, ...]:
    """Return the goals of the day's month, quarter and year, and of the rows that are there."""
    names = sorted({case.unit.steward for case in docket.cases.values()} - {""}, key=natural)
    wanted = [(period, who) for period in current(docket.as_of) for who in ("", *names)]
    return goals(docket, dict.fromkeys((*wanted, *typed(opened))))


def typed(opened: Opened) -> Mapping[tuple[str, str], int | None]:
    """Return what was typed as a goal, in fen, by (period, collector); None where nothing was."""
    table = opened.book.tables.get("goals")
    found: dict[tuple[str, str], int | None] = {}
    for cells in table.rows.values() if table else ():
        period, who = period_key(str(cells.get("period") or "")), str(cells.get("collector") or "")
        key = period, "" if who.strip() in EVERYBODY else who.strip()
        try:
            found[key] = read_fen(cells.get("goal"))[0] if cells.get("goal") else None
        except Unreadable:
            found[key] = None
    return found


def goal_rows(opened: Opened, found: Iterable[Goal]) -> Sequence[Row]:
    """Return the rows of 目标; what is typed in it stays."""
    wanted, lang = typed(opened), opened.book.lang
    return [_goal(goal, wanted.get((goal.period, goal.collector)), lang) for goal in found]


def _goal(goal: Goal, wanted: int | None, lang: str) -> Row:
    return {
        "period": goal.period,
        "collector": goal.collector or EVERYBODY[lang == "en"],
        "recovered": money.yuan(goal.recovered),
        "done": percent(Fraction(goal.recovered, wanted) if wanted else None),
        "collection_rate": percent(goal.collection_rate),
        "old_debt_rate": percent(goal.old_debt_rate),
        "contacts": goal.contacts,
        "reached": goal.reached,
        "on_day": goal.on_day,
        "score": None if goal.score is None else _tenths(goal.score),
    }


def percent(rate: Fraction | None) -> str | None:
    """Return a rate with one decimal, half up; None where there is nothing to measure.

    >>> percent(Fraction(2, 3)), percent(None)
    ('66.7%', None)
    """
    if rate is None:
        return None
    return f"{_tenths(rate * 100)}%"


def _tenths(number: Fraction) -> str:
    tenths = int(number * 10 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}"


def effect_rows(board: Board, year: Goal, lang: str) -> Sequence[Row]:
    """Return the rows of 成效: rates with their definitions, then documents, channels, people."""
    tell = translator(lang)
    return [
        *_rates(year, tell),
        *(_document(effect, lang, tell) for effect in board.figures.documents),
        *(_contact(one, tell(say("Channel")), _channel(one, lang), tell) for one in board.channels),
        *(_contact(one, tell(say("Person")), one.name or "—", tell) for one in board.people),
    ]


def _channel(one: ContactEffect, lang: str) -> str:
    return word("channel", one.name, lang) or "—"


def _rates(year: Goal, tell: Say) -> Iterable[Row]:
    part, span = tell(say("Rates")), year.period
    yield {
        "part": part,
        "name": tell(say("Collection rate {year}", year=span)),
        "rate": percent(year.collection_rate),
        "brought_in": money.yuan(year.paid),
        "meaning": tell(
            say(
                "paid {paid} of {due} that fell due in {year}",
                paid=money.text(year.paid),
                due=money.text(year.due),
                year=span,
            )
        ),
    }
    yield {
        "part": part,
        "name": tell(say("Old-debt rate {year}", year=span)),
        "rate": percent(year.old_debt_rate),
        "brought_in": money.yuan(year.cleared),
        "meaning": tell(
            say(
                "recovered {cleared} in {year} of {old} that was overdue when it began",
                cleared=money.text(year.cleared),
                old=money.text(year.old),
                year=span,
            )
        ),
    }


def _document(effect: Effect, lang: str, tell: Say) -> Row:
    return {
        "part": tell(say("Document")),
        "name": word("document", effect.document, lang),
        "rate": percent(effect.rate),
        "count": effect.sent,
        "judged": effect.judged,
        "succeeded": effect.succeeded,
        "brought_in": money.yuan(effect.brought_in),
        "meaning": tell(say("succeeded: what it demanded came within 30 days of service")),
    }


def _contact(one: ContactEffect, part: str, name: str, tell: Say) -> Row:
    return {
        "part": part,
        "name": name,
        "rate": percent(one.rate),
        "count": one.contacts,
        "reached": one.reached,
        "judged": one.judged,
        "succeeded": one.succeeded,
        "brought_in": money.yuan(one.brought_in),
        "meaning": tell(say("succeeded: overdue money came within 30 days of the contact")),
    }
