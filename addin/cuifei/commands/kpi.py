"""How is collection going? Rates against targets, effects, and who may fall behind. (R8)"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cuifei.commands.goal_rows import Targets, reckoned, typed
from cuifei.commands.opened import Opened, open_book
from cuifei.commands.report import Data, Report
from cuifei.commands.store import Where
from cuifei.domain import money
from cuifei.domain.dates import add_months
from cuifei.domain.figures.board import Board, board
from cuifei.domain.figures.goals import Goal, current
from cuifei.domain.figures.kpi_data import as_data, percent
from cuifei.domain.figures.kpis import Kpis, Target
from cuifei.domain.figures.warning import Warning_, early
from cuifei.domain.problems import Message, say, say_n


@dataclass(frozen=True, slots=True)
class Seen:
    """A workbook that was read, and how collection goes in it on a day."""

    opened: Opened
    board: Board
    warnings: tuple[Warning_, ...]
    goals: tuple[Goal, ...]
    targets: Targets

    @property
    def year(self) -> Goal:
        """The figures of the day's year, of all."""
        year = current(self.board.figures.as_of)[-1]
        return next(goal for goal in self.goals if (goal.period, goal.collector) == (year, ""))


def kpi(where: Where, as_of: date) -> Report[Data]:
    """Return the key figures of a day, and what the dashboard draws; nothing is written."""
    return report(look(open_book(where), as_of))


def look(opened: Opened, as_of: date) -> Seen:
    """Reckon the dashboard of a workbook that was read."""
    docket = opened.docket(as_of)
    month_ago = opened.docket(add_months(as_of, -1))
    shown = board(docket, month_ago, opened.ledger.priorities)
    targets = typed(opened)
    return Seen(opened, shown, early(docket), reckoned(docket, targets), targets)


def report(overview: Seen) -> Report[Data]:
    """Return the key figures as data and in sentences."""
    figures, problems = (
        overview.board.figures,
        (*overview.opened.problems, *overview.targets.problems),
    )
    wanted = {
        key: None if fen is None else money.plain(fen)
        for key, fen in overview.targets.goals.items()
    }
    data: dict[str, object] = {
        "book": overview.opened.book.path.absolute(),
        **as_data(figures),
        **{name: value for name, value in as_data(overview.board).items() if name != "figures"},
        "early_warnings": [
            {"unit": w.unit, "collector": w.collector, "delays": w.delays, "why": w.why}
            for w in overview.warnings
        ],
        "goals": [{**as_data(goal), "goal": wanted.get(_key(goal))} for goal in overview.goals],
        "problems": problems,
    }
    sentences = (*_sentences(figures), *_year(overview.year), _warned(len(overview.warnings)))
    return Report(data, problems, sentences)


def _key(goal: Goal) -> tuple[str, str]:
    return goal.period, goal.collector


def _year(year: Goal) -> Iterator[Message]:
    if year.collection_rate is not None:
        yield say(
            "Collection rate {year}: {rate}, {paid} of {due} that fell due in it.",
            year=year.period,
            rate=percent(year.collection_rate),
            paid=money.text(year.paid),
            due=money.text(year.due),
        )
    if year.old_debt_rate is not None:
        yield say(
            "Old-debt rate {year}: {rate}, {cleared} of {old} that was overdue when it began.",
            year=year.period,
            rate=percent(year.old_debt_rate),
            cleared=money.text(year.cleared),
            old=money.text(year.old),
        )


def _sentences(figures: Kpis) -> tuple[Message, ...]:
    return (
        say_n(
            "{n} unit of {all} is in arrears with {owed} yuan.",
            "{n} units of {all} are in arrears with {owed} yuan.",
            figures.units_in_arrears,
            all=figures.units,
            owed=money.text(figures.owed),
        ),
        *(_against_target(target) for target in figures.targets),
    )


def _against_target(target: Target) -> Message:
    names = {"arrears_rate": say("Arrears rate"), "success_rate": say("Success rate")}
    if target.value is None:
        return say("{name}: nothing to measure yet.", name=names[target.name])
    verdict = say("met") if target.met else say("not met")
    return say(
        "{name}: {value}, target {target}: {verdict}.",
        name=names[target.name],
        value=percent(target.value),
        target=percent(target.target),
        verdict=verdict,
    )


def _warned(count: int) -> Message:
    return say_n(
        "{n} unit pays later and later and may fall behind.",
        "{n} units pay later and later and may fall behind.",
        count,
    )
