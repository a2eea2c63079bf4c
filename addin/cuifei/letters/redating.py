"""How does a draft get the dates of its approval, wherever it prints them? (R4.3)

The words of counsel stay. Only the letter's own date and its last date change; the day
up to which was reckoned, and that up to which receipts are known, stay what they are.
"""

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from cuifei.domain.account.delivery import last_date
from cuifei.domain.dates import Calendar
from cuifei.domain.records import Letter
from cuifei.letters import package
from cuifei.letters.wording import WORDINGS, Wording
from cuifei.letters.wordxml import Element, W

# A day after one of these is no date of the letter: what was reckoned, or received, up to it.
_RECKONED = re.compile(r"(?:截至|截止至?|登记至|as at|up to|as of|through)\s*$", re.I)


def redated(draft: bytes, before: Letter, after: Letter, calendar: Calendar) -> bytes:
    """Return the draft, a .docx, with the dates of `after` for those of `before`.

    Where the last date is no workday, it says so after the demand, and no longer where it is.
    """
    old, new = last_date(before), last_date(after)
    if old is None or new is None or (before.date, old) == (after.date, new):
        return draft
    changed, parts = [], package.read(draft)
    for name, kind in package.word_parts(parts).items():
        if kind == "comments":
            continue
        root = etree.fromstring(package.unpacked(parts.pop(name)))
        for words in WORDINGS.values():
            _no_workday(root, words, before, after, calendar)
            days = {words.day(before.date): words.day(after.date), words.day(old): words.day(new)}
            for paragraph in root.iter(W + "p"):
                _replace(paragraph, days)
        xml = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
        changed.append(package.member(name, xml))
    return package.frame(parts.values()).close(changed)


def _own(paragraph: Element) -> list[Element]:
    """Return the pieces of text of a paragraph, not those of a text box inside it."""
    return [
        piece
        for piece in paragraph.iter(W + "t")
        if next(piece.iterancestors(W + "p")) is paragraph
    ]


def _text_of(paragraph: Element) -> str:
    return "".join(piece.text or "" for piece in _own(paragraph))


def _replace(paragraph: Element, days: dict[str, str]) -> None:
    """Put the new days in the places of the old, each into the run in which the old began."""
    pieces = _own(paragraph)
    text = "".join(piece.text or "" for piece in pieces)
    places = list(_places(text, days))
    for start, end, day in reversed(places):
        at = 0
        for piece in pieces:
            own = piece.text or ""
            left, right = max(start - at, 0), min(end - at, len(own))
            if left < right:
                fresh = day if at + left == start else ""
                piece.text = own[:left] + fresh + own[right:]
            at += len(own)


def _places(text: str, days: dict[str, str]) -> Iterator[tuple[int, int, str]]:
    every = "|".join(re.escape(day) for day in days)
    for match in re.finditer(rf"(?<!\d)(?:{every})", text):
        if not _RECKONED.search(text[: match.start()]):
            yield match.start(), match.end(), days[match[0]]


def _no_workday(
    root: Element, words: Wording, before: Letter, after: Letter, calendar: Calendar
) -> None:
    """Say in its own paragraph that the new last date is no workday, or no longer say so."""
    old, new = last_date(before), last_date(after)
    if old is None or new is None:
        return
    sentence = words.not_workday.format(day=words.day(old))
    for paragraph in [p for p in root.iter(W + "p") if _text_of(p).strip() == sentence]:
        if calendar.is_workday(new):
            paragraph.getparent().remove(paragraph)
        else:
            return
    if calendar.is_workday(new):
        return
    demand = [p for p in root.iter(W + "p") if words.day(old) in _text_of(p)]
    if demand:
        demand[0].addnext(_like(demand[0], words.not_workday.format(day=words.day(new))))


def _like(paragraph: Element, text: str) -> Element:
    """Return a paragraph of the same look that says `text` in its first run."""
    twin = deepcopy(paragraph)
    runs = [run for run in twin.iter(W + "r") if run.find(W + "t") is not None]
    for extra in [*runs[1:], *twin.iter(W + "bookmarkStart"), *twin.iter(W + "bookmarkEnd")]:
        extra.getparent().remove(extra)
    first, *others = runs[0].findall(W + "t")
    for other in others:
        runs[0].remove(other)
    first.text = text
    return twin
