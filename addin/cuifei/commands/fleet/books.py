"""Which workbooks does a pattern name? Ledgers only: no backups, no lists, no lock files."""

import glob
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cuifei.commands import batch, evidence_folder
from cuifei.domain.keys import natural
from cuifei.domain.problems import CuifeiError, say
from cuifei.letters import own_templates
from cuifei.workbook import journal_files

OURS = frozenset({journal_files.FOLDER, batch.FOLDER, evidence_folder.FOLDER, own_templates.FOLDER})
_LEDGERS = (".xlsx", ".xlsm")
_MAGIC = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Found:
    """The books that a pattern names, in order, and the folder where the pattern begins."""

    root: Path
    books: tuple[Path, ...]


def find(pattern: str, without: Path | None = None) -> Found:
    """Return the books of a pattern such as "folder/**/*.xlsx"; a folder means all in it.

    Each book is there once, however many links lead to it. `without`: a file that is none.
    Raises CuifeiError where the pattern names no book.
    """
    root = _root(pattern)
    if Path(pattern).is_dir():
        pattern = str(Path(glob.escape(pattern), "**", "*.xls[xm]"))
    books = {path.resolve(): None for path in _ledgers(pattern, root)}
    if without:
        books.pop(without.resolve(), None)
    if not books:
        raise CuifeiError(
            say("no workbook matches {pattern}", pattern=pattern),
            say("Name a folder, or a pattern in quotes such as “ledgers/**/*.xlsx”"),
        )
    return Found(root.resolve(), tuple(sorted(books, key=lambda path: natural(str(path)))))


def start(pattern: str) -> Path:
    """Return the folder where a pattern begins, as `find` has it."""
    return _root(pattern).resolve()


def _root(pattern: str) -> Path:
    """Return the deepest folder that the pattern names without a wildcard."""
    if Path(pattern).is_dir():
        return Path(pattern)
    plain: list[str] = []
    for part in Path(pattern).parts[:-1]:
        if _MAGIC & set(part):
            break
        plain.append(part)
    return Path(*plain)


def _ledgers(pattern: str, root: Path) -> Iterator[Path]:
    # Path.glob knows no pattern that begins at a drive.
    for name in glob.iglob(pattern, recursive=True):  # noqa: PTH207
        path = Path(name)
        inside = path.relative_to(root).parts if path.is_relative_to(root) else path.parts
        hidden = any(part.startswith((".", "~")) and part not in ("..", ".") for part in inside)
        if (
            path.suffix.lower() in _LEDGERS
            and not hidden
            and OURS.isdisjoint(inside[:-1])
            and path.is_file()
        ):
            yield path
