r"""What is a letter's file called, so that every system can store it and a clerk can find it?

The number comes first and is unique, so two owners of one name never share a
file. Names are safe on Windows: no reserved word, none of \/:*?"<>|, no
control or direction characters, no point or space at the end.
Where the folder's own path is so long that the file could not be opened, it is not written.

>>> name("PT-2026-0001", "3-2-101", "甲一", "催费函")
'PT-2026-0001 3-2-101 甲一 催费函.docx'
"""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from cuifei.domain.problems import Problem, say

_LONGEST = 120  # characters
_LONGEST_BYTES = 240  # a Linux file name has 255 bytes; ".pdf" and a temporary suffix need some
_LONGEST_PATH = 250  # characters; Windows takes 259, ".pdf" and Word's own lock file need some
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=$|[.\s])")


def name(number: str, unit: str, owner: str, document_word: str, suffix: str = ".docx") -> str:
    """Return the file name of a letter, number first; long names lose the end of the owner's.

    Two numbers that differ only in characters a file name cannot hold give
    different names as long as the number has plain characters, as ours have.
    """
    head, tail = begins(number, unit), f" {safe(document_word)}"
    room = _LONGEST - len(suffix) - len(tail)
    room_bytes = _LONGEST_BYTES - len((suffix + tail).encode())
    stem = _shortened(f"{head} {safe(owner)}", room, room_bytes)
    whole = re.sub(r"\s+", " ", stem + tail).strip(" .")
    return _RESERVED.sub(r"_\1", whole) + suffix


def begins(number: str, unit: str) -> str:
    """Return what a file's name begins with; the owner and the document follow.

    >>> begins("PT-2026-0001", "3-2-101")
    'PT-2026-0001 3-2-101'
    """
    return f"{safe(number)} {safe(unit)}"


def several(units: Sequence[str]) -> str:
    """Return how a file's name says which units it is about: the first, and how many more.

    >>> several(["3-2-101"]), several(["3-2-101", "3-2-102", "B1-7"])
    ('3-2-101', '3-2-101+2')
    """
    more = len(units) - 1
    return units[0] + (f"+{more}" if more else "")


def too_long(path: Path, where: str) -> tuple[Problem, ...]:
    """Return a Problem where Word on Windows could not open a file because its path is too long.

    >>> too_long(Path("D:/x/a.docx"), "3-2-101"), len(too_long(Path("D:/" + "x" * 260), "3-2-101"))
    ((), 1)
    """
    length = len(str(path).encode("utf-16-le")) // 2
    if length <= _LONGEST_PATH:
        return ()
    return (
        Problem(
            where,
            say(
                "the letter's file would have a path of {n} characters, too long to open", n=length
            ),
            say("Move the workbook into a folder with a shorter path"),
        ),
    )


def safe(value: str) -> str:
    """Return a text as a file's name can hold it on every system.

    >>> safe("甲一/甲二: 样例.")
    '甲一_甲二_ 样例'
    """
    plain = unicodedata.normalize("NFC", value)
    plain = "".join(
        " " if ch.isspace() else ch
        for ch in plain
        if ch.isspace() or unicodedata.category(ch) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    return _FORBIDDEN.sub("_", plain).strip(" .")


def _shortened(value: str, room: int, room_bytes: int) -> str:
    value = value[:room]
    while len(value.encode()) > room_bytes:
        value = value[:-1]
    return value.rstrip(" .")
