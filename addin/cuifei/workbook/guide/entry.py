"""What is one line of the sheet 使用说明, and one section of it?"""

from collections.abc import Sequence
from dataclasses import dataclass

Words = tuple[str, str]  # Chinese, English


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `key` names what it explains, such as "blocker:hold" or "sheet:arrears".

    `click` is the label of a button on our tab, or of an item in the `menu` of
    the right mouse button; `command` is what to type instead.
    """

    key: str
    topic: Words
    meaning: Words
    click: Words = ("", "")
    command: str = ""
    menu: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Entries that belong together, under one name."""

    name: Words
    entries: Sequence[Entry]
