"""The commands around paper: pack, post, texts, reprint, templates."""

from pathlib import Path
from typing import Annotated

import typer

from cuifei.cli.options import (
    SPOKEN,
    AsOf,
    AsPdf,
    Book,
    ByCommunity,
    DryRun,
    Duplex,
    Json,
    Language,
    PackSize,
)
from cuifei.cli.speak import clock, progress, run
from cuifei.menu.command_lookup import cli_help

app = typer.Typer()
BatchName = Annotated[str, typer.Option("--batch", help="Folder of the batch / 批次文件夹名")]


@app.command("pack")
def pack_command(
    book: Book,
    batch: BatchName = "",
    as_pdf: AsPdf = False,
    duplex: Duplex = False,
    by_community: ByCommunity = False,
    pack_size: PackSize = 0,
    as_of: AsOf = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """Print pack (and PDF) of a batch that is there / 打印包."""
    from cuifei.commands import pack

    day, _ = clock(as_of)
    wish = pack.Wish(True, as_pdf, duplex, by_community, pack_size, day)
    run(lambda: pack.pack(book, batch, wish, dry_run=dry_run, progress=progress), lang, as_json)


@app.command("post", help=cli_help("post"))
def post_command(
    book: Book,
    batch: BatchName = "",
    list_file: Annotated[
        Path | None,
        typer.Option("--import", readable=False, help="The carrier's list / 导入快递回单"),
    ] = None,
    as_of: AsOf = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """Labels, envelopes, express list; or take the list back / 寄送."""
    from cuifei.commands import post, post_import

    day, now = clock(as_of)
    if file := list_file:
        run(
            lambda: post_import.import_list(book, file, day, now=now, dry_run=dry_run),
            lang,
            as_json,
        )
    else:
        run(lambda: post.post(book, day, name=batch, dry_run=dry_run), lang, as_json)


@app.command("texts", help=cli_help("texts"))
def texts_command(
    book: Book,
    as_of: AsOf = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """Text messages to owners, one for each / 短信清单."""
    from cuifei.commands import texts

    day, now = clock(as_of)
    run(lambda: texts.texts(book, day, now=now, dry_run=dry_run), lang, as_json)


@app.command("reprint")
def reprint_command(
    book: Book,
    number: Annotated[str, typer.Option("--number", help="Letter number / 函号")],
    to: Annotated[
        Path | None, typer.Option("--to", readable=False, help="Copy it there / 复制到")
    ] = None,
    as_of: AsOf = None,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """Find a letter exactly as it was / 原样重印."""
    from cuifei.commands import reprint

    day, _ = clock(as_of)
    run(lambda: reprint.reprint(book, number, to, as_of=day), lang, as_json)


@app.command("templates", help=cli_help("templates"))
def templates_command(
    book: Book, dry_run: DryRun = False, as_json: Json = False, lang: Language = SPOKEN
) -> None:
    """Our templates beside the workbook, as a start / 文书模板."""
    from cuifei.commands import templates

    run(lambda: templates.templates(book, lang=lang, dry_run=dry_run), lang, as_json)
