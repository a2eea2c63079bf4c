"""Write into a book where its lawyer letters may not go out, and what follows from it. (R5.8)"""

import os
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from cuifei.commands import flags
from cuifei.commands.begin import begin
from cuifei.commands.opened import Opened
from cuifei.commands.store import Where
from cuifei.domain.problems import CuifeiError, say
from cuifei.domain.words import sheet
from cuifei.fleet.survey import BESIDE, LISTED
from cuifei.tables import settings_rows
from cuifei.tables.port import Change
from cuifei.workbook.journal import NEVER_BACK


def freeze(
    where: Where, cohorts: Sequence[str], beside: Sequence[str], as_of: date, *, now: datetime
) -> None:
    """Let 参数 say which cohorts are frozen, with the books beside, and 欠费 what comes of it.

    `undo` takes back what was written into 欠费, and never the freeze. Raises CuifeiError where
    the book has no 参数 to say it in.
    """
    with begin(where, now=now) as begun:
        opened = begun.opened
        opened.write((_setting(opened, cohorts, beside),), command=NEVER_BACK, now=now)
    with begin(where, now=now) as begun:
        opened, docket = begun.opened.decided(as_of)
        opened.write(flags.changes(opened, docket), command="fleet", now=now)


def _setting(opened: Opened, cohorts: Sequence[str], beside: Sequence[str]) -> Change:
    table = opened.book.tables.get("settings")
    if table is None:
        raise CuifeiError(
            say("the workbook has no table {table}", table=sheet("settings")),
            say("Without it no lawyer letter may go out from here; add the sheet, and run again"),
            opened.book.path.name,
        )
    folder = opened.book.path.resolve().parent
    paths = (_from(folder, path) for path in beside)
    cells = {"value": LISTED.join(cohorts) or None, "source": BESIDE.join(paths) or None}
    return settings_rows.kept("frozen_communities", cells, table)


def _from(folder: Path, path: str) -> str:
    """Return a path as it is from a folder, for every machine; whole on another drive."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        return Path(path).as_posix()
