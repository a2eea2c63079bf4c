"""The commands on an office's own workbook: adopt it, and plan the first letters."""

from pathlib import Path
from typing import Annotated

import typer

from cuifei.cli.options import SPOKEN, AsOf, Book, DryRun, Json, Language
from cuifei.cli.speak import clock, run
from cuifei.menu.command_lookup import cli_help

app = typer.Typer()


@app.command("adopt", help=cli_help("adopt"))
def adopt_command(
    book: Book,
    yes: Annotated[
        bool, typer.Option("--yes", help="Accept if nothing is doubtful / 无疑问即接受")
    ] = False,
    answers: Annotated[
        Path | None,
        typer.Option("--map", readable=False, help="A file that answers the doubts / 答疑文件"),
    ] = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """Understand the office's own workbook and read it in place / 接管台账."""
    from cuifei.commands import adopt

    _, now = clock(None)
    run(
        lambda: adopt.adopt(book, now=now, yes=yes, map_file=answers, lang=lang, dry_run=dry_run),
        lang,
        as_json,
    )


@app.command("first-letters")
def first_letters_command(
    book: Book,
    per_day: Annotated[int, typer.Option("--per-day", min=1, help="At most a day / 每天最多")] = 20,
    per_community: Annotated[
        int,
        typer.Option("--per-community", min=1, help="At most in one community / 每小区每天最多"),
    ] = 5,
    as_of: AsOf = None,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """Spread the first letters over days; writes nothing / 首批文书分批."""
    from cuifei.commands import first_letters

    day, _ = clock(as_of)
    run(
        lambda: first_letters.first_letters(
            book, day, per_day=per_day, per_community=per_community
        ),
        lang,
        as_json,
    )
