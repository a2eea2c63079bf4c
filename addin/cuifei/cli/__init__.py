"""The command line: a door. Each room of commands is a module; here they become one program."""

import sys

import typer

from cuifei.cli import (
    addin,
    adopting,
    book,
    charging,
    fleet,
    help_text,
    legal,
    papers,
    posting,
    program,
    receiving,
)

app = typer.Typer(
    name="cuifei",
    cls=program.Program,
    help="催费: flag arrears, write letters, one lawyer letter at a time / 物业费催收",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.registered_commands += book.app.registered_commands
app.registered_commands += adopting.app.registered_commands
app.registered_commands += posting.app.registered_commands
app.registered_commands += papers.app.registered_commands
app.registered_commands += receiving.app.registered_commands
app.registered_commands += charging.app.registered_commands
app.add_typer(legal.app, name="legal")
app.add_typer(fleet.app, name="fleet")
app.add_typer(addin.app, name="addin")


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    if help_text.asked(sys.argv[1:]):
        help_text.show(app, sys.argv[1:])
    app()
