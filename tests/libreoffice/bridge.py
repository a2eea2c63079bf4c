"""How is UNO, LibreOffice's own interface, spoken from Python?

`uno` comes with LibreOffice and belongs to the system's Python, so it is
looked for there when it is first needed, and only then.
"""

import importlib
import sys
from functools import cache
from pathlib import Path
from typing import Any

from cuifei.domain.problems import CuifeiError, say

# Where Debian, Fedora and Arch keep the bridge.
_HOMES = (
    "/usr/lib/python3/dist-packages",
    "/usr/lib64/libreoffice/program",
    "/usr/lib/libreoffice/program",
)


@cache
def uno() -> Any:
    """Return the module `uno`. Raises CuifeiError where this Python cannot load it."""
    try:
        return importlib.import_module("uno")
    except ImportError:
        pass
    known = list(sys.path)
    sys.path += [home for home in _HOMES if Path(home, "uno.py").is_file()]
    try:
        return importlib.import_module("uno")
    except ImportError as error:
        raise CuifeiError(
            say("this Python cannot speak to LibreOffice"),
            say("Install LibreOffice with its Python bridge (python3-uno) for Python 3.11"),
        ) from error
    finally:
        sys.path[:] = known


def struct(name: str, **values: object) -> Any:
    """Return a UNO struct of the module com.sun.star with these members."""
    found = uno().createUnoStruct(f"com.sun.star.{name}")
    for member, value in values.items():
        setattr(found, member, value)
    return found


def enum(name: str, value: str) -> Any:
    """Return a value of a UNO enumeration of the module com.sun.star."""
    return uno().Enum(f"com.sun.star.{name}", value)


def properties(**values: object) -> tuple[Any, ...]:
    """Return named arguments as UNO takes them."""
    return tuple(
        struct("beans.PropertyValue", Name=name, Value=value) for name, value in values.items()
    )


def url(path: Path) -> str:
    """Return a file's URL."""
    return str(uno().systemPathToFileUrl(str(path.absolute())))


def path_of(address: str) -> Path:
    """Return the file that a URL names."""
    return Path(uno().fileUrlToSystemPath(address))


def is_failure(error: BaseException) -> bool:
    """Return whether LibreOffice raised that error (its classes are known only at run time)."""
    return "com.sun.star" in f"{type(error).__module__}.{type(error).__qualname__}"
