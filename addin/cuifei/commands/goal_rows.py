"""What stands in 目标 and 成效: goals beside what came of them, effects, rates and definitions.

Rows of 目标 that are there stay, with the figures of today: a goal of last month keeps its place.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from cuifei.commands.opened import Opened
from cuifei.domain import money
from cuifei.domain.account.late_fee import share
from cuifei.domain.figures.board import Board
from cuifei.domain.figures.contact_effects import ContactEffect
from cuifei.domain.figures.effects import Effect
from cuifei.domain.figures.goals import Goal, current, goals, span
from cuifei.domain.figures.kpi_data import percent
from cuifei.domain.keys import natural
from cuifei.domain.ladder.cases import Docket
from cuifei.domain.money import read_fen
from cuifei.domain.problems import Problem, Unreadable, say
from cuifei.locale import Say, phrase, phrases, translator
from cuifei.ooxml.values import Cell
from cuifei.tables.cells import blank, read_period, read_text
from cuifei.tables.findings import Findings
from cuifei.tables.layout import EVERYBODY, word

Row = Mapping[str, Cell]
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Targets:
    """The rows of 目标: by (period, collector) the goal in fen, None where none was typed.

    `named`: how the row names both, by which it is found again; `others`: rows that cannot be
    used, named as they are.
    """

    goals: dict[Key, int | None] = field(default_factory=dict)
    named: dict[Key, Row] = field(default_factory=dict)
    others: list[Row] = field(default_factory=list)
    problems: tuple[Problem, ...] = ()


def reckoned(docket: Docket, targets: Targets) -> tuple[Goal, ...]:
    """Return the goals of the day's month, quarter and year, and of the rows that are there."""
    names = sorted({case.unit.steward for case in docket.cases.values()} - {""}, key=natural)
    wanted = [(period, who) for period in current(docket.as_of) for who in ("", *names)]
    return goals(docket, dict.fromkeys((*wanted, *targets.goals)))


def typed(opened: Opened) -> Targets:
    """Return what the rows of 目标 ask for; one that cannot be read has a Problem, and stays."""
    table = opened.book.tables.get("goals")
    if table is None:
        return Targets()
    findings, targets = Findings(table), Targets()
    for row, cells in table.rows.items():
        named = {name: cells.get(name) for name in ("period", "collector")}
        if blank(cells.get("period")) and blank(cells.get("goal")):
            continue
        try:
            key = _key(cells, targets)
        except Unreadable as error:
            findings.add("period", row, error.what, error.remedy)
            targets.others.append(named)
            continue
        targets.goals[key], targets.named[key] = None, named
        try:
            goal = cells.get("goal")
            targets.goals[key] = None if blank(goal) else read_fen(goal)[0]
        except Unreadable as error:
            findings.ignored("goal", row, error)
    return replace(targets, problems=findings.problems())


def _key(cells: Row, targets: Targets) -> Key:
    """Return the span and the collector of a row. Raises Unreadable."""
    period, who = ("" if blank(cells.get(x)) else cells.get(x) for x in ("period", "collector"))
    name = read_text(who)[0]
    key = read_period(period)[0], "" if name in phrases(EVERYBODY) else name
    if span(key[0]) is None:
        raise Unreadable(
            say("“{value}” is no month, quarter or year", value=key[0]),
            say("Type it such as 2026-11, 2026-Q4 or 2026"),
        )
    if key in targets.goals:
        raise Unreadable(
            say("another row has this goal already; this row is not used"),
            say("Delete one of the two rows"),
        )
    return key


def goal_rows(every: Iterable[Goal], targets: Targets, lang: str) -> Sequence[Row]:
    """Return the rows of 目标; what is typed in it stays, under the name that it was given."""
    return [*(_goal(goal, targets, lang) for goal in every), *targets.others]


def _goal(goal: Goal, targets: Targets, lang: str) -> Row:
    key = goal.period, goal.collector
    wanted = targets.goals.get(key)
    own = {"period": goal.period, "collector": goal.collector or phrase(EVERYBODY, lang)}
    return {
        **targets.named.get(key, own),
        "recovered": money.yuan(goal.recovered),
        "done": _percent(Fraction(goal.recovered, wanted) if wanted else None),
        "collection_rate": _percent(goal.collection_rate),
        "old_debt_rate": _percent(goal.old_debt_rate),
        "contacts": goal.contacts,
        "reached": goal.reached,
        "on_day": goal.on_day,
        "score": None if goal.score is None else f"{share(10, goal.score) / 10:.1f}",
    }


def _percent(rate: Fraction | None) -> str | None:
    """Return a rate as it is shown; None where there is nothing to measure."""
    return None if rate is None else percent(rate)


def effect_rows(board: Board, year: Goal, lang: str) -> Sequence[Row]:
    """Return the rows of 成效: rates with their definitions, then documents, channels, people."""
    tell = translator(lang)
    return [
        *_rates(year, tell),
        *(_document(effect, lang, tell) for effect in board.figures.documents),
        *(
            _contact(effect, tell(say("Channel")), _channel(effect, lang), tell)
            for effect in board.channels
        ),
        *(
            _contact(effect, tell(say("Person")), effect.name or "—", tell)
            for effect in board.people
        ),
    ]


def _channel(effect: ContactEffect, lang: str) -> str:
    return word("channel", effect.name, lang) or "—"


def _rates(year: Goal, tell: Say) -> Iterable[Row]:
    part, span = tell(say("Rates")), year.period
    yield {
        "part": part,
        "name": tell(say("Collection rate {year}", year=span)),
        "rate": _percent(year.collection_rate),
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
        "rate": _percent(year.old_debt_rate),
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
        "rate": _percent(effect.rate),
        "count": effect.sent,
        "judged": effect.judged,
        "succeeded": effect.succeeded,
        "brought_in": money.yuan(effect.brought_in),
        "meaning": tell(say("succeeded: what it demanded came within 30 days of service")),
    }


def _contact(effect: ContactEffect, part: str, name: str, tell: Say) -> Row:
    return {
        "part": part,
        "name": name,
        "rate": _percent(effect.rate),
        "count": effect.contacts,
        "reached": effect.reached,
        "judged": effect.judged,
        "succeeded": effect.succeeded,
        "brought_in": money.yuan(effect.brought_in),
        "meaning": tell(say("succeeded: overdue money came within 30 days of the contact")),
    }
