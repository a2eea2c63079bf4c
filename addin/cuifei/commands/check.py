"""Is this workbook fit for a run? Reads everything, writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cuifei.commands import check_letters, check_templates
from cuifei.commands.opened import Opened, open_book
from cuifei.commands.report import Report
from cuifei.commands.store import Where
from cuifei.domain.codes import UseType
from cuifei.domain.ladder.letter_rows import by_letter
from cuifei.domain.problems import Message, Problem, Step, listed, say, say_n
from cuifei.letters import own_templates
from cuifei.tables import ladder_choice


@dataclass(frozen=True, slots=True)
class Checked:
    """How much of a workbook was understood, and which ladders are on."""

    book: Path
    counts: Mapping[str, int]
    ladders: Mapping[UseType, str]


def check(where: Where, *, letters: bool = False) -> Report[Checked]:
    """Return every Problem of the workbook, with how much of it was understood.

    `letters`: the files of all letters too, against manifests and register, and the office's own
    templates, each tried with a sample.
    """
    return checked(open_book(where), letters=letters)


def checked(opened: Opened, *, letters: bool = False) -> Report[Checked]:
    """Return what `check` says of a workbook that was read."""
    problems = (*opened.problems, *(_of_letters(opened) if letters else ()))
    ledger = opened.ledger
    counts = {
        "units": len(ledger.units),
        "charges": len(ledger.charges),
        "payments": len(ledger.payments),
        "letters": len(by_letter(ledger.letters)),
    }
    sentences = [
        say(
            "Read {units} units, {charges} charges, {payments} payments and {letters} letters.",
            **counts,
        )
    ]
    sentences.append(_ladders(opened))
    if problems:
        sentences.append(
            say_n(
                "{n} place needs a look; the rows named were set aside or noted.",
                "{n} places need a look; the rows named were set aside or noted.",
                len(problems),
            )
        )
        sentences.append(say("When they are corrected: {step}", step=Step("check")))
    else:
        sentences.append(say("Nothing is wrong. Next: {step}", step=Step("flag")))
    result = Checked(opened.book.path.absolute(), counts, opened.policy.ladders)
    return Report(result, problems, tuple(sentences))


def _ladders(opened: Opened) -> Message:
    """Return which ladders are on (R2)."""
    on = ladder_choice.on(opened.policy, opened.book.lang)
    return say("Ladders: {ladders}", ladders=listed(f"{who} {name}" for who, name in on))


def _of_letters(opened: Opened) -> tuple[Problem, ...]:
    templates = own_templates.beside(opened.book.path)
    return (*check_letters.problems(opened), *check_templates.problems(templates))
