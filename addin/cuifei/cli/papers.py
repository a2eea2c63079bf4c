"""The commands for counsel and managers: a unit's evidence bundle, and its history."""

from typing import Annotated

import typer

from cuifei.cli.options import SPOKEN, AsOf, AsPdf, Book, DryRun, Json, Language
from cuifei.cli.speak import clock, progress, run
from cuifei.menu.command_lookup import cli_help

app = typer.Typer()


@app.command("evidence", help=cli_help("evidence"))
def evidence_command(
    book: Book,
    unit: Annotated[list[str], typer.Option("--unit", help="Whose / 房号")],
    as_pdf: AsPdf = False,
    as_of: AsOf = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """A folder (and one PDF) of all evidence on a unit, for counsel / 证据材料."""
    from cuifei.commands import evidence

    day, _ = clock(as_of)
    run(
        lambda: evidence.evidence(
            book, day, tuple(unit), as_pdf=as_pdf, dry_run=dry_run, progress=progress
        ),
        lang,
        as_json,
    )


@app.command("history")
def history_command(
    book: Book,
    unit: Annotated[str, typer.Option("--unit", help="Whose / 房号")],
    as_of: AsOf = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """What happened with a unit, day by day / 房屋经过."""
    from cuifei.commands import history

    day, _ = clock(as_of)
    run(lambda: history.history(book, day, unit, dry_run=dry_run), lang, as_json)


@app.command("committee")
def committee_command(
    book: Book,
    community: Annotated[
        str, typer.Option("--community", help="Only this one / 只做这个小区")
    ] = "",
    as_of: AsOf = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """What the owners' committee is asked and owners are shown / 业委会督促函和收支公示."""
    from cuifei.commands import committee

    day, _ = clock(as_of)
    run(
        lambda: committee.committee(book, day, community=community, dry_run=dry_run),
        lang,
        as_json,
    )
