"""Which errors of the reading libraries mean that a file is damaged?"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree
from python_calamine import CalamineError, PasswordError, WorkbookClosed, ZipError

from cuifei.domain.problems import CuifeiError
from cuifei.ooxml import refusals, sheet_xml

_DAMAGE = (etree.LxmlError, CalamineError, ZipError, PasswordError, WorkbookClosed)
# What else a reader raises on bytes that are not what they promise to be.
_WHILE_READING = (
    *_DAMAGE,
    OSError,
    ValueError,
    LookupError,
    ArithmeticError,
    RuntimeError,
    MemoryError,
    EOFError,
    struct.error,
    zlib.error,
    zipfile.BadZipFile,
    sheet_xml.Unusual,
)


def is_damage(error: BaseException) -> bool:
    """Return whether a library refused a file for what it holds."""
    return isinstance(error, _DAMAGE)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the readers of a file's bytes raise into CuifeiError: protected, or damaged."""
    try:
        yield
    except CuifeiError:
        raise
    except PasswordError as error:
        raise refusals.protected(path) from error
    except _WHILE_READING as error:
        raise refusals.damaged(path) from error
    except BaseException as error:
        # A panic of the Rust reader is not derived from Exception.
        if "Panic" in type(error).__name__:
            raise refusals.damaged(path) from error
        raise
