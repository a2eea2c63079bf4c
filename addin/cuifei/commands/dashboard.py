"""The dashboard: how collection goes, in one sheet with charts. (看板, R8)"""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from cuifei.commands.begin import begin
from cuifei.commands.dashboard_rows import chart_rows, figure_rows
from cuifei.commands.goal_rows import effect_rows, goal_rows
from cuifei.commands.kpi import look, report
from cuifei.commands.report import Data, Report
from cuifei.commands.store import Where
from cuifei.domain.problems import Message, Step, say, say_n
from cuifei.newbook.dashboard.guard import ensure_ours
from cuifei.tables.port import Replace, Written


def dashboard(where: Where, as_of: date, *, now: datetime, dry_run: bool = False) -> Report[Data]:
    """Write the key figures and the charts' numbers of a day into the sheets of the dashboard.

    A workbook without them gets both sheets with all charts. Only cells
    change, never a chart. The data are those of `kpi.kpi`. Raises CuifeiError
    where the book cannot be written or another sheet has the name.
    """
    with begin(where, now=now, dry_run=dry_run) as begun:
        overview = look(begun.opened, as_of)
        book, lang = overview.opened.book, overview.opened.book.lang
        ensure_ours(book)
        # The numbers first: charts are drawn over a table that is there.
        changes = (
            Replace("dashboard_data", chart_rows(overview.board, lang)),
            Replace("dashboard", figure_rows(overview.board, lang)),
            Replace("goals", goal_rows(overview.goals, overview.targets, lang)),
            Replace("effects", effect_rows(overview.board, overview.year, lang)),
        )
        written = overview.opened.write(changes, command="kpi", now=now, dry_run=dry_run)
    kpi_report = report(overview)
    return replace(
        kpi_report, said=(*begun.recovered, *kpi_report.said, _done(book.path, written, dry_run))
    )


def _done(path: Path, written: Written, dry_run: bool) -> Message:
    if dry_run:
        return say_n(
            "Dry run: {n} cell of the dashboard would change; nothing was written.",
            "Dry run: {n} cells of the dashboard would change; nothing was written.",
            written.cells,
        )
    if not written.tables:
        return say("The dashboard in {book} says all of it already.", book=path.name)
    return say_n(
        "{n} cell of the dashboard written in {book}. To go back: {step}",
        "{n} cells of the dashboard written in {book}. To go back: {step}",
        written.cells,
        book=path.name,
        step=Step("undo"),
    )
