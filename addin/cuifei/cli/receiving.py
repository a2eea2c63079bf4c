"""The command that takes statements of banks, WeChat and Alipay."""

from pathlib import Path
from typing import Annotated

import typer

from cuifei.cli.options import SPOKEN, AsOf, Book, DryRun, Json, Language
from cuifei.cli.speak import clock, run
from cuifei.menu.command_lookup import cli_help

app = typer.Typer()


@app.command("receipts", help=cli_help("receipts"))
def receipts_command(
    book: Book,
    file: Annotated[
        Path | None,
        typer.Argument(readable=False, metavar="[FILE]", help="Statement (.csv .xls .xlsx) / 流水"),
    ] = None,
    as_of: AsOf = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """Take a statement of the bank, WeChat or Alipay into 收款 / 收款对账."""
    from cuifei.commands import receipts

    day, now = clock(as_of)
    run(
        lambda: receipts.receipts(book, file, day, now=now, dry_run=dry_run),
        lang,
        as_json,
    )
