"""Which units did somebody tick in 欠费? A filter and ticks choose who gets a letter."""

from collections.abc import Mapping
from dataclasses import replace

from cuifei.domain.keys import unit_key
from cuifei.domain.problems import say
from cuifei.domain.records import Unit
from cuifei.ooxml.values import Cell
from cuifei.tables.cells import blank, normal, number_text
from cuifei.tables.fields import read_rows
from cuifei.tables.findings import Findings
from cuifei.tables.layout import ARREARS

# What says that a row is not ticked, a check box of Excel 365 among it.
_UNTICKED = frozenset({"false", "0", "no", "n", "否", "×"})


def ticked(findings: Findings, known: Mapping[str, Unit]) -> tuple[str, ...]:
    """Return the units with a tick, in the order of the sheet; Problems go to `findings`.

    `known`: unit key -> unit of 房产. Rows without a tick are ours and say nothing here.
    """
    block = findings.block
    marked = {
        row: {**cells, "tick": mark}
        for row, cells in block.rows.items()
        if (mark := _mark(cells.get("tick")))
    }
    lines = replace(block, rows=marked, below=())
    found: dict[str, None] = {}
    for row, values in read_rows(ARREARS, lines, ("unit", "tick"), findings):
        if "tick" not in values:
            continue
        typed = str(values["unit"])
        unit = known.get(unit_key(typed))
        if unit is None:
            what = say("unit {unit} is not in the table of units", unit=typed)
            findings.add("unit", row, what, say("Correct the unit, or clear its tick"))
        else:
            found[unit.unit] = None
    return tuple(found)


def _mark(cell: Cell) -> str:
    """Return what is typed as a tick, "" for none; a number as it is shown, 1 and not 1.0."""
    if blank(cell):
        return ""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        text = number_text(float(cell))
    else:
        text = str(cell)
    return "" if normal(text) in _UNTICKED else text
