"""What does the sheet 使用说明 say? What to click for which task, and what each word means."""

from collections.abc import Iterator, Mapping

from cuifei.locale import phrase
from cuifei.newbook.guide.entry import Words
from cuifei.newbook.guide.tasks import TASKS
from cuifei.newbook.guide.words import WORDS

TAB: Words = ("催费", "Fee collection")
MENU: Words = ("选中几行，按右键", "Select rows, right-click")


def rows(lang: str) -> Iterator[Mapping[str, str]]:
    """Yield the rows of 使用说明 in a language."""
    for section in (*TASKS, *WORDS):
        for entry in section.entries:
            button, place = phrase(entry.click, lang), phrase(MENU if entry.menu else TAB, lang)
            yield {
                "section": phrase(section.name, lang),
                "topic": phrase(entry.topic, lang),
                "meaning": entry.means(lang),
                "click": f"{place} > {button}" if button else "",
                "command": f"cuifei {entry.command}" if entry.command else "",
            }
