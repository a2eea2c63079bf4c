"""Does every worker see the books, by the same path and with the same cuifei?

A file with a random word is put where the pattern begins; each worker reads it.
"""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import cuifei
from cuifei.domain.problems import CuifeiError, listed, say

NAME = ".cuifei-probe-{}"
Seen = tuple[str, str]


@contextmanager
def planted(root: Path) -> Iterator[tuple[str, Seen]]:
    """Give the probe's path and what a worker must answer; the file goes afterwards."""
    word = secrets.token_hex(8)
    path = root / NAME.format(word)
    path.write_text(word, encoding="utf-8")
    try:
        yield str(path), (word, cuifei.__version__)
    finally:
        path.unlink(missing_ok=True)


def look(path: str) -> Seen:
    """Return what a worker sees there ("": nothing), and its version of cuifei."""
    try:
        word = Path(path).read_text(encoding="utf-8")
    except OSError:
        word = ""
    return word, cuifei.__version__


def ensure(answers: Mapping[str, object], wanted: Seen, root: Path) -> None:
    """Raise CuifeiError where a worker does not see the books, or has another cuifei."""
    bad = {worker: answer for worker, answer in answers.items() if answer != wanted}
    blind = sorted(w for w, answer in bad.items() if not isinstance(answer, tuple) or not answer[0])
    if blind:
        raise CuifeiError(
            say(
                "these workers do not see {folder}: {workers}",
                folder=str(root),
                workers=listed(blind),
            ),
            say(
                "Put the workbooks on storage that every worker has under the same path, with"
                " cuifei installed there; nothing was begun"
            ),
        )
    if bad:
        raise CuifeiError(
            say(
                "these workers have another version of cuifei: {workers}",
                workers=listed(sorted(bad)),
            ),
            say("Install {version} on each; nothing was begun", version=cuifei.__version__),
        )
