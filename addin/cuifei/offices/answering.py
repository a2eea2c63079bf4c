"""Is an answer one of those that may be given? What says nothing stays a question, and says why.

Without this a word that nobody knows (月/日/年) would count as an answer, and
every row that it should have explained would be left out.
"""

import json
import re
from collections.abc import Mapping, Sequence

from cuifei.domain.language import DEFAULT
from cuifei.domain.problems import CuifeiError, Message, say
from cuifei.domain.words import sheet
from cuifei.offices import dates, mapping, periods
from cuifei.offices.mapping import BookMap
from cuifei.offices.terms import TERMS
from cuifei.offices.words import FIELDS, ROLES
from cuifei.ooxml.a1 import column_letters
from cuifei.tables.layout import MAPPING

DAYS = ("ymd", "dmy", "mdy", "ym", "swap", "asis", "md")
MONEY = ("point", "comma", "wan", "qian")
_NONE = ("-", "－", "—", "无")  # typed for a column that there is not
_KINDS = ("charges", "units", "payments", "ignored")
_OFFERED: Mapping[str, tuple[str, ...]] = {
    "kind": _KINDS,
    "totals": ("yes",),
    "double": ("yes", "no"),
    "fact.join": ("yes", "no"),
    "fact.blanks": ("above", "leave"),
    "fact.apart": ("yes", "no"),
    "fact.alone": ("yes",),
    "fact.beside": ("yes", "no"),
    "fact.round": ("yes", "no"),
    "fact.words": ("yes",),
    "fact.notes": ("yes", "no"),
    "fact.owners": ("one", "part"),
    "fact.role": ("unpaid", "paid", "charge", "ignore"),
    "follow": ("replace", "add"),
    "succeed": ("carry", "separate"),
}
_PLAIN = frozenset(("state", "sheets", "origins", "follow", "netted", "succeed"))
_RECORDS = ("place", "header", "ours", "kind", "totals", "double")


def read_file(text: str, name: str) -> dict[str, str]:
    """Return the answers of a file: JSON, or lines of `key = value` (or key, tab, value)."""
    if text.lstrip().startswith("{"):
        try:
            answers = json.loads(text)
        except ValueError as error:
            raise _unreadable(name) from error
        return mapping.answers((str(k), str(v)) for k, v in answers.items() if v is not None)
    pairs = []
    for line in text.lstrip("\ufeff").splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        parts = re.split(r"\s*[=＝\t]\s*", line.strip(), maxsplit=1)
        if len(parts) != 2:
            raise _unreadable(name)
        pairs.append((parts[0], parts[1]))
    return mapping.answers(pairs)


def _unreadable(name: str) -> CuifeiError:
    return CuifeiError(
        say("the answers in {name} cannot be read", name=name),
        say("Write one answer on each line: key = value, with the keys of the proposal"),
    )


def offered(entry: str) -> tuple[str, ...]:
    """Return the codes of the answers to an entry (its key without the block); none if it is free.

    >>> offered("fact.join"), offered("fact.due"), offered("amount.F")[:2]
    (('yes', 'no'), (), ('unpaid', 'charge'))
    """
    return tuple(ROLES) if entry.startswith("amount.") else _OFFERED.get(entry, ())


def fits(entry: str, text: str, among: Sequence[str] = ()) -> bool:
    """Return whether an answer says something; `among`: the codes that it may stand for.

    >>> fits("read.D", "月-日-年", DAYS), fits("read.D", "昨天", DAYS), fits("fact.due", "三月")
    (True, False, False)
    """
    if entry == "kind":
        return bool(mapping.kind(text))
    if entry == "fact.role":
        return mapping.role(text) in _OFFERED[entry]
    if entry.startswith("amount."):
        return bool(mapping.amount_role(text))
    if codes := among or offered(entry):
        return mapping.value(text) in codes
    if entry in FIELDS:
        return bool(mapping.column(text)) or text.strip() in _NONE
    if entry == "fact.due" and mapping.value(text) == "period_end":
        return True
    if entry in ("fact.due", "fact.previous_due"):
        return dates.read(text, "ymd") is not None
    if entry == "netted":
        return mapping.value(text) == "no" or dates.read(text, "ymd") is not None
    if entry == "fact.year":
        return text.isdigit() and 1990 <= int(text) <= 2100
    return entry != "fact.period" or bool(periods.of_text(text))


def told(entry: str, text: str, question: Message) -> Message:
    """Return a question again, with why the answer that stands there is none."""
    if entry in ("fact.due", "fact.previous_due", "netted"):
        return say(
            "{question} (“{typed}” is no day; type one such as 2026-03-31)",
            question=question,
            typed=text,
        )
    if entry == "fact.year":
        return say(
            "{question} (“{typed}” is no year; type one such as 2026)",
            question=question,
            typed=text,
        )
    if entry == "fact.period":
        return say(
            "{question} (“{typed}” is no period; type one such as 2026-03)",
            question=question,
            typed=text,
        )
    return say(
        "{question} (“{typed}” is none of the answers)",
        question=question,
        typed=text,
    )


def unasked(entry: str) -> Message:
    """Return the question about an answer that nobody asked for, and that says nothing."""
    if entry in FIELDS:
        return say("which column is it? Type its letter, such as F, or “-” where there is none")
    return say("what is meant here? Clear the cell to have it as it was proposed")


def ensure_readable(stored: Mapping[str, str]) -> None:
    """Raise CuifeiError where somebody typed into an accepted mapping what says nothing.

    Else a column would be left out without a word. `stored`: as mapping.answers gives it.
    """
    for key, text in stored.items():
        number, _, entry = key.partition(".")
        head, _, _ = entry.partition(".")
        if not number.isdigit() or (head not in FIELDS and head not in ("read", "kind", "amount")):
            continue
        if not fits(entry, text, (*DAYS, *MONEY) if head == "read" else ()):
            raise CuifeiError(
                say("“{typed}” says nothing here", typed=text),
                say(
                    "Correct it in the sheet {mapping_sheet}, row {key}",
                    mapping_sheet=sheet("mapping"),
                    key=_shown(key, DEFAULT),
                ),
                MAPPING.called(DEFAULT),
            )


def ensure_known(given: Mapping[str, str], chart: BookMap, name: str, lang: str) -> None:
    """Raise CuifeiError for an answer whose key is no entry of the proposal: it would be lost."""
    unknown = [key for key in given if not _known(key, chart)]
    if unknown:
        raise CuifeiError(
            say("{key} is no entry of the proposal", key=_shown(unknown[0], lang)),
            say(
                "Copy the key from the proposal, which cuifei adopt shows without --map; the"
                " letter at its end is a column of the list"
            ),
            name,
        )


def _shown(key: str, lang: str) -> str:
    """Return a key as people read it."""
    number, _, entry = key.partition(".")
    parts = ("block", number, *entry.split(".")) if number.isdigit() else (key,)
    return mapping.key(lang, *parts)


def _known(key: str, chart: BookMap) -> bool:
    number, _, entry = key.partition(".")
    if not number.isdigit():
        return key in _PLAIN
    block = next((block for block in chart.blocks if str(block.number) == number), None)
    head, _, tail = entry.partition(".")
    if block is None:
        return entry == "fact.community"  # said for every list, however many there are
    if head in ("amount", "read"):
        letters = {column_letters(n) for n in range(block.left, block.right + 1)}
        return tail.upper() in letters
    return (
        entry in FIELDS or head in _RECORDS or head == "aside" or (head == "fact" and _fact(tail))
    )


def _fact(name: str) -> bool:
    return name in FIELDS or name in TERMS
