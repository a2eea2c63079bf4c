"""What did the last clicks do? A small file for whoever is asked for help.

A clerk is never shown a traceback: a box names this file, and the office's
computer person sends it on. It lies with the temporary files and stays small.
"""

import tempfile
import traceback
from datetime import datetime
from pathlib import Path

NAME = "cuifei-excel.log"
_KEPT = 200_000  # characters: some hundred runs, or some fifty failures


def place() -> Path:
    """Return where the file is."""
    return Path(tempfile.gettempdir(), NAME)


def note(started: datetime, tag: str, book: str, error: BaseException | None = None) -> Path:
    """Add one click, with the traceback of what went wrong; return the file."""
    lines = [f"{started.isoformat(timespec='seconds')} {tag} {book}"]
    if error is not None:
        lines += traceback.format_exception(error)
    path = place()
    logged = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    whole = logged + "\n".join(line.rstrip("\n") for line in lines) + "\n"
    path.write_text(whole[-_KEPT:], encoding="utf-8")
    return path
