"""Would the office's own templates print papers that may go out? Each is tried with a sample.

The sample is invented; what is wrong is said of the template, one finding for each fault, with
the words around it.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from cuifei.commands import template_problems
from cuifei.domain.codes import Document
from cuifei.domain.problems import CuifeiError, Problem
from cuifei.letters import own_templates, print_letter, sample
from cuifei.letters.wording import WORDINGS


def problems(folder: Path) -> tuple[Problem, ...]:
    """Return what is wrong with the templates in `folder`, each fault once."""
    faults = list(own_templates.strangers(folder))
    for lang, words in WORDINGS.items():
        for document in words.documents:
            faults += _tried(document, lang, folder)
        faults += template_problems.printed_alone(((d, lang) for d in words.documents), folder)
    return tuple(dict.fromkeys(faults))


def _tried(document: str, lang: str, folder: Path) -> Iterator[Problem]:
    place = folder.name
    try:
        path = own_templates.own(folder, document, lang)
        if path is None:
            return
        place = f"{folder.name}/{path.name}"
        wrong = _printed(document, lang, folder)
    except CuifeiError as error:
        wrong = print_letter.unusable(error, "")
    yield from (replace(problem, where=place) for problem in wrong)


def _printed(document: str, lang: str, folder: Path) -> tuple[Problem, ...]:
    """Return what is wrong with the sample of a document, printed with the office's template."""
    if document == Document.STATEMENT:
        return print_letter.print_statement(sample.statement(lang), lang, folder)[1]
    if document == Document.INSTALMENT_AGREEMENT:
        return print_letter.print_agreement(sample.agreement(lang), lang, folder)[1]
    if document == Document.BILL:
        return print_letter.print_bill(sample.bill(lang), lang, folder)[1]
    lists = print_letter.find(document, lang, folder).lists
    return print_letter.print_letter(sample.fitting(document, lang, lists), lang, folder)[1]
