"""Which of an office's own templates stand in for ours?

They lie in a folder beside the workbook, named as ours are (final_notice.zh.docx)
or as the document is called (限期缴费通知书.docx, see domain/document_names). What is in the
folder and stands for no document is reported: it would be believed to be in use. Labels,
envelopes and cover lists are always ours.
"""

from collections.abc import Iterable
from pathlib import Path

from cuifei.domain.codes import Document
from cuifei.domain.language import DEFAULT
from cuifei.domain.problems import CuifeiError, Problem, say
from cuifei.letters.document_names import NAMES, same

FOLDER = "文书模板"
FIELD_LIST = "域名清单.docx"  # the list of fields that lies there for who writes a template
_OWN_LOCK = ("~$", ".")  # what Word and LibreOffice leave beside a file that is open


def beside(book: Path) -> Path:
    """Return the folder of a workbook's own templates, which need not be there."""
    return book.absolute().parent / FOLDER


def has(folder: Path, document: str, lang: str) -> bool:
    """Return whether the office has a template of a document, by whatever name."""
    names = _names(document, lang)
    return folder.is_dir() and any(same(path.name) in names for path in _files(folder))


def own(folder: Path, document: str, lang: str) -> Path | None:
    """Return the office's own template of a document; CuifeiError where there are two."""
    if not folder.is_dir():
        return None
    names = _names(document, lang)
    templates = [path for path in _files(folder) if same(path.name) in names]
    if len(templates) > 1:
        raise CuifeiError(
            say(
                "there are two templates of one document: {first} and {second}",
                first=templates[0].name,
                second=templates[1].name,
            ),
            say("Keep one of them in the folder {folder}", folder=str(folder)),
        )
    return templates[0] if templates else None


def strangers(folder: Path) -> tuple[Problem, ...]:
    """Return a Problem for each file of the folder that is used for no document."""
    if not folder.is_dir():
        return ()
    known = {
        name
        for document, langs in NAMES.items()
        for lang in langs
        for name in _names(document, lang)
    }
    known.add(same(FIELD_LIST))
    return tuple(_stranger(path) for path in _files(folder) if same(path.name) not in known)


def _files(folder: Path) -> Iterable[Path]:
    return sorted(
        path for path in folder.iterdir() if path.is_file() and not path.name.startswith(_OWN_LOCK)
    )


def _stranger(path: Path) -> Problem:
    return Problem(
        f"{path.parent.name}/{path.name}",
        say("this file is the template of no document, so it is not used"),
        say(
            "Name it as the document is called, such as {name}, and save it as .docx",
            name=file_name(Document.FINAL_NOTICE, DEFAULT),
        ),
    )


def file_name(document: str, lang: str) -> str:
    """Return the name that a template gets when we put it into the folder.

    >>> file_name("collection_letter", "zh"), file_name("lawyer_letter", "en")
    ('催费函.docx', 'Lawyer’s letter.docx')
    """
    return f"{NAMES[document][lang][0]}.docx"


def _names(document: str, lang: str) -> frozenset[str]:
    """Return the file names under which a template is looked for, made comparable."""
    names = NAMES[document][lang] if document in NAMES else ()
    return frozenset(same(f"{name}.docx") for name in (f"{document}.{lang}", *names))
