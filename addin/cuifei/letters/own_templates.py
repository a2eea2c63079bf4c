"""Which of an office's own templates stand in for ours?

They lie in a folder beside the workbook, named as ours are (final_notice.zh.docx)
or as the document is called (限期缴费通知书.docx). What is in the folder and
stands for no document is reported: it would be believed to be in use. Labels, envelopes and
cover lists are always ours.
"""

from collections.abc import Iterable
from pathlib import Path

from cuifei.domain.problems import CuifeiError, Problem, say
from cuifei.letters.wording import WORDINGS

FOLDER = "文书模板"
_OWN_LOCK = ("~$", ".")  # what Word and LibreOffice leave beside a file that is open


def beside(book: Path) -> Path:
    """Return the folder of a workbook's own templates, which need not be there."""
    return book.absolute().parent / FOLDER


def own(folder: Path, document: str, lang: str) -> Path | None:
    """Return the office's own template of a document; CuifeiError where there are two."""
    found = [path for name in _names(document, lang) if (path := folder / name).is_file()]
    if len(found) > 1:
        raise CuifeiError(
            say(
                "there are two templates of one document: {first} and {second}",
                first=found[0].name,
                second=found[1].name,
            ),
            say("Keep one of them in the folder {folder}", folder=str(folder)),
        )
    return found[0] if found else None


def strangers(folder: Path) -> tuple[Problem, ...]:
    """Return a Problem for each file of the folder that is used for no document."""
    if not folder.is_dir():
        return ()
    known = {
        name
        for lang, words in WORDINGS.items()
        for document in words.documents
        for name in _names(document, lang)
    }
    return tuple(_stranger(path) for path in _files(folder) if path.name not in known)


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
            name=_names("final_notice", "zh")[1],
        ),
    )


def _names(document: str, lang: str) -> tuple[str, ...]:
    """Return the file names under which a template is looked for."""
    title = WORDINGS[lang].documents.get(document)
    return (f"{document}.{lang}.docx", *([f"{title}.docx"] if title else []))
