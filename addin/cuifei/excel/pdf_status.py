"""How far is the process that makes PDF files? A small file that outlives click and process.

It lies in the folder for temporary files, under a name made of the batch's
folder, so that the batch holds nothing but letters.
"""

import hashlib
import json
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

# A process that says nothing for so long has ended, however it ended.
SILENT_SECONDS = 60.0
RUNNING, DONE, FAILED = "running", "done", "failed"


@dataclass(frozen=True, slots=True)
class Status:
    """What a process last said: how many of how many files, and when (seconds since 1970).

    `said` is the sentence for the clerk, in their language.
    """

    pid: int
    state: str
    done: int = 0
    of: int = 0
    said: str = ""
    beat: float = 0.0

    @property
    def alive(self) -> bool:
        """Whether that process still works."""
        return self.state == RUNNING and time.time() - self.beat < SILENT_SECONDS


def place(folder: Path, suffix: str = ".json") -> Path:
    """Return the status file of a batch, or its companion of that ending."""
    name = hashlib.sha256(str(folder.absolute()).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir(), f"cuifei-pdf-{name}{suffix}")


def write(folder: Path, status: Status) -> None:
    """Say how far it is, whole or not at all."""
    draft = place(folder, ".part")
    draft.write_text(json.dumps(asdict(status)), encoding="utf-8")
    draft.replace(place(folder))


def read(folder: Path) -> Status | None:
    """Return what was said last; None where nothing was."""
    try:
        return Status(**json.loads(place(folder).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None  # never, or by another version: as good as never
