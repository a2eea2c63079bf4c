"""The command line: a door. It reads the clock, speaks, and sets the exit code."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from cuifei.commands import check, demo, flag, kpi, legal, letters, mark, new, todo, undo
from cuifei.commands.report import Report, error_data, plain
from cuifei.commands.select import Wanted
from cuifei.domain.letter_life import Move
from cuifei.domain.problems import CuifeiError, Problem, say
from cuifei.locale import Say, translator

app = typer.Typer(
    name="cuifei",
    help="催费: flag arrears, write letters, one lawyer letter at a time / 物业费催收",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
legal_app = typer.Typer(help="Lawyer letters, one at a time / 律师函一次一封", no_args_is_help=True)
app.add_typer(legal_app, name="legal")


class Lang(StrEnum):
    """The languages that a user may ask for."""

    zh = "zh"
    en = "en"


class State(StrEnum):
    """The states of a letter's life that may be recorded."""

    printed = "printed"
    sealed = "sealed"
    sent = "sent"
    served = "served"
    refused = "refused"
    returned = "returned"
    voided = "voided"


class Result(StrEnum):
    """What may come of a live lawyer letter."""

    paid = "paid"
    plan = "plan"
    withdrawn = "withdrawn"
    followed_up = "followed_up"


class Delivery(StrEnum):
    """How a letter went out."""

    hand = "hand"
    express = "express"
    post = "post"
    door = "door"
    wechat = "wechat"
    sms = "sms"
    email = "email"


Book = Annotated[Path, typer.Argument(metavar="BOOK", help="The workbook (.xlsx) / 台账")]
AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="The day; default today / 截至日"),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Write nothing / 试运行,不写入")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout")]
Language = Annotated[Lang, typer.Option("--lang", help="zh or en / 语言")]


def day(value: datetime | None) -> date:
    """Return the day that was asked for, else today: the only place that knows the date."""
    return value.date() if value else date.today()


def run(task: Callable[[], Report], lang: Lang, as_json: bool) -> None:
    """Do a task, say what came of it, and leave with its exit code (0, 1 or 2)."""
    tell = translator(lang)
    try:
        report = task()
    except CuifeiError as error:
        if as_json:
            print_json(plain(error_data(error), tell))
        else:
            show_error(error, tell)
        raise typer.Exit(2) from None
    if as_json:
        print_json(plain(report.data, tell))
    else:
        show(report, tell)
    raise typer.Exit(report.exit_code)


def print_json(document: object) -> None:
    """Write the one JSON document of a run to stdout."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def show(report: Report, tell: Say) -> None:
    """Say to a person what was done and what needs a look."""
    out = Console(highlight=False, soft_wrap=True)
    for message in report.said:
        out.print(tell(message), markup=False)
    show_problems(report.problems, tell)


def show_problems(problems: Sequence[Problem], tell: Say, most: int = 20) -> None:
    """List Problems on stderr, the first `most` of them."""
    out = Console(stderr=True, highlight=False, soft_wrap=True)
    for problem in problems[:most]:
        out.print(f"{problem.where}: {tell(problem.what)}. {tell(problem.remedy)}", markup=False)
    if len(problems) > most:
        out.print(
            tell(
                say("… and {rest} more; cuifei check lists all of them", rest=len(problems) - most)
            )
        )


def show_error(error: CuifeiError, tell: Say) -> None:
    """Say why a task was not done, and what to do."""
    out = Console(stderr=True, highlight=False, soft_wrap=True)
    place = f"{error.where}: " if error.where else ""
    out.print(f"{place}{tell(error.what)}. {tell(error.remedy)}", markup=False)


@contextmanager
def bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show progress on stderr while a long task runs; nothing where it is not a terminal."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as p:
        task = p.add_task(what, total=None)
        yield lambda done, of: p.update(task, completed=done, total=of)


@app.command("demo")
def demo_command(
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", help="Where / 文件夹")] = None,
    as_of: AsOf = None,
    as_json: Json = False,
    lang: Language = Lang.zh,
) -> None:
    """Make an invented estate, flag it, write its letters / 演示小区一键跑通."""
    place = folder or demo.free_folder(Path("催费演示"))
    with bar("cuifei demo") as progress:
        run(
            lambda: demo.demo(place, day(as_of), now=datetime.now(), lang=lang, progress=progress),
            lang,
            as_json,
        )


@app.command("new")
def new_command(
    book: Book, dry_run: DryRun = False, as_json: Json = False, lang: Language = Lang.zh
) -> None:
    """Write an empty workbook / 新建空白台账."""
    run(lambda: new.new(book, lang=lang, dry_run=dry_run), lang, as_json)


@app.command("check")
def check_command(book: Book, as_json: Json = False, lang: Language = Lang.zh) -> None:
    """Read everything, list every problem, write nothing / 检查."""
    run(lambda: check.check(book), lang, as_json)


@app.command("flag")
def flag_command(
    book: Book,
    as_of: AsOf = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = Lang.zh,
) -> None:
    """Flag every row by months overdue / 标记欠费."""
    run(lambda: flag.flag(book, day(as_of), now=datetime.now(), dry_run=dry_run), lang, as_json)


@app.command("letters")
def letters_command(
    book: Book,
    document: Annotated[
        str, typer.Option("--document", help="Document id; default each unit's next / 文书")
    ] = "",
    unit: Annotated[list[str] | None, typer.Option("--unit", help="Only these / 房号")] = None,
    community: Annotated[str, typer.Option("--community", help="Only this one / 小区")] = "",
    limit: Annotated[int, typer.Option("--limit", min=0, help="At most so many / 最多")] = 0,
    as_of: AsOf = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = Lang.zh,
) -> None:
    """Write the letters that may go out today / 生成文书."""
    wanted = Wanted(document, tuple(unit or ()), community, limit)
    with bar("cuifei letters") as progress:
        run(
            lambda: letters.letters(
                book, day(as_of), wanted, now=datetime.now(), dry_run=dry_run, progress=progress
            ),
            lang,
            as_json,
        )


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
    lang: Language = Lang.zh,
) -> None:
    """Record a letter's next state / 登记寄送."""
    move = Move(state, day(date_), delivery or "", waybill, reason)
    run(lambda: mark.mark(book, number, move, now=datetime.now(), dry_run=dry_run), lang, as_json)


@legal_app.command("plan")
def legal_plan_command(
    book: Book,
    what_if: Annotated[bool, typer.Option("--what-if", help="Compare slots / 假设比较")] = False,
    as_of: AsOf = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = Lang.zh,
) -> None:
    """Who waits for a lawyer letter, and when / 队列."""
    run(
        lambda: legal.plan(book, day(as_of), now=datetime.now(), what_if=what_if, dry_run=dry_run),
        lang,
        as_json,
    )


@legal_app.command("draft")
def legal_draft_command(
    book: Book,
    unit: Annotated[str, typer.Option("--unit", help="This one / 房号")] = "",
    as_of: AsOf = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = Lang.zh,
) -> None:
    """Draft the next lawyer letter of each free cohort / 起草下一封."""
    run(
        lambda: legal.draft(book, day(as_of), now=datetime.now(), unit=unit, dry_run=dry_run),
        lang,
        as_json,
    )


@legal_app.command("settle")
def legal_settle_command(
    book: Book,
    unit: Annotated[str, typer.Option("--unit", help="Whose letter / 房号")],
    result: Annotated[Result, typer.Option("--result", help="What came of it / 结果")],
    reason: Annotated[str, typer.Option("--reason", help="A note / 说明")] = "",
    as_of: AsOf = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = Lang.zh,
) -> None:
    """Record the outcome of the live lawyer letter / 了结."""
    run(
        lambda: legal.settle(
            book,
            day(as_of),
            unit=unit,
            result=result,
            now=datetime.now(),
            reason=reason,
            dry_run=dry_run,
        ),
        lang,
        as_json,
    )


@app.command("todo")
def todo_command(
    book: Book,
    as_of: AsOf = None,
    dry_run: DryRun = False,
    as_json: Json = False,
    lang: Language = Lang.zh,
) -> None:
    """Today's work, by collector / 待办."""
    run(lambda: todo.todo(book, day(as_of), now=datetime.now(), dry_run=dry_run), lang, as_json)


@app.command("kpi")
def kpi_command(
    book: Book, as_of: AsOf = None, as_json: Json = False, lang: Language = Lang.zh
) -> None:
    """Rates, targets and effects / 指标."""
    run(lambda: kpi.kpi(book, day(as_of)), lang, as_json)


@app.command("undo")
def undo_command(
    book: Book, dry_run: DryRun = False, as_json: Json = False, lang: Language = Lang.zh
) -> None:
    """Take back what the last run wrote / 撤销."""
    run(lambda: undo.undo(book, now=datetime.now(), dry_run=dry_run), lang, as_json)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8")
    app()
