"""The commands on many workbooks: fleet flag, letters, kpi, check."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cuifei.cli.options import SPOKEN, AsOf, AsPack, AsPdf, DryRun, Json, Lang, Language
from cuifei.cli.speak import clock, progress, run

if TYPE_CHECKING:
    from cuifei.commands.report import Report
    from cuifei.fleet.fleet import Order
    from cuifei.fleet.summary import Summary

app = typer.Typer(help="The same on many workbooks at once / 多本台账一起运行")

Pattern = Annotated[
    str, typer.Argument(metavar="PATTERN", help="Folder, or “folder/**/*.xlsx” / 文件夹或通配")
]
Workers = Annotated[
    int, typer.Option("--workers", min=0, help="Processes; default one a processor / 进程数")
]
Scheduler = Annotated[
    str, typer.Option("--scheduler", help="A Dask scheduler, tcp://host:8786 / Dask 集群")
]
Resume = Annotated[bool, typer.Option("--resume", help="Only what is open / 接着上次没完的跑")]
Xlsx = Annotated[
    Path | None, typer.Option("--xlsx", readable=False, help="The summary as a workbook / 汇总表")
]


@app.command("flag")
def flag_command(
    pattern: Pattern,
    workers: Workers = 0,
    scheduler: Scheduler = "",
    resume: Resume = False,
    xlsx: Xlsx = None,
    as_of: AsOf = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """Flag every workbook / 全部标记欠费."""
    from cuifei.fleet.fleet import Order
    from cuifei.fleet.result import Task

    day, now = clock(as_of)
    order = Order(Task("flag", "", day, now, lang, dry_run), pattern)
    _run(order, workers, scheduler, resume, xlsx, as_json)


@app.command("letters")
def letters_command(
    pattern: Pattern,
    document: Annotated[
        str, typer.Option("--document", help="Document id; default each unit's next / 文书")
    ] = "",
    as_pack: AsPack = False,
    as_pdf: AsPdf = False,
    workers: Workers = 0,
    scheduler: Scheduler = "",
    resume: Resume = False,
    xlsx: Xlsx = None,
    as_of: AsOf = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """Write the letters that may go today, in every workbook / 全部生成文书."""
    from cuifei.fleet.fleet import Order
    from cuifei.fleet.result import Task

    day, now = clock(as_of)
    order = Order(Task("letters", "", day, now, lang, dry_run, document, as_pack, as_pdf), pattern)
    _run(order, workers, scheduler, resume, xlsx, as_json)


@app.command("kpi")
def kpi_command(
    pattern: Pattern,
    out: Annotated[
        Path | None, typer.Option("--out", readable=False, help="The page's name / 网页名")
    ] = None,
    workers: Workers = 0,
    scheduler: Scheduler = "",
    resume: Resume = False,
    xlsx: Xlsx = None,
    as_of: AsOf = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """The group's key figures, as one HTML page / 集团看板."""
    from cuifei.fleet.fleet import Order
    from cuifei.fleet.result import Task

    day, now = clock(as_of)
    order = Order(Task("kpi", "", day, now, lang, dry_run), pattern, out=out)
    _run(order, workers, scheduler, resume, xlsx, as_json)


@app.command("check")
def check_command(
    pattern: Pattern,
    workers: Workers = 0,
    scheduler: Scheduler = "",
    resume: Resume = False,
    xlsx: Xlsx = None,
    as_of: AsOf = None,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """Read every workbook, list what is wrong, write nothing / 全部检查."""
    from cuifei.fleet.fleet import Order
    from cuifei.fleet.result import Task

    day, now = clock(as_of)
    order = Order(Task("check", "", day, now, lang), pattern)
    _run(order, workers, scheduler, resume, xlsx, as_json)


def _run(
    order: "Order",
    workers: int,
    scheduler: str,
    resume: bool,
    xlsx: Path | None,
    as_json: bool,
) -> None:
    from dataclasses import replace

    from cuifei.fleet.fleet import fleet

    whole = replace(order, workers=workers, scheduler=scheduler, resume=resume, xlsx=xlsx)
    lang = Lang(order.each.lang)
    run(lambda: fleet(whole, progress), lang, as_json, lambda x: _show(x, whole))


def _show(report: "Report[Summary]", order: "Order") -> None:
    """Show a line for each book, and one for their sum."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from cuifei.fleet import books, summary
    from cuifei.locale import translator

    tell = translator(order.each.lang)
    header, rows = summary.table(report.result, books.start(order.pattern), tell)
    shown = Table(show_edge=False)
    for place, name in enumerate(header):
        shown.add_column(Text(name), justify="left" if place in (0, 2) else "right")
    for row in rows[:-1]:
        shown.add_row(*map(Text, row))
    shown.add_section()
    shown.add_row(*map(Text, rows[-1]))
    Console(highlight=False).print(shown)
