"""What is one line of the sheet 使用说明, and one section of it?"""

from collections.abc import Sequence
from dataclasses import dataclass

from cuifei.locale import phrase

Words = tuple[str, str]  # Chinese, English


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `key` names what it explains, such as "blocker:hold" or "sheet:arrears".

    `click` is the label of a button on our tab, or of an item in the `menu` of
    the right mouse button; `command` is what to type instead. `steps`: of a procedure.
    """

    key: str
    topic: Words
    meaning: Words
    click: Words = ("", "")
    command: str = ""
    menu: bool = False
    steps: tuple[Words, ...] = ()

    def means(self, lang: str) -> str:
        """Return the meaning in `lang`."""
        if self.steps:
            return _numbered([phrase(step, lang) for step in self.steps])
        return phrase(self.meaning, lang)


def task(
    key: str,
    topic: Words,
    chinese: Sequence[str],
    english: Sequence[str],
    click: Words = ("", ""),
    command: str = "",
    menu: bool = False,
) -> Entry:
    """Return the line of a task, whose explanation is a procedure: a numbered step on each line.

    >>> task("x", ("看", "Look"), ("开", "看"), ("Open.", "Look.")).meaning[1]
    '1. Open.\\n2. Look.'
    """
    meaning = (_numbered(chinese), _numbered(english))
    steps = tuple(zip(chinese, english, strict=True))
    return Entry(f"task:{key}", topic, meaning, click, command, menu, steps)


def _numbered(steps: Sequence[str]) -> str:
    return "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))


@dataclass(frozen=True, slots=True)
class Section:
    """Entries that belong together, under one name."""

    name: Words
    entries: Sequence[Entry]
