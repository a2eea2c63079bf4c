"""What is said where the words of a command line are not understood, and nobody reads but JSON?"""

import sys
from collections.abc import Sequence
from typing import Any, cast

import typer
from typer.core import TyperGroup

from cuifei.cli.help_text import language
from cuifei.domain.problems import CuifeiError, say
from cuifei.locale import translator

# UsageError of the click that typer brings along, whichever that is.
_NOT_UNDERSTOOD = cast("type[Exception]", typer.BadParameter.__mro__[1])


class Program(TyperGroup):
    """The commands as one program: with --json it answers with one document even then."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command line, as click does; leave with its exit code."""
        words = list(sys.argv[1:] if args is None else args)
        alone = standalone_mode and "--json" in words
        try:
            code = super().main(
                args,
                prog_name,
                complete_var,
                standalone_mode and not alone,
                windows_expand_args,
                **extra,
            )
        except _NOT_UNDERSTOOD as error:
            if not alone:
                raise
            _answer(cast(Any, error).format_message(), language(words, {}))
            code = 2
        except typer.Abort:  # Ctrl+C before a command's work, or after it
            if not alone:
                raise
            code = 130
        if alone:
            sys.exit(code or 0)
        return code


def _answer(detail: str, lang: str) -> None:
    from cuifei.cli.speak import print_json
    from cuifei.commands.report import error_data, plain

    error = CuifeiError(
        say("the command line is not understood: {detail}", detail=detail),
        say("Look up what it takes: cuifei --help"),
    )
    print_json(plain(error_data(error), translator(lang)))
