"""Who wants to write letters of their own begins with ours: templates beside the workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cuifei.commands.lock import locked
from cuifei.commands.report import Report
from cuifei.commands.store import Where, at
from cuifei.domain.language import DEFAULT
from cuifei.domain.problems import CuifeiError, Message, say, say_n
from cuifei.letters import field_list, own_templates, print_letter
from cuifei.letters.document_names import NAMES
from cuifei.locale import languages


@dataclass(frozen=True, slots=True)
class Templates:
    """The files that are put into the office's folder, and how many were there before."""

    folder: Path
    written: Sequence[Path]
    kept: int


def templates(where: Where, *, lang: str = DEFAULT, dry_run: bool = False) -> Report[Templates]:
    """Put our templates, in all languages, and 域名清单.docx (in `lang`) into 文书模板.

    No file is ever written over: a document that has a template of its own, by whatever name,
    gets none of ours. Raises CuifeiError where the folder cannot be written.
    """
    store = at(where)
    folder = own_templates.beside(store.path)
    with locked(store, dry_run=dry_run):
        wanted = {
            own_templates.file_name(document, lang): print_letter.ours(document, lang).read_bytes
            for document in NAMES
            for lang in languages()
            if not own_templates.has(folder, document, lang)
        }
        if not (folder / own_templates.FIELD_LIST).exists():
            wanted[own_templates.FIELD_LIST] = lambda: field_list.build(lang)
        written = [folder / name for name in wanted]
        if not dry_run:
            _write(folder, {name: make() for name, make in wanted.items()})
    all_files = len(languages()) * len(NAMES) + 1
    result = Templates(folder, written, all_files - len(written))
    return Report(result, (), _sentences(result, dry_run=dry_run))


def _write(folder: Path, files: dict[str, bytes]) -> None:
    try:
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            with (folder / name).open("xb") as file:
                file.write(content)
    except OSError as error:
        raise CuifeiError(
            say("the folder {folder} cannot be written", folder=str(folder)),
            say("Close its files in Word, and try again"),
        ) from error


def _sentences(result: Templates, *, dry_run: bool) -> tuple[Message, ...]:
    folder, written, sentences = result.folder, len(result.written), []
    if dry_run:
        sentences.append(
            say_n(
                "Dry run: {n} file would be written into {folder}; nothing was.",
                "Dry run: {n} files would be written into {folder}; nothing was.",
                written,
                folder=str(folder),
            )
        )
    elif written:
        sentences.append(
            say_n(
                "{n} file is in {folder}. Change it in Word: from now on letters are made from it.",
                "{n} files are in {folder}. Change them in Word: from now on letters are made"
                " from them; delete those that you do not change.",
                written,
                folder=str(folder),
            )
        )
        sentences.append(say("{file} says which fields there are.", file=own_templates.FIELD_LIST))
    if result.kept:
        sentences.append(kept(result))
    return tuple(sentences)


def kept(result: Templates) -> Message:
    """Return how many files were there before."""
    return say_n(
        "{n} file was there already and stays as it is.",
        "{n} files were there already and stay as they are.",
        result.kept,
    )
