"""The dashboard as a file for a phone or a mail; the workbook is only read. (R8, R9.3)"""

from dataclasses import replace
from datetime import date
from pathlib import Path

from cuifei.commands.html_report import day
from cuifei.commands.html_report.page import START, page
from cuifei.commands.kpi import look, report
from cuifei.commands.opened import open_book
from cuifei.commands.report import Data, Report
from cuifei.commands.store import Where
from cuifei.domain.language import DEFAULT
from cuifei.domain.problems import CuifeiError, say


def kpi_html(
    where: Where,
    as_of: date,
    *,
    target: Path | None = None,
    lang: str = DEFAULT,
    dry_run: bool = False,
) -> Report[Data]:
    """Write the key figures of a day as one HTML file that needs nothing else.

    `target` by default lies beside the workbook and has the day in its name.
    Raises CuifeiError where it is a file that is no report, or cannot be
    written. The data are those of `kpi.kpi`, with the file as `html`.
    """
    opened = open_book(where)
    overview, docket = look(opened, as_of), opened.docket(as_of)
    path = overview.opened.book.path
    place = target or path.with_name(f"{path.stem}-kpi-{as_of}.html")
    ensure_free(place)
    if not dry_run:
        about = day.work_of(opened, docket, lang), day.units(opened, docket, lang)
        write(place, page(overview.board, lang, path.name, *about))
    kpi_report = report(overview)
    if dry_run:
        done = say("Dry run: the report {file} was not written.", file=place.name)
    else:
        done = say("The report is {file}; it opens in any browser.", file=str(place.absolute()))
    result = {**kpi_report.result, "html": place.absolute()}
    return replace(kpi_report, result=result, said=(*kpi_report.said, done))


def ensure_free(place: Path) -> None:
    """Raise CuifeiError where a file stands there that is no report of ours."""
    if place.is_dir():
        raise CuifeiError(
            say("{name} is a folder", name=place.name),
            say("Name the file that the report shall be written to"),
        )
    if not place.exists():
        return
    with place.open("rb") as file:
        if file.read(len(START)) == START.encode():
            return
    raise CuifeiError(
        say("{name} is there already and is no report of cuifei", name=place.name),
        say("Choose another name, or move that file away"),
    )


def write(place: Path, text: str) -> None:
    """Write a report whole or not at all. Raises CuifeiError where it cannot be."""
    fresh = place.with_name(f".{place.name}.new")
    try:
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(place)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise CuifeiError(
            say("the report {name} cannot be written", name=str(place)),
            say("Check that the folder is there and may be written to"),
        ) from error
