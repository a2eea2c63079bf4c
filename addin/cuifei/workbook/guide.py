"""What does the sheet 使用说明 say? What to click for which task, and what each word means."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Words = tuple[str, str]  # Chinese, English
TAB: Words = ("催费", "Fee collection")
MENU: Words = ("选中几行，按右键", "Select rows, right-click")


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


def rows(lang: str) -> Iterator[Mapping[str, str]]:
    """Yield the rows of 使用说明 in a language."""
    # Imported here: the texts are made of the classes above.
    from cuifei.workbook.guide_tasks import TASKS
    from cuifei.workbook.guide_words import WORDS

    said = 1 if lang == "en" else 0
    for section in (TASKS, *WORDS):
        for entry in section.entries:
            button, place = entry.click[said], (MENU if entry.menu else TAB)[said]
            yield {
                "section": section.name[said],
                "topic": entry.topic[said],
                "meaning": entry.meaning[said],
                "click": f"{place} > {button}" if button else "",
                "command": f"cuifei {entry.command}" if entry.command else "",
            }
