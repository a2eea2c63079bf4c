"""Is a JSON file of ours of the shape in which we write it? Looked at before anything is done.

A shape is a type, a tuple of types, a test of one value, [shape] for a list of any length, or
{key: shape} for a mapping: a key that ends with "?" may be missing, and others may be there.
"""

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, TypeAlias

Shape: TypeAlias = "type | tuple[type, ...] | list[Shape] | Mapping[str, Shape] | Test"
Test: TypeAlias = "Callable[[Any], bool]"
# What reading a JSON file raises that is damaged, or no JSON at all.
DAMAGED = (
    *(OSError, ValueError, LookupError, TypeError, AttributeError),
    *(ArithmeticError, RecursionError),
)


def ensure(value: Any, shape: Any, place: str = "") -> None:
    """Raise ValueError, with the place, where a value has another shape.

    >>> ensure({"a": [1, 2], "c": 3}, {"a": [int], "b?": str})
    """
    if isinstance(shape, Mapping):
        _ensure_kind(value, dict, place)
        for name, inner in shape.items():
            key = name.removesuffix("?")
            if key in value or key == name:
                ensure(value.get(key), inner, f"{place}/{key}")
    elif isinstance(shape, list):
        _ensure_kind(value, list, place)
        for number, item in enumerate(value):
            ensure(item, shape[0], f"{place}/{number}")
    elif isinstance(shape, (type, tuple)):
        _ensure_kind(value, shape, place)
    elif not shape(value):
        raise ValueError(place)


def _ensure_kind(value: Any, kind: type | tuple[type, ...], place: str) -> None:
    kinds = kind if isinstance(kind, tuple) else (kind,)
    if type(value) not in kinds:
        raise ValueError(f"{place}: {type(value).__name__}")


def is_name(value: Any) -> bool:
    """Return whether a value names a file below a folder, and nothing outside of it.

    >>> is_name("催函 3-2.docx"), is_name("物业　台账.xlsx"), is_name("../台账.xlsx"), is_name("")
    (True, True, False, False)
    """
    if not isinstance(value, str) or any(ord(sign) < 32 or ord(sign) == 127 for sign in value):
        return False
    path = PurePosixPath(value)
    outside = path.is_absolute() or PureWindowsPath(value).drive or ".." in path.parts
    return bool(path.name) and not outside and "\\" not in value
