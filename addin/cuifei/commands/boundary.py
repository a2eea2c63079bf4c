"""What do the system's errors mean for the user? A clean error with a place and a remedy.

Doors call `attempt`: it runs a command and returns its report, or why it was not done, and says
truly whether the workbook was already written. What is no error of the system is a bug, and
stays one: the door writes it into a log (bug_log.py).
"""

import csv
import errno
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from cuifei.commands.report import Data, R_co, Report, error_data
from cuifei.commands.stopping import Stopped, stoppable
from cuifei.domain.problems import CuifeiError, Message, say
from cuifei.files import damage
from cuifei.workbook import run_log
from cuifei.workbook.swap import NotWhole

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY, errno.ETXTBSY})
_IN_THE_WAY = frozenset({errno.EEXIST, errno.ENOTDIR, errno.EISDIR})


@dataclass(frozen=True, slots=True)
class Failed:
    """A command that was not done, or not to its end: `written` are workbooks that hold its work.

    `exit_code`: 2 with nothing written, 1 where a workbook was.
    """

    error: CuifeiError
    written: tuple[str, ...] = ()
    stopped: bool = False

    @property
    def exit_code(self) -> int:
        """2: not done, nothing written. 1: the workbook is written, something after it failed.

        130: somebody stopped it with Ctrl+C, as programs say everywhere.
        """
        if self.stopped:
            return 130
        return 1 if self.written else 2

    @property
    def data(self) -> Data:
        """The JSON document."""
        data = error_data(self.error)
        return {**data, "written": self.written} if self.written else data

    @property
    def said(self) -> tuple[Message, ...]:
        """What is said besides the error itself."""
        return tuple(
            say("{name} was already written: run the command again, or undo it.", name=name)
            for name in self.written
        )


def attempt(
    task: Callable[[], Report[R_co]], tell: Callable[[Message], None] = lambda message: None
) -> Report[R_co] | Failed:
    """Do a task; return its report, with what it had to leave untidied, or why it failed.

    `tell` hears what the task is at. Ctrl+C ends it where nothing is half written.
    """
    with run_log.watched() as log, stoppable():
        log.tell = tell
        try:
            report = task()
        except KeyboardInterrupt as stop:
            error = stop.error if isinstance(stop, Stopped) else _stopped(bool(log.written))
            return Failed(error, tuple(log.written), stopped=True)
        except Exception as error:
            if (clean := understood(error)) is None:
                raise
            return Failed(clean, tuple(log.written))
    report = replace(report, said=(*report.said, *log.tidied))
    return replace(report, problems=(*report.problems, *log.left))


def _stopped(written: bool) -> CuifeiError:
    if written:
        return CuifeiError(
            say("stopped by you after the writing"), say("Nothing is half done; see below")
        )
    return CuifeiError(
        say("stopped by you; the workbook is as it was"),
        say("Run the command again when you like; what was begun is tidied up then"),
    )


def understood(error: BaseException) -> CuifeiError | None:
    """Return the clean error for what the system, a file or a library refused; None for a bug.

    >>> str(understood(OSError(errno.ENOSPC, "No space left", "D:/台账.xlsx")))
    'the disk is full'
    >>> understood(ZeroDivisionError()) is None
    True
    """
    match error:
        case CuifeiError():
            return error
        case OSError():
            return _system(error)
        case MemoryError():
            return CuifeiError(
                say("this computer has too little memory for this"),
                say("Close other programs, or work on a part of the data"),
            )
        case NotWhole():
            return CuifeiError(
                say("the new file was not whole, and was thrown away"),
                say("The workbook is as it was; run again, and report it if it happens again"),
                str(error),
            )
    if isinstance(error, (zipfile.BadZipFile, zlib.error, EOFError, csv.Error, UnicodeError)):
        return _damaged(str(error))
    return _damaged(str(error)) if damage.is_damage(error) else None


def _system(error: OSError) -> CuifeiError:
    place = str(error.filename or "")
    if error.errno in _FULL:
        return CuifeiError(say("the disk is full"), say("Free some space, and run again"), place)
    if error.errno in _FORBIDDEN or isinstance(error, PermissionError):
        return CuifeiError(
            say("this file or folder may not be read or written"),
            say("Close it in other programs, or ask who may write there; then run again"),
            place,
        )
    if isinstance(error, FileNotFoundError):
        return CuifeiError(
            say("this file or folder is not there"), say("Check the name and the folder"), place
        )
    if error.errno == errno.ENAMETOOLONG:
        return CuifeiError(
            say("a name is too long for this disk"),
            say("Give the workbook or its folder a shorter name, and run again"),
            place,
        )
    if error.errno in _IN_THE_WAY:
        return CuifeiError(
            say("a file stands where a folder should be, or a folder where a file should"),
            say("Move it away, and run again"),
            place,
        )
    return CuifeiError(
        say("the system reports an error: {error}", error=error.strerror or type(error).__name__),
        say("Check the disk or the network drive, and run again"),
        place,
    )


def _damaged(detail: str) -> CuifeiError:
    return CuifeiError(
        say("a file is damaged and cannot be read: {detail}", detail=detail),
        say("Open it in the program that made it and save it again, or take a backup"),
    )
