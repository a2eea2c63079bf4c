"""What a worker does that dies at some books; light to import, for it is done in new processes."""

import os
import signal
from pathlib import Path

from cuifei.fleet.result import Result, Task


def deadly(task: Task) -> Result:
    """Do nothing but die where the book's name says so: always, or the first time only."""
    path = Path(task.book)
    if "always" in path.name:
        os.kill(os.getpid(), signal.SIGKILL)
    if "once" in path.name and not path.with_suffix(".died").exists():
        path.with_suffix(".died").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return Result(task.book, 0, {"units": 1}, tries=task.tries)
