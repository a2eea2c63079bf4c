"""Faults below a command: at the n-th call to the system it is killed, or the call fails.

The command runs in a forked child, so that a kill is a kill: no `finally`, no `except`. Calls are
seen by an audit hook (every open, rename, remove, mkdir, chmod that names a path in the folder
under test, from Python and from its C modules) and by a patched `os.fsync`. Nothing of the
product is imported here.
"""

import errno
import os
import pickle
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

KILLED = 137
EVENTS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate"}
ERRORS = (errno.ENOSPC, errno.EACCES, errno.EIO, errno.EROFS)


@dataclass(frozen=True)
class Ended:
    """How a child ended: its result or its traceback, and how many calls it made."""

    result: object = None
    traceback: str = ""
    killed: bool = False
    calls: tuple[str, ...] = ()


class Watch:
    """Counts the calls that touch a folder, and lets the n-th one fail."""

    def __init__(self, folder: Path, nth: int, fault: str, code: int) -> None:
        self.folder, self.nth, self.fault, self.code = str(folder), nth, fault, code
        self.calls: list[str] = []
        self.on = False

    def hook(self, event: str, args: tuple[object, ...]) -> None:
        if self.on and event in EVENTS:
            paths = [os.fsdecode(a) for a in args[:2] if isinstance(a, (str, bytes, os.PathLike))]
            if any(path.startswith(self.folder) for path in paths):
                self.call(event, paths[0])

    def call(self, event: str, path: str) -> None:
        self.calls.append(f"{event} {Path(path).name}")
        if len(self.calls) == self.nth:
            if self.fault == "kill":
                os._exit(KILLED)
            raise OSError(self.code, os.strerror(self.code), path)


def run(
    folder: Path,
    task: Callable[[], object],
    *,
    nth: int = 0,
    fault: str = "kill",
    code: int = errno.ENOSPC,
) -> Ended:
    """Run a task in a child, with a fault at its n-th call (0: none), and return how it ended."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        _in_child(Watch(folder, nth, fault, code), task, write)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        answer = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) == KILLED:
        return Ended(killed=True)
    return pickle.loads(answer)


def _in_child(watch: Watch, task: Callable[[], object], write: int) -> None:
    sync = os.fsync

    def synced(number: int) -> None:
        if watch.on:
            watch.call("os.fsync", str(number))
        sync(number)

    os.fsync = synced
    sys.addaudithook(watch.hook)
    result, trace = None, ""
    watch.on = True
    try:
        result = task()
    except BaseException:
        trace = traceback.format_exc()
    watch.on = False
    with os.fdopen(write, "wb") as pipe:
        pickle.dump(Ended(result, trace, False, tuple(watch.calls)), pipe)
    os._exit(0)
