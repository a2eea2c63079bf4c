"""Which template prints this letter, and is what it prints fit to be sent?

`folder` is the office's own templates, which take precedence over ours (see
`own_templates`); what is wrong with one of these names its file.
"""

from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path

from cuifei.domain.codes import Document
from cuifei.domain.papers.agreement import Agreement
from cuifei.domain.papers.bill import Bill
from cuifei.domain.papers.demand import Demand
from cuifei.domain.papers.statement import Statement
from cuifei.domain.problems import CuifeiError, Problem, say
from cuifei.letters import (
    agreement_paper,
    bill_paper,
    own_templates,
    quoted,
    statement_paper,
    template,
)
from cuifei.letters.fields import Fields, Lists, fields
from cuifei.letters.findings import Unfit, as_in_ours
from cuifei.letters.lint import OF_PAPERS, lint, rows
from cuifei.locale import language, languages

# Installed, the templates lie in the package; in a checkout, at the top.
_FOLDERS = tuple(Path(__file__).parents[up] / "letter_templates" for up in (1, 3))


def print_letter(
    demand: Demand, lang: str, folder: Path | None = None
) -> tuple[bytes, tuple[Problem, ...]]:
    """Return a letter as the bytes of a .docx, and what is wrong with it; send none that has any.

    CuifeiError where no template of the document and language is usable.
    """
    compiled = find(demand.document, lang, folder)
    values, lists = fields(demand, lang)
    try:
        content, printed = compiled.render(values, lists), compiled.text(values, lists)
    except CuifeiError:
        if not compiled.unknown(values, lists):
            raise
        content, printed = b"", ""  # the lint names all unknown fields
    problems = lint(demand, compiled, values, lists, printed)
    return content, _located(problems, folder, demand.document, lang)


def _located(
    problems: tuple[Problem, ...], folder: Path | None, document: str, lang: str
) -> tuple[Problem, ...]:
    """Return the problems with the office's own template, if there is one, in their places."""
    if (
        not problems
        or folder is None
        or (path := own_templates.own(folder, document, lang)) is None
    ):
        return problems
    line = partial(quoted.line, find(document, lang).words)
    return tuple(
        Problem(f"{p.where} {folder.name}/{path.name}", *as_in_ours((p.what, p.remedy), line))
        for p in problems
    )


def print_statement(
    statement: Statement, lang: str, folder: Path | None = None
) -> tuple[bytes, tuple[Problem, ...]]:
    """Return a statement of account as the bytes of a .docx, and what is wrong with it."""
    place = f"{statement.unit.unit} {statement.number}"
    content = statement_paper.fields(statement, lang)
    check = partial(statement_paper.lint, statement)
    return _paper(Document.STATEMENT, lang, folder, place, content, check)


def print_agreement(
    agreement: Agreement, lang: str, folder: Path | None = None
) -> tuple[bytes, tuple[Problem, ...]]:
    """Return an instalment agreement as the bytes of a .docx, and what is wrong with it."""
    place = f"{agreement.unit.unit} {agreement.number}"
    content = agreement_paper.fields(agreement, lang)
    check = partial(agreement_paper.lint, agreement)
    return _paper(Document.INSTALMENT_AGREEMENT, lang, folder, place, content, check)


def print_bill(
    bill: Bill, lang: str, folder: Path | None = None
) -> tuple[bytes, tuple[Problem, ...]]:
    """Return a bill as the bytes of a .docx, and what is wrong with it."""
    content = bill_paper.fields(bill, lang)
    check = partial(bill_paper.lint, bill)
    return _paper(Document.BILL, lang, folder, bill.unit.unit, content, check)


def _paper(
    document: str,
    lang: str,
    folder: Path | None,
    place: str,
    content: tuple[Fields, Lists],
    check: Callable[[str], tuple[Problem, ...]],
) -> tuple[bytes, tuple[Problem, ...]]:
    """Return a paper that is no letter, and what is wrong with its words and its template."""
    compiled = find(document, lang, folder)
    values, lists = content
    findings = (*compiled.left, *rows(compiled, values, lists, OF_PAPERS[document]))
    of_template = tuple(Problem(place, what, remedy) for what, remedy in findings)
    problems = (*check(compiled.text(values, lists)), *of_template)
    return compiled.render(values, lists), _located(problems, folder, document, lang)


def find(document: str, lang: str, folder: Path | None = None) -> template.Template:
    """Return the compiled template of a document; compiled again only where the file changed.

    CuifeiError, naming the file, where the office's own template cannot be used: its letters
    are never printed with ours instead.
    """
    if folder is not None and (path := own_templates.own(folder, document, lang)):
        return _compiled_own(path)
    path = ours(document, lang)
    return _compiled(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)  # it is asked for every letter; where there is none, nothing is kept
def ours(document: str, lang: str) -> Path:
    """Return the file of our own template of a document; CuifeiError where there is none.

    A language has its templates beside its catalogue, else among ours; where one is missing,
    that of the language which it is like stands in.
    """
    name = f"{document}.{lang}.docx"
    names, homes = [name], [*_FOLDERS]
    if lang in languages():
        names.append(f"{document}.{language(lang).like}.docx")
        homes.insert(0, language(lang).folder)
    for path in (home / own for own in names for home in homes):
        if path.is_file():
            return path
    home = next((folder for folder in _FOLDERS if folder.is_dir()), _FOLDERS[0])
    raise CuifeiError(
        say("there is no letter template {name}", name=name),
        say("Put it into the folder {folder}, or choose another language", folder=str(home)),
    )


def unusable(error: CuifeiError, place: str) -> tuple[Problem, ...]:
    """Return each fault of a template that cannot be used, for the paper at `place`."""
    findings = error.findings if isinstance(error, Unfit) else ((error.what, error.remedy),)
    where = f"{place} {error.where}".strip()
    return tuple(Problem(where, what, remedy) for what, remedy in findings)


def _compiled_own(path: Path) -> template.Template:
    try:
        return _compiled(path, path.stat().st_mtime_ns)
    except CuifeiError as error:
        findings = error.findings if isinstance(error, Unfit) else ((error.what, error.remedy),)
        named = [
            (say("the template {file}: {what}", file=path.name, what=what), remedy)
            for what, remedy in findings
        ]
        unfit = Unfit(named)
        unfit.where = f"{path.parent.name}/{path.name}"
        raise unfit from error
    except OSError as error:
        raise CuifeiError(
            say("the template {file} cannot be read", file=path.name),
            say("Close it in Word, and try again"),
        ) from error


@lru_cache(maxsize=32)
def _compiled(path: Path, _changed: int) -> template.Template:
    return template.compile(path)
