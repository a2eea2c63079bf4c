"""What the charts of a saved workbook draw: each series as its cells stand, by block."""

from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path

from openpyxl.utils.cell import range_boundaries

from commands import pen
from commands.estates import AS_OF, invent, recent
from cuifei.domain.records import Ledger
from cuifei.newbook.dashboard.blocks import BLOCKS
from size import FULL

OF_UNITS = frozenset(
    ("charges", "payments", "contacts", "holds", "instalments", "decisions", "letters")
)
SHEETS = {"zh": ("看板", "看板数据"), "en": ("Dashboard", "Dashboard_data")}


@cache
def sixth_of_the_estate() -> Ledger:
    """Return every sixth unit of the demo estate with its recent rows, or all: quick to build."""
    whole = invent(AS_OF)
    kept = set(list(whole.units)[::6])
    rows = {
        field.name: tuple(row for row in getattr(whole, field.name) if row.unit in kept)
        for field in fields(Ledger)
        if field.name in OF_UNITS
    }
    units = {key: unit for key, unit in whole.units.items() if key in kept}
    made = replace(whole, units=units, priorities={}, **rows)
    return made if FULL else recent(made)


@dataclass(frozen=True)
class Drawn:
    """One chart: its categories, and of each series the name and the values."""

    categories: list
    series: dict


def title_of(chart) -> str:
    return "".join(run.t for paragraph in chart.title.tx.rich.p for run in paragraph.r)


def charts(path: Path, lang: str = "zh") -> dict:
    """Return the charts of the dashboard by block, read as Excel reads them: through their refs."""
    book = pen.only(path, *SHEETS[lang])
    titles = {block.title[lang == "en"]: block.name for block in BLOCKS}
    found = book[SHEETS[lang][0]]._charts
    return {titles[title_of(chart)]: _drawn(book, chart) for chart in found}


def _drawn(book, chart) -> Drawn:
    every = [one for part in chart._charts for one in part.series]
    names = [_cells(book, one.tx.strRef.f)[0] if one.tx.strRef else one.tx.v for one in every]
    values = [_cells(book, one.val.numRef.f) for one in every]
    categories = {tuple(_cells(book, one.cat.strRef.f)) for one in every}
    assert len(categories) == 1
    return Drawn(list(categories.pop()), dict(zip(names, values, strict=True)))


def _cells(book, ref: str) -> list:
    sheet, area = ref.rsplit("!", 1)
    left, top, right, bottom = range_boundaries(area.replace("$", ""))
    assert left == right
    page = book[sheet.strip("'")]
    return [page.cell(row, left).value for row in range(top, bottom + 1)]
