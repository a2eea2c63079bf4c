"""Delete a former owner's personal data, once nothing can be claimed any more. (R9.5, PIPL 47)

What stays is what the books need: the unit, amounts and days. It is no run that `undo` takes
back, and a row of 跟催 says that it was done.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cuifei.commands import forget_cells, forget_files
from cuifei.commands.begin import begin
from cuifei.commands.opened import Opened
from cuifei.commands.report import Data, Report
from cuifei.commands.select import case_of
from cuifei.commands.store import ClosedStore, Where, at
from cuifei.domain.account.forgetting import hindrances
from cuifei.domain.ladder.cases import Case
from cuifei.domain.problems import CuifeiError, Message, Problem, say, say_n
from cuifei.workbook import forgotten, run_log


@dataclass(frozen=True, slots=True)
class _Plan:
    """What goes: cells by table, row and field; files of letters; what stays, and why."""

    cells: forget_cells.Cells
    going: tuple[forget_files.Going, ...]
    stays: tuple[Problem, ...]


def forget(
    where: Where,
    as_of: date,
    unit: str,
    *,
    now: datetime,
    backups: bool = False,
    dry_run: bool = False,
) -> Report[Data]:
    """Delete the personal data of a unit's former owner from workbook, letters and journals.

    `backups`: older copies of the workbook go as well, and one of today takes their place.
    Raises CuifeiError, with nothing written, for a workbook that is open, an unknown unit, a
    unit that is not sold, or one about which something can still be claimed.
    """
    _ensure_closed(where)
    with begin(where, now=now, dry_run=dry_run) as begun:
        opened = begun.opened
        case = case_of(opened.docket(as_of), unit)
        _ensure_due(case, as_of, opened.policy.limitation_months)
        plan = _planned(opened, case)
        path = at(where).path.resolve()
        older = forgotten.backups(path)
        if not dry_run:
            with run_log.whole():
                _carry_out(opened, case, plan, as_of, now)
            if backups:
                forgotten.replace_backups(path, now)
    problems = (*opened.problems, *plan.stays)
    data = {
        "book": opened.book.path.absolute(),
        "unit": case.unit.unit,
        "cells": _count(plan.cells),
        "files": [file for going in plan.going for file in going.files],
        "backups": len(older),
        "backups_deleted": backups and not dry_run,
    }
    sentences = _sentences(case, plan, len(older), backups=backups, dry_run=dry_run)
    return Report(data, problems, (*begun.recovered, *sentences))


def _ensure_closed(where: Where) -> None:
    if not isinstance(at(where), ClosedStore):
        raise CuifeiError(
            say("personal data are only deleted from a workbook that no program has open"),
            say("Close it, then run: cuifei forget BOOK --unit U"),
        )


def _ensure_due(case: Case, as_of: date, months: int) -> None:
    for why in hindrances(case.holds, case.clocks, as_of, months):
        raise CuifeiError(
            say("the data of {unit} must still be kept: {why}", unit=case.unit.unit, why=why),
            say("Nothing was deleted; try again when that has passed"),
            case.unit.unit,
        )


def _planned(opened: Opened, case: Case) -> _Plan:
    unit = opened.ledger.units[case.unit.unit]
    cells, borrowed = forget_cells.cells(opened.book, opened.ledger, unit)
    going, shared = forget_files.planned(opened.book.path, opened.ledger.units, case.unit.unit)
    return _Plan(cells, going, (*borrowed, *shared))


def _carry_out(opened: Opened, case: Case, plan: _Plan, as_of: date, now: datetime) -> None:
    """Write the workbook first: files whose rows could not be written must stay."""
    path, backup = opened.book.path.resolve(), None
    if plan.cells or plan.going:  # else it was done before, and that stands there
        changes = forget_cells.changes(opened.book, plan.cells, case.unit.unit, as_of)
        backup = opened.write(changes, command="forget", now=now).backup
    forgotten.scrub(path)
    forgotten.close_runs(path, backup)
    forget_files.carry_out(opened.book.path, plan.going)


def _count(cells: Mapping[str, Mapping[int, Mapping[str, object]]]) -> int:
    return sum(len(row) for rows in cells.values() for row in rows.values())


def _sentences(
    case: Case, plan: _Plan, older: int, *, backups: bool, dry_run: bool
) -> tuple[Message, ...]:
    files = sum(len(going.files) for going in plan.going)
    facts: dict[str, str | int] = {"unit": case.unit.unit, "cells": _count(plan.cells)}
    if dry_run:
        done = say_n(
            "{unit}: {cells} cells and {n} file would be deleted.",
            "{unit}: {cells} cells and {n} files would be deleted.",
            files,
            **facts,
        )
    else:
        done = say_n(
            "{unit}: {cells} cells and {n} file are deleted; no earlier run can be undone.",
            "{unit}: {cells} cells and {n} files are deleted; no earlier run can be undone.",
            files,
            **facts,
        )
    sentences = [done]
    if older and not backups:
        sentences.append(
            say_n(
                "{n} older copy in 催费备份 still holds them: add --backups to delete it.",
                "{n} older copies in 催费备份 still hold them: add --backups to delete them.",
                older,
            )
        )
    sentences.append(say("Files made for others (evidence, lists, copies) are yours to delete."))
    return tuple(sentences)
