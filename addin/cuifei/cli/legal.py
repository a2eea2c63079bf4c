"""The commands on lawyer letters: plan, draft, approve, settle."""

from datetime import datetime
from typing import Annotated

import typer

from cuifei.cli.options import SPOKEN, AsOf, Book, DryRun, Json, Language
from cuifei.cli.speak import clock, run
from cuifei.domain.codes import LetterResult
from cuifei.menu.command_lookup import cli_help

app = typer.Typer(help="Lawyer letters, one at a time / 律师函一次一封", no_args_is_help=True)


@app.command("plan", help=cli_help("legal plan"))
def legal_plan_command(
    book: Book,
    what_if: Annotated[bool, typer.Option("--what-if", help="Compare slots / 假设比较")] = False,
    as_of: AsOf = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """Who waits for a lawyer letter, and when / 队列."""
    from cuifei.commands import legal

    day, now = clock(as_of)
    if what_if:
        run(lambda: legal.what_if(book, day), lang, as_json)
    else:
        run(lambda: legal.plan(book, day, now=now, dry_run=dry_run), lang, as_json)


@app.command("draft", help=cli_help("legal draft"))
def legal_draft_command(
    book: Book,
    unit: Annotated[str, typer.Option("--unit", help="This one / 房号")] = "",
    as_of: AsOf = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """Draft the next lawyer letter of each free cohort / 起草下一封."""
    from cuifei.commands import legal

    day, now = clock(as_of)
    run(lambda: legal.draft(book, day, now=now, unit=unit, dry_run=dry_run), lang, as_json)


@app.command("approve", help=cli_help("legal approve"))
def legal_approve_command(
    book: Book,
    unit: Annotated[str, typer.Option("--unit", help="Whose letter / 房号")],
    by: Annotated[str, typer.Option("--by", help="Who approved it / 审定人")],
    firm_number: Annotated[
        str, typer.Option("--firm-number", help="The firm's letter number / 律所函号")
    ] = "",
    date_: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="Day / 日期")
    ] = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """Record that counsel approved the draft; make the letter to be signed / 审定."""
    from cuifei.commands import approve

    day, now = clock(date_)
    run(
        lambda: approve.approve(
            book,
            day,
            unit=unit,
            by=by,
            firm_number=firm_number,
            now=now,
            dry_run=dry_run,
        ),
        lang,
        as_json,
    )


@app.command("settle", help=cli_help("legal settle"))
def legal_settle_command(
    book: Book,
    unit: Annotated[str, typer.Option("--unit", help="Whose letter / 房号")],
    result: Annotated[LetterResult, typer.Option("--result", help="What came of it / 结果")],
    reason: Annotated[str, typer.Option("--reason", help="A note / 说明")] = "",
    as_of: AsOf = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """Record the outcome of the live lawyer letter / 了结."""
    from cuifei.commands import legal

    day, now = clock(as_of)
    run(
        lambda: legal.settle(
            book,
            day,
            unit=unit,
            result=result,
            now=now,
            reason=reason,
            dry_run=dry_run,
        ),
        lang,
        as_json,
    )
