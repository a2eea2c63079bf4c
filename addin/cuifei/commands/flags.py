"""What does a flagged workbook hold? Our columns beside the charges, the sheets 欠费 and 问题."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from cuifei.commands.numbers import remembered
from cuifei.commands.opened import Opened
from cuifei.commands.sheets import arrears_rows, charge_cells, problem_rows, walking_order
from cuifei.domain.ladder.cases import Case, Docket
from cuifei.domain.records import Letter
from cuifei.tables import rows
from cuifei.tables.port import Append, Change, Fill, Replace


def changes(opened: Opened, docket: Docket) -> tuple[Change, ...]:
    """Return what a flagged workbook holds: our columns and our sheets."""
    lang = opened.book.lang
    return (
        Fill("charges", charge_cells(opened.book, opened.ledger, docket)),
        Replace("arrears", arrears_rows(in_arrears(docket), lang)),
        Replace("problems", problem_rows(opened.problems, lang)),
    )


def in_arrears(docket: Docket) -> tuple[Case, ...]:
    """Return the cases that owe something, in walking order."""
    owing = (case for case in docket.cases.values() if case.arrears.owed)
    return tuple(sorted(owing, key=walking_order))


def with_letters(
    opened: Opened, letters: Sequence[Letter], docket: Docket, own: str = ""
) -> tuple[Change, ...]:
    """Return what adds letters to 发函, and lets 欠费 say what follows from them.

    `docket`: what was decided before them. `own`: see numbers.remembered.
    """
    register = replace(opened.ledger, letters=(*opened.ledger.letters, *letters))
    after = replace(opened, ledger=register)
    added = Append("register", [rows.cells(letter, opened.book.lang) for letter in letters])
    number_changes = remembered(opened, [letter.number for letter in letters], own)
    used = opened.ledger.reviews.keys() & {letter.unit for letter in letters}
    flagged = [
        _without_ticks(change, used) for change in changes(after, opened.again(docket, register))
    ]
    return (*flagged, added, *number_changes)


def _without_ticks(change: Change, units: AbstractSet[str]) -> Change:
    """Return the change with the ticks of these units taken away: their review is used up."""
    if not isinstance(change, Replace) or change.table != "arrears":
        return change
    rows = [{**row, "tick": None} if row["unit"] in units else row for row in change.rows]
    return replace(change, rows=rows)
