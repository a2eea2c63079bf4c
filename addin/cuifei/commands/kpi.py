"""How is collection going? Rates against targets, effects, and who may fall behind. (R8)"""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from cuifei.commands.opened import open_book
from cuifei.commands.report import Report
from cuifei.domain import money
from cuifei.domain.kpi_data import as_data, rate
from cuifei.domain.kpis import Kpis, Target, kpis
from cuifei.domain.problems import Message, say, say_n
from cuifei.domain.warning import early


def kpi(path: Path, as_of: date) -> Report:
    """Return the key figures of a day; nothing is written."""
    opened = open_book(path)
    docket = opened.docket(as_of)
    figures = kpis(docket)
    warnings = early(docket)
    data: dict[str, object] = {
        "book": path.absolute(),
        **as_data(figures),
        "early_warnings": [
            {"unit": w.unit, "collector": w.collector, "delays": w.delays, "why": w.why}
            for w in warnings
        ],
        "problems": opened.problems,
    }
    said = (*_sentences(figures), _warned(len(warnings)))
    return Report(data, opened.problems, said)


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
        value=_percent(target.value),
        target=_percent(target.target),
        verdict=verdict,
    )


def _percent(value: Fraction) -> str:
    return f"{Decimal(rate(value)):.1%}"


def _warned(count: int) -> Message:
    return say_n(
        "{n} unit pays later and later and may fall behind.",
        "{n} units pay later and later and may fall behind.",
        count,
    )
