"""The commands on a workbook: demo, new, check, flag, letters, mark, todo, kpi, undo.

Each imports its own rooms when it runs: `--help` and `check` wait for no Word and no Excel.
"""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cuifei.cli.options import (
    SPOKEN,
    AsOf,
    AsPack,
    AsPdf,
    Book,
    ByCommunity,
    Collector,
    DryRun,
    Duplex,
    Json,
    Language,
    Open,
    OpenBook,
    PackSize,
    Posts,
    Review,
    ReviewedBy,
    State,
    Ticked,
)
from cuifei.cli.speak import clock, progress, run
from cuifei.cli.where import chosen
from cuifei.domain.codes import Delivery, LetterState
from cuifei.menu.command_lookup import cli_help

if TYPE_CHECKING:
    from cuifei.commands.report import Report

app = typer.Typer()


@app.command("demo")
def demo_command(
    folder: Annotated[
        Path | None, typer.Argument(readable=False, metavar="[DIR]", help="Where / 文件夹")
    ] = None,
    as_of: AsOf = None,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """Make an invented estate, flag it, write its letters / 演示小区一键跑通."""
    from cuifei.commands import demo

    target = folder or demo.free_folder(Path("催费演示"))
    day, now = clock(as_of)
    run(lambda: demo.demo(target, day, now=now, lang=lang, progress=progress), lang, as_json)


@app.command("new")
def new_command(
    book: Book, dry_run: DryRun = False, as_json: Json = False, lang: Language = SPOKEN
) -> None:
    """Write an empty workbook / 新建空白台账."""
    from cuifei.commands import new

    run(lambda: new.new(book, lang=lang, dry_run=dry_run), lang, as_json)


@app.command("check", help=cli_help("check"))
def check_command(
    book: Book,
    with_letters: Annotated[
        bool, typer.Option("--letters", help="Also all files of letters / 连同文书文件")
    ] = False,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """Read everything, list every problem, write nothing / 检查."""
    from cuifei.commands import check

    run(lambda: check.check(book, letters=with_letters), lang, as_json)


@app.command("flag", help=cli_help("flag"))
def flag_command(
    book: OpenBook = None,
    is_open: Open = False,
    as_of: AsOf = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """Flag every row by months overdue / 标记欠费."""
    from cuifei.commands import flag

    day, now = clock(as_of)
    where = chosen(book, is_open, lang)
    run(lambda: flag.flag(where(), day, now=now, dry_run=dry_run), lang, as_json)


@app.command("letters")
def letters_command(
    book: OpenBook = None,
    is_open: Open = False,
    document: Annotated[
        str, typer.Option("--document", help="Document id; default each unit's next / 文书")
    ] = "",
    unit: Annotated[list[str] | None, typer.Option("--unit", help="Only these / 房号")] = None,
    community: Annotated[str, typer.Option("--community", help="Only this one / 小区")] = "",
    limit: Annotated[int, typer.Option("--limit", min=0, help="At most so many / 最多")] = 0,
    ticked: Ticked = False,
    review: Review = False,
    by: ReviewedBy = "",
    as_pack: AsPack = False,
    as_pdf: AsPdf = False,
    duplex: Duplex = False,
    by_community: ByCommunity = False,
    pack_size: PackSize = 0,
    as_of: AsOf = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """Write the letters that may go out today / 生成文书."""
    from cuifei.commands import letters
    from cuifei.commands import review as reviewing
    from cuifei.commands.pack import Wish
    from cuifei.commands.select import Wanted

    day, now = clock(as_of)
    wish = Wish(
        as_pack or duplex or by_community or pack_size > 0, as_pdf, duplex, by_community, pack_size
    )
    wanted = Wanted(document, tuple(unit or ()), community, limit, ticked, by)
    where = chosen(book, is_open, lang)
    write = partial(letters.letters, progress=progress, wish=wish)
    task = partial(reviewing.review if review else write, now=now, dry_run=dry_run)
    run(lambda: task(where(), day, wanted), lang, as_json)


@app.command("mark")
def mark_command(
    book: Book,
    number: Annotated[str, typer.Option("--number", help="Letter number / 函号")],
    state: Annotated[State, typer.Option("--state", help="Its next state / 状态")],
    date_: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="Day / 日期")
    ] = None,
    delivery: Annotated[
        Delivery | None, typer.Option("--delivery", help="How it went / 送达方式")
    ] = None,
    waybill: Annotated[str, typer.Option("--waybill", help="Waybill / 快递单号")] = "",
    reason: Annotated[str, typer.Option("--reason", help="Why it is voided / 作废原因")] = "",
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """Record a letter's next state / 登记寄送."""
    from cuifei.commands import mark
    from cuifei.domain.papers.letter_life import Move

    day, now = clock(date_)
    move = Move(LetterState(state), day, delivery or "", waybill, reason)
    run(lambda: mark.mark(book, number, move, now=now, dry_run=dry_run), lang, as_json)


@app.command("todo", help=cli_help("todo"))
def todo_command(
    book: OpenBook = None,
    is_open: Open = False,
    collector: Collector = None,
    posts: Posts = False,
    as_of: AsOf = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """Today's work, by collector / 待办."""
    from cuifei.commands import todo

    day, now = clock(as_of)
    where = chosen(book, is_open, lang)
    make = partial(todo.todo, collectors=tuple(collector or ()), posts=posts)
    run(lambda: make(where(), day, now=now, dry_run=dry_run), lang, as_json)


@app.command("kpi", help=cli_help("kpi"))
def kpi_command(
    book: OpenBook = None,
    is_open: Open = False,
    html: Annotated[bool, typer.Option("--html", help="One HTML file / 网页报告")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", readable=False, help="Its name / 文件名")
    ] = None,
    good_payers: Annotated[
        bool, typer.Option("--good-payers", help="Who pays in time / 按时缴费名单")
    ] = False,
    as_of: AsOf = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """Rates, targets and effects: the sheet 看板, or one HTML file / 看板."""
    from cuifei.commands import dashboard, kpi_html, rewards

    day, now = clock(as_of)
    where = chosen(book, is_open, lang)

    def report() -> "Report[object]":
        if good_payers:
            return rewards.rewards(where(), day, dry_run=dry_run)
        if html or out:
            return kpi_html.kpi_html(where(), day, target=out, lang=lang, dry_run=dry_run)
        return dashboard.dashboard(where(), day, now=now, dry_run=dry_run)

    run(report, lang, as_json)


@app.command("undo", help=cli_help("undo"))
def undo_command(
    book: OpenBook = None,
    is_open: Open = False,
    listed: Annotated[
        bool, typer.Option("--list", help="Only say what can be taken back / 只列出")
    ] = False,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """Take back what the last run wrote / 撤销."""
    from cuifei.commands import undo

    _, now = clock(None)
    where = chosen(book, is_open, lang)
    if listed:
        run(lambda: undo.listed_runs(where()), lang, as_json)
    run(lambda: undo.undo(where(), now=now, dry_run=dry_run), lang, as_json)


@app.command("verify")
def verify_command(book: Book, as_json: Json = False, lang: Language = SPOKEN) -> None:
    """Are all letters and their lists as they were made? / 核对函件是否被改动."""
    from cuifei.commands import verify

    run(lambda: verify.verify(book), lang, as_json)


@app.command("forget")
def forget_command(
    book: Book,
    unit: Annotated[str, typer.Option("--unit", help="The sold unit / 已过户的房号")],
    backups: Annotated[
        bool, typer.Option("--backups", help="Older copies as well / 连同旧备份")
    ] = False,
    as_of: AsOf = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """Delete a former owner's personal data, after limitation / 删除已过户业主的个人信息."""
    from cuifei.commands import forget

    day, now = clock(as_of)
    task = partial(forget.forget, now=now, backups=backups, dry_run=dry_run)
    run(lambda: task(book, day, unit), lang, as_json)
