"""Which workbooks does a pattern name? Ledgers only: no backups, no lists, no lock files."""

import glob
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cuifei.commands import batch, evidence_folder
from cuifei.domain.keys import natural
from cuifei.domain.problems import CuifeiError, say
from cuifei.fleet import summary
from cuifei.letters import own_templates
from cuifei.workbook import journal_files

OURS = frozenset({journal_files.FOLDER, batch.FOLDER, evidence_folder.FOLDER, own_templates.FOLDER})
_LEDGERS = (".xlsx", ".xlsm")
_MAGIC = frozenset("*?[")
# How a pattern may end, and the same in either case: Windows asks for none, and Linux does.
_ENDINGS = {"x": "[xX]", "m": "[mM]", "[xm]": "[xXmM]", "*": "*"}


@dataclass(frozen=True, slots=True)
class Found:
    """The books that a pattern names, in order, and the folder where the pattern begins."""

    root: Path
    books: tuple[Path, ...]


def find(pattern: str) -> Found:
    """Return the books of a pattern such as "folder/**/*.xlsx"; a folder means all in it.

    Each book is there once, however many links lead to it; a summary of ours is none.
    Raises CuifeiError where the pattern names no book.
    """
    root = _root(pattern)
    named = {path.resolve(): None for path in _ledgers(_wild(pattern, root), root)}
    books = [path for path in named if not summary.is_ours(path)]
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
    """Return the deepest folder that the pattern names without a wildcard.

    A folder or a file that is there by a name such as 台账[1] is meant by it.
    """
    path = Path(pattern)
    if path.is_dir():
        return path
    if path.is_file():
        return path.parent
    plain: list[str] = []
    for part in path.parts[:-1]:
        if _MAGIC & set(part) and not Path(*plain, part).is_dir():
            break
        plain.append(part)
    return Path(*plain)


def _wild(pattern: str, root: Path) -> str:
    """Return the pattern in which only what was meant as a wildcard is one."""
    path = Path(pattern)
    if path.is_dir():
        parts: tuple[str, ...] = ("**", "*.xls[xm]")
    elif path.is_file():
        parts = (glob.escape(path.name),)
    else:
        parts = path.parts[len(root.parts) :]
    whole = str(Path(glob.escape(str(root)), *parts))
    return re.sub(
        r"\.xls(x|m|\[xm\]|\*)$",
        lambda ending: f".[xX][lL][sS]{_ENDINGS[ending[1].lower()]}",
        whole,
        flags=re.IGNORECASE,
    )


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
