"""How does a draft that counsel approved become the letter that is signed? (R9.3)

The letter is the draft as counsel read it, corrections and all, without its
draft marks. What stands in a style whose name begins with Draft goes, and so
does the watermark; runs in the styles Law Firm, Lawyer, Lawyer Licence and
Firm Number are filled in where they were left blank. A name in the draft
other than the one that was given is refused, never chosen between.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from lxml import etree

from cuifei.domain.money import capitals
from cuifei.domain.money import text as money_text
from cuifei.domain.problems import CuifeiError, Message, Problem, say
from cuifei.domain.records import Letter
from cuifei.domain.words import sheet
from cuifei.letters import package
from cuifei.letters.forbidden import found
from cuifei.letters.text import plain
from cuifei.letters.wording import WORDINGS
from cuifei.letters.wordxml import Element, W

LAW_FIRM, LAWYER, LICENCE, NUMBER = "Law Firm", "Lawyer", "Lawyer Licence", "Firm Number"
_STYLES, _CORE = "word/styles.xml", "docProps/core.xml"
_MARK = "Draft"
_DRAFT = re.compile(r"草稿|审定前不得发出|\bDRAFT\b|not to be sent before it is approved")
_IN_TITLE = re.compile(r"\s*[（(](?:草稿|draft)[）)]", re.I)
_LETTERS = re.compile(r"[0-9A-Za-z]")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WORDART = "{urn:schemas-microsoft-com:vml}textpath"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"


def clean_copy(draft: bytes, given: Mapping[str, str]) -> bytes:
    """Return the letter that a draft becomes, as the bytes of a .docx.

    `given`: law firm, lawyer, licence and the firm's letter number, by style.
    CuifeiError where the draft names another, or where a draft mark stays.
    """
    parts = package.read(draft)
    names = _style_names(parts)
    changed = []
    for name, kind in package.word_parts(parts).items():
        if kind == "comments":
            continue
        root = etree.fromstring(package.unpacked(parts.pop(name)))
        _drop_marks(root, names)
        _fill(root, names, given)
        xml = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
        changed.append(package.member(name, xml))
    if _CORE in parts:
        core = _IN_TITLE.sub("", package.unpacked(parts.pop(_CORE)).decode())
        changed.append(package.member(_CORE, core.encode()))
    letter = package.frame(parts.values()).close(changed)
    if match := _DRAFT.search(plain(letter)):
        raise CuifeiError(
            say("the draft still says “{words}” outside its draft marks", words=match[0]),
            say("Take it out of the draft in Word, save it, and approve again"),
        )
    return letter


def _style_names(parts: Mapping[str, package.Member]) -> dict[str, str]:
    """Return the styles' names by their ids; another program may have changed the ids."""
    if _STYLES not in parts:
        return {}
    root = etree.fromstring(package.unpacked(parts[_STYLES]))
    names = {}
    for style in root.iter(W + "style"):
        name = style.find(W + "name")
        if name is not None:
            names[style.get(W + "styleId", "")] = name.get(W + "val", "")
    return names


def _style(element: Element, names: Mapping[str, str], kind: str) -> str:
    """Return the name of a run's ("r") or a paragraph's ("p") style."""
    mark = element.find(f"{W}{kind}Pr/{W}{kind}Style")
    return "" if mark is None else names.get(mark.get(W + "val", ""), "")


def _drop_marks(root: Element, names: Mapping[str, str]) -> None:
    for path in list(root.iter(_WORDART)):
        if _DRAFT.search(path.get("string", "")):
            _remove_drawing(path)
    for paragraph in list(root.iter(W + "p")):
        if _style(paragraph, names, "p").startswith(_MARK):
            paragraph.getparent().remove(paragraph)
    for run in list(root.iter(W + "r")):
        if _style(run, names, "r").startswith(_MARK):
            run.getparent().remove(run)


def _remove_drawing(inside: Element) -> None:
    """Remove the whole drawing, both copies of it where Word wrote two."""
    outer = [a for a in inside.iterancestors() if a.tag in (W + "pict", _ALTERNATE)]
    if outer and (parent := outer[-1].getparent()) is not None:
        parent.remove(outer[-1])


def _fill(root: Element, names: Mapping[str, str], given: Mapping[str, str]) -> None:
    for paragraph in root.iter(W + "p"):
        runs = [
            run for run in paragraph.iter(W + "r") if next(run.iterancestors(W + "p")) is paragraph
        ]
        for style, group in groupby(runs, key=lambda run: _style(run, names, "r")):
            if style in given:
                _fill_in(list(group), style, given[style])


def _fill_in(runs: list[Element], style: str, value: str) -> None:
    words = "".join(piece.text or "" for run in runs for piece in run.iter(W + "t"))
    if words.strip() == value:
        return
    if not _is_blank(words, style):
        raise CuifeiError(
            say("the draft says {said} where {value} was given", said=words.strip(), value=value),
            say(
                "Correct {settings_sheet}, the number that you gave, or the draft;"
                " then approve again",
                settings_sheet=sheet("settings"),
            ),
        )
    pieces = [piece for run in runs for piece in run.iter(W + "t")]
    for piece in pieces:
        piece.text = ""
    if pieces:
        pieces[0].text = value
        pieces[0].set(_SPACE, "preserve")


def _is_blank(words: str, style: str) -> bool:
    """Return whether a place was left to be filled in: a line, or a number without any digit."""
    if style == NUMBER:
        return not _LETTERS.search(words)
    return not words.strip("_ 　")


def lint(letter: Letter, content: bytes, given: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return what is wrong with an approved letter: it must still say what 发函 says of it."""
    printed = plain(content)
    return tuple(
        Problem(f"{letter.unit} {letter.number}", what, remedy)
        for what, remedy in _findings(letter, printed, given)
    )


def _findings(
    letter: Letter, printed: str, given: Mapping[str, str]
) -> Iterator[tuple[Message, Message]]:
    back = say("Put it back into the draft in Word, save it, and approve again")
    needed: list[tuple[tuple[str, ...], Message]] = [
        ((letter.unit,), say("the unit")),
        ((money_text(letter.amount),), say("the total")),
        ((capitals(letter.amount),), say("the total in capitals")),
    ]
    if last := letter.last_date:
        days = tuple(words.day(last) for words in WORDINGS.values())
        needed.append((days, say("the last date")))
    needed += [((value,), say("what was given for {style}", style=s)) for s, value in given.items()]
    for values, label in needed:
        if not any(value in printed for value in values):
            yield say("the approved letter does not print {what}", what=label), back
    for words, entry in found(printed, letter.date):
        yield (
            say(
                "the letter says “{words}”: {why} ({source})",
                words=words,
                why=entry.why,
                source=entry.source,
            ),
            say("Take it out of the template, or out of the cell that it comes from"),
        )
