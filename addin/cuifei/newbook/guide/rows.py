"""What does the sheet 使用说明 say? What to click for which task, and what each word means."""

from collections.abc import Iterator, Mapping

from cuifei.newbook.guide.entry import Words
from cuifei.newbook.guide.tasks import TASKS
from cuifei.newbook.guide.words import WORDS

TAB: Words = ("催费", "Fee collection")
MENU: Words = ("选中几行，按右键", "Select rows, right-click")


def rows(lang: str) -> Iterator[Mapping[str, str]]:
    """Yield the rows of 使用说明 in a language."""
    said = 1 if lang == "en" else 0
    for section in (*TASKS, *WORDS):
        for entry in section.entries:
            button, place = entry.click[said], (MENU if entry.menu else TAB)[said]
            yield {
                "section": section.name[said],
                "topic": entry.topic[said],
                "meaning": entry.meaning[said],
                "click": f"{place} > {button}" if button else "",
                "command": f"cuifei {entry.command}" if entry.command else "",
            }
