"""Where does a bug leave its trace, so that a clerk can send it and nobody reads it on screen?"""

import os
import tempfile
import traceback
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from cuifei.domain.problems import CuifeiError, say

FOLDER = "cuifei-log"


def write(error: BaseException, words: Sequence[str], now: datetime) -> CuifeiError:
    """Write the traceback of a bug into a file of this user, and return the error that names it.

    `words`: what was asked for, as on the command line. The log holds no row of the workbook.
    """
    lines = (now.isoformat(), " ".join(words), *traceback.format_exception(error))
    for home in (Path.home() / f".{FOLDER}", Path(tempfile.gettempdir()) / FOLDER):
        try:
            home.mkdir(parents=True, exist_ok=True)
            file = _new(home, f"{now:%Y%m%d-%H%M%S}", "\n".join(lines))
        except OSError:
            continue
        return _error(error, str(file))
    return _error(error, "")


def _new(home: Path, stem: str, text: str) -> Path:
    """Write a file that was not there: the books of a fleet fail in the same second."""
    for name in (stem, *(f"{stem}-{place}" for place in range(2, 1000))):
        file = home / f"{name}.log"
        with suppress(FileExistsError):
            number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(number, "w", encoding="utf-8", errors="backslashreplace") as log:
                log.write(text)
            return file
    return file


def _error(error: BaseException, file: str) -> CuifeiError:
    return CuifeiError(
        say("cuifei itself made a mistake: {error}", error=type(error).__name__),
        say("Nothing more was written; send this file to whoever looks after cuifei"),
        file,
    )
