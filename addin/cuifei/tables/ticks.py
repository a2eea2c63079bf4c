"""Which units did somebody tick in 欠费? A filter and ticks choose who gets a letter."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from cuifei.domain.keys import unit_key
from cuifei.domain.problems import say
from cuifei.domain.records import Unit
from cuifei.ooxml.values import Cell
from cuifei.tables.cells import blank, normal, number_text
from cuifei.tables.fields import read_rows
from cuifei.tables.findings import Findings
from cuifei.tables.layout import ARREARS

_REVIEW = re.compile(r"(√)\s+(\S.*?)\s+(\d{4}-\d\d-\d\d)\s*")
# What says that a row is not ticked, a check box of Excel 365 among it.
_UNTICKED = frozenset({"false", "0", "no", "n", "否", "×"})


def ticked(findings: Findings, known: Mapping[str, Unit]) -> tuple[str, ...]:
    """Return the units with a tick, in the order of the sheet; Problems go to `findings`.

    `known`: unit key -> unit of 房产. Rows without a tick are ours and say nothing here.
    """
    block = findings.block
    marked = {
        row: {**cells, "tick": _REVIEW.sub(r"\1", mark)}
        for row, cells in block.rows.items()
        if (mark := _mark(cells.get("tick")))
    }
    lines = replace(block, rows=marked, below=())
    units: dict[str, None] = {}
    for row, values in read_rows(ARREARS, lines, ("unit", "tick"), findings):
        if "tick" not in values:
            continue
        typed = str(values["unit"])
        unit = known.get(unit_key(typed))
        if unit is None:
            what = say("unit {unit} is not in the table of units", unit=typed)
            findings.add("unit", row, what, say("Correct the unit, or clear its tick"))
        else:
            units[unit.unit] = None
    return tuple(units)


def reviews(findings: Findings, known: Mapping[str, Unit]) -> dict[str, tuple[str, date]]:
    """Return who reviewed the letter of each ticked unit, and on which day; see `review_tick`."""
    reviewers: dict[str, tuple[str, date]] = {}
    for cells in findings.block.rows.values():
        review = _REVIEW.fullmatch(_mark(cells.get("tick")))
        unit = known.get(unit_key(str(cells.get("unit") or "")))
        if review and unit:
            try:
                reviewers[unit.unit] = review[2], date.fromisoformat(review[3])
            except ValueError:
                continue  # a day that is none: it is a tick, and nobody's
    return reviewers


def review_tick(by: str, day: date) -> str:
    """Return the tick of a reviewed letter, which says who reviewed it, and when.

    >>> review_tick("样例", date(2026, 3, 1))
    '√ 样例 2026-03-01'
    """
    return f"√ {by} {day.isoformat()}"


def _mark(cell: Cell) -> str:
    """Return what is typed as a tick, "" for none; a number as it is shown, 1 and not 1.0."""
    if blank(cell):
        return ""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        text = number_text(float(cell))
    else:
        text = str(cell)
    return "" if normal(text) in _UNTICKED else text
