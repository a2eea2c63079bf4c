"""What the commands' options are, each once."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cuifei.domain.codes import LetterState
from cuifei.domain.language import DEFAULT
from cuifei.locale import languages

if TYPE_CHECKING:
    Lang = str
else:  # the languages that a user may ask for are those that have a catalogue
    Lang = StrEnum("Lang", {code: code for code in languages()})
SPOKEN = Lang(DEFAULT)


class State(StrEnum):
    """The states of a letter's life that may be recorded."""

    printed = LetterState.PRINTED
    sealed = LetterState.SEALED
    sent = LetterState.SENT
    served = LetterState.SERVED
    refused = LetterState.REFUSED
    returned = LetterState.RETURNED
    voided = LetterState.VOIDED


Book = Annotated[
    Path, typer.Argument(readable=False, metavar="BOOK", help="The workbook (.xlsx) / 台账")
]
OpenBook = Annotated[
    Path | None, typer.Argument(readable=False, metavar="BOOK", help="The workbook (.xlsx) / 台账")
]
Open = Annotated[bool, typer.Option("--open", help="The one open in Excel or WPS / 正打开的台账")]
AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="The day; default today / 截至日"),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Write nothing / 试运行,不写入")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout / 只输出 JSON")]
Language = Annotated[Lang, typer.Option("--lang", help="zh or en / 语言")]
AsPack = Annotated[bool, typer.Option("--pack", help="One file to print them from / 打印包")]
AsPdf = Annotated[bool, typer.Option("--pdf", help="A PDF file of each letter / 每封PDF")]
Duplex = Annotated[bool, typer.Option("--duplex", help="Each begins on an odd page / 双面打印")]
ByCommunity = Annotated[bool, typer.Option("--by-community", help="A pack for each / 按小区分册")]
PackSize = Annotated[int, typer.Option("--pack-size", min=0, help="Letters in a pack / 每册封数")]
Collector = Annotated[
    list[str] | None, typer.Option("--collector", help="A list for this one, or all / 责任人清单")
]
Posts = Annotated[bool, typer.Option("--posts", help="For gate and desk / 岗位转告单")]
Ticked = Annotated[bool, typer.Option("--ticked", help="Ticked in 欠费 / 只发勾选的")]
Review = Annotated[
    bool, typer.Option("--review", help="List and tick them, write none / 先复核,不生成")
]
ReviewedBy = Annotated[str, typer.Option("--reviewed-by", help="Who reviews / 复核人")]
