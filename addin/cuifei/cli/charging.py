"""The commands on what is charged: the next period's fees, the late fee of settled charges."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from cuifei.cli.options import SPOKEN, AsOf, Book, DryRun, Json, Language
from cuifei.cli.speak import clock, run

app = typer.Typer()


@app.command("late-fees")
def late_fees_command(
    book: Book,
    books: Annotated[bool, typer.Option("--book", help="Book it as a charge / 记入应收")] = False,
    waives: Annotated[bool, typer.Option("--waive", help="Waive it / 减免")] = False,
    unit: Annotated[list[str] | None, typer.Option("--unit", help="Only these / 房号")] = None,
    by: Annotated[str, typer.Option("--by", help="Who approved it / 批准人")] = "",
    reason: Annotated[str, typer.Option("--reason", help="Why / 理由")] = "",
    as_of: AsOf = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """Late fee of charges that were settled late: show, book or waive it / 已清欠费的违约金."""
    from cuifei.commands import late_fees

    if books and waives:
        raise typer.BadParameter("--book | --waive")
    action = "book" if books else "waive" if waives else ""
    choice = late_fees.Choice(action, tuple(unit or ()), by, reason)
    day, now = clock(as_of)
    run(lambda: late_fees.late_fees(book, day, choice, now=now, dry_run=dry_run), lang, as_json)


@app.command("charges")
def charges_command(
    book: Book,
    period: Annotated[str, typer.Option("--period", help="Such as 2026-12 / 账期")],
    due: Annotated[
        datetime | None, typer.Option("--due", formats=["%Y-%m-%d"], help="Due date / 到期日")
    ] = None,
    bills: Annotated[bool, typer.Option("--bills", help="A bill for each / 缴费通知单")] = False,
    pdf: Annotated[bool, typer.Option("--pdf", help="Bills as PDF too / 另存 PDF")] = False,
    duplex: Annotated[bool, typer.Option("--duplex", help="Both sides / 双面打印")] = False,
    as_of: AsOf = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """Write a period's charges from area and price, never twice, and bills / 生成应收."""
    from cuifei.commands import charges
    from cuifei.commands.pack import Wish

    today, now = clock(as_of)
    day = due.date() if due else None
    wish = Wish(pack=True, pdf=pdf, duplex=duplex) if bills else None
    run(
        lambda: charges.charges(
            book, period, now=now, due=day, as_of=today, bills=wish, dry_run=dry_run
        ),
        lang,
        as_json,
    )


@app.command("debits")
def debits_command(
    book: Book,
    result: Annotated[
        Path | None,
        typer.Option("--import", readable=False, help="The bank's results / 导入扣款结果"),
    ] = None,
    as_of: AsOf = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """The list of direct debits for the bank, and its results back / 代扣清单."""
    from cuifei.commands import debits

    day, now = clock(as_of)
    if result:
        run(lambda: debits.results(book, result, day, now=now, dry_run=dry_run), lang, as_json)
    else:
        run(lambda: debits.debits(book, day, dry_run=dry_run), lang, as_json)
