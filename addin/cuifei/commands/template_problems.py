"""What is wrong with the office's own templates, said once for each and not for each letter?

A batch of 29 letters from one broken template has one fault, and it lies in the template: its
file is the place, and the units that are held are in the report. What differs only by the
letter's own amounts is one fault too.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from cuifei.commands.enclosures import STATEMENT, WITH_STATEMENT
from cuifei.domain.problems import CuifeiError, Problem, say
from cuifei.letters import own_templates, print_letter

# What a finding says of a single letter.
_OF_LETTER = ("word", "value", "total", "lines", "capitals", "last", "day")


def once(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems, those that several letters of one template share as one."""
    groups: dict[object, list[Problem]] = {}
    for number, problem in enumerate(problems):
        _, separator, file = problem.where.partition(f" {own_templates.FOLDER}/")
        shared = (file, problem.what.text, _params(problem), str(problem.remedy))
        groups.setdefault(shared if separator else number, []).append(problem)
    return [
        Problem(_file(group[0]), group[0].what, group[0].remedy) if len(group) > 1 else group[0]
        for group in groups.values()
    ]


def _params(problem: Problem) -> tuple[tuple[str, str], ...]:
    params = problem.what.params
    return tuple((name, str(param)) for name, param in params.items() if name not in _OF_LETTER)


def _file(problem: Problem) -> str:
    folder = own_templates.FOLDER
    return folder + problem.where.rpartition(folder)[2]


def printed_alone(wanted: Iterable[tuple[str, str]], folder: Path) -> list[Problem]:
    """Return a Problem for each own template whose letters no print pack can hold.

    `wanted`: the documents and languages that are about to be written.
    """
    used = dict.fromkeys(wanted)
    papers = [(STATEMENT, lang) for document, lang in used if document in WITH_STATEMENT]
    return [
        problem for pair in dict.fromkeys([*used, *papers]) for problem in _alone(*pair, folder)
    ]


def _alone(document: str, lang: str, folder: Path) -> Sequence[Problem]:
    try:
        path = own_templates.own(folder, document, lang)
        why = print_letter.find(document, lang, folder).alone if path else None
    except CuifeiError:
        return ()  # the letters say so
    if path is None or why is None:
        return ()
    return [
        Problem(
            f"{folder.name}/{path.name}",
            say("its letters go into no print pack: {why}", why=why),
            say("Print these letters by themselves, or change the template"),
        )
    ]
