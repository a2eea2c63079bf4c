"""The commands on the Excel add-in: build, install, uninstall, doctor.

The Excel room is imported only when one of them runs: xlwings alone would
double the time that every other command takes to start.
"""

from pathlib import Path
from typing import Annotated

import typer

from cuifei.cli.options import SPOKEN, Json, Language
from cuifei.cli.speak import run
from cuifei.menu.command_lookup import cli_help

app = typer.Typer(help="The Excel add-in / Excel 加载项", no_args_is_help=True)


@app.command("build")
def build_command(
    path: Annotated[
        Path, typer.Argument(readable=False, metavar="[FILE]", help="Where / 文件")
    ] = Path("cuifei.xlam"),
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """Write cuifei.xlam, the same bytes each time / 生成加载项."""
    from cuifei.excel import addin

    run(lambda: addin.build(path), lang, as_json)


@app.command("install")
def install_command(as_json: Json = False, lang: Language = SPOKEN) -> None:
    """Put the add-in where this user's Excel loads it / 安装."""
    from cuifei.excel import addin, machine

    run(lambda: addin.put(machine.this()), lang, as_json)


@app.command("shortcuts")
def shortcuts_command(
    folder: Annotated[
        Path | None, typer.Argument(readable=False, metavar="[FOLDER]", help="Where / 位置")
    ] = None,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """Buttons for WPS: files to click twice / 为 WPS 生成快捷方式."""
    from cuifei.excel import addin, machine

    run(lambda: addin.write_shortcuts(machine.this(), folder), lang, as_json)


@app.command("uninstall")
def uninstall_command(as_json: Json = False, lang: Language = SPOKEN) -> None:
    """Take the add-in away / 卸载."""
    from cuifei.excel import addin, machine

    run(lambda: addin.remove(machine.this()), lang, as_json)


@app.command("doctor", help=cli_help("addin doctor"))
def doctor_command(
    book: Annotated[
        Path | None, typer.Argument(readable=False, metavar="[BOOK]", help="A workbook / 台账")
    ] = None,
    as_json: Json = False,
    lang: Language = SPOKEN,
) -> None:
    """Look into every known complaint / 自检."""
    from cuifei.excel import addin, machine

    run(lambda: addin.examine(machine.this(), book), lang, as_json)
