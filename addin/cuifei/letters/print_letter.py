"""Which template prints this letter, and is what it prints fit to be sent?"""

from functools import lru_cache
from pathlib import Path

from cuifei.domain.agreement import Agreement
from cuifei.domain.demand import Demand
from cuifei.domain.problems import CuifeiError, Problem, say
from cuifei.domain.statement import Statement
from cuifei.letters import agreement_paper, statement_paper, template
from cuifei.letters.fields import fields
from cuifei.letters.lint import lint

# Installed, the templates lie in the package; in a checkout, at the top.
_FOLDERS = tuple(Path(__file__).parents[up] / "letter_templates" for up in (1, 3))


def print_letter(demand: Demand, lang: str) -> tuple[bytes, tuple[Problem, ...]]:
    """Return a letter as the bytes of a .docx, and what is wrong with it; send none that has any.

    CuifeiError where there is no usable template for the document and language.
    """
    compiled = find(demand.document, lang)
    values, lists = fields(demand, lang)
    content = compiled.render(values, lists)
    return content, lint(demand, compiled, values, lists, compiled.text(values, lists))


def print_statement(statement: Statement, lang: str) -> tuple[bytes, tuple[Problem, ...]]:
    """Return a statement of account as the bytes of a .docx, and what is wrong with it."""
    compiled = find("statement", lang)
    values, lists = statement_paper.fields(statement, lang)
    content = compiled.render(values, lists)
    return content, statement_paper.lint(statement, compiled.text(values, lists))


def print_agreement(agreement: Agreement, lang: str) -> tuple[bytes, tuple[Problem, ...]]:
    """Return an instalment agreement as the bytes of a .docx, and what is wrong with it."""
    compiled = find("instalment_agreement", lang)
    values, lists = agreement_paper.fields(agreement, lang)
    content = compiled.render(values, lists)
    return content, agreement_paper.lint(agreement, compiled.text(values, lists))


def find(document: str, lang: str) -> template.Template:
    """Return the compiled template of a document; compiled again only where the file changed."""
    name = f"{document}.{lang}.docx"
    for folder in _FOLDERS:
        if (path := folder / name).is_file():
            return _compiled(path, path.stat().st_mtime_ns)
    home = next((folder for folder in _FOLDERS if folder.is_dir()), _FOLDERS[0])
    raise CuifeiError(
        say("there is no letter template {name}", name=name),
        say("Put it into the folder {folder}, or choose another language", folder=str(home)),
    )


@lru_cache(maxsize=32)
def _compiled(path: Path, _changed: int) -> template.Template:
    return template.compile(path)
